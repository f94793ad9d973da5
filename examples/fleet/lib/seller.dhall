-- Who sells what the public clouds charge, and the operator's share of it.
let meshc = ../schema/package.dhall

let kraken = meshc.settings.kraken

in  \(platformType : kraken.PlatformType) ->
      kraken.ProductCatalog::{
      , products =
        [ kraken.Product::{
          , displayName = "Public cloud"
          , scope = kraken.ProductScope::{ platformType }
          , sellerId = "cloud-team"
          }
        ]
      , discounts =
        [ { displayName = "Service fee"
          , description = "What running the platform costs"
          , scope = kraken.ScopeSelector.PlatformType { platformType }
          , discountRule =
              kraken.DiscountRule.fixedPercentage
                kraken.FixedPercentageDiscountRule::{ discountPercentage = 3.5 }
          , sellerId = "cloud-team"
          , sellerProductGroup = "Services"
          }
        ]
      }
