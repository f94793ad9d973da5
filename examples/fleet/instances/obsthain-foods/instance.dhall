-- Obsthain Foods: plan SaaS On-Prem on Azure, with nothing that it can do
-- without.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

in  meshc.Instance::{
    , id = "obsthain-foods"
    , customer = { name = "Obsthain Foods", contact = "it@obsthain.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2025-012"
            , validFrom = 2025-10-01
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.Azure
                    { subscription = "1b6c9f74-e03d-4a85-9c2e-f7d8405a6b31"
                    , region = "northeurope"
                    }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.GitHubActions
            }
          , production = meshc.Production::{
            , release = "2025.55.0"
            , hosts = meshc.Hosts.under "mesh.obsthain.example"
            , certificates =
                meshc.Certificates.wildcard
                  (meshc.Secret.fromTerraform "obsthain_tls")
            , rollout = meshc.ProductionRollout.Gate gates.withoutStaging
            }
          }
    , settings = meshc.Settings::{ kraken = metering.azure }
    }
