//! Going on behind a mistake: where the enclosing list, record, union, binding or bracket continues.

use super::cursor::{Opener, Parser};
use super::primary::closer;

/// How often the parser goes on in one file.
const RECOVERY_LIMIT: u32 = 2_000;

/// Brackets that a mistake left open, and those opened behind it.
#[derive(Default)]
struct Nest {
    openers: Vec<u8>,
    /// How many of [`Nest::openers`] each closing bracket would close, so that a stray one costs no search.
    counts: [usize; 4],
}

impl Nest {
    fn push(&mut self, opener: u8) {
        self.openers.push(opener);
        self.counts[kind(closer(opener))] += 1;
    }

    fn pop(&mut self) -> Option<u8> {
        let opener = self.openers.pop()?;
        self.counts[kind(closer(opener))] -= 1;
        Some(opener)
    }

    /// Closes the innermost bracket that `byte` closes, and all inside of it.
    fn close(&mut self, byte: u8) {
        while self.counts[kind(byte)] > 0 && self.pop().is_some_and(|opener| closer(opener) != byte) {}
    }
}

fn kind(closer: u8) -> usize {
    match closer {
        b')' => 0,
        b']' => 1,
        b'}' => 2,
        _ => 3,
    }
}

impl Parser<'_> {
    /// Skips to where the part that encloses a mistake goes on, and keeps quiet about that place.
    ///
    /// `open` says how many brackets were open where that part began; those opened since then were left
    /// behind by the mistake and are skipped to their ends.
    pub(super) fn recover(&mut self, open: usize) {
        self.recover_before(open, usize::MAX);
    }

    /// The same, going no further than to `limit`.
    pub(super) fn recover_before(&mut self, open: usize, limit: usize) {
        let mut nest = Nest::default();
        for opener in self.openers.drain(open.min(self.openers.len())..) {
            nest.push(opener.byte);
        }
        self.recoveries += 1;
        if self.recoveries > RECOVERY_LIMIT {
            return self.give_up();
        }
        let mut closes = [false; 4];
        for opener in &self.openers {
            closes[kind(closer(opener.byte))] = true;
        }
        let mut lets = 0;
        while !self.at_end() && self.at < limit && !self.goes_on(&mut nest, closes, &mut lets) {
            let end = self.coarse_token_end(&mut nest);
            self.last = self.at;
            self.end = end;
            self.at = self.skip(end);
        }
        self.quiet_until = self.quiet_until.max(self.at + 1);
    }

    /// Looks at nothing behind this place.
    pub(super) fn give_up(&mut self) {
        self.at = self.bytes.len();
        self.end = self.at;
        self.quiet_until = usize::MAX;
    }

    /// Whether the part that encloses the mistake goes on at the next token.
    fn goes_on(&mut self, nest: &mut Nest, closes: [bool; 4], lets: &mut usize) -> bool {
        match self.peek() {
            b',' => {
                // A comma never stands in parentheses, so they were meant to end before it.
                while matches!(nest.openers.last(), Some(b'(')) {
                    nest.pop();
                    self.assumed_closed += 1;
                }
                nest.openers.is_empty() && matches!(self.innermost(), Some(b'{' | b'[' | b'('))
            }
            b'|' if self.byte(self.at + 1) != b'|' => {
                nest.openers.is_empty() && self.innermost() == Some(b'<')
            }
            // Brackets inside of it that were left open end with it.
            byte @ (b')' | b']' | b'}' | b'>') => nest.counts[kind(byte)] == 0 && closes[kind(byte)],
            b'i' if self.word() == b"in" => {
                let inner = *lets > 0;
                *lets = lets.saturating_sub(1);
                !inner && !self.lets.is_empty()
            }
            _ if self.by_layout && nest.openers.is_empty() && self.at_bare_binding() => true,
            b'l' if self.word() == b"let" => {
                let goes_on = self.at_column_of_let();
                *lets += usize::from(!goes_on);
                goes_on
            }
            _ => false,
        }
    }

    fn innermost(&self) -> Option<u8> {
        self.openers.last().map(|opener: &Opener| opener.byte)
    }

    /// Whether the next token is the `let` or `in` by which a `let` outside of the innermost bracket goes on:
    /// an `in` always is, a `let` if its column says so.
    pub(super) fn at_next_binding(&self) -> bool {
        match self.word() {
            b"in" => self
                .lets
                .last()
                .is_some_and(|open_let| self.openers.len() > open_let.brackets),
            b"let" => self.at_column_of_let(),
            _ => false,
        }
    }

    /// Whether a line begins that gives a value to a name, where an expression was expected.
    pub(super) fn at_next_field(&self) -> bool {
        self.at_new_line() && self.at_named_value()
    }

    /// Whether a line begins that can not go on with a binding but with its body, had there been an `in`.
    pub(super) fn at_body_without_in(&self) -> bool {
        let begins = matches!(self.peek(), b'\\' | b'{' | b'[') || self.rest().starts_with("λ".as_bytes());
        self.by_layout && self.at_new_line() && (begins || matches!(self.word(), b"if" | b"merge" | b"toMap"))
    }

    /// Whether a name is next, and `=` behind it on its line.
    pub(super) fn at_named_value(&self) -> bool {
        let word = self.word();
        if word.is_empty() {
            return false;
        }
        let rest = &self.bytes[self.at + word.len()..];
        let gap = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count();
        matches!(rest[gap..], [b'=', second, ..] if second != b'=')
    }

    /// Whether the next token is a name that lacks its `let`, where a `let` would go on.
    pub(super) fn at_bare_binding(&self) -> bool {
        let here = self
            .lets
            .last()
            .is_some_and(|open_let| open_let.brackets == self.openers.len());
        here && self.at_next_field() && self.at_column_of_let()
    }

    /// Whether the next token is the first of its line and no further right than the innermost `let`.
    pub(super) fn at_column_of_let(&self) -> bool {
        let Some(open_let) = self.lets.last() else {
            return false;
        };
        self.indent()
            .is_some_and(|indent| indent <= self.column(open_let.at))
    }

    /// Whether the next token is a `let` that stands where the `let` around this one does: `outer` of them are
    /// open, and this one began within so many brackets.
    pub(super) fn at_outer_binding(&self, outer: usize, brackets: usize) -> bool {
        let around = outer.checked_sub(1).map(|at| self.lets[at]);
        around.filter(|_| self.at_line_start()).is_some_and(|around| {
            let column = self.column(around.at);
            let nested = self.lets[outer..]
                .last()
                .is_some_and(|inner| self.column(inner.at) > column);
            around.brackets == brackets && nested && self.indent().is_some_and(|indent| indent <= column)
        })
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.indent().is_some()
    }

    /// The column of the next token, if it is the first of its line.
    fn indent(&self) -> Option<usize> {
        let indent = self.bytes[..self.at]
            .iter()
            .rev()
            .position(|byte| !matches!(byte, b' ' | b'\t'))
            .unwrap_or(self.at);
        let starts_line = indent == self.at || self.bytes[self.at - indent - 1] == b'\n';
        starts_line.then_some(indent)
    }

    fn column(&self, at: usize) -> usize {
        self.bytes[..at]
            .iter()
            .rev()
            .position(|byte| *byte == b'\n')
            .unwrap_or(at)
    }

    /// The end of the next token, roughly: enough to tell brackets from text.
    fn coarse_token_end(&self, nest: &mut Nest) -> usize {
        let second = self.byte(self.at + 1);
        match self.peek() {
            b'-' if second == b'>' => return self.at + 2,
            b'"' => return self.double_quoted_end(self.at + 1),
            b'\'' if second == b'\'' => return self.single_quoted_end(self.at + 2),
            byte @ (b'(' | b'[' | b'{' | b'<') => nest.push(byte),
            byte @ (b')' | b']' | b'}' | b'>') => nest.close(byte),
            _ => {}
        }
        self.at + self.word().len().max(1)
    }

    fn double_quoted_end(&self, mut at: usize) -> usize {
        while at < self.bytes.len() {
            match self.bytes[at] {
                b'"' => return at + 1,
                // A text never spans lines; this one was not closed.
                b'\n' => return at,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    pub(super) fn single_quoted_end(&self, at: usize) -> usize {
        single_quoted_end(self.bytes, at)
    }
}

/// The end of a text in single quotes, whose first byte is at `at`; the end of the file if nothing closes it.
pub(super) fn single_quoted_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match &bytes[at..] {
            [b'\'', b'\'', b'\'', ..] => at += 3,
            [b'\'', b'\'', b'$', b'{', ..] => at += 4,
            [b'\'', b'\'', ..] => return at + 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
