{ id = "acme"
, customer = { name = "Acme Bank", contact = "platform@acme.example" }
, plan =
  OnPrem
    { agreement =
      { reference = "IA-2023-17"
      , validFrom = 2023-07-01
      , validUntil = None
      , upgradeWindowDays = 30
      , extendedSupport = []
      }
    , infrastructure =
      { provider = Azure { subscription = "1f0c9a52-0000-4000-8000-0000000000aa", region = "westeurope" }
      , operatorAccess = { principal = "meshcloud-operations", path = "bastion.acme.example" }
      }
    , pipeline = { provider = Operator, system = ArgoCD }
    , production =
      { release = "2025.50.1"
      , hosts =
        { panel = "mesh.acme.example"
        , api = "api.mesh.acme.example"
        , kraken = "kraken.mesh.acme.example"
        , sso = "sso.mesh.acme.example"
        , sonar = "sonar.mesh.acme.example"
        }
      , size = Large
      , backup = defaults.backup
      , logRetention = defaults.logs
      , monitoringAccess = []
      , certificates =
        { coverage = San [ "mesh.acme.example", "sso.mesh.acme.example" ]
        , fullChain = True
        , secret = fromTerraform "acme_tls"
        }
      , secretStore = { kind = SecretStore, name = "vault" }
      , rollout = defaults.gate
      }
    , staging =
      { release = "2025.54.0"
      , hosts =
        { panel = "mesh-staging.acme.example"
        , api = "api.mesh-staging.acme.example"
        , kraken = "kraken.mesh-staging.acme.example"
        , sso = "sso.mesh-staging.acme.example"
        , sonar = "sonar.mesh-staging.acme.example"
        }
      , size = Small
      , backup = defaults.backup
      , logRetention = defaults.logs
      , monitoringAccess = []
      , certificates =
        { coverage = Wildcard, fullChain = True, secret = fromTerraform "acme_staging_tls" }
      , secretStore = { kind = SecretStore, name = "vault" }
      , rollout = AsSoonAsPossible
      }
    , artifactStore = None
    , configCopy = None
    , soc = None
    }
, settings = defaults.settings
}
