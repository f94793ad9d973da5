//! The comments of a file and how they stand among its tokens.

use super::super::parser::Trace;

/// A comment, with what the layout has to know of its surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
    /// Whether it begins a line: a line end stands between it and the token or comment before.
    pub(super) begins_line: bool,
    /// Whether a line end stands between it and the token or comment behind.
    pub(super) ends_line: bool,
    /// Whether an empty line stands before it.
    pub(super) blank_before: bool,
    /// Whether an empty line stands behind it.
    pub(super) blank_behind: bool,
}

impl Comment<'_> {
    /// The comment without what formatting may change: the kind of line ends, and space at its end.
    pub(super) fn normal(&self) -> String {
        self.text.replace('\r', "").trim_end().to_owned()
    }

    pub(super) fn is_line(&self) -> bool {
        self.text.starts_with("--")
    }
}

/// Every comment between tokens. Those inside of a text's interpolations stand between tokens, too.
pub(super) fn comments<'a>(text: &'a str, trace: &Trace) -> Vec<Comment<'a>> {
    let mut comments = Vec::new();
    let mut end = shebang_end(text);
    let mut begins_line = true;
    let behind = (text.len() as u32, text.len() as u32);
    for (start, next) in trace.tokens.iter().copied().chain([behind]) {
        let start = start as usize;
        if end < start {
            gap_comments(text, (end, start), begins_line, &mut comments);
        }
        end = next as usize;
        begins_line = false;
    }
    comments
}

/// One past the lines that begin with `#!`, which only stand at the beginning.
pub(super) fn shebang_end(text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    lines
        .take_while(|line| line.starts_with("#!"))
        .map(str::len)
        .sum()
}

/// The comments between two tokens.
fn gap_comments<'a>(
    text: &'a str,
    (start, end): (usize, usize),
    begins_line: bool,
    comments: &mut Vec<Comment<'a>>,
) {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut line_ends = usize::from(begins_line);
    let first = comments.len();
    while at < end {
        let length = match &bytes[at..end] {
            [b'-', b'-', ..] => line_length(&text[at..end]),
            [b'{', b'-', ..] => block_length(&bytes[at..end]),
            [byte, ..] => {
                line_ends += usize::from(*byte == b'\n');
                at += 1;
                continue;
            }
            [] => break,
        };
        finish_last(comments, first, line_ends);
        comments.push(Comment {
            start: at,
            text: &text[at..at + length],
            // One of several lines is moved to a line of its own.
            begins_line: line_ends > 0 || text[at..at + length].contains('\n'),
            ends_line: false,
            blank_before: line_ends > 1,
            blank_behind: false,
        });
        at += length;
        line_ends = 0;
    }
    // The end of the file ends the line, too.
    finish_last(comments, first, line_ends + usize::from(end == text.len()));
}

fn finish_last(comments: &mut [Comment<'_>], first: usize, line_ends: usize) {
    if let Some(last) = comments[first..].last_mut() {
        last.ends_line = line_ends > 0;
        last.blank_behind = line_ends > 1;
    }
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn block_length(bytes: &[u8]) -> usize {
    let (mut at, mut open) = (2, 1);
    while open > 0 && at < bytes.len() {
        match &bytes[at..] {
            [b'{', b'-', ..] => {
                open += 1;
                at += 2;
            }
            [b'-', b'}', ..] => {
                open -= 1;
                at += 2;
            }
            _ => at += 1,
        }
    }
    at
}
