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
use crate::lower::{data_type, lower};
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

/// Files that are read with one engine before it is given up: it keeps all that it has read.
const LIFE: usize = 256;

/// Engines side by side: an engine reads a file once, so a file that changes again needs another.
const ENGINES: usize = 6;

/// The windows to the world of the engines of a [`Reader`].
pub(super) type Recorders = [Recorder; ENGINES];

/// Recorders of snapshots whose imports may reach farther.
pub(super) fn recorders(reach: &Reach) -> Recorders {
    std::array::from_fn(|_| Recorder::reaching(reach))
}

/// A file, and the type that it is to have.
type Job = (RepoPath, Option<DataType>);

/// Reads files of one snapshot after the other; what they share is read once, across snapshots, too.
///
/// An engine goes on with what it has read in earlier snapshots. Whether that is still so is known by content; if it
/// is not, another engine reads the files, anew if none can go on.
pub(super) struct Reader<'a> {
    /// The engine that was used last comes last.
    engines: Vec<Used<'a>>,
}

/// An engine with the texts that it has read, and how many files were evaluated with it; none before the first.
struct Used<'a> {
    recorder: &'a Recorder,
    engine: Option<Engine<'a>>,
    sources: Sources,
    files: usize,
}

impl<'a> Used<'a> {
    fn new(recorder: &'a Recorder) -> Self {
        Self {
            recorder,
            engine: None,
            sources: Sources::default(),
            files: 0,
        }
    }

    /// Whether it may have what files come to, or can read them.
    fn goes_on(&self, jobs: &[Job]) -> bool {
        self.engine.is_some() && self.files < LIFE && jobs.iter().all(|(path, _)| self.recorder.holds(path))
    }

    /// What files come to, and what each depends on.
    fn evaluate(&mut self, jobs: &[Job]) -> (Vec<Evaluated>, Vec<Inputs>) {
        self.files += jobs.len();
        let (recorder, sources) = (self.recorder, &self.sources);
        let engine = self
            .engine
            .get_or_insert_with(|| Engine::new(recorder, sources, Options::default()));
        let mut results = engine.evaluate_all(jobs);
        let inputs = jobs.iter().zip(&mut results).map(|((path, _), evaluated)| {
            let imports = std::mem::take(&mut evaluated.imports);
            recorder.inputs(path, imports)
        });
        let inputs = inputs.collect();
        (results, inputs)
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(recorders: &'a Recorders) -> Self {
        Self {
            engines: recorders.iter().map(Used::new).collect(),
        }
    }

    /// Goes on with another snapshot.
    pub(super) fn turn_to(&mut self, snapshot: &Arc<Tree>) {
        for used in &self.engines {
            used.recorder.turn_to(snapshot);
        }
    }

    /// Reads files of type `T` and keeps what they come to; `value` makes of each what is wanted.
    pub(super) fn read<T: DeserializeOwned + StaticType + 'static, V>(
        &mut self,
        paths: &[RepoPath],
        memo: &mut Memo<V>,
        value: impl Fn(&RepoPath, T, Node) -> V,
    ) -> Vec<Arc<Reading<V>>> {
        let expected = data_type::<T>();
        let jobs: Vec<Job> = paths
            .iter()
            .map(|path| (path.clone(), Some(expected.clone())))
            .collect();
        let (results, inputs) = self.evaluated(&jobs);
        let last = self.engines.last().expect("there are several engines");
        let (recorder, sources) = (last.recorder, last.sources.clone());
        let read = |((path, evaluated), inputs): ((&RepoPath, Evaluated), Inputs)| {
            let lowered = evaluated
                .datum
                .and_then(|datum| lower::<T>(&datum, &sources).ok());
            let unlisted = inputs.iter().filter(|(path, _)| !recorder.is_listed(path));
            let reading = Arc::new(Reading {
                unlisted: unlisted.cloned().collect(),
                inputs,
                value: lowered.map(|(typed, tree)| value(path, typed, tree)),
                sources: sources.clone(),
            });
            memo.keep(path, Arc::clone(&reading));
            reading
        };
        paths.iter().zip(results).zip(inputs).map(read).collect()
    }

    /// What files come to, and what each depends on, by the engine that is the last now.
    fn evaluated(&mut self, jobs: &[Job]) -> (Vec<Evaluated>, Vec<Inputs>) {
        if let Some(at) = self.engines.iter().rposition(|used| used.goes_on(jobs)) {
            let mut used = self.engines.remove(at);
            let (results, inputs) = used.evaluate(jobs);
            let holds = inputs.iter().flatten().all(|(path, _)| used.recorder.holds(path));
            self.engines.push(used);
            if holds {
                return (results, inputs);
            }
        }
        // The one that was not used for longest starts over.
        let oldest = self.engines.remove(0).recorder;
        oldest.start_over();
        self.engines.push(Used::new(oldest));
        let last = self.engines.last_mut().expect("an engine was just added");
        last.evaluate(jobs)
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
    fn reaching(reach: &Reach) -> Self {
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

    /// Whether a file was not read yet, or with the content that it has in the snapshot.
    fn holds(&self, path: &RepoPath) -> bool {
        let read = locked(&self.read).get(path).copied();
        read.is_none_or(|id| self.snapshot().content_id(path) == id)
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
