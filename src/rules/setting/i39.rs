//! I39: names that are unique worldwide have enough in them to be so.

use crate::rules::{Enforcement, rule};

rule! {
    /// Patterns for the names of accounts, their mail addresses and projects on public clouds are set in the panel
    /// since 7.117.0, under Platforms: with the identifiers of workspace and project, and a random part or a prefix of
    /// the company. Here they cannot be written.
    ///
    /// ## Why
    ///
    /// An alias of Amazon Web Services and a project id of Google Cloud exist once in the world. A name that somebody
    /// else took keeps the tenant from being made.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{ accountAliasPattern = "#{projectIdentifier}" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// replicator.ReplicatorSettings::{=}
    /// ```
    I39 = "I39", Stated Error, "Names that are unique worldwide have enough in them to be so",
    Enforcement::Type,
    ["OpenStack", "ReplicatorSettings"] => ["accountAliasPattern", "accountEmailPattern", "accountAlias", "accountEmail", "projectIdPattern", "projectNamePattern", "subscriptionNamePattern", "namespaceNamePattern", "namePattern"],
}
