//! The table as JSON, format `status.v1`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Status, row};
use crate::model::{EnvironmentKind, EnvironmentView};
use crate::release::{End, Standing, Support};
use crate::report::reading::ReadingReport;

/// Where every environment stands. Readers ignore keys that they do not know; a change that breaks them changes
/// the first number of `format_version`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What was read.
    pub snapshot: String,
    /// The day by which it was judged, `YYYY-MM-DD`.
    pub as_of: String,
    /// The zone by which the windows of the generic agreement are read.
    pub window_zone: &'static str,
    /// What else that the plans leave open is read in another way than usual.
    pub readings: Vec<ReadingReport>,
    /// Whether every instance could be read.
    pub complete: bool,
    /// The newest release of that day; null if none was there yet.
    pub newest: Option<NewestReport>,
    /// How many environments are in each state; states without any are left out.
    pub summary: BTreeMap<Support, usize>,
    /// The environments, in the order that was asked for.
    pub environments: Vec<EnvironmentReport>,
}

/// The newest release.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct NewestReport {
    pub version: String,
    pub date: String,
}

/// Where one environment stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EnvironmentReport {
    /// Its address, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// The name of its plan.
    pub plan: &'static str,
    /// What it runs; null if there is no such release.
    pub release: Option<String>,
    /// What is written down to run; null under SaaS.
    pub declared: Option<String>,
    /// How many feature releases are higher than its own.
    pub features_behind: usize,
    /// For how many days a higher number has been there.
    pub days_behind: u64,
    /// How well its release is supported.
    pub support: Support,
    /// The next day on which something ends; null if nothing does.
    pub deadline: Option<DeadlineReport>,
    /// The day of the window that brings SaaS to the newest release; null if it runs that already.
    pub rollout: Option<String>,
}

/// A last day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeadlineReport {
    /// The last day on which it still holds, `YYYY-MM-DD`.
    pub date: String,
    /// What ends.
    pub end: End,
    /// How many days are left; less than 0 once it has passed.
    pub days_left: i64,
}

/// The whole table as one JSON document with a newline at its end.
pub fn json(status: &Status<'_>) -> String {
    let report = StatusReport::new(status);
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl StatusReport {
    /// The table in words that do not change with the program.
    pub fn new(status: &Status<'_>) -> Self {
        let newest = status.catalog.newest(status.as_of);
        let states = status.environments.iter().map(|(_, standing)| standing.support);
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            snapshot: status.snapshot.to_owned(),
            as_of: status.as_of.to_string(),
            window_zone: status.reading.zone(),
            readings: status.unusual.iter().map(ReadingReport::from).collect(),
            complete: status.complete,
            newest: newest.map(|(version, release)| NewestReport {
                version: version.to_string(),
                date: release.date.to_string(),
            }),
            summary: states.map(|state| (state, row::count(status, state))).collect(),
            environments: status
                .environments
                .iter()
                .map(|(environment, standing)| EnvironmentReport::new(status, environment, standing))
                .collect(),
        }
    }
}

impl EnvironmentReport {
    fn new(status: &Status<'_>, environment: &EnvironmentView<'_>, standing: &Standing) -> Self {
        let address = &environment.address;
        Self {
            address: address.to_string(),
            instance: address.instance.clone(),
            environment: address.kind,
            plan: environment.declared.instance.plan.name(),
            release: standing.release.as_ref().map(ToString::to_string),
            declared: environment.release().map(str::to_owned),
            features_behind: standing.features_behind,
            days_behind: standing.days_behind,
            support: standing.support,
            deadline: standing.deadline.map(|deadline| DeadlineReport {
                date: deadline.day.to_string(),
                end: deadline.end,
                days_left: deadline.days_left(status.as_of),
            }),
            rollout: standing.rollout.map(|day| day.to_string()),
        }
    }
}
