//! R36: the operator manages staging, automatically.

use crate::rules::{Enforcement, rule};

rule! {
    /// A staging environment is managed by the operator, automatically. Who manages it, and whether it is managed
    /// at all, cannot be written.
    ///
    /// ## Why
    ///
    /// A staging environment that somebody else looks after drifts from production, and then shows nothing of what
    /// a release will do there.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Staging::{ release, hosts, certificates, rollout, managedBy = "customer" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Staging::{ release, hosts, certificates, rollout }
    /// ```
    R36 = "R36", Stated Error, "Staging is managed automatically by the operator",
    Enforcement::Type,
    ["Staging"] => [
        "managedBy", "managed", "management", "operatedBy", "operator", "owner", "ownedBy", "responsible", "admin",
        "admins", "administrators", "automatic", "enabled", "paused",
    ],
}
