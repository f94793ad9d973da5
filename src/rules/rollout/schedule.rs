//! A rollout is possible before support ends.

use jiff::SignedDuration;

use crate::diagnostic::Diagnostic;
use crate::gate::Demand;
use crate::model::{Date, EnvironmentKind, EnvironmentView, OnPrem, Plan};
use crate::release::{Catalog, Clock, Deadline, End, Moment, Schedule};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// A schedule has to leave a way to the next release before the present one is out of support. It does not
    ///
    /// - when no window opens between the day of judgement and the last day of upgrade window or extended support, or
    ///   freezes cover all that do;
    /// - when staging would have to run a release for longer than the agreement lets production stay behind it, or for
    ///   longer than is left;
    /// - when days in staging are asked for, and there is no staging environment: that gate never opens.
    ///
    /// The last is an error, the rest are warnings.
    ///
    /// ## Why
    ///
    /// Each of window, freeze, gate and agreement is sensible by itself. Whether they leave room for each other is
    /// found out on the day on which they do not.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Gate::{ approvals = 2, roles = [ "owner" ], soakDays = 30 }
    /// -- with `upgradeWindowDays = 14` in the agreement
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Gate::{ approvals = 2, roles = [ "owner" ], soakDays = 2 }
    /// ```
    SCHEDULE = "model/schedule", Derived Error, "A rollout is possible before support ends",
    Enforcement::Snapshot(check),
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        for environment in declared.environments() {
            let demand = Demand::of(&environment);
            found.extend(without_staging(&environment, &demand));
            found.extend(longer_than_window(&environment, plan, &demand));
            let Some((catalog, deadline)) = context.catalog.and_then(|catalog| {
                let deadline = deadline(context, catalog, &environment)?;
                Some((catalog, deadline))
            }) else {
                continue;
            };
            let shut = shut(context, &environment, deadline);
            found.extend(shut.or_else(|| too_late(context, catalog, (&environment, &demand), deadline)));
        }
    }
    found
}

fn without_staging(environment: &EnvironmentView<'_>, demand: &Demand) -> Option<Diagnostic> {
    let days = i128::from(demand.soak_days);
    (demand.soak_days > 0 && !demand.staging).then(|| {
        SCHEDULE
            .finding(format!(
                "the gate asks for {} in staging, and there is no staging",
                count(days, "day")
            ))
            .on(&Place::in_environment(environment, "rollout.soakDays"), "")
            .expected("0, or a staging environment")
    })
}

fn longer_than_window(
    environment: &EnvironmentView<'_>,
    plan: &OnPrem,
    demand: &Demand,
) -> Option<Diagnostic> {
    let window = plan.agreement.upgrade_window_days;
    if !demand.staging || demand.soak_days <= window {
        return None;
    }
    let agreed = Place::in_instance(environment.declared, "plan.agreement.upgradeWindowDays");
    let message = format!(
        "a release has to run in staging for {}, and production may stay behind it for {}",
        count(demand.soak_days, "day"),
        count(window, "day")
    );
    Some(
        SCHEDULE
            .warning(message)
            .on(&Place::in_environment(environment, "rollout.soakDays"), "")
            .beside(&agreed, "the upgrade window")
            .expected(format!("{window} or less")),
    )
}

/// The day on which support of what an environment runs ends, if that is still to come.
fn deadline(context: &Context<'_>, catalog: &Catalog, environment: &EnvironmentView<'_>) -> Option<Deadline> {
    let clock = Clock {
        catalog,
        settings: &context.fleet.settings,
        day: context.as_of,
    };
    let deadline = clock.standing(environment).deadline?;
    match deadline.end {
        End::UpgradeWindow | End::ExtendedSupport => Some(deadline),
        End::Agreement => None,
    }
    .filter(|deadline| deadline.day >= context.as_of)
}

/// No time for a rollout is left until the deadline.
fn shut(context: &Context<'_>, environment: &EnvironmentView<'_>, deadline: Deadline) -> Option<Diagnostic> {
    let reading = context.fleet.settings.window_reading;
    let schedule = Schedule::of(context.fleet, environment);
    let from = Moment::day(context.as_of, reading)?.start;
    let until = Moment::day(deadline.day, reading)?.last + SignedDuration::from_nanos(1);
    let slots = schedule.slots(from, until);
    if slots.iter().any(|slot| !slot.open.is_empty()) {
        return None;
    }
    let ends = format!("before the {} ends on {}", deadline.end.as_str(), deadline.day);
    let place = Place::in_environment(environment, "rollout");
    let Some(freeze) = slots.iter().find_map(|slot| slot.freezes.first()) else {
        let message = format!("no window opens from {} on {ends}", context.as_of);
        let help = "roll out by an agreed exception, choose another window, or have support extended";
        return Some(SCHEDULE.warning(message).on(&place, "").help(help));
    };
    let index = context
        .fleet
        .settings
        .freezes
        .iter()
        .position(|known| known == *freeze);
    let frozen = Place::in_settings(context.fleet, &format!("freezes.{}", index.unwrap_or(0)));
    Some(
        SCHEDULE
            .warning(format!("freezes leave no time for a rollout {ends}"))
            .on(&place, "")
            .beside(&frozen, format!("frozen until {}", freeze.until))
            .help("take the environment out of the freeze, or roll out before it"),
    )
}

/// A release that came to staging now would not have run there for long enough by the deadline, and none does yet.
fn too_late(
    context: &Context<'_>,
    catalog: &Catalog,
    (environment, demand): (&EnvironmentView<'_>, &Demand),
    deadline: Deadline,
) -> Option<Diagnostic> {
    let Plan::OnPrem(_) = environment.declared.instance.plan else {
        return None;
    };
    let plan = &environment.declared.instance.plan;
    let tried = plan
        .release(EnvironmentKind::Staging)
        .filter(|_| demand.staging)?;
    let ready: Date = context.as_of.plus_days(demand.soak_days);
    let (newest, _) = catalog.newest(context.as_of)?;
    if Some(tried) != environment.release() || ready <= deadline.day {
        return None;
    }
    let message = format!(
        "`{newest}` would have run in staging for {} on {ready}, and the {} ends on {}",
        count(demand.soak_days, "day"),
        deadline.end.as_str(),
        deadline.day
    );
    Some(
        SCHEDULE
            .warning(message)
            .on(&Place::in_environment(environment, "rollout.soakDays"), "")
            .help("roll staging forward now, and agree on fewer days or on longer support"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::{Sample, window};

    const GATE: &str = "acme:plan.production.rollout";

    fn gate(soak_days: u64, window: Value) -> Value {
        json!({ "Gate": { "approvals": 1, "roles": ["owner"], "soakDays": soak_days, "window": window } })
    }

    fn freeze(until: &str) -> Value {
        json!({ "from": "2025-12-01", "until": until, "reason": "holidays", "scope": ["acme/production"] })
    }

    /// Production runs `2025.54.0`, which may stay until 31 December, and is judged by 18 December.
    fn check(sample: &Sample, expected: &[&str]) {
        assert_eq!(sample.findings(&SCHEDULE), expected);
    }

    #[test]
    fn a_window_opens_before_support_ends() {
        let tuesday = Sample::new().set(GATE, gate(2, window("19:00:00", "Europe/Berlin")));
        check(&tuesday, &[]);
        check(&tuesday.clone().judged("2025-12-30"), &[]);
        check(
            &tuesday.judged("2025-12-31"),
            &[
                "warning acme:plan.production.rollout: no window opens from 2025-12-31 on before the upgrade \
                 window ends on 2025-12-31",
            ],
        );
    }

    #[test]
    fn freezes_leave_time_before_support_ends() {
        let told = "warning acme:plan.production.rollout: freezes leave no time for a rollout before the upgrade \
                    window ends on 2025-12-31";
        check(&Sample::new().freeze(freeze("2025-12-31")), &[told]);
        check(&Sample::new().freeze(freeze("2025-12-30")), &[]);
        let tuesday = || Sample::new().set(GATE, gate(2, window("19:00:00", "Europe/Berlin")));
        check(&tuesday().freeze(freeze("2025-12-30")), &[told]);
        check(&tuesday().freeze(freeze("2025-12-29")), &[]);
    }

    #[test]
    fn days_in_staging_can_be_had() {
        check(&Sample::new().set(GATE, gate(14, Value::Null)), &[]);
        check(
            &Sample::new().set(GATE, gate(15, Value::Null)),
            &[
                "warning acme:plan.production.rollout.soakDays: a release has to run in staging for 15 days, and \
                 production may stay behind it for 14 days",
            ],
        );
        let alone = Sample::new().set("acme:plan.staging", Value::Null);
        check(
            &alone.clone().set(GATE, gate(2, Value::Null)),
            &[
                "error acme:plan.production.rollout.soakDays: the gate asks for 2 days in staging, and there is no staging",
            ],
        );
        check(&alone.set(GATE, gate(0, Value::Null)), &[]);
    }

    #[test]
    fn what_is_tried_now_is_ready_before_support_ends() {
        let same = Sample::new().set("acme:plan.staging.release", "2025.54.0");
        check(&same.clone().set(GATE, gate(13, Value::Null)), &[]);
        check(
            &same.set(GATE, gate(14, Value::Null)),
            &[
                "warning acme:plan.production.rollout.soakDays: `2025.55.0` would have run in staging for 14 days on \
                 2026-01-01, and the upgrade window ends on 2025-12-31",
            ],
        );
    }
}
