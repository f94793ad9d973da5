//! Values as text that cannot break a line, hide in it, or colour it.

use crate::change::Leaf;

/// How many characters of a value are shown in a line.
const WIDTH: usize = 64;

/// How many characters are kept in front of the first difference of two long texts.
const LEAD: usize = 12;

/// The text with everything escaped that would not be seen as itself: control characters, ends of lines, marks
/// that turn the direction of writing.
pub(in crate::report) fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    text.chars().for_each(|character| push(&mut escaped, character));
    escaped
}

fn push(escaped: &mut String, character: char) {
    match character {
        '\n' => escaped.push_str("\\n"),
        '\r' => escaped.push_str("\\r"),
        '\t' => escaped.push_str("\\t"),
        hidden if is_hidden(hidden) => escaped.push_str(&format!("\\u{{{:X}}}", u32::from(hidden))),
        shown => escaped.push(shown),
    }
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// The text as a literal of Dhall on one line.
fn quoted(text: &str) -> String {
    let mut literal = String::from('"');
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '$' if characters.peek() == Some(&'{') => literal.push_str("\\$"),
            other => push(&mut literal, other),
        }
    }
    literal.push('"');
    literal
}

/// A value as it is written, whole.
pub(super) fn literal(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Absent => "None".to_owned(),
        Leaf::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Leaf::Natural(number) => number.to_string(),
        Leaf::Integer(number) => format!("{number:+}"),
        Leaf::Double(number) => format!("{:?}", number.number()),
        Leaf::Text(text) => quoted(text),
        Leaf::Date(date) => date.to_string(),
        Leaf::Time(time) => time.to_string(),
        Leaf::Secret(shown) | Leaf::Alternative(shown) => plain(shown),
        Leaf::Sequence(elements) => {
            let elements: Vec<String> = elements.iter().map(literal).collect();
            format!("[{}]", elements.join(", "))
        }
        Leaf::Record => "{=}".to_owned(),
        Leaf::List => "[]".to_owned(),
    }
}

/// A value, cut to what fits a line.
pub(in crate::report) fn short(leaf: &Leaf) -> String {
    cut(&literal(leaf), 0)
}

/// Two values, cut to what fits a line so that the first difference is seen.
pub(in crate::report) fn pair(before: &Leaf, after: &Leaf) -> (String, String) {
    let (before, after) = (literal(before), literal(after));
    let longest = before.chars().count().max(after.chars().count());
    let same = before
        .chars()
        .zip(after.chars())
        .take_while(|(one, other)| one == other);
    let skip = if longest > WIDTH {
        same.count().saturating_sub(LEAD)
    } else {
        0
    };
    (cut(&before, skip), cut(&after, skip))
}

/// The text without its first `skip` characters, at most [`WIDTH`] of the rest, and how long it is if that is more.
fn cut(text: &str, skip: usize) -> String {
    let length = text.chars().count();
    let lead = if skip > 0 { "…" } else { "" };
    if length - skip <= WIDTH {
        return format!("{lead}{}", text.chars().skip(skip).collect::<String>());
    }
    let shown: String = text.chars().skip(skip).take(WIDTH).collect();
    format!("{lead}{shown}… ({length} characters)")
}

/// The text escaped, and cut to `width` characters.
pub(in crate::report) fn line(text: &str, width: usize) -> String {
    let escaped = plain(text);
    if escaped.chars().count() <= width {
        return escaped;
    }
    let kept: String = escaped.chars().take(width).collect();
    format!("{kept}…")
}

/// A number with its noun: `1 error`, `2 errors`.
pub(in crate::report) fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped_like_dhall_and_stay_on_their_line() {
        let rows = [
            ("plain", r#""plain""#),
            ("a\nb\t\"c\" \\", r#""a\nb\t\"c\" \\""#),
            ("${x} $5", r#""\${x} $5""#),
            ("\u{1b}[31mred\u{7}", r#""\u{1B}[31mred\u{7}""#),
            ("safe\u{202e}txt.exe", r#""safe\u{202E}txt.exe""#),
            ("\r\n+ fake", r#""\r\n+ fake""#),
            ("é 漢", "\"é 漢\""),
        ];
        for (text, expected) in rows {
            assert_eq!(literal(&Leaf::Text(text.to_owned())), expected);
        }
    }

    #[test]
    fn long_texts_are_cut_around_their_first_difference() {
        let long = |end: &str| Leaf::Text(format!("{}{end}", "x".repeat(200)));
        let (before, after) = pair(&long("one"), &long("two"));
        assert_eq!(before, format!("…{}one\"", "x".repeat(12)));
        assert_eq!(after, format!("…{}two\"", "x".repeat(12)));
        let cut = short(&long("one"));
        assert_eq!(cut, format!("\"{}… (205 characters)", "x".repeat(63)));
    }
}
