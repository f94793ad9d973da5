//! I13: Control Tower is set up in the platform and in the landing zone.

use crate::rules::{Enforcement, rule};

rule! {
    /// Whether accounts of Amazon Web Services are enrolled with Control Tower is set in the panel since 7.117.0: how,
    /// under Platforms, and for which of them, in the landing zone, whose organizational unit is enrolled, too. Either
    /// without the other does nothing. Here it cannot be written.
    ///
    /// ## Why
    ///
    /// A landing zone that asks for enrolment on a platform without it is passed over in silence, and the account lacks
    /// its guard rails.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ controlTower = { managementAccount = "111122223333" } }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I13 = "I13", Stated Error, "Control Tower is set up in the platform and in the landing zone",
    Enforcement::Type,
    ["ReplicatorSettings"] => ["controlTower", "awsControlTower", "controlTowerEnrollment", "accountFactory", "enrollAccounts"],
}
