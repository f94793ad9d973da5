//! I12: the tag prefix of OpenShift is a DNS prefix that ends with a slash.

use crate::rules::{Enforcement, rule};

rule! {
    /// The prefix of tags on OpenShift, such as `tags.acme.example/`, is set in the panel since 7.116.0, under
    /// Platforms, where it is a DNS name with a slash behind it. Here it cannot be written.
    ///
    /// ## Why
    ///
    /// OpenShift refuses annotations whose prefix is none, and with them the whole project.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ openShiftTagPrefix = "tags" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I12 = "I12", Stated Error, "The tag prefix of OpenShift is a DNS prefix that ends with a slash",
    Enforcement::Type,
    ["OpenStack", "ReplicatorSettings"] => ["tagPrefix", "openShiftTagPrefix", "namespacePrefix"],
}
