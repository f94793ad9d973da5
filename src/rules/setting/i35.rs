//! I35: a plan of a service has each unit of cost once.

use crate::rules::{Enforcement, rule};

rule! {
    /// What a plan of a service costs stands in the catalogue of its broker, each unit once. Here, prices of the
    /// product catalogue have one unit each, of 1, 24, 168, 720 or 8760 hours, or are paid once. Any other unit cannot
    /// be written.
    ///
    /// ## Why
    ///
    /// A unit that the product does not know becomes a flat fee for each period, whatever its word says.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// kraken.UsageType::{ displayName, resource, netAmount, unit = kraken.CostUnit.QUARTERLY }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// kraken.UsageType::{ displayName, resource, netAmount, unit = kraken.CostUnit.MONTHLY }
    /// ```
    I35 = "I35", Stated Error, "A plan of a service has each unit of cost once",
    Enforcement::Type,
    ["CostUnit"] => ["*"],
}
