//! Brackets that were left open or close nothing, told by how the lines of a file are laid out.
//!
//! Only files with mistakes come here, after a first parse. A bracket that is left open on one line would make
//! the parser take the rest of the file for its contents; the indentation says where it was meant to end.
//! [`balance`] gives the text in which such brackets are closed, others are blanked out, and every other
//! mistake still stands. Angle brackets are left alone, because they also are operators of other languages.

use super::coarse::{Token, tokens};
use super::mistake::{misplaced_closer, stray_closer, unclosed};
use super::primary::closer;
use crate::dhall::syntax::Ast;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{FileId, Span};

/// With more brackets than these at fault, a file is not laid out at all.
const BRACKET_LIMIT: usize = 500;

/// And neither with more than these closed by one of another kind on their line: each is looked for in all that are
/// open there, and in all that follows.
const CROSSED_LIMIT: usize = 50;

/// A text of more bytes was written by a program, and its tokens would take too much memory.
const TEXT_LIMIT: usize = 1 << 20;

/// A text whose brackets match.
pub(super) struct Balanced {
    pub(super) text: String,
    /// What was wrong with the brackets of the original text; the spans are of that.
    pub(super) findings: Vec<Diagnostic>,
    /// Where closing brackets were put in, as offsets of the original text, ascending.
    inserted: Vec<u32>,
}

impl Balanced {
    /// Makes the spans of a tree and of its findings spans of the original text.
    pub(super) fn restore(&self, ast: &mut Ast, findings: &mut [Diagnostic]) {
        if self.inserted.is_empty() {
            return;
        }
        ast.move_spans(|at| self.original(at));
        for finding in findings {
            let labels = finding.primary.iter_mut().chain(&mut finding.related);
            labels.for_each(|Label { span, .. }| self.restore_span(span));
            if let Some(suggestion) = &mut finding.suggestion {
                self.restore_span(&mut suggestion.span);
            }
        }
    }

    fn restore_span(&self, span: &mut Span) {
        span.start = self.original(span.start);
        span.end = self.original(span.end);
    }

    /// The offset in the original text of an offset in the balanced one.
    fn original(&self, at: u32) -> u32 {
        let (mut low, mut high) = (0, self.inserted.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.inserted[middle] + (middle as u32) < at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        at - low as u32
    }
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Open {
    token: Token,
    /// What a line needs more of to the left than this to belong to what is inside of the bracket.
    edge: Edge,
}

/// The column that tells whether a line belongs to a bracket.
#[derive(Clone, Copy)]
enum Edge {
    /// The bracket begins its line: lines inside begin no further left than it does.
    Own(usize),
    /// The bracket ends its line: lines inside are indented deeper than that line, the closing bracket is not.
    Line(usize),
    /// The bracket stands within its line: lines inside are indented deeper than this.
    Within(usize),
}

impl Open {
    /// Whether a line that begins with this token is not inside of the bracket any more.
    fn is_left_by(self, token: Token) -> bool {
        match self.edge {
            Edge::Own(column) if token.byte == b',' || is_closer(token.byte) => token.column < column,
            Edge::Own(column) => token.column <= column,
            Edge::Line(column) if is_closer(token.byte) => token.column < column,
            Edge::Line(column) | Edge::Within(column) => token.column <= column,
        }
    }

    /// Whether the closing bracket of this one is expected where the token begins its line.
    fn is_closed_at(self, token: Token) -> bool {
        match self.edge {
            Edge::Own(column) | Edge::Line(column) => token.column == column,
            Edge::Within(_) => token.column == self.token.column,
        }
    }
}

struct Walk<'a> {
    file: FileId,
    text: &'a str,
    tokens: &'a [Token],
    open: Vec<Open>,
    findings: Vec<Diagnostic>,
    /// How many brackets were closed by one of another kind on their line.
    crossed: usize,
    /// Whether a bracket that closes nothing is the first of its line.
    strays_begin_lines: bool,
    /// Bytes to write over others.
    replaced: Vec<(usize, u8)>,
    /// Bytes to put in, with the token before which that is.
    inserted: Vec<(usize, u8)>,
}

/// The text with its brackets matched; `None` if they match already or no layout says where they should.
pub(super) fn balance(file: FileId, text: &str) -> Option<Balanced> {
    if text.len() > TEXT_LIMIT {
        return None;
    }
    let tokens = tokens(text);
    let mut walk = Walk {
        file,
        text,
        tokens: &tokens,
        open: Vec::new(),
        findings: Vec::new(),
        crossed: 0,
        strays_begin_lines: false,
        replaced: Vec::new(),
        inserted: Vec::new(),
    };
    for index in 0..tokens.len() {
        walk.step(index);
        if walk.findings.len() > BRACKET_LIMIT || walk.crossed > CROSSED_LIMIT {
            return None;
        }
    }
    // A bracket that seems left open, and one that begins its line and seems to close nothing: the layout is of
    // another kind than those that are known here.
    let unknown = walk.strays_begin_lines && (!walk.inserted.is_empty() || matches(&tokens));
    if walk.findings.is_empty() || unknown {
        return None;
    }
    Some(walk.finish(text))
}

/// Whether every bracket has its other half.
fn matches(tokens: &[Token]) -> bool {
    let mut open = Vec::new();
    for token in tokens {
        if is_opener(token.byte) {
            open.push(closer(token.byte));
        } else if is_closer(token.byte) && open.pop() != Some(token.byte) {
            return false;
        }
    }
    open.is_empty()
}

fn is_opener(byte: u8) -> bool {
    matches!(byte, b'(' | b'[' | b'{')
}

fn is_closer(byte: u8) -> bool {
    matches!(byte, b')' | b']' | b'}')
}

impl Walk<'_> {
    fn step(&mut self, index: usize) {
        let token = self.tokens[index];
        if token.first {
            while self
                .open
                .last()
                .is_some_and(|open| open.token.line < token.line && open.is_left_by(token))
            {
                self.close_before(index);
            }
        }
        if is_opener(token.byte) {
            self.push(index);
        } else if is_closer(token.byte) {
            self.close(index);
        }
    }

    fn push(&mut self, index: usize) {
        let token = self.tokens[index];
        let ends_line = self.tokens.get(index + 1).is_none_or(|next| next.first);
        let around = self.open.last().map(|open| open.token);
        let edge = match around {
            _ if token.first => Edge::Own(token.column),
            // `Schema::{` and below it `, name = …`.
            _ if ends_line && self.tokens.get(index + 1).is_some_and(|next| next.byte == b',') => {
                Edge::Own(token.indent)
            }
            _ if ends_line => Edge::Line(token.indent),
            Some(around) if around.line == token.line => Edge::Within(around.column),
            _ => Edge::Within(token.indent),
        };
        self.open.push(Open { token, edge });
    }

    /// Closes the innermost bracket behind the token before this one, or before the comma that ends that line.
    fn close_before(&mut self, index: usize) {
        let open = self.open.pop().expect("the caller saw one");
        let trailing_comma = self.tokens[index - 1].byte == b',' && self.tokens[index].byte != b',';
        let before = index - usize::from(trailing_comma);
        if before == 0 || self.tokens[before - 1].at <= open.token.at && trailing_comma {
            return;
        }
        let at = self.tokens[before - 1].end;
        let byte = closer(open.token.byte);
        self.inserted.push((at, byte));
        let span = self.span(open.token);
        let missing = Span::new(self.file, at as u32, at as u32);
        let next = self.tokens[index];
        let word = &self.text[next.at..next.end];
        let finding = unclosed(span, open.token.byte, missing);
        self.findings.push(match word {
            "let" | "in" => Diagnostic {
                message: format!("{} before the next `{word}`", finding.message),
                ..finding
            },
            _ => finding,
        });
    }

    fn close(&mut self, index: usize) {
        let token = self.tokens[index];
        let Some(top) = self.open.last().copied() else {
            return self.blank(token);
        };
        let same = closer(top.token.byte) == token.byte;
        if top.token.line == token.line {
            return self.close_in_line(index, same);
        }
        if same && (token.first || token.byte == b')' || !self.goes_on_inside(index, top)) {
            self.open.pop();
        } else if !same && token.first && top.is_closed_at(token) {
            self.replace(token, top.token);
        } else {
            self.blank(token);
        }
    }

    /// A closing bracket on the line of the innermost opening one.
    fn close_in_line(&mut self, index: usize, same: bool) {
        let token = self.tokens[index];
        let top = *self.open.last().expect("the caller saw one");
        if same {
            let next = self
                .tokens
                .get(index + 1)
                .filter(|next| next.first && next.byte == b',');
            let aligned = next.is_some_and(|next| next.column == top.token.column);
            let own = aligned || matches!(top.edge, Edge::Own(_)) && self.goes_on_inside(index, top);
            if own && token.byte != b')' {
                self.blank(token);
            } else {
                self.open.pop();
            }
            return;
        }
        self.crossed += 1;
        let inside = self
            .open
            .iter()
            .rev()
            .take_while(|open| open.token.line == token.line);
        let depth = inside
            .take_while(|open| closer(open.token.byte) != token.byte)
            .count();
        let outer = self.open.len().checked_sub(depth + 1).map(|at| self.open[at]);
        if outer.is_some_and(|outer| outer.token.line == token.line && closer(outer.token.byte) == token.byte)
        {
            let outer = outer.expect("it was just seen");
            if matches!(outer.edge, Edge::Own(_)) && self.goes_on_inside(index, outer) {
                return self.replace(token, top.token);
            }
            // The parser says what is missing within one line.
            self.open.truncate(self.open.len() - depth - 1);
            return;
        }
        let mut rest = self.tokens[index + 1..]
            .iter()
            .take_while(|next| next.line == token.line);
        let closed_later = rest.any(|next| next.byte == closer(top.token.byte));
        if closed_later || self.goes_on_inside(index, top) {
            self.blank(token);
        } else {
            self.replace(token, top.token);
        }
    }

    /// Whether the lines behind a closing bracket still are inside of the bracket that it would close.
    fn goes_on_inside(&self, index: usize, top: Open) -> bool {
        let rest = &self.tokens[index + 1..];
        let comma = rest.first().is_some_and(|next| next.byte == b',' && !next.first);
        let Some(next) = rest.get(usize::from(comma)) else {
            return false;
        };
        if !next.first {
            return false;
        }
        if is_closer(next.byte) {
            return next.byte == closer(top.token.byte) && top.is_closed_at(*next);
        }
        !top.is_left_by(*next)
    }

    /// Takes a closing bracket that closes nothing away.
    fn blank(&mut self, token: Token) {
        self.strays_begin_lines |= token.first;
        self.replaced.push((token.at, b' '));
        self.findings.push(stray_closer(self.span(token), token.byte));
    }

    /// Takes a closing bracket of another kind for the right one.
    fn replace(&mut self, token: Token, opener: Token) {
        self.open.pop();
        self.replaced.push((token.at, closer(opener.byte)));
        let finding = misplaced_closer(self.span(token), token.byte, self.span(opener), opener.byte);
        self.findings.push(finding);
    }

    fn span(&self, token: Token) -> Span {
        Span::new(self.file, token.at as u32, token.end as u32)
    }

    fn finish(self, text: &str) -> Balanced {
        let mut bytes = text.as_bytes().to_vec();
        for (at, byte) in self.replaced {
            bytes[at] = byte;
        }
        let mut balanced = Vec::with_capacity(bytes.len() + self.inserted.len());
        let mut copied = 0;
        for (at, byte) in &self.inserted {
            balanced.extend_from_slice(&bytes[copied..*at]);
            balanced.push(*byte);
            copied = *at;
        }
        balanced.extend_from_slice(&bytes[copied..]);
        Balanced {
            text: String::from_utf8(balanced).expect("only ASCII was put for ASCII"),
            findings: self.findings,
            inserted: self.inserted.iter().map(|(at, _)| *at as u32).collect(),
        }
    }
}
