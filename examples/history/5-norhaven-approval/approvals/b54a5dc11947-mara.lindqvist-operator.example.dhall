let meshc = ../schema/package.dhall

in  meshc.Approval::{
    , digest = "sha256:b54a5dc119470e06441c1013caa793de1369f25be334cf1b73f72835fe87909d"
    , scope = [ "norhaven-port/production" ]
    , who = "Mara Lindqvist <mara.lindqvist@operator.example>"
    , role = "change-manager"
    , date = 2025-12-18
    , expires = Some 2026-01-31
    , ticket = Some "SUP-21093"
    }
