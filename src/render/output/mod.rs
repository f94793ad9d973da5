//! Putting bundles below a folder, or saying what that would change.
//!
//! What was made is listed in a lock file at the top of the folder; nothing else there is ever replaced,
//! removed or moved. Output is made ready in a private folder on the same disk and then swapped in:
//!
//! - where everything in the folder was made here, the folder as a whole in one step;
//! - else one environment after the other, each in one step, with a journal. An error on the way swaps them
//!   back; after a crash the next run knows from the journal which ones had arrived.
//!
//! So at every moment an environment there is wholly the old one or wholly the new one.

mod disk;
mod lock;
mod staging;
mod survey;
mod swap;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};

pub use self::lock::{Lock, LockError, Made};
use self::survey::Survey;
use super::Bundle;
use crate::source::RepoPath;

/// The lock file's name, at the top of the folder. It marks the folder as rendered output.
pub const LOCK_FILE: &str = "meshc.lock.json";

/// What happens to environments in the folder of which there is no bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The bundles are all there are; other environments go.
    All,
    /// The bundles are a selection; other environments stay as they are.
    Selected,
}

/// How the files below a folder differ from bundles; each list sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Not there yet.
    pub added: Vec<RepoPath>,
    /// There with other bytes, be it that the model changed or that somebody edited them.
    pub changed: Vec<RepoPath>,
    /// Made before and no longer wanted.
    pub removed: Vec<RepoPath>,
    /// Not made here, but where a file has to go.
    pub blocked: Vec<RepoPath>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

impl Comparison {
    /// Whether there is nothing to do.
    pub fn is_same(&self) -> bool {
        let lists = [&self.added, &self.changed, &self.removed, &self.blocked];
        lists.into_iter().all(Vec::is_empty)
    }
}

/// What was written: the comparison with what was there before.
pub type WriteOutcome = Comparison;

/// Why nothing was written. What was there before is there still.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The disk failed.
    #[error("could not {action} `{}`", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The folder is something else.
    #[error("`{}` is not a folder", path.display())]
    NoFolder {
        /// What is there.
        path: PathBuf,
    },
    /// Files in the way that were not made here.
    #[error("files in the way that meshc did not make: {}", names(paths))]
    Foreign {
        /// Which.
        paths: Vec<RepoPath>,
    },
    /// A symbolic link in the way; following it would write somewhere else.
    #[error("`{}` is a symbolic link, and files are never written through one", path.display())]
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// The lock file is not one.
    #[error("cannot use the lock file `{}`", path.display())]
    Lock {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        source: LockError,
    },
    /// Another run writes to the same folder.
    #[error("another run of meshc is writing there; it holds `{}`", path.display())]
    Busy {
        /// Its staging folder.
        path: PathBuf,
    },
    /// Somebody else's file or folder is where the staging folder has to go.
    #[error("`{}` is in the way; files are made ready there", path.display())]
    Occupied {
        /// What is there.
        path: PathBuf,
    },
}

fn names(paths: &[RepoPath]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    quoted.join(", ")
}

/// Puts `bundles` below `out`, which is created if need be.
///
/// # Errors
/// Whatever the error, what was there before is there still.
pub fn write(out: &Path, bundles: &[Bundle], scope: Scope) -> Result<WriteOutcome, WriteError> {
    swap::write(out, bundles, scope, &mut |_| Ok(()))
}

/// How the files below `out` differ from `bundles`; writes nothing.
///
/// # Errors
/// When the lock file cannot be used.
pub fn compare(out: &Path, bundles: &[Bundle], scope: Scope) -> Result<Comparison, WriteError> {
    let out = swap::settled(out)?;
    Ok(Survey::new(&out, staging::known(&out)?, bundles, scope).comparison)
}
