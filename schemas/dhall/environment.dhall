-- What belongs to one environment of an instance.
let agreement = ./agreement.dhall

let Secret = (./secret.dhall).Secret

-- The names under which an environment is reached.
let Hosts =
      { Type =
          -- The panel; the domain itself, as a rule.
          { panel : Text
          -- meshfed's API.
          , api : Text
          -- kraken's API.
          , kraken : Text
          -- The identity broker.
          , sso : Text
          -- The smoke tests.
          , sonar : Text
          }
      , default = {=}
      }

-- The recommended names: the domain for the panel, and `api.`, `kraken.`,
-- `sso.` and `sonar.` below it.
let under =
      \(domain : Text) ->
        Hosts::{
        , panel = domain
        , api = "api.${domain}"
        , kraken = "kraken.${domain}"
        , sso = "sso.${domain}"
        , sonar = "sonar.${domain}"
        }

-- How much of everything an environment gets: one, two or three replicas of
-- each component that can have them. Rollouts interrupt a `Small` one.
let Size = < Small | Medium | Large >

-- How often an environment is backed up and how long that is kept.
let Backup =
      { Type =
          -- Hours between two backups.
          { everyHours : Natural
          -- Days that a backup is kept.
          , keepDays : Natural
          -- The request under which other values than 24 hours and 30 days
          -- were asked for. Needed exactly then.
          , request : Optional Text
          }
      , default = { everyHours = 24, keepDays = 30, request = None Text }
      }

-- How long logs are kept, in months.
let LogRetention =
      { Type =
          -- meshStack's audit events, 12 to 60.
          { events : Natural
          -- The components' own logs, 1 to 6.
          , components : Natural
          -- The identity broker's events, 2 to 12.
          , identityEvents : Natural
          -- The identity broker's own logs, 1 to 6.
          , identityLogs : Natural
          }
      , default =
        { events = 12, components = 6, identityEvents = 12, identityLogs = 6 }
      }

-- Somebody of the customer who may look at the monitoring.
let MonitoringAccess =
      { Type =
          -- Who, a mail address or a group.
          { principal : Text
          -- The request that asked for it.
          , request : Text
          }
      , default = {=}
      }

-- Which hosts a certificate covers: all below the domain, or those listed.
let Coverage = < Wildcard | San : List Text >

-- The certificate that the customer supplies.
let Certificates =
      { Type =
          -- Which hosts it covers; every one of the environment.
          { coverage : Coverage
          -- Whether the whole chain with its own roots is there. It has to be.
          , fullChain : Bool
          -- The certificate and its key.
          , secret : Secret
          }
      , default = {=}
      }

-- A certificate, with its whole chain, for every host below the domain.
let wildcard =
      \(secret : Secret) ->
        Certificates::{ coverage = Coverage.Wildcard, fullChain = True, secret }

-- A certificate, with its whole chain, for exactly these hosts.
let covering =
      \(hosts : Hosts.Type) ->
      \(secret : Secret) ->
        Certificates::{
        , coverage =
            Coverage.San
              [ hosts.panel, hosts.api, hosts.kraken, hosts.sso, hosts.sonar ]
        , fullChain = True
        , secret
        }

-- The kinds of store that the External Secrets operator knows: one of the
-- environment's namespace, or one of the whole cluster.
let SecretStoreKind = < SecretStore | ClusterSecretStore >

-- Where an environment's secrets come from.
let SecretStore =
      { Type =
          -- Which kind of store.
          { kind : SecretStoreKind
          -- Its name in the cluster.
          , name : Text
          }
      , default =
        { kind = SecretStoreKind.ClusterSecretStore, name = "meshstack" }
      }

-- The production environment of plan SaaS. Size, backup, certificates, store
-- and rollout are the standard, so they are not there.
let SaasProduction =
      { Type =
          -- The names under which it is reached.
          { hosts : Hosts.Type
          -- How long logs are kept.
          , logRetention : LogRetention.Type
          -- Who of the customer may look at the monitoring; nobody by default.
          , monitoringAccess : List MonitoringAccess.Type
          }
      , default =
        { logRetention = LogRetention.default
        , monitoringAccess = [] : List MonitoringAccess.Type
        }
      }

-- What both environments of plan SaaS On-Prem have.
let Shared =
      { Type =
          -- The release that it is to run, such as `2025.55.0`.
          { release : Text
          -- The names under which it is reached; no two environments share one.
          , hosts : Hosts.Type
          -- How much of everything it gets; `Medium` by default.
          , size : Size
          -- How it is backed up.
          , backup : Backup.Type
          -- How long logs are kept.
          , logRetention : LogRetention.Type
          -- Who of the customer may look at the monitoring; nobody by default.
          , monitoringAccess : List MonitoringAccess.Type
          -- The certificate for its hosts.
          , certificates : Certificates.Type
          -- Where its secrets come from; the cluster's store `meshstack` by
          -- default.
          , secretStore : SecretStore.Type
          }
      , default =
              SaasProduction.default
          //  { size = Size.Medium
              , backup = Backup.default
              , secretStore = SecretStore.default
              }
      }

-- The production environment of plan SaaS On-Prem.
let Production =
      { Type = Shared.Type //\\ { rollout : agreement.ProductionRollout }
      , default = Shared.default
      }

-- The staging environment of plan SaaS On-Prem. It never runs a lower release
-- than production.
let Staging =
      { Type = Shared.Type //\\ { rollout : agreement.StagingRollout }
      , default = Shared.default
      }

in  { Hosts = Hosts // { under }
    , Size
    , Backup
    , LogRetention
    , MonitoringAccess
    , Coverage
    , Certificates = Certificates // { wildcard, covering }
    , SecretStoreKind
    , SecretStore
    , SaasProduction
    , Production
    , Staging
    }
