//! What can be wrong with a weekly window.

use std::sync::LazyLock;

use jiff::tz::TimeZoneDatabase;

use crate::diagnostic::Diagnostic;
use crate::model::{EnvironmentView, Window};
use crate::rules::{Located, Place, Rule, quote};

/// The database that comes with the program: what a machine has installed must not decide what is right.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// Zones by the abbreviations that people know them by.
const ABBREVIATIONS: [(&str, &str); 14] = [
    ("BST", "Europe/London"),
    ("CEST", "Europe/Berlin"),
    ("CET", "Europe/Berlin"),
    ("EDT", "America/New_York"),
    ("EEST", "Europe/Helsinki"),
    ("EET", "Europe/Helsinki"),
    ("EST", "America/New_York"),
    ("GMT", "Europe/London"),
    ("JST", "Asia/Tokyo"),
    ("MESZ", "Europe/Berlin"),
    ("MEZ", "Europe/Berlin"),
    ("PDT", "America/Los_Angeles"),
    ("PST", "America/Los_Angeles"),
    ("WET", "Europe/Lisbon"),
];

/// What is wrong with the window at `path` of an environment, as findings of `rule`.
pub(super) fn judge(
    rule: &Rule,
    environment: &EnvironmentView<'_>,
    path: &str,
    window: &Window,
) -> Vec<Diagnostic> {
    let place = |label| Place::in_environment(environment, &format!("{path}.{label}"));
    let mut found = Vec::new();
    found.extend(zone(rule, &place("zone"), &window.zone));
    if window.start >= window.end {
        let (start, end) = (window.start, window.end);
        let message = if start == end {
            format!("the window is empty: it ends at {end}, when it starts")
        } else {
            format!("the window ends at {end}, before it starts at {start}")
        };
        found.push(
            rule.finding(message)
                .on(&place("end"), "")
                .beside(&place("start"), "it starts")
                .expected(format!("a time later than {start}"))
                .help("a window begins and ends on one day; for a night, take the part before or after midnight"),
        );
    }
    found
}

fn zone(rule: &Rule, place: &Place, zone: &str) -> Option<Diagnostic> {
    let finding = |message| {
        rule.finding(message)
            .on(place, "")
            .expected("an IANA zone such as `Europe/Berlin`")
    };
    if zone == "UTC" {
        return None;
    }
    if let Some(message) = abbreviation(zone) {
        let known = ABBREVIATIONS.iter().find(|(name, _)| *name == zone);
        let zone = known.map_or("Europe/Berlin", |(_, zone)| zone);
        return Some(
            finding(message)
                .help(format!("write `{zone}`, which knows summer and winter time"))
                .replace(place, format!("\"{zone}\"")),
        );
    }
    let Some(known) = ZONES.get(zone).ok().filter(|known| !known.is_unknown()) else {
        return Some(finding(format!("there is no zone {}", quote(zone))));
    };
    // The database is asked without regard to case, but others who read the name are strict.
    let name = known.iana_name().filter(|name| *name != zone)?;
    Some(
        finding(format!("the zone {} is spelled `{name}`", quote(zone)))
            .replace(place, format!("\"{name}\"")),
    )
}

/// Why a name without a place is no zone, though some are in the database for the sake of the past.
fn abbreviation(zone: &str) -> Option<String> {
    let is_short = zone.len() <= 10 && !zone.contains('/') && !zone.chars().any(char::is_lowercase);
    if !is_short || zone.is_empty() {
        return None;
    }
    Some(
        if zone.contains(['+', '-']) || zone.starts_with(|first: char| first.is_ascii_digit()) {
            format!(
                "{} is an offset, which no clock on a wall shows all year",
                quote(zone)
            )
        } else {
            format!(
                "{} is an abbreviation, which says neither where nor whether it is summer",
                quote(zone)
            )
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::{Sample, window};
    use crate::rules::plan::R38;

    fn check(zone: &str, expected: Option<(&str, Option<&str>)>) {
        let path = "acme:plan.staging.rollout.zone";
        let found = Sample::new().set(path, zone).diagnostics(&R38);
        let shown = found.first().map(|found| {
            let suggestion = found.suggestion.as_ref();
            (
                found.message.as_str(),
                suggestion.map(|suggestion| suggestion.replacement.as_str()),
            )
        });
        assert_eq!(shown, expected, "{zone}");
    }

    #[test]
    fn zones_have_a_place() {
        for zone in [
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT-2",
            "UTC",
        ] {
            check(zone, None);
        }
    }

    #[test]
    fn abbreviations_and_offsets_are_no_zones() {
        let short =
            |zone| format!("`{zone}` is an abbreviation, which says neither where nor whether it is summer");
        let offset = |zone| format!("`{zone}` is an offset, which no clock on a wall shows all year");
        check("CEST", Some((&short("CEST"), Some("\"Europe/Berlin\""))));
        check("CET", Some((&short("CET"), Some("\"Europe/Berlin\""))));
        check("BST", Some((&short("BST"), Some("\"Europe/London\""))));
        check("UTC+2", Some((&offset("UTC+2"), Some("\"Europe/Berlin\""))));
        check("+02:00", Some((&offset("+02:00"), Some("\"Europe/Berlin\""))));
    }

    #[test]
    fn names_are_in_the_database_and_spelled_as_there() {
        check(
            "Europe/Atlantis",
            Some(("there is no zone `Europe/Atlantis`", None)),
        );
        check("Etc/Unknown", Some(("there is no zone `Etc/Unknown`", None)));
        check("", Some(("there is no zone ``", None)));
        check(
            "europe/berlin",
            Some((
                "the zone `europe/berlin` is spelled `Europe/Berlin`",
                Some("\"Europe/Berlin\""),
            )),
        );
    }

    #[test]
    fn a_window_ends_after_it_starts() {
        let rows = [
            ("20:59:59", None),
            (
                "21:00:00",
                Some("the window is empty: it ends at 21:00:00, when it starts"),
            ),
            (
                "22:00:00",
                Some("the window ends at 21:00:00, before it starts at 22:00:00"),
            ),
        ];
        for (start, message) in rows {
            let rollout = serde_json::json!({ "Window": window(start, "Europe/Berlin") });
            let found = Sample::new()
                .set("acme:plan.staging.rollout", rollout)
                .findings(&R38);
            let expected = message.map(|message| format!("error acme:plan.staging.rollout.end: {message}"));
            assert_eq!(found, Vec::from_iter(expected), "{start}");
        }
    }
}
