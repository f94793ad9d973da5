//! I46: tags of a project win over those of a payment method, and those over a workspace's.

use crate::rules::{Enforcement, rule};

rule! {
    /// Where a project, its payment method and its workspace have a tag of one name, a tenant gets the value of the
    /// project, else that of the payment method. The product decides so; another order cannot be written.
    ///
    /// ## Why
    ///
    /// Costs are assigned by tags. An order of its own for each instance would assign them differently for one and the
    /// same project.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.MeshfedSettings::{ tagPrecedence = [ "workspace", "project" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.MeshfedSettings::{=}
    /// ```
    I46 = "I46", Stated Note, "Tags of a project win over those of a payment method, and those over a workspace's",
    Enforcement::Type,
    ["MeshfedSettings", "ReplicatorSettings", "KrakenSettings", "Statements"] => ["tagPrecedence", "tagPriority", "tagOrder"],
}
