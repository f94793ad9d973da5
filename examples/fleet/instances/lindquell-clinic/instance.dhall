-- Lindquell Clinic: plan SaaS On-Prem on Azure. Its security operations centre
-- listens in, and audit events are kept for five years.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let identity = ../../lib/identity.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let staging = ../../lib/staging.dhall

let windows = ../../lib/windows.dhall

let secret = meshc.Secret.fromTerraform

let lookup =
      identity.entra
        meshc.settings.meshfed.AzureCreds::{
        , aad-tenant = "lindquell.example"
        , client-id = "c4a7e2f9-0d58-4b36-8e1a-9b6f3d7c5201"
        , client-secret = secret "lindquell_entra_lookup"
        , euidSchemaExtensionUpdate = Some
          { euidExtensionSchemaProperty = "staffNumber"
          , euidExtensionSchemaIdentifier = "extk9w2lq_staff"
          }
        , emailAttributeUpdate = Some { propertyToUse = "otherMails" }
        }

let hosts = meshc.Hosts.under "mesh.lindquell.example"

let stagingHosts = meshc.Hosts.under "mesh-staging.lindquell.example"

let production =
      meshc.Production::{
      , release = "2025.51.0"
      , hosts
      , logRetention = meshc.LogRetention::{ events = 60 }
      , certificates =
          meshc.Certificates.covering hosts (secret "lindquell_tls")
      , rollout =
          meshc.ProductionRollout.Gate
            (gates.inWindow windows.wednesdayMorning gates.fourEyes)
      }

let trial =
      staging
        production
        { release = "2025.55.0"
        , hosts = stagingHosts
        , certificates =
            meshc.Certificates.covering
              stagingHosts
              (secret "lindquell_staging_tls")
        }

let settings =
      meshc.Settings.default
      with meshfed.identity-lookup = Some lookup
      with kraken = metering.azure

in  meshc.Instance::{
    , id = "lindquell-clinic"
    , customer =
      { name = "Lindquell Clinic", contact = "it-security@lindquell.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2025-006"
            , validFrom = 2025-06-01
            , validUntil = Some 2028-05-31
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.Azure
                    { subscription = "d8e5a1c3-92f7-4063-ae4b-1c7f6b0d2e95"
                    , region = "westeurope"
                    }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.Flux
            }
          , production
          , staging = Some trial
          , soc = Some
            { endpoint = "https://soc.lindquell.example/events"
            , token = secret "lindquell_soc_token"
            }
          }
    , settings
    }
