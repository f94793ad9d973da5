//! From the history of files to the history of what they mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memo::Recorder;
use super::reach::Reach;
use super::timeline::{Excerpt, HistoryError, State, Timeline, named};
use super::{Address, Selection};
use crate::change::{Action, Change, EnvironmentChange, Path, Plan, compare};
use crate::model::{Date, EnvironmentAddress, EnvironmentKind};
use crate::report::history::{Effect, Entry, EnvironmentEntry, History, Moved};
use crate::repository::{Repository, RepositoryError, Revision, Since};
use crate::source::RepoPath;

/// Which part of the history to tell.
#[derive(Clone, Debug)]
pub struct LogOptions {
    /// The commit that it leads to.
    pub head: Revision,
    /// How far back.
    pub since: Since,
    /// What it is about; everything if there is none.
    pub address: Option<Address>,
    /// The instances that it is about.
    pub selection: Selection,
    /// The day by which each commit is judged; without one that of the last release it knew.
    pub as_of: Option<Date>,
    /// Whether to name the commits that change nothing, too.
    pub all: bool,
    /// What imports may reach.
    pub reach: Reach,
}

impl LogOptions {
    fn wants(&self, file: &RepoPath) -> bool {
        let folder = file.components().nth_back(1).unwrap_or_default();
        let environment = EnvironmentAddress {
            instance: folder.to_owned(),
            kind: EnvironmentKind::Production,
        };
        self.selection.contains(&environment)
            && self.address.as_ref().is_none_or(|address| address.is_in(file))
    }

    fn covers(&self, environment: &EnvironmentAddress) -> bool {
        self.address
            .as_ref()
            .is_none_or(|address| address.covers(environment))
    }

    fn path(&self) -> Option<&Address> {
        self.address.as_ref().filter(|address| !address.path.is_empty())
    }
}

/// Which commits changed what is configured, and how; newest first.
///
/// A commit is compared with its first parent. Of a merge only those changes are its own that none of its parents
/// had already.
pub fn log(repository: &Repository, options: &LogOptions) -> Result<History, HistoryError> {
    let commits = repository.history(&options.head, &options.since)?;
    let recorder = Recorder::reaching(&options.reach);
    let mut walk = Walk {
        timeline: Timeline::new(repository, &recorder, |file| options.wants(file)),
        options,
        matched: false,
    };
    let mut entries = Vec::new();
    let mut near: Option<Arc<State>> = None;
    for commit in &commits {
        let state = walk.timeline.state(&commit.revision.oid, near.as_deref())?;
        let entry = walk.entry(&state)?;
        let is_told = entry.effect == Effect::Changed || !entry.unread.is_empty();
        if is_told || options.all {
            entries.push(entry);
        }
        walk.timeline.forget(&commit.revision.oid);
        near = Some(state);
    }
    if !walk.matched && !options.selects_everything() && !commits.is_empty() {
        return Err(HistoryError::NothingMatched {
            asked: options.asked(),
        });
    }
    Ok(History {
        head: options.head.to_string(),
        address: options.address.as_ref().map(Address::to_string),
        commits: commits.len(),
        cut_off: commits.iter().any(|commit| commit.cut_off),
        entries,
    })
}

impl LogOptions {
    fn selects_everything(&self) -> bool {
        self.selection.is_all() && self.address.is_none()
    }

    fn asked(&self) -> String {
        match &self.address {
            Some(address) => address.to_string(),
            None => "--instance".to_owned(),
        }
    }
}

struct Walk<'a> {
    timeline: Timeline<'a>,
    options: &'a LogOptions,
    /// Whether any state had an instance that was asked for.
    matched: bool,
}

impl Walk<'_> {
    fn entry(&mut self, state: &Arc<State>) -> Result<Entry, RepositoryError> {
        let mut parents = Vec::new();
        for parent in &state.commit.parents {
            parents.push(self.timeline.state(parent, Some(state))?);
        }
        let states = parents.iter().chain([state]);
        self.matched |= { states }.any(|state| state.has_instances());
        let (effect, environments) = if state.commit.cut_off {
            (Effect::Unknown, Vec::new())
        } else {
            self.effect(state, &parents)?
        };
        let known: BTreeSet<String> = parents
            .first()
            .into_iter()
            .flat_map(|parent| parent.unread())
            .collect();
        Ok(Entry {
            commit: named(&state.commit.revision),
            effect,
            environments,
            unread: state.unread().filter(|folder| !known.contains(folder)).collect(),
        })
    }

    fn effect(
        &mut self,
        state: &Arc<State>,
        parents: &[Arc<State>],
    ) -> Result<(Effect, Vec<EnvironmentEntry>), RepositoryError> {
        if parents.first().is_some_and(|parent| parent.is_same_as(state)) {
            return Ok((Effect::Nothing, Vec::new()));
        }
        let (mut plan, sides) = self.compared(parents.first(), state)?;
        let total = count(&plan);
        for other in parents.iter().skip(1) {
            let (against, _) = self.compared(Some(other), state)?;
            keep_common(&mut plan, &against);
        }
        let kept = count(&plan);
        let environments: Vec<EnvironmentEntry> = plan
            .environments
            .iter()
            .filter_map(|environment| self.environment(environment, &sides))
            .collect();
        let effect = match (environments.is_empty(), total - kept) {
            (false, _) => Effect::Changed,
            (true, 0) => Effect::Nothing,
            (true, brought) => Effect::Brought(brought),
        };
        Ok((effect, environments))
    }

    fn compared(
        &mut self,
        before: Option<&Arc<State>>,
        after: &Arc<State>,
    ) -> Result<(Plan, [Excerpt; 2]), RepositoryError> {
        let sides = self.timeline.excerpts(before, after)?;
        let [old, new] = &sides;
        let as_of = self.options.as_of;
        let mut plan = compare(&old.side(as_of), &new.side(as_of));
        plan.environments
            .retain(|environment| self.options.covers(&environment.address));
        if let Some(address) = self.options.path() {
            for environment in &mut plan.environments {
                environment
                    .changes
                    .retain(|change| address.contains(&change.path.to_string()));
            }
            plan.environments
                .retain(|environment| !environment.changes.is_empty());
        }
        Ok((plan, sides))
    }

    fn environment(&self, environment: &EnvironmentChange, sides: &[Excerpt; 2]) -> Option<EnvironmentEntry> {
        let leaves = environment.changes.iter().filter(|change| !change.told_below);
        let leaves: Vec<&Change> = leaves.collect();
        let stays = environment.action == Action::Update;
        if stays && leaves.is_empty() {
            return None;
        }
        let is_told = stays || self.options.path().is_some();
        let shown: &[&Change] = if is_told { &leaves } else { &[] };
        Some(EnvironmentEntry {
            address: environment.address.clone(),
            action: environment.action,
            plan: environment.plan,
            values: if stays { 0 } else { leaves.len() },
            changes: shown.iter().map(|change| moved(change, sides)).collect(),
        })
    }
}

fn moved(change: &Change, [old, new]: &[Excerpt; 2]) -> Moved {
    Moved {
        path: change.path.clone(),
        action: change.action,
        before: change.before.clone(),
        after: change.after.clone(),
        class: change.verdict.class,
        risk: change.verdict.risk,
        guardrail: change.guardrail,
        place_before: old.place(&change.address, &change.path, change.origin_before),
        place_after: new.place(&change.address, &change.path, change.origin_after),
    }
}

fn count(plan: &Plan) -> usize {
    plan.changes().filter(|change| !change.told_below).count()
}

/// Keeps the changes that are changes against another parent, too.
fn keep_common(plan: &mut Plan, other: &Plan) {
    plan.environments.retain_mut(|environment| {
        let same = |candidate: &&EnvironmentChange| candidate.address == environment.address;
        let Some(against) = other.environments.iter().find(same) else {
            return false;
        };
        let paths: BTreeSet<&Path> = against.changes.iter().map(|change| &change.path).collect();
        environment.changes.retain(|change| paths.contains(&change.path));
        if against.action != environment.action {
            environment.action = Action::Update;
        }
        !environment.changes.is_empty()
    });
}
