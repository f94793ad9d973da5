-- Pellworth Retail: plan SaaS On-Prem on Google Cloud, without staging. What is
-- approved goes live on Tuesday evenings.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let payment = ../../lib/payment.dhall

let texts = ../../lib/texts.dhall

let windows = ../../lib/windows.dhall

let settings =
      meshc.Settings.default
      with panel.ui = Some (texts "pellworth.example")
      with panel.payment-description
           = Some
          "<p>Ask your branch manager for a cost centre.</p>"
      with kraken = metering.googleCloud

in  meshc.Instance::{
    , id = "pellworth-retail"
    , customer =
      { name = "Pellworth Retail", contact = "platform@pellworth.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2025-010"
            , validFrom = 2025-09-01
            , validUntil = Some 2026-08-31
            , upgradeWindowDays = 14
            }
          , infrastructure =
              onprem.infrastructure
                ( meshc.Provider.GoogleCloud
                    { project = "pellworth-mesh", region = "europe-west1" }
                )
          , pipeline =
            { provider = meshc.PipelineProvider.Customer
            , system = meshc.CiSystem.Flux
            }
          , production = meshc.Production::{
            , release = "2025.53.1"
            , hosts = meshc.Hosts.under "mesh.pellworth.example"
            , certificates =
                meshc.Certificates.wildcard
                  (meshc.Secret.fromEnv "PELLWORTH_TLS")
            , rollout =
                meshc.ProductionRollout.Gate
                  (gates.inWindow windows.tuesdayEvening gates.withoutStaging)
            }
          }
    , settings = payment True settings
    }
