-- Isenau University: plan SaaS On-Prem on Azure. Names and mails of people come
-- from Entra ID.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let identity = ../../lib/identity.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let windows = ../../lib/windows.dhall

let meshfed = meshc.settings.meshfed

let secret = meshc.Secret.fromTerraform

let lookup =
      identity.entra
        meshfed.AzureCreds::{
        , aad-tenant = "b61e3c7a-8f0d-4e52-a1c9-7d24f0e6b835"
        , client-id = "2a9d4f18-6b3e-4c70-95d1-e8f7a0c3b642"
        , client-secret = secret "isenau_entra_lookup"
        , euidUserAttributeUpdate = Some { userAttributeName = "employeeId" }
        , usernameAttributeUpdate = Some
          { propertyToUse = "mailNickname"
          , formatString = Some "%s@isenau.example"
          }
        }

let settings =
      meshc.Settings.default
      with meshfed.identity-lookup = Some lookup
      with kraken = metering.azure

in  meshc.Instance::{
    , id = "isenau-university"
    , customer =
      { name = "Isenau University", contact = "computing@isenau.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2023-009"
            , validFrom = 2023-10-01
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.Azure
                    { subscription = "7f3b2d90-41ae-4c8d-b0f6-5e19c2a7d384"
                    , region = "germanywestcentral"
                    }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.GitLab
            }
          , production = meshc.Production::{
            , release = "2025.50.1"
            , hosts = meshc.Hosts.under "cloud.isenau.example"
            , certificates = meshc.Certificates.wildcard (secret "isenau_tls")
            , rollout = meshc.ProductionRollout.Gate gates.fourEyes
            }
          , staging = Some meshc.Staging::{
            , release = "2025.55.0"
            , hosts = meshc.Hosts.under "cloud-test.isenau.example"
            , size = meshc.Size.Small
            , certificates =
                meshc.Certificates.wildcard (secret "isenau_test_tls")
            , rollout = meshc.StagingRollout.Window windows.tuesdayEvening
            }
          }
    , settings
    }
