-- What people get, and what they are called.
let TextsEntry = (../entry.dhall).TextsEntry

-- `mesh.web.user`: what every active user gets. It is applied at every start,
-- and whenever a user is added or imported.
let UserDefaults =
      { Type =
          -- Tags of users with their values, by key:
          -- `toMap { environment = [ "dev", "prod" ] }`.
          { tags : List TextsEntry }
      , default.tags = [] : List TextsEntry
      }

-- `mesh.web.user.rolerequest`, also written `meshfed.web.user.rolerequest`: how
-- people get roles.
let RoleRequest =
      { Type =
          -- How many approve before a role takes effect, 1 or more. 2 is the
          -- four-eyes principle.
          { min-approval-count : Natural
          -- Whether the mail address of new users is their euid. An euid from
          -- `identity-lookup` overrides it.
          , set-email-as-euid : Bool
          -- Whether managers of workspaces are only appointed through the API
          -- or the identity connector.
          , restrict-customer-admin-role-assignment : Bool
          }
      , default =
        { min-approval-count = 1
        , set-email-as-euid = False
        , restrict-customer-admin-role-assignment = False
        }
      }

-- `meshfed.platform`: what people are called on one platform. Only needed where
-- that is not their euid.
let EuidPattern =
      { Type =
          -- The platform, `<platform>.<location>`.
          { platform-identifier : Text
          -- The user name there. `%s` stands for the euid, `%S` for the euid in
          -- upper case; one of them has to be there.
          , euid-pattern : Text
          }
      , default = {=}
      }

in  { UserDefaults, RoleRequest, EuidPattern }
