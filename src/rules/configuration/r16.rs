//! R16: what is compliant is documented for each installation, never declared.

use crate::rules::{Enforcement, rule};

rule! {
    /// Security and compliance are documented for each installation as it is configured, and mapped to ISO 27001
    /// and ISO 27017. The documentation is worked out from the configuration: that an installation is compliant,
    /// certified or audited cannot be written.
    ///
    /// ## Why
    ///
    /// An auditor asks by what a control is met. "Compliant" in a file is a claim; retention, backups, access and
    /// approvals in the same file are evidence, as long as it is they that are reported.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Instance::{ id, customer, plan, compliance = [ "ISO 27001" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Instance::{ id, customer, plan }
    /// ```
    R16 = "R16", Stated Error, "Compliance is documented for each installation as it is configured",
    Enforcement::Type,
    ["Instance", "Customer", "SaaS", "OnPrem", "SaasProduction", "Production", "Staging", "Settings"] => [
        "compliance", "compliant", "certified", "certification", "certifications", "audited", "iso27001", "iso27017",
        "framework", "frameworks", "controls",
    ],
}
