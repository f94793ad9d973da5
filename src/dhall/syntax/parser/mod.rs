//! The parser: from the text of a file to its tree and its mistakes, all of them in one run.
//!
//! [`parse`] never fails. What can not be understood becomes an [`Expr::Hole`] and a finding with the code
//! `dhall/parse`, and the parser goes on behind it: with the next field, element, alternative or binding,
//! or behind the bracket. An empty list of findings means that the file is an expression of the standard's
//! grammar, `dhall.abnf`, without holes.
//!
//! The parser is written by hand, looks one token ahead, never goes back except to a missing comma or `let`,
//! and takes linear time. It recurses only where expressions nest, at most [`DEPTH_LIMIT`] deep; runs of
//! operators, arguments, selectors, `let` and `with` cost no depth, and comments nest by counting. At the
//! limit it needs less than 16 MiB of stack in a debug build and less than 5 MiB in a release build; a thread
//! that parses text which nobody has vouched for needs at least so much. A file holds at most
//! [`EXPRESSION_LIMIT`] expressions.

mod application;
mod balance;
mod binding;
mod coarse;
mod cursor;
mod expression;
mod import;
mod mistake;
mod number;
mod primary;
mod record;
mod recovery;
mod text;
mod trace;

use super::{Ast, Expr};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use cursor::Parser;
pub(super) use cursor::{is_keyword, is_path_byte};
pub(super) use trace::{Shape, Trace};

/// How deeply expressions may nest.
pub const DEPTH_LIMIT: u32 = 2_000;

/// How many expressions a file may hold, those in texts counted four times: what becomes of them has to fit into the
/// memory of a small machine. No file that was written by hand comes near.
pub const EXPRESSION_LIMIT: usize = 2_000_000;

/// Whether a text is a label without quotes, or a keyword.
pub(super) fn is_label(text: &str) -> bool {
    text.bytes().next().is_some_and(cursor::is_label_start) && text.bytes().all(cursor::is_label_byte)
}

/// Whether a text without quotes is something built in.
pub(super) fn is_reserved(text: &str) -> bool {
    primary::reserved(text.as_bytes()).is_some()
}

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree, with holes where there are findings.
    pub ast: Ast,
    /// What is wrong with the text, in the order of its places; all are errors.
    pub findings: Vec<Diagnostic>,
}

/// Parses the text of a file.
pub fn parse(file: FileId, text: &str) -> Parsed {
    parse_within(file, text, DEPTH_LIMIT)
}

/// Parses the text of a file whose expressions nest at most `depth_limit` levels deep.
///
/// The stack that is needed grows with the limit, by less than 8 KiB a level in a debug build.
pub fn parse_within(file: FileId, text: &str, depth_limit: u32) -> Parsed {
    let (findings, ast) = run(file, text, depth_limit, None);
    Parsed { ast, findings }
}

/// Parses a file as it was read; bytes that are not UTF-8 are the only finding then.
pub fn parse_bytes(file: FileId, bytes: &[u8]) -> Parsed {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(file, text),
        Err(error) => {
            let mut ast = Ast::new(file);
            let hole = ast.add(Expr::Hole, 0, 0);
            ast.set_root(hole);
            let findings = vec![not_utf8(file, error)];
            Parsed { ast, findings }
        }
    }
}

/// Says where a file stops being UTF-8, which even its comments have to be.
pub fn not_utf8(file: FileId, error: std::str::Utf8Error) -> Diagnostic {
    let at = u32::try_from(error.valid_up_to()).unwrap_or(u32::MAX);
    let length = error.error_len().unwrap_or(1) as u32;
    Diagnostic::error(
        Code("dhall/parse"),
        format!("the file is not UTF-8 from byte {at} on"),
    )
    .at(Span::new(file, at, at.saturating_add(length)), "")
    .help("save it in the encoding UTF-8; text in other languages is fine there")
}

/// Parses and records every token, for the formatter; the trace is complete only without findings.
pub(super) fn parse_traced(file: FileId, text: &str, depth_limit: u32) -> (Parsed, Trace) {
    let mut trace = Trace::default();
    let (findings, ast) = run(file, text, depth_limit, Some(&mut trace));
    (Parsed { ast, findings }, trace)
}

/// Like [`parse_traced`], without how the tokens belong together.
pub(super) fn parse_tokens(file: FileId, text: &str, depth_limit: u32) -> (Parsed, Trace) {
    let mut trace = Trace {
        only_tokens: true,
        ..Trace::default()
    };
    let (findings, ast) = run(file, text, depth_limit, Some(&mut trace));
    (Parsed { ast, findings }, trace)
}

fn run(file: FileId, text: &str, depth_limit: u32, mut trace: Option<&mut Trace>) -> (Vec<Diagnostic>, Ast) {
    let mut parser = Parser::new(file, text, depth_limit);
    parser.trace = trace.as_deref_mut().map(std::mem::take);
    let whole = parser.complete();
    if let (Some(trace), Some(recorded)) = (trace, parser.trace.take()) {
        *trace = recorded;
    }
    if whole || parser.is_too_large {
        return (parser.found, parser.ast);
    }
    explain(file, text, depth_limit)
}

/// Parses a text with mistakes again, to tell from the layout of its lines what was meant.
///
/// A text without mistakes never comes here, so that no layout can make it wrong.
fn explain(file: FileId, text: &str, depth_limit: u32) -> (Vec<Diagnostic>, Ast) {
    let balanced = balance::balance(file, text);
    let meant = balanced.as_ref().map_or(text, |balanced| &balanced.text);
    let mut parser = Parser::new(file, meant, depth_limit);
    parser.by_layout = true;
    parser.complete();
    let (mut findings, mut ast) = (parser.found, parser.ast);
    if let Some(balanced) = balanced {
        balanced.restore(&mut ast, &mut findings);
        findings.extend(balanced.findings);
    }
    findings.sort_by_key(|finding| finding.primary.as_ref().map(|label| label.span));
    findings.truncate(mistake::FINDING_LIMIT);
    (findings, ast)
}

impl Parser<'_> {
    /// Parses the whole text, and says whether nothing is wrong with it.
    fn complete(&mut self) -> bool {
        self.check_characters();
        self.complete_file();
        self.found.is_empty()
    }

    /// `complete-dhall-file`.
    fn complete_file(&mut self) {
        if self.text.starts_with('\u{feff}') {
            // It was reported as a character that does not belong here.
            self.end = '\u{feff}'.len_utf8();
        }
        while self.byte(self.end) == b'#' && self.byte(self.end + 1) == b'!' {
            self.end = (self.line_end(self.end) + 1).min(self.bytes.len());
        }
        self.at = self.skip(self.end);
        let start = self.at;
        let bare = self.by_layout && self.at_named_value();
        if bare {
            self.bare_binding();
        }
        let root = if bare { self.let_in() } else { self.expression() };
        let root = match root {
            Ok(root) => {
                if !self.at_end() {
                    self.trailing();
                }
                root
            }
            Err(_) => self.hole(start),
        };
        self.ast.set_root(root);
    }
}
