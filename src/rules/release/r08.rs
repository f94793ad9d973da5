//! R8: a patch belongs to a feature release, and its number grows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, accounted, entries, missing};
use crate::diagnostic::Diagnostic;
use crate::release::{Catalog, ReleaseKind, Version};
use crate::rules::{Context, Enforcement, Located, rule};

rule! {
    /// The third number counts the patches of one feature release: 0 is the feature release itself, 1 its first
    /// patch. A patch is published after what it mends, never before, and the kind in the catalog agrees with
    /// the number. A patch for an older feature release may come after a newer one.
    ///
    /// A number that is skipped is only a warning. Gaps and patches without a feature release before 2023 are
    /// history, and nothing is said about them.
    ///
    /// ## Why
    ///
    /// A patch promises to mend and to add nothing, compared with its feature release. Without one there is
    /// nothing that this promise could be held to.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// [ { version = "2026.1.1", date = 2026-01-08, kind = Patch, breaking = No, summary = "" } ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// [ { version = "2026.1.0", date = 2026-01-07, kind = Feature, breaking = No, summary = "" }
    /// , { version = "2026.1.1", date = 2026-01-08, kind = Patch, breaking = No, summary = "" }
    /// ]
    /// ```
    R8 = "R8", Stated Error, "A patch belongs to an existing feature release and follows its other patches",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = context.catalog else {
        return Vec::new();
    };
    let entries = entries(catalog);
    let mut found: Vec<_> = entries.iter().filter_map(|entry| kind(catalog, entry)).collect();
    let mut lines: BTreeMap<Version, BTreeMap<u64, &Entry<'_>>> = BTreeMap::new();
    for entry in &entries {
        let line = lines.entry(entry.version.feature()).or_default();
        line.entry(entry.version.patch()).or_insert(entry);
    }
    let gone = accounted(catalog);
    for (feature, line) in &lines {
        if feature.is_by_year() {
            found.extend(gaps(catalog, &gone, line));
        }
        found.extend(disorder(catalog, line));
    }
    found
}

fn kind(catalog: &Catalog, entry: &Entry<'_>) -> Option<Diagnostic> {
    let version = &entry.version;
    let (is, expected) = match (version.is_feature(), entry.release.kind) {
        (true, ReleaseKind::Patch) => (
            "the number of a feature release, but is listed as a patch",
            "Feature",
        ),
        (false, ReleaseKind::Feature) => (
            "the number of a patch, but is listed as a feature release",
            "Patch",
        ),
        (true, ReleaseKind::Feature) | (false, ReleaseKind::Patch) => return None,
    };
    Some(
        R8.finding(format!("`{version}` has {is}"))
            // A kind is a name that many entries share; the entry is where its number stands.
            .on(&entry.place(catalog, "version"), "")
            .expected(format!("the kind `{expected}`")),
    )
}

/// Patches of one feature release with nothing before them that they could follow.
fn gaps(catalog: &Catalog, gone: &BTreeSet<Version>, line: &BTreeMap<u64, &Entry<'_>>) -> Vec<Diagnostic> {
    let Some(feature) = line.values().next().map(|entry| entry.version.feature()) else {
        return Vec::new();
    };
    let name = |patch| format!("{}.{}.{patch}", feature.year(), feature.minor());
    let is_gone = |patch: u64| {
        let version = Version::from_numbers(feature.year(), feature.minor(), patch);
        version.is_some_and(|version| gone.contains(&version))
    };
    let mut found = Vec::new();
    let mut next = 0;
    for (patch, entry) in line {
        let begin = (next..*patch).find(|patch| !is_gone(*patch));
        next = patch.saturating_add(1);
        let Some(begin) = begin else { continue };
        let place = entry.place(catalog, "version");
        if begin == 0 {
            let message = format!(
                "`{}` is a patch of `{feature}`, which is not in the catalog",
                entry.version
            );
            let help = format!("add `{feature}`, or correct the number");
            found.push(R8.finding(message).on(&place, "").help(help));
        } else {
            let message = format!("{} before `{}`", missing(begin..*patch, name), entry.version);
            let help = "list a number that was taken back under `withdrawn`";
            found.push(R8.warning(message).on(&place, "").help(help));
        }
    }
    found
}

/// Patches of one feature release that were published before a lower number.
fn disorder(catalog: &Catalog, line: &BTreeMap<u64, &Entry<'_>>) -> Vec<Diagnostic> {
    let pairs = line.values().zip(line.values().skip(1));
    let early = pairs.filter(|(lower, patch)| patch.release.date < lower.release.date);
    early
        .map(|(lower, patch)| {
            let (version, date) = (&patch.version, patch.release.date);
            let message = format!(
                "`{version}` was published on {date}, before `{}`, which it follows",
                lower.version
            );
            R8.finding(message)
                .on(&patch.place(catalog, "date"), "")
                .beside(&lower.place(catalog, "date"), format!("`{}`", lower.version))
                .expected(format!("{} or later", lower.release.date))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    fn check(releases: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(
            Sample::new().releases(releases).findings(&R8),
            expected,
            "{releases:?}"
        );
    }

    #[test]
    fn a_patch_needs_its_feature_release() {
        check(
            &[("2026.1.1", "2026-01-08")],
            &[
                "error catalog:releases.0.version: `2026.1.1` is a patch of `2026.1.0`, which is not in the \
               catalog",
            ],
        );
        check(&[("2026.1.0", "2026-01-07"), ("2026.1.1", "2026-01-08")], &[]);
        check(
            &[
                ("2.0.1", "2018-09-18"),
                ("7.6.0", "2020-02-10"),
                ("7.6.3", "2020-02-17"),
            ],
            &[],
        );
    }

    #[test]
    fn a_skipped_patch_only_warns() {
        check(
            &[("2025.13.0", "2025-03-28"), ("2025.13.3", "2025-03-31")],
            &[
                "warning catalog:releases.1.version: `2025.13.1` to `2025.13.2` are missing before `2025.13.3`",
            ],
        );
    }

    #[test]
    fn a_withdrawn_patch_is_not_skipped() {
        let sample = Sample::new()
            .releases(&[("2025.49.0", "2025-10-29"), ("2025.49.2", "2025-10-31")])
            .set("catalog:withdrawn.0.version", "2025.49.1");
        assert_eq!(sample.findings(&R8), [] as [&str; 0]);
    }

    #[test]
    fn the_kind_agrees_with_the_number() {
        let rows = [
            (
                "catalog:releases.0.kind",
                "Patch",
                "error catalog:releases.0.version: `2025.49.0` has the number of a feature release, but is listed \
                 as a patch",
            ),
            (
                "catalog:releases.4.kind",
                "Feature",
                "error catalog:releases.4.version: `2025.52.1` has the number of a patch, but is listed as a \
                 feature release",
            ),
        ];
        for (path, kind, expected) in rows {
            assert_eq!(Sample::new().set(path, kind).findings(&R8), [expected]);
        }
    }

    #[test]
    fn a_patch_comes_after_what_it_mends() {
        check(
            &[("2025.13.0", "2025-03-28"), ("2025.13.1", "2025-03-27")],
            &[
                "error catalog:releases.1.date: `2025.13.1` was published on 2025-03-27, before `2025.13.0`, \
               which it follows",
            ],
        );
        check(&[("2025.13.0", "2025-03-28"), ("2025.13.1", "2025-03-28")], &[]);
    }

    #[test]
    fn a_patch_of_an_older_line_may_come_late() {
        check(
            &[
                ("2025.13.0", "2025-03-28"),
                ("2025.14.0", "2025-04-02"),
                ("2025.13.1", "2025-05-01"),
            ],
            &[],
        );
    }
}
