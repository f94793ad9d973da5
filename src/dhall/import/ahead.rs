//! Reading ahead: while one thread evaluates, another reads and parses the files that it will most likely ask for.
//!
//! What a file imports is known as soon as it is parsed. Nothing depends on what is read ahead: it is taken when an
//! import asks for it, as if it were read then, and counts from then on; what nobody asks for is dropped. So the
//! thread's pace shows in nothing but the time.

use std::collections::hash_map::Entry;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::host::{Host, ReadError};
use super::location::Canonical;
use crate::dhall::syntax::parser::parse_within;
use crate::dhall::syntax::{Ast, Expr, ExprId, ImportMode, Operator};
use crate::source::FileId;

/// With fewer files to read, another thread is not worth waking.
const FEW: usize = 4;
/// How many files, and bytes of them, may wait to be asked for.
const HELD: usize = 256;
const HELD_BYTES: usize = 8 << 20;
/// How deeply files that are parsed ahead may nest; the stack may be small.
const DEPTH: u32 = 100;

/// What was read ahead of one location.
pub(super) struct Foreseen {
    pub(super) bytes: Result<Arc<[u8]>, ReadError>,
    /// Its tree, if nothing is wrong with it and it was wanted as code.
    pub(super) tree: Option<Tree>,
}

/// A file's text and the tree of it, whose spans are of no file yet.
pub(super) struct Tree {
    pub(super) text: Arc<str>,
    pub(super) ast: Ast,
}

/// The files that are read ahead. Shared by the thread that evaluates and the one that reads.
#[derive(Default)]
pub(super) struct Ahead {
    state: Mutex<State>,
    /// There is something to read, or nothing more.
    work: Condvar,
    /// Something was read.
    news: Condvar,
}

#[derive(Default)]
struct State {
    /// What to read, the next one last.
    rest: Vec<(Canonical, ImportMode)>,
    slots: FxHashMap<Canonical, Slot>,
    held: usize,
    held_bytes: usize,
    /// Whether the reader has nothing to do.
    is_idle: bool,
    /// Whether evaluation has ended.
    is_over: bool,
    /// Whether the host lets nothing be read ahead, or there is only one processor.
    is_off: bool,
    /// Whether some import with a digest was found in a cache, so that its file is not read.
    finds_digests: bool,
}

enum Slot {
    Wanted,
    Running,
    Ready(Box<Foreseen>),
    /// Evaluation has asked for it.
    Asked,
}

/// Ends the reader when evaluation ends, however it does.
pub(super) struct Evaluating<'a>(&'a Ahead);

impl Drop for Evaluating<'_> {
    fn drop(&mut self) {
        self.0.state().is_over = true;
        self.0.work.notify_all();
    }
}

/// Gives a file up if reading it ends in a panic, so that nobody waits for it.
struct Running<'a>(&'a Ahead, Option<Canonical>);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(location) = self.1.take() {
            self.0.state().slots.remove(&location);
            self.0.news.notify_all();
        }
    }
}

impl Ahead {
    /// No state is ever left half changed.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins an evaluation, which lasts as long as what this gives. What the last one did not ask for is dropped.
    pub(super) fn begin(&self) -> Evaluating<'_> {
        let mut state = self.state();
        state.rest.clear();
        state.slots.retain(|_, slot| matches!(slot, Slot::Asked));
        (state.held, state.held_bytes, state.is_over) = (0, 0, false);
        Evaluating(self)
    }

    /// Forgets what was asked for: everything will be again.
    pub(super) fn forget(&self) {
        let mut state = self.state();
        state.rest.clear();
        state.slots.clear();
        (state.held, state.held_bytes) = (0, 0);
    }

    /// Reads nothing ahead from here on.
    pub(super) fn turn_off(&self) {
        self.state().is_off = true;
    }

    /// Imports with a digest may be in a cache, so their files are no longer read ahead.
    pub(super) fn digest_found(&self) {
        self.state().finds_digests = true;
    }

    /// What was read ahead at a location that evaluation asks for now.
    pub(super) fn take(&self, location: &Canonical) -> Option<Foreseen> {
        let mut state = self.state();
        if state.is_off {
            return None;
        }
        while matches!(state.slots.get(location), Some(Slot::Running)) {
            state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let Some(Slot::Ready(foreseen)) = state.slots.insert(location.clone(), Slot::Asked) else {
            return None;
        };
        state.held -= 1;
        state.held_bytes -= foreseen.len();
        self.wake(&state);
        Some(*foreseen)
    }

    /// Has the imports of a file read ahead, which evaluation has parsed itself and goes on with now: it will ask for
    /// the first one before anybody else could have read it.
    pub(super) fn want(&self, base: &Canonical, ast: &Ast) {
        if self.state().is_off {
            return;
        }
        let imports = imports(base, ast);
        let mut state = self.state();
        state.add(imports.into_iter().skip(1).rev());
        if state.rest.len() >= FEW {
            self.wake(&state);
        }
    }

    fn wake(&self, state: &State) {
        // Waking costs more than reading one file.
        if state.is_idle && !state.rest.is_empty() && state.held <= HELD / 2 {
            self.work.notify_one();
        }
    }

    /// Reads ahead until evaluation ends.
    pub(super) fn serve(&self, host: &dyn Host) {
        let mut state = self.state();
        while !state.is_over {
            let Some((location, mode)) = state.next() else {
                state.is_idle = true;
                state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.is_idle = false;
                continue;
            };
            drop(state);
            let mut running = Running(self, Some(location.clone()));
            let foreseen = match std::thread::available_parallelism() {
                Ok(count) if count.get() > 1 => foresee(host, &location, mode),
                _ => None,
            };
            running.1 = None;
            let new = match foreseen.as_ref().and_then(|foreseen| foreseen.tree.as_ref()) {
                Some(tree) => imports(&location, &tree.ast),
                None => Vec::new(),
            };
            state = self.state();
            state.finish(location, foreseen);
            state.add(new.into_iter().rev());
            self.news.notify_all();
        }
    }
}

impl State {
    /// The next location to read, if any more may be held.
    fn next(&mut self) -> Option<(Canonical, ImportMode)> {
        if self.is_off || self.held >= HELD || self.held_bytes >= HELD_BYTES {
            return None;
        }
        while let Some((location, mode)) = self.rest.pop() {
            if let Some(slot @ Slot::Wanted) = self.slots.get_mut(&location) {
                *slot = Slot::Running;
                return Some((location, mode));
            }
        }
        None
    }

    fn finish(&mut self, location: Canonical, foreseen: Option<Foreseen>) {
        self.is_off |= foreseen.is_none();
        let Entry::Occupied(mut slot) = self.slots.entry(location) else {
            return;
        };
        match foreseen {
            Some(foreseen) if matches!(slot.get(), Slot::Running) => {
                self.held += 1;
                self.held_bytes += foreseen.len();
                slot.insert(Slot::Ready(Box::new(foreseen)));
            }
            _ => {
                slot.remove();
            }
        }
    }

    /// Adds what is to be read, the next one last.
    fn add(&mut self, imports: impl Iterator<Item = Import>) {
        for import in imports {
            if import.has_digest && self.finds_digests {
                continue;
            }
            if let Entry::Vacant(slot) = self.slots.entry(import.location.clone()) {
                slot.insert(Slot::Wanted);
                self.rest.push((import.location, import.mode));
            }
        }
    }
}

impl Foreseen {
    fn len(&self) -> usize {
        self.bytes.as_ref().map_or(0, |bytes| bytes.len())
    }
}

/// An import of a file of the repository.
struct Import {
    location: Canonical,
    mode: ImportMode,
    has_digest: bool,
}

/// The files of the repository that a file imports, in its order; not those that are only asked for if another one
/// is absent.
fn imports(base: &Canonical, ast: &Ast) -> Vec<Import> {
    let all = || (0..ast.len()).map(|at| ExprId(at as u32));
    let mut otherwise = FxHashSet::default();
    let mut found = Vec::new();
    for id in all() {
        if let Expr::Operator {
            operator: Operator::ImportAlt,
            right,
            ..
        } = &ast[id]
        {
            otherwise.insert(*right);
        }
        if let Expr::Import(import) = &ast[id]
            && import.mode != ImportMode::Location
        {
            found.push((id, import));
        }
    }
    let wanted = found.into_iter().filter(|(id, _)| !otherwise.contains(id));
    let imports = wanted.map(|(_, import)| Import {
        location: base.chain(&import.location),
        mode: import.mode,
        has_digest: import.hash.is_some(),
    });
    imports
        .filter(|import| matches!(import.location.repo_path(), Some(Ok(_))))
        .collect()
}

/// What the host answers at a location; `None` if it lets nothing be read ahead.
fn foresee(host: &dyn Host, location: &Canonical, mode: ImportMode) -> Option<Foreseen> {
    let path = location.repo_path()?.ok()?;
    let bytes = host.foresee(&path)?;
    let tree = match &bytes {
        Ok(bytes) if mode == ImportMode::Code => parsed(bytes),
        _ => None,
    };
    Some(Foreseen { bytes, tree })
}

fn parsed(bytes: &[u8]) -> Option<Tree> {
    let text: Arc<str> = std::str::from_utf8(bytes).ok()?.into();
    let parsed = parse_within(FileId(0), &text, DEPTH);
    let ast = parsed.ast;
    parsed.findings.is_empty().then_some(Tree { text, ast })
}
