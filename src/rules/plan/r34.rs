//! R34: artifacts are pushed to stores of On-Prem customers only.

use crate::rules::{Enforcement, rule};

rule! {
    /// The artifacts of new releases can be pushed to a store of an On-Prem customer, which has an address and a
    /// credential to push with. A store without either, or one under plan SaaS, cannot be written.
    ///
    /// ## Why
    ///
    /// Customers need the artifacts where they run them: to admit, to deliver, to archive. Where the operator
    /// runs them there is nothing to deliver.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , artifactStore = Some { registry = "registry.example.org/mesh" }
    ///   }
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
    ///   , production
    ///   , artifactStore = Some
    ///     { registry = "registry.example.org/mesh"
    ///     , credential = meshc.Secret.fromTerraform "acme_registry"
    ///     }
    ///   }
    /// ```
    R34 = "R34", Stated Error, "Artifacts are pushed to stores of On-Prem customers only",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "artifactStore", "artifactStores", "artifactRegistry", "artifactDelivery", "artifacts", "delivery",
    ],
    ["ArtifactStore"] => ["registry", "credential", "credentials", "owner", "url", "address"],
}
