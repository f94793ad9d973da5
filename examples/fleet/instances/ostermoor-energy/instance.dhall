-- Ostermoor Energy: plan SaaS On-Prem in its own data centre, with everything
-- that the plan has.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let discounts = ../../lib/discounts.dhall

let mail = ../../lib/mail.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let people = ../../lib/people.dhall

let prices = ../../lib/prices.dhall

let staging = ../../lib/staging.dhall

let windows = ../../lib/windows.dhall

let secret = meshc.Secret.fromTerraform

let hosts = meshc.Hosts.under "mesh.ostermoor.example"

let stagingHosts = meshc.Hosts.under "mesh-staging.ostermoor.example"

let production =
      meshc.Production::{
      , release = "2025.54.0"
      , hosts
      , size = meshc.Size.Large
      , monitoringAccess =
        [ { principal = "control-room@ostermoor.example"
          , request = "SUP-19862"
          }
        ]
      , certificates =
          meshc.Certificates.covering hosts (secret "ostermoor_tls")
      , rollout =
          meshc.ProductionRollout.Gate
            (gates.inWindow windows.saturdayMorning gates.fourEyes)
      }

let trial =
          staging
            production
            { release = "2025.55.0"
            , hosts = stagingHosts
            , certificates =
                meshc.Certificates.covering
                  stagingHosts
                  (secret "ostermoor_staging_tls")
            }
      //  { size = meshc.Size.Medium }

let services = meshc.settings.osb.Platform::{ platform = "services.oldenburg" }

let recipients =
      meshc.settings.meshfed.NotificationRecipients::{
      , tenant-deleted = [ "audit@ostermoor.example" ]
      , replication-failed = [ "control-room@ostermoor.example" ]
      }

let own =
      meshc.Settings.default
      with meshfed.mail = Some (mail "ostermoor.example")
      with kraken = metering.private
      with kraken.productcatalog
           = Some
        { products = prices, discounts = discounts "oldenburg" }
      with kraken.meshMarketplace
           = Some
        { outOfScopeMarketplaceSellers = [ "cloud-team" ] }
      with osb.platforms = [ services ]
      with meshfed.notification-recipients = Some recipients
      with monitoring.monitor
           = Some
        { additionalAlertAddresses = [ "control-room@ostermoor.example" ] }

let settings = people own

in  meshc.Instance::{
    , id = "ostermoor-energy"
    , customer =
      { name = "Ostermoor Energy", contact = "platform@ostermoor.example" }
    , plan =
        meshc.Plan.OnPrem
          { agreement = onprem.Agreement::{
            , reference = "OP-2023-004"
            , validFrom = 2023-07-01
            }
          , infrastructure =
              onprem.infrastructure
                (meshc.Provider.OnPremise { location = "Oldenburg, Germany" })
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.ArgoCD
            }
          , production
          , staging = Some trial
          , artifactStore = Some
            { registry = "registry.ostermoor.example/meshstack"
            , credential = secret "ostermoor_registry_push"
            }
          , configCopy = Some
            { repository = "https://git.ostermoor.example/audit/meshstack.git"
            , contact = "audit@ostermoor.example"
            }
          , soc = Some
            { endpoint = "https://soc.ostermoor.example/ingest"
            , token = secret "ostermoor_soc_token"
            }
          }
    , settings
    }
