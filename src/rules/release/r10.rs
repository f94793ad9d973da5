//! R10: only a published release may be run.

use super::{Mention, is_usable, mentions};
use crate::diagnostic::Diagnostic;
use crate::model::Date;
use crate::release::{Catalog, Version};
use crate::rules::{Context, Enforcement, Located, quote, rule};

rule! {
    /// A release that an environment runs, or that an agreement supports beyond its end of life, is in the
    /// catalog, was published on or before the day of judgement, and was not taken back.
    ///
    /// ## Why
    ///
    /// Every release has published notes. A number without them was never built, is not finished, or was
    /// withdrawn because something was wrong with it; a rollout to it fails, or worse, succeeds.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with release = "2023.42.0"
    /// ```
    ///
    /// The year 2023 ended with `2023.28.0`.
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with release = "2023.28.0"
    /// ```
    R10 = "R10", Stated Error, "A release that is named is published and not taken back",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = context.catalog else {
        return Vec::new();
    };
    let mentions = mentions(context);
    mentions
        .iter()
        .filter_map(|mention| judge(catalog, context.as_of, mention))
        .collect()
}

fn judge(catalog: &Catalog, day: Date, mention: &Mention<'_>) -> Option<Diagnostic> {
    let version: Version = mention.text.parse().ok()?;
    let (message, text) = if let Some(withdrawn) = catalog.withdrawn(&version) {
        let message = format!("`{version}` was taken back: {}", quote(&withdrawn.reason));
        (message, "a withdrawn number".to_owned())
    } else {
        match catalog.release(&version) {
            None => (
                format!("there is no release `{version}`"),
                "not in the catalog".to_owned(),
            ),
            Some(release) if release.date > day => {
                let message = format!("`{version}` is not published before {}", release.date);
                (message, format!("judged as of {day}"))
            }
            Some(_) => return None,
        }
    };
    let finding = R10
        .finding(message)
        .on(&mention.place, text)
        .expected(format!("a release of the catalog, published by {day}"));
    Some(match advice(catalog, &version, day) {
        Some(advice) => finding.help(advice),
        None => finding,
    })
}

/// The releases that may have been meant.
fn advice(catalog: &Catalog, version: &Version, day: Date) -> Option<String> {
    let (newest, _) = catalog.newest(day)?;
    let newest = format!("the newest release is `{newest}`");
    // A number that was taken back was no slip of the pen: only its own feature release is near.
    let withdrawn = catalog.withdrawn(version).is_some();
    let is_meant = |near: &&Version| !withdrawn || near.feature() == version.feature();
    let meant = nearest_release(catalog, version, day).filter(is_meant);
    Some(match meant {
        Some(nearest) => format!("`{nearest}` is the nearest that exists; {newest}"),
        None => newest,
    })
}

/// The release that was probably meant by a number that is none: the last patch of the same feature release, else the number that differs in one or two characters.
pub fn nearest_release<'a>(catalog: &'a Catalog, version: &Version, day: Date) -> Option<&'a Version> {
    let usable = || {
        let versions = catalog.iter().map(|(version, _)| version);
        versions.filter(|version| is_usable(catalog, version, day))
    };
    let sibling = usable().rfind(|usable| usable.feature() == version.feature());
    let text = version.to_string();
    sibling.or_else(|| {
        let distances = usable()
            .rev()
            .map(|usable| (distance(&text, &usable.to_string()), usable));
        let close = distances.filter(|(distance, _)| *distance <= 2);
        close
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, usable)| usable)
    })
}

/// The Levenshtein distance of two short texts.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, to) in right.bytes().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    fn check(release: &str, expected: Option<(&str, &str)>) {
        let sample = Sample::new().set("acme:plan.production.release", release);
        let found = sample.diagnostics(&R10);
        let shown = found
            .first()
            .map(|found| (found.message.as_str(), found.help.as_deref().unwrap_or("")));
        assert_eq!(shown, expected, "{release}");
    }

    #[test]
    fn a_number_that_was_never_published_names_the_nearest() {
        let rows = [
            (
                "2025.52.7",
                "`2025.52.1` is the nearest that exists; the newest release is `2025.55.0`",
            ),
            (
                "2025.56.0",
                "`2025.55.0` is the nearest that exists; the newest release is `2025.55.0`",
            ),
            (
                "2023.42.0",
                "`2025.52.0` is the nearest that exists; the newest release is `2025.55.0`",
            ),
            ("7.176.0", "the newest release is `2025.55.0`"),
        ];
        for (release, help) in rows {
            check(release, Some((&format!("there is no release `{release}`"), help)));
        }
    }

    #[test]
    fn a_withdrawn_number_says_why() {
        check(
            "2025.49.1",
            Some((
                "`2025.49.1` was taken back: `published by mistake`",
                "`2025.49.0` is the nearest that exists; the newest release is `2025.55.0`",
            )),
        );
    }

    #[test]
    fn a_release_of_tomorrow_is_not_published() {
        let sample = Sample::new().judged("2025-12-16");
        assert_eq!(
            sample.findings(&R10),
            ["error acme:plan.staging.release: `2025.55.0` is not published before 2025-12-17"]
        );
        assert_eq!(Sample::new().judged("2025-12-17").findings(&R10), [] as [&str; 0]);
    }

    #[test]
    fn extended_support_names_published_releases_only() {
        let sample = Sample::new().set("acme:plan.agreement.extendedSupport.0.release", "2025.5.0");
        assert_eq!(
            sample.everything(),
            ["R10 error acme:plan.agreement.extendedSupport.0.release: there is no release `2025.5.0`"]
        );
    }

    #[test]
    fn nothing_is_said_without_a_catalog() {
        let sample = Sample::new().set("acme:plan.production.release", "2023.42.0");
        assert_eq!(sample.without_catalog(), [] as [&str; 0]);
    }

    #[test]
    fn distance_counts_single_characters() {
        let rows = [
            ("2025.5.0", "2025.5.0", 0),
            ("2025.5.0", "2025.50.0", 1),
            ("2052.5.0", "2025.5.0", 2),
        ];
        for (left, right, expected) in rows {
            assert_eq!(distance(left, right), expected, "{left} {right}");
        }
    }
}
