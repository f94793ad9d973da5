-- `mesh.platforms[OSB]`: platforms whose permissions reach service brokers.
let Secret = (../../secret.dhall).Secret

-- A principal of Microsoft Entra ID.
let ServicePrincipal =
      { Type =
          -- The tenant, a UUID or a domain.
          { aadTenant : Text
          -- The object of the principal, a UUID.
          , objectId : Text
          -- The client of the principal, a UUID.
          , clientId : Text
          -- What the principal logs in with.
          , clientSecret : Secret
          }
      , default = {=}
      }

-- How guests are invited.
let InviteB2bUser =
      { Type =
          -- Where an invitation leads.
          { redirect-url : Text
          -- Whether Azure sends a mail, too.
          , send-azure-invitation-mail : Bool
          }
      , default.send-azure-invitation-mail = False
      }

-- What stands for a project role in the names of groups.
let RoleAlias = { Type = { alias : Text }, default = {=} }

-- The alias of one project role. A list of them is written as
-- `toMap { admin.alias = "adm", user.alias = "usr", reader.alias = "rdr" }`.
let RoleMapping =
      { Type = { mapKey : Text, mapValue : RoleAlias.Type }, default = {=} }

-- Groups of Microsoft Entra ID that mirror permissions.
let AzureAd =
      { Type =
          -- A printf pattern over workspace, project, number and role alias, in
          -- this order; `%s.%s-%4$s` without.
          { groupNamePattern : Optional Text
          -- Who writes the groups.
          , servicePrincipal : ServicePrincipal.Type
          -- Whether and how guests are invited.
          , b2bUserInvitation : Optional InviteB2bUser.Type
          -- The alias of each project role; every role needs one.
          , roleMappings : List RoleMapping.Type
          }
      , default =
        { groupNamePattern = None Text
        , b2bUserInvitation = None InviteB2bUser.Type
        }
      }

-- How permissions reach the service brokers: through the identity broker of
-- the instance, which plan SaaS does not offer, or through groups of Entra ID.
let PermissionReplication = < MeshIdb | AzureAd : AzureAd.Type >

-- One OSB platform.
let Platform =
      { Type =
          -- Its identifier, `<platform>.<location>`.
          { platform : Text
          -- How permissions reach the brokers; `MeshIdb` by default, which plan
          -- SaaS does not offer.
          , permissionReplication : PermissionReplication
          }
      , default.permissionReplication = PermissionReplication.MeshIdb
      }

in  { Platform
    , PermissionReplication
    , AzureAd
    , ServicePrincipal
    , InviteB2bUser
    , RoleMapping
    , RoleAlias
    }
