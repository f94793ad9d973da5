-- The settings of this repository.
let meshc = ./schema/package.dhall

in  meshc.Repository::{
    , windowReading = meshc.WindowReading.Civil
    , freezes =
      [ meshc.Freeze::{
        , from = 2025-12-20
        , until = 2026-01-06
        , reason = "the busiest weeks of the year"
        , scope = [ "merrow-air", "obsthain-foods" ]
        }
      , meshc.Freeze::{
        , from = 2025-12-24
        , until = 2025-12-26
        , reason = "Christmas"
        , scope = [ "*/production" ]
        }
      ]
    }
