//! R27: SaaS follows the newest release by itself.

use crate::rules::{Enforcement, rule};

rule! {
    /// A SaaS environment is updated automatically, in the weekly window, to the newest release. A release, a
    /// channel, a gate or another kind of rollout cannot be written under plan SaaS.
    ///
    /// ## Why
    ///
    /// A higher release ends the life of all others (R12), and SaaS never runs one at its end of life. Holding a
    /// release back is a matter of plan SaaS On-Prem, with an agreed upgrade window.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts, release = "2025.54.0" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts }
    /// ```
    R27 = "R27", Stated Error, "SaaS is updated automatically to the newest release",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "release", "releases", "targetRelease", "version", "versions", "targetVersion", "tag", "imageTag", "pin",
        "pinned", "pinnedRelease", "pinnedVersion", "channel", "track", "rollout", "rollouts", "trigger", "gate",
        "gates", "approval", "approvals", "manual", "automatic", "autoUpdate", "updates", "updatePolicy", "freeze",
        "hold", "soakDays",
    ],
}
