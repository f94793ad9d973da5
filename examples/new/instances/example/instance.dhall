-- An example: plan SaaS, rolled out on Mondays. Copy the folder for each instance.
let meshc = ../../schema/package.dhall

in  meshc.Instance::{
    , id = "example"
    , customer = { name = "Example", contact = "cloud@customer.example" }
    , plan =
        meshc.Plan.SaaS
          meshc.SaaS::{
          , window = meshc.SaasWindow.Monday
          , production = meshc.SaasProduction::{
            , hosts = meshc.Hosts.under "mesh.customer.example"
            }
          }
    }
