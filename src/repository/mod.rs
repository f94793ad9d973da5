//! The configuration repository as immutable trees of files, wherever they come from.
//!
//! Every command reads through one trait, [`Snapshot`]: the working tree, the index, a revision and a plain
//! directory look the same from outside. [`Repository::discover`] finds the repository of a directory;
//! [`open_directory`] does without git; [`instances`] says which instances a snapshot describes.
//!
//! What holds for every snapshot
//! - Nothing is checked out and nothing is written, not even the index.
//! - A path is read at most once: the same path gives the same bytes for as long as the snapshot lives, and
//!   bytes that are equal have an equal [`ContentId`] in every snapshot.
//! - No read leaves the root. Symbolic links are resolved inside the snapshot's own listing and by the same
//!   code for disks and for git, so a link cannot point at what the snapshot leaves out, `.git` included.
//! - Left out everywhere: `.git`, submodules and other repositories inside this one, and folders that hold
//!   rendered files ([`RENDER_MARKER`]); from the working tree also what git ignores and does not track.
//! - Only regular files of at most [`SIZE_LIMIT`] bytes are read.
//!
//! This room does not know Dhall.

mod snapshot;

mod link;
mod tree;

mod git;
mod worktree;

mod discover;
mod error;
mod folder;
mod handle;
mod merge;
mod message;
mod page;
mod revision;

mod history;
mod people;

mod instance;

pub use discover::Environment;
pub use error::RepositoryError;
pub use folder::Folder;
pub use handle::Repository;
pub use history::{Commit, Since};
pub use instance::{Instance, Instances, instances};
pub use merge::Merged;
pub use page::PAGES;
pub use revision::{Instant, Revision};
pub use snapshot::{ContentId, Failure, Identity, LeftOut, ReadError, Refusal, Snapshot, Special};
pub use tree::{RENDER_MARKER, SIZE_LIMIT, Tree};
pub use worktree::open_directory;
