//! I48: a platform that is offered has a landing zone, and a landing zone a platform.

use crate::rules::{Enforcement, rule};

rule! {
    /// Landing zones are kept in the panel and the API, each at a platform, and a platform is offered once it has one.
    /// Here they cannot be written.
    ///
    /// ## Why
    ///
    /// Without a landing zone nobody can make a tenant, so that a platform that is offered without one is of no use.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ landingZones = [ "default" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I48 = "I48", Stated Error, "A platform that is offered has a landing zone, and a landing zone a platform",
    Enforcement::Type,
    ["ReplicatorSettings", "OpenStack", "OsbPlatform", "Settings", "Instance"] => ["landingZone", "landingZones", "landingZoneRefs", "defaultLandingZone"],
}
