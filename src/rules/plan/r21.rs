//! R21: SaaS runs on the standard infrastructure.

use crate::rules::{Enforcement, rule};

rule! {
    /// A SaaS instance runs on the operator's infrastructure as it is: cluster, region, registry, sizes, backups,
    /// certificates, secret store and pipeline are the standard ones. Under plan SaaS they cannot be written.
    ///
    /// ## Why
    ///
    /// The standard is what makes SaaS operable for many customers at once. A deviation requires moving to plan
    /// SaaS On-Prem, where the infrastructure is agreed individually.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts, size = meshc.Size.Large }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.OnPrem
    ///   meshc.OnPrem::{
    ///   , agreement
    ///   , infrastructure
    ///   , pipeline
    ///   , production = meshc.Production::{
    ///     , release = "2025.55.0"
    ///     , hosts
    ///     , size = meshc.Size.Large
    ///     , certificates
    ///     , rollout
    ///     }
    ///   }
    /// ```
    R21 = "R21", Stated Error, "SaaS runs on the standard infrastructure",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "infrastructure", "cluster", "region", "location", "zone", "account", "subscription", "project", "operatorAccess", "registry", "imageRegistry",
        "size", "sizes", "sizing", "replicas", "resources", "cpu", "memory", "storage", "database", "backup",
        "backups", "backupSchedule", "certificate", "certificates", "tls", "tlsSecret", "secretStore", "secrets",
        "pipeline", "ci", "ciSystem",
    ],
}
