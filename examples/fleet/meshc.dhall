-- The settings of this repository.
let meshc = ./schema/package.dhall

in  meshc.Repository::{ windowReading = meshc.WindowReading.Civil }
