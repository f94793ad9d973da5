//! What is said of a commit, and of a place in a file.

use crate::source::{Sources, Span};

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full id.
    pub id: String,
    /// The first ten digits of it.
    pub short: String,
    /// Who wrote it.
    pub author: String,
    /// When, as RFC 3339 has it; empty for a time that no calendar has.
    pub time: String,
    /// The first paragraph of its message on one line.
    pub summary: String,
}

impl Commit {
    /// The day, in the zone of whoever wrote it.
    pub fn day(&self) -> &str {
        self.time.split('T').next().unwrap_or_default()
    }
}

/// A place in a file; both numbers start at 1, columns count Unicode characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// Where a span starts.
    pub fn of(span: Span, sources: &Sources) -> Self {
        let (start, _) = sources.range(span);
        Self {
            file: sources.source(span.file).name.to_string(),
            line: start.line,
            column: start.column,
        }
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
