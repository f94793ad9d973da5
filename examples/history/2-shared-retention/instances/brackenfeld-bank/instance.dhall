-- Brackenfeld Bank: plan SaaS On-Prem in its own data centre. Production stays
-- on a release with extended support over the turn of the year.
let meshc = ../../schema/package.dhall

let gates = ../../lib/gates.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let retention = ../../lib/retention.dhall

let staging = ../../lib/staging.dhall

let windows = ../../lib/windows.dhall

let meshfed = meshc.settings.meshfed

let secret = meshc.Secret.fromAnsible

let gate =
      meshc.Gate::{
      , approvals = 3
      , roles = [ "platform-owner", "change-manager", "risk-officer" ]
      , soakDays = 14
      }

let production =
      meshc.Production::{
      , release = "2025.40.0"
      , hosts = meshc.Hosts.under "meshstack.brackenfeld.example"
      , size = meshc.Size.Large
      , backup = { everyHours = 6, keepDays = 90, request = Some "SUP-18733" }
      , logRetention = retention.supervised
      , certificates = meshc.Certificates.wildcard (secret "brackenfeld/tls")
      , secretStore =
        { kind = meshc.SecretStoreKind.SecretStore, name = "vault" }
      , rollout =
          meshc.ProductionRollout.Gate
            (gates.inWindow windows.sundayMorning gate)
      }

let trial =
          staging
            production
            { release = "2025.53.1"
            , hosts = meshc.Hosts.under "meshstack-qa.brackenfeld.example"
            , certificates =
                meshc.Certificates.wildcard (secret "brackenfeld/qa-tls")
            }
      //  { rollout = meshc.StagingRollout.Window windows.mondayEvening }

let mail =
      meshfed.Mail::{
      , username = "svc-meshstack"
      , host = "relay.brackenfeld.example"
      , port = 465
      , sender = meshfed.Sender::{ address = "meshstack@brackenfeld.example" }
      , smtp =
        { ssl = meshfed.Toggle.on, starttls = meshfed.Toggle.off, auth = True }
      }

let settings =
      meshc.Settings.default
      with meshfed.mail = Some mail
      with kraken = metering.private

in  meshc.Instance::{
    , id = "brackenfeld-bank"
    , customer =
      { name = "Brackenfeld Bank", contact = "cloud@brackenfeld.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2024-011"
            , validFrom = 2024-04-01
            , validUntil = Some 2027-03-31
            , upgradeWindowDays = 14
            , extendedSupport =
              [ { release = "2025.40.0", until = 2026-03-31 } ]
            }
          , infrastructure =
              onprem.infrastructure
                (meshc.Provider.OnPremise { location = "Kassel, Germany" })
          , pipeline =
            { provider = meshc.PipelineProvider.Customer
            , system = meshc.CiSystem.GitLab
            }
          , production
          , staging = Some trial
          , soc = Some
            { endpoint = "https://siem.brackenfeld.example/meshstack"
            , token = secret "brackenfeld/siem-token"
            }
          }
    , settings
    }
