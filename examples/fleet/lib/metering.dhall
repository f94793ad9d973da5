-- When usage is final and billed: statements come the day after the reports.
let meshc = ../schema/package.dhall

let kraken = meshc.settings.kraken

let finalAfter =
      \(days : Natural) ->
        kraken.Settings::{
        , statements = Some kraken.Statements::{
          , relevant-meta-keys =
            [ "ownerUsername", "paymentName", "paymentIdentifier" ]
          , period-offset-days = days + 1
          , first-period = "2024-01-01T00:00:00Z"
          }
        , worker.finalize-reports-after-days = days
        }

in  { private = finalAfter 2
    , googleCloud = finalAfter 5
    , aws =
            finalAfter 6
        //  { aws-collection = Some { awsStateCollectionInterval = "PT24H" } }
    , azure = finalAfter 15
    }
