//! R35: one staging environment may stand beside production, On-Prem only.

use crate::rules::{Enforcement, rule};

rule! {
    /// An On-Prem instance may have one staging environment in addition to its production environment. Two of
    /// them, one of another name, one without production, or one under plan SaaS cannot be written.
    ///
    /// ## Why
    ///
    /// Staging is where a customer tries a release before production gets it. Its place in the record is its
    /// name, so that production can wait for it and reports can compare the two.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , staging = Some staging
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
    ///   , staging = Some staging
    ///   }
    /// ```
    R35 = "R35", Stated Error, "An On-Prem instance may have one staging environment beside production",
    Enforcement::Type,
    ["SaaS"] => ["staging", "stagings", "stage", "qa", "preproduction", "preprod"],
    ["OnPrem"] => [
        "stagings", "stage", "qa", "staging2", "preproduction", "preprod", "environment", "environments", "envs",
        "test", "testing", "dev", "development", "sandbox", "demo", "integration",
    ],
}
