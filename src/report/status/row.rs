//! The cells of the table, and the lines around it.

use super::Status;
use crate::model::{EnvironmentView, WindowReading};
use crate::release::{Standing, Support};
use crate::report::plan::{counted, plain};
use crate::report::reading;

/// The longest cell that stays whole.
const LONGEST: usize = 64;

/// The head of the table.
pub(super) const HEAD: [&str; 5] = ["environment", "release", "behind", "state", "next"];

/// One line of the table.
pub(super) struct Row {
    pub(super) cells: [String; 5],
    pub(super) support: Support,
}

/// The lines of the table.
pub(super) fn rows(status: &Status<'_>) -> Vec<Row> {
    let row = |(environment, standing): &(EnvironmentView<'_>, Standing)| Row {
        cells: [
            short(&environment.address.to_string()),
            release(environment, standing),
            behind(standing),
            standing.support.as_str().to_owned(),
            next(status, standing),
        ],
        support: standing.support,
    };
    status.environments.iter().map(row).collect()
}

fn release(environment: &EnvironmentView<'_>, standing: &Standing) -> String {
    match (&standing.release, environment.release()) {
        (Some(release), _) => release.to_string(),
        (None, Some(written)) => short(written),
        (None, None) => "none yet".to_owned(),
    }
}

fn behind(standing: &Standing) -> String {
    match (standing.features_behind, standing.days_behind, standing.support) {
        (_, _, Support::Unknown) => "?".to_owned(),
        (_, _, Support::Supported) => "–".to_owned(),
        (features, days, _) => {
            let days = match days {
                0 => "since today".to_owned(),
                days => counted(usize::try_from(days).unwrap_or(usize::MAX), "day"),
            };
            match features {
                0 => format!("a patch, {days}"),
                features => format!("{}, {days}", counted(features, "feature release")),
            }
        }
    }
}

fn next(status: &Status<'_>, standing: &Standing) -> String {
    if let (Some(day), Some(newest)) = (standing.rollout, &standing.newest) {
        return format!("{day} its window brings {newest}");
    }
    let Some(deadline) = &standing.deadline else {
        return "–".to_owned();
    };
    let (day, end, left) = (
        deadline.day,
        deadline.end.as_str(),
        deadline.days_left(status.as_of),
    );
    let days = counted(usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX), "day");
    match left {
        0 => format!("{day} {end} ends today"),
        1.. => format!("{day} {end} ends, {days} left"),
        _ => format!("{day} {end} ended {days} ago"),
    }
}

/// The newest release and how windows are read.
pub(super) fn newest(status: &Status<'_>) -> String {
    let newest = match status.catalog.newest(status.as_of) {
        Some((version, release)) => format!("newest release {version} of {}", release.date),
        None => "no release yet".to_owned(),
    };
    let reading = match status.reading {
        WindowReading::Civil => "windows: Europe/Berlin wall clock",
        WindowReading::Literal => "windows: UTC+2 all year",
    };
    format!("{newest} · {reading}")
}

/// What else is read in an unusual way.
pub(super) fn readings(status: &Status<'_>) -> Option<String> {
    reading::line(status.unusual)
}

/// How many environments are in each state.
pub(super) fn totals(status: &Status<'_>) -> String {
    let all = counted(status.environments.len(), "environment");
    let states = [
        Support::Overdue,
        Support::Unknown,
        Support::EndOfLife,
        Support::Extended,
        Support::Supported,
    ];
    let counts = states.into_iter().filter_map(|state| match count(status, state) {
        0 => None,
        count => Some(format!("{count} {}", state.as_str())),
    });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        format!("{all}.")
    } else {
        format!("{all}: {}.", counts.join(", "))
    }
}

/// How many environments are in a state.
pub(super) fn count(status: &Status<'_>, state: Support) -> usize {
    let standings = status.environments.iter();
    standings
        .filter(|(_, standing)| standing.support == state)
        .count()
}

/// Says so if a part of the fleet is missing.
pub(super) fn incomplete(status: &Status<'_>) -> Option<&'static str> {
    let text = "! not complete: an instance could not be read; `meshc check` says why";
    (!status.complete).then_some(text)
}

/// The text on one line, and not too long.
pub(super) fn short(text: &str) -> String {
    let shown = plain(text);
    match shown.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &shown[..end]),
        None => shown,
    }
}
