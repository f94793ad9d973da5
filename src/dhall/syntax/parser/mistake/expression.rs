//! Mistakes in expressions, bindings and names.

use super::super::cursor::{Failed, Parser, is_keyword};
use super::super::primary::closer;
use super::{Finding, printable};
use crate::dhall::syntax::Spelled;
use crate::diagnostic::{Code, Diagnostic};

/// How many digits of a number are shown.
const SHOWN_DIGITS: usize = 40;

impl Parser<'_> {
    pub(in super::super) fn no_expression(&mut self) -> Failed {
        let second = self.byte(self.at + 1);
        if self.at_end() && self.end == 0 {
            let finding = if self.text.trim().is_empty() {
                Finding::new("the file is empty")
            } else {
                Finding::new("the file holds nothing but comments")
            };
            return self.report_next(finding.help("a Dhall file is one expression, such as `{=}`"));
        }
        let finding = self.missing("an expression");
        let finding = if self.at_operator_of_others() {
            self.found_instead("an expression")
        } else {
            finding
        };
        if finding.behind {
            return self.report_next(finding);
        }
        let finding = match self.peek() {
            b',' if matches!(self.text.get(self.last..self.end), Some("," | "[" | "{")) => {
                finding.help("one of the separators is too many")
            }
            b'\'' => finding.help("a text of one line is written in double quotes, one of several lines in `''`"),
            b'#' => finding.help("a comment begins with `--`"),
            b'/' if matches!(second, b'/' | b'*') => {
                finding.help("a comment begins with `--`, or stands between `{-` and `-}`")
            }
            b'.' if second.is_ascii_digit() => finding.help("a `Double` needs a digit before its point, such as `0.5`"),
            b'!' => finding.help("the negation of `b` is written `b == False`"),
            b'-' if second == b'>' => finding.help("an arrow stands between two types, `Natural → Text`"),
            b'-' => finding.help("a negative `Integer` is written without a space, such as `-1`; use `Integer/negate` for other values"),
            b'$' => finding.help("`${` interpolates only inside of a text"),
            b'=' => finding.help("`=` gives a value to a field or to the name behind `let`"),
            _ if self.word() == b"in" => finding.help("the value before `in` is missing"),
            _ => finding,
        };
        self.report_next(finding)
    }

    /// Whether the next token is at fault itself, wherever it stands.
    fn at_operator_of_others(&self) -> bool {
        matches!(
            self.peek(),
            b'$' | b'!' | b'@' | b'%' | b'^' | b'\'' | b'#' | b';' | b'~' | b'/' | b'.' | b'-'
        )
    }

    pub(in super::super) fn no_parameter(&mut self, symbol: &str) -> Failed {
        let finding = self.missing("`(`").help(format!(
            "write the parameter with its type in parentheses: `{symbol}(x : Natural) → …`"
        ));
        self.report_next(finding)
    }

    pub(in super::super) fn no_arrow(&mut self, symbol: &str) -> Failed {
        let finding = self.missing("`→`").help(format!(
            "write `→` or `->` between the parameter and the body: `{symbol}(x : Natural) → …`"
        ));
        self.report_next(finding)
    }

    pub(in super::super) fn no_branch(&mut self, word: &[u8], start: usize) -> Failed {
        let word = String::from_utf8_lossy(word);
        let finding = self
            .missing(&format!("`{word}`"))
            .related(start, "of this `if`")
            .help("every `if` has both branches: `if b then x else y`");
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    pub(in super::super) fn no_argument(&mut self, keyword: &str, what: &str) -> Failed {
        let finding = match self.line_end_token() {
            Some(_) => self.missing_behind(&format!(
                "`{keyword}` needs {what}, and nothing follows on its line"
            )),
            None => Finding::new(format!(
                "`{keyword}` needs {what}, but found {}",
                self.next_token()
            )),
        };
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    pub(in super::super) fn needs_parentheses(&mut self, place: &str) -> Failed {
        let finding = Finding::new(format!("{} {place} needs parentheses", self.next_token()));
        self.report_next(finding)
    }

    pub(in super::super) fn no_equals(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = self
            .missing(&format!("the `=` of `let {name}`"))
            .help(format!("write `let {name} = …`, or `let {name} : Type = …`"));
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    /// `let x = 1 y = 2`: reports the missing `let` and goes back to the name.
    pub(in super::super) fn misses_let(&mut self) -> bool {
        self.misses_before_name("let", "put `let` before it")
    }

    /// A line `y = 2` among bindings, which goes on as if there were a `let`.
    pub(in super::super) fn bare_binding(&mut self) {
        let (start, end) = self.next_span();
        let name = &self.text[start..end];
        let finding = Finding::new(format!("a `let` is missing before `{name}`"))
            .help("put `let` before it")
            .replacement(start, start, "let ");
        self.quiet_until = self.quiet_until.min(start);
        self.report(start, end, finding);
    }

    /// `let let x = 1`.
    pub(in super::super) fn second_let(&mut self) {
        let (start, end) = self.next_span();
        let finding = Finding::new("`let` is written twice")
            .help("delete one of them")
            .replacement(start, end, "");
        self.report(start, end, finding);
    }

    /// `{ x = 1 y = 2 }`: reports the missing comma and goes back to the name.
    pub(in super::super) fn misses_comma(&mut self, closer: u8) -> bool {
        closer == b'}' && self.misses_before_name(",", "put a comma before it")
    }

    pub(super) fn misses_before_name(&mut self, missing: &str, help: &str) -> bool {
        let name = self.word_at(self.last_argument);
        let ends_there = !name.is_empty() && self.last_argument + name.len() == self.end;
        if !ends_there || self.peek() != b'=' || self.byte(self.at + 1) == b'=' {
            return false;
        }
        let at = self.last_argument;
        let name = String::from_utf8_lossy(name);
        let finding = Finding::new(format!("a `{missing}` is missing before `{name}`"))
            .help(help)
            .replacement(at, at, if missing == "," { ", " } else { "let " });
        self.report(at, self.end, finding);
        self.at = at;
        self.end = at.saturating_sub(1);
        self.separator_missing = true;
        true
    }

    /// Whatever follows a binding's value other than `let` and `in`.
    pub(in super::super) fn binding_ends(&mut self) -> Result<(), Failed> {
        let closes = matches!(self.peek(), b')' | b']' | b'}' | b',' | b'|' | b'>')
            && self
                .openers
                .iter()
                .any(|opener| closer(opener.byte) == self.peek() || self.peek() == b',');
        let word = self.word();
        if matches!(word, b"let" | b"in") && !self.gap() {
            let text = String::from_utf8_lossy(word);
            let finding = Finding::new(format!("`{text}` is not preceded by a space"))
                .help(format!("put a space before `{text}`"))
                .replacement(self.at, self.at, " ");
            return Err(self.report_next(finding));
        }
        if self.at_end() || closes || matches!(word, b"let" | b"in") || self.at_body_without_in() {
            return Ok(());
        }
        let mut finding = Finding::new(format!("found {} where `let` or `in` belongs", self.next_token()));
        if self.peek() == b';' {
            finding =
                finding
                    .help("only white space separates bindings")
                    .replacement(self.at, self.at + 1, "");
        }
        let finding = self.behind_expression(finding);
        Err(self.report_next(finding))
    }

    pub(in super::super) fn no_in(&mut self, start: usize) -> Failed {
        let finding = self
            .missing("the `in` of a `let`")
            .related(start, "the last binding is this")
            .help("write `in` and the expression that uses the bindings");
        self.report_next(finding)
    }

    pub(in super::super) fn bound_builtin(&mut self, length: usize) -> Failed {
        let (start, end) = (self.at, self.at + length);
        let name = &self.text[start..end];
        let finding = Finding::new(format!(
            "`{name}` is built in and can not be the name of something else"
        ))
        .help("choose another name, or put this one in backquotes");
        self.report(start, end, finding)
    }

    pub(in super::super) fn no_label(&mut self, what: &str) -> Failed {
        let word = self.word();
        let mut finding = self.missing(what);
        if finding.behind {
            return self.report_next(finding);
        }
        if !word.is_empty() {
            let word = String::from_utf8_lossy(word);
            finding = finding.help(format!("put the name in backquotes: `` `{word}` ``"));
        } else if self.peek() == b',' || self.peek() == b'|' {
            finding = finding.help("one of the separators is too many");
        } else if self.peek() == b'#' || self.rest().starts_with(b"//") {
            finding = finding.help("a comment begins with `--`");
        } else if self.peek().is_ascii_digit() {
            finding = finding.help("a name that begins with a digit stands in backquotes");
        }
        self.report_next(finding)
    }

    pub(in super::super) fn no_field_name(&mut self) -> Failed {
        let finding = self.missing("a field name");
        let before = self.bytes[..self.end].iter().rev().nth(1);
        let finding = if before.is_some_and(u8::is_ascii_digit) {
            finding.help("a `Double` needs a digit behind its point, such as `1.0`")
        } else if self.peek().is_ascii_digit() {
            finding.help("a list has no elements by number; a field name that is one stands in backquotes")
        } else if self.word() == b"Some" || is_keyword(self.word()) {
            finding.help("a keyword is a field name only in backquotes")
        } else {
            finding
        };
        self.report_next(finding)
    }

    pub(in super::super) fn open_label(&mut self, start: usize, end: usize) -> Failed {
        let finding = match self.text[end..].chars().next() {
            None | Some('\n' | '\r') => Finding::new("this name in backquotes is never closed"),
            Some(character) => Finding::new(format!(
                "`{}` may not stand in a name in backquotes",
                printable(&character.to_string())
            ))
            .help("only printable ASCII characters may"),
        };
        self.report(start, end, finding)
    }

    pub(in super::super) fn index_on_builtin(&mut self, start: usize) -> Failed {
        let name = &self.text[start..self.end];
        let finding = Finding::new(format!("`{name}` is built in and takes no index")).help(format!(
            "delete the `@`, or write `` `{name}` `` for a name that was bound"
        ));
        self.report_next(finding)
    }

    /// The variable from `start` on, with an index that no file has room for: it can not be bound.
    pub(in super::super) fn index_too_large(&mut self, start: usize) {
        let variable = &self.text[start..self.end];
        let (name, index) = variable.split_once('@').unwrap_or((variable, ""));
        let index = index.trim_ascii();
        let shown = if index.len() > SHOWN_DIGITS {
            format!("{}…", &index[..SHOWN_DIGITS])
        } else {
            index.into()
        };
        let message = format!(
            "`{}@{shown}` is not bound: not so many variables in scope have this name",
            printable(name.trim_ascii())
        );
        if start >= self.quiet_until {
            let place = self.span(start, self.end);
            self.found
                .push(Diagnostic::error(Code("dhall/scope"), message).at(place, "not bound"));
        }
    }

    pub(in super::super) fn no_colon(&mut self, what: &str) -> Failed {
        let finding = match self.line_end_token() {
            Some(last) => self.missing_behind(&format!("`:` and {what} are missing behind {last}")),
            None => Finding::new(format!("found {} where `:` and {what} belong", self.next_token())),
        };
        let finding = match what {
            "the parameter's type" => finding.help("every parameter has its type: `λ(x : Natural) → …`"),
            "what is asserted" => finding.help("write `assert : x ≡ y`"),
            _ => finding,
        };
        let finding = if self.peek() == b'=' && !finding.behind {
            let at = self.at;
            finding
                .help("a type is written behind `:`")
                .replacement(at, at + 1, ":")
        } else {
            finding
        };
        self.report_next(finding)
    }
}
