//! R13: a release at its end of life runs inside the upgrade window only.

use std::collections::BTreeMap;

use super::is_usable;
use crate::diagnostic::Diagnostic;
use crate::model::{Agreement, Date, EnvironmentView};
use crate::release::{Clock, Version, extended_support};
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
    let Some(clock) = context.clock() else {
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
                .or_insert_with_key(|version| End::of(clock, version));
            let end = end.as_ref();
            found.extend(end.and_then(|end| end.judge(&environment, &plan.agreement)));
        }
    }
    found
}

/// The end of life of a release, reached by the day of judgement.
struct End<'a> {
    clock: Clock<'a>,
    version: Version,
    since: Date,
    successor: &'a Version,
}

impl<'a> End<'a> {
    /// `None` for the newest release, and for what is no release: of that R10 speaks.
    fn of(clock: Clock<'a>, version: &Version) -> Option<Self> {
        is_usable(clock.catalog, version, clock.day).then_some(())?;
        let (since, successor) = clock.end_of_life(version)?;
        Some(Self {
            clock,
            version: version.clone(),
            since,
            successor,
        })
    }

    fn judge(&self, environment: &EnvironmentView<'_>, agreement: &Agreement) -> Option<Diagnostic> {
        let (version, since, successor) = (&self.version, self.since, self.successor);
        let window = agreement.upgrade_window_days;
        let counting = self.clock.settings.upgrade_day_reading;
        let overdue = counting.between(since, self.clock.day);
        let support = extended_support(agreement, &version.feature());
        if overdue <= window || support.is_some_and(|until| until >= self.clock.day) {
            return None;
        }
        let message = format!(
            "`{version}` has been at its end of life for {}, and the agreement allows {}",
            count(overdue, counting.noun()),
            count(window, counting.noun())
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
            .clock
            .catalog
            .newest(self.clock.day)
            .map_or(self.successor, |(newest, _)| newest);
        let ended = support.map_or(String::new(), |until| format!("; it ended on {until}"));
        format!(
            "go forward to `{newest}`, the newest release, or agree on extended support for `{}`{ended}",
            self.version.feature()
        )
    }

    /// The lowest release that is still inside a window of so many days.
    fn lowest(&self, window: u64) -> &Version {
        let Clock {
            catalog,
            settings,
            day,
        } = self.clock;
        let is_inside = |version: &Version| {
            let end = self.clock.end_of_life(version);
            end.is_none_or(|(since, _)| settings.upgrade_day_reading.between(since, day) <= window)
        };
        let usable = catalog.iter().rev().map(|(version, _)| version);
        let mut usable = usable.filter(|version| is_usable(catalog, version, day));
        let mut lowest = self.successor;
        while let Some(version) = usable.next().filter(|version| is_inside(version)) {
            lowest = version;
        }
        lowest
    }
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

    #[test]
    fn the_readings_of_the_repository_decide_when_a_window_is_over() {
        use crate::model::{DayReading, EndOfLifeReading};

        // 2025-12-03 is a Wednesday.
        let sample = Sample::new()
            .set("acme:plan.staging", serde_json::Value::Null)
            .set("acme:plan.production.release", "2025.52.0")
            .set("acme:plan.agreement.upgradeWindowDays", 20);
        let message = |days: &str| {
            format!("error acme:plan.production.release: `2025.52.0` has been at its end of life for {days}")
        };
        let any = [message("28 days, and the agreement allows 20 days")];
        assert_eq!(sample.findings(&R13), any);
        let working = sample
            .clone()
            .settings(|settings| settings.upgrade_day_reading = DayReading::Working);
        assert_eq!(working.findings(&R13), [] as [&str; 0]);
        let short = working.set("acme:plan.agreement.upgradeWindowDays", 19);
        let days = message("20 working days, and the agreement allows 19 working days");
        assert_eq!(short.findings(&R13), [days]);
        // Its own patch of the day after does not count.
        let feature =
            sample.settings(|settings| settings.end_of_life_reading = EndOfLifeReading::HigherFeature);
        assert_eq!(feature.findings(&R13), [] as [&str; 0]);
    }

    #[test]
    fn what_needs_no_extended_support_depends_on_what_ends_a_life() {
        use crate::model::EndOfLifeReading;
        use crate::rules::release::R14;

        let sample = Sample::new()
            .releases(&[("2025.54.0", "2025-12-10"), ("2025.54.1", "2025-12-11")])
            .set("acme:plan.agreement.extendedSupport.0.release", "2025.54.0");
        assert_eq!(sample.findings(&R14), [] as [&str; 0]);
        let feature =
            sample.settings(|settings| settings.end_of_life_reading = EndOfLifeReading::HigherFeature);
        assert_eq!(
            feature.findings(&R14),
            [
                "error acme:plan.agreement.extendedSupport.0.release: `2025.54.0` is the newest release and needs no \
              extended support"
            ]
        );
    }
}
