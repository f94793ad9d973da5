-- City of Wiesbruck: plan SaaS On-Prem in the municipal data centre. The audit
-- office gets a copy of the configuration, and people come from the city's own
-- directory, with tags that a schema describes.
let meshc = ../../schema/package.dhall

let directory = ../../lib/directory.dhall

let gates = ../../lib/gates.dhall

let mail = ../../lib/mail.dhall

let metering = ../../lib/metering.dhall

let onprem = ../../lib/onprem.dhall

let payment = ../../lib/payment.dhall

let people = ../../lib/people.dhall

let windows = ../../lib/windows.dhall

let secret = meshc.Secret.fromTerraform

let ldap =
      directory
        { url = "ldaps://ldap.wiesbruck.example"
        , base = "dc=wiesbruck,dc=example"
        , username = "cn=meshstack,ou=services,dc=wiesbruck,dc=example"
        , password = secret "wiesbruck_ldap"
        }
        (secret "wiesbruck_identity_connector")

let settings =
      meshc.Settings.default
      with meshfed.mail = Some (mail "wiesbruck.example")
      with meshfed.user = Some { tags = toMap { employer = [ "city" ] } }
      with identityconnector.ldap = Some ldap
      with kraken = metering.private

in  meshc.Instance::{
    , id = "wiesbruck-city"
    , customer =
      { name = "City of Wiesbruck", contact = "it-office@wiesbruck.example" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = onprem.Agreement::{
            , reference = "OP-2023-001"
            , validFrom = 2023-03-01
            , upgradeWindowDays = 60
            }
          , infrastructure =
              onprem.infrastructure
                (meshc.Provider.OnPremise { location = "Wiesbruck, Austria" })
          , pipeline =
            { provider = meshc.PipelineProvider.Customer
            , system = meshc.CiSystem.Concourse
            }
          , production = meshc.Production::{
            , release = "2025.48.0"
            , hosts = meshc.Hosts.under "mesh.wiesbruck.example"
            , size = meshc.Size.Small
            , certificates =
                meshc.Certificates.wildcard (secret "wiesbruck_tls")
            , rollout =
                meshc.ProductionRollout.Gate (gates.fourEyes with soakDays = 7)
            }
          , staging = Some meshc.Staging::{
            , release = "2025.54.0"
            , hosts = meshc.Hosts.under "mesh-test.wiesbruck.example"
            , size = meshc.Size.Small
            , certificates =
                meshc.Certificates.wildcard (secret "wiesbruck_test_tls")
            , rollout = meshc.StagingRollout.Window windows.tuesdayEvening
            }
          , configCopy = Some
            { repository = "https://git.wiesbruck.example/audit/meshstack.git"
            , contact = "audit-office@wiesbruck.example"
            }
          }
    , settings = people (payment False settings)
    , tags = Some meshc.TagSchemas::{
      , user = Some ../../lib/user-tags.dhall
      }
    }
