-- Settings of meshfed.
let Register = ./register.dhall

let mail = ./mail.dhall

let identity = ./identity-lookup.dhall

let people = ./people.dhall

let workspace = ./workspace.dhall

let Settings =
      { Type =
          -- How people sign up.
          { register : Optional Register.Type
          -- The server that mails go through.
          , mail : Optional mail.Mail.Type
          -- Who gets certain mails at all events.
          , notification-recipients : Optional mail.NotificationRecipients.Type
          -- Looking people up in a directory when they are invited.
          , identity-lookup : Optional identity.IdentityLookup.Type
          -- What every active user gets.
          , user : Optional people.UserDefaults.Type
          -- How people get roles.
          , rolerequest : Optional people.RoleRequest.Type
          -- What people are called on platforms where that is not their euid.
          , platforms : List people.EuidPattern.Type
          -- How much a new workspace may have.
          , defaultQuota : Optional workspace.DefaultQuota.Type
          -- What identifiers may be like.
          , restriction : Optional workspace.Restriction.Type
          -- What every project offers; before 2025.21.0.
          , project : Optional workspace.ProjectSettings.Type
          }
      , default =
        { register = None Register.Type
        , mail = None mail.Mail.Type
        , notification-recipients = None mail.NotificationRecipients.Type
        , identity-lookup = None identity.IdentityLookup.Type
        , user = None people.UserDefaults.Type
        , rolerequest = None people.RoleRequest.Type
        , platforms = [] : List people.EuidPattern.Type
        , defaultQuota = None workspace.DefaultQuota.Type
        , restriction = None workspace.Restriction.Type
        , project = None workspace.ProjectSettings.Type
        }
      }

in  { Settings, Register } // mail // identity // people // workspace
