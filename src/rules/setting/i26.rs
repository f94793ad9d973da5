//! I26: the type of a platform names the block that it has.

use crate::rules::{Enforcement, rule};

rule! {
    /// What a platform is and its one block of settings are kept in the panel and the API, where `type` names the block
    /// and the landing zone has the same one. Here the section says what the platform is, `replicator.openStack` or
    /// `osb.platforms`; another type cannot be written in it.
    ///
    /// ## Why
    ///
    /// Two answers to one question can differ.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// osb.Platform::{ platform = "services.vienna", platformType = "OPENSTACK" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// osb.Platform::{ platform = "services.vienna" }
    /// ```
    I26 = "I26", Stated Error, "The type of a platform names the block that it has",
    Enforcement::Type,
    ["OsbPlatform", "OpenStack"] => ["type", "platformType", "config", "spec"],
}
