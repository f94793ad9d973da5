-- The settings of the product's components. A section that is not there is not
-- set. The labels are those of the product.
let panel = ./panel/package.dhall

let meshfed = ./meshfed/package.dhall

let kraken = ./kraken/package.dhall

let osb = ./osb/package.dhall

let Settings =
      { Type =
          { panel : panel.Settings.Type
          , meshfed : meshfed.Settings.Type
          , kraken : kraken.Settings.Type
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
