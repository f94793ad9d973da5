//! I45: the tenants of a Microsoft customer agreement are UUIDs.

use crate::rules::{Enforcement, rule};

rule! {
    /// A Microsoft customer agreement is set in the panel or through the API. The tenant that subscriptions end in is a
    /// UUID there, and so is the one that they come from if it is the same. Here it cannot be written.
    ///
    /// ## Why
    ///
    /// Microsoft moves a subscription to a tenant by its UUID; by a domain it finds none.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ destinationEntraId = "acme.onmicrosoft.com" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I45 = "I45", Stated Error, "The tenants of a Microsoft customer agreement are UUIDs",
    Enforcement::Type,
    ["ReplicatorSettings"] => ["destinationEntraId", "destinationTenant", "sourceEntraTenant", "sourceTenant", "billingScope", "customerAgreement", "microsoftCustomerAgreement"],
}
