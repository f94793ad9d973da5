//! I42: with SCIM alone there is no other source of people.

use crate::rules::{Enforcement, rule};

rule! {
    /// Whether people are managed through SCIM is a switch of the operator, since 2024.4.0, and whether through SCIM
    /// alone another. Both are set where the instance is deployed. With SCIM alone, `identity-lookup` and
    /// `identityconnector.ldap` are left out. The switches cannot be written here.
    ///
    /// ## Why
    ///
    /// SCIM alone turns every other source of people off. A lookup or an import that stays behind looks as if it
    /// brought people in.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.MeshfedSettings::{ scimOnly = True }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.MeshfedSettings::{=}
    /// ```
    I42 = "I42", Stated Error, "With SCIM alone there is no other source of people",
    Enforcement::Type,
    ["MeshfedSettings", "IdentityLookup", "IdentityConnectorSettings", "UserDefaults", "Settings"] => ["scim", "scimOnly", "scimEnabled", "scimOnlyMode", "scimUserManagement", "enableScim"],
    ["IdentityProvider"] => ["Scim"],
}
