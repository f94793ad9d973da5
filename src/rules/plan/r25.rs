//! R25: a SaaS instance is one production environment.

use crate::rules::{Enforcement, rule};

rule! {
    /// A SaaS instance has exactly one environment, and it is the production environment. It is neither left out
    /// nor joined by another: a list of environments, or one of another kind, cannot be written under plan SaaS.
    ///
    /// ## Why
    ///
    /// The plan offers one environment, which is fully managed and always on the newest release. An environment
    /// for trying releases makes sense only where releases are chosen, under plan SaaS On-Prem (R35).
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , environments = [ production, test ]
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{ window = meshc.SaasWindow.Monday, production }
    /// ```
    R25 = "R25", Stated Error, "A SaaS instance is exactly one production environment",
    Enforcement::Type,
    ["SaaS"] => [
        "production", "prod", "productions", "environment", "environments", "envs", "test", "testing", "dev",
        "development", "sandbox", "demo", "kind",
    ],
    ["SaasProduction"] => ["kind", "environment", "environmentKind"],
}
