//! R23: every environment has a Kubernetes namespace of its own.

use crate::rules::{Enforcement, rule};

rule! {
    /// Each environment is deployed into a namespace of its own, which is named after the environment; every
    /// object that is rendered for it lies there. A namespace cannot be written.
    ///
    /// Ids are short enough for their namespaces to be cut nowhere, and what is no label of DNS gets a hash, so
    /// that two environments never come to the same name.
    ///
    /// ## Why
    ///
    /// The namespace is the border that network policies, secrets and permissions keep. Two instances in one would
    /// read each other's secrets.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts, namespace = "shared" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts }
    /// ```
    R23 = "R23", Stated Error, "Every environment has a namespace of its own",
    Enforcement::Render,
    ["Instance", "SaaS", "OnPrem", "SaasProduction", "Production", "Staging"] => [
        "namespace", "namespaces", "kubernetesNamespace",
    ],
}
