-- Quendel Insurance: plan SaaS, rolled out on Mondays. Audit events are kept
-- for five years.
let meshc = ../../schema/package.dhall

let identity = ../../lib/identity.dhall

let metering = ../../lib/metering.dhall

let lookup =
      identity.entra
        meshc.settings.meshfed.AzureCreds::{
        , aad-tenant = "quendel.example"
        , client-id = "5d1f0a52-7c0e-4f2b-9a64-3f5b8e1c7d20"
        , client-secret = meshc.Secret.fromTerraform "quendel_entra_lookup"
        , guestLookup = Some identity.guests
        }

let settings =
      meshc.Settings.default
      with meshfed.identity-lookup = Some lookup
      with kraken = metering.azure

in  meshc.Instance::{
    , id = "quendel-insurance"
    , customer =
      { name = "Quendel Insurance", contact = "it-operations@quendel.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Monday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "meshstack.quendel.example"
            , logRetention = meshc.LogRetention::{ events = 60 }
            , monitoringAccess =
              [ { principal = "observability@quendel.example"
                , request = "SUP-20417"
                }
              ]
            }
          }
    , settings
    }
