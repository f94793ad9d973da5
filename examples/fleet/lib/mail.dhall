-- The mail settings of a customer who keeps to the usual names below a domain.
let meshc = ../schema/package.dhall

let meshfed = meshc.settings.meshfed

in  \(domain : Text) ->
      meshfed.Mail::{
      , username = "meshstack"
      , host = "smtp.${domain}"
      , sender = meshfed.Sender::{
        , address = "meshstack@${domain}"
        , reply-to = Some "cloud-team@${domain}"
        }
      }
