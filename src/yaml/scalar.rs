//! Texts and numbers on one line, and which texts can stand as a block.

use std::fmt::Write as _;

/// Texts that some parser takes for a truth value, a number or nothing, compared without case.
const RESERVED: [&str; 13] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "nan", "inf", "infinity",
];

/// A decimal number as a float. YAML 1.1 knows one by its point and by the sign of its exponent.
pub fn float(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, ""));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    match exponent {
        "" => format!("{mantissa}{point}"),
        signed if signed.starts_with(['+', '-']) => format!("{mantissa}{point}e{signed}"),
        unsigned => format!("{mantissa}{point}e+{unsigned}"),
    }
}

/// Writes a text on one line: plain, or in double quotes.
pub(super) fn scalar(out: &mut String, text: &str) {
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

pub(super) fn fits_block(text: &str) -> bool {
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
