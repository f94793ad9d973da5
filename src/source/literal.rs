//! Literals that may be secrets, found by their spelling alone.
//!
//! A file that does not parse or type-check never gets to be understood, but its lines are shown in findings.

/// The bytes of each text literal that follows the constructor `Raw` or `Native`.
pub(super) fn secrets(text: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for constructor in ["Raw", "Native"] {
        for (at, _) in text.match_indices(constructor) {
            let whole_word = !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            let rest = &text[at + constructor.len()..];
            let literal = rest.trim_start();
            if !whole_word || literal.len() == rest.len() && !rest.starts_with('"') {
                continue;
            }
            let start = text.len() - literal.len();
            if let Some(length) = literal_length(literal) {
                found.push((start as u32, (start + length) as u32));
            }
        }
    }
    found
}

/// How long the text literal at the start of `text` is; to the end, if it is not closed.
fn literal_length(text: &str) -> Option<usize> {
    if let Some(body) = text.strip_prefix("''") {
        return Some(body.find("''").map_or(text.len(), |end| end + 4));
    }
    let body = text.strip_prefix('"')?;
    let mut escaped = false;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 2),
            _ => {}
        }
    }
    Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_literals_behind_the_constructors_that_take_them() {
        let rows = [
            ("Raw \"a\\\"b\"", vec!["\"a\\\"b\""]),
            ("S.Native \"x\"", vec!["\"x\""]),
            ("S.Raw ''\nkey\n''", vec!["''\nkey\n''"]),
            ("S.Raw \"open", vec!["\"open"]),
            ("Draw \"x\"", vec![]),
            ("Rawhide \"x\"", vec![]),
            ("fromTerraform \"x\"", vec![]),
            ("< Raw : Text >", vec![]),
        ];
        for (text, expected) in rows {
            let found: Vec<&str> = secrets(text)
                .iter()
                .map(|(start, end)| &text[*start as usize..*end as usize])
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
