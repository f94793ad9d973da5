//! R20: SaaS runs under the generic agreement.

use crate::rules::{Enforcement, rule};

rule! {
    /// Every SaaS instance runs under the generic customer agreement. The only thing that it leaves to choose is
    /// the weekly window, so an `agreement` cannot be written under plan SaaS.
    ///
    /// ## Why
    ///
    /// SaaS is the same for everybody: infrastructure, releases, support. What is agreed with one customer alone
    /// is what plan SaaS On-Prem is for.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , agreement = { reference = "A-1234", validFrom = 2025-01-01 }
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{ window = meshc.SaasWindow.Monday, production }
    /// ```
    R20 = "R20", Stated Error, "SaaS runs under the generic agreement",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "agreement", "agreements", "individualAgreement", "genericAgreement", "contract", "sla",
        "serviceLevel", "upgradeWindowDays", "upgradeWindow", "validFrom", "validUntil", "reference",
    ],
}
