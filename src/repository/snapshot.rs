//! What a snapshot is, and what can stand in the way of reading a file of it.

use std::fmt;
use std::io;
use std::sync::Arc;

use super::Revision;
use crate::diagnostic::Diagnostic;
use crate::source::RepoPath;

/// An immutable tree of files with an identity.
pub trait Snapshot: Send + Sync {
    /// Which tree this is.
    fn identity(&self) -> &Identity;

    /// Every regular file and every symbolic link of the snapshot, sorted.
    fn paths(&self) -> &[RepoPath];

    /// The bytes of a file, following symbolic links inside the snapshot.
    ///
    /// The same path gives the same answer every time, whatever happens to the disk meanwhile.
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError>;

    /// The git blob id of the file that `path` leads to; `None` where there is none to be read.
    ///
    /// In a git tree it is known without reading, so a file that [`read`](Self::read) refuses for its size or
    /// content may still have one.
    fn content_id(&self, path: &RepoPath) -> Option<ContentId>;

    /// Why a path that people may see on their disk does not belong to the snapshot; `None` if it does, or if
    /// nothing is there.
    ///
    /// This only explains: such a path is [`ReadError::Absent`], as it would be in a fresh clone.
    fn left_out(&self, _path: &RepoPath) -> Option<LeftOut> {
        None
    }

    /// What was noticed while listing: names that are no paths, folders that could not be listed.
    fn diagnostics(&self) -> &[Diagnostic] {
        &[]
    }
}

/// Which tree a snapshot is; its `Display` is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// The files on disk of a git repository.
    Worktree,
    /// What is staged.
    Index,
    /// A commit.
    Revision(Revision),
    /// What revisions come to when they are merged, in memory; said for people.
    Merge(String),
    /// A plain directory, without git.
    Directory,
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Worktree => f.write_str("the working tree"),
            Self::Index => f.write_str("the index"),
            Self::Revision(revision) => revision.fmt(f),
            Self::Merge(revisions) => f.write_str(revisions),
            Self::Directory => f.write_str("the directory"),
        }
    }
}

/// The git blob id of some bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId([u8; 20]);

impl ContentId {
    /// The id of `bytes`, the same that `git hash-object` prints.
    pub fn of(bytes: &[u8]) -> Self {
        let id = git2::Oid::hash_object(git2::ObjectType::Blob, bytes).expect("hashing memory cannot fail");
        Self::from(id)
    }

    pub(super) fn oid(self) -> git2::Oid {
        git2::Oid::from_bytes(&self.0).expect("20 bytes make an object id")
    }
}

impl From<git2::Oid> for ContentId {
    fn from(id: git2::Oid) -> Self {
        Self(
            id.as_bytes()
                .try_into()
                .expect("object ids are SHA-1: other formats do not open"),
        )
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The snapshot has no such file.
    #[error("no such file")]
    Absent,
    /// Something is there that is not read, whoever asks.
    #[error("{why}")]
    Refused {
        /// What about it.
        why: Refusal,
    },
    /// The file belongs to the snapshot, but its bytes cannot be had.
    #[error("{why}")]
    Unreadable {
        /// What stands in the way.
        why: Failure,
    },
}

impl From<Refusal> for ReadError {
    fn from(why: Refusal) -> Self {
        Self::Refused { why }
    }
}

impl From<Failure> for ReadError {
    fn from(why: Failure) -> Self {
        Self::Unreadable { why }
    }
}

/// Why something is not read although it is there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A symbolic link climbs above the root.
    #[error("symbolic link `{link}` to `{target}` leaves the repository")]
    Outside {
        /// The link.
        link: RepoPath,
        /// What it says.
        target: String,
    },
    /// A symbolic link names a place on one machine.
    #[error("symbolic link `{link}` to `{target}` is absolute; a link inside the repository is relative")]
    Absolute {
        /// The link.
        link: RepoPath,
        /// What it says.
        target: String,
    },
    /// Symbolic links lead to each other, or the chain is longer than any that is meant.
    #[error("symbolic link `{link}` never arrives at a file")]
    Endless {
        /// The last link that was followed.
        link: RepoPath,
    },
    /// A symbolic link leads to nothing that belongs to the snapshot.
    #[error("symbolic link `{link}` leads to `{target}`, which does not exist here or is left out")]
    Dangling {
        /// The last link that was followed.
        link: RepoPath,
        /// Where it leads.
        target: RepoPath,
    },
    /// The target of a symbolic link is not UTF-8.
    #[error("the target of symbolic link `{link}` is not UTF-8")]
    NotUnicode {
        /// The link.
        link: RepoPath,
    },
    /// A folder where a file was asked for.
    #[error("a folder, not a file")]
    Folder,
    /// No regular file: reading it could block or never end.
    #[error("{0}, not a regular file")]
    Special(Special),
    /// Larger than [`SIZE_LIMIT`](super::SIZE_LIMIT).
    #[error("{size} bytes; a file of the configuration has at most {limit}")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes that are read.
        limit: u64,
    },
    /// A placeholder of git LFS in the place of the file.
    #[error("a git LFS pointer, not the file itself; configuration is kept in git without LFS")]
    LfsPointer,
    /// A folder of its path, or the file itself, became a symbolic link after the tree was listed.
    #[error("replaced by a symbolic link while it was read")]
    Replaced,
}

/// A file that is not regular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A block or character device.
    Device,
    /// Anything else.
    Other,
}

impl fmt::Display for Special {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pipe => "a named pipe",
            Self::Socket => "a socket",
            Self::Device => "a device",
            Self::Other => "a special file",
        })
    }
}

/// What keeps the bytes of a file from being had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The operating system says no.
    #[error("{0}")]
    Disk(io::ErrorKind),
    /// The object is not in the repository: a partial clone, or damage.
    #[error(
        "its object {0} is not in this clone; use a clone without `--filter`, or let `git fsck` tell what is damaged"
    )]
    Missing(ContentId),
    /// The object cannot be decoded.
    #[error("its object {0} is damaged; `git fsck` tells more")]
    Damaged(ContentId),
}

/// Why something on disk does not belong to a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Git ignores it.
    Ignored,
    /// It belongs to another repository or to a submodule.
    Nested,
    /// It was rendered from this very configuration.
    Rendered,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ignored => "ignored by git",
            Self::Nested => "part of another repository",
            Self::Rendered => "rendered output",
        })
    }
}
