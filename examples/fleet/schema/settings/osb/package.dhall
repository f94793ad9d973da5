-- Settings of the OSB services platform.
let platform = ./platform.dhall

let Settings =
      { Type = { platforms : List platform.Platform.Type }
      , default.platforms = [] : List platform.Platform.Type
      }

in  { Settings } // platform
