-- Settings of the identity connector: people and groups of a directory,
-- imported time and again.
let ldap = ./ldap.dhall

let Settings =
      { Type =
          -- An LDAP directory.
          { ldap : Optional ldap.LdapConfiguration.Type }
      , default.ldap = None ldap.LdapConfiguration.Type
      }

in  { Settings } // ldap
