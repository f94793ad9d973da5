-- Settings of kraken: metering and billing.
let Statements = ./statements.dhall

let Worker = ./worker.dhall

let product = ./product.dhall

-- How often the costs of AWS are fetched.
let AwsCollection =
      { Type =
          -- A duration or a cron expression, as agreed with support. Daily is
          -- advised; anything from hourly to every other day works.
          { awsStateCollectionInterval : Text }
      , default = {=}
      }

-- `mesh.kraken.meshMarketplace`: the services that workspaces sell.
let MeshMarketplace =
      { Type =
          -- Identifiers of workspaces whose services cost nothing.
          { outOfScopeMarketplaceSellers : List Text }
      , default.outOfScopeMarketplaceSellers = [] : List Text
      }

let Settings =
      { Type =
          -- Chargeback statements.
          { statements : Optional Statements.Type
          -- When usage reports are final.
          , worker : Worker.Type
          -- How often the costs of AWS are fetched.
          , aws-collection : Optional AwsCollection.Type
          -- Who sells what, and for how much.
          , productcatalog : Optional product.ProductCatalog.Type
          -- The services that workspaces sell.
          , meshMarketplace : Optional MeshMarketplace.Type
          }
      , default =
        { statements = None Statements.Type
        , worker = Worker.default
        , aws-collection = None AwsCollection.Type
        , productcatalog = None product.ProductCatalog.Type
        , meshMarketplace = None MeshMarketplace.Type
        }
      }

in  { Settings, Statements, Worker, AwsCollection, MeshMarketplace } // product
