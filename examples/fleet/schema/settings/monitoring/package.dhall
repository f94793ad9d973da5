-- Settings of monitoring: who is told, and what is tried.
let Secret = (../../secret.dhall).Secret

-- `monitor`: who is told of alerts beside the operator.
let Monitor =
      { Type =
          -- Mail addresses.
          { additionalAlertAddresses : List Text }
      , default.additionalAlertAddresses = [] : List Text
      }

-- A tenant that is tried.
let SonarTarget =
      { Type =
          -- The platform of the tenant, `<platform>.<location>`.
          { platformName : Text
          -- Where the tenant is entered, an `https` URL that ends in `/access`.
          , url : Text
          }
      , default = {=}
      }

-- A project that is tried.
let SonarProject =
      { Type =
          -- The identifier of the project.
          { projectName : Text
          -- Its tenants.
          , targets : List SonarTarget.Type
          }
      , default.targets = [] : List SonarTarget.Type
      }

-- `mesh.sonar.scope`: what one user tries in one workspace.
let SonarScope =
      { Type =
          -- A technical user of the identity broker.
          { username : Text
          -- What it logs in with.
          , password : Secret
          -- The identifier of the workspace.
          , customer : Text
          -- The projects in it.
          , projects : List SonarProject.Type
          }
      , default.projects = [] : List SonarProject.Type
      }

-- `mesh.sonar`: smoke tests through the product's own interfaces.
let Sonar =
      { Type =
          -- What is tried, and as whom.
          { scopes : List SonarScope.Type }
      , default.scopes = [] : List SonarScope.Type
      }

let Settings =
      { Type =
          -- Who is told of alerts beside the operator.
          { monitor : Optional Monitor.Type
          -- Smoke tests.
          , sonar : Optional Sonar.Type
          }
      , default = { monitor = None Monitor.Type, sonar = None Sonar.Type }
      }

in  { Settings, Monitor, Sonar, SonarScope, SonarProject, SonarTarget }
