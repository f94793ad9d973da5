-- Settings of meshPanel.
let Registration = ./registration.dhall

let Settings =
      { Type = { registration : Optional Registration.Type }
      , default.registration = None Registration.Type
      }

in  { Settings, Registration }
