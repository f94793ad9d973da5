//! Text and `Bytes` literals.

use super::super::{Expr, ExprId, Name, Spelled};
use super::cursor::{Failed, Opener, Parse, Parser};
use super::trace::Shape;

/// A piece of a text between two single quotes, as written.
enum Chunk {
    Raw { start: usize, end: usize },
    Interpolation(ExprId),
}

impl Parser<'_> {
    /// `"…"`.
    pub(super) fn double_quoted(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'$' | 0..0x20);
        let plain = self.bytes[start + 1..].iter().position(special);
        if let Some(length) = plain
            && self.bytes[start + 1 + length] == b'"'
        {
            // Most texts hold nothing special.
            let end = start + 1 + length;
            let segments: Box<[Box<str>]> = Box::new([self.text[start + 1..end].into()]);
            self.close_token(end + 1);
            self.node(Shape::Text, mark);
            let interpolations = Box::new([]);
            return Ok(self.add(
                Expr::Text {
                    segments,
                    interpolations,
                },
                start,
            ));
        }
        let mut segments = Vec::new();
        let mut interpolations = Vec::new();
        let mut segment = String::new();
        let (mut at, mut copied) = (start + 1, start + 1);
        loop {
            match self.byte(at) {
                b'"' => break,
                b'\\' => {
                    segment.push_str(&self.text[copied..at]);
                    at = self.escape(at, &mut segment)?;
                    copied = at;
                }
                b'$' if self.byte(at + 1) == b'{' => {
                    segment.push_str(&self.text[copied..at]);
                    segments.push(std::mem::take(&mut segment).into_boxed_str());
                    let (inner, after) = self.interpolation(at, b'"')?;
                    interpolations.push(inner);
                    (at, copied) = (after, after);
                }
                b'\n' | b'\r' => return Ok(self.line_end_in_text(start, copied, at)),
                b'\t' => {
                    self.tab_in_text(at);
                    at += 1;
                }
                0 if at >= self.bytes.len() => return Err(self.open_text(start, "\"")),
                _ => at += 1,
            }
        }
        segment.push_str(&self.text[copied..at]);
        segments.push(segment.into_boxed_str());
        self.finish_text(at + 1, start, mark, (segments, interpolations))
    }

    fn finish_text(
        &mut self,
        end: usize,
        start: usize,
        mark: usize,
        (segments, interpolations): (Vec<Box<str>>, Vec<ExprId>),
    ) -> Parse<ExprId> {
        self.close_token(end);
        self.node(Shape::Text, mark);
        let text = Expr::Text {
            segments: segments.into_boxed_slice(),
            interpolations: interpolations.into_boxed_slice(),
        };
        Ok(self.add(text, start))
    }

    /// `${ e }` at `dollar`, with the place behind the brace, where the text goes on.
    fn interpolation(&mut self, dollar: usize, quotes: u8) -> Parse<(ExprId, usize)> {
        self.interpolations += 1;
        self.trace_token(self.at, dollar + 2);
        let opener = self.openers.len();
        self.openers.push(Opener {
            byte: b'$',
            at: dollar,
        });
        self.end = dollar + 2;
        self.at = self.skip(self.end);
        let start = self.at;
        let inner = self.expression().and_then(|inner| {
            if self.peek() == b'}' {
                return Ok(inner);
            }
            Err(self.not_closed(opener))
        });
        let inner = match inner {
            Ok(inner) => inner,
            Err(Failed) => self.interpolation_behind_mistake((opener, start), quotes)?,
        };
        self.openers.truncate(opener);
        let after = self.at + 1;
        // The brace belongs to the token of text that follows it.
        self.end = self.at;
        Ok((inner, after))
    }

    /// Looks for the end of an interpolation with a mistake, no further than its text can go.
    fn interpolation_behind_mistake(&mut self, (opener, start): (usize, usize), quotes: u8) -> Parse<ExprId> {
        let text_end = match quotes {
            b'"' => self.line_end(start),
            _ => self.single_quoted_end(start),
        };
        self.recover_before(opener + 1, text_end);
        if self.peek() == b'}' && self.at < text_end {
            return Ok(self.hole(start));
        }
        self.openers.truncate(opener);
        Err(Failed)
    }

    /// The escape sequence at `at`, with the place behind it.
    fn escape(&mut self, at: usize, segment: &mut String) -> Parse<usize> {
        let plain = match self.byte(at + 1) {
            b'"' => '"',
            b'$' => '$',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(at, segment),
            _ => {
                let length = self.text[at + 1..].chars().next().map_or(0, char::len_utf8);
                self.unknown_escape(at, at + 1 + length);
                return Ok(at + 1 + length);
            }
        };
        segment.push(plain);
        Ok(at + 2)
    }

    /// `\uXXXX` and `\u{X}`.
    fn unicode_escape(&mut self, at: usize, segment: &mut String) -> Parse<usize> {
        let braced = self.byte(at + 2) == b'{';
        let digits_at = at + 2 + usize::from(braced);
        let rest = self.bytes.get(digits_at..).unwrap_or_default();
        let length = rest
            .iter()
            .take(if braced { usize::MAX } else { 4 })
            .position(|byte| !byte.is_ascii_hexdigit())
            .unwrap_or(if braced { rest.len() } else { rest.len().min(4) });
        let end = digits_at + length + usize::from(braced);
        let digits = self.text[digits_at..digits_at + length].trim_start_matches('0');
        let complete = if braced {
            length > 0 && self.byte(end - 1) == b'}'
        } else {
            length == 4
        };
        let character = (digits.len() <= 6)
            .then(|| u32::from_str_radix(digits, 16).unwrap_or(0))
            .and_then(char::from_u32)
            .filter(|character| !is_noncharacter(*character));
        match character {
            Some(character) if complete => segment.push(character),
            _ => {
                self.bad_unicode_escape(at, (digits_at + length).max(at + 2), complete);
                return Ok(if complete { end } else { digits_at + length });
            }
        }
        Ok(end)
    }

    /// `''` and a line end, then text without escapes whose indentation is taken away.
    pub(super) fn single_quoted(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let mut at = start + 2;
        at += match (self.byte(at), self.byte(at + 1)) {
            (b'\n', _) => 1,
            (b'\r', b'\n') => 2,
            _ => return Err(self.no_line_end_in_text(start)),
        };
        let mut chunks = Vec::new();
        let mut raw = at;
        loop {
            match self.byte(at) {
                b'\'' if self.byte(at + 1) == b'\'' => match self.byte(at + 2) {
                    b'\'' => at += 3,
                    b'$' if self.byte(at + 3) == b'{' => at += 4,
                    _ => break,
                },
                b'$' if self.byte(at + 1) == b'{' => {
                    chunks.push(Chunk::Raw { start: raw, end: at });
                    let (inner, after) = self.interpolation(at, b'\'')?;
                    chunks.push(Chunk::Interpolation(inner));
                    (at, raw) = (after, after);
                }
                0 if at >= self.bytes.len() => return Err(self.open_text(start, "''")),
                _ => at += 1,
            }
        }
        chunks.push(Chunk::Raw { start: raw, end: at });
        let text = self.unindent(&chunks);
        self.finish_text(at + 2, start, mark, text)
    }

    /// `to-double-quotes` of the standard's `multiline.md`.
    fn unindent(&self, chunks: &[Chunk]) -> (Vec<Box<str>>, Vec<ExprId>) {
        let indent = self.common_indent(chunks).len();
        let mut segments = Vec::new();
        let mut interpolations = Vec::new();
        let mut at_line_start = true;
        for chunk in chunks {
            match chunk {
                Chunk::Interpolation(inner) => {
                    interpolations.push(*inner);
                    at_line_start = false;
                }
                Chunk::Raw { start, end } => {
                    let mut segment = String::with_capacity(end - start);
                    for line in self.text[*start..*end].split_inclusive('\n') {
                        let line = strip_indent(line, indent * usize::from(at_line_start));
                        push_unescaped(&mut segment, line);
                        at_line_start = line.ends_with('\n');
                    }
                    segments.push(segment.into_boxed_str());
                }
            }
        }
        (segments, interpolations)
    }

    /// The longest run of spaces and tabs that every line begins with. Empty lines do not count, the last
    /// line always does.
    fn common_indent(&self, chunks: &[Chunk]) -> &str {
        let mut common: Option<&str> = None;
        let mut at_line_start = true;
        for chunk in chunks {
            let Chunk::Raw { start, end } = chunk else {
                at_line_start = false;
                continue;
            };
            let text = &self.text[*start..*end];
            for line in text.split_inclusive('\n') {
                if at_line_start && !matches!(line, "\n" | "\r\n") {
                    common = Some(shorten(common, leading_space(line)));
                }
                at_line_start = line.ends_with('\n');
            }
            if at_line_start {
                // The next line begins with an interpolation or the closing quotes.
                common = Some("");
            }
        }
        common.unwrap_or("")
    }

    /// A field name in double quotes, as JSON writes it.
    pub(super) fn text_as_label(&mut self) -> Parse<Spelled> {
        let start = self.at;
        let text = self.double_quoted()?;
        let span = (start as u32, self.end as u32);
        let Expr::Text { segments, .. } = &self.ast[text] else {
            return Err(Failed);
        };
        let name = Name::new(&segments[0]);
        self.quoted_field_name(start, &name);
        Ok(Spelled { name, span })
    }

    /// `0x"…"`.
    pub(super) fn bytes_literal(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let digits_at = start + 3;
        let rest = &self.bytes[digits_at..];
        let length = rest.iter().position(|byte| !byte.is_ascii_hexdigit());
        let length = length.unwrap_or(rest.len());
        let end = digits_at + length;
        if self.byte(end) != b'"' || !length.is_multiple_of(2) {
            return Err(self.bad_bytes(start, end));
        }
        let digit = |byte: u8| (byte as char).to_digit(16).expect("a hexadecimal digit") as u8;
        let bytes = rest[..length]
            .chunks_exact(2)
            .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
            .collect();
        self.close_token(end + 1);
        Ok(self.add(Expr::Bytes(bytes), start))
    }
}

/// `U+nFFFE` and `U+nFFFF`, which no text may hold.
pub(super) fn is_noncharacter(character: char) -> bool {
    character as u32 & 0xFFFE == 0xFFFE
}

fn leading_space(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t']);
    &line[..line.len() - rest.len()]
}

fn shorten<'a>(common: Option<&'a str>, indent: &'a str) -> &'a str {
    let Some(common) = common else {
        return indent;
    };
    let equal = common
        .bytes()
        .zip(indent.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    &common[..equal]
}

fn strip_indent(line: &str, indent: usize) -> &str {
    if matches!(line, "\n" | "\r\n") {
        return line;
    }
    &line[indent.min(line.len())..]
}

/// Appends a line with `'''` and `''${` replaced, and CRLF by LF.
fn push_unescaped(segment: &mut String, line: &str) {
    let (body, end) = match line.strip_suffix("\r\n") {
        Some(body) => (body, "\n"),
        None => (line, ""),
    };
    let mut rest = body;
    while let Some(at) = rest.find("''") {
        segment.push_str(&rest[..at]);
        rest = &rest[at..];
        let (replacement, length) = if rest.starts_with("'''") {
            ("''", 3)
        } else {
            ("${", 4)
        };
        segment.push_str(replacement);
        rest = &rest[length.min(rest.len())..];
    }
    segment.push_str(rest);
    segment.push_str(end);
}
