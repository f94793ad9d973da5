-- Whether signing up takes a payment method, for the panel and meshfed alike.
let meshc = ../schema/package.dhall

let Register = meshc.settings.meshfed.Register

in  \(required : Bool) ->
    \(settings : meshc.Settings.Type) ->
      settings
      with panel.registration = Some { requirePayment = required }
      with meshfed.register = Some Register::{ requirePayment = Some required }
