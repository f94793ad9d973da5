//! R10: only a published release may be run.

use std::collections::BTreeMap;

use super::{Mention, is_usable, mentions};
use crate::diagnostic::Diagnostic;
use crate::model::Date;
use crate::release::{Catalog, Version};
use crate::rules::near::distance;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// A release that an environment runs, or that an agreement supports beyond its end of life, is in the
    /// catalog, was published on or before the day of judgement, and was not taken back.
    ///
    /// Of a number that is named in four places or more and is not in the catalog it is said once, at the catalog.
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
    let absent = absent(catalog, &mentions);
    let mut found: Vec<Diagnostic> = Vec::new();
    for mention in &mentions {
        match absent.get(mention.text) {
            Some(of_catalog) if of_catalog.len() >= MANY => {
                // Told once, where the first of them stands.
                if std::ptr::eq(of_catalog[0], mention) {
                    found.push(missing_entry(catalog, context.as_of, of_catalog));
                }
            }
            _ => found.extend(judge(catalog, context.as_of, mention)),
        }
    }
    found
}

/// How many places name a release that is not in the catalog until it is the catalog that is likely to be wrong.
const MANY: usize = 4;

/// The places of each number that is neither in the catalog nor taken back.
fn absent<'m>(catalog: &Catalog, mentions: &'m [Mention<'m>]) -> BTreeMap<&'m str, Vec<&'m Mention<'m>>> {
    let mut absent: BTreeMap<&str, Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in mentions {
        let version = mention.text.parse::<Version>();
        let is_absent =
            |version: &Version| catalog.release(version).is_none() && catalog.withdrawn(version).is_none();
        if version.as_ref().is_ok_and(is_absent) {
            absent.entry(mention.text).or_default().push(mention);
        }
    }
    absent
}

/// A number that many name and the catalog does not have.
fn missing_entry(catalog: &Catalog, day: Date, mentions: &[&Mention<'_>]) -> Diagnostic {
    let (text, number) = (mentions[0].text, mentions.len());
    let version: Version = text.parse().expect("only what is a number is absent");
    let finding = R10
        .finding(format!(
            "the catalog has no release `{text}`, and {number} places name it"
        ))
        .on(&Place::in_catalog(catalog, "releases"), "")
        .beside(&mentions[0].place, "the first of them")
        .expected(format!("an entry for `{text}`, or another release in each place"));
    let near = nearest_release(catalog, &version, day);
    match near {
        Some(near) => finding.help(format!(
            "if `{near}` is meant, one of the two numbers is mistyped"
        )),
        None => finding,
    }
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
    fn what_many_name_and_the_catalog_misses_is_told_once() {
        let sample = |places: usize| {
            let mut sample = Sample::new();
            for folder in ["a", "b", "c", "d"].into_iter().take(places) {
                let set = format!("{folder}:id");
                sample = sample.copy("acme", folder).set(&set, folder);
                let release = format!("{folder}:plan.production.release");
                sample = sample.set(&release, "2025.45.0");
                let staging = format!("{folder}:plan.staging");
                sample = sample.set(&staging, serde_json::Value::Null);
            }
            sample.findings(&R10)
        };
        assert_eq!(sample(3).len(), 3);
        assert_eq!(
            sample(4),
            ["error catalog:releases: the catalog has no release `2025.45.0`, and 4 places name it"]
        );
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
}
