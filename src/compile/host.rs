//! A snapshot as the engine's window to the world.

use std::sync::Arc;

use crate::dhall::{Host, ReadError};
use crate::repository::{self, Snapshot};
use crate::source::RepoPath;

/// The files of a snapshot, and nothing else.
pub(super) struct SnapshotHost<'a>(pub(super) &'a dyn Snapshot);

impl Host for SnapshotHost<'_> {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.0.read(path).map_err(|error| match error {
            repository::ReadError::Absent => ReadError::Absent,
            repository::ReadError::Refused { why } => ReadError::Refused(why.to_string()),
            repository::ReadError::Unreadable { why } => ReadError::Unreadable(why.to_string()),
        })
    }
}
