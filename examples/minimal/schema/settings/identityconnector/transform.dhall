-- How entries of the directory become users, groups and roles.

-- What happens to the letters of a value.
let PostProcessor = < UPPERCASE | LOWERCASE >

-- `mesh.identityconnector.ldap.staticAttributeTransformation`: an attribute.
let StaticAttributeTransformation =
      { Type =
          -- The attribute. Its search has to fetch it.
          { attribute : Text
          -- What happens to the letters.
          , postProcessor : Optional PostProcessor
          }
      , default.postProcessor = None PostProcessor
      }

-- `mesh.identityconnector.ldap.ifNullAttributeTransformation`: an attribute, or
-- another one where it is empty.
let IfNullAttributeTransformation =
      { Type =
          -- The attribute. Its search has to fetch it.
          { attribute : Text
          -- The other one, which has to be fetched, too.
          , ifNullAttribute : Text
          -- What happens to the letters.
          , postProcessor : Optional PostProcessor
          }
      , default.postProcessor = None PostProcessor
      }

-- A regular expression, and what it gives.
let RegexRule =
      { Type =
          -- The expression. Without a `value` it needs a group: what the first
          -- one finds is the value.
          { regex : Text
          -- The value.
          , value : Optional Text
          }
      , default.value = None Text
      }

-- `mesh.identityconnector.ldap.regexAttributeTransformation`: an attribute,
-- looked at with regular expressions.
let RegexAttributeTransformation =
      { Type =
          -- The attribute. Its search has to fetch it.
          { attribute : Text
          -- What happens to the letters.
          , postProcessor : Optional PostProcessor
          -- The expressions, at least one. The first that matches counts.
          , rules : List RegexRule.Type
          -- The value where none matches.
          , otherwise : Optional Text
          -- A Java format with one `%s`, which stands for what the expression
          -- found.
          , template : Optional Text
          }
      , default =
        { postProcessor = None PostProcessor
        , otherwise = None Text
        , template = None Text
        }
      }

-- `mesh.identityconnector.ldap.attributeTransformation`: where a value comes
-- from.
let AttributeTransformation =
      < Static : StaticAttributeTransformation.Type
      | IfNull : IfNullAttributeTransformation.Type
      | Regex : RegexAttributeTransformation.Type
      >

-- An attribute as it is.
let attribute =
      \(name : Text) ->
        AttributeTransformation.Static
          StaticAttributeTransformation::{ attribute = name }

-- An attribute in small letters.
let lowercase =
      \(name : Text) ->
        AttributeTransformation.Static
          { attribute = name, postProcessor = Some PostProcessor.LOWERCASE }

-- An attribute, or another one where it is empty.
let attributeOr =
      \(name : Text) ->
      \(other : Text) ->
        AttributeTransformation.IfNull
          IfNullAttributeTransformation::{
          , attribute = name
          , ifNullAttribute = other
          }

-- The value of one tag.
let TagMapping =
      { Type =
          -- The key of the tag.
          { tagKey : Text
          -- Where the value comes from.
          , transformation : AttributeTransformation
          }
      , default = {=}
      }

-- What becomes of persons.
let UserAttributesTransformations =
      { Type =
          -- The attribute by which groups name a person.
          { distinguishedNameAttribute : Text
          -- The username.
          , name : AttributeTransformation
          -- The mail address.
          , email : AttributeTransformation
          -- The first name.
          , firstName : AttributeTransformation
          -- The last name.
          , lastName : AttributeTransformation
          -- The euid.
          , euid : AttributeTransformation
          -- Tags.
          , tags : List TagMapping.Type
          }
      , default =
        { distinguishedNameAttribute = "dn"
        , name = attribute "uid"
        , email = attribute "mail"
        , firstName = attribute "givenName"
        , lastName = attribute "sn"
        , euid = attribute "uid"
        , tags = [] : List TagMapping.Type
        }
      }

-- What becomes of groups.
let GroupAttributesTransformations =
      { Type =
          -- The attribute that names the members.
          { membersAttribute : Text
          -- The name.
          , name : AttributeTransformation
          -- The workspace that it belongs to. From release 2024.51.0 on it has
          -- to be there.
          , ownedByWorkspace : Optional AttributeTransformation
          -- The same, only before release 2024.51.0.
          , ownedByCustomer : Optional AttributeTransformation
          -- What people call it.
          , displayName : AttributeTransformation
          -- The identifier outside of the product.
          , egid : AttributeTransformation
          -- Tags.
          , tags : List TagMapping.Type
          }
      , default =
        { membersAttribute = "member"
        , name = attribute "cn"
        , ownedByWorkspace = None AttributeTransformation
        , ownedByCustomer = None AttributeTransformation
        , displayName = attribute "cn"
        , egid = attribute "cn"
        , tags = [] : List TagMapping.Type
        }
      }

-- Which role a group has in its workspace.
let GroupBindingAttributesTransformations =
      { Type =
          -- The name of the role, one that the release has.
          { roleName : AttributeTransformation }
      , default = {=}
      }

-- `mesh.identityconnector.ldap.transformConfiguration`: what becomes of what
-- was found.
let TransformConfiguration =
      { Type =
          -- Whether people without a group are imported, too.
          { includeAllUsers : Bool
          -- What becomes of persons; the usual attributes of `inetOrgPerson` by
          -- default.
          , userAttributesTransformations : UserAttributesTransformations.Type
          -- What becomes of groups.
          , groupAttributesTransformations : GroupAttributesTransformations.Type
          -- Which role a group has in its workspace.
          , groupBindingAttributesTransformations :
              GroupBindingAttributesTransformations.Type
          }
      , default =
        { includeAllUsers = False
        , userAttributesTransformations = UserAttributesTransformations.default
        }
      }

in  { TransformConfiguration
    , UserAttributesTransformations
    , GroupAttributesTransformations
    , GroupBindingAttributesTransformations
    , TagMapping
    , AttributeTransformation
    , StaticAttributeTransformation
    , IfNullAttributeTransformation
    , RegexAttributeTransformation
    , RegexRule
    , PostProcessor
    , attribute
    , lowercase
    , attributeOr
    }
