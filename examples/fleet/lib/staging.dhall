-- A staging environment that is kept like production, with a release, names and
-- a certificate of its own. It is rolled out as soon as possible.
let meshc = ../schema/package.dhall

let Own =
      { release : Text
      , hosts : meshc.Hosts.Type
      , certificates : meshc.Certificates.Type
      }

in  \(production : meshc.Production.Type) ->
    \(own : Own) ->
      let kept =
            production.{ backup
                       , logRetention
                       , monitoringAccess
                       , secretStore
                       , size
                       }

      in  kept // own // { rollout = meshc.StagingRollout.AsSoonAsPossible }
