//! The place where the parser stands: the next token's first byte, and what separates it from the last one.

use std::ops::Range;

use super::super::{Ast, Expr, ExprId, Name, Operator, Spelled};
use super::trace::Trace;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// A mistake that has been reported already; whoever can goes on behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failed;

/// What a part of the grammar gives.
pub(super) type Parse<T> = Result<T, Failed>;

/// An operand that waits for the right side of its operator.
pub(super) struct Pending {
    pub(super) operator: Operator,
    pub(super) left: ExprId,
    pub(super) start: usize,
    pub(super) mark: usize,
}

/// A bracket or keyword that waits for its other half.
#[derive(Clone, Copy)]
pub(super) struct Opener {
    pub(super) byte: u8,
    pub(super) at: usize,
}

/// A `let` whose `in` has not been seen yet.
#[derive(Clone, Copy)]
pub(super) struct OpenLet {
    pub(super) at: usize,
    /// How many brackets were open when it began.
    pub(super) brackets: usize,
}

/// The parser. Between tokens, `at` is the first byte of the next one and `end` is one past the last one.
pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) end: usize,
    /// Where the last token begins.
    pub(super) last: usize,
    pub(super) ast: Ast,
    pub(super) found: Vec<Diagnostic>,
    /// Mistakes that begin before this byte are echoes of one that was reported.
    pub(super) quiet_until: usize,
    pub(super) depth: u32,
    pub(super) depth_limit: u32,
    /// Where the innermost expression begins.
    pub(super) head: usize,
    /// Where the last argument of the last application begins.
    pub(super) last_argument: usize,
    pub(super) pending: Vec<Pending>,
    pub(super) openers: Vec<Opener>,
    pub(super) lets: Vec<OpenLet>,
    /// A separator or `let` was reported as missing and is taken as read.
    pub(super) separator_missing: bool,
    /// The bracket that closes a list was reported as missing and is taken as read.
    pub(super) closer_missing: bool,
    /// Parentheses that recovery took as closed, whose other half may still come.
    pub(super) assumed_closed: usize,
    /// How many expressions stand in texts, each of which also parts a text in two.
    pub(super) interpolations: usize,
    /// Whether the text nests too deeply, or holds too much, to be parsed at all.
    pub(super) is_too_large: bool,
    /// How often the parser has gone on behind a mistake.
    pub(super) recoveries: u32,
    /// Whether the text has mistakes, so that the layout of its lines may tell what was meant.
    pub(super) by_layout: bool,
    pub(super) trace: Option<Trace>,
    names: Box<[Option<(u32, u32, Name)>; NAME_SLOTS]>,
}

/// How many names are remembered by their place, so that most need not be interned again.
const NAME_SLOTS: usize = 512;

impl<'a> Parser<'a> {
    pub(super) fn new(file: FileId, text: &'a str, depth_limit: u32) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            end: 0,
            last: 0,
            ast: Ast::new(file),
            found: Vec::new(),
            quiet_until: 0,
            depth: 0,
            depth_limit,
            head: usize::MAX,
            last_argument: 0,
            pending: Vec::new(),
            openers: Vec::new(),
            lets: Vec::new(),
            separator_missing: false,
            closer_missing: false,
            assumed_closed: 0,
            interpolations: 0,
            is_too_large: false,
            recoveries: 0,
            by_layout: false,
            trace: None,
            names: Box::new([None; NAME_SLOTS]),
        }
    }

    /// The next token's first byte; 0 at the end, where the text has no other 0 outside of mistakes.
    pub(super) fn peek(&self) -> u8 {
        self.byte(self.at)
    }

    /// The byte at an offset, or 0 past the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Whether white space or a comment stands before the next token.
    pub(super) fn gap(&self) -> bool {
        self.at > self.end
    }

    /// Whether the last token was the last one of its line, too.
    pub(super) fn at_new_line(&self) -> bool {
        let gap = self.bytes.get(self.end..self.at).unwrap_or_default();
        self.end > 0 && gap.contains(&b'\n')
    }

    /// Whether white space or a comment stands before the token that begins behind the next `length` bytes.
    pub(super) fn gap_after(&self, length: usize) -> bool {
        let at = self.at + length;
        match self.byte(at) {
            b' ' | b'\t' | b'\n' | b'\r' => true,
            b'-' => self.byte(at + 1) == b'-',
            b'{' => self.byte(at + 1) == b'-',
            _ => false,
        }
    }

    /// Consumes a token of `length` bytes.
    pub(super) fn take(&mut self, length: usize) {
        self.close_token(self.at + length);
    }

    /// Consumes the token that ends before `end`.
    pub(super) fn close_token(&mut self, end: usize) {
        self.trace_token(self.at, end);
        self.last = self.at;
        self.end = end;
        self.at = self.skip(end);
    }

    /// Consumes `byte` if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == byte && !self.at_end();
        if there {
            self.take(1);
        }
        there
    }

    /// The place behind white space and comments that begin at `at`.
    pub(super) fn skip(&mut self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b'-' if self.byte(at + 1) == b'-' => at = self.line_end(at + 2),
                b'{' if self.byte(at + 1) == b'-' => at = self.skip_block_comment(at),
                // A control character, which has been reported.
                0x00..0x20 if at < self.bytes.len() => at += 1,
                _ => return at,
            }
        }
    }

    /// The place of the next line feed, or the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.bytes.len(), |length| at + length)
    }

    /// Block comments nest; a counter keeps track, so that their depth costs no stack.
    fn skip_block_comment(&mut self, start: usize) -> usize {
        let mut open = 1_usize;
        let mut at = start + 2;
        while at < self.bytes.len() {
            match (self.bytes[at], self.byte(at + 1)) {
                (b'{', b'-') => {
                    open += 1;
                    at += 2;
                }
                (b'-', b'}') => {
                    open -= 1;
                    at += 2;
                    if open == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        self.report_open_comment(start);
        at
    }

    /// The bytes of the word that begins at `at`: a label without quotes, or a keyword.
    pub(super) fn word_at(&self, at: usize) -> &'a [u8] {
        let rest = self.bytes.get(at..).unwrap_or_default();
        if !rest.first().is_some_and(|byte| is_label_start(*byte)) {
            return &[];
        }
        let length = rest.iter().position(|byte| !is_label_byte(*byte));
        &rest[..length.unwrap_or(rest.len())]
    }

    /// The word that is next; empty if none is.
    pub(super) fn word(&self) -> &'a [u8] {
        self.word_at(self.at)
    }

    /// The name that is spelled by the bytes of a range.
    pub(super) fn name(&mut self, range: Range<usize>) -> Name {
        let text = &self.text[range.clone()];
        let hash = text.bytes().fold(text.len(), |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(byte as usize)
        });
        let slot = (hash ^ (hash >> 9)) % NAME_SLOTS;
        if let Some((start, end, name)) = self.names[slot]
            && &self.text[start as usize..end as usize] == text
        {
            return name;
        }
        let name = Name::new(text);
        self.names[slot] = Some((range.start as u32, range.end as u32, name));
        name
    }

    /// The name of a range, with the place of its token.
    pub(super) fn spelled(&mut self, range: Range<usize>, token: Range<usize>) -> Spelled {
        Spelled {
            name: self.name(range),
            span: (token.start as u32, token.end as u32),
        }
    }

    /// Adds the expression that begins at `start` and ends with the last token.
    pub(super) fn add(&mut self, expr: Expr, start: usize) -> ExprId {
        let end = self.end.max(start);
        self.ast.add(expr, start as u32, end as u32)
    }

    /// Adds a stand-in for what could not be parsed.
    pub(super) fn hole(&mut self, start: usize) -> ExprId {
        self.add(Expr::Hole, start)
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.ast.file, start as u32, end as u32)
    }
}

/// `A`–`Z`, `a`–`z`, `_`.
pub(super) fn is_label_start(byte: u8) -> bool {
    CLASS[byte as usize] & LABEL_START != 0
}

/// What may follow the first byte of a label.
pub(super) fn is_label_byte(byte: u8) -> bool {
    CLASS[byte as usize] & LABEL != 0
}

/// What an unquoted component of a path consists of.
pub(in crate::dhall::syntax) fn is_path_byte(byte: u8) -> bool {
    CLASS[byte as usize] & PATH != 0
}

const LABEL_START: u8 = 1;
const LABEL: u8 = 2;
const PATH: u8 = 4;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = 0x21;
    while byte < 0x7f {
        let b = byte as u8;
        let start = b.is_ascii_alphabetic() || b == b'_';
        if start {
            class[byte] |= LABEL_START;
        }
        if start || b.is_ascii_digit() || b == b'-' || b == b'/' {
            class[byte] |= LABEL;
        }
        let ends_path = matches!(
            b,
            b'"' | b'#' | b'(' | b')' | b',' | b'/' | b'<' | b'>' | b'?' | b'[' | b'\\' | b']' | b'{' | b'}'
        );
        if !ends_path {
            class[byte] |= PATH;
        }
        byte += 1;
    }
    class
};

/// Whether a word is a keyword, which no label without quotes may be.
pub(in crate::dhall::syntax) fn is_keyword(word: &[u8]) -> bool {
    matches!(
        word,
        b"if"
            | b"then"
            | b"else"
            | b"let"
            | b"in"
            | b"using"
            | b"missing"
            | b"assert"
            | b"as"
            | b"Infinity"
            | b"NaN"
            | b"merge"
            | b"Some"
            | b"toMap"
            | b"forall"
            | b"with"
            | b"showConstructor"
    )
}
