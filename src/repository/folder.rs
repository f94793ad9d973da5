//! A folder whose files are read one by one, without being listed.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::snapshot::ReadError;
use super::worktree::{self, Root};
use super::{RepositoryError, discover, link};
use crate::source::RepoPath;

/// A folder on disk, for commands that read a few files of it, whatever else it holds.
///
/// As for a [`Snapshot`](super::Snapshot), a path has the same answer each time and no read leaves the root; a relative
/// symbolic link is followed where it leads to a file below the root. Nothing is left out, `.git` excepted.
#[derive(Debug)]
pub struct Folder {
    root: Root,
    known: Mutex<HashMap<RepoPath, Answer>>,
}

/// How many names of a folder are looked through.
const NAMES: usize = 10_000;

type Answer = Result<Arc<[u8]>, ReadError>;

impl Folder {
    /// The folder `directory`.
    pub fn open(directory: &Path) -> Result<Self, RepositoryError> {
        Ok(Self {
            root: Root::of(directory)?,
            known: Mutex::default(),
        })
    }

    /// The nearest folder from `directory` upwards that holds `meshc.dhall` or is the top of a git repository,
    /// else `directory` itself.
    pub fn around(directory: &Path) -> Result<Self, RepositoryError> {
        let start = Root::of(directory)?;
        let marked = |folder: &&Path| {
            folder.join(discover::SETTINGS).is_file() || folder.join(".git").symlink_metadata().is_ok()
        };
        let found = start.path().ancestors().find(marked);
        Self::open(found.unwrap_or(start.path()))
    }

    /// Its real path.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// A path of the operating system as one below the root; `None` when it lies elsewhere.
    ///
    /// Its folder is followed through links, the file itself is not.
    pub fn locate(&self, file: &Path) -> io::Result<Option<RepoPath>> {
        let real = match (file.parent(), file.file_name()) {
            (Some(parent), Some(name)) if parent != Path::new("") => fs::canonicalize(parent)?.join(name),
            (_, Some(name)) => fs::canonicalize(".")?.join(name),
            (_, None) => fs::canonicalize(file)?,
        };
        let below = real.strip_prefix(self.root.path()).ok();
        Ok(below.and_then(|below| RepoPath::from_os(below).ok()))
    }

    /// The bytes of a file.
    pub fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        if let Some(answer) = self.known().get(path) {
            return answer.clone();
        }
        let answer = self.read_now(path);
        // Of two threads that read it at once, the first one's answer counts.
        self.known().entry(path.clone()).or_insert(answer).clone()
    }

    fn known(&self) -> MutexGuard<'_, HashMap<RepoPath, Answer>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_now(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let is_git = |path: &RepoPath| path.components().any(|name| name.eq_ignore_ascii_case(".git"));
        if is_git(path) {
            return Err(ReadError::Absent);
        }
        // Most files have no link on the way, so that their path is their real one.
        if let Some(read) = worktree::read_straight(&self.root, path) {
            return read;
        }
        let real = link::resolve(
            path,
            |path| worktree::look(&self.root, path),
            |path| worktree::is_folder(&self.root, path),
        )?;
        if is_git(&real) {
            return Err(ReadError::Absent);
        }
        worktree::read(&self.root, &real)
    }

    /// The names in a folder below the root to which no symbolic link leads, sorted; none if there is no such
    /// folder, or far too many are in it.
    pub fn names(&self, folder: &RepoPath) -> Vec<String> {
        let mut at = RepoPath::root();
        for name in folder.components() {
            match at.join(name) {
                Ok(next) if worktree::is_folder(&self.root, &next) => at = next,
                _ => return Vec::new(),
            }
        }
        let Ok(entries) = fs::read_dir(self.root.path().join(at.as_str())) else {
            return Vec::new();
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.take(NAMES + 1).collect();
        if names.len() > NAMES {
            return Vec::new();
        }
        names.retain(|name| !name.eq_ignore_ascii_case(".git"));
        names.sort();
        names
    }
}
