//! Edits of a file's text that keep what it comes to: what does nothing is taken out, imports are frozen.
//!
//! Each finding carries the edit that would mend it as its suggestion, where there is one that loses no comment.
//! Whoever applies edits compares the digests of what the file came to before and comes to then.

mod child;
mod cut;
mod freeze;
mod lint;
mod page;
mod usage;

pub use freeze::freeze;
pub use lint::{Linted, lint};
pub use page::PAGES;

use crate::diagnostic::{Diagnostic, Suggestion};

/// A text after the suggestions of findings; of two that overlap, only the first. How many were made comes second.
pub fn apply(text: &str, findings: &[Diagnostic]) -> (String, usize) {
    let mut edits: Vec<&Suggestion> = findings
        .iter()
        .filter_map(|finding| finding.suggestion.as_ref())
        .collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut edited = String::with_capacity(text.len());
    let (mut at, mut count) = (0, 0);
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let Some(kept) = text.get(at..start).filter(|_| end <= text.len()) else {
            continue;
        };
        edited.push_str(kept);
        edited.push_str(&edit.replacement);
        at = end;
        count += 1;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    (edited, count)
}
