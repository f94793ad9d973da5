//! The clock against the same questions answered slowly: day by day, over the real history of releases.

use super::*;
use crate::model::{DayReading, EndOfLifeReading, ExtendedSupport, Node, Value, WindowReading};
use crate::release::CatalogFile;

/// The numbers and days of all releases, with days counted from 1970-01-01.
type Published = Vec<([u64; 3], i64)>;

const CATALOG: &str = include_str!("../../../examples/fleet/releases/catalog.dhall");

fn published() -> Published {
    let field = |line: &str, label: &str| {
        let (_, rest) = line.split_once(&format!("{label} = "))?;
        let value = rest.trim_start_matches('"').split(['"', ',']).next()?;
        Some(value.to_owned())
    };
    let lines = CATALOG.lines().filter_map(|line| {
        let (version, date) = (field(line, "version")?, field(line, "date")?);
        Some((numbers(&version), number(&date)))
    });
    let published: Published = lines.collect();
    assert!(published.len() > 460);
    published
}

fn numbers(text: &str) -> [u64; 3] {
    let numbers: Vec<u64> = text.split('.').map(|part| part.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

/// The day number of a date, by the rules of the Gregorian calendar alone.
fn number(date: &str) -> i64 {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let of_year = |year| if is_leap(year) { 366 } else { 365 };
    let february = if is_leap(parts[0]) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: i64 = (1970..parts[0]).map(of_year).sum();
    years + months[..parts[1] as usize - 1].iter().sum::<i64>() + parts[2] - 1
}

fn date(day: i64) -> Date {
    Date(jiff::civil::date(1970, 1, 1).checked_add(day.days()).unwrap())
}

fn text([year, minor, patch]: [u64; 3]) -> String {
    format!("{year}.{minor}.{patch}")
}

fn catalog(published: &Published, withdrawn: &[&str]) -> Catalog {
    let releases = published.iter().map(|(version, day)| {
        serde_json::json!({
            "version": text(*version), "date": date(*day), "kind": "Feature", "summary": "", "breaking": "No",
        })
    });
    let withdrawn = withdrawn
        .iter()
        .map(|version| serde_json::json!({ "version": version, "reason": "" }));
    let file: CatalogFile = serde_json::from_value(serde_json::json!({
        "releases": releases.collect::<Vec<_>>(),
        "withdrawn": withdrawn.collect::<Vec<_>>(),
    }))
    .unwrap();
    Catalog::new(file, Node::new(Value::Absent, None))
}

/// 200 days from before the first release until after the last, on every weekday.
fn days() -> impl Iterator<Item = i64> {
    let (first, last) = (number("2018-09-10"), number("2026-03-01"));
    (0..200).map(move |index| first + index * (last - first) / 199)
}

fn settings(window_reading: WindowReading) -> RepositorySettings {
    RepositorySettings {
        window_reading,
        ..RepositorySettings::default()
    }
}

fn clock<'a>(catalog: &'a Catalog, day: i64, settings: &'a RepositorySettings) -> Clock<'a> {
    let day = date(day);
    Clock {
        catalog,
        settings,
        day,
    }
}

#[test]
fn saas_runs_what_was_published_before_the_last_window() {
    let published = published();
    let catalog = catalog(&published, &["2.2.0", "8.0.0", "8.1.0"]);
    // 1970-01-01 was a Thursday, so the remainder of a Monday's number is 4.
    for (window, remainder) in [(SaasWindow::Monday, 4), (SaasWindow::Thursday, 0)] {
        let mut running = None;
        let mut by_day = std::collections::BTreeMap::new();
        for day in number("2018-09-10")..=number("2026-03-01") {
            if day % 7 == remainder {
                let before = published.iter().filter(|(_, published)| *published < day);
                running = before.map(|(version, _)| *version).max();
            }
            by_day.insert(day, running);
        }
        for day in days() {
            for reading in [WindowReading::Civil, WindowReading::Literal] {
                let settings = settings(reading);
                let found = clock(&catalog, day, &settings)
                    .follows(window)
                    .map(Version::to_string);
                assert_eq!(found, by_day[&day].map(text), "{window:?} {}", date(day));
            }
        }
    }
}

#[test]
fn standing_is_that_of_a_slow_calculation() {
    let published = published();
    let catalog = catalog(&published, &["2.2.0", "8.0.0", "8.1.0"]);
    let mut seen = std::collections::BTreeSet::new();
    for (index, day) in days().enumerate() {
        let terms = Terms {
            window: [0, 14, 60, 400][index % 4],
            support: day + [-30, 0, 300][index % 3],
            until: [None, Some(day - 600), Some(day + 30)][index / 3 % 3],
        };
        for (version, _) in published.iter().skip(index % 5).step_by(5) {
            let settings = settings(WindowReading::Civil);
            let found =
                clock(&catalog, day, &settings).on_prem(Some(&text(*version)), &terms.agreement(*version));
            let expected = slow(&published, *version, day, &terms);
            assert_eq!(found, expected, "{version:?} on {}", date(day));
            seen.insert((found.support, found.deadline.map(|deadline| deadline.end)));
        }
    }
    // Every state with every deadline that it can have came up.
    assert_eq!(seen.len(), 12, "{seen:?}");
}

struct Terms {
    window: i64,
    support: i64,
    until: Option<i64>,
}

impl Terms {
    /// An agreement in which every third feature release has extended support.
    fn agreement(&self, [year, minor, _]: [u64; 3]) -> Agreement {
        let support = ExtendedSupport {
            release: format!("{year}.{}.0", minor / 3 * 3),
            until: date(self.support),
        };
        Agreement {
            reference: "A-1".to_owned(),
            valid_from: date(0),
            valid_until: self.until.map(date),
            upgrade_window_days: u64::try_from(self.window).unwrap(),
            extended_support: vec![support],
        }
    }
}

fn slow(published: &Published, version: [u64; 3], day: i64, terms: &Terms) -> Standing {
    let there: Vec<_> = published
        .iter()
        .filter(|(_, published)| *published <= day)
        .collect();
    let higher: Vec<_> = there.iter().filter(|(other, _)| *other > version).collect();
    let since = higher.iter().map(|(_, published)| *published).min();
    let is_there = there.iter().any(|(other, _)| *other == version);
    let supported = version[1].is_multiple_of(3).then_some(terms.support);
    let (support, end) = match (is_there, since) {
        (false, _) => (Support::Unknown, None),
        (true, None) => (Support::Supported, None),
        (true, Some(since)) => {
            let window = (since + terms.window, End::UpgradeWindow);
            let end = match supported {
                Some(until) if until >= window.0 => (until, End::ExtendedSupport),
                _ => window,
            };
            let support = if supported.is_some_and(|until| until >= day) {
                Support::Extended
            } else if day - since <= terms.window {
                Support::EndOfLife
            } else {
                Support::Overdue
            };
            (support, Some(end))
        }
    };
    let agreed = terms.until.map(|until| (until, End::Agreement));
    let first = match (end, agreed) {
        (Some(end), Some(agreed)) if agreed.0 < end.0 => Some(agreed),
        (end, agreed) => end.or(agreed),
    };
    let parse = |version: [u64; 3]| text(version).parse().unwrap();
    Standing {
        release: is_there.then(|| parse(version)),
        newest: there.iter().map(|(other, _)| *other).max().map(parse),
        features_behind: higher
            .iter()
            .filter(|(other, _)| is_there && other[2] == 0)
            .count(),
        days_behind: since.filter(|_| is_there).map_or(0, |since| (day - since) as u64),
        support,
        deadline: first.map(|(day, end)| Deadline { day: date(day), end }),
        rollout: None,
    }
}

#[test]
fn a_number_that_was_taken_back_is_neither_followed_nor_supported() {
    let day = number;
    let published = vec![
        ([2025, 1, 0], day("2025-01-08")),
        ([2025, 2, 0], day("2025-01-15")),
    ];
    let catalog = catalog(&published, &["2025.2.0"]);
    let settings = settings(WindowReading::Civil);
    let clock = clock(&catalog, day("2025-02-01"), &settings);
    assert_eq!(
        clock.follows(SaasWindow::Monday).map(Version::to_string),
        Some("2025.1.0".to_owned())
    );
    let terms = Terms {
        window: 0,
        support: 0,
        until: None,
    };
    let agreement = terms.agreement([2025, 2, 0]);
    let support = |version| clock.on_prem(Some(version), &agreement).support;
    assert_eq!(support("2025.1.0"), Support::Supported);
    assert_eq!(support("2025.2.0"), Support::Unknown);
    assert_eq!(support("latest"), Support::Unknown);
}

#[test]
fn the_window_after_a_release_brings_it() {
    // 2025-12-17, a Wednesday.
    let published = vec![
        ([2025, 54, 0], number("2025-12-10")),
        ([2025, 55, 0], number("2025-12-17")),
    ];
    let catalog = catalog(&published, &[]);
    let rows = [
        ("2025-12-16", SaasWindow::Monday, "2025.54.0", None),
        ("2025-12-17", SaasWindow::Monday, "2025.54.0", Some("2025-12-22")),
        (
            "2025-12-17",
            SaasWindow::Thursday,
            "2025.54.0",
            Some("2025-12-18"),
        ),
        ("2025-12-18", SaasWindow::Thursday, "2025.55.0", None),
        ("2025-12-21", SaasWindow::Monday, "2025.54.0", Some("2025-12-22")),
        ("2025-12-22", SaasWindow::Monday, "2025.55.0", None),
    ];
    for (day, window, release, rollout) in rows {
        let settings = settings(WindowReading::Civil);
        let standing = clock(&catalog, number(day), &settings).saas(window);
        assert_eq!(
            standing.release.map(|release| release.to_string()).as_deref(),
            Some(release)
        );
        assert_eq!(
            standing.rollout,
            rollout.map(|day| date(number(day))),
            "{day} {window:?}"
        );
    }
}

#[test]
fn the_readings_of_a_repository_decide() {
    // 2025-12-10 is a Wednesday.
    let published = vec![
        ([2025, 54, 0], number("2025-12-03")),
        ([2025, 54, 1], number("2025-12-10")),
        ([2025, 55, 0], number("2025-12-17")),
    ];
    let catalog = catalog(&published, &[]);
    let terms = Terms {
        window: 5,
        support: 0,
        until: None,
    };
    let agreement = terms.agreement([2025, 1, 0]);
    let usual = RepositorySettings::default();
    let feature = RepositorySettings {
        end_of_life_reading: EndOfLifeReading::HigherFeature,
        ..RepositorySettings::default()
    };
    let working = RepositorySettings {
        upgrade_day_reading: DayReading::Working,
        ..RepositorySettings::default()
    };
    let last = RepositorySettings {
        release_reading: ReleaseReading::LastWindow,
        ..RepositorySettings::default()
    };
    let end = |settings: &RepositorySettings, day| {
        let clock = clock(&catalog, number(day), settings);
        let deadline = clock.on_prem(Some("2025.54.0"), &agreement).deadline;
        deadline.map(|deadline| deadline.day.to_string())
    };
    assert_eq!(end(&usual, "2025-12-16").as_deref(), Some("2025-12-15"));
    assert_eq!(end(&working, "2025-12-16").as_deref(), Some("2025-12-17"));
    assert_eq!(end(&feature, "2025-12-16"), None);
    assert_eq!(end(&feature, "2025-12-17").as_deref(), Some("2025-12-22"));
    let counted = |settings: &RepositorySettings| {
        let clock = clock(&catalog, number("2025-12-17"), settings);
        clock.counted(SaasWindow::Monday).map(Version::to_string)
    };
    assert_eq!(counted(&usual).as_deref(), Some("2025.55.0"));
    assert_eq!(counted(&last).as_deref(), Some("2025.54.1"));
}
