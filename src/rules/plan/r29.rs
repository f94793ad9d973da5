//! R29: after its window, SaaS runs the newest release published before it.

use crate::rules::{Enforcement, rule};

rule! {
    /// After a weekly window has passed, a SaaS environment runs the newest release that was published before
    /// the day of the window. What runs is worked out from the catalog, the window and the day of judgement, and
    /// reports show it; a release that is said to run cannot be written.
    ///
    /// Releases carry a day and no hour. One that came out on the day of a window may have been late for it and
    /// counts for the next. The day of judgement is taken as over: on the day of a window, the window has passed.
    ///
    /// ## Why
    ///
    /// It follows from two rules: SaaS goes to the newest release by itself (R27), in its window (R28). A note of
    /// what runs would be out of date a week later.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts, deployed = "2025.54.0" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts }
    /// ```
    R29 = "R29", Derived Error, "After its window SaaS runs the newest release published before it",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "deployed", "deployedRelease", "deployedVersion", "running", "runningRelease", "runningVersion", "current",
        "currentRelease", "currentVersion", "installed", "installedRelease", "installedVersion", "actualRelease",
        "lastRollout", "lastUpdate",
    ],
}
