//! R13: a release at its end of life runs inside the upgrade window only.

use std::collections::BTreeMap;

use super::is_usable;
use crate::diagnostic::Diagnostic;
use crate::model::{Agreement, Date, EnvironmentView};
use crate::release::{Catalog, Version, extended_support};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// From the day on which a higher number is published, an environment may stay on its release for as many
    /// days as the agreement's `upgradeWindowDays` says. After that it has to move on, unless the agreement
    /// grants extended support for its feature release that has not ended yet.
    ///
    /// The newest release is never at its end of life, and extended support of a feature release covers its
    /// patches.
    ///
    /// ## Why
    ///
    /// Only the newest release gets fixes. The window is the time that a customer has for approving the next
    /// one; an environment beyond it runs without fixes and without support.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- on 2025-12-18, with an `upgradeWindowDays` of 30 and 2025.41.0 published in September
    /// production with release = "2025.40.0"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with release = "2025.55.0"
    /// ```
    ///
    /// Or, when it was agreed with the customer:
    ///
    /// ```dhall
    /// agreement with extendedSupport = [ { release = "2025.40.0", until = 2026-03-31 } ]
    /// ```
    R13 = "R13", Stated Error, "A release at its end of life runs inside the upgrade window only",
    Enforcement::Snapshot(check),
    ["Agreement"] => ["upgradeWindowDays", "upgradeWindow", "upgradeDays", "gracePeriod"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = context.catalog else {
        return Vec::new();
    };
    // Most environments of a fleet run one of few releases.
    let mut ends = BTreeMap::new();
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        for environment in declared.environments() {
            let Some(version) = environment.release().and_then(|text| text.parse().ok()) else {
                continue;
            };
            let end = ends
                .entry(version)
                .or_insert_with_key(|version| End::of(catalog, version, context.as_of));
            let end = end.as_ref();
            found.extend(end.and_then(|end| end.judge(&environment, &plan.agreement)));
        }
    }
    found
}

/// The end of life of a release, reached by the day of judgement.
struct End<'a> {
    catalog: &'a Catalog,
    day: Date,
    version: Version,
    since: Date,
    successor: &'a Version,
}

impl<'a> End<'a> {
    /// `None` for the newest release, and for what is no release: of that R10 speaks.
    fn of(catalog: &'a Catalog, version: &Version, day: Date) -> Option<Self> {
        is_usable(catalog, version, day).then_some(())?;
        let (since, successor) = catalog.end_of_life(version, day)?;
        Some(Self {
            catalog,
            day,
            version: version.clone(),
            since,
            successor,
        })
    }

    fn judge(&self, environment: &EnvironmentView<'_>, agreement: &Agreement) -> Option<Diagnostic> {
        let (version, since, successor) = (&self.version, self.since, self.successor);
        let window = agreement.upgrade_window_days;
        let overdue = days(since, self.day);
        let support = extended_support(agreement, &version.feature());
        if overdue <= window || support.is_some_and(|until| until >= self.day) {
            return None;
        }
        let message = format!(
            "`{version}` has been at its end of life for {}, and the agreement allows {}",
            count(overdue, "day"),
            count(window, "day")
        );
        let place = Place::in_environment(environment, "release");
        let agreed = Place::in_instance(environment.declared, "plan.agreement.upgradeWindowDays");
        Some(
            R13.finding(message)
                .on(
                    &place,
                    format!("at its end of life since {since}, when `{successor}` came out"),
                )
                .beside(&agreed, "the upgrade window")
                .expected(format!("`{}` or higher", self.lowest(window)))
                .help(self.help(support)),
        )
    }

    fn help(&self, support: Option<Date>) -> String {
        let newest = self
            .catalog
            .newest(self.day)
            .map_or(self.successor, |(newest, _)| newest);
        let ended = support.map_or(String::new(), |until| format!("; it ended on {until}"));
        format!(
            "go forward to `{newest}`, the newest release, or agree on extended support for `{}`{ended}",
            self.version.feature()
        )
    }

    /// The lowest release that is still inside a window of so many days.
    fn lowest(&self, window: u64) -> &Version {
        let mut lowest = self.successor;
        let mut end: Option<Date> = None;
        for (version, release) in self.catalog.iter().rev() {
            if !is_usable(self.catalog, version, self.day) {
                continue;
            }
            if end.is_some_and(|end| days(end, self.day) > window) {
                break;
            }
            lowest = version;
            end = Some(end.map_or(release.date, |end| end.min(release.date)));
        }
        lowest
    }
}

/// The days from `from` until `to`; 0 if it lies behind.
fn days(from: Date, to: Date) -> u64 {
    u64::try_from(from.days_until(to)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};

    const RELEASE: &str = "acme:plan.production.release";
    const WINDOW: &str = "acme:plan.agreement.upgradeWindowDays";
    const SUPPORT: &str = "acme:plan.agreement.extendedSupport";

    #[test]
    fn the_window_closes_after_its_last_day() {
        // `2025.53.0` came out on 3 December, 15 days before the day of judgement.
        let late = "error acme:plan.production.release: `2025.52.1` has been at its end of life for 15 days, and \
                    the agreement allows 14 days";
        let rows: &[Row<'_>] = &[
            (&[(RELEASE, json!("2025.52.1"))], &[late]),
            (&[(RELEASE, json!("2025.52.1")), (WINDOW, json!(15))], &[]),
            (&[(RELEASE, json!("2025.53.0"))], &[]),
            (&[(RELEASE, json!("2025.55.0")), (WINDOW, json!(0))], &[]),
        ];
        check_rows(&R13, rows);
    }

    #[test]
    fn extended_support_covers_the_patches_of_its_feature_release_until_it_ends() {
        let support = |release, until| (SUPPORT, json!([{ "release": release, "until": until }]));
        let late = "error acme:plan.production.release: `2025.52.1` has been at its end of life for 15 days, and \
                    the agreement allows 14 days";
        let rows: &[Row<'_>] = &[
            (
                &[(RELEASE, json!("2025.52.1")), support("2025.52.0", "2025-12-18")],
                &[],
            ),
            (
                &[(RELEASE, json!("2025.52.1")), support("2025.52.0", "2025-12-17")],
                &[late],
            ),
            (
                &[(RELEASE, json!("2025.52.1")), support("2025.51.0", "2026-12-17")],
                &[late],
            ),
        ];
        check_rows(&R13, rows);
    }

    #[test]
    fn it_says_since_when_why_and_what_to_do() {
        let found = &Sample::new().set(RELEASE, "2025.51.0").diagnostics(&R13)[0];
        let primary = found.primary.as_ref().map(|label| label.text.as_str());
        assert_eq!(
            primary,
            Some("at its end of life since 2025-11-19, when `2025.52.0` came out")
        );
        assert_eq!(found.expected.as_deref(), Some("`2025.53.0` or higher"));
        assert_eq!(
            found.help.as_deref(),
            Some(
                "go forward to `2025.55.0`, the newest release, or agree on extended support for `2025.51.0`"
            )
        );
    }

    #[test]
    fn a_withdrawn_successor_ends_nothing() {
        let sample = Sample::new()
            .set(RELEASE, "2025.55.0")
            .set(WINDOW, 0)
            .set("catalog:withdrawn.0.version", "2025.56.0");
        assert_eq!(sample.findings(&R13), [] as [&str; 0]);
    }
}
