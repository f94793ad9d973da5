//! I29: quotas of a landing zone are quotas of its platform, inside their range.

use crate::rules::{Enforcement, rule};

rule! {
    /// Quotas are defined at the platform and set in the landing zone, both in the panel or through the API, which
    /// holds their keys and ranges together. The section `meshfed.defaultQuota` is about the number of projects of a
    /// workspace. Quotas of platforms cannot be written here.
    ///
    /// ## Why
    ///
    /// A quota that the platform does not know limits nothing.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.DefaultQuota::{ meshProjects = 10, cpu = 8 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.DefaultQuota::{ meshProjects = 10 }
    /// ```
    I29 = "I29", Stated Error, "Quotas of a landing zone are quotas of its platform, inside their range",
    Enforcement::Type,
    ["DefaultQuota", "OpenStack"] => ["quota", "quotas", "quotaDefinitions", "cpu", "memory", "storage", "cores", "ram", "limits"],
}
