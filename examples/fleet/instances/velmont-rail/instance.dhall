-- Velmont Rail: plan SaaS, rolled out on Mondays.
let meshc = ../../schema/package.dhall

let mail = ../../lib/mail.dhall

let metering = ../../lib/metering.dhall

let payment = ../../lib/payment.dhall

let settings =
      meshc.Settings.default
      with meshfed.mail = Some (mail "velmont.example")
      with kraken = metering.googleCloud

in  meshc.Instance::{
    , id = "velmont-rail"
    , customer =
      { name = "Velmont Rail", contact = "cloud-team@velmont.example" }
    , plan =
        meshc.Plan.SaaS
          { window = meshc.SaasWindow.Monday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "cloud.velmont.example"
            }
          }
    , settings = payment True settings
    }
