//! What files came to, by the content of everything that they depend on: nothing is evaluated twice.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde_dhall::StaticType;

use super::host::{SnapshotHost, unread};
use super::reach::Reach;
use super::vendored::{INDEX, file_name, place};
use crate::dhall::{DataType, Engine, Evaluated, Host, Options, ReadError, Request, Response};
use crate::lower::{known_type, lower};
use crate::model::Node;
use crate::repository::{ContentId, Snapshot, Tree};
use crate::source::{RepoPath, Sources};

/// How many readings of one file are kept: branches side by side, and changes that are taken back.
const KEPT: usize = 8;

/// What a file came to, with everything that it depends on.
#[derive(Debug)]
pub(super) struct Reading<V> {
    /// The file itself and all that it imports, sorted, each with its content; `None` for what was asked for and
    /// could not be read.
    inputs: Vec<(RepoPath, Option<ContentId>)>,
    /// Those among them that are no paths of the snapshot: behind a link to a folder, or not there.
    unlisted: Vec<(RepoPath, Option<ContentId>)>,
    /// What it came to; `None` if something is wrong with it.
    pub(super) value: Option<V>,
    /// The texts that its places point into.
    pub(super) sources: Sources,
}

impl<V> Reading<V> {
    /// Whether it would come to the same in `snapshot`.
    fn holds_in(&self, snapshot: &dyn Snapshot) -> bool {
        let same = |(path, id): &(RepoPath, Option<ContentId>)| snapshot.content_id(path) == *id;
        self.inputs.iter().all(same)
    }

    /// Whether it comes to the same in `snapshot`, which differs in the paths `changed` from one where it did.
    pub(super) fn survives(&self, changed: &[RepoPath], snapshot: &dyn Snapshot) -> bool {
        let depends = |path: &RepoPath| self.inputs.binary_search_by(|(input, _)| input.cmp(path)).is_ok();
        let same = |(path, id): &(RepoPath, Option<ContentId>)| snapshot.content_id(path) == *id;
        !changed.iter().any(depends) && self.unlisted.iter().all(same)
    }
}

/// The readings of files of one type.
#[derive(Debug)]
pub(super) struct Memo<V> {
    files: FxHashMap<RepoPath, VecDeque<Arc<Reading<V>>>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self {
            files: FxHashMap::default(),
        }
    }
}

impl<V> Memo<V> {
    /// What a file came to when everything it depends on was as it is in `snapshot`.
    pub(super) fn recall(&self, path: &RepoPath, snapshot: &dyn Snapshot) -> Option<Arc<Reading<V>>> {
        let readings = self.files.get(path)?;
        readings
            .iter()
            .find(|reading| reading.holds_in(snapshot))
            .cloned()
    }

    fn keep(&mut self, path: &RepoPath, reading: Arc<Reading<V>>) {
        let readings = self.files.entry(path.clone()).or_default();
        readings.truncate(KEPT - 1);
        readings.push_front(reading);
    }
}

/// Files that are read with one engine before it is given up: it keeps the texts of all that it has read.
const LIFE: usize = 256;

/// Reads files of one snapshot after the other; what they share is read once, across snapshots, too.
///
/// The engine goes on with what it has read in earlier snapshots, and forgets those files that have another content
/// by now, with what rests on them.
pub(super) struct Reader<'a> {
    recorder: &'a Recorder,
    /// None before the first file.
    engine: Option<Engine<'a>>,
    /// The texts that the engine has read.
    sources: Sources,
    /// How many files were evaluated with the engine.
    files: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(recorder: &'a Recorder) -> Self {
        Self {
            recorder,
            engine: None,
            sources: Sources::default(),
            files: 0,
        }
    }

    /// Goes on with another snapshot.
    pub(super) fn turn_to(&mut self, snapshot: &Arc<Tree>) {
        self.recorder.turn_to(snapshot);
    }

    /// Reads files of type `T` and keeps what they come to; `value` makes of each what is wanted.
    pub(super) fn read<T: DeserializeOwned + StaticType + 'static, V>(
        &mut self,
        paths: &[RepoPath],
        memo: &mut Memo<V>,
        value: impl Fn(&RepoPath, T, Node) -> V,
    ) -> Vec<Arc<Reading<V>>> {
        let results = self.evaluated(paths, &known_type::<T>());
        let read = |(path, evaluated): (&RepoPath, Evaluated)| {
            let inputs = self.recorder.inputs(path, evaluated.imports);
            let lowered = evaluated
                .datum
                .and_then(|datum| lower::<T>(&datum, &self.sources).ok());
            let unlisted = inputs.iter().filter(|(path, _)| !self.recorder.is_listed(path));
            let reading = Arc::new(Reading {
                unlisted: unlisted.cloned().collect(),
                inputs,
                value: lowered.map(|(typed, tree)| value(path, typed, tree)),
                sources: self.sources.clone(),
            });
            memo.keep(path, Arc::clone(&reading));
            reading
        };
        paths.iter().zip(results).map(read).collect()
    }

    fn evaluated(&mut self, paths: &[RepoPath], expected: &DataType) -> Vec<Evaluated> {
        self.catch_up();
        self.files += paths.len();
        let (recorder, sources) = (self.recorder, &self.sources);
        let engine = self
            .engine
            .get_or_insert_with(|| Engine::new(recorder, sources, Options::default()));
        engine.evaluate_all(paths, Some(expected))
    }

    /// Has the engine forget what is not so any more, or gives it up.
    fn catch_up(&mut self) {
        let stale = self.recorder.stale();
        let goes_on = self.files < LIFE && !self.recorder.has_missed(&stale);
        match self.engine.as_ref().filter(|_| goes_on) {
            Some(engine) => {
                engine.forget(&stale);
                self.recorder.forget(&stale);
            }
            None => {
                self.recorder.start_over();
                *self = Self::new(self.recorder);
            }
        }
    }
}

/// What a file depends on, sorted, each with its content.
type Inputs = Vec<(RepoPath, Option<ContentId>)>;

/// The files of a snapshot and its copies of remote imports, noting what was read and with which content, and what
/// was asked for in vain, since it may be there in the next.
#[derive(Default)]
pub(super) struct Recorder {
    /// What may be read beside the snapshots; it holds the same for the whole run.
    reach: Reach,
    snapshot: Mutex<Option<Arc<Tree>>>,
    read: Mutex<FxHashMap<RepoPath, Option<ContentId>>>,
    /// What could not be read, and every copy.
    missed: Mutex<BTreeSet<RepoPath>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Recorder {
    /// A recorder of snapshots whose imports may reach farther.
    pub(super) fn reaching(reach: &Reach) -> Self {
        Self {
            reach: reach.clone(),
            ..Self::default()
        }
    }

    fn turn_to(&self, snapshot: &Arc<Tree>) {
        *locked(&self.snapshot) = Some(Arc::clone(snapshot));
    }

    /// Forgets what was read, for an engine that has read nothing.
    fn start_over(&self) {
        locked(&self.read).clear();
        locked(&self.missed).clear();
    }

    fn snapshot(&self) -> Arc<Tree> {
        let snapshot = locked(&self.snapshot).clone();
        snapshot.expect("nothing is read before there is a snapshot")
    }

    fn is_listed(&self, path: &RepoPath) -> bool {
        self.snapshot().paths().binary_search(path).is_ok()
    }

    /// What was read, and has another content in the snapshot.
    fn stale(&self) -> BTreeSet<RepoPath> {
        let snapshot = self.snapshot();
        let read = locked(&self.read);
        let stale = read.iter().filter(|(path, id)| snapshot.content_id(path) != **id);
        stale.map(|(path, _)| path.clone()).collect()
    }

    /// Whether one of the files could not be read, or is a copy.
    fn has_missed(&self, files: &BTreeSet<RepoPath>) -> bool {
        let missed = locked(&self.missed);
        files.iter().any(|file| missed.contains(file))
    }

    /// Forgets files, which are read anew.
    fn forget(&self, files: &BTreeSet<RepoPath>) {
        locked(&self.read).retain(|path, _| !files.contains(path));
    }

    fn note(&self, path: Option<RepoPath>, is_missed: bool) {
        let Some(path) = path else { return };
        let id = self.snapshot().content_id(&path);
        locked(&self.read).entry(path.clone()).or_insert(id);
        if is_missed {
            locked(&self.missed).insert(path);
        }
    }

    /// Whatever could not be read counts for every file: who of them asked for it first is not known.
    fn inputs(&self, path: &RepoPath, imports: Vec<RepoPath>) -> Inputs {
        let mut paths: BTreeSet<RepoPath> = imports.into_iter().collect();
        paths.insert(path.clone());
        paths.extend(locked(&self.missed).iter().cloned());
        let snapshot = self.snapshot();
        let id = |path: RepoPath| {
            let id = snapshot.content_id(&path);
            (path, id)
        };
        paths.into_iter().map(id).collect()
    }
}

impl Host for Recorder {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let answer = self.snapshot().read(path).map_err(unread);
        self.note(Some(path.clone()), answer.is_err());
        answer
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        let snapshot = self.snapshot();
        SnapshotHost::new(snapshot.as_ref(), &self.reach).env(name)
    }

    fn refusal(&self, url: &str) -> Option<String> {
        self.note(place(INDEX), true);
        let snapshot = self.snapshot();
        SnapshotHost::new(snapshot.as_ref(), &self.reach).refusal(url)
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        let snapshot = self.snapshot();
        SnapshotHost::new(snapshot.as_ref(), &self.reach).fetch(request)
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        self.note(place(&file_name(digest)), true);
        let snapshot = self.snapshot();
        SnapshotHost::new(snapshot.as_ref(), &self.reach).cached(digest)
    }
}
