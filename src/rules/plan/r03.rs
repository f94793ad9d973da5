//! R3: a copy of the configuration goes to On-Prem customers only.

use crate::rules::{Enforcement, rule};

rule! {
    /// A customer of plan SaaS On-Prem may get a copy of the configuration repository, with a contact to ask
    /// about it. Under plan SaaS a `configCopy` cannot be written.
    ///
    /// ## Why
    ///
    /// The plan text grants the copy, for audits for example, to On-Prem customers. Elsewhere it says "when
    /// applicable to your plan"; this is the narrow reading of both.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , configCopy = Some { repository, contact }
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.OnPrem
    ///   meshc.OnPrem::{
    ///   , agreement
    ///   , infrastructure
    ///   , pipeline
    ///   , production
    ///   , configCopy = Some { repository, contact }
    ///   }
    /// ```
    R3 = "R3", Stated Error, "The configuration is handed out to On-Prem customers only",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "configCopy", "configRepository", "configurationCopy", "configurationRepository", "repository",
        "repositoryCopy", "gitRepository",
    ],
}
