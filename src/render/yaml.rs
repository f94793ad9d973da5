//! Data as YAML text that YAML 1.1 and 1.2 parsers read alike.
//!
//! The bytes are part of what is reviewed, so they are decided here: no folding, no anchors, two spaces, list
//! items level with their key, LF, one final newline. A scalar is plain only where no parser can take it for
//! anything but text, a block only where every parser keeps each of its characters, and else in double quotes.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value};

/// A character that Kubernetes or YAML cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` holds the character U+{character:04X}, which no manifest can hold")]
pub struct Unwritable {
    /// Where, labels joined by `.`; empty for the document itself.
    pub path: String,
    /// Its code point.
    pub character: u32,
}

/// Longer keys need YAML's explicit form; the specification allows 1,024 characters.
const LONGEST_KEY: usize = 1000;

/// Texts that some parser takes for a truth value, a number or nothing, compared without case.
const RESERVED: [&str; 13] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "nan", "inf", "infinity",
];

/// `value` as one document; keys named in `first` come before the others, in that order, at every level.
pub fn document(value: &Value, first: &[&str]) -> Result<String, Unwritable> {
    check(value, &mut Vec::new())?;
    let mut writer = Writer {
        text: String::new(),
        first,
    };
    match value {
        Value::Object(fields) if !fields.is_empty() => writer.mapping(fields, 0),
        Value::Array(elements) if !elements.is_empty() => writer.sequence(elements, 0),
        scalar => writer.inline(scalar),
    }
    if !writer.text.ends_with('\n') {
        writer.text.push('\n');
    }
    Ok(writer.text)
}

fn check<'a>(value: &'a Value, path: &mut Vec<&'a str>) -> Result<(), Unwritable> {
    let text = |text: &str, path: &[&str]| {
        // The encodings of the other two begin with this byte.
        if text.bytes().all(|byte| byte != 0 && byte != 0xEF) {
            return Ok(());
        }
        match text.chars().find(|c| matches!(c, '\0' | '\u{FFFE}' | '\u{FFFF}')) {
            Some(character) => Err(Unwritable {
                path: path.join("."),
                character: character.into(),
            }),
            None => Ok(()),
        }
    };
    match value {
        Value::String(string) => text(string, path),
        Value::Array(elements) => elements.iter().try_for_each(|element| check(element, path)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, field)| {
            text(key, path)?;
            path.push(key);
            check(field, path)?;
            path.pop();
            Ok(())
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

struct Writer<'a> {
    text: String,
    first: &'a [&'a str],
}

impl Writer<'_> {
    /// The fields of a record, the first one at the place where the text stands.
    fn mapping(&mut self, fields: &Map<String, Value>, indent: usize) {
        let is_first = |key: &String| self.first.contains(&key.as_str());
        let any_first = fields.keys().any(is_first);
        let first = self
            .first
            .iter()
            .take(if any_first { self.first.len() } else { 0 });
        let first = first.filter_map(|key| fields.get_key_value(*key));
        // A map of this kind is sorted already.
        let others = fields.iter().filter(|(key, _)| !any_first || !is_first(key));
        for (index, (key, value)) in first.chain(others).enumerate() {
            self.line(index, indent);
            self.key(key, indent);
            self.field(value, indent);
        }
    }

    fn key(&mut self, key: &str, indent: usize) {
        let start = self.text.len();
        scalar(&mut self.text, key);
        if self.text.len() - start > LONGEST_KEY {
            self.text.insert_str(start, "? ");
            self.line(1, indent);
        }
        self.text.push(':');
    }

    /// What stands behind `key:`.
    fn field(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                self.line(1, indent + 2);
                self.mapping(fields, indent + 2);
            }
            Value::Array(elements) if !elements.is_empty() => {
                self.line(1, indent);
                self.sequence(elements, indent);
            }
            scalar => {
                self.text.push(' ');
                self.leaf(scalar, indent + 2);
            }
        }
    }

    fn sequence(&mut self, elements: &[Value], indent: usize) {
        for (index, element) in elements.iter().enumerate() {
            self.line(index, indent);
            self.text.push_str("- ");
            match element {
                Value::Object(fields) if !fields.is_empty() => self.mapping(fields, indent + 2),
                Value::Array(elements) if !elements.is_empty() => self.sequence(elements, indent + 2),
                scalar => self.leaf(scalar, indent + 2),
            }
        }
    }

    /// A new line for every part but the first.
    fn line(&mut self, index: usize, indent: usize) {
        if index > 0 {
            if !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            self.indent(indent);
        }
    }

    fn indent(&mut self, indent: usize) {
        const SPACES: &str = "                                                                ";
        let mut left = indent;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.text.push_str(&SPACES[..now]);
            left -= now;
        }
    }

    fn leaf(&mut self, value: &Value, indent: usize) {
        match value {
            Value::String(text) if fits_block(text) => self.block(text, indent),
            other => self.inline(other),
        }
    }

    fn inline(&mut self, value: &Value) {
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Bool(bool) => self.text.push_str(if *bool { "true" } else { "false" }),
            Value::Number(number) => self.text.push_str(&decimal(number)),
            Value::String(text) => scalar(&mut self.text, text),
            Value::Array(_) => self.text.push_str("[]"),
            Value::Object(_) => self.text.push_str("{}"),
        }
    }

    fn block(&mut self, text: &str, indent: usize) {
        let body = text.trim_end_matches('\n');
        self.text.push_str(match text.len() - body.len() {
            0 => "|-",
            1 => "|",
            _ => "|+",
        });
        self.text.push('\n');
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}

/// YAML 1.1 knows a float by its point and by the sign of its exponent.
fn decimal(number: &Number) -> String {
    let text = number.to_string();
    if !number.is_f64() {
        return text;
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, ""));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    match exponent {
        "" => format!("{mantissa}{point}"),
        signed if signed.starts_with(['+', '-']) => format!("{mantissa}{point}e{signed}"),
        unsigned => format!("{mantissa}{point}e+{unsigned}"),
    }
}

/// Writes a text on one line: plain, or in double quotes.
fn scalar(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else {
        quote(out, text);
    }
}

fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else { return false };
    let mut before = b' ';
    for &byte in bytes {
        let fits = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => true,
            b' ' => before != b':' && before != b' ',
            _ => b"_./+@()=;:-".contains(&byte),
        };
        if !fits {
            return false;
        }
        before = byte;
    }
    (first.is_ascii_alphabetic() || b"/_".contains(first))
        && before != b':'
        && before != b' '
        && !RESERVED
            .iter()
            .any(|reserved| reserved.eq_ignore_ascii_case(text))
}

fn fits_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\t', '\n'])
        && text.chars().all(|c| c == '\n' || c == '\t' || is_printable(c))
        && text
            .split('\n')
            .all(|line| !line.starts_with('\t') && !line.ends_with([' ', '\t']))
}

/// Whether every parser takes the character as it stands; the line breaks of YAML 1.1 and the BOM are not.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

fn quote(quoted: &mut String, text: &str) {
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_printable(c) => quoted.push(c),
            c => {
                let _ = match u32::from(c) {
                    code @ ..=0xFF => write!(quoted, "\\x{code:02X}"),
                    code @ ..=0xFFFF => write!(quoted, "\\u{code:04X}"),
                    code => write!(quoted, "\\U{code:08X}"),
                };
            }
        }
    }
    quoted.push('"');
}
