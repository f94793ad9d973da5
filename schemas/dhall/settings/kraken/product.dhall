-- `mesh.kraken.productcatalog`: what reports charge for.
let discount = ./discount.dhall

let resource = ./resource.dhall

-- The tenants that a product is sold to: the more is set, the fewer they are.
let ProductScope =
      { Type =
          -- The type of their platforms.
          { platformType : discount.PlatformType
          -- The identifier of the location.
          , location : Optional Text
          -- The identifier of the platform.
          , platformInstance : Optional Text
          -- What the platform calls the tenant.
          , localProjectId : Optional Text
          }
      , default =
        { location = None Text
        , platformInstance = None Text
        , localProjectId = None Text
        }
      }

-- For how long a price is. All but the last are times.
let CostUnit = < HOURLY | DAILY | WEEKLY | MONTHLY | YEARLY | SETUP_FEE >

-- What of a product costs how much. The product never published its price
-- rules; this type is ours.
let UsageType =
      { Type =
          -- What reports call it, and what `usageTypeDisplayNameRegex` of a
          -- discount matches.
          { displayName : Text
          -- The resource that the price is for. Resources are charged whose
          -- texts are the same, in proportion to its numbers. A trait that is
          -- `None` or 0 does not count.
          , resource : resource.Resource
          -- The price in EUR.
          , netAmount : Double
          -- For how long; by the month by default.
          , unit : CostUnit
          }
      , default.unit = CostUnit.MONTHLY
      }

-- A product document.
let Product =
      { Type =
          -- What is sold, such as `openstack.nova.vm`. With `sellerInfo`, the
          -- default, the document names the seller of what a public cloud
          -- charges.
          { resourceType : Text
          -- What reports call it.
          , displayName : Text
          -- The tenants that it is sold to.
          , scope : ProductScope.Type
          -- What of it costs how much; nothing for seller information.
          , usageTypes : List UsageType.Type
          -- What reports say about it.
          , description : Text
          -- The seller on statements; for services the identifier of a
          -- workspace.
          , sellerId : Text
          -- The group of the seller's products that it is reported in.
          , sellerProductGroup : Optional Text
          }
      , default =
        { resourceType = "sellerInfo"
        , usageTypes = [] : List UsageType.Type
        , description = ""
        , sellerProductGroup = None Text
        }
      }

let ProductCatalog =
      { Type =
          -- Discounts and fees.
          { discounts : List discount.Discount.Type
          -- Product documents.
          , products : List Product.Type
          }
      , default =
        { discounts = [] : List discount.Discount.Type
        , products = [] : List Product.Type
        }
      }

in    { ProductCatalog, Product, ProductScope, UsageType, CostUnit }
   // discount
   // resource
