//! A snapshot as the engine's window to the world, and what else it may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::outside::{Outside, Seen};
use super::reach::Reach;
use crate::dhall::syntax::Location;
use crate::dhall::{Host, Key, Proof, ReadError, Request, Response};
use crate::repository::{self, Snapshot};
use crate::source::RepoPath;

/// The files of a snapshot, and what a [`Reach`] names outside.
pub(super) struct SnapshotHost<'a> {
    snapshot: &'a dyn Snapshot,
    outside: Outside,
}

impl<'a> SnapshotHost<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, reach: &Reach) -> Self {
        Self {
            snapshot,
            outside: Outside::new(reach, &|path| snapshot.read(path).ok()),
        }
    }

    /// It without the copies of remote imports that the snapshot has.
    pub(super) fn without_copies(mut self) -> Self {
        self.outside = self.outside.without_copies();
        self
    }

    /// What was imported from afar up to now.
    pub(super) fn seen(&self) -> Seen {
        self.outside.seen()
    }
}

impl Host for SnapshotHost<'_> {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.snapshot.read(path).map_err(unread)
    }

    fn foresee(&self, path: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
        Some(self.read(path))
    }

    fn names(&self, folder: &RepoPath) -> Vec<String> {
        let paths = self.snapshot.paths().iter();
        let below = paths.filter_map(|path| match folder.is_root() {
            true => Some(path.as_str()),
            false => path.as_str().strip_prefix(folder.as_str())?.strip_prefix('/'),
        });
        let mut names: Vec<String> = below
            .filter_map(|path| path.split('/').next())
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        self.outside.env(name)
    }

    fn refusal(&self, url: &str) -> Option<String> {
        self.outside.refusal(url)
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        self.outside.fetch(request, &|path| self.snapshot.read(path).ok())
    }

    fn headers(&self) -> Option<Location> {
        self.outside.headers()
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        self.outside.cached(digest, &|path| self.snapshot.read(path).ok())
    }

    fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        self.outside.keep(digest, encoded);
    }

    fn keeps_proofs(&self) -> bool {
        self.outside.keeps_proofs()
    }

    fn proof(&self, key: &Key) -> Option<Proof> {
        self.outside.proof(key)
    }

    fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        self.outside.prove(proven);
    }
}

/// Why a file was not read, in the engine's words.
pub fn unread(error: repository::ReadError) -> ReadError {
    match error {
        repository::ReadError::Absent => ReadError::Absent,
        repository::ReadError::Refused {
            why: repository::Refusal::Folder,
        } => ReadError::Unreadable("it is a folder, not a file".to_owned()),
        repository::ReadError::Refused { why } => ReadError::Refused(why.to_string()),
        repository::ReadError::Unreadable { why } => ReadError::Unreadable(why.to_string()),
    }
}
