//! R9: patches stay compatible.

use std::collections::BTreeSet;

use super::{Entry, entries};
use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentView;
use crate::release::{Breaking, ReleaseKind, Version};
use crate::rules::{Context, Enforcement, Located, Place, Transition, rule};

rule! {
    /// A patch mends its feature release and stays compatible with it. A patch whose notes say that it breaks
    /// something is a warning twice: when its entry comes into the catalog, and when an environment goes to it or
    /// over it. Patches that broke something in the past stay as they are.
    ///
    /// ## Why
    ///
    /// People let patches through without looking, because nothing can happen. The fault is the product's and not
    /// the configuration's; whoever rolls it out has to know.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { version = "2026.1.1", date, kind = Patch, breaking = Yes, summary = "field removed" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { version = "2026.2.0", date, kind = Feature, breaking = Yes, summary = "field removed" }
    /// ```
    R9 = "R9", Stated Warning, "Patches stay compatible with their feature release",
    Enforcement::Change(check)
}

fn check(change: &Transition<'_>) -> Vec<Diagnostic> {
    let Transition { before, after, .. } = change;
    let mut found = published(before, after);
    for environment in after.fleet.environments() {
        let earlier = before.fleet.instances.get(&environment.address.instance);
        let earlier = earlier.and_then(|declared| EnvironmentView::new(declared, environment.address.kind));
        found.extend(earlier.and_then(|earlier| passed(after, &earlier, &environment)));
    }
    found
}

fn is_breaking_patch(entry: &Entry<'_>) -> bool {
    entry.release.kind == ReleaseKind::Patch && entry.release.breaking == Breaking::Yes
}

/// The patches that break something and were not in the catalog before.
fn published(before: &Context<'_>, after: &Context<'_>) -> Vec<Diagnostic> {
    let (Some(old), Some(new)) = (before.catalog, after.catalog) else {
        return Vec::new();
    };
    let old = entries(old);
    let known: BTreeSet<&Version> = old
        .iter()
        .filter(|entry| is_breaking_patch(entry))
        .map(|entry| &entry.version)
        .collect();
    let new_entries = entries(new);
    let coming = new_entries
        .iter()
        .filter(|entry| is_breaking_patch(entry) && !known.contains(&entry.version));
    coming
        .map(|entry| {
            R9.finding(format!(
                "`{}` is a patch, and its notes say that it breaks something",
                entry.version
            ))
            .on(&entry.place(new, "version"), "")
            .expected("a feature release")
            .help("ask whether the notes are right; if they are, tell everybody who lets patches through")
        })
        .collect()
}

/// The patches that break something on the way of an environment to its new release.
fn passed(
    after: &Context<'_>,
    earlier: &EnvironmentView<'_>,
    environment: &EnvironmentView<'_>,
) -> Option<Diagnostic> {
    let (from, to): (Version, Version) = (
        earlier.release()?.parse().ok()?,
        environment.release()?.parse().ok()?,
    );
    let way = after.catalog?.between(&from, &to);
    let breaking: Vec<String> = way
        .into_iter()
        .filter(|(_, release)| release.kind == ReleaseKind::Patch && release.breaking == Breaking::Yes)
        .map(|(version, _)| format!("`{version}`"))
        .collect();
    let verb = match breaking.len() {
        0 => return None,
        1 => "a patch that breaks",
        _ => "patches that break",
    };
    let message = format!(
        "the way from `{from}` to `{to}` has {verb} something: {}",
        breaking.join(", ")
    );
    Some(
        R9.finding(message)
            .on(&Place::in_environment(environment, "release"), "")
            .help("read the notes as those of a feature release"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    /// Only what this rule says of the change.
    fn change(before: &Sample, after: &Sample) -> Vec<String> {
        let found = before.change(after);
        found
            .into_iter()
            .filter(|found| found.contains("patch"))
            .collect()
    }

    const BREAKING: &str = "catalog:releases.4.breaking";

    #[test]
    fn a_patch_that_breaks_something_is_told_when_it_comes() {
        let plain = Sample::new();
        let breaking = Sample::new().set(BREAKING, "Yes");
        let message = "`2025.52.1` is a patch, and its notes say that it breaks something";
        assert_eq!(
            change(&plain, &breaking),
            [format!("warning catalog:releases.4.version: {message}")]
        );
        assert_eq!(change(&breaking, &breaking), [] as [&str; 0]);
        assert_eq!(
            change(&plain, &Sample::new().set("catalog:releases.3.breaking", "Yes")),
            [] as [&str; 0]
        );
    }

    #[test]
    fn an_environment_on_the_way_over_it_is_told() {
        let release = "acme:plan.production.release";
        let breaking = Sample::new().set(BREAKING, "Yes");
        let rows = [
            ("2025.52.0", "2025.54.0", true),
            ("2025.52.0", "2025.52.1", true),
            ("2025.52.1", "2025.54.0", false),
            ("2025.51.0", "2025.52.0", false),
        ];
        for (from, to, told) in rows {
            let (before, after) = (
                breaking.clone().set(release, from),
                breaking.clone().set(release, to),
            );
            let message = format!(
                "warning acme:plan.production.release: the way from `{from}` to `{to}` has a patch that breaks \
                 something: `2025.52.1`"
            );
            assert_eq!(change(&before, &after), Vec::from_iter(told.then_some(message)));
        }
    }

    #[test]
    fn the_kind_decides_and_not_the_number() {
        assert!(matches!(R9.enforcement, Enforcement::Change(_)));
        let after = Sample::new()
            .set(BREAKING, "Yes")
            .set("catalog:releases.4.kind", "Feature");
        assert_eq!(change(&Sample::new(), &after), [] as [&str; 0]);
    }
}
