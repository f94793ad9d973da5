-- `mesh.platforms[OpenStack]`: one OpenStack.
--
-- Only before release 2024.10.0. Like all platforms before it, OpenStack is now
-- kept in the panel.
let Secret = (../../secret.dhall).Secret

in  { Type =
        -- The identifier of the platform, `<platform>.<location>`.
        { platform : Text
        -- The address of Keystone v3, a URL that ends in `/v3`.
        , endpoint : Text
        -- The administrator that the replicator works as.
        , username : Text
        -- What it logs in with.
        , password : Secret
        -- The domain of the administrator.
        , domain : Text
        -- The project of the administrator.
        , project : Text
        -- Whether each workspace has a Keystone domain of its own.
        , use-domains : Bool
        -- The domain of system users.
        , system-user-domain : Text
        -- The roles that users of projects get.
        , default-added-roles : List Text
        -- The system users that every project gets.
        , default-added-system-users : List Text
        -- The identity provider in Keystone.
        , idp-provider : Text
        -- The federation protocol that goes with it.
        , idp-protocol : Text
        -- Whether logins use the customer's identity provider directly. Only
        -- before release 2024.8.0.
        , federated-idp-enabled : Optional Bool
        }
    , default =
      { domain = "Default"
      , use-domains = False
      , system-user-domain = "Default"
      , default-added-roles = [ "member" ]
      , default-added-system-users = [] : List Text
      , federated-idp-enabled = None Bool
      }
    }
