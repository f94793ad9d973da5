-- What large customers of a private cloud get off, and small ones pay on top.
let meshc = ../schema/package.dhall

let kraken = meshc.settings.kraken

let openStack = kraken.PlatformType.OpenStack

let Rule = kraken.DiscountRule

in  \(location : Text) ->
      let volumes =
            kraken.DiscountScope::{ productDisplayNameRegex = Some "Volumes" }

      let discount =
            \(displayName : Text) ->
            \(scope : kraken.ScopeSelector) ->
            \(discountRule : Rule) ->
              { displayName
              , description = "As agreed with the workspaces"
              , scope
              , discountRule
              , sellerId = "cloud-team"
              , sellerProductGroup = "Private cloud"
              }

      in  [ discount
              "Volume discount"
              ( kraken.ScopeSelector.PlatformInstance
                  { platformType = openStack
                  , platformInstance = "openstack"
                  , location
                  }
              )
              ( Rule.tieredPercentage
                  kraken.TieredPercentageDiscountRule::{
                  , discountPercentageTiersByLowerThresholds =
                    [ { lowerThreshold = 1000.0, discountPercentage = -2.5 }
                    , { lowerThreshold = 5000.0, discountPercentage = -5.0 }
                    ]
                  }
              )
          , discount
              "Archive"
              ( kraken.ScopeSelector.Tenant
                  { platformType = openStack
                  , platformInstance = "openstack"
                  , location
                  , localProjectId = "9d1f5c3a7b2e4860"
                  }
              )
              ( Rule.tieredFixedAmount
                  { discountScope = volumes
                  , discountFixedAmountTiersByLowerThresholds =
                    [ { lowerThreshold = 0.0, fixedAmount = 15.0 } ]
                  }
              )
          ]
