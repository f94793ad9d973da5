//! R7: the number of the feature release grows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, accounted, entries, missing};
use crate::diagnostic::Diagnostic;
use crate::release::{Catalog, Version};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// Within a year, feature releases are numbered 1, 2, 3, ... in the order of publication, in which the
    /// catalog lists them. No number is given twice, and there is no number 0.
    ///
    /// A number that is skipped is only a warning: it may have been taken back, and then it belongs in the
    /// catalog's list of withdrawn numbers. Nothing is said about gaps of the numbering before 2023, and a
    /// catalog may begin anywhere. Several releases on one day are in order.
    ///
    /// ## Why
    ///
    /// The highest number is the newest release: SaaS instances run it, and every other is at its end of life.
    /// A number out of order would move the fleet to the wrong release.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// [ { version = "2025.55.0", date = 2025-12-10, kind = Feature, breaking = No, summary = "" }
    /// , { version = "2025.54.0", date = 2025-12-17, kind = Feature, breaking = No, summary = "" }
    /// ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// [ { version = "2025.54.0", date = 2025-12-10, kind = Feature, breaking = No, summary = "" }
    /// , { version = "2025.55.0", date = 2025-12-17, kind = Feature, breaking = No, summary = "" }
    /// ]
    /// ```
    R7 = "R7", Stated Error, "The second number grows by one with each feature release of a year",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = context.catalog else {
        return Vec::new();
    };
    let (unique, mut found) = duplicates(catalog);
    let features: Vec<_> = unique.iter().filter(|entry| entry.version.is_feature()).collect();
    found.extend(zeros(catalog, &features));
    found.extend(disorder(catalog, &features));
    found.extend(gaps(catalog, &features));
    found
}

/// The first entry of each number, and findings about the others.
fn duplicates(catalog: &Catalog) -> (Vec<Entry<'_>>, Vec<Diagnostic>) {
    let mut first: BTreeMap<Version, usize> = BTreeMap::new();
    let mut unique = Vec::new();
    let mut found = Vec::new();
    for entry in entries(catalog) {
        let Some(index) = first.get(&entry.version) else {
            first.insert(entry.version.clone(), entry.index);
            unique.push(entry);
            continue;
        };
        let earlier = Place::in_catalog(catalog, &format!("releases.{index}.version"));
        found.push(
            R7.finding(format!("`{}` is in the catalog twice", entry.version))
                .on(&entry.place(catalog, "version"), "the second time")
                .beside(&earlier, "the first time, which counts")
                .help("remove one of the two, or correct its number"),
        );
    }
    (unique, found)
}

fn zeros(catalog: &Catalog, features: &[&Entry<'_>]) -> Vec<Diagnostic> {
    let zeros = features
        .iter()
        .filter(|entry| entry.version.is_by_year() && entry.version.minor() == 0);
    zeros
        .map(|entry| {
            let first = format!("{}.1.0", entry.version.year());
            R7.finding(format!("`{}` has the number 0 in its year", entry.version))
                .on(&entry.place(catalog, "version"), "")
                .expected(format!("`{first}` as the first feature release of the year"))
        })
        .collect()
}

/// Feature releases that stand below one with a higher number or a later day.
fn disorder(catalog: &Catalog, features: &[&Entry<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut highest: Option<&Entry<'_>> = None;
    for entry in features.iter().copied() {
        let Some(before) = highest else {
            highest = Some(entry);
            continue;
        };
        let (version, date) = (&entry.version, entry.release.date);
        let (last, day) = (&before.version, before.release.date);
        let (message, help) = if version > last && date >= day {
            highest = Some(entry);
            continue;
        } else if version > last {
            (
                format!("`{version}` was published on {date}, before the lower number `{last}` on {day}"),
                "correct the number or the day, whichever is wrong".to_owned(),
            )
        } else if date < day {
            (
                format!("`{version}` stands below `{last}`, which was published after it"),
                "list releases in the order of publication".to_owned(),
            )
        } else {
            (
                format!("`{version}` was published after `{last}`, and its number is lower"),
                format!("a feature release after `{last}` has a higher number"),
            )
        };
        found.push(
            R7.finding(message)
                .on(&entry.place(catalog, "version"), "")
                .beside(&before.place(catalog, "version"), format!("published on {day}"))
                .help(help),
        );
    }
    found
}

fn gaps(catalog: &Catalog, features: &[&Entry<'_>]) -> Vec<Diagnostic> {
    let gone = accounted(catalog);
    let listed = || features.iter().map(|entry| &entry.version);
    let known: BTreeSet<Version> = listed()
        .chain(&gone)
        .filter(|version| version.is_feature() && version.minor() > 0)
        .cloned()
        .collect();
    // A catalog may begin anywhere, but only once.
    let first = listed().min();
    let gap = |entry: &Entry<'_>| {
        let (version, year) = (&entry.version, entry.version.year());
        if !version.is_by_year() || Some(version) == first {
            return None;
        }
        let lower = known
            .range::<Version, _>(..version)
            .next_back()
            .filter(|lower| lower.year() == year);
        let begin = lower.map_or(1, |lower| lower.minor() + 1);
        let what = (begin < version.minor())
            .then(|| missing(begin..version.minor(), |minor| format!("{year}.{minor}.0")))?;
        Some(
            R7.warning(format!("{what} before `{version}`"))
                .on(&entry.place(catalog, "version"), "")
                .help("list a number that was taken back under `withdrawn`"),
        )
    };
    features.iter().filter_map(|entry| gap(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    fn check(releases: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(
            Sample::new().releases(releases).findings(&R7),
            expected,
            "{releases:?}"
        );
    }

    #[test]
    fn a_lower_number_after_a_higher_one_is_found() {
        check(
            &[("2025.55.0", "2025-12-10"), ("2025.54.0", "2025-12-17")],
            &[
                "error catalog:releases.1.version: `2025.54.0` was published after `2025.55.0`, and its number is \
               lower",
            ],
        );
    }

    #[test]
    fn an_entry_in_the_wrong_line_is_told_from_a_wrong_number() {
        check(
            &[("2025.55.0", "2025-12-17"), ("2025.54.0", "2025-12-10")],
            &[
                "error catalog:releases.1.version: `2025.54.0` stands below `2025.55.0`, which was published \
               after it",
            ],
        );
    }

    #[test]
    fn a_higher_number_of_an_earlier_day_is_found() {
        check(
            &[("2025.54.0", "2025-12-17"), ("2025.55.0", "2025-12-10")],
            &[
                "error catalog:releases.1.version: `2025.55.0` was published on 2025-12-10, before the lower \
               number `2025.54.0` on 2025-12-17",
            ],
        );
    }

    #[test]
    fn numbers_begin_at_one() {
        check(
            &[("2025.0.0", "2025-01-08"), ("2025.1.0", "2025-01-15")],
            &["error catalog:releases.0.version: `2025.0.0` has the number 0 in its year"],
        );
    }

    #[test]
    fn a_number_given_twice_is_found_even_for_a_patch() {
        check(
            &[
                ("2025.1.0", "2025-01-08"),
                ("2025.1.1", "2025-01-09"),
                ("2025.1.1", "2025-01-09"),
            ],
            &["error catalog:releases.2.version: `2025.1.1` is in the catalog twice"],
        );
    }

    #[test]
    fn a_skipped_number_only_warns() {
        check(
            &[("2025.55.0", "2025-12-10"), ("2025.57.0", "2025-12-17")],
            &["warning catalog:releases.1.version: `2025.56.0` is missing before `2025.57.0`"],
        );
        check(
            &[("2024.56.0", "2024-12-30"), ("2025.3.0", "2025-01-17")],
            &["warning catalog:releases.1.version: `2025.1.0` to `2025.2.0` are missing before `2025.3.0`"],
        );
    }

    #[test]
    fn a_withdrawn_number_is_not_skipped() {
        let sample = Sample::new()
            .releases(&[("2025.55.0", "2025-12-10"), ("2025.57.0", "2025-12-17")])
            .set("catalog:withdrawn.0.version", "2025.56.0");
        assert_eq!(sample.findings(&R7), [] as [&str; 0]);
    }

    #[test]
    fn several_releases_on_a_day_and_late_patches_are_in_order() {
        check(
            &[
                ("2025.54.0", "2025-12-10"),
                ("2025.55.0", "2025-12-10"),
                ("2025.54.1", "2025-12-11"),
                ("2025.56.0", "2025-12-11"),
            ],
            &[],
        );
    }
}
