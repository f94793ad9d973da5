-- Karlsried Steel: plan SaaS On-Prem on AWS, small and without staging. Logins go
-- straight to its own identity provider.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let Restriction = meshc.settings.meshfed.Restriction

let settings =
      meshc.Settings.default
      with panel.sso = Some { kc_idp_hint = "karlsried" }
      with meshfed.restriction
           = Some Restriction::{
        , customerIdentifierLength = Some 12
        , projectIdentifierLength = Some 24
        , projectIdentifierPrefix = Some "ks-"
        }
      with kraken = metering.aws

in  meshc.Instance::{
    , id = "karlsried-steel"
    , customer = { name = "Karlsried Steel", contact = "it@karlsried.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2025-002"
            , validFrom = 2025-02-01
            , upgradeWindowDays = 21
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.AWS
                    { account = "111122223333", region = "eu-central-1" }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.Concourse
            }
          , production = meshc.Production::{
            , release = "2025.52.0"
            , hosts = meshc.Hosts.under "mesh.karlsried.example"
            , size = meshc.Size.Small
            , certificates =
                meshc.Certificates.wildcard
                  (meshc.Secret.fromTerraform "karlsried_tls")
            , rollout = meshc.ProductionRollout.Gate gates.withoutStaging
            }
          }
    , settings
    }
