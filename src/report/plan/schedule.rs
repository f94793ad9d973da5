//! When the environments of a plan can be rolled out, by what was agreed for each.

use jiff::tz::TimeZone;

use super::sheet::NAME;
use super::text::{counted, line};
use crate::change::{Action, EnvironmentChange, Plan};
use crate::model::{Date, EnvironmentKind, Gate};
use crate::release::{Opening, opening_after};

/// The next time at which an environment can be rolled out, judged from the end of the plan's day.
#[derive(Clone, Debug)]
pub(super) struct Turn<'a> {
    pub(super) environment: &'a EnvironmentChange,
    /// Whether staging has to run the release first, and gets it by the same plan.
    pub(super) soaks: bool,
    /// The day by which everything else has to have happened.
    pub(super) ready: Date,
    /// The opening of its window; `None` if it has no window, or one that never opens.
    pub(super) opening: Option<Opening>,
}

/// Every environment that comes or changes, in the order of rollouts: staging first, then by the first instant.
pub(super) fn turns(plan: &Plan) -> Vec<Turn<'_>> {
    let comes = |environment: &&EnvironmentChange| environment.action != Action::Delete;
    let staging = |environment: &&EnvironmentChange| environment.address.kind == EnvironmentKind::Staging;
    let (staging, production): (Vec<_>, Vec<_>) = plan.environments.iter().filter(comes).partition(staging);
    let mut turns: Vec<Turn<'_>> = staging
        .into_iter()
        .map(|environment| Turn::new(environment, plan.as_of, None))
        .collect();
    // By instance, since the plan has its environments by address.
    let first = |environment: &EnvironmentChange| {
        let instance = |turn: &Turn<'_>| turn.environment.address.instance.clone();
        let at = turns.binary_search_by_key(&environment.address.instance, instance);
        at.ok().map(|at| turns[at].clone())
    };
    let last: Vec<Turn<'_>> = production
        .into_iter()
        .map(|environment| Turn::new(environment, plan.as_of, first(environment).as_ref()))
        .collect();
    turns.extend(last);
    turns.sort_by_key(|turn| {
        let start = turn.opening.map(|opening| opening.start);
        (
            turn.environment.is_production(),
            turn.ready,
            start,
            &turn.environment.address,
        )
    });
    turns
}

impl<'a> Turn<'a> {
    /// The turn of an environment; `staging` is that of the staging environment beside it.
    fn new(environment: &'a EnvironmentChange, as_of: Date, staging: Option<&Turn<'_>>) -> Self {
        let days = environment.profile.gate.as_ref().map_or(0, |gate| gate.soak_days);
        let first = staging.filter(|staging| moves_release(staging.environment));
        let first = first.filter(|_| days > 0 && moves_release(environment));
        let ready = match first {
            Some(staging) => staging
                .opening
                .map_or(staging.ready, |opening| opening.day)
                .plus_days(days),
            None => as_of,
        };
        let window = environment.profile.window.as_ref();
        Self {
            environment,
            soaks: first.is_some(),
            ready,
            opening: window.and_then(|window| opening_after(window, ready)),
        }
    }

    /// When, in words: `Tue 2026-01-06 08:00-11:00 Europe/Berlin (07:00-10:00 UTC), after 2 approvals`.
    pub(super) fn describe(&self) -> String {
        let profile = &self.environment.profile;
        let when = match (&self.opening, &profile.window) {
            (Some(opening), Some(window)) => spoken(opening, &window.zone),
            (None, Some(_)) => "never, since its window does not open".to_owned(),
            (_, None) if self.soaks => format!("from {}", self.ready),
            (_, None) => "at once".to_owned(),
        };
        match &profile.gate {
            None => when,
            Some(gate) => format!(
                "{when}, after {}",
                conditions(gate, moves_release(self.environment))
            ),
        }
    }
}

/// Whether the environment gets another release.
pub(super) fn moves_release(environment: &EnvironmentChange) -> bool {
    let mut changes = environment.changes.iter();
    environment.action == Action::Update && changes.any(|change| change.path.fields() == ["release"])
}

/// What a gate asks for: `2 approvals (change-advisory-board) and 7 days in staging`.
pub(super) fn conditions(gate: &Gate, moves_release: bool) -> String {
    let roles: Vec<String> = gate.roles.iter().map(|role| line(role, NAME)).collect();
    let roles = match roles.is_empty() {
        true => String::new(),
        false => format!(" ({})", roles.join(", ")),
    };
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let mut text = format!("{}{roles}", counted(number(gate.approvals), "approval"));
    if moves_release && gate.soak_days > 0 {
        text += &format!(" and {} in staging", counted(number(gate.soak_days), "day"));
    }
    text
}

/// An opening by its own clock and by UTC.
fn spoken(opening: &Opening, zone: &str) -> String {
    let Ok(local) = TimeZone::get(zone) else {
        return opening.day.to_string();
    };
    let hours = |zone: &TimeZone| {
        let clock = |instant| zone.to_datetime(instant).strftime("%H:%M").to_string();
        format!("{}-{}", clock(opening.start), clock(opening.end))
    };
    let (day, date) = (opening.day.0.strftime("%a"), opening.day);
    let (here, utc) = (hours(&local), hours(&TimeZone::UTC));
    format!("{day} {date} {here} {} ({utc} UTC)", line(zone, NAME))
}
