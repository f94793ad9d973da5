//! I30: identifiers of workspace and project together have at most 63 characters on Kubernetes.

use crate::rules::{Enforcement, rule};

rule! {
    /// On Kubernetes and OpenShift, the identifiers of a workspace and a project are letters and digits with hyphens,
    /// and have at most 63 characters together. Identifiers are given in the panel, within the lengths of
    /// `meshfed.restriction` (I40). An identifier itself, and which letters it may have, cannot be written here.
    ///
    /// ## Why
    ///
    /// The name of a namespace is made of both, and Kubernetes refuses longer ones.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ projectIdentifierRegex = Some "[A-Z_]+" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ projectIdentifierLength = Some 30 }
    /// ```
    I30 = "I30", Stated Error, "Identifiers of workspace and project together have at most 63 characters on Kubernetes",
    Enforcement::Type,
    ["Restriction"] => ["identifierRegex", "customerIdentifierRegex", "projectIdentifierRegex", "workspaceIdentifierRegex", "namespaceLength", "combinedIdentifierLength"],
}
