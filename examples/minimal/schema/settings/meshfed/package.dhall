-- Settings of meshfed.
let Register = ./register.dhall

let mail = ./mail.dhall

let identity = ./identity-lookup.dhall

let Settings =
      { Type =
          -- How people sign up.
          { register : Optional Register.Type
          -- The server that mails go through.
          , mail : Optional mail.Mail.Type
          -- Looking people up in a directory when they are invited.
          , identity-lookup : Optional identity.IdentityLookup.Type
          }
      , default =
        { register = None Register.Type
        , mail = None mail.Mail.Type
        , identity-lookup = None identity.IdentityLookup.Type
        }
      }

in  { Settings, Register } // mail // identity
