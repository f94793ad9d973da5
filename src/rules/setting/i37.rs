//! I37: raw data outlive the compaction of timelines, and that the delay of collection.

use crate::rules::{Enforcement, rule};

rule! {
    /// When timelines are compacted (`compactTimelinesAfterDays`, 30 without) and raw data deleted
    /// (`deleteRawDataAfterDays`, not before) is set for each platform in the panel or through the API. Here it cannot
    /// be written; `finalize-reports-after-days` is another matter.
    ///
    /// ## Why
    ///
    /// What is deleted before it is compacted, or compacted before it is collected, is missing from every report.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// kraken.KrakenWorker::{ finalize-reports-after-days = 7, compactTimelinesAfterDays = 30 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// kraken.KrakenWorker::{ finalize-reports-after-days = 7 }
    /// ```
    I37 = "I37", Stated Error, "Raw data outlive the compaction of timelines, and that the delay of collection",
    Enforcement::Type,
    ["KrakenWorker", "KrakenSettings", "OpenStack"] => ["compactTimelinesAfterDays", "deleteRawDataAfterDays", "rawDataRetention", "timelineCompaction"],
}
