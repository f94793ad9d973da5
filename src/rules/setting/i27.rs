//! I27: the attribute that is looked up is the one with the euid.

use crate::rules::{Enforcement, rule};

rule! {
    /// Platforms find people by a fixed attribute: `userName` on Amazon Web Services, `primaryEmail` or the external id
    /// on Google Cloud, `metadata.name` on Kubernetes and OpenShift, `User.name` on OpenStack, `User.username` on Cloud
    /// Foundry. Entra ID leaves a choice of two, `mail` and `userPrincipalName` (`aadUserLookupStrategy`). Any other
    /// cannot be written.
    ///
    /// ## Why
    ///
    /// Whoever is looked up by an attribute that does not hold the euid is not found, and gets no access.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// aadUserLookupStrategy = Some AzureLookupStrategy.UserByObjectIdLookupStrategy
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// aadUserLookupStrategy = Some AzureLookupStrategy.UserByUsernameLookupStrategy
    /// ```
    I27 = "I27", Stated Error, "The attribute that is looked up is the one with the euid",
    Enforcement::Type,
    ["AzureLookupStrategy"] => ["*"],
    ["OpenStack", "OsbPlatform"] => ["userLookup", "userLookupAttribute", "userLookupStrategy", "aadUserLookupStrategy"],
}
