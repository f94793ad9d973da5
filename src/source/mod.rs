//! Source text and places in it: what every other room points at.
//!
//! A [`Sources`] holds the text of every file that a run has read, numbered by [`FileId`]. A [`Span`]
//! is a range of bytes of one such file; lines and columns are worked out only when somebody looks.
//! The same path may be there more than once, with another text: `before` and `after` of a comparison
//! are two snapshots, and each file of each is a source of its own.
//!
//! This room does not know disks, git or how a place is shown.

mod line;
mod literal;
mod path;
mod span;

pub use line::{LineIndex, Position};
pub use path::{PathError, RepoPath};
pub use span::{FileId, Source, SourceName, Sources, Span, Veil};
