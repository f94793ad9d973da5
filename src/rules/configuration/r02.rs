//! R2: the configuration is written in Dhall.

use crate::rules::{Enforcement, rule};

rule! {
    /// The model of an instance is written in Dhall, in one file `instance.dhall`, and that file has the type of
    /// an instance. What does not parse, does not type-check or is no instance is refused, with the place; YAML
    /// and JSON in an instance's place are not read.
    ///
    /// ## Why
    ///
    /// A type checker finds a misspelled label, a missing section and a number in the place of a text before
    /// anything is deployed, and always ends. A format without types leaves that to the deployment.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- instances/acme/instance.yaml: `id: acme`
    /// -- instances/acme/instance.dhall:
    /// { id = "acme" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// let meshc = ../../schema/package.dhall
    ///
    /// in  meshc.Instance::{ id = "acme", customer, plan }
    /// ```
    R2 = "R2", Stated Error, "The configuration of an instance is written in Dhall and has the type of an instance",
    Enforcement::Engine,
    ["Instance"] => ["*"],
}
