//! I44: the export of costs at Google Cloud has the columns that are asked for.

use crate::rules::{Enforcement, rule};

rule! {
    /// Which table of BigQuery the costs of Google Cloud come from is set in the panel since 7.117.0, under Platforms:
    /// with `_PARTITIONTIME` as the column of time for the raw export and another one for views, a first month of
    /// carbon data only with their table, and `billingAcc` as the tag for other billing accounts. Here it cannot be
    /// written.
    ///
    /// ## Why
    ///
    /// A query for a column that is not there fails, and no costs are collected.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// kraken.KrakenSettings::{ partitionTimeColumn = "usage_start_time" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// kraken.KrakenSettings::{=}
    /// ```
    I44 = "I44", Stated Error, "The export of costs at Google Cloud has the columns that are asked for",
    Enforcement::Type,
    ["KrakenSettings", "KrakenWorker"] => ["bigqueryTable", "bigqueryTableForCarbonFootprint", "partitionTimeColumn", "carbonFootprintDataCollectionStartMonth", "carbonTable", "billingAcc", "billingAccount", "gcpCollection"],
}
