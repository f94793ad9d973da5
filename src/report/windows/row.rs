//! The cells of the table, and the lines around it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Entry, Timetable};
use crate::model::WindowReading;
use crate::release::{Stretch, Turn};
use crate::report::plan::{counted, line, plain};

/// The longest cell that stays whole.
const LONGEST: usize = 72;

/// The head of the table.
pub(super) const HEAD: [&str; 6] = ["local time", "zone", "UTC", "environment", "release", "waits for"];

/// The cells of a line, and whether nothing of it is open.
pub(super) struct Row {
    pub(super) cells: [String; 6],
    pub(super) frozen: bool,
}

/// The lines of the table.
pub(super) fn rows(table: &Timetable<'_>) -> Vec<Row> {
    let row = |entry: &Entry<'_>| Row {
        cells: [
            local(entry),
            line(&entry.zone, LONGEST),
            utc_of(entry),
            line(&entry.address.to_string(), LONGEST),
            entry
                .release
                .as_deref()
                .map_or("none yet".to_owned(), |release| line(release, LONGEST)),
            waits(entry),
        ],
        frozen: entry.slot.open.is_empty(),
    };
    table.entries.iter().map(row).collect()
}

fn local(entry: &Entry<'_>) -> String {
    match entry.slot.opening {
        Some(_) => clock(entry.slot.whole, &entry.zone),
        None => "at any time".to_owned(),
    }
}

fn utc_of(entry: &Entry<'_>) -> String {
    match entry.slot.opening {
        Some(_) => utc(entry.slot.whole),
        None => "–".to_owned(),
    }
}

/// A stretch by the clock of a zone: `Mon 2025-12-22 17:00–21:00`.
pub(in crate::report) fn clock(stretch: Stretch, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let (start, end) = (zone.to_datetime(stretch.start), zone.to_datetime(stretch.end));
    let format = if start.date() == end.date() {
        "%H:%M"
    } else {
        "%F %H:%M"
    };
    format!("{}–{}", start.strftime("%a %F %H:%M"), end.strftime(format))
}

/// A stretch by UTC: `2025-12-22T16:00–20:00Z`.
pub(in crate::report) fn utc(stretch: Stretch) -> String {
    let day = |instant: Timestamp| instant.strftime("%F").to_string();
    let format = if day(stretch.start) == day(stretch.end) {
        "%H:%MZ"
    } else {
        "%FT%H:%MZ"
    };
    format!(
        "{}–{}",
        stretch.start.strftime("%FT%H:%M"),
        stretch.end.strftime(format)
    )
}

/// What has to happen first, and what stands against it.
fn waits(entry: &Entry<'_>) -> String {
    let mut waits = Vec::new();
    for freeze in &entry.slot.freezes {
        let how_much = if entry.slot.open.is_empty() {
            "frozen"
        } else {
            "partly frozen"
        };
        let reason = line(&freeze.reason, LONGEST);
        waits.push(format!(
            "{how_much} {} to {}: {reason}",
            freeze.from, freeze.until
        ));
    }
    let approvals = &entry.approvals;
    let roles = line(&approvals.roles.join(", "), LONGEST);
    match approvals.present {
        _ if approvals.needed == 0 => {}
        None => waits.push(format!(
            "{} of {roles}",
            counted(
                usize::try_from(approvals.needed).unwrap_or(usize::MAX),
                "approval"
            )
        )),
        Some(present) if present < approvals.needed => waits.push(format!(
            "{} of {} approvals, {} more of {roles}",
            present,
            approvals.needed,
            approvals.needed - present
        )),
        Some(_) => {}
    }
    if entry.staging_first {
        let days = counted(usize::try_from(entry.soak_days).unwrap_or(usize::MAX), "day");
        waits.push(format!("{days} in staging"));
    }
    match waits.is_empty() {
        true => "–".to_owned(),
        false => waits.join(" · "),
    }
}

/// What was read, and how times are told.
pub(super) fn head(table: &Timetable<'_>) -> String {
    let stretch = Stretch {
        start: table.from,
        end: table.until,
    };
    format!(
        "{}   {}",
        plain(table.snapshot),
        clock(stretch, table.reading.zone())
    )
}

/// How the hours of the agreement are read.
pub(super) fn reading(table: &Timetable<'_>) -> &'static str {
    match table.reading {
        WindowReading::Civil => "windows of the agreement, and days: Europe/Berlin wall clock",
        WindowReading::Literal => "windows of the agreement, and days: UTC+2 all year",
    }
}

/// Says so if a part of the fleet is missing.
pub(super) fn incomplete(table: &Timetable<'_>) -> Option<&'static str> {
    let text = "! not complete: an instance could not be read; `meshc check` says why";
    (!table.complete).then_some(text)
}

/// What changes of the clocks do to windows, the same in one line.
pub(super) fn clock_changes(table: &Timetable<'_>) -> Vec<String> {
    let mut same: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for change in &table.clock_changes {
        let what = match change.turned.turn {
            Turn::Skipped => "the clocks skip all of the window".to_owned(),
            Turn::Shorter(minutes) => {
                format!("the window is {minutes} min shorter, for the clocks go forward")
            }
            Turn::Longer(minutes) => format!("the window is {minutes} min longer, for the clocks go back"),
            Turn::Moved => {
                "the window begins or ends at a time that the clocks skip or show twice".to_owned()
            }
        };
        let text = format!("{}: {what}", change.turned.day);
        let address = line(&change.address.to_string(), LONGEST);
        same.entry(text).or_default().push(address);
    }
    same.into_iter()
        .map(|(text, addresses)| format!("{text} ({})", addresses.join(", ")))
        .collect()
}

/// The line that counts.
pub(super) fn totals(table: &Timetable<'_>) -> String {
    let frozen = table.entries.iter().filter(|entry| entry.slot.open.is_empty());
    let frozen = match frozen.count() {
        0 => String::new(),
        count => format!(", {count} frozen"),
    };
    format!(
        "{} for {}{frozen}.",
        counted(table.entries.len(), "time"),
        counted(table.environments, "environment")
    )
}
