//! Mistakes in literals and imports.

use super::super::coarse::unclosed_length;
use super::super::cursor::{Failed, Parser};
use super::{Finding, printable};
use crate::dhall::syntax::ExprId;

impl Parser<'_> {
    pub(in super::super) fn selection_from_import(&mut self, start: usize) -> Failed {
        let import = printable(&self.text[start..self.end]);
        let finding = Finding::new("a field is selected from an import without parentheses")
            .help(format!("write `({import})` before the `.`"));
        self.report_next(finding)
    }

    pub(in super::super) fn bad_hash(&mut self, length: usize) -> Failed {
        let finding = Finding::new(format!(
            "this hash has {length} hexadecimal digits, a SHA-256 hash has 64"
        ))
        .help("delete the hash and freeze the import again");
        let end = self.at + 7 + length;
        self.report(self.at, end, finding)
    }

    pub(in super::super) fn bad_path(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("a part of this path is empty or not closed")
            .help("write the parts like `./a/b.dhall`; a part with other characters stands in double quotes");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    pub(in super::super) fn bad_authority(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("this URL has no host that could be asked")
            .help("write it like `https://host.example/path`");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    pub(in super::super) fn bad_environment(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("this is not the name of an environment variable")
            .help("write it like `env:HOME`; other characters stand in double quotes");
        self.report(start, self.boundary(end.max(start + 1)), finding)
    }

    pub(in super::super) fn open_text(&mut self, start: usize, quotes: &str) -> Failed {
        let finding = Finding::new("this text is never closed").help(format!("close it with `{quotes}`"));
        let failed = self.report(start, start + quotes.len(), finding);
        self.give_up();
        failed
    }

    /// Goes on as if the text had been closed before the brackets and commas that end its line at `at`, all of
    /// them behind the last interpolation or escape, which ends at `after`.
    pub(in super::super) fn line_end_in_text(&mut self, start: usize, after: usize, at: usize) -> ExprId {
        let closed = unclosed_length(&self.bytes[after..at]);
        let closed = (after + closed).max(start + 1) - start;
        let finding = Finding::new("this text is not closed before the end of its line")
            .help("close it with `\"`, write the line end as `\\n`, or use `''` for a text of several lines")
            .replacement(start + closed, start + closed, "\"");
        self.report(start, start + closed, finding);
        self.end = start + closed;
        self.at = self.skip(self.end);
        self.hole(start)
    }

    pub(in super::super) fn tab_in_text(&mut self, at: usize) {
        let finding = Finding::new("a tab stands in a text in double quotes")
            .help("write it as `\\t`")
            .replacement(at, at + 1, "\\t");
        self.report(at, at + 1, finding);
    }

    pub(in super::super) fn unknown_escape(&mut self, start: usize, end: usize) {
        let escape = printable(&self.text[start..end]);
        let finding = Finding::new(format!("`{escape}` is not an escape sequence")).help(
            "there are `\\\"`, `\\$`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u{…}`; a backslash is `\\\\`",
        );
        self.report(start, end, finding);
    }

    pub(in super::super) fn bad_unicode_escape(&mut self, start: usize, end: usize, complete: bool) {
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

    pub(in super::super) fn no_line_end_in_text(&mut self, start: usize) -> Failed {
        let finding = Finding::new("the text begins on the line of its opening `''`")
            .help("begin a new line behind `''`, or write a text of one line in double quotes");
        let failed = self.report(start, start + 2, finding);
        let end = self.text[start + 2..].find("''").map(|at| start + 2 + at + 2);
        self.end = end.unwrap_or(self.bytes.len());
        self.at = self.skip(self.end);
        failed
    }

    pub(in super::super) fn bad_bytes(&mut self, start: usize, end: usize) -> Failed {
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

    pub(in super::super) fn leading_zero(&mut self, start: usize, end: usize) -> Failed {
        let digits = &self.text[start..end];
        let plain = digits.trim_start_matches('0');
        let plain = if plain.is_empty() { "0" } else { plain };
        let finding = Finding::new("this number begins with a zero that counts for nothing")
            .help(format!("write `{plain}`; hexadecimal numbers begin with `0x`"))
            .replacement(start, end, plain);
        self.report(start, end, finding)
    }

    pub(in super::super) fn no_radix_digits(&mut self, start: usize, radix: u32) -> Failed {
        let kind = if radix == 16 { "hexadecimal" } else { "binary" };
        let finding = Finding::new(format!("this {kind} number has no digits"));
        self.report(start, start + 2, finding)
    }

    pub(in super::super) fn double_too_large(&mut self, start: usize, end: usize) -> Failed {
        let finding =
            Finding::new("this number is larger than any `Double`").help("write `Infinity` if that is meant");
        self.report(start, end, finding)
    }

    pub(in super::super) fn bad_date(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new(format!(
            "`{}` is not a date of the calendar",
            &self.text[start..end]
        ))
        .help("write it as year, month and day: `2024-02-29`");
        self.report(start, end, finding)
    }

    pub(in super::super) fn zone_without_time(&mut self, start: usize, end: usize) -> Failed {
        let finding = Finding::new("a date is followed by a time zone without a time")
            .help("write the time, too: `2024-02-29T12:00:00+01:00`");
        self.report(start, end, finding)
    }

    pub(in super::super) fn bad_time(&mut self, start: usize) -> Failed {
        let rest = &self.bytes[start..];
        let length = rest
            .iter()
            .position(|byte| !(byte.is_ascii_digit() || *byte == b':'));
        let end = start + length.unwrap_or(rest.len());
        let written = &self.text[start..end];
        let finding = if written.is_empty() {
            Finding::new("the time of the day is missing behind `T`")
        } else {
            Finding::new(format!("`{written}` is not a time of the day"))
        };
        let finding = finding.help("write hours, minutes and seconds, from `00:00:00` to `23:59:59`");
        self.report(start, end, finding)
    }

    pub(in super::super) fn bad_zone(&mut self, start: usize) -> Failed {
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
