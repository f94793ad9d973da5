//! R15: installation and configuration go forward together.

use crate::rules::{Enforcement, rule};

rule! {
    /// What an environment runs and what its components are set to stand in one file, have one type, and are
    /// rolled out together. A version of the configuration beside the release cannot be written.
    ///
    /// ## Why
    ///
    /// A configuration that is newer or older than the installation says things that the installation does not
    /// understand. With a version of its own it would need rules for which goes with which.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with release = "2025.55.0" with configVersion = "2025.40.0"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with release = "2025.55.0"
    /// ```
    R15 = "R15", Stated Error, "Installation and configuration are kept up to date together",
    Enforcement::Type,
    ["Instance", "SaaS", "OnPrem", "SaasProduction", "Production", "Staging", "Settings"] => [
        "configVersion", "configurationVersion", "schemaVersion", "modelVersion", "apiVersion", "configRevision",
        "settingsVersion", "schema", "format", "formatVersion",
    ],
}
