//! Mistakes in lists, records and unions, and at brackets.

use super::super::cursor::{Failed, Parser, is_keyword};
use super::super::primary::closer;
use super::{Finding, PARSE, opener_text};
use crate::dhall::syntax::{Name, Spelled};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A bracket that is not closed where the layout says that it ends, with the place where it would be.
pub(in super::super) fn unclosed(opener: Span, byte: u8, missing: Span) -> Diagnostic {
    let closer = closer(byte) as char;
    Diagnostic::error(PARSE, format!("this `{}` is not closed", opener_text(byte)))
        .at(opener, "")
        .related(missing, format!("`{closer}` is missing here"))
        .help(format!("close it with `{closer}`"))
        .suggestion(missing, format!(" {closer}"))
}

/// A closing bracket without an opening one.
pub(in super::super) fn stray_closer(closer: Span, byte: u8) -> Diagnostic {
    Diagnostic::error(PARSE, format!("this `{}` closes nothing", byte as char))
        .at(closer, "")
        .help("there is no bracket that it would close; delete it")
        .suggestion(closer, "")
}

/// A closing bracket of another kind than the opening one.
pub(in super::super) fn misplaced_closer(
    closing: Span,
    byte: u8,
    opener: Span,
    opener_byte: u8,
) -> Diagnostic {
    let (word, right) = (opener_text(opener_byte), closer(opener_byte) as char);
    Diagnostic::error(PARSE, format!("found `{}` where `{right}` belongs", byte as char))
        .at(closing, "")
        .related(opener, format!("`{word}` is opened here"))
        .help(format!("close the `{word}` with `{right}`"))
        .suggestion(closing, right.to_string())
}

impl Parser<'_> {
    pub(in super::super) fn not_closed(&mut self, opener: usize) -> Failed {
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
        let mut finding = Finding::new(format!("found {} where `{closer}` belongs", self.next_token()))
            .related(opener.at, format!("`{word}` is opened here"));
        if opener.byte == b'(' && self.peek() == b',' {
            finding = finding.help("close the parenthesis before it; arguments stand side by side: `f x y`");
        }
        if opener.byte == b'$' && self.peek() == b'"' {
            return self.report_next(finding.help("close the interpolation with `}` before the text ends"));
        }
        let finding = self.behind_expression(finding);
        self.report_next(finding)
    }

    /// `{ a = [ 1, 2, b = 3 }`: reports the missing bracket and goes back to the name.
    pub(in super::super) fn misses_closer(&mut self, closer: u8, start: usize) -> bool {
        let [.., outer, list] = self.openers.as_slice() else {
            return false;
        };
        let (is_field, list) = (outer.byte == b'{' && list.byte == b'[', list.at);
        let equals = self.peek() == b'=' && self.byte(self.at + 1) != b'=';
        let is_name = !self.word_at(start).is_empty() && start + self.word_at(start).len() == self.end;
        let is_name = is_name && self.bytes[list..start].trim_ascii_end().ends_with(b",");
        if closer != b']' || !is_field || !equals || !is_name {
            return false;
        }
        let name = &self.text[start..self.end];
        let finding = Finding::new(format!("this `[` is not closed before the field `{name}`"))
            .help("close it with `]`");
        self.report(list, list + 1, finding);
        // Without a gap before it, the name is no argument of the list.
        self.at = start;
        self.end = start;
        self.separator_missing = true;
        self.closer_missing = true;
        true
    }

    pub(in super::super) fn no_separator(&mut self, closer: u8) -> Failed {
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
    pub(in super::super) fn trailing(&mut self) {
        let echo = matches!(self.peek(), b',' | b'|' | b')' | b']' | b'}' | b'>');
        if echo && !self.found.is_empty() {
            return;
        }
        let finding = Finding::new(format!(
            "found {} behind the end of the expression",
            self.next_token()
        ));
        let finding = self.behind_expression(finding);
        self.report_next(finding);
    }

    /// Explains what can not follow an expression.
    pub(super) fn behind_expression(&self, finding: Finding) -> Finding {
        let second = self.byte(self.at + 1);
        let argument =
            matches!(self.peek(), b'(' | b'[' | b'{' | b'"' | b'`') || self.rest().starts_with(b"''");
        if finding.help.is_some() && (self.gap() || !argument) {
            return finding;
        }
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
                b"let" if self.at_line_start() => finding.help("all bindings stand before the `in`"),
                b"if" | b"let" | b"merge" | b"toMap" | b"Some" | b"showConstructor" | b"assert"
                | b"forall" => finding.help("put it in parentheses to use it here"),
                b"as" | b"using" => finding.help("only an import can be followed by it"),
                b"in" if self.lets.is_empty() => finding.help("there is no `let` that this `in` belongs to"),
                _ => finding,
            },
        }
    }

    pub(in super::super) fn empty_list_without_type(&mut self, start: usize, inside: bool) -> Failed {
        let finding = Finding::new("this empty list has no type").help(if inside {
            "write it in parentheses with its type: `([] : List Natural)`"
        } else {
            "write its type behind it: `[] : List Natural`"
        });
        self.report(start, self.end, finding)
    }

    pub(in super::super) fn colon_in_literal(&mut self, label: &Spelled) {
        let name = label.name;
        let finding = Finding::new(format!("`{name}` is given a type in a record of values"))
            .help(format!(
                "write `{name} = …`; a record type is written with `:` for every field"
            ))
            .replacement(self.at, self.at + 1, "=");
        self.report(self.at, self.at + 1, finding);
    }

    pub(in super::super) fn equals_in_type(&mut self, label: &Spelled) {
        let name = label.name;
        let finding = Finding::new(format!("`{name}` is given a value in a record type"))
            .help(format!(
                "write `{name} : …`; a record of values is written with `=` for every field"
            ))
            .replacement(self.at, self.at + 1, ":");
        self.report(self.at, self.at + 1, finding);
    }

    pub(in super::super) fn no_field_type(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = Finding::new(format!("the field `{name}` of this record type has no type"))
            .help(format!("write `{name} : …`"));
        self.report(label.span.0 as usize, label.span.1 as usize, finding)
    }

    pub(in super::super) fn no_field_value(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = match self.line_end_token() {
            Some(_) => self.missing_behind(&format!("the field `{name}` has no value")),
            None => Finding::new(format!(
                "found {} behind the field name `{name}`",
                self.next_token()
            )),
        };
        let mut finding = finding.help(format!(
            "write `{name} = …` for a value, or `{name} : …` for a type"
        ));
        if self.at_end()
            && let Some(opener) = self.openers.last()
        {
            finding = finding.related(opener.at, "`{` is opened here and never closed");
        }
        self.report_next(finding)
    }

    pub(in super::super) fn dotted_type(&mut self, label: &Spelled) -> Failed {
        let name = label.name;
        let finding = Finding::new("a dotted field name is followed by a type").help(format!(
            "only values have dotted names; nest the types, `{name} : {{ … : … }}`"
        ));
        self.report_next(finding)
    }

    pub(in super::super) fn quoted_field_name(&mut self, start: usize, name: &Name) {
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

    pub(in super::super) fn no_alternative_end(&mut self, label: &Spelled) -> Failed {
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

    pub(in super::super) fn no_projection_end(&mut self, label: &Spelled) -> Failed {
        let finding = Finding::new(format!(
            "found {} behind the field name `{}`",
            self.next_token(),
            label.name
        ))
        .help("a projection lists names, `r.{ x, y }`, or a type in parentheses, `r.(T)`");
        self.report_next(finding)
    }

    pub(in super::super) fn no_equals_in_with(&mut self) -> Failed {
        let finding = self.missing("the `=` of `with`").help("write `r with x.y = …`");
        self.report_next(finding)
    }
}
