//! Text on its way into markup.

use crate::change::Action;
use crate::report::plan::plain;

/// The text for an element or for an attribute in double quotes: nothing in it is markup, and what would hide or
/// turn the direction of writing is spelled out.
pub(super) fn escape(text: &str) -> String {
    let plain = plain(text);
    let mut escaped = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => push(other, &mut escaped),
        }
    }
    escaped
}

/// The text for an element alone, as it is: with its lines, and with quotes, which no element ends at.
pub(super) fn content(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    text.chars().for_each(|character| push(character, &mut escaped));
    escaped
}

fn push(character: char, escaped: &mut String) {
    match character {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        other => escaped.push(other),
    }
}

/// The mark of an action, and the word for it.
pub(super) fn symbol(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Create => ("+", "create"),
        Action::Update => ("~", "update"),
        Action::Delete => ("-", "delete"),
    }
}

/// A name as a part of an id or an anchor.
pub(super) fn anchor(name: &str) -> String {
    let kept = |character: char| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            '-'
        }
    };
    name.chars().map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let rows = [
            (
                "<script>alert(1)</script>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
            ),
            ("\" onfocus='x' &amp;", "&quot; onfocus=&#39;x&#39; &amp;amp;"),
            ("a\nb\u{202E}c", "a\\nb\\u{202E}c"),
            ("漢 é", "漢 é"),
        ];
        for (text, expected) in rows {
            assert_eq!(escape(text), expected);
        }
    }

    #[test]
    fn the_text_of_an_element_keeps_its_lines_and_quotes() {
        assert_eq!(content("a \"b\" & 'c'\n<d>"), "a \"b\" &amp; 'c'\n&lt;d&gt;");
    }
}
