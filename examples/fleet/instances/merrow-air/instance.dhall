-- Merrow Air: plan SaaS On-Prem on Google Cloud. The Google directory gives the
-- euid, and smoke tests enter a tenant of their own.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let identity = ../../lib/identity.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let staging = ../../lib/staging.dhall

let secret = meshc.Secret.fromTerraform

let lookup =
      identity.googleWithEuid
        { domain = "merrow.example"
        , customer-id = "C01merr0w"
        , service-account-credentials-b64 = secret "merrow_directory_key"
        }
        { euidCustomSchema = "Airline", euidProperty = "crewId" }

let production =
      meshc.Production::{
      , release = "2025.55.0"
      , hosts = meshc.Hosts.under "cloud.merrow.example"
      , certificates = meshc.Certificates.wildcard (secret "merrow_tls")
      , rollout =
          meshc.ProductionRollout.Gate (gates.fourEyes with soakDays = 0)
      }

let trial =
          staging
            production
            { release = "2025.55.0"
            , hosts = meshc.Hosts.under "cloud-staging.merrow.example"
            , certificates =
                meshc.Certificates.wildcard (secret "merrow_staging_tls")
            }
      //  { size = meshc.Size.Small }

let sonar =
      { scopes =
        [ { username = "smoke-test"
          , password = secret "merrow_smoke_test"
          , customer = "smoke-test"
          , projects =
            [ { projectName = "flight"
              , targets =
                [ { platformName = "gcp.europe"
                  , url = "https://mesh.merrow.example/smoke-test/access"
                  }
                ]
              }
            ]
          }
        ]
      }

let settings =
      meshc.Settings.default
      with meshfed.identity-lookup = Some lookup
      with meshfed.platforms
           =
        [ { platform-identifier = "openshift.hangar", euid-pattern = "ma-%s" } ]
      with monitoring.sonar = Some sonar
      with kraken = metering.googleCloud

in  meshc.Instance::{
    , id = "merrow-air"
    , customer = { name = "Merrow Air", contact = "platform@merrow.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2024-015"
            , validFrom = 2024-11-01
            , upgradeWindowDays = 14
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.GoogleCloud
                    { project = "merrow-meshstack", region = "europe-west3" }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Customer
            , system = meshc.CiSystem.ArgoCD
            }
          , production
          , staging = Some trial
          , artifactStore = Some
            { registry = "europe-west3-docker.merrow.example/meshstack"
            , credential = secret "merrow_registry_push"
            }
          }
    , settings
    }
