-- One installation of the product for one customer.
let agreement = ./agreement.dhall

let calendar = ./calendar.dhall

let environment = ./environment.dhall

let infrastructure = ./infrastructure.dhall

let Settings = (./settings/package.dhall).Settings

-- A customer.
let Customer =
      { Type =
          -- Its name, for people.
          { name : Text
          -- Whom to ask, a mail address.
          , contact : Text
          }
      , default = {=}
      }

-- Plan SaaS. The agreement is the generic one, the infrastructure the standard
-- one, the release always the newest: none of them can be chosen.
let SaaS =
      { Type =
          -- The weekly window that the agreement selects.
          { window : calendar.SaasWindow
          -- The only environment.
          , production : environment.SaasProduction.Type
          }
      , default = {=}
      }

-- Plan SaaS On-Prem, such as
--
--     meshc.OnPrem::{
--     , agreement = meshc.Agreement::{
--       , reference = "OP-2025-001"
--       , validFrom = 2025-01-01
--       , upgradeWindowDays = 30
--       }
--     , infrastructure =
--       { provider =
--           meshc.Provider.AWS
--             { account = "111122223333", region = "eu-central-1" }
--       , operatorAccess = { principal = "meshstack-ops", path = "bastion" }
--       }
--     , pipeline =
--       { provider = meshc.PipelineProvider.Operator
--       , system = meshc.CiSystem.ArgoCD
--       }
--     , production = meshc.Production::{
--       , release = "2025.55.0"
--       , hosts = meshc.Hosts.under "mesh.acme.example"
--       , certificates =
--           meshc.Certificates.wildcard (meshc.Secret.fromTerraform "acme_tls")
--       , rollout =
--           meshc.ProductionRollout.Gate
--             meshc.Gate::{ approvals = 1, roles = [ "owner" ] }
--       }
--     }
let OnPrem =
      { Type =
          -- What is agreed with the customer.
          { agreement : agreement.Agreement.Type
          -- Where it runs.
          , infrastructure : infrastructure.Infrastructure.Type
          -- How releases get there.
          , pipeline : infrastructure.Pipeline.Type
          -- The environment that the customer works with.
          , production : environment.Production.Type
          -- The environment for trying releases.
          , staging : Optional environment.Staging.Type
          -- The customer's store for artifacts.
          , artifactStore : Optional infrastructure.ArtifactStore.Type
          -- The customer's copy of the configuration.
          , configCopy : Optional infrastructure.ConfigCopy.Type
          -- The link to the customer's security operations centre.
          , soc : Optional infrastructure.SocLink.Type
          }
      , default =
        { staging = None environment.Staging.Type
        , artifactStore = None infrastructure.ArtifactStore.Type
        , configCopy = None infrastructure.ConfigCopy.Type
        , soc = None infrastructure.SocLink.Type
        }
      }

-- The plans. What a plan does not have cannot be written down.
let Plan = < SaaS : SaaS.Type | OnPrem : OnPrem.Type >

-- An instance.
let Instance =
      { Type =
          -- The name of its folder: lower-case letters, digits and single inner
          -- hyphens, at most 30.
          { id : Text
          -- For whom.
          , customer : Customer.Type
          -- Under which plan, with everything that the plan has.
          , plan : Plan
          -- The settings of the product's components; all as they are by
          -- default unless set.
          , settings : Settings.Type
          }
      , default.settings = Settings.default
      }

in  { Instance, Customer, Plan, SaaS, OnPrem }
