//! The formatter: one layout for the text of a file, with every comment kept.
//!
//! [`format()`] changes white space, and separators and `in`s that mean nothing; every other token stays as
//! it is written, so that literals, puns, parentheses and the choice between `λ` and `\` are the author's.
//! The result is checked before it is given out: it parses, is the same expression, and holds the same
//! comments. Formatting it again changes nothing.
//!
//! What fits into [`WIDTH`] columns stands on one line. What does not is broken at its outermost parts:
//! separators and operators begin lines, values and arguments are indented.

mod comment;
mod form;
mod layout;
mod meaning;
mod style;
mod tree;

use super::parser::parse_traced;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use comment::{Comment, comments};
pub use layout::WIDTH;
use meaning::meaning;
use style::styled;

/// How deeply expressions that are formatted may nest.
const DEPTH_LIMIT: u32 = 1_000;

/// Why a text was not formatted.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FormatError {
    /// It is no expression.
    #[error("the text is no Dhall expression")]
    Syntax(Vec<Diagnostic>),
    /// The formatted text would have been another expression.
    #[error("formatting would have changed what the text means")]
    Meaning,
    /// A comment would have been lost or changed.
    #[error("formatting would have lost a comment")]
    Comment,
}

/// Formats the text of a file; the spans of the findings of an error are of `file`.
pub fn format(file: FileId, text: &str) -> Result<String, FormatError> {
    let (parsed, trace) = parse_traced(file, text, DEPTH_LIMIT);
    if !parsed.findings.is_empty() {
        return Err(FormatError::Syntax(parsed.findings));
    }
    // Of a large file, neither the tree nor the tokens are kept longer than they are needed.
    let meant = meaning(&parsed.ast);
    drop(parsed);
    let before = comments(text, &trace);
    let formatted = styled(text, &trace, &before, (0, false));
    drop(trace);
    let (again, trace) = parse_traced(file, &formatted, DEPTH_LIMIT);
    if !again.findings.is_empty() || meaning(&again.ast) != meant {
        return Err(FormatError::Meaning);
    }
    let after = comments(&formatted, &trace);
    let normal = |comments: &[Comment<'_>]| comments.iter().map(Comment::normal).collect::<Vec<_>>();
    if before.len() != after.len() || normal(&before) != normal(&after) {
        return Err(FormatError::Comment);
    }
    Ok(formatted)
}

/// Lays out text that the printer has made; `None` if it is none that the parser takes.
pub(super) fn lay_out(text: &str) -> Option<String> {
    lay_out_at(text, 0, false)
}

/// Lays such a text out whose first line begins in a column, to which the others are indented; broken at its
/// outermost parts, whether it fits or not, if that is wanted.
pub(super) fn lay_out_at(text: &str, column: usize, broken: bool) -> Option<String> {
    let (parsed, trace) = parse_traced(FileId(0), text, DEPTH_LIMIT);
    if !parsed.findings.is_empty() {
        return None;
    }
    drop(parsed);
    let mut laid_out = styled(text, &trace, &comments(text, &trace), (column, broken));
    laid_out.truncate(laid_out.trim_end().len());
    Some(laid_out)
}
