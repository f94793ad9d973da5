//! The words for each mistake: what stands there, what belongs there, what to do.

mod bracket;
mod expression;
mod literal;

pub(super) use bracket::{misplaced_closer, stray_closer, unclosed};

use super::EXPRESSION_LIMIT;
use super::cursor::{Failed, Parser, is_keyword};
use super::text::is_noncharacter;
use crate::diagnostic::{Code, Diagnostic};

const PARSE: Code = Code("dhall/parse");

/// How many findings a file may have; nobody reads more at once.
pub(super) const FINDING_LIMIT: usize = 1_000;

impl Parser<'_> {
    /// Adds a finding about the bytes `start..end`, unless it is an echo of an earlier one.
    fn report(&mut self, start: usize, end: usize, finding: Finding) -> Failed {
        self.report_noticed(start, (start, end), finding)
    }

    /// Adds a finding about the bytes `start..end` that is noticed at a later byte.
    fn report_noticed(&mut self, at: usize, (start, end): (usize, usize), finding: Finding) -> Failed {
        if at < self.quiet_until {
            return Failed;
        }
        let mut diagnostic =
            Diagnostic::error(PARSE, finding.message).at(self.span(start, end), finding.label);
        diagnostic.help = finding.help;
        if let Some((at, text)) = finding.related {
            diagnostic = diagnostic.related(self.span(at, at + self.token_length(at)), text);
        }
        if let Some((from, to, text)) = finding.replacement {
            diagnostic = diagnostic.suggestion(self.span(from, to), text);
        }
        self.found.push(diagnostic);
        self.quiet_until = self.quiet_until.max(at + 1);
        if self.found.len() >= FINDING_LIMIT {
            self.give_up();
        }
        Failed
    }

    /// Reports the next token as not being `what`.
    pub(super) fn expected(&mut self, what: &str) -> Failed {
        let finding = self.missing(what);
        self.report_next(finding)
    }

    /// The finding that `what` is missing where the next token is, or at the end of the line before.
    fn missing(&self, what: &str) -> Finding {
        match self.line_end_token() {
            Some(last) => self.missing_behind(&format!("{what} is missing behind {last}")),
            None => self.found_instead(what),
        }
    }

    fn found_instead(&self, what: &str) -> Finding {
        Finding::new(format!("found {} where {what} belongs", self.next_token()))
    }

    fn missing_behind(&self, message: &str) -> Finding {
        let mut finding = Finding::new(message);
        finding.behind = true;
        finding
    }

    /// What the last token is called, if the next one is on a later line, so that something is missing behind it.
    fn line_end_token(&self) -> Option<String> {
        let token = self.text.get(self.last..self.end)?;
        let separates = matches!(token, "," | "|" | "(" | "[" | "{" | "<");
        if !self.at_new_line() || self.last >= self.end || separates {
            return None;
        }
        let long = token.len() > 20 || token.contains(['"', '\'', '\n']);
        Some(if long {
            "this".into()
        } else {
            format!("`{}`", printable(token))
        })
    }

    fn report_next(&mut self, mut finding: Finding) -> Failed {
        if self.at_end()
            && finding.related.is_none()
            && let Some(opener) = self.openers.last()
        {
            let word = opener_text(opener.byte);
            finding = finding.related(opener.at, format!("`{word}` is opened here and never closed"));
        }
        let span = if finding.behind {
            (self.last, self.end)
        } else {
            self.next_span()
        };
        self.report_noticed(self.at.min(self.next_span().0), span, finding)
    }

    /// The next token; the end of the file is its last character.
    fn next_span(&self) -> (usize, usize) {
        if !self.at_end() {
            return (self.at, self.at + self.token_length(self.at));
        }
        (self.bytes.len(), self.bytes.len())
    }

    /// A rough length of the token at a place, on a character boundary.
    fn token_length(&self, at: usize) -> usize {
        let word = self.word_at(at);
        if !word.is_empty() {
            return word.len();
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return digits;
        }
        let known = [
            "===", "->", "==", "!=", "++", "&&", "||", "//", "/\\", "::", "''", "${",
        ];
        let known = known.iter().find(|token| rest.starts_with(**token));
        known.map_or_else(
            || rest.chars().next().map_or(0, char::len_utf8),
            |token| token.len(),
        )
    }

    /// What the next token is called.
    fn next_token(&self) -> String {
        if self.at_end() {
            return "the end of the file".into();
        }
        let (start, end) = self.next_span();
        let token = &self.text[start..end];
        match token {
            "\"" | "''" => "a text".into(),
            _ if is_keyword(token.as_bytes()) => format!("the keyword `{token}`"),
            _ => format!("`{}`", printable(token)),
        }
    }

    pub(super) fn too_deep(&mut self) -> Failed {
        let limit = self.depth_limit;
        let finding = Finding::new(format!("this expression is nested more than {limit} levels deep"))
            .help("name inner parts with `let` to make it flatter");
        let (start, end) = self.next_span();
        self.report(start, end, finding);
        self.is_too_large = true;
        self.give_up();
        Failed
    }

    pub(super) fn too_many(&mut self) -> Failed {
        let finding = Finding::new(format!(
            "this file holds more than {EXPRESSION_LIMIT} expressions"
        ))
        .help("split it into several files, or import what is only text with `as Text`");
        let (start, end) = self.next_span();
        self.report(start, end, finding);
        self.is_too_large = true;
        self.give_up();
        Failed
    }

    /// The next boundary between characters.
    fn boundary(&self, at: usize) -> usize {
        self.text.ceil_char_boundary(at.min(self.text.len()))
    }

    pub(super) fn report_open_comment(&mut self, start: usize) {
        let finding = Finding::new("this comment is never closed").help("end it with `-}`; comments nest");
        self.report(start, start + 2, finding);
        self.quiet_until = usize::MAX;
    }

    /// Reports what may stand nowhere in a file, not even in a comment.
    pub(super) fn check_characters(&mut self) {
        let suspicious = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n')) || *byte >= 0xEF;
        if !self.bytes.iter().any(suspicious) {
            return;
        }
        for (at, character) in self.text.char_indices() {
            let message = match character {
                '\t' | '\n' | ' '..='\u{eeff}' => continue,
                '\r' if self.byte(at + 1) == b'\n' => continue,
                '\r' => "this carriage return does not belong to a line end".into(),
                '\u{feff}' if at == 0 => "the file begins with a byte order mark".into(),
                _ if character < ' ' => {
                    format!(
                        "the control character U+{:04X} may not stand in a file",
                        character as u32
                    )
                }
                _ if is_noncharacter(character) => {
                    format!(
                        "U+{:04X} is not a character and may not stand in a file",
                        character as u32
                    )
                }
                _ => continue,
            };
            let help = if character == '\u{feff}' {
                "save the file without it"
            } else {
                "delete it, or write it as an escape inside of a text"
            };
            let finding = Finding::new(message).help(help);
            self.quiet_until = 0;
            self.report(at, at + character.len_utf8(), finding);
        }
        self.quiet_until = 0;
    }

    pub(super) fn no_space_after(&mut self, start: usize, end: usize) -> Failed {
        let token = &self.text[start..end];
        if token != ":" && matches!(self.byte(end), b')' | b']' | b'}' | b'>' | b',' | b'|') {
            return self.no_expression();
        }
        if token == ":" && self.byte(end) == b'=' {
            let finding = Finding::new("`:=` is written where `=` belongs")
                .help("write `=`")
                .replacement(start, end + 1, "=");
            return self.report(start, end + 1, finding);
        }
        let finding = Finding::new(format!("`{token}` is not followed by a space"))
            .help(format!("put a space after `{token}`"))
            .replacement(end, end, " ");
        self.report(start, end, finding)
    }
}

fn opener_text(byte: u8) -> &'static str {
    match byte {
        b'(' => "(",
        b'[' => "[",
        b'<' => "<",
        b'$' => "${",
        _ => "{",
    }
}

/// Text of the file as a message shows it, without anything that could steer a terminal.
fn printable(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        let steers = character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if steers {
            shown.push_str(&format!("U+{:04X}", character as u32));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A diagnostic in the making.
struct Finding {
    message: String,
    label: String,
    help: Option<String>,
    related: Option<(usize, String)>,
    /// Whether it is about the last token rather than the next one.
    behind: bool,
    replacement: Option<(usize, usize, String)>,
}

impl Finding {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            label: String::new(),
            help: None,
            related: None,
            behind: false,
            replacement: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn related(mut self, at: usize, text: impl Into<String>) -> Self {
        self.related = Some((at, text.into()));
        self
    }

    fn replacement(mut self, start: usize, end: usize, text: impl Into<String>) -> Self {
        self.replacement = Some((start, end, text.into()));
        self
    }
}
