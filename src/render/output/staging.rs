//! The private folder in which output is made ready, and which only one run at a time has.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{create_private, is_same_disk};
use super::lock::Lock;
use super::{LOCK_FILE, WriteError};

/// The name, inside the staging folder, of the file that a run holds locked.
const HOLD: &str = "hold";

/// A staging folder that this run holds. Left-overs of a run that was killed are taken over.
pub(super) struct Staging {
    pub(super) path: PathBuf,
    /// Whether it lies beside the output, so that the output can be swapped as a whole.
    pub(super) is_beside: bool,
    _hold: File,
}

/// Where the staging folder for `out` is, and whether that is beside it. Beside it, unless `out` is the root
/// of a file system of its own.
fn place(out: &Path) -> (PathBuf, bool) {
    let beside = out.parent().zip(out.file_name()).and_then(|(parent, name)| {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(".meshc");
        let is_near = !out.exists() || is_same_disk(parent, out);
        is_near.then(|| parent.join(hidden))
    });
    match beside {
        Some(path) => (path, true),
        None => (out.join(".meshc"), false),
    }
}

impl Staging {
    /// Takes hold of the staging folder for `out`.
    pub(super) fn acquire(out: &Path) -> Result<Self, WriteError> {
        let (path, is_beside) = place(out);
        let taken = Self::hold(&path, is_beside);
        match taken {
            // The folder around the output may belong to somebody else, as that of a mounted volume does.
            Err(WriteError::Io { source, .. })
                if is_beside && out.exists() && source.kind() == io::ErrorKind::PermissionDenied =>
            {
                Self::hold(&out.join(".meshc"), false)
            }
            other => other,
        }
    }

    fn hold(path: &Path, is_beside: bool) -> Result<Self, WriteError> {
        let failed = |action, source| WriteError::Io {
            action,
            path: path.to_owned(),
            source,
        };
        match create_private(&path.to_owned()) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let is_folder = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
                let is_empty = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
                if !is_folder || !(is_empty || path.join(HOLD).is_file()) {
                    return Err(WriteError::Occupied {
                        path: path.to_owned(),
                    });
                }
            }
            Err(error) => return Err(failed("create", error)),
            Ok(()) => {}
        }
        let open = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join(HOLD));
        let file = open.map_err(|error| failed("create", error))?;
        match file.try_lock() {
            // The run before may have removed the folder between our opening and our locking.
            Ok(()) if !path.join(HOLD).is_file() => Err(WriteError::Busy {
                path: path.to_owned(),
            }),
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                is_beside,
                _hold: file,
            }),
            Err(TryLockError::WouldBlock) => Err(WriteError::Busy {
                path: path.to_owned(),
            }),
            Err(TryLockError::Error(error)) => Err(failed("lock", error)),
        }
    }

    /// Where new files are put together.
    pub(super) fn tree(&self) -> PathBuf {
        self.path.join("tree")
    }

    /// Where old folders go that nothing takes the place of.
    pub(super) fn aside(&self) -> PathBuf {
        self.path.join("aside")
    }

    /// What an interrupted run was about to make.
    pub(super) fn journal(&self) -> PathBuf {
        self.path.join("journal.json")
    }

    /// Gives the folder up.
    pub(super) fn release(self) {
        // What is left over harms nobody and is taken over by the next run.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The lock file of `out`, mended in memory after an interrupted run.
pub(super) fn known(out: &Path) -> Result<Lock, WriteError> {
    let lock = Lock::read(out)?;
    let (beside, _) = place(out);
    for staging in [beside, out.join(".meshc")] {
        if let Ok(Some(staged)) = Lock::read_file(&staging.join("journal.json")) {
            return Ok(lock.recovered(&staged, out));
        }
    }
    Ok(lock)
}

/// Whether `path`, relative to the output, is part of how output is written.
pub(super) fn is_own(path: &Path) -> bool {
    path == Path::new(LOCK_FILE) || path.starts_with(".meshc")
}
