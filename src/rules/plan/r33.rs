//! R33: the operator manages On-Prem, too.

use crate::rules::{Enforcement, rule};

rule! {
    /// The infrastructure of an On-Prem instance is the customer's; the installation on it is fully managed by the
    /// operator. Another manager, or an owner beside the customer, cannot be written.
    ///
    /// ## Why
    ///
    /// One party answers for releases, backups and monitoring. What the customer decides about has fields of its
    /// own: the gate and the window of production, the pipeline, the store for artifacts.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.OnPrem::{ agreement, infrastructure, pipeline, production, managedBy = "customer" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.OnPrem::{
    /// , agreement
    /// , infrastructure
    /// , pipeline = { provider = meshc.PipelineProvider.Customer, system = meshc.CiSystem.GitLab }
    /// , production
    /// }
    /// ```
    R33 = "R33", Stated Error, "The operator fully manages an On-Prem installation",
    Enforcement::Type,
    ["OnPrem", "Production"] => [
        "managedBy", "managed", "management", "operatedBy", "operator", "owner", "ownedBy", "responsible", "admin",
        "admins", "administrators",
    ],
    ["Infrastructure"] => [
        "managedBy", "managed", "management", "operatedBy", "operator", "responsible", "admin", "admins",
        "administrators",
    ],
}
