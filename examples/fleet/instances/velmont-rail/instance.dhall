-- Velmont Rail: plan SaaS, rolled out on Mondays. Workspaces pay by cost centre,
-- and the use of the panel is counted.
let meshc = ../../schema/package.dhall

let mail = ../../lib/mail.dhall

let metering = ../../lib/metering.dhall

let payment = ../../lib/payment.dhall

let seller = ../../lib/seller.dhall

let texts = ../../lib/texts.dhall

let settings =
      meshc.Settings.default
      with meshfed.mail = Some (mail "velmont.example")
      with panel.ui = Some (texts "velmont.example")
      with panel.plausible = Some { activatePlausibleTracking = True }
      with kraken = metering.googleCloud
      with kraken.productcatalog
           = Some
          (seller meshc.settings.kraken.PlatformType.Gcp)

in  meshc.Instance::{
    , id = "velmont-rail"
    , customer =
      { name = "Velmont Rail", contact = "cloud-team@velmont.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Monday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "cloud.velmont.example"
            }
          }
    , settings = payment True settings
    }
