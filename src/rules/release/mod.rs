//! Rules of releases: their numbers, their catalog, and how long they may run.

mod r05;
mod r06;
mod r07;
mod r08;
mod r09;
mod r10;
mod r11;
mod r12;
mod r13;
mod r14;
mod r41;

pub use r10::nearest_release;

pub(super) use {
    r05::R5, r06::R6, r07::R7, r08::R8, r09::R9, r10::R10, r11::R11, r12::R12, r13::R13, r14::R14, r41::R41,
};

use std::collections::BTreeSet;

use super::{Context, Place};
use crate::model::Date;
use crate::release::{Catalog, Release, Version};

/// An identifier of a release where somebody wrote it down.
struct Mention<'a> {
    place: Place,
    text: &'a str,
}

/// The releases that instances name: to run, or to have supported beyond their end of life.
fn mentions<'a>(context: &Context<'a>) -> Vec<Mention<'a>> {
    let mut mentions = Vec::new();
    for (declared, plan) in context.on_prem() {
        for environment in declared.environments() {
            let place = Place::in_environment(&environment, "release");
            mentions.extend(environment.release().map(|text| Mention { place, text }));
        }
        for (index, support) in plan.agreement.extended_support.iter().enumerate() {
            let path = format!("plan.agreement.extendedSupport.{index}.release");
            let place = Place::in_instance(declared, &path);
            mentions.push(Mention {
                place,
                text: &support.release,
            });
        }
    }
    mentions
}

/// An entry of the catalog whose number can be read.
struct Entry<'a> {
    index: usize,
    version: Version,
    release: &'a Release,
}

impl Entry<'_> {
    fn place(&self, catalog: &Catalog, label: &str) -> Place {
        Place::in_catalog(catalog, &format!("releases.{}.{label}", self.index))
    }
}

/// The entries of the catalog whose number can be read, in the order in which they are written.
fn entries(catalog: &Catalog) -> Vec<Entry<'_>> {
    let releases = catalog.file.releases.iter().enumerate();
    releases
        .filter_map(|(index, release)| {
            let version = release.version.parse().ok()?;
            Some(Entry {
                index,
                version,
                release,
            })
        })
        .collect()
}

/// The numbers that are no gap though they are no entry: those that were taken back, and those of entries whose
/// number has a slip, of which R5 speaks.
fn accounted(catalog: &Catalog) -> BTreeSet<Version> {
    let withdrawn = catalog.file.withdrawn.iter().map(|withdrawn| &withdrawn.version);
    let releases = catalog.file.releases.iter().map(|release| &release.version);
    let misspelt = releases.filter(|text| text.parse::<Version>().is_err());
    let texts = withdrawn.chain(misspelt);
    texts
        .filter_map(|text| text.parse().ok().or_else(|| r05::mend(text)))
        .collect()
}

/// Whether a release may be run on `day`: published by then, and not taken back.
fn is_usable(catalog: &Catalog, version: &Version, day: Date) -> bool {
    let published = catalog
        .release(version)
        .is_some_and(|release| release.date <= day);
    published && catalog.withdrawn(version).is_none()
}

/// The numbers that are missing, as a message names them.
fn missing(numbers: std::ops::Range<u64>, name: impl Fn(u64) -> String) -> String {
    match numbers.end - numbers.start {
        1 => format!("`{}` is missing", name(numbers.start)),
        _ => format!(
            "`{}` to `{}` are missing",
            name(numbers.start),
            name(numbers.end - 1)
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::fixture::Sample;

    #[test]
    fn the_irregularities_of_the_real_history_are_no_findings() {
        let sample = Sample::new()
            .releases(&[
                ("2.0.1", "2018-09-18"),
                ("2.0.2", "2018-09-20"),
                ("2.1.1", "2018-09-27"),
                ("3.0.0", "2018-10-11"),
                ("7.6.0", "2020-02-07"),
                ("7.6.1", "2020-02-14"),
                ("7.6.3", "2020-02-17"),
                ("7.174.0", "2023-05-24"),
                ("7.176.0", "2023-06-07"),
                ("2023.1.0", "2023-06-14"),
                ("2023.2.0", "2023-06-14"),
                ("2023.1.1", "2023-06-15"),
                ("2024.1.0", "2024-01-03"),
            ])
            .set("catalog:withdrawn.0.version", "8.1.0")
            .set("acme:plan.production.release", "2024.1.0")
            .set("acme:plan.staging.release", "2024.1.0")
            .set("acme:plan.agreement.extendedSupport", serde_json::json!([]));
        assert_eq!(sample.everything(), [] as [&str; 0]);
    }

    #[test]
    fn the_real_history_breaks_no_rule() {
        let catalog = include_str!("../../../examples/fleet/releases/catalog.dhall");
        let field = |line: &'static str, label: &str| {
            let (_, rest) = line.split_once(&format!("{label} = "))?;
            rest.trim_start_matches('"').split(['"', ',']).next()
        };
        let lines = catalog.lines();
        let releases: Vec<_> = lines
            .filter_map(|line| Some((field(line, "version")?, field(line, "date")?)))
            .collect();
        assert!(releases.len() > 460 && releases.contains(&("2025.55.0", "2025-12-17")));
        let sample = Sample::new()
            .releases(&releases)
            .set("catalog:withdrawn.0.version", "8.1.0");
        assert_eq!(sample.everything(), [] as [&str; 0]);
    }
}
