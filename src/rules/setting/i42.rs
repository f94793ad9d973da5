//! I42: with SCIM alone there is no other source of people.

use crate::rules::{Enforcement, rule};

rule! {
    /// Managing people through SCIM takes a switch since 2024.4.0, and doing so through SCIM alone another one. With
    /// SCIM alone, `identity-lookup` and `identityconnector.ldap` are left out. The product never published what the
    /// switches are called: they cannot be written here, so that nobody can tell from the configuration whether the
    /// sections belong there.
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
    ["MeshfedSettings", "IdentityLookup", "IdentityConnectorSettings", "UserDefaults", "Settings", "Instance"] => ["scim", "scimOnly", "scimEnabled", "scimOnlyMode", "scimUserManagement", "enableScim"],
    ["IdentityProvider"] => ["Scim"],
}
