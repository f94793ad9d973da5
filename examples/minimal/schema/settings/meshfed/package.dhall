-- Settings of meshfed.
let Register = ./register.dhall

let mail = ./mail.dhall

let identity = ./identity-lookup.dhall

let Settings =
      { Type =
          { register : Optional Register.Type
          , mail : Optional mail.Mail.Type
          , identity-lookup : Optional identity.IdentityLookup.Type
          }
      , default =
        { register = None Register.Type
        , mail = None mail.Mail.Type
        , identity-lookup = None identity.IdentityLookup.Type
        }
      }

in  { Settings, Register } // mail // identity
