//! Going on behind a mistake: where the enclosing list, record, union, binding or bracket continues.

use super::cursor::{Opener, Parser};
use super::primary::closer;

impl Parser<'_> {
    /// Skips to where the part that encloses a mistake goes on, and keeps quiet about that place.
    ///
    /// `open` says how many brackets were open where that part began; those opened since then were left
    /// behind by the mistake and are skipped to their ends.
    pub(super) fn recover(&mut self, open: usize) {
        let mut nest: Vec<u8> = self.openers[open.min(self.openers.len())..]
            .iter()
            .map(|opener| opener.byte)
            .collect();
        self.openers.truncate(open);
        let mut lets = 0;
        while !self.at_end() && !self.goes_on(&mut nest, &mut lets) {
            let end = self.coarse_token_end(&mut nest);
            self.end = end;
            self.at = self.skip(end);
        }
        self.quiet_until = self.quiet_until.max(self.at + 1);
    }

    /// Whether the part that encloses the mistake goes on at the next token.
    fn goes_on(&mut self, nest: &mut Vec<u8>, lets: &mut usize) -> bool {
        match self.peek() {
            b',' => {
                // A comma never stands in parentheses, so they were meant to end before it.
                while matches!(nest.last(), Some(b'(')) {
                    nest.pop();
                    self.assumed_closed += 1;
                }
                nest.is_empty() && matches!(self.innermost(), Some(b'{' | b'['))
            }
            b'|' => nest.is_empty() && self.byte(self.at + 1) != b'|' && self.innermost() == Some(b'<'),
            byte @ (b')' | b']' | b'}' | b'>') => {
                nest.is_empty() && self.openers.iter().any(|opener| closer(opener.byte) == byte)
            }
            b'i' if self.word() == b"in" => {
                let inner = *lets > 0;
                *lets = lets.saturating_sub(1);
                !inner && self.let_goes_on(nest)
            }
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

    fn let_goes_on(&self, nest: &[u8]) -> bool {
        let Some(open_let) = self.lets.last() else {
            return false;
        };
        (nest.is_empty() && self.openers.len() == open_let.brackets) || self.at_column_of_let()
    }

    /// Whether the next token is the first of its line and no further right than the innermost `let`.
    fn at_column_of_let(&self) -> bool {
        let Some(open_let) = self.lets.last() else {
            return false;
        };
        let indent = self.bytes[..self.at]
            .iter()
            .rev()
            .position(|byte| !matches!(byte, b' ' | b'\t'))
            .unwrap_or(self.at);
        let starts_line = indent == self.at || self.bytes[self.at - indent - 1] == b'\n';
        starts_line && indent <= self.column(open_let.at)
    }

    fn column(&self, at: usize) -> usize {
        self.bytes[..at]
            .iter()
            .rev()
            .position(|byte| *byte == b'\n')
            .unwrap_or(at)
    }

    /// The end of the next token, roughly: enough to tell brackets from text.
    fn coarse_token_end(&mut self, nest: &mut Vec<u8>) -> usize {
        let second = self.byte(self.at + 1);
        match self.peek() {
            b'-' if second == b'>' => return self.at + 2,
            b'"' => return self.double_quoted_end(self.at + 1),
            b'\'' if second == b'\'' => return self.single_quoted_end(self.at + 2),
            byte @ (b'(' | b'[' | b'{' | b'<') => nest.push(byte),
            byte @ (b')' | b']' | b'}' | b'>') => {
                if let Some(place) = nest.iter().rposition(|opener| closer(*opener) == byte) {
                    nest.truncate(place);
                }
            }
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

    fn single_quoted_end(&self, mut at: usize) -> usize {
        while at < self.bytes.len() {
            match &self.bytes[at..] {
                [b'\'', b'\'', b'\'', ..] => at += 3,
                [b'\'', b'\'', b'$', b'{', ..] => at += 4,
                [b'\'', b'\'', ..] => return at + 2,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }
}
