//! I10: provisioning by enrolment has an owner of subscriptions, who is not the replicator.

use crate::rules::{Enforcement, rule};

rule! {
    /// How subscriptions of Microsoft Azure are provisioned is set in the panel since 7.118.0, under Platforms: by
    /// enrolment, by customer agreement, or from a pool, one of the three. By enrolment it takes an owner of
    /// subscriptions, and the principal of the replicator is none. Here it cannot be written.
    ///
    /// ## Why
    ///
    /// A subscription without an owner cannot be taken over by anybody, and a replicator that owns what it makes keeps
    /// rights that nobody gave it. The panel checks both.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ subscriptionOwnerObjectIds = [ "7f0e" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I10 = "I10", Stated Error, "Provisioning by enrolment has an owner of subscriptions, who is not the replicator",
    Enforcement::Type,
    ["ReplicatorSettings"] => ["subscriptionOwnerObjectIds", "subscriptionOwners", "enterpriseEnrollment", "enrollmentAccountId", "preProvisioned", "azureProvisioning"],
}
