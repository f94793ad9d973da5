//! R26: the operator manages SaaS.

use crate::rules::{Enforcement, rule};

rule! {
    /// A SaaS environment is fully managed by the operator. Who manages it cannot be written under plan SaaS.
    ///
    /// ## Why
    ///
    /// There is nothing to choose: the infrastructure is the operator's, shared with others, and nobody else gets
    /// in. A field for it could only ever be wrong.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts, managedBy = "customer" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.SaasProduction::{ hosts }
    /// ```
    R26 = "R26", Stated Error, "SaaS is fully managed by the operator",
    Enforcement::Type,
    ["SaaS", "SaasProduction"] => [
        "managedBy", "managed", "management", "operatedBy", "operator", "owner", "ownedBy", "responsible", "admin",
        "admins", "administrators", "access",
    ],
}
