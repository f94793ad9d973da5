-- Discounts and fees: whom they are for, what they are of, and how much they
-- are.

-- The types of platform that are metered. The product printed `Azure` and
-- `OpenStack`, and in product documents `Aws` and `Gcp`; the others are spelt
-- like these.
let PlatformType =
      < Aks
      | Aws
      | Azure
      | CloudFoundry
      | Gcp
      | Kubernetes
      | OpenShift
      | OpenStack
      >

-- Every platform of a type.
let PlatformTypeScope =
      { Type = { platformType : PlatformType }, default = {=} }

-- One platform. What others write as `<platform>.<location>` is two fields
-- here: `platformInstance` and `location`.
let PlatformInstanceScope =
      { Type =
          -- Its type.
          { platformType : PlatformType
          -- The identifier of its location.
          , location : Text
          -- Its identifier.
          , platformInstance : Text
          }
      , default = {=}
      }

-- One tenant.
let TenantScope =
      { Type =
          -- The type of its platform.
          { platformType : PlatformType
          -- The identifier of the location.
          , location : Text
          -- The identifier of the platform.
          , platformInstance : Text
          -- What the platform calls the tenant, such as the identifier of a
          -- subscription.
          , localProjectId : Text
          }
      , default = {=}
      }

-- `mesh.kraken.productcatalog.scopeselector`: some of all tenants.
let ScopeSelector =
      < PlatformType : PlatformTypeScope.Type
      | PlatformInstance : PlatformInstanceScope.Type
      | Tenant : TenantScope.Type
      >

-- `mesh.kraken.productcatalog.discountscope`: the items of a report that make
-- the amount. All of them by default; otherwise those that match each regular
-- expression that is there.
let DiscountScope =
      { Type =
          -- What the seller of an item matches.
          { productSellerIdRegex : Optional Text
          -- What the name of its product matches.
          , productDisplayNameRegex : Optional Text
          -- What the name of its usage type matches.
          , usageTypeDisplayNameRegex : Optional Text
          }
      , default =
        { productSellerIdRegex = None Text
        , productDisplayNameRegex = None Text
        , usageTypeDisplayNameRegex = None Text
        }
      }

-- `mesh.kraken.productcatalog.fixedpercentagediscountrule`: the same percentage
-- of any amount.
let FixedPercentageDiscountRule =
      { Type =
          -- What the amount is made of.
          { discountScope : DiscountScope.Type
          -- Percent of the amount: a positive number is a fee, a negative one a
          -- discount.
          , discountPercentage : Double
          }
      , default.discountScope = DiscountScope.default
      }

-- A percentage from an amount on.
let PercentageTier =
      { Type =
          -- The amount, 0 or more, of no other tier.
          { lowerThreshold : Double
          -- Percent of the whole amount: a positive number is a fee, a negative
          -- one a discount.
          , discountPercentage : Double
          }
      , default = {=}
      }

-- `mesh.kraken.productcatalog.tieredpercentagediscountrule`: a percentage that
-- the amount decides. Only the highest tier below the amount counts, and none
-- does below the lowest.
let TieredPercentageDiscountRule =
      { Type =
          -- What the amount is made of.
          { discountScope : DiscountScope.Type
          -- The tiers.
          , discountPercentageTiersByLowerThresholds : List PercentageTier.Type
          }
      , default.discountScope = DiscountScope.default
      }

-- A sum from an amount on.
let AmountTier =
      { Type =
          -- The amount, 0 or more, of no other tier.
          { lowerThreshold : Double
          -- The sum: a positive number is a fee, a negative one a discount.
          , fixedAmount : Double
          }
      , default = {=}
      }

-- `mesh.kraken.productcatalog.tieredfixedamountdiscountrule`: a sum that the
-- amount decides. Only the highest tier below the amount counts, and none does
-- below the lowest.
let TieredFixedAmountDiscountRule =
      { Type =
          -- What the amount is made of.
          { discountScope : DiscountScope.Type
          -- The tiers.
          , discountFixedAmountTiersByLowerThresholds : List AmountTier.Type
          }
      , default.discountScope = DiscountScope.default
      }

-- `mesh.kraken.productcatalog.discountrule`: how much it is.
let DiscountRule =
      < fixedPercentage : FixedPercentageDiscountRule.Type
      | tieredPercentage : TieredPercentageDiscountRule.Type
      | tieredFixedAmount : TieredFixedAmountDiscountRule.Type
      >

-- `mesh.kraken.productcatalog.discount`: a discount or a fee on usage reports.
let Discount =
      { Type =
          -- The tenants that it is for.
          { scope : ScopeSelector
          -- How much it is.
          , discountRule : DiscountRule
          -- What reports call it.
          , displayName : Text
          -- What reports say about it.
          , description : Text
          -- The seller. What is positive is credited to it, what is negative is
          -- charged.
          , sellerId : Text
          -- The group of the seller's products that it is reported in.
          , sellerProductGroup : Text
          }
      , default = {=}
      }

in  { Discount
    , DiscountRule
    , DiscountScope
    , FixedPercentageDiscountRule
    , TieredPercentageDiscountRule
    , PercentageTier
    , TieredFixedAmountDiscountRule
    , AmountTier
    , ScopeSelector
    , PlatformTypeScope
    , PlatformInstanceScope
    , TenantScope
    , PlatformType
    }
