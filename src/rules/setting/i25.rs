//! I25: workspaces are listed where a restriction asks for them, and only there.

use crate::rules::{Enforcement, rule};

rule! {
    /// Who may use a platform is set in the panel or through the API: `restriction` with `restrictedToWorkspaces`,
    /// which lists workspaces for `RESTRICTED`. The section `meshfed.restriction` is about identifiers alone. Who may
    /// use what cannot be written here.
    ///
    /// ## Why
    ///
    /// A list that nobody reads looks like a restriction, and everybody uses the platform.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// osb.Platform::{ platform = "services.vienna", restrictedToWorkspaces = [ "cloud-team" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// osb.Platform::{ platform = "services.vienna" }
    /// ```
    I25 = "I25", Derived Warning, "Workspaces are listed where a restriction asks for them, and only there",
    Enforcement::Type,
    ["OsbPlatform", "OsbSettings", "OpenStack", "Restriction"] => ["restriction", "restrictedToWorkspaces", "visibility", "allowedWorkspaces"],
}
