-- The settings of the product's components. A section that is not there is not
-- set. The labels are those of the product.
let panel = ./panel/package.dhall

let meshfed = ./meshfed/package.dhall

let kraken = ./kraken/package.dhall

let osb = ./osb/package.dhall

let Settings =
      { Type =
          -- meshPanel, the user interface.
          { panel : panel.Settings.Type
          -- meshfed, the service that holds workspaces, projects and people.
          , meshfed : meshfed.Settings.Type
          -- kraken, which meters and bills.
          , kraken : kraken.Settings.Type
          -- The OSB services platform, the marketplace of service brokers.
          , osb : osb.Settings.Type
          }
      , default =
        { panel = panel.Settings.default
        , meshfed = meshfed.Settings.default
        , kraken = kraken.Settings.default
        , osb = osb.Settings.default
        }
      }

in  { Settings, panel, meshfed, kraken, osb }
