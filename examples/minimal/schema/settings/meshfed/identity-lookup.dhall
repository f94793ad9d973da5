-- `mesh.meshfed.web.identity-lookup`: looking people up in a directory when
-- they are invited. Nobody needs it who is provisioned through SCIM.
let Secret = (../../secret.dhall).Secret

-- How guests are told from members, at their first invitation.
let AzureGuestDetection =
      { Type =
          -- The attribute that is compared.
          { guestProperty : Text
          -- The value that makes a guest.
          , guestValue : Text
          }
      , default = {=}
      }

-- The euid from a schema extension.
let AzureEuidExtensionSchema =
      { Type =
          -- The property of the extension.
          { euidExtensionSchemaProperty : Text
          -- The identifier of the extension.
          , euidExtensionSchemaIdentifier : Text
          }
      , default = {=}
      }

-- The euid from an attribute of the user.
let AzureEuidUserAttribute =
      { Type = { userAttributeName : Text }, default = {=} }

-- Another source of the username than `userPrincipalName`.
let AzureUsernameAttributeUpdate =
      { Type =
          { propertyToUse : Text
          -- A Java format with exactly one `%s`, which stands for the property.
          , formatString : Optional Text
          }
      , default.formatString = None Text
      }

-- Another source of the mail address than `mail`.
let AzureEmailAttributeUpdate =
      { Type = { propertyToUse : Text }, default = {=} }

-- A principal of Microsoft Entra ID with the permission `User.Read.All`, and
-- what it reads.
let AzureCreds =
      { Type =
          -- The tenant, a UUID or a domain.
          { aad-tenant : Text
          -- The client of the principal, a UUID.
          , client-id : Text
          -- What the principal logs in with.
          , client-secret : Secret
          -- How guests are told from members.
          , guestLookup : Optional AzureGuestDetection.Type
          -- At most one of the two sources of the euid.
          , euidSchemaExtensionUpdate : Optional AzureEuidExtensionSchema.Type
          , euidUserAttributeUpdate : Optional AzureEuidUserAttribute.Type
          -- At most one of these two: people are told apart by the other.
          , usernameAttributeUpdate : Optional AzureUsernameAttributeUpdate.Type
          , emailAttributeUpdate : Optional AzureEmailAttributeUpdate.Type
          }
      , default =
        { guestLookup = None AzureGuestDetection.Type
        , euidSchemaExtensionUpdate = None AzureEuidExtensionSchema.Type
        , euidUserAttributeUpdate = None AzureEuidUserAttribute.Type
        , usernameAttributeUpdate = None AzureUsernameAttributeUpdate.Type
        , emailAttributeUpdate = None AzureEmailAttributeUpdate.Type
        }
      }

-- Microsoft Entra ID.
let AzureIdentity = { Type = { azure : AzureCreds.Type }, default = {=} }

-- A service account that may read the Google directory.
let GcdCreds =
      { Type =
          -- The domain.
          { domain : Text
          -- The customer's identifier at Google.
          , customer-id : Text
          -- The key of the service account, JSON in base64.
          , service-account-credentials-b64 : Secret
          }
      , default = {=}
      }

-- Where the Google directory keeps the euid.
let GcdEuid =
      { Type =
          -- The custom schema.
          { euidCustomSchema : Text
          -- The property of it.
          , euidProperty : Text
          }
      , default = {=}
      }

-- The Google directory.
let GcdIdentity = { Type = { gcd : GcdCreds.Type }, default = {=} }

-- The Google directory, which also gives the euid.
let GcdIdentityAndEuid =
      { Type = { gcd : GcdCreds.Type, euid : GcdEuid.Type }, default = {=} }

-- The directories that can be searched.
let IdentityProvider =
      < Azure : AzureIdentity.Type
      | Gcd : GcdIdentity.Type
      | GcdEuid : GcdIdentityAndEuid.Type
      >

let IdentityLookup =
      { Type =
          -- The directory that invitations search.
          { provider : Optional IdentityProvider
          -- Whether only people of the directory can be invited. `False`
          -- without a provider.
          , deny-assigning-other-users : Bool
          }
      , default =
        { provider = None IdentityProvider, deny-assigning-other-users = False }
      }

in  { IdentityLookup
    , IdentityProvider
    , AzureIdentity
    , AzureCreds
    , AzureGuestDetection
    , AzureEuidExtensionSchema
    , AzureEuidUserAttribute
    , AzureUsernameAttributeUpdate
    , AzureEmailAttributeUpdate
    , GcdIdentity
    , GcdIdentityAndEuid
    , GcdCreds
    , GcdEuid
    }
