//! When the environments of a plan can be rolled out, by what was agreed for each and as the gate will ask for it.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::Review;
use super::sheet::NAME;
use super::text::{counted, line};
use crate::change::{Action, EnvironmentChange};
use crate::gate::{Demand, rolls_out, schedule, tally, views};
use crate::model::{Date, EnvironmentKind};
use crate::release::{Moment, Stretch};

/// The next time at which an environment can be rolled out, judged from the end of the plan's day.
#[derive(Clone, Debug)]
pub(super) struct Turn<'a> {
    pub(super) environment: &'a EnvironmentChange,
    /// What has to happen before: what both sides ask for.
    pub(super) demand: Demand,
    /// Whether that is more than the environment is to ask for from then on.
    eased: bool,
    /// How many approvals of the change there are already.
    given: u64,
    /// Whether staging has to run the release first, and gets it by the same plan.
    pub(super) soaks: bool,
    /// The day by which everything else has to have happened.
    ready: Date,
    /// Whether rollouts are kept to a window.
    pub(super) windowed: bool,
    /// From when until when; `None` if there is no such time in ten years.
    slot: Option<Stretch>,
    /// Whether it has to wait for a freeze or for staging, though no window holds it back.
    waits: bool,
    /// The zone by whose clock it is told.
    zone: String,
}

/// Every environment that comes or changes, in the order of rollouts: staging first, then by the first instant.
pub(super) fn turns<'a>(review: &Review<'a>) -> Vec<Turn<'a>> {
    let plan = review.plan;
    let comes =
        |environment: &&EnvironmentChange| environment.action != Action::Delete && rolls_out(environment);
    let is_staging = |environment: &&EnvironmentChange| environment.address.kind == EnvironmentKind::Staging;
    let (staging, production): (Vec<_>, Vec<_>) =
        plan.environments.iter().filter(comes).partition(is_staging);
    let mut turns: Vec<Turn<'_>> = staging
        .into_iter()
        .map(|environment| Turn::new(environment, review, None))
        .collect();
    // By instance, since the plan has its environments by address.
    let first = |environment: &EnvironmentChange| {
        let instance = |turn: &Turn<'_>| turn.environment.address.instance.clone();
        let at = turns.binary_search_by_key(&environment.address.instance, instance);
        at.ok().map(|at| turns[at].clone())
    };
    let last: Vec<Turn<'_>> = production
        .into_iter()
        .map(|environment| Turn::new(environment, review, first(environment).as_ref()))
        .collect();
    turns.extend(last);
    turns.sort_by_key(|turn| {
        let start = turn.slot.map(|slot| slot.start);
        (turn.environment.is_production(), start, &turn.environment.address)
    });
    turns
}

impl<'a> Turn<'a> {
    /// The turn of an environment; `staging` is that of the staging environment beside it.
    fn new(environment: &'a EnvironmentChange, review: &Review<'a>, staging: Option<&Turn<'_>>) -> Self {
        let plan = review.plan;
        let [before, after] = views(environment, review.fleets);
        let demand = Demand::between(before.as_ref(), after.as_ref());
        let told = |demand: &Demand| conditions(demand, 0, moves_release(environment));
        let eased = after
            .as_ref()
            .is_some_and(|after| told(&Demand::of(after)) != told(&demand));
        let days = demand.soak_days;
        let first = staging.filter(|staging| moves_release(staging.environment));
        let first = first.filter(|_| days > 0 && moves_release(environment));
        let zone = crate::release::day_zone(plan.reading);
        let day = |instant: Timestamp| Date(zone.to_datetime(instant).date());
        let ready = match first {
            Some(staging) => staging
                .slot
                .map_or(staging.ready, |slot| day(slot.start).max(staging.ready))
                .plus_days(days),
            None => plan.as_of,
        };
        let schedule = schedule(environment, review.fleets);
        let after =
            Moment::day(ready, plan.reading).map(|moment| moment.last + SignedDuration::from_nanos(1));
        let slot = schedule
            .as_ref()
            .zip(after)
            .and_then(|(schedule, after)| schedule.next(after));
        Self {
            environment,
            given: {
                let judged = (plan.as_of, None);
                tally(plan, environment, review.fleets, judged).counted.len() as u64
            },
            demand,
            eased,
            soaks: first.is_some(),
            ready,
            windowed: schedule
                .as_ref()
                .is_some_and(|schedule| schedule.window.is_some()),
            slot,
            waits: first.is_some() || slot.map(|slot| slot.start) != after,
            zone: schedule.map_or_else(
                || plan.reading.zone().to_owned(),
                |schedule| schedule.zone().to_owned(),
            ),
        }
    }

    /// When it starts at the earliest; `None` if at once or never.
    pub(super) fn start(&self) -> Option<Timestamp> {
        self.slot
            .filter(|_| self.windowed || self.waits)
            .map(|slot| slot.start)
    }

    /// When its window is over; `None` without one.
    pub(super) fn end(&self) -> Option<Timestamp> {
        self.slot.filter(|_| self.windowed).map(|slot| slot.end)
    }

    /// When, in words: `Tue 2026-01-06 08:00-11:00 Europe/Berlin (07:00-10:00 UTC), after 2 approvals`.
    pub(super) fn describe(&self) -> String {
        let when = match self.slot {
            None => "never, since no time is open".to_owned(),
            Some(slot) if self.windowed => spoken(&slot, &self.zone),
            Some(slot) if self.waits => format!("from {}", local(slot.start, &self.zone).date()),
            Some(_) => "at once".to_owned(),
        };
        match conditions(&self.demand, self.given, moves_release(self.environment)) {
            None => when,
            Some(conditions) if self.eased => {
                format!("{when}, after {conditions}, as asked for before this change")
            }
            Some(conditions) => format!("{when}, after {conditions}"),
        }
    }
}

/// Whether the environment gets another release.
pub(super) fn moves_release(environment: &EnvironmentChange) -> bool {
    let mut changes = environment.changes.iter();
    environment.action == Action::Update && changes.any(|change| change.path.fields() == ["release"])
}

/// What has to happen first: `2 approvals (change-advisory-board) and 7 days in staging`; nothing if nothing has to.
fn conditions(demand: &Demand, given: u64, moves_release: bool) -> Option<String> {
    let roles: Vec<String> = demand.roles.iter().map(|role| line(role, NAME)).collect();
    let roles = match roles.is_empty() {
        true => String::new(),
        false => format!(" ({})", roles.join(", ")),
    };
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let needed = demand.approvals;
    let approvals = (needed > 0).then(|| match given {
        0 => format!("{}{roles}", counted(number(needed), "approval")),
        given => format!("approvals: {given} of {needed}{roles}"),
    });
    let soaks = moves_release && demand.staging && demand.soak_days > 0;
    let days = soaks.then(|| format!("{} in staging", counted(number(demand.soak_days), "day")));
    let parts: Vec<String> = approvals.into_iter().chain(days).collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

fn local(instant: Timestamp, zone: &str) -> jiff::civil::DateTime {
    // A zone that nobody knows has no window that opens; then it is told by UTC.
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(instant)
}

/// A stretch of a day by its own clock and by UTC.
fn spoken(slot: &Stretch, zone: &str) -> String {
    let hours = |zone: &str| {
        let clock = |instant| local(instant, zone).strftime("%H:%M").to_string();
        format!("{}-{}", clock(slot.start), clock(slot.end))
    };
    let day = local(slot.start, zone).strftime("%a %Y-%m-%d").to_string();
    format!(
        "{day} {} {} ({} UTC)",
        hours(zone),
        line(zone, NAME),
        hours("UTC")
    )
}
