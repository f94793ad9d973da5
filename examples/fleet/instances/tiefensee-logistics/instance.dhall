-- Tiefensee Logistics: plan SaaS, rolled out on Thursdays. Service brokers see
-- permissions through groups of Entra ID.
let meshc = ../../schema/package.dhall

let mail = ../../lib/mail.dhall

let metering = ../../lib/metering.dhall

let roleMappings = ../../lib/roles.dhall

let osb = meshc.settings.osb

let groups =
      osb.AzureAd::{
      , groupNamePattern = Some "mesh-%s-%s-%4\$s"
      , servicePrincipal =
        { aadTenant = "tiefensee.example"
        , objectId = "0c7e6b8d-2f7b-4b1e-8d0b-6a53f3b1c9e4"
        , clientId = "e9b7c7b0-53f6-4a3c-9d68-1f8c2a7e4b15"
        , clientSecret = meshc.Secret.fromTerraform "tiefensee_osb_groups"
        }
      , b2bUserInvitation = Some osb.InviteB2bUser::{
        , redirect-url = "https://mesh.tiefensee.example"
        }
      , roleMappings
      }

let services =
      { platform = "services.hamburg"
      , permissionReplication = osb.PermissionReplication.AzureAd groups
      }

let settings =
      meshc.Settings.default
      with meshfed.mail = Some (mail "tiefensee.example")
      with kraken = metering.azure
      with osb.platforms = [ services ]
      with replicator.aadUserLookupStrategy
           = Some
          meshc.settings.replicator.AzureLookupStrategy.UserByUsernameLookupStrategy
      with meshfed.defaultQuota = Some { meshProjects = 10 }

in  meshc.Instance::{
    , id = "tiefensee-logistics"
    , customer =
      { name = "Tiefensee Logistics", contact = "it@tiefensee.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Thursday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "mesh.tiefensee.example"
            }
          }
    , settings
    }
