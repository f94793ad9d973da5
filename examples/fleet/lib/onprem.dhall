-- What this operator agrees with customers of plan SaaS On-Prem, as a rule.
let meshc = ../schema/package.dhall

let operatorAccess =
      { principal = "meshstack-operations"
      , path = "VPN with a second factor, then a bastion host"
      }

let infrastructure =
      \(provider : meshc.Provider) ->
        meshc.Infrastructure::{ provider, operatorAccess }

in  { Agreement = meshc.Agreement with default.upgradeWindowDays = 30
    , infrastructure
    }
