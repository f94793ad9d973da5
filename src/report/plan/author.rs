//! Who last wrote the lines that a plan points at.

use std::collections::BTreeMap;

use crate::report::history::Commit;
use crate::source::{Sources, Span};

/// Who last wrote a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// The commit says so.
    Committed(Commit),
    /// Nobody yet: the line is new or changed on disk or in the index.
    NotCommitted,
}

/// Who last wrote the lines that a plan points at; those that are not there are not known.
#[derive(Clone, Debug, Default)]
pub struct Authors {
    /// The lines of the side before, by file and number.
    pub before: BTreeMap<(String, u32), Author>,
    /// The lines of the side after.
    pub after: BTreeMap<(String, u32), Author>,
    /// Whether nothing is known because a shallow clone does not hold the history.
    pub shallow: bool,
}

/// Who wrote the line that a span begins in.
pub(super) fn of<'a>(
    lines: &'a BTreeMap<(String, u32), Author>,
    span: Span,
    sources: &Sources,
) -> Option<&'a Author> {
    let (start, _) = sources.range(span);
    lines.get(&(sources.source(span.file).name.to_string(), start.line))
}
