-- Acme: plan SaaS, rolled out on Mondays.
let meshc = ../../schema/package.dhall

in  meshc.Instance::{
    , id = "acme"
    , customer = { name = "Acme", contact = "cloud@acme.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Monday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "mesh.acme.example"
            }
          }
    }
