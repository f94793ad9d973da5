-- Norhaven Port: plan SaaS On-Prem on AWS. Artifacts go to its own registry.
let meshc = ../../schema/package.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let staging = ../../lib/staging.dhall

let windows = ../../lib/windows.dhall

let secret = meshc.Secret.fromTerraform

let production =
      meshc.Production::{
      , release = "2025.53.1"
      , hosts = meshc.Hosts.under "mesh.norhaven.example"
      , certificates = meshc.Certificates.wildcard (secret "norhaven_tls")
      , rollout =
          meshc.ProductionRollout.Gate
            meshc.Gate::{
            , approvals = 2
            , roles = [ "harbour-it", "change-manager" ]
            , soakDays = 2
            , window = Some windows.thursdayNight
            }
      }

let trial =
          staging
            production
            { release = "2025.54.0"
            , hosts = meshc.Hosts.under "mesh-test.norhaven.example"
            , certificates =
                meshc.Certificates.wildcard (secret "norhaven_test_tls")
            }
      //  { rollout = meshc.StagingRollout.Window windows.tuesdayEvening }

in  meshc.Instance::{
    , id = "norhaven-port"
    , customer = { name = "Norhaven Port", contact = "it@norhaven.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2024-007"
            , validFrom = 2024-01-15
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.AWS
                    { account = "444455556666", region = "eu-north-1" }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Customer
            , system = meshc.CiSystem.GitHubActions
            }
          , production
          , staging = Some trial
          , artifactStore = Some
            { registry = "registry.norhaven.example/mirror/meshstack"
            , credential = secret "norhaven_registry_push"
            }
          }
    , settings = meshc.Settings::{ kraken = metering.aws }
    }
