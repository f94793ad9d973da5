-- The settings of the product's components. A section that is not there is not
-- set. The labels are those of the product; where it spells one path in several
-- ways, there is one place here. What a release no longer has is still here,
-- for instances that run an earlier one.
--
-- `meshc.Settings` is the record of all sections, and `meshc.settings` has the
-- schemas of their parts. What differs from the default is written with `with`:
--
--     meshc.Settings.default
--       with panel.sso = Some { kc_idp_hint = "acme" }
--       with meshfed.rolerequest
--            = Some meshc.settings.meshfed.RoleRequest::{ min-approval-count = 2 }
let panel = ./panel/package.dhall

let meshfed = ./meshfed/package.dhall

let replicator = ./replicator/package.dhall

let kraken = ./kraken/package.dhall

let identityconnector = ./identityconnector/package.dhall

let osb = ./osb/package.dhall

let monitoring = ./monitoring/package.dhall

let Settings =
      { Type =
          -- meshPanel, the user interface.
          { panel : panel.Settings.Type
          -- meshfed, the service that holds workspaces, projects and people.
          , meshfed : meshfed.Settings.Type
          -- The replicator, which applies what is wanted to the platforms.
          , replicator : replicator.Settings.Type
          -- kraken, which meters and bills.
          , kraken : kraken.Settings.Type
          -- The identity connector, which imports people and groups.
          , identityconnector : identityconnector.Settings.Type
          -- The OSB services platform, the marketplace of service brokers.
          , osb : osb.Settings.Type
          -- Monitoring.
          , monitoring : monitoring.Settings.Type
          }
      , default =
        { panel = panel.Settings.default
        , meshfed = meshfed.Settings.default
        , replicator = replicator.Settings.default
        , kraken = kraken.Settings.default
        , identityconnector = identityconnector.Settings.default
        , osb = osb.Settings.default
        , monitoring = monitoring.Settings.default
        }
      }

in  { Settings
    , panel
    , meshfed
    , replicator
    , kraken
    , identityconnector
    , osb
    , monitoring
    }
