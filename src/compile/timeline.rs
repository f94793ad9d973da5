//! What the configuration came to at each commit.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::gate::Staging;
use super::load::SETTINGS;
use super::memo::{Memo, Reader, Reading, Recorder};
use crate::change::{Boundary, Path, Side, boundaries};
use crate::model::{
    Date, Declared, EnvironmentAddress, EnvironmentKind, Fleet, Instance, Plan, RepositorySettings,
};
use crate::release::{Catalog, CatalogFile};
use crate::report::{self, history::Position};
use crate::repository::{Commit, Repository, RepositoryError, Revision, Snapshot, Tree, instances};
use crate::source::{RepoPath, Sources, Span};

/// What the configuration came to at one commit: the instances that were asked for, and what they rest on.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) commit: Commit,
    snapshot: Arc<Tree>,
    settings: Option<Arc<Reading<RepositorySettings>>>,
    catalog: Option<Arc<Reading<Catalog>>>,
    instances: BTreeMap<RepoPath, Arc<Reading<Declared>>>,
}

/// The part of a state that is compared: plain data, and the texts that it points into.
#[derive(Debug, Default)]
pub(super) struct Excerpt {
    pub(super) fleet: Fleet,
    catalog: Option<Arc<Reading<Catalog>>>,
    sources: BTreeMap<String, Sources>,
}

impl Excerpt {
    /// As a side of a comparison, judged by a day.
    pub(super) fn side(&self, as_of: Option<Date>) -> Side<'_> {
        let catalog = self.catalog.as_ref().and_then(|reading| reading.value.as_ref());
        let day = as_of.or_else(|| catalog.and_then(Catalog::last_day));
        Side {
            fleet: &self.fleet,
            catalog,
            // Without a catalog no release is the newest on any day.
            as_of: day.unwrap_or(Date(jiff::civil::Date::ZERO)),
        }
    }

    /// Where the value at `path` of an environment is written. The release of plan SaaS stands in the catalog.
    pub(super) fn place(
        &self,
        address: &EnvironmentAddress,
        path: &Path,
        origin: Option<Span>,
    ) -> Option<Position> {
        let declared = self.fleet.instances.get(&address.instance)?;
        let sources = match declared.instance.plan {
            Plan::SaaS(_) if path.fields() == ["release"] => &self.catalog.as_ref()?.sources,
            Plan::SaaS(_) | Plan::OnPrem(_) => self.sources.get(&address.instance)?,
        };
        Some(Position::of(origin?, sources))
    }
}

/// The states of commits, worked out as they are asked for.
pub(super) struct Timeline<'a> {
    repository: &'a Repository,
    wanted: Box<dyn Fn(&RepoPath) -> bool + 'a>,
    states: FxHashMap<String, Arc<State>>,
    reader: Reader<'a>,
    settings: Memo<RepositorySettings>,
    catalogs: Memo<Catalog>,
    instances: Memo<Declared>,
}

impl<'a> Timeline<'a> {
    /// The timeline of the instances whose files are `wanted`; files are read through `recorder`.
    pub(super) fn new(
        repository: &'a Repository,
        recorder: &'a Recorder,
        wanted: impl Fn(&RepoPath) -> bool + 'a,
    ) -> Self {
        Self {
            repository,
            wanted: Box::new(wanted),
            states: FxHashMap::default(),
            reader: Reader::new(recorder),
            settings: Memo::default(),
            catalogs: Memo::default(),
            instances: Memo::default(),
        }
    }

    /// The state of a commit. `near` is a state that is likely to be much the same.
    pub(super) fn state(&mut self, oid: &str, near: Option<&State>) -> Result<Arc<State>, RepositoryError> {
        if let Some(state) = self.states.get(oid) {
            return Ok(Arc::clone(state));
        }
        let commit = self.repository.lineage(oid)?;
        let same = near.filter(|near| near.commit.folder == commit.folder);
        let state = Arc::new(match same {
            Some(same) => State {
                commit,
                ..same.clone()
            },
            None => self.read(commit, near)?,
        });
        self.states.insert(oid.to_owned(), Arc::clone(&state));
        Ok(state)
    }

    /// Forgets a state; it can be asked for again.
    pub(super) fn forget(&mut self, oid: &str) {
        self.states.remove(oid);
    }

    fn read(&mut self, commit: Commit, near: Option<&State>) -> Result<State, RepositoryError> {
        let snapshot = Arc::new(self.repository.at(commit.revision.clone())?);
        let changed = near.map(|near| changed(&near.snapshot, &snapshot));
        self.reader.turn_to(&snapshot);
        let near = near.zip(changed.as_deref());

        let path = RepoPath::parse(SETTINGS).expect("a plain name is a path");
        let settings = present(&snapshot, path).map(|path| {
            let same = near.and_then(|(near, changed)| reused(near.settings.as_ref(), changed, &snapshot));
            same.or_else(|| self.settings.recall(&path, snapshot.as_ref()))
                .unwrap_or_else(|| one(self.reader.read(&[path], &mut self.settings, |_, file, _| file)))
        });
        let named = settings.as_ref().and_then(|reading| reading.value.as_ref());
        let named = named.map_or_else(
            || RepositorySettings::default().catalog,
            |file| file.catalog.clone(),
        );
        let path = RepoPath::parse(&named).ok();
        let catalog = path.and_then(|path| present(&snapshot, path)).map(|path| {
            let recalled = self.catalogs.recall(&path, snapshot.as_ref());
            recalled.unwrap_or_else(|| {
                let catalog = |_: &RepoPath, file: CatalogFile, tree| Catalog::new(file, tree);
                one(self.reader.read(&[path], &mut self.catalogs, catalog))
            })
        });
        let instances = self.instances(&snapshot, near);
        Ok(State {
            commit,
            snapshot,
            settings,
            catalog,
            instances,
        })
    }

    fn instances(
        &mut self,
        snapshot: &Tree,
        near: Option<(&State, &[RepoPath])>,
    ) -> BTreeMap<RepoPath, Arc<Reading<Declared>>> {
        let mut known = BTreeMap::new();
        let mut unknown = Vec::new();
        for found in instances(snapshot).found {
            if !(self.wanted)(&found.path) {
                continue;
            }
            let same =
                near.and_then(|(near, changed)| reused(near.instances.get(&found.path), changed, snapshot));
            match same.or_else(|| self.instances.recall(&found.path, snapshot)) {
                Some(reading) => {
                    known.insert(found.path, reading);
                }
                None => unknown.push(found.path),
            }
        }
        if !unknown.is_empty() {
            let declared = |path: &RepoPath, instance: Instance, tree| Declared {
                path: path.clone(),
                instance,
                tree,
            };
            let read = self.reader.read(&unknown, &mut self.instances, declared);
            known.extend(unknown.into_iter().zip(read));
        }
        known
    }

    /// All of a state; what cannot be read stands as it was when it last could.
    pub(super) fn whole(&mut self, state: &Arc<State>) -> Result<Excerpt, RepositoryError> {
        let mut excerpt = self.ground(state)?;
        for path in state.instances.keys() {
            if let Some(reading) = self.readable(state, |state| state.instances.get(path))? {
                excerpt.add(&reading);
            }
        }
        Ok(excerpt)
    }

    /// What the instances of a state rest on, without them.
    fn ground(&mut self, state: &Arc<State>) -> Result<Excerpt, RepositoryError> {
        let mut excerpt = Excerpt {
            catalog: self.readable(state, |state| state.catalog.as_ref())?,
            ..Excerpt::default()
        };
        if let Some(settings) = self.readable(state, |state| state.settings.as_ref())? {
            excerpt.fleet.settings = settings.value.clone().unwrap_or_default();
        }
        Ok(excerpt)
    }

    /// The parts of two states that may differ. What cannot be read at `after` is left out; what cannot be read at
    /// `before` stands as it was when it last could.
    pub(super) fn excerpts(
        &mut self,
        before: Option<&Arc<State>>,
        after: &Arc<State>,
    ) -> Result<[Excerpt; 2], RepositoryError> {
        let states = [before, Some(after)];
        let mut sides = [Excerpt::default(), self.ground(after)?];
        if let Some(before) = before {
            sides[0] = self.ground(before)?;
        }
        let same_ground = before.is_some_and(|before| before.rests_on_the_same_as(after));
        let paths = before
            .into_iter()
            .chain([after])
            .flat_map(|state| state.instances.keys());
        let paths: BTreeSet<&RepoPath> = paths.collect();
        let both = |path: &RepoPath| {
            let old = before.and_then(|before| before.instances.get(path));
            (old, after.instances.get(path))
        };
        let is_same = |path: &RepoPath| {
            let (old, new) = both(path);
            old.zip(new).is_some_and(|(old, new)| Arc::ptr_eq(old, new))
        };
        let differing = paths.iter().filter(|path| !is_same(path));
        let moved: BTreeSet<Boundary> = differing
            .flat_map(|path| {
                let (old, new) = both(path);
                let [old, new] = [old, new].map(inside);
                old.symmetric_difference(&new).cloned().collect::<Vec<_>>()
            })
            .collect();
        for path in paths {
            let (_, new) = both(path);
            // What others came to share, or no longer do, is a change of those who share it, too.
            let touched = || !moved.is_empty() && !moved.is_disjoint(&inside(new));
            if (is_same(path) && same_ground && !touched()) || new.is_some_and(|new| new.value.is_none()) {
                continue;
            }
            for (side, state) in sides.iter_mut().zip(states) {
                let Some(state) = state else { continue };
                if let Some(reading) = self.readable(state, |state| state.instances.get(path))? {
                    side.add(&reading);
                }
            }
        }
        Ok(sides)
    }

    /// A reading of a state, or the last one before that came to something.
    fn readable<V>(
        &mut self,
        state: &Arc<State>,
        of: impl Fn(&State) -> Option<&Arc<Reading<V>>>,
    ) -> Result<Option<Arc<Reading<V>>>, RepositoryError> {
        let mut state = Arc::clone(state);
        loop {
            let Some(reading) = of(&state) else {
                return Ok(None);
            };
            if reading.value.is_some() {
                return Ok(Some(Arc::clone(reading)));
            }
            let Some(parent) = state.commit.parents.first().cloned() else {
                return Ok(None);
            };
            state = self.state(&parent, Some(&state))?;
        }
    }
}

impl State {
    /// Whether nothing that was asked for differs.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        let instances = self.instances.iter().zip(&other.instances);
        self.instances.len() == other.instances.len() && self.rests_on_the_same_as(other) && { instances }
            .all(|((path, one), (other_path, other))| path == other_path && Arc::ptr_eq(one, other))
    }

    fn rests_on_the_same_as(&self, other: &Self) -> bool {
        same(self.settings.as_ref(), other.settings.as_ref())
            && same(self.catalog.as_ref(), other.catalog.as_ref())
    }

    /// What it says of the staging environment of an instance.
    pub(super) fn staging(&self, id: &str) -> Staging {
        let is_it = |path: &RepoPath| path.parent().is_some_and(|folder| folder.file_name() == Some(id));
        let Some((_, reading)) = self.instances.iter().find(|(path, _)| is_it(path)) else {
            return Staging::Absent;
        };
        let Some(declared) = &reading.value else {
            return Staging::Unread;
        };
        let release = declared.instance.plan.release(EnvironmentKind::Staging);
        release.map_or(Staging::Absent, |release| Staging::Runs(release.to_owned()))
    }

    /// Whether it has any of the instances that were asked for.
    pub(super) fn has_instances(&self) -> bool {
        !self.instances.is_empty()
    }

    /// The folders of the instances that cannot be read.
    pub(super) fn unread(&self) -> impl Iterator<Item = String> {
        let unread = self
            .instances
            .iter()
            .filter(|(_, reading)| reading.value.is_none());
        unread.filter_map(|(path, _)| Some(path.parent()?.file_name()?.to_owned()))
    }
}

impl Excerpt {
    /// Of two instances with the same id the first by path counts.
    fn add(&mut self, reading: &Reading<Declared>) {
        let Some(declared) = &reading.value else { return };
        let id = &declared.instance.id;
        if !self.fleet.instances.contains_key(id) {
            self.fleet.instances.insert(id.clone(), declared.clone());
            self.sources.insert(id.clone(), reading.sources.clone());
        }
    }
}

/// What an instance may have to itself, as far as it can be read.
fn inside(reading: Option<&Arc<Reading<Declared>>>) -> BTreeSet<Boundary> {
    let declared = reading.and_then(|reading| reading.value.as_ref());
    declared.into_iter().flat_map(boundaries).collect()
}

fn same<V>(one: Option<&Arc<Reading<V>>>, other: Option<&Arc<Reading<V>>>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, Some(_)) | (Some(_), None) => false,
    }
}

/// A reading of a state nearby that does not depend on what differs.
fn reused<V>(
    reading: Option<&Arc<Reading<V>>>,
    changed: &[RepoPath],
    snapshot: &Tree,
) -> Option<Arc<Reading<V>>> {
    reading
        .filter(|reading| reading.survives(changed, snapshot))
        .map(Arc::clone)
}

fn present(snapshot: &Tree, path: RepoPath) -> Option<RepoPath> {
    snapshot.paths().binary_search(&path).is_ok().then_some(path)
}

fn one<V>(readings: Vec<Arc<Reading<V>>>) -> Arc<Reading<V>> {
    let first = readings.into_iter().next();
    first.expect("every file that is read has a reading")
}

/// The paths that do not lead to the same content in two snapshots.
fn changed(one: &Tree, other: &Tree) -> Vec<RepoPath> {
    let differs = |path: &&RepoPath| one.content_id(path) != other.content_id(path);
    let gone = one
        .paths()
        .iter()
        .filter(|path| other.paths().binary_search(path).is_err());
    let mut paths: Vec<RepoPath> = other.paths().iter().filter(differs).cloned().collect();
    paths.extend(gone.cloned());
    paths
}

/// Why the history says nothing.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// Git says no.
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    /// No commit that was looked at has such an instance or environment.
    #[error("nothing matches `{asked}`; `meshc log` without it shows what there is")]
    NothingMatched {
        /// What was asked for.
        asked: String,
    },
    /// The instance is there, and something is wrong with it.
    #[error(
        "instance `{instance}` cannot be read in {revision}; `meshc check --rev` with that revision says why"
    )]
    Unread {
        /// The folder of the instance.
        instance: String,
        /// The revision.
        revision: String,
    },
}

/// A commit as reports name it.
pub(super) fn named(revision: &Revision) -> report::history::Commit {
    report::history::Commit {
        id: revision.oid.clone(),
        short: revision.short.clone(),
        author: revision.author_name.clone(),
        time: revision.authored.rfc3339().unwrap_or_default(),
        summary: revision.summary.clone(),
    }
}
