//! What files came to, by the content of everything that they depend on: nothing is evaluated twice.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde_dhall::StaticType;

use super::host::SnapshotHost;
use super::reach::Reach;
use super::vendored::{INDEX, file_name, place};
use crate::dhall::syntax::Location;
use crate::dhall::{DataType, Engine, Evaluated, Host, ReadError, Request, Response};
use crate::lower::{data_type, lower};
use crate::model::Node;
use crate::repository::{ContentId, Snapshot};
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

/// Reads files of one snapshot; what they share is read once.
pub(super) struct Reader<'a> {
    snapshot: &'a dyn Snapshot,
    recorder: &'a Recorder<'a>,
    engine: Engine<'a>,
    sources: Sources,
}

impl<'a> Reader<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, recorder: &'a Recorder<'a>) -> Self {
        let sources = Sources::default();
        Self {
            snapshot,
            recorder,
            engine: Engine::new(recorder, &sources, crate::dhall::Options::default()),
            sources,
        }
    }

    /// Reads files of type `T` and keeps what they come to; `value` makes of each what is wanted.
    pub(super) fn read<T: DeserializeOwned + StaticType + 'static, V>(
        &self,
        paths: &[RepoPath],
        memo: &mut Memo<V>,
        value: impl Fn(&RepoPath, T, Node) -> V,
    ) -> Vec<Arc<Reading<V>>> {
        let expected = data_type::<T>();
        let jobs: Vec<(RepoPath, Option<DataType>)> = paths
            .iter()
            .map(|path| (path.clone(), Some(expected.clone())))
            .collect();
        let results = self.engine.evaluate_all(&jobs);
        let read = |(path, evaluated): (&RepoPath, Evaluated)| {
            let lowered = evaluated
                .datum
                .and_then(|datum| lower::<T>(&datum, &self.sources).ok());
            let inputs = self.inputs(path, evaluated.imports);
            let unlisted = inputs.iter().filter(|(path, _)| !self.is_listed(path));
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

    fn is_listed(&self, path: &RepoPath) -> bool {
        self.snapshot.paths().binary_search(path).is_ok()
    }

    /// Whatever could not be read counts for every file: who of them asked for it first is not known.
    fn inputs(&self, path: &RepoPath, imports: Vec<RepoPath>) -> Vec<(RepoPath, Option<ContentId>)> {
        let mut paths: BTreeSet<RepoPath> = imports.into_iter().collect();
        paths.insert(path.clone());
        paths.extend(self.recorder.missed());
        let id = |path: RepoPath| {
            let id = self.snapshot.content_id(&path);
            (path, id)
        };
        paths.into_iter().map(id).collect()
    }
}

/// The files of a snapshot and its copies of remote imports, noting what was asked for in vain, since it may be
/// there in the next, and every copy.
pub(super) struct Recorder<'a> {
    files: SnapshotHost<'a>,
    missed: Mutex<BTreeSet<RepoPath>>,
}

impl<'a> Recorder<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, reach: &Reach) -> Self {
        Self {
            files: SnapshotHost::new(snapshot, reach),
            missed: Mutex::default(),
        }
    }

    fn note(&self, path: Option<RepoPath>) {
        let mut missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        missed.extend(path);
    }

    fn missed(&self) -> BTreeSet<RepoPath> {
        self.missed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Host for Recorder<'_> {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let answer = self.files.read(path);
        if answer.is_err() {
            self.note(Some(path.clone()));
        }
        answer
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        // It holds the same for the whole run, so that nothing is to be noted.
        self.files.env(name)
    }

    fn headers(&self) -> Option<Location> {
        self.files.headers()
    }

    fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        self.files.keep(digest, encoded);
    }

    fn refusal(&self, url: &str) -> Option<String> {
        self.note(place(INDEX));
        self.files.refusal(url)
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        self.files.fetch(request)
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        self.note(place(&file_name(digest)));
        self.files.cached(digest)
    }
}
