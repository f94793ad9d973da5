{ backup = { everyHours = 24, keepDays = 30, request = None }
, logs = { events = 24, components = 3, identityEvents = 12, identityLogs = 3 }
, gate =
  Gate
    { approvals = 2
    , roles = [ "change-advisory-board", "product-owner" ]
    , soakDays = 7
    , window = { weekday = Tuesday, start = 08:00:00, end = 11:00:00, zone = "Europe/Berlin" }
    }
, settings =
  { panel = { registration = { requirePayment = True } }
  , meshfed =
    { register = { requirePayment = True }
    , mail = None
    , identity-lookup = None
    }
  , kraken =
    { statements =
      { relevant-meta-keys = [ "costCenter", "environment" ]
      , period-offset-days = 5
      , first-period = "2023-01-01T00:00:00Z"
      }
    , worker = { finalize-reports-after-days = 3 }
    }
  , osb =
    { platforms =
      [ { platform = "openstack.eu-de", permissionReplication = MeshIdb }
      , { platform = "azure.global"
        , permissionReplication =
            AzureAd
              { groupNamePattern = None
              , servicePrincipal =
                { aadTenant = "acme.example"
                , objectId = "7d2b8c1e-0000-4000-8000-000000000001"
                , clientId = "7d2b8c1e-0000-4000-8000-000000000002"
                , clientSecret = fromTerraform "osb_client_secret"
                }
              , b2bUserInvitation = None
              , roleMappings =
                [ { mapKey = "admin", mapValue = { alias = "adm" } }
                , { mapKey = "reader", mapValue = { alias = "rdr" } }
                ]
              }
        }
      ]
    }
  }
}
