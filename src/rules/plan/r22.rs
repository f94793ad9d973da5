//! R22: SaaS is hosted on the managed Kubernetes of Google Cloud.

use crate::rules::{Enforcement, rule};

rule! {
    /// A SaaS instance runs on the managed Kubernetes of Google Cloud, in the operator's clusters. Another
    /// provider, another runtime or a cluster of its own cannot be written under plan SaaS.
    ///
    /// ## Why
    ///
    /// The standard infrastructure is one, so that one team can operate it for all. Who needs another has plan
    /// SaaS On-Prem, where the infrastructure is agreed.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaaS::{ window = meshc.SaasWindow.Monday, production, provider = "AWS" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// infrastructure with provider = meshc.Provider.AWS { account, region }
    /// ```
    R22 = "R22", Stated Error, "SaaS is hosted on the managed Kubernetes of Google Cloud",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "provider", "cloud", "cloudProvider", "hosting", "platform", "runtime", "kubernetes", "gke", "aks", "eks",
        "openshift", "aws", "azure", "gcp", "googleCloud",
    ],
}
