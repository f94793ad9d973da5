-- `mesh.meshfed.mail`: the server that mails go through. Its password is
-- injected and never written down.

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
          }
      , default = { enabled = True, port = 587, smtp = Smtp.default }
      }

in  { Mail, Sender, Smtp, Toggle = Toggle // { on, off } }
