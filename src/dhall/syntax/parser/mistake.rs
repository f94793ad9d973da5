//! The words for each mistake: what stands there, what belongs there, what to do.

use super::super::{Name, Spelled};
use super::cursor::{Failed, Parser, is_keyword};
use super::primary::closer;
use super::text::is_noncharacter;
use crate::diagnostic::{Code, Diagnostic};

const PARSE: Code = Code("dhall/parse");

impl Parser<'_> {
    /// Adds a finding about the bytes `start..end`, unless it is an echo of an earlier one.
    fn report(&mut self, start: usize, end: usize, finding: Finding) -> Failed {
        if start < self.quiet_until {
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
        self.quiet_until = self.quiet_until.max(start + 1);
        Failed
    }

    /// Reports the next token as not being `what`.
    pub(super) fn expected(&mut self, what: &str) -> Failed {
        let finding = Finding::new(format!("found {} where {what} belongs", self.next_token()));
        self.report_next(finding)
    }

    fn report_next(&mut self, mut finding: Finding) -> Failed {
        if self.at_end()
            && finding.related.is_none()
            && let Some(opener) = self.openers.last()
        {
            let word = opener_text(opener.byte);
            finding = finding.related(opener.at, format!("`{word}` is opened here and never closed"));
        }
        let (start, end) = self.next_span();
        self.report(start, end, finding)
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
        self.give_up();
        Failed
    }

    // White space, comments and characters.

    pub(super) fn report_open_comment(&mut self, start: usize) {
        let finding = Finding::new("this comment is never closed").help("end it with `-}`; comments nest");
        self.report(start, start + 2, finding);
        self.quiet_until = usize::MAX;
    }

    /// Reports what may stand nowhere in a file, not even in a comment.
    pub(super) fn check_characters(&mut self) {
        let suspicious = |byte: &u8| (*byte < 0x20 && !matches!(byte, b'\t' | b'\n')) || *byte >= 0xEF;
        if !self.bytes.iter().any(|byte| suspicious(byte)) {
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
        let finding = Finding::new(format!("`{token}` is not followed by a space"))
            .help(format!("put a space after `{token}`"))
            .replacement(end, end, " ");
        self.report(start, end, finding)
    }

    // Expressions.

    pub(super) fn no_expression(&mut self) -> Failed {
        let token = self.next_token();
        let second = self.byte(self.at + 1);
        let finding = Finding::new(format!("found {token} where an expression belongs"));
        let finding = match self.peek() {
            b'\'' => finding.help("a text of one line is written in double quotes, one of several lines in `''`"),
            b'#' => finding.help("a comment begins with `--`"),
            b'/' if matches!(second, b'/' | b'*') => {
                finding.help("a comment begins with `--`, or stands between `{-` and `-}`")
            }
            b'.' if second.is_ascii_digit() => finding.help("a `Double` needs a digit before its point, such as `0.5`"),
            b'!' => finding.help("the negation of `b` is written `b == False`"),
            b'-' => finding.help("a negative `Integer` is written without a space, such as `-1`; use `Integer/negate` for other values"),
            b'$' => finding.help("`${` interpolates only inside of a text"),
            b'=' => finding.help("`=` gives a value to a field or to the name behind `let`"),
            _ if self.word() == b"in" => finding.help("the value before `in` is missing"),
            _ => finding,
        };
        self.report_next(finding)
    }

    pub(super) fn no_parameter(&mut self, symbol: &str) -> Failed {
        let finding = Finding::new(format!("found {} where `(` belongs", self.next_token())).help(format!(
            "write the parameter with its type in parentheses: `{symbol}(x : Natural) → …`"
        ));
        self.report_next(finding)
    }

    pub(super) fn no_arrow(&mut self, symbol: &str) -> Failed {
        let finding = Finding::new(format!("found {} where `→` belongs", self.next_token())).help(format!(
            "write `→` or `->` between the parameter and the body: `{symbol}(x : Natural) → …`"
        ));
        self.report_next(finding)
    }

    pub(super) fn no_branch(&mut self, word: &[u8], start: usize) -> Failed {
        let word = String::from_utf8_lossy(word);
        let finding = Finding::new(format!("found {} where `{word}` belongs", self.next_token()))
            .related(start, "of this `if`")
            .help("every `if` has both branches: `if b then x else y`");
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    pub(super) fn no_argument(&mut self, keyword: &str, what: &str) -> Failed {
        let finding = Finding::new(format!(
            "`{keyword}` needs {what}, but found {}",
            self.next_token()
        ));
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    pub(super) fn needs_parentheses(&mut self, place: &str) -> Failed {
        let finding = Finding::new(format!("{} {place} needs parentheses", self.next_token()));
        self.report_next(finding)
    }

    // Bindings.

    pub(super) fn no_equals(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = Finding::new(format!(
            "found {} where the `=` of `let {name}` belongs",
            self.next_token()
        ))
        .help(format!("write `let {name} = …`, or `let {name} : Type = …`"));
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    /// `let x = 1 y = 2`: reports the missing `let` and goes back to the name.
    pub(super) fn misses_let(&mut self) -> bool {
        self.misses_before_name("let", "put `let` before it")
    }

    /// `{ x = 1 y = 2 }`: reports the missing comma and goes back to the name.
    pub(super) fn misses_comma(&mut self, closer: u8) -> bool {
        closer == b'}' && self.misses_before_name(",", "put a comma before it")
    }

    fn misses_before_name(&mut self, missing: &str, help: &str) -> bool {
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
    pub(super) fn binding_ends(&mut self) -> Result<(), Failed> {
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
        if self.at_end() || closes || matches!(word, b"let" | b"in") {
            return Ok(());
        }
        let finding = Finding::new(format!("found {} where `let` or `in` belongs", self.next_token()));
        let finding = self.behind_expression(finding);
        Err(self.report_next(finding))
    }

    pub(super) fn no_in(&mut self, start: usize) -> Failed {
        let finding = Finding::new(format!(
            "found {} where the `in` of a `let` belongs",
            self.next_token()
        ))
        .related(start, "the last binding is this")
        .help("write `in` and the expression that uses the bindings");
        self.report_next(finding)
    }

    pub(super) fn bound_builtin(&mut self, length: usize) -> Failed {
        let (start, end) = (self.at, self.at + length);
        let name = &self.text[start..end];
        let finding = Finding::new(format!(
            "`{name}` is built in and can not be the name of something else"
        ))
        .help("choose another name, or put this one in backquotes");
        self.report(start, end, finding)
    }

    // Names.

    pub(super) fn no_label(&mut self, what: &str) -> Failed {
        let word = self.word();
        let mut finding = Finding::new(format!("found {} where {what} belongs", self.next_token()));
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

    pub(super) fn no_field_name(&mut self) -> Failed {
        let finding = Finding::new(format!("found {} where a field name belongs", self.next_token()));
        let before = self.bytes[..self.end].iter().rev().nth(1);
        let finding = if before.is_some_and(u8::is_ascii_digit) {
            finding.help("a `Double` needs a digit behind its point, such as `1.0`")
        } else if self.word() == b"Some" || is_keyword(self.word()) {
            finding.help("a keyword is a field name only in backquotes")
        } else {
            finding
        };
        self.report_next(finding)
    }

    pub(super) fn open_label(&mut self, start: usize, end: usize) -> Failed {
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

    pub(super) fn index_on_builtin(&mut self, start: usize) -> Failed {
        let name = &self.text[start..self.end];
        let finding = Finding::new(format!("`{name}` is built in and takes no index")).help(format!(
            "delete the `@`, or write `` `{name}` `` for a name that was bound"
        ));
        self.report_next(finding)
    }

    pub(super) fn index_too_large(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("this index is larger than any number of bindings")
            .help("`x@1` means the second innermost `x`");
        self.report(start, end, finding)
    }

    pub(super) fn no_colon(&mut self, what: &str) -> Failed {
        let finding = Finding::new(format!("found {} where `:` and {what} belong", self.next_token()));
        let finding = if self.peek() == b'=' {
            let at = self.at;
            finding
                .help("a type is written behind `:`")
                .replacement(at, at + 1, ":")
        } else {
            finding
        };
        self.report_next(finding)
    }

    // Brackets.

    pub(super) fn not_closed(&mut self, opener: usize) -> Failed {
        let opener = self.openers[opener];
        let closer = closer(opener.byte) as char;
        let word = opener_text(opener.byte);
        if self.at_end() || self.at_next_binding() {
            let finding = if self.at_end() {
                Finding::new(format!("this `{word}` is never closed"))
            } else {
                Finding::new(format!(
                    "this `{word}` is not closed before the next `{}`",
                    String::from_utf8_lossy(self.word())
                ))
                .related(self.at, "here the enclosing `let` goes on")
            };
            let finding = finding.help(format!("close it with `{closer}`"));
            if self.quiet_until > self.at {
                return Failed;
            }
            let failed = self.report(opener.at, opener.at + word.len(), finding);
            self.quiet_until = self.quiet_until.max(self.at + 1);
            return failed;
        }
        if self.peek() == b')' && self.assumed_closed > 0 {
            self.assumed_closed -= 1;
            return Failed;
        }
        let finding = Finding::new(format!("found {} where `{closer}` belongs", self.next_token()))
            .related(opener.at, format!("`{word}` is opened here"));
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    pub(super) fn no_separator(&mut self, closer: u8) -> Failed {
        let separator = if closer == b'>' { '|' } else { ',' };
        if self.at_end() || self.at_next_binding() {
            return self.not_closed(self.openers.len() - 1);
        }
        if self.peek() == b')' && self.assumed_closed > 0 {
            self.assumed_closed -= 1;
            return Failed;
        }
        let mut finding = Finding::new(format!(
            "found {} where `{separator}` or `{}` belongs",
            self.next_token(),
            closer as char
        ));
        if let Some(opener) = self.openers.last() {
            let word = opener_text(opener.byte);
            finding = finding.related(opener.at, format!("`{word}` is opened here"));
        }
        if matches!(self.peek(), b';') {
            finding = finding
                .help(format!("items are separated by `{separator}`"))
                .replacement(self.at, self.at + 1, if separator == ',' { "," } else { "|" });
        }
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    /// Reports what follows a whole file's expression.
    pub(super) fn trailing(&mut self) {
        let finding = Finding::new(format!(
            "found {} behind the end of the expression",
            self.next_token()
        ));
        let finding = self.behind_expression(finding);
        self.report_next(finding);
    }

    /// Explains what can not follow an expression.
    fn behind_expression(&self, finding: Finding) -> Finding {
        if finding.help.is_some() && self.at_end() {
            return finding;
        }
        let second = self.byte(self.at + 1);
        let argument =
            matches!(self.peek(), b'(' | b'[' | b'{' | b'"' | b'`') || self.rest().starts_with(b"''");
        match self.peek() {
            _ if argument && !self.gap() => finding
                .help("put a space between a function and its argument")
                .replacement(self.at, self.at, " "),
            b'.' => finding.help("put the import in parentheses to select a field of it"),
            b':' if second == b':' => finding.help("`::` can not be chained; use parentheses"),
            b':' => finding.help("put parentheses around the part that the type is of"),
            b'=' => finding.help(
                "`=` only gives a value to a field or to the name behind `let`; `==` compares two `Bool`",
            ),
            b'>' | b'<' => finding
                .help("there is no comparison of this kind; `Natural/lessThan` of the Prelude compares"),
            b'\'' => finding.help("a text is written in double quotes"),
            b'+' | b'?' => finding.help("put a space behind the operator"),
            b'-' => finding.help("`Natural/subtract` subtracts"),
            b'\\' | 0xCE => finding.help("a function as an argument stands in parentheses"),
            b')' | b']' | b'}' if self.openers.is_empty() => {
                finding.help("there is no bracket that it would close")
            }
            _ => match self.word() {
                b"with" => finding.help("put parentheses around the record that `with` changes"),
                b"if" | b"let" | b"merge" | b"toMap" | b"Some" | b"showConstructor" | b"assert"
                | b"forall" => finding.help("put it in parentheses to use it here"),
                b"as" | b"using" => finding.help("only an import can be followed by it"),
                b"in" => finding.help("there is no `let` that this `in` belongs to"),
                _ => finding,
            },
        }
    }

    pub(super) fn empty_list_without_type(&mut self, start: usize, inside: bool) -> Failed {
        let finding = Finding::new("this empty list has no type").help(if inside {
            "write it in parentheses with its type: `([] : List Natural)`"
        } else {
            "write its type behind it: `[] : List Natural`"
        });
        self.report(start, self.end, finding)
    }

    // Records and unions.

    pub(super) fn colon_in_literal(&mut self, label: &Spelled) {
        let name = label.name;
        let finding = Finding::new(format!("`{name}` is given a type in a record of values"))
            .help(format!(
                "write `{name} = …`; a record type is written with `:` for every field"
            ))
            .replacement(self.at, self.at + 1, "=");
        self.report(self.at, self.at + 1, finding);
    }

    pub(super) fn equals_in_type(&mut self, label: &Spelled) {
        let name = label.name;
        let finding = Finding::new(format!("`{name}` is given a value in a record type"))
            .help(format!(
                "write `{name} : …`; a record of values is written with `=` for every field"
            ))
            .replacement(self.at, self.at + 1, ":");
        self.report(self.at, self.at + 1, finding);
    }

    pub(super) fn no_field_type(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = Finding::new(format!("the field `{name}` of this record type has no type"))
            .help(format!("write `{name} : …`"));
        self.report(label.span.0 as usize, label.span.1 as usize, finding)
    }

    pub(super) fn no_field_value(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let mut finding = Finding::new(format!(
            "found {} behind the field name `{name}`",
            self.next_token()
        ))
        .help(format!(
            "write `{name} = …` for a value, or `{name} : …` for a type"
        ));
        if self.at_end()
            && let Some(opener) = self.openers.last()
        {
            finding = finding.related(opener.at, "`{` is opened here and never closed");
        }
        self.report_next(finding)
    }

    pub(super) fn quoted_field_name(&mut self, start: usize, name: &Name) {
        let simple = !name.as_str().is_empty()
            && self.word_at(start + 1).len() == name.as_str().len()
            && !is_keyword(name.as_str().as_bytes());
        let plain = if simple {
            name.to_string()
        } else {
            format!("`{name}`")
        };
        let finding = Finding::new(format!("the field name \"{name}\" is written as a text"))
            .help(format!(
                "write `{plain} = …`: field names have no double quotes, and `=` gives their value"
            ))
            .replacement(start, self.end, plain);
        self.report(start, self.end, finding);
    }

    pub(super) fn no_alternative_end(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = Finding::new(format!(
            "found {} behind the alternative `{name}`",
            self.next_token()
        ))
        .help(format!(
            "write `{name}`, or `{name} : Type`, and separate alternatives by `|`"
        ));
        self.report_next(finding)
    }

    pub(super) fn no_projection_end(&mut self, label: &Spelled) -> Failed {
        let finding = Finding::new(format!(
            "found {} behind the field name `{}`",
            self.next_token(),
            label.name
        ))
        .help("a projection lists names, `r.{ x, y }`, or a type in parentheses, `r.(T)`");
        self.report_next(finding)
    }

    pub(super) fn no_equals_in_with(&mut self) -> Failed {
        let finding = Finding::new(format!(
            "found {} where the `=` of `with` belongs",
            self.next_token()
        ))
        .help("write `r with x.y = …`");
        self.report_next(finding)
    }

    // Imports.

    pub(super) fn selection_from_import(&mut self, start: usize) -> Failed {
        let import = printable(&self.text[start..self.end]);
        let finding = Finding::new("a field is selected from an import without parentheses")
            .help(format!("write `({import})` before the `.`"));
        self.report_next(finding)
    }

    pub(super) fn bad_hash(&mut self, length: usize) -> Failed {
        let finding = Finding::new(format!(
            "this hash has {length} hexadecimal digits, a SHA-256 hash has 64"
        ))
        .help("delete the hash and freeze the import again");
        let end = self.at + 7 + length;
        self.report(self.at, end, finding)
    }

    pub(super) fn bad_path(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("a part of this path is empty or not closed")
            .help("write the parts like `./a/b.dhall`; a part with other characters stands in double quotes");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    pub(super) fn bad_authority(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("this URL has no host that could be asked")
            .help("write it like `https://host.example/path`");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    pub(super) fn bad_environment(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("this is not the name of an environment variable")
            .help("write it like `env:HOME`; other characters stand in double quotes");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    /// The next boundary between characters.
    fn boundary(&self, at: usize) -> usize {
        self.text.ceil_char_boundary(at.min(self.text.len()))
    }

    // Text.

    pub(super) fn open_text(&mut self, start: usize, quotes: &str) -> Failed {
        let finding = Finding::new("this text is never closed").help(format!("close it with `{quotes}`"));
        let failed = self.report(start, start + quotes.len(), finding);
        self.give_up();
        failed
    }

    pub(super) fn line_end_in_text(&mut self, start: usize, at: usize) -> Failed {
        let finding = Finding::new("this text is not closed before the end of its line")
            .help("close it with `\"`, write the line end as `\\n`, or use `''` for a text of several lines");
        let failed = self.report(start, at, finding);
        self.end = at;
        self.at = self.skip(at);
        self.quiet_until = self.quiet_until.max(self.at + 1);
        failed
    }

    pub(super) fn tab_in_text(&mut self, at: usize) {
        let finding = Finding::new("a tab stands in a text in double quotes")
            .help("write it as `\\t`")
            .replacement(at, at + 1, "\\t");
        self.report(at, at + 1, finding);
    }

    pub(super) fn unknown_escape(&mut self, start: usize, end: usize) {
        let escape = printable(&self.text[start..end]);
        let finding = Finding::new(format!("`{escape}` is not an escape sequence")).help(
            "there are `\\\"`, `\\$`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u{…}`; a backslash is `\\\\`",
        );
        self.report(start, end, finding);
    }

    pub(super) fn bad_unicode_escape(&mut self, start: usize, end: usize, complete: bool) {
        let escape = printable(&self.text[start..end]);
        let finding = if complete {
            Finding::new(format!("`{escape}` stands for no character"))
                .help("surrogates, U+…FFFE, U+…FFFF and numbers above U+10FFFF are none")
        } else {
            Finding::new(format!("`{escape}` is not a complete escape sequence"))
                .help("write four digits, `\\u00E9`, or any number of them in braces, `\\u{E9}`")
        };
        self.report(start, end, finding);
    }

    pub(super) fn no_line_end_in_text(&mut self, start: usize) -> Failed {
        let finding = Finding::new("the text begins on the line of its opening `''`")
            .help("begin a new line behind `''`, or write a text of one line in double quotes");
        let failed = self.report(start, start + 2, finding);
        let end = self.text[start + 2..].find("''").map(|at| start + 2 + at + 2);
        self.end = end.unwrap_or(self.bytes.len());
        self.at = self.skip(self.end);
        failed
    }

    pub(super) fn bad_bytes(&mut self, start: usize, end: usize) -> Failed {
        let finding = if self.byte(end) == b'"' {
            Finding::new("the last byte of this literal has only one hexadecimal digit")
        } else {
            Finding::new("this literal of bytes holds something other than hexadecimal digits")
        };
        let end = self.boundary((end + 1).min(self.bytes.len()));
        self.report(
            start,
            end,
            finding.help("write two hexadecimal digits for each byte, `0x\"00ff\"`"),
        )
    }

    // Numbers and times.

    pub(super) fn leading_zero(&mut self, start: usize, end: usize) -> Failed {
        let digits = &self.text[start..end];
        let plain = digits.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        let finding = Finding::new("this number begins with a zero that counts for nothing")
            .help(format!("write `{plain}`; hexadecimal numbers begin with `0x`"))
            .replacement(start, end, plain);
        self.report(start, end, finding)
    }

    pub(super) fn no_radix_digits(&mut self, start: usize, radix: u32) -> Failed {
        let kind = if radix == 16 { "hexadecimal" } else { "binary" };
        let finding = Finding::new(format!("this {kind} number has no digits"));
        self.report(start, start + 2, finding)
    }

    pub(super) fn double_too_large(&mut self, start: usize, end: usize) -> Failed {
        let finding =
            Finding::new("this number is larger than any `Double`").help("write `Infinity` if that is meant");
        self.report(start, end, finding)
    }

    pub(super) fn bad_date(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new(format!(
            "`{}` is not a date of the calendar",
            &self.text[start..end]
        ))
        .help("write it as year, month and day: `2024-02-29`");
        self.report(start, end, finding)
    }

    pub(super) fn zone_without_time(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("a date is followed by a time zone without a time")
            .help("write the time, too: `2024-02-29T12:00:00+01:00`");
        self.report(start, end, finding)
    }

    pub(super) fn bad_time(&mut self, start: usize) -> Failed {
        let rest = &self.bytes[start..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_digit() || *byte == b':'));
        let end = start + length.unwrap_or(rest.len());
        let finding = Finding::new(format!("`{}` is not a time of the day", &self.text[start..end]))
            .help("write hours, minutes and seconds, from `00:00:00` to `23:59:59`");
        self.report(start, end, finding)
    }

    pub(super) fn bad_zone(&mut self, start: usize) -> Failed {
        let rest = &self.bytes[start + 1..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_digit() || *byte == b':'));
        let end = start + 1 + length.unwrap_or(rest.len());
        let finding = Finding::new(format!("`{}` is not a time zone", &self.text[start..end]))
            .help("write the hours and minutes that it is ahead of UTC, such as `+01:00`");
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
    replacement: Option<(usize, usize, String)>,
}

impl Finding {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            label: String::new(),
            help: None,
            related: None,
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
