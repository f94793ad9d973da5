-- The import of people and groups from an LDAP directory with the usual object
-- classes. A group `mesh-<workspace>-<role>` belongs to the workspace that its
-- `o` names.
let meshc = ../schema/package.dhall

let connector = meshc.settings.identityconnector

let Attribute = connector.AttributeTransformation

let role =
      Attribute.Regex
        connector.RegexAttributeTransformation::{
        , attribute = "cn"
        , rules =
          [ { regex = "^mesh-.+-owner\$", value = Some "Workspace Owner" }
          , { regex = "^mesh-.+-manager\$", value = Some "Workspace Manager" }
          ]
        , otherwise = Some "Workspace Member"
        }

let persons =
      connector.LdapFilter::{
      , collectionType = connector.CollectionType.PERSON
      , attributes = "entryDN,uid,mail,givenName,sn,departmentNumber"
      , base = "ou=people"
      , filter = "(objectClass=inetOrgPerson)"
      }

let groups =
      connector.LdapFilter::{
      , collectionType = connector.CollectionType.GROUP
      , attributes = "cn,description,member,o"
      , base = "ou=groups"
      , filter = "(&(objectClass=groupOfNames)(cn=mesh-*))"
      }

let department =
      { tagKey = "department"
      , transformation = connector.attribute "departmentNumber"
      }

in  \(source : connector.SourceConfiguration.Type) ->
    \(password : meshc.Secret) ->
      { source
      , collector = connector.CollectorConfiguration::{
        , sources = [ persons, groups ]
        }
      , transform = connector.TransformConfiguration::{
        , userAttributesTransformations = connector.UserAttributesTransformations::{
          , distinguishedNameAttribute = "entryDN"
          , email = connector.lowercase "mail"
          , tags = [ department ]
          }
        , groupAttributesTransformations = connector.GroupAttributesTransformations::{
          , ownedByWorkspace = Some (connector.lowercase "o")
          , displayName = connector.attributeOr "description" "cn"
          }
        , groupBindingAttributesTransformations.roleName = role
        }
      , transport = connector.TransportConfiguration::{
        , apiUser = connector.ApiUser::{
          , username = "identity-connector"
          , password
          , authorities =
            [ connector.Authority.EXTERNAL_MESH_OBJECT_IMPORT
            , connector.Authority.WORKSPACEOWNER_ASSIGN
            ]
          }
        }
      }
