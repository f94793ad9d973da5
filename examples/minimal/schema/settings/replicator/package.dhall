-- Settings of the replicator, `mesh.replicator`: it applies what is wanted to
-- the platforms.
let OpenStack = ./openstack.dhall

-- The attribute of Entra ID that an euid is compared with, whatever the case of
-- letters: `mail` or `userPrincipalName`.
let AzureLookupStrategy =
      < UserByMailLookupStrategy | UserByUsernameLookupStrategy >

let Settings =
      { Type =
          -- How people are found in Entra ID, for every Azure platform and every
          -- OSB platform with groups of Entra ID. It has to be the attribute
          -- that `identity-lookup` or the login fills the euid from.
          { aadUserLookupStrategy : Optional AzureLookupStrategy
          -- OpenStack; before 2024.10.0.
          , openStack : List OpenStack.Type
          }
      , default =
        { aadUserLookupStrategy = None AzureLookupStrategy
        , openStack = [] : List OpenStack.Type
        }
      }

in  { Settings, AzureLookupStrategy, OpenStack }
