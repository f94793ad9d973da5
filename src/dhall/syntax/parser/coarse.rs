//! Tokens, roughly: enough to tell brackets from text and from comments, and to know the layout of lines.

use super::primary::closer;
use super::recovery::single_quoted_end;

/// A bracket, a comma, or anything else that stands between white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its first byte's offset.
    pub(super) at: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// The bracket or comma that it is; its first byte otherwise, and 0 for texts and names in backquotes.
    pub(super) byte: u8,
    /// The number of its line, from 0.
    pub(super) line: usize,
    /// The bytes that precede it on its line.
    pub(super) column: usize,
    /// The column of the first token of its line.
    pub(super) indent: usize,
    /// Whether it is the first token of its line.
    pub(super) first: bool,
}

/// How many bytes an interpolation of several lines may have to be looked through.
const INTERPOLATION_LIMIT: usize = 4_096;

/// How many bytes of a file are looked through in vain for the ends of interpolations.
const VAIN_LIMIT: usize = 1 << 20;

/// All tokens of a file with mistakes.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
        line: 0,
        line_start: 0,
        indent: None,
        known_line: (0, 0),
        known_quote: (0, None),
        vain: 0,
        tokens: Vec::new(),
    };
    while scan.at < scan.bytes.len() {
        scan.step();
    }
    scan.tokens
}

/// How much of the rest of a line belongs to a text that is not closed on it: all but the commas and brackets at
/// the end, unless the brackets are opened in the text, too.
pub(super) fn unclosed_length(rest: &[u8]) -> usize {
    let mut open = Vec::new();
    let mut length = 0;
    for (at, byte) in rest.iter().enumerate() {
        let ends_text = match byte {
            b'(' | b'[' | b'{' | b'<' => {
                open.push(closer(*byte));
                false
            }
            b')' | b']' | b'}' | b'>' => open.last() != Some(byte) || open.pop().is_none(),
            byte => matches!(byte, b' ' | b'\r' | b','),
        };
        if !ends_text {
            length = at + 1;
        }
    }
    length
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
    line_start: usize,
    /// The column of the first token of this line, once there is one.
    indent: Option<usize>,
    /// A stretch of a line up to its end, which is asked for again at each text.
    known_line: (usize, usize),
    /// The end of a line, and the last quote before it.
    known_quote: (usize, Option<usize>),
    /// How many bytes were looked through in vain.
    vain: usize,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn step(&mut self) {
        let at = self.at;
        let first = self.byte(at);
        let (end, token) = match (first, self.byte(at + 1)) {
            (0..=b' ', _) => (at + 1, None),
            (b'-', b'-') => (self.line_end(at), None),
            (b'{', b'-') => (self.comment_end(at), None),
            (b'"', _) => (self.text_end(at), Some(0)),
            (b'\'', b'\'') => (single_quoted_end(self.bytes, at + 2), Some(0)),
            (b'`', _) => (self.label_end(at), Some(0)),
            (b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',', _) => (at + 1, Some(first)),
            _ => (self.word_end(at), Some(first)),
        };
        match token {
            Some(byte) => self.token(end, byte),
            None => self.pass(end),
        }
    }

    fn token(&mut self, end: usize, byte: u8) {
        let column = self.at - self.line_start;
        self.tokens.push(Token {
            at: self.at,
            end,
            byte,
            line: self.line,
            column,
            indent: self.indent.unwrap_or(column),
            first: self.indent.is_none(),
        });
        self.indent.get_or_insert(column);
        self.pass(end);
    }

    /// Goes on at a later byte, counting the lines until there.
    fn pass(&mut self, end: usize) {
        let passed = &self.bytes[self.at..end];
        let lines = passed.iter().filter(|byte| **byte == b'\n').count();
        if let Some(last) = passed.iter().rposition(|byte| *byte == b'\n') {
            self.line += lines;
            self.line_start = self.at + last + 1;
            self.indent = None;
        }
        self.at = end;
    }

    fn line_end(&mut self, at: usize) -> usize {
        let (from, end) = self.known_line;
        if !(from..end).contains(&at) {
            let rest = self.bytes[at..].iter();
            let length = rest.take_while(|byte| **byte != b'\n').count();
            self.known_line = (at, at + length);
        }
        self.known_line.1
    }

    /// Whether there is a quote between a byte of a line and its end.
    fn quote_follows(&mut self, at: usize, line_end: usize) -> bool {
        if self.known_quote.0 != line_end {
            let mut line = self.bytes[..line_end].iter();
            let last = line.rposition(|byte| matches!(byte, b'"' | b'\n'));
            self.known_quote = (line_end, last);
        }
        let last = self.known_quote.1;
        last.is_some_and(|last| last >= at && self.bytes[last] == b'"')
    }

    fn comment_end(&self, start: usize) -> usize {
        let (mut open, mut at) = (1, start + 2);
        while at < self.bytes.len() && open > 0 {
            match (self.byte(at), self.byte(at + 1)) {
                (b'{', b'-') => (open, at) = (open + 1, at + 2),
                (b'-', b'}') => (open, at) = (open - 1, at + 2),
                _ => at += 1,
            }
        }
        at.min(self.bytes.len())
    }

    /// The end of a text in double quotes; one that its line does not close ends before the brackets and
    /// commas that end the line.
    fn text_end(&mut self, start: usize) -> usize {
        let mut line_end = self.line_end(start);
        let (mut at, mut plain) = (start + 1, start + 1);
        while at < line_end {
            match (self.byte(at), self.byte(at + 1)) {
                (b'"', _) => return at + 1,
                (b'\\', _) => at += 2,
                (b'$', b'{') => {
                    at = self.interpolation_end(at + 2, line_end).unwrap_or(at + 2);
                    plain = at;
                    line_end = line_end.max(self.line_end(at));
                }
                _ => at += 1,
            }
        }
        plain + unclosed_length(&self.bytes[plain..line_end])
    }

    /// The end of an interpolation, whose texts may have braces but no interpolations. It spans lines only if
    /// nothing on its line could end the text around it.
    fn interpolation_end(&mut self, start: usize, line_end: usize) -> Option<usize> {
        if self.vain > VAIN_LIMIT {
            return None;
        }
        let (mut open, mut at, mut quoted) = (1_usize, start, false);
        let spans_lines = !self.quote_follows(start, line_end);
        let end = if spans_lines {
            self.bytes.len().min(start + INTERPOLATION_LIMIT)
        } else {
            line_end
        };
        while at < end {
            match self.byte(at) {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b'{' if !quoted => open += 1,
                b'}' if !quoted && open == 1 => return Some(at + 1),
                b'}' if !quoted => open -= 1,
                _ => {}
            }
            at += 1;
        }
        self.vain += end - start;
        None
    }

    fn label_end(&mut self, start: usize) -> usize {
        let line_end = self.line_end(start);
        let line = &self.bytes[start + 1..line_end];
        line.iter()
            .position(|byte| *byte == b'`')
            .map_or(start + 1, |length| start + length + 2)
    }

    fn word_end(&self, start: usize) -> usize {
        let stops = |byte: &u8| {
            matches!(
                byte,
                0..=b' ' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b'"' | b'`' | b'\''
            )
        };
        let rest = &self.bytes[start + 1..];
        let length = rest.iter().position(stops).unwrap_or(rest.len());
        let word = &self.bytes[start..start + 1 + length];
        // A comment needs no space before it.
        let comment = word
            .windows(2)
            .position(|pair| pair == b"--")
            .filter(|at| *at > 0);
        start + comment.unwrap_or(word.len())
    }
}
