{ id = "initech"
, customer = { name = "Initech", contact = "cloud@initech.example" }
, plan =
  SaaS
    { window = Monday
    , production =
      { hosts =
        { panel = "initech.mesh.example"
        , api = "api.initech.mesh.example"
        , kraken = "kraken.initech.mesh.example"
        , sso = "sso.initech.mesh.example"
        , sonar = "sonar.initech.mesh.example"
        }
      , logRetention = defaults.logs
      , monitoringAccess = []
      }
    }
, settings = defaults.settings
}
