-- Sarnow Media: plan SaaS, rolled out on Thursdays. Invitations search the
-- Google directory.
let meshc = ../../schema/package.dhall

let identity = ../../lib/identity.dhall

let metering = ../../lib/metering.dhall

let lookup =
      identity.google
        { domain = "sarnow.example"
        , customer-id = "C03sarn0w"
        , service-account-credentials-b64 =
            meshc.Secret.fromTerraform "sarnow_directory_key"
        }

let settings =
      meshc.Settings.default
      with meshfed.identity-lookup = Some lookup
      with kraken = metering.googleCloud

in  meshc.Instance::{
    , id = "sarnow-media"
    , customer = { name = "Sarnow Media", contact = "platform@sarnow.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Thursday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "cloud.sarnow.example"
            }
          }
    , settings
    }
