-- Where an instance of plan SaaS On-Prem runs and how releases get there.
let Secret = (./secret.dhall).Secret

-- A data centre of the customer.
let OnPremise =
      { Type =
          -- Where it stands, for people.
          { location : Text }
      , default = {=}
      }

-- An account at Amazon Web Services.
let Aws =
      { Type =
          -- The twelve digits of the account.
          { account : Text
          -- The region, such as `eu-central-1`.
          , region : Text
          }
      , default = {=}
      }

-- A subscription at Microsoft Azure.
let Azure =
      { Type =
          -- The UUID of the subscription.
          { subscription : Text
          -- The region, such as `westeurope`.
          , region : Text
          }
      , default = {=}
      }

-- A project at Google Cloud.
let GoogleCloud =
      { Type =
          -- The identifier of the project.
          { project : Text
          -- The region, such as `europe-west3`.
          , region : Text
          }
      , default = {=}
      }

-- The infrastructures that can be agreed on.
let Provider =
      < OnPremise : OnPremise.Type
      | AWS : Aws.Type
      | Azure : Azure.Type
      | GoogleCloud : GoogleCloud.Type
      >

-- How the operator's staff get into the customer's infrastructure.
let OperatorAccess =
      { Type =
          -- The group or role that they act as.
          { principal : Text
          -- The way in, such as a bastion host or a VPN.
          , path : Text
          }
      , default = {=}
      }

-- The customer's infrastructure and the operator's way in.
let Infrastructure =
      { Type =
          -- Whose machines they are.
          { provider : Provider
          -- How the operator's staff get in. There has to be a way.
          , operatorAccess : OperatorAccess.Type
          }
      , default = {=}
      }

-- Who runs a pipeline.
let PipelineProvider = < Operator | Customer >

-- What a pipeline runs on.
let CiSystem = < ArgoCD | Concourse | Flux | GitHubActions | GitLab >

-- The pipeline that rolls releases out.
let Pipeline =
      { Type =
          -- Who runs it.
          { provider : PipelineProvider
          -- On what it runs.
          , system : CiSystem
          }
      , default = {=}
      }

-- The customer's store to which the artifacts of new releases are pushed.
let ArtifactStore =
      { Type =
          -- The registry and the path in it, such as
          -- `registry.example.org/meshstack`.
          { registry : Text
          -- What it takes to push there.
          , credential : Secret
          }
      , default = {=}
      }

-- The copy of the configuration that the customer gets.
let ConfigCopy =
      { Type =
          -- The customer's git repository.
          { repository : Text
          -- Whom to ask about it, a mail address.
          , contact : Text
          }
      , default = {=}
      }

-- The link to the customer's security operations centre.
let SocLink =
      { Type =
          -- Where events are sent, an HTTPS URL.
          { endpoint : Text
          -- What it takes to send there.
          , token : Secret
          }
      , default = {=}
      }

in  { OnPremise
    , Aws
    , Azure
    , GoogleCloud
    , Provider
    , OperatorAccess
    , Infrastructure
    , PipelineProvider
    , CiSystem
    , Pipeline
    , ArtifactStore
    , ConfigCopy
    , SocLink
    }
