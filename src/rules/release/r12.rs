//! R12: whether a release is supported follows from the catalog.

use crate::rules::{Enforcement, rule};

rule! {
    /// A release is at its end of life as soon as any higher number is published. This is computed from the
    /// catalog and the day of judgement, and shown by reports; it cannot be written anywhere.
    ///
    /// ## Why
    ///
    /// A status that is written down is right on the day of writing and wrong from the next release on. What
    /// may still run after that, and for how long, is a matter of the agreement: its upgrade window (R13) and
    /// its extended support (R14).
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Production::{ release = "2025.54.0", supported = True, hosts, certificates, rollout }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Production::{ release = "2025.54.0", hosts, certificates, rollout }
    /// ```
    R12 = "R12", Stated Error, "A release is at its end of life as soon as a higher one exists",
    Enforcement::Type,
    ["SaaS", "OnPrem", "SaasProduction", "Production", "Staging", "Release"] => [
        "support", "supported", "isSupported", "supportStatus", "supportedUntil", "status", "endOfLife",
        "endOfLifeDate", "eol", "lifecycle", "deprecated", "latest", "isLatest", "newest",
    ],
}
