//! The timetable as JSON, format `windows.v1`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Approvals, ClockChange, Entry, Timetable};
use crate::model::EnvironmentKind;
use crate::release::{Stretch, Turn};

/// When environments are rolled out. Readers ignore keys that they do not know; a change that breaks them changes the
/// first number of `format_version`. Instants are RFC 3339; a time lasts until the instant of its end, which does not
/// belong to it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowsReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What was read.
    pub snapshot: String,
    /// The zone by which the windows of the generic agreement are read, and in which days begin and end.
    pub window_zone: &'static str,
    /// The time that was asked for.
    pub asked: StretchReport,
    /// Whether every instance could be read.
    pub complete: bool,
    /// How many environments it is about.
    pub environments: usize,
    /// Each time for a rollout, by time and address.
    pub rollouts: Vec<RolloutReport>,
    /// The changes of clocks that touch a window.
    pub clock_changes: Vec<ClockChangeReport>,
}

/// From when until when, UTC.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct StretchReport {
    pub from: String,
    pub until: String,
}

/// One time for the rollout of one environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RolloutReport {
    /// The environment, such as `acme/production`.
    pub address: String,
    /// The instance.
    pub instance: String,
    /// Which of its environments.
    pub environment: EnvironmentKind,
    /// Whether it is an opening of a window. If not, the environment has none, and the time is that which was asked for.
    pub window: bool,
    /// From when until when, UTC.
    pub utc: StretchReport,
    /// The same by the clock of `zone`.
    pub local: StretchReport,
    /// The zone.
    pub zone: String,
    /// What of it is not frozen, UTC; nothing if all of it is.
    pub open: Vec<StretchReport>,
    /// The release that would roll out; null if none is there yet.
    pub release: Option<String>,
    /// Who has to approve first.
    pub approvals: ApprovalsReport,
    /// How many days staging has to run a new release first; 0 if it has not.
    pub soak_days: u64,
    /// The freezes that have a part in it.
    pub freezes: Vec<FreezeReport>,
}

/// The approvals that a rollout waits for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ApprovalsReport {
    /// How many are asked for.
    pub needed: u64,
    /// How many there are of the change against `--base`; null if none was named, or the environment does not change.
    pub present: Option<u64>,
    /// Who may approve.
    pub roles: Vec<String>,
}

/// A freeze, from its first day until the end of its last.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct FreezeReport {
    pub from: String,
    pub until: String,
    pub reason: String,
}

/// A change of the clocks that touches the window of an environment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ClockChangeReport {
    /// The environment.
    pub address: String,
    /// The day by the clock of the window's zone, `YYYY-MM-DD`.
    pub day: String,
    /// `skipped`, `shorter`, `longer`, or `moved`: one of its ends is a time that the clocks skip or show twice.
    pub effect: &'static str,
    /// By how many minutes.
    pub minutes: i64,
}

/// The whole table as one JSON document with a newline at its end.
pub fn json(table: &Timetable<'_>) -> String {
    let report = WindowsReport::new(table);
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl WindowsReport {
    /// The table in words that do not change with the program.
    pub fn new(table: &Timetable<'_>) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            snapshot: table.snapshot.to_owned(),
            window_zone: table.reading.zone(),
            asked: StretchReport::utc(Stretch {
                start: table.from,
                end: table.until,
            }),
            complete: table.complete,
            environments: table.environments,
            rollouts: table.entries.iter().map(RolloutReport::new).collect(),
            clock_changes: table.clock_changes.iter().map(ClockChangeReport::new).collect(),
        }
    }
}

impl StretchReport {
    pub(in crate::report) fn utc(stretch: Stretch) -> Self {
        let shown = |instant: Timestamp| instant.strftime("%FT%TZ").to_string();
        Self {
            from: shown(stretch.start),
            until: shown(stretch.end),
        }
    }

    pub(in crate::report) fn local(stretch: Stretch, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let shown = |instant: Timestamp| {
            let zoned = instant.to_zoned(zone.clone());
            zoned.strftime("%FT%T%:z").to_string()
        };
        Self {
            from: shown(stretch.start),
            until: shown(stretch.end),
        }
    }
}

impl RolloutReport {
    fn new(entry: &Entry<'_>) -> Self {
        let slot = &entry.slot;
        Self {
            address: entry.address.to_string(),
            instance: entry.address.instance.clone(),
            environment: entry.address.kind,
            window: slot.opening.is_some(),
            utc: StretchReport::utc(slot.whole),
            local: StretchReport::local(slot.whole, &entry.zone),
            zone: entry.zone.clone(),
            open: slot.open.iter().map(|open| StretchReport::utc(*open)).collect(),
            release: entry.release.clone(),
            approvals: ApprovalsReport::new(&entry.approvals),
            soak_days: if entry.staging_first { entry.soak_days } else { 0 },
            freezes: { slot.freezes.iter() }
                .map(|freeze| FreezeReport {
                    from: freeze.from.to_string(),
                    until: freeze.until.to_string(),
                    reason: freeze.reason.clone(),
                })
                .collect(),
        }
    }
}

impl ApprovalsReport {
    fn new(approvals: &Approvals) -> Self {
        Self {
            needed: approvals.needed,
            present: approvals.present,
            roles: approvals.roles.clone(),
        }
    }
}

impl ClockChangeReport {
    fn new(change: &ClockChange) -> Self {
        let (effect, minutes) = match change.turned.turn {
            Turn::Skipped => ("skipped", 0),
            Turn::Shorter(minutes) => ("shorter", minutes),
            Turn::Longer(minutes) => ("longer", minutes),
            Turn::Moved => ("moved", 0),
        };
        Self {
            address: change.address.to_string(),
            day: change.turned.day.to_string(),
            effect,
            minutes,
        }
    }
}
