//! The lines of source that wrote a value, and who wrote them.

use std::cell::RefCell;
use std::collections::HashMap;

use super::markup::escape;
use crate::change::{Cause, Change};
use crate::report::plan::author::{self, Author};
use crate::report::plan::{Authors, Review, line, sheet};
use crate::source::{FileId, Sources, Span};

/// How many characters of a line are shown.
const LINE: usize = 160;

/// How many characters of a name or a summary are shown.
const NAME: usize = 80;

/// The lines of files as they may be shown, worked out once for each file.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    authors: &'a Authors,
    files: RefCell<HashMap<FileId, Vec<String>>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(review: &Review<'a>) -> Self {
        Self {
            sources: review.sources,
            authors: review.authors,
            files: RefCell::default(),
        }
    }

    /// What wrote the value before and now, as lines of text: the place and who wrote it, then the line of source.
    pub(super) fn describe(&self, change: &Change) -> String {
        let sides = [
            ("before", change.origin_before, &self.authors.before),
            ("after ", change.origin_after, &self.authors.after),
        ];
        let mut text = String::new();
        let cause = match change.cause {
            Some(Cause::Written(span)) => ("cause ", Some(span), &self.authors.after),
            Some(Cause::Gone(span)) => ("gone  ", Some(span), &self.authors.before),
            None => ("", None, &self.authors.after),
        };
        for (side, span, authors) in [cause].into_iter().chain(sides) {
            if let Some(span) = span {
                let place = sheet::place(span, self.sources);
                let who = author::of(authors, span, self.sources).map_or_else(String::new, told);
                text += &format!("{side}  {place}{who}\n        {}\n", self.line(span));
            }
        }
        text
    }

    /// The place of a change in a few words: that of the side after, if there is one.
    pub(super) fn summary(&self, change: &Change) -> Option<String> {
        let (span, authors) = match (change.cause, change.origin_before, change.origin_after) {
            (Some(Cause::Written(span)), ..) => (span, &self.authors.after),
            (Some(Cause::Gone(span)), ..) => (span, &self.authors.before),
            (None, _, Some(after)) => (after, &self.authors.after),
            (None, Some(before), None) => (before, &self.authors.before),
            (None, None, None) => return None,
        };
        let who = author::of(authors, span, self.sources);
        let who = who.map_or_else(String::new, |author| format!(" · {}", named(author)));
        Some(escape(&format!("{}{who}", sheet::place(span, self.sources))))
    }

    /// The line that a span begins in, without what is kept back.
    fn line(&self, span: Span) -> String {
        let (start, _) = self.sources.range(span);
        let mut files = self.files.borrow_mut();
        let lines = files.entry(span.file).or_insert_with(|| {
            let shown = self.sources.source(span.file).shown(&[]);
            shown.lines().map(|line| line.trim().to_owned()).collect()
        });
        let at = (start.line as usize).saturating_sub(1);
        let text = lines.get(at).map(String::as_str).unwrap_or_default();
        line(text, LINE)
    }
}

/// Who wrote a line, and by which commit.
fn named(author: &Author) -> String {
    match author {
        Author::Committed(commit) => format!("{} {}", line(&commit.author, NAME), line(&commit.short, NAME)),
        Author::NotCommitted => "not committed".to_owned(),
    }
}

/// The same with when, and what the commit says.
fn told(author: &Author) -> String {
    let more = match author {
        Author::Committed(commit) => {
            format!(
                " · {} · {}",
                line(commit.day(), NAME),
                line(&commit.summary, NAME)
            )
        }
        Author::NotCommitted => String::new(),
    };
    format!(" · {}{more}", named(author))
}
