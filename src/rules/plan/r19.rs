//! R19: a link to a security operations centre is for On-Prem only.

use crate::rules::{Enforcement, rule};

rule! {
    /// The events of an On-Prem instance can be sent to the customer's security operations centre. Under plan
    /// SaaS a `soc` cannot be written.
    ///
    /// ## Why
    ///
    /// A SaaS instance shares its cluster with others, and the operator watches over all of them. Only an
    /// installation on the customer's own infrastructure can be joined to the customer's own centre.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , soc = Some { endpoint = "https://soc.example.org", token }
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
    ///   , soc = Some { endpoint = "https://soc.example.org", token }
    ///   }
    /// ```
    R19 = "R19", Stated Error, "A link to a security operations centre is for On-Prem only",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "soc", "socLink", "socIntegration", "siem", "securityOperations", "securityOperationsCentre",
        "securityOperationsCenter",
    ],
}
