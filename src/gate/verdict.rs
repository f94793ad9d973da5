//! The answer of a gate, environment by environment.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::tally::name;
use super::{Check, Evidence, Predicate, Tally, tally, views};
use crate::change::{Action, Digest, EnvironmentChange, Plan, Weakening};
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::{EnvironmentAddress, EnvironmentKind, EnvironmentView, Fleet, Rollout};
use crate::release::{Catalog, Clock, Moment, Schedule, Stretch, Support};

/// What a gate is asked.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// What changes.
    pub plan: &'a Plan,
    /// The side before.
    pub before: &'a Fleet,
    /// The side after.
    pub after: &'a Fleet,
    /// The releases that the side after knows.
    pub catalog: Option<&'a Catalog>,
    /// What was found wrong with the side after and with the change.
    pub findings: &'a Diagnostics,
    /// What the history says.
    pub evidence: &'a Evidence,
    /// When.
    pub moment: Moment,
}

/// Whether the change of an environment may be rolled out.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// The environment.
    pub address: EnvironmentAddress,
    /// Whether it comes, changes or goes.
    pub action: Action,
    /// The digest of its change.
    pub digest: Digest,
    /// Every question with its answer, in order.
    pub checks: Vec<Check>,
    /// Its approvals.
    pub tally: Tally<'a>,
    /// The first time that its window and the freezes leave open, if it is not open now.
    pub next: Option<Stretch>,
    /// The zone of its window, for telling times.
    pub zone: String,
}

impl Verdict<'_> {
    /// Whether everything is so.
    pub fn is_open(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// The verdicts on the environments of a change that `wanted` picks, by address. An environment in which only freezes
/// change has nothing to roll out and gets none.
pub fn judge<'a>(question: &Question<'a>, wanted: impl Fn(&EnvironmentAddress) -> bool) -> Vec<Verdict<'a>> {
    let changed = question.plan.environments.iter();
    changed
        .filter(|change| change.is_in(&wanted) && rolls_out(change))
        .map(|change| Asked::new(question, change).verdict())
        .collect()
}

/// When the change of an environment may be rolled out: by the side after, if it is there, and by the side before where
/// the change weakens that. `None` if neither side has the environment.
pub fn schedule<'a>(change: &EnvironmentChange, fleets: [&'a Fleet; 2]) -> Option<Schedule<'a>> {
    let [before, after] = views(change, fleets);
    let before = before.map(|view| Schedule::of(fleets[0], &view));
    let after = after.map(|view| Schedule::of(fleets[1], &view));
    let (mut now, before) = match (after, before) {
        (Some(after), Some(before)) => (after, before),
        (one, other) => return one.or(other),
    };
    for freeze in &before.freezes {
        if !now.freezes.contains(freeze) {
            now.freezes.push(freeze);
        }
    }
    let weaker = |weakening| {
        matches!(
            weakening,
            Weakening::WindowDropped | Weakening::WindowWidened | Weakening::GateDropped
        )
    };
    if before.window.is_some() && change.guardrails().any(weaker) {
        now.window = before.window;
    }
    Some(now)
}

/// Whether anything changes beside what people decide by, which is not in what is deployed.
pub fn rolls_out(change: &EnvironmentChange) -> bool {
    let beside = |fields: &[&str]| matches!(fields.first(), Some(&("freezes" | "isolation")));
    change.changes.iter().any(|change| !beside(&change.path.fields()))
}

/// The change of one environment, and what is asked about it.
struct Asked<'q, 'a> {
    question: &'q Question<'a>,
    change: &'q EnvironmentChange,
    before: Option<EnvironmentView<'a>>,
    after: Option<EnvironmentView<'a>>,
}

impl<'q, 'a> Asked<'q, 'a> {
    fn new(question: &'q Question<'a>, change: &'q EnvironmentChange) -> Self {
        let [before, after] = views(change, [question.before, question.after]);
        Self {
            question,
            change,
            before,
            after,
        }
    }

    fn verdict(&self) -> Verdict<'a> {
        let question = self.question;
        let (before, after) = (question.before, question.after);
        let tally = tally(
            question.plan,
            self.change,
            [before, after],
            (question.moment.day, Some(question.evidence)),
        );
        let schedules = self.schedules();
        let checks = vec![
            self.configuration(),
            self.release(),
            approvals(&tally),
            self.staging_first(&tally),
            self.window(&schedules),
            self.freeze(&schedules),
        ];
        let closed = checks
            .iter()
            .any(|check| !check.passed && matches!(check.predicate, Predicate::Window | Predicate::Freeze));
        let next = schedules.first().filter(|_| closed);
        Verdict {
            address: self.change.address.clone(),
            action: self.change.action,
            digest: question.plan.digest_of_one(&self.change.address),
            zone: schedules
                .first()
                .map_or("UTC", |schedule| schedule.zone())
                .to_owned(),
            next: next.and_then(|schedule| schedule.next(question.moment.start)),
            checks,
            tally,
        }
    }

    fn schedules(&self) -> Vec<Schedule<'a>> {
        let fleets = [self.question.before, self.question.after];
        schedule(self.change, fleets).into_iter().collect()
    }

    fn configuration(&self) -> Check {
        let errors = self.question.findings.iter();
        let mut errors = errors.filter(|finding| finding.severity == Severity::Error);
        let concerns = |address: Option<&str>| match address {
            None => true,
            Some(address) => self.is_about(address),
        };
        match errors.find(|finding| concerns(finding.address.as_deref())) {
            None => Check::new(Predicate::Configuration, true, "no error concerns it"),
            Some(error) => Check::new(
                Predicate::Configuration,
                false,
                format!("{}: {}", error.code, error.message),
            ),
        }
    }

    /// Whether a finding at an address says something about this environment: it is not at another one.
    fn is_about(&self, address: &str) -> bool {
        let own = &self.change.address;
        let id = address.split(['/', '.']).next().unwrap_or_default();
        let rest = address.strip_prefix(id).unwrap_or_default();
        let other = match own.kind {
            EnvironmentKind::Production => "/staging",
            EnvironmentKind::Staging => "/production",
        };
        let known = |fleet: &Fleet| fleet.instances.contains_key(id);
        match id == own.instance || id == self.change.former().instance {
            true => !(rest == other || rest.starts_with(&format!("{other}."))),
            false => !known(self.question.before) && !known(self.question.after),
        }
    }

    fn release(&self) -> Check {
        let check = |passed, reason: String| Check::new(Predicate::Release, passed, reason);
        let Some(after) = &self.after else {
            return check(true, "the environment goes".to_owned());
        };
        let Some(catalog) = self.question.catalog else {
            return check(
                false,
                "there is no catalog that says which releases there are".to_owned(),
            );
        };
        let clock = Clock {
            catalog,
            settings: &self.question.after.settings,
            day: self.question.moment.day,
        };
        if let Rollout::Saas(_) = after.rollout() {
            return match catalog.newest(clock.day) {
                Some((newest, _)) => check(true, format!("plan SaaS runs the newest, `{newest}`")),
                None => check(false, "no release is there yet".to_owned()),
            };
        }
        let standing = clock.standing(after);
        let written = after.release().unwrap_or_default();
        match standing.support {
            Support::Supported => check(true, format!("`{written}` is the newest")),
            Support::Extended => check(true, format!("`{written}` has extended support")),
            Support::EndOfLife => {
                let until = standing.deadline.map_or_else(String::new, |deadline| {
                    format!(", and the {} ends on {}", deadline.end.as_str(), deadline.day)
                });
                check(true, format!("`{written}` may still run{until}"))
            }
            Support::Unknown => check(
                false,
                format!("`{written}` is no release that may run on {}", clock.day),
            ),
            Support::Overdue => check(
                false,
                format!("`{written}` is overdue: upgrade window and support are over"),
            ),
        }
    }

    fn staging_first(&self, tally: &Tally<'_>) -> Check {
        let check = |passed, reason: String| Check::new(Predicate::StagingFirst, passed, reason);
        let release = self.after.as_ref().and_then(EnvironmentView::release);
        let before = self.before.as_ref().and_then(EnvironmentView::release);
        // The history knows staging by the name that it had.
        let (demand, id) = (&tally.demand, &self.change.former().instance);
        let Some(release) = release.filter(|_| self.change.address.kind == EnvironmentKind::Production)
        else {
            return check(true, "it is not asked of this environment".to_owned());
        };
        if before == Some(release) {
            return check(true, format!("the release stays `{release}`"));
        }
        if !demand.staging {
            let reason = match demand.soak_days {
                0 => "there is no staging environment".to_owned(),
                days => format!(
                    "{} in staging are asked for, and there is no staging",
                    days_of(days)
                ),
            };
            return check(demand.soak_days == 0, reason);
        }
        let trial = self.question.evidence.trials.get(id).cloned().unwrap_or_default();
        let instant = self.question.moment.start;
        let asked = demand.soak_days;
        let Some(run) = trial.longest(release, instant) else {
            let cut = if trial.cut_off {
                "; the history is cut off, so fetch all of it"
            } else {
                ""
            };
            return check(
                false,
                format!("the main line never had `{release}` in staging{cut}"),
            );
        };
        let wanted = SignedDuration::from_hours(24 * i64::try_from(asked).unwrap_or(i64::MAX / 24));
        let lasted = run.lasted(instant);
        let since = format!("since {} (`{}`)", second(run.since), run.commit);
        if lasted >= wanted {
            return check(
                true,
                format!("staging had `{release}` for {}, {since}", rough(lasted)),
            );
        }
        let until = match run.until {
            None => run.since.checked_add(wanted).map_or_else(
                |_| String::new(),
                |enough| format!("; long enough from {} on", second(enough)),
            ),
            Some(_) => "; by now it runs another release".to_owned(),
        };
        check(
            false,
            format!(
                "staging had `{release}` for {} of {}, {since}{until}",
                rough(lasted),
                days_of(asked)
            ),
        )
    }

    fn window(&self, schedules: &[Schedule<'_>]) -> Check {
        let check = |passed, reason: String| Check::new(Predicate::Window, passed, reason);
        let windowed = schedules.iter().find(|schedule| schedule.window.is_some());
        let Some(schedule) = windowed else {
            return check(true, "there is no window: at any time".to_owned());
        };
        match schedule.opening(&self.question.moment) {
            Some(opening) => check(true, format!("open until {}", both(opening.end, schedule.zone()))),
            None => {
                let next = schedule.next(self.question.moment.start).map_or_else(
                    || "and no opening is left in ten years".to_owned(),
                    |next| format!("opens {}", both(next.start, schedule.zone())),
                );
                check(false, format!("closed; {next}"))
            }
        }
    }

    fn freeze(&self, schedules: &[Schedule<'_>]) -> Check {
        let freeze = schedules
            .iter()
            .find_map(|schedule| schedule.freeze(&self.question.moment));
        match freeze {
            None => Check::new(Predicate::Freeze, true, "none holds"),
            Some(freeze) => {
                let lifted = !self.question.after.settings.freezes.contains(freeze);
                let still = if lifted {
                    "; this change lifts it for the next one"
                } else {
                    ""
                };
                let reason = format!("frozen until {}: {}{still}", freeze.until, freeze.reason);
                Check::new(Predicate::Freeze, false, reason)
            }
        }
    }
}

fn approvals(tally: &Tally<'_>) -> Check {
    let check = |passed, reason: String| Check::new(Predicate::Approvals, passed, reason);
    if tally.demand.approvals == 0 {
        return check(true, "none is asked for".to_owned());
    }
    let people: Vec<String> = { tally.counted.iter() }
        .map(|declared| format!("{} ({})", name(&declared.approval.who), declared.approval.role))
        .collect();
    let mut reason = format!("{} of {}", tally.counted.len(), tally.demand.approvals);
    if !people.is_empty() {
        reason += &format!(": {}", people.join(", "));
    }
    if !tally.is_enough() {
        let roles = match tally.demand.roles.is_empty() {
            true => "no role, so nobody can".to_owned(),
            false => tally.demand.roles.join(", "),
        };
        reason += &format!("; {} more of {roles}", tally.missing());
    }
    check(tally.is_enough(), reason)
}

/// An instant by the clock of a zone and by UTC.
fn both(instant: Timestamp, zone: &str) -> String {
    let local = TimeZone::get(zone).map(|zone| zone.to_datetime(instant));
    match local {
        Ok(local) => format!("{} {zone} ({})", local.strftime("%F %H:%M"), second(instant)),
        Err(_) => second(instant),
    }
}

/// An instant without fractions of a second.
fn second(instant: Timestamp) -> String {
    instant.strftime("%FT%TZ").to_string()
}

fn days_of(days: u64) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

/// A duration in days and hours.
fn rough(duration: SignedDuration) -> String {
    let hours = duration.as_hours();
    match (u64::try_from(hours / 24).unwrap_or(0), hours % 24) {
        (0, hours) => format!("{hours} h"),
        (days, 0) => days_of(days),
        (days, hours) => format!("{} {hours} h", days_of(days)),
    }
}
