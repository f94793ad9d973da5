-- `mesh.identityconnector.ldapConfiguration`: users, groups, and the roles of
-- groups in workspaces, from one directory.
let Secret = (../../secret.dhall).Secret

let transform = ./transform.dhall

-- `mesh.identityconnector.ldap.SourceConfiguration`: the directory. Its server
-- has to give results in pages (RFC 2696).
let SourceConfiguration =
      { Type =
          -- Its address, `ldaps://` or `ldap://`.
          { url : Text
          -- The distinguished name below which everything is searched.
          , base : Text
          -- The user that binds.
          , username : Text
          -- What it binds with.
          , password : Secret
          }
      , default = {=}
      }

-- What a search finds.
let CollectionType = < PERSON | GROUP >

-- One search.
let LdapFilter =
      { Type =
          -- What it finds.
          { collectionType : CollectionType
          -- The attributes that it fetches, separated by commas: each that is
          -- transformed, and the one that tells who is a member.
          , attributes : Text
          -- Where it searches, below the base of the directory; everywhere by
          -- default.
          , base : Text
          -- A filter in the language of RFC 4515, without quotes around it.
          , filter : Text
          }
      , default.base = ""
      }

-- `mesh.identityconnector.ldap.collectorConfiguration`: what is searched for.
let CollectorConfiguration =
      { Type =
          -- Entries on a page, 1 or more.
          { pageSize : Natural
          -- The searches: at least one for persons and one for groups.
          , sources : List LdapFilter.Type
          }
      , default.pageSize = 500
      }

-- What a user of meshfed's API may do: import; make owners of workspaces, from
-- release 2024.51.0 on `WORKSPACEOWNER_ASSIGN`, before it
-- `CUSTOMEROWNER_ASSIGN`.
let Authority =
      < EXTERNAL_MESH_OBJECT_IMPORT
      | WORKSPACEOWNER_ASSIGN
      | CUSTOMEROWNER_ASSIGN
      >

-- A user of meshfed's API.
let ApiUser =
      { Type =
          -- Its name.
          { username : Text
          -- What it logs in with.
          , password : Secret
          -- What it may do; only import by default.
          , authorities : List Authority
          }
      , default.authorities = [ Authority.EXTERNAL_MESH_OBJECT_IMPORT ]
      }

-- `mesh.identityconnector.ldap.transportConfiguration`: how everything gets to
-- meshfed.
let TransportConfiguration =
      { Type =
          -- Who writes.
          { apiUser : ApiUser.Type
          -- Objects in one request, 10 to 100.
          , chunkSize : Natural
          -- Whether requests are logged instead of sent.
          , dryRunOnly : Bool
          -- Seconds until a request is given up; five minutes by default, as in
          -- the product.
          , httpTimeoutSec : Natural
          }
      , default = { chunkSize = 50, dryRunOnly = False, httpTimeoutSec = 300 }
      }

let LdapConfiguration =
      { Type =
          -- The directory.
          { source : SourceConfiguration.Type
          -- What is searched for.
          , collector : CollectorConfiguration.Type
          -- What becomes of it.
          , transform : transform.TransformConfiguration.Type
          -- How it gets to meshfed.
          , transport : TransportConfiguration.Type
          }
      , default = {=}
      }

in    { LdapConfiguration
      , SourceConfiguration
      , CollectorConfiguration
      , LdapFilter
      , CollectionType
      , TransportConfiguration
      , ApiUser
      , Authority
      }
   // transform
