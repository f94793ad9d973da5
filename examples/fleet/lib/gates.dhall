-- Gates before production: who approves, and how long staging comes first.
let meshc = ../schema/package.dhall

let fourEyes =
      meshc.Gate::{
      , approvals = 2
      , roles = [ "platform-owner", "change-manager" ]
      , soakDays = 2
      }

let withoutStaging = fourEyes with soakDays = 0

let inWindow =
      \(window : meshc.Window.Type) ->
      \(gate : meshc.Gate.Type) ->
        gate
        with window = Some window

in  { fourEyes, withoutStaging, inWindow }
