-- `mesh.meshfed.mail`: the server that mails go through. Its password is
-- injected and never written down.

let TextEntry = (../entry.dhall).TextEntry

-- A switch that the product keeps in a record of its own.
let Toggle = { Type = { enable : Bool }, default = {=} }

let on = { enable = True }

let off = { enable = False }

-- Whom mails are from.
let Sender =
      { Type =
          -- The From address.
          { address : Text
          -- The Reply-To address; replies go to `address` without.
          , reply-to : Optional Text
          }
      , default.reply-to = None Text
      }

-- How to talk to the server.
let Smtp =
      { Type =
          -- TLS from the first byte, as usual on port 465. Not together with
          -- `starttls`.
          { ssl : Toggle.Type
          -- TLS after a STARTTLS, as usual on port 587.
          , starttls : Toggle.Type
          -- Whether to log in, with `username`.
          , auth : Bool
          }
      , default = { ssl = off, starttls = on, auth = True }
      }

-- The logo in mails.
let MailLogo =
      { Type =
          -- Where the picture is.
          { href : Text
          -- Where it leads.
          , url : Text
          }
      , default = {=}
      }

-- How mails look.
let MailTheme =
      { Type =
          -- The logo.
          { logo : MailLogo.Type
          -- The colour of buttons, such as `#1a73e8`.
          , button-color : Text
          }
      , default = {=}
      }

-- Who gets certain mails at all events, as mail addresses. The product has
-- these lists and never published what it calls them, so the labels are ours.
let NotificationRecipients =
      { Type =
          -- Who hears of new tenants.
          { tenant-created : List Text
          -- Who hears of tenants that are marked for deletion.
          , tenant-deleted : List Text
          -- Who hears of replications that failed.
          , replication-failed : List Text
          }
      , default =
        { tenant-created = [] : List Text
        , tenant-deleted = [] : List Text
        , replication-failed = [] : List Text
        }
      }

let Mail =
      { Type =
          -- Whether mails are sent at all.
          { enabled : Bool
          -- The login name.
          , username : Text
          -- The server's host.
          , host : Text
          -- The server's port, 1 to 65535.
          , port : Natural
          -- Whom mails are from.
          , sender : Sender.Type
          -- How to talk to the server; STARTTLS and a login by default.
          , smtp : Smtp.Type
          -- How mails look. Only before release 2025.26.0; now in the panel,
          -- under Settings, Appearance, Email.
          , theme : Optional MailTheme.Type
          -- What mails say instead of the product's own words, by key, such as
          -- `mail.footer`. Moved together with the theme.
          , messages : Optional (List TextEntry)
          }
      , default =
        { enabled = True
        , port = 587
        , smtp = Smtp.default
        , theme = None MailTheme.Type
        , messages = None (List TextEntry)
        }
      }

in  { Mail
    , Sender
    , Smtp
    , Toggle = Toggle // { on, off }
    , MailTheme
    , MailLogo
    , NotificationRecipients
    }
