//! From two revisions, an instant and the history to whether a change may be rolled out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::load::APPROVALS;
use super::memo::Recorder;
use super::timeline::Timeline;
use super::{Environments, PlanOptions, Planned, Reach, plan};
use crate::gate::{Commitment, Demand, Evidence, Question, Run, Trial, Verdict, judge, tally, views};
use crate::model::{Date, EnvironmentView, Fleet, WindowReading, identity};
use crate::release::{Moment, Version};
use crate::repository::{Repository, RepositoryError, Revision};
use crate::source::{RepoPath, Sources};

/// How many commits of the main line are looked at for what staging ran.
const LOOKED_AT: usize = 10_000;

/// When a gate is asked: an instant, or a day, which stands for each of its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// An instant.
    Instant(Timestamp),
    /// A whole day, where the windows of the generic agreement are.
    Day(Date),
}

/// Two committed states, and what is known of the way from one to the other.
#[derive(Debug)]
pub struct Gated {
    /// The comparison.
    pub planned: Planned,
    /// What the history says.
    pub evidence: Evidence,
    /// When it is asked.
    pub moment: Moment,
}

impl AsOf {
    /// The moment by a reading; `None` for a day that no calendar has an end for.
    pub fn moment(self, reading: WindowReading) -> Option<Moment> {
        match self {
            Self::Instant(instant) => Some(Moment::instant(instant, reading)),
            Self::Day(day) => Moment::day(day, reading),
        }
    }

    /// The instant at which it begins, and the first after it.
    pub fn bounds(self, reading: WindowReading) -> Option<[Timestamp; 2]> {
        let moment = self.moment(reading)?;
        let after = moment
            .last
            .checked_add(jiff::SignedDuration::from_nanos(1))
            .ok()?;
        Some([moment.start, after])
    }
}

impl Gated {
    /// The verdicts on the environments that change and are selected, by address.
    pub fn verdicts(&self, environments: &Environments) -> Vec<Verdict<'_>> {
        let [before, after] = &self.planned.sides;
        let Some(plan) = &self.planned.plan else {
            return Vec::new();
        };
        let question = Question {
            plan,
            before: &before.fleet,
            after: &after.fleet,
            catalog: after.catalog.as_ref(),
            findings: &self.planned.findings,
            evidence: &self.evidence,
            moment: self.moment,
        };
        judge(&question, |address| environments.contains(address))
    }
}

/// Compares two commits and gathers what the history says of the change; `None` for a day beyond all calendars.
pub fn gate(
    repository: &Repository,
    [from, to]: [&Revision; 2],
    sources: &Sources,
    (as_of, reach): (AsOf, &Reach),
) -> Result<Option<Gated>, RepositoryError> {
    let before = repository.at(from.clone())?;
    let after = repository.at(to.clone())?;
    let messages = repository.messages(from, to)?;
    let known = makers(repository, from, to)?;
    let Some(first) = as_of.moment(WindowReading::Civil) else {
        return Ok(None);
    };
    let compared = |day| {
        let options = PlanOptions {
            as_of: Some(day),
            messages: Some(&messages),
            makers: known.as_ref(),
            reach: Some(reach),
        };
        plan(&before, &after, sources, &options)
    };
    let mut planned = compared(first.day);
    let Some(moment) = as_of.moment(planned.sides[1].fleet.settings.window_reading) else {
        return Ok(None);
    };
    // Late in a winter's evening it is tomorrow already by the other reading.
    if moment.day != first.day {
        planned = compared(moment.day);
    }
    let evidence = Evidence {
        makers: known,
        ..evidence(repository, [from, to], &planned, (moment.start, reach))?
    };
    Ok(Some(Gated {
        planned,
        evidence,
        moment,
    }))
}

fn evidence(
    repository: &Repository,
    [from, to]: [&Revision; 2],
    planned: &Planned,
    (instant, reach): (Timestamp, &Reach),
) -> Result<Evidence, RepositoryError> {
    let [before, after] = &planned.sides;
    let files = candidates(planned);
    let writers = repository.writers(to, &files)?.into_iter();
    let wanted = soaking(planned, [&before.fleet, &after.fleet]);
    Ok(Evidence {
        makers: None,
        approvals: writers
            .map(|(file, people)| (file, Commitment::By(identities(people))))
            .collect(),
        trials: trials(repository, from, &wanted, (instant, reach))?,
    })
}

/// The approvals that count if the history has nothing against them: of no others it is asked who committed them.
fn candidates(planned: &Planned) -> BTreeSet<RepoPath> {
    let [before, after] = &planned.sides;
    let Some(plan) = &planned.plan else {
        return BTreeSet::new();
    };
    let counted = plan.environments.iter().flat_map(|change| {
        let sides = [&before.fleet, &after.fleet];
        tally(plan, change, sides, (plan.as_of, None)).counted
    });
    counted.map(|declared| declared.path.clone()).collect()
}

/// Who made the change between two commits, by identity; `None` if the history was cut off.
pub fn makers(
    repository: &Repository,
    from: &Revision,
    to: &Revision,
) -> Result<Option<BTreeSet<String>>, RepositoryError> {
    Ok(repository.makers(from, to, APPROVALS)?.map(identities))
}

fn identities(people: BTreeSet<String>) -> BTreeSet<String> {
    people.iter().map(|person| identity(person)).collect()
}

/// The releases that production moves to and staging has to have run, by instance, under the name that it had before.
fn soaking(planned: &Planned, [before, after]: [&Fleet; 2]) -> BTreeMap<String, String> {
    let mut wanted = BTreeMap::new();
    for change in planned.plan.iter().flat_map(|plan| &plan.environments) {
        let [old, new] = views(change, [before, after]);
        let demand = Demand::between(old.as_ref(), new.as_ref());
        let release =
            |view: Option<EnvironmentView<'_>>| view.and_then(|view| view.release().map(str::to_owned));
        let (old, new) = (release(old), release(new));
        if let Some(new) = new.filter(|new| demand.staging && old.as_ref() != Some(new)) {
            wanted.insert(change.former().instance.clone(), new);
        }
    }
    wanted
}

/// What staging ran on the main line: the commits that lead to `from` by their first parents.
///
/// It is read back until staging had a lower release than the wanted one, since releases only go forward. A commit is
/// on the main line no earlier than the one before it, whatever its own date says.
fn trials(
    repository: &Repository,
    from: &Revision,
    wanted: &BTreeMap<String, String>,
    (instant, reach): (Timestamp, &Reach),
) -> Result<BTreeMap<String, Trial>, RepositoryError> {
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let folder = |path: &RepoPath| {
        path.parent()
            .and_then(|folder| folder.file_name().map(str::to_owned))
    };
    let is_wanted = |path: &RepoPath| folder(path).is_some_and(|id| wanted.contains_key(&id));
    let recorder = Recorder::reaching(reach);
    let mut timeline = Timeline::new(repository, &recorder, is_wanted);
    let mut line = MainLine::new(wanted);
    let mut next = Some(from.oid.clone());
    let mut near = None;
    while let Some(oid) = next.take().filter(|_| line.goes_on()) {
        let state = timeline.state(&oid, near.as_deref())?;
        line.push(&state.commit.revision, |id| state.staging(id));
        if state.commit.cut_off {
            line.cut_off = true;
        }
        next = state.commit.parents.first().cloned();
        if let Some(last) = near.replace(state) {
            timeline.forget(&last.commit.revision.oid);
        }
    }
    Ok(line.trials(instant))
}

/// What a commit says of the staging environment of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Staging {
    /// It runs that release.
    Runs(String),
    /// There is none.
    Absent,
    /// The instance cannot be read, so what ran goes on.
    Unread,
}

/// The commits of the main line, the newest first, with what each says of staging.
struct MainLine<'a> {
    wanted: &'a BTreeMap<String, String>,
    open: BTreeSet<&'a String>,
    commits: Vec<(Timestamp, String)>,
    said: BTreeMap<&'a String, Vec<Staging>>,
    cut_off: bool,
}

impl<'a> MainLine<'a> {
    fn new(wanted: &'a BTreeMap<String, String>) -> Self {
        Self {
            wanted,
            open: wanted.keys().collect(),
            commits: Vec::new(),
            said: BTreeMap::new(),
            cut_off: false,
        }
    }

    /// Whether an older commit may matter.
    fn goes_on(&self) -> bool {
        !self.open.is_empty() && self.commits.len() < LOOKED_AT
    }

    fn push(&mut self, commit: &Revision, says: impl Fn(&str) -> Staging) {
        let time = Timestamp::from_second(commit.committed.seconds).unwrap_or(Timestamp::MAX);
        self.commits.push((time, commit.short.clone()));
        for (id, release) in self.wanted {
            let said = says(id);
            let number = |text: &str| text.parse::<Version>().ok();
            let is_over = match &said {
                Staging::Runs(other) => number(other) < number(release),
                Staging::Absent => true,
                Staging::Unread => false,
            };
            if is_over {
                self.open.remove(id);
            }
            self.said.entry(id).or_default().push(said);
        }
    }

    fn trials(mut self, instant: Timestamp) -> BTreeMap<String, Trial> {
        let mut reached = Timestamp::MIN;
        for (time, _) in self.commits.iter_mut().rev() {
            reached = reached.max(*time);
            *time = reached;
        }
        let said = std::mem::take(&mut self.said).into_iter();
        said.map(|(id, said)| (id.clone(), self.trial(&said, instant)))
            .collect()
    }

    /// The runs of one staging environment, from what each commit said, the newest first.
    fn trial(&self, said: &[Staging], instant: Timestamp) -> Trial {
        let mut runs: Vec<Run> = Vec::new();
        let mut last: Option<&Staging> = None;
        for ((time, commit), said) in self.commits.iter().zip(said).rev() {
            if *said == Staging::Unread || Some(said) == last || *time > instant {
                continue;
            }
            if let Some(run) = runs.last_mut().filter(|run| run.until.is_none()) {
                run.until = Some(*time);
            }
            if let Staging::Runs(release) = said {
                runs.push(Run {
                    release: release.clone(),
                    since: *time,
                    until: None,
                    commit: commit.clone(),
                });
            }
            last = Some(said);
        }
        runs.reverse();
        Trial {
            runs,
            cut_off: self.cut_off,
        }
    }
}
