-- Globex: plan SaaS On-Prem, behind a gate.
let meshc = ../../schema/package.dhall

let gate = ../../lib/gate.dhall

in  meshc.Instance::{
    , id = "globex"
    , customer = { name = "Globex", contact = "it@globex.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = meshc.Agreement::{
            , reference = "OP-2024-001"
            , validFrom = 2024-01-15
            , upgradeWindowDays = 30
            }
          , infrastructure = meshc.Infrastructure::{
            , provider = meshc.Provider.OnPremise { location = "Springfield" }
            , operatorAccess = { principal = "operations", path = "VPN" }
            }
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.ArgoCD
            }
          , production = meshc.Production::{
            , release = "2025.53.0"
            , hosts = meshc.Hosts.under "mesh.globex.example"
            , certificates =
                meshc.Certificates.wildcard
                  (meshc.Secret.fromTerraform "globex_tls")
            , rollout = meshc.ProductionRollout.Gate gate
            }
          }
    }
