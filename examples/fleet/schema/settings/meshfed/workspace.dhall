-- What workspaces and projects may be like.

-- `meshfed.web.customer.defaultQuota`: how much a new workspace may have.
-- Workspaces that are there already keep what they have.
let DefaultQuota =
      { Type =
          -- Projects.
          { meshProjects : Natural }
      , default = {=}
      }

-- `meshfed.web.restriction`: what identifiers may be like.
let Restriction =
      { Type =
          -- The longest identifier of a workspace; 16 without, and at most that
          -- with an AWS platform.
          { customerIdentifierLength : Optional Natural
          -- The longest identifier of a project; 30 without, and at most that
          -- with an AWS platform.
          , projectIdentifierLength : Optional Natural
          -- What every identifier of a project begins with: lower-case letters,
          -- digits and hyphens.
          , projectIdentifierPrefix : Optional Text
          -- What stands for the environment in identifiers.
          , envIdentifier : Optional Text
          }
      , default =
        { customerIdentifierLength = None Natural
        , projectIdentifierLength = None Natural
        , projectIdentifierPrefix = None Text
        , envIdentifier = None Text
        }
      }

-- A role of projects.
let ProjectRole =
      { Type =
          -- What people call it.
          { name : Text
          -- What platforms map. Once in the list, and for good.
          , identifier : Text
          -- What it is for.
          , description : Optional Text
          -- How strong it is: higher is stronger, and no two are alike.
          , rank : Natural
          }
      , default.description = None Text
      }

-- `mesh.meshfed.web.project`, also written `meshfed.web.project`: what every
-- project offers. Only before release 2025.21.0; now in the Admin Area.
let ProjectSettings =
      { Type =
          -- The roles; `admin`, `user` and `reader` by default, as the product
          -- comes.
          { roles : List ProjectRole.Type }
      , default.roles =
        [ ProjectRole::{ name = "Admin", identifier = "admin", rank = 3 }
        , ProjectRole::{ name = "User", identifier = "user", rank = 2 }
        , ProjectRole::{ name = "Reader", identifier = "reader", rank = 1 }
        ]
      }

in  { DefaultQuota, Restriction, ProjectSettings, ProjectRole }
