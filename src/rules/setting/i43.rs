//! I43: without replication or metering a platform lacks that ability.

use crate::rules::{Enforcement, rule};

rule! {
    /// Whether a platform is replicated and whether it is metered are two blocks of it in the panel and the API, and
    /// each may be missing. A platform that is described here is replicated; what it is metered with cannot be written
    /// in the same place.
    ///
    /// ## Why
    ///
    /// A platform without a block for metering has no costs in any report, and one without replication gives nobody
    /// access.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.OpenStack::{ platform = "openstack.vienna", metering = {=} }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.OpenStack::{ platform = "openstack.vienna" }
    /// ```
    I43 = "I43", Stated Note, "Without replication or metering a platform lacks that ability",
    Enforcement::Type,
    ["OpenStack", "OsbPlatform"] => ["metering", "meteringConfig", "replication", "replicationConfig", "kraken"],
    ["OsbSettings", "ReplicatorSettings"] => ["metering", "meteringConfig", "replication", "replicationConfig"],
}
