-- The settings of this repository: all as they are by default.
let meshc = ./schema/package.dhall

in  meshc.Repository::{=}
