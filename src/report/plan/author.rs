//! Who last wrote the lines that a plan points at.

use std::collections::BTreeMap;

use super::Review;
use crate::change::{Cause, Change};
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

/// Who last wrote the line that made a value another one: the cause if another line computes the value, else that of
/// the side after, if there is one.
pub(super) fn of_change<'a>(change: &Change, review: &Review<'a>) -> Option<&'a Author> {
    let Review { authors, sources, .. } = review;
    match (change.cause, change.origin_before, change.origin_after) {
        (Some(Cause::Written(span)), ..) => of(&authors.after, span, sources),
        // Who took a line away is written in no line.
        (Some(Cause::Gone(_)), ..) => None,
        (None, _, Some(after)) => of(&authors.after, after, sources),
        (None, Some(before), None) => of(&authors.before, before, sources),
        (None, None, None) => None,
    }
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
