//! Text literals, and those among them that may be secrets, found by their spelling alone.
//!
//! A file that does not parse or type-check never gets to be understood, but its lines are shown in findings.

/// A range of bytes.
type Range = (u32, u32);

/// Alternatives of the model's secret that carry what may be the secret itself.
const LITERAL: [&str; 2] = ["Raw", "Native"];

/// Parts of names whose values are secrets more often than not.
const TELLING: [&str; 6] = ["password", "passwd", "secret", "token", "credential", "apikey"];

/// How private keys in the textual encodings of RFC 7468 are marked.
const PRIVATE_KEY: &str = "PRIVATE KEY";

/// The bytes of each text literal that is a secret by what stands before it or by what it says: an argument of
/// `Raw` or `Native`, or of something that is given to them by its name; the value of a name that tells; a
/// private key.
pub(super) fn secrets(text: &str) -> Vec<Range> {
    let literals = literals(text);
    let names = passed_names(text, &literals);
    let mut reach = 0;
    let mut found = Vec::new();
    for &(start, end) in &literals {
        let before = text[..start as usize].trim_end();
        let opened = before.trim_end_matches(|char: char| char == '(' || char.is_whitespace());
        if ends_with_word(opened, &LITERAL) {
            reach = if opened.len() == before.len() {
                end
            } else {
                closing(text, &literals, start)
            };
        }
        let key = before.strip_suffix('=').map(|name| last_word(name.trim_end()));
        let named = key.is_some_and(|key| tells(key) || names.contains(&key));
        let body = &text[start as usize..end as usize];
        if start < reach || named || body.contains(PRIVATE_KEY) {
            found.push((start, end));
        }
    }
    found
}

/// The bytes of each text literal, quotes included; one that is not closed ends with its line or, in the form of
/// several lines, with the text. Texts inside of `${ }` are part of the literal around them.
pub(super) fn literals(text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(char) = text[at..].chars().next() {
        let rest = &text[at..];
        let skipped = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("{-") {
            comment_length(rest)
        } else if let Some(length) = literal_length(rest) {
            found.push((at as u32, (at + length) as u32));
            length
        } else if char == '`' {
            rest[1..].find(['`', '\n']).map_or(rest.len(), |end| end + 2)
        } else {
            char.len_utf8()
        };
        at += skipped;
    }
    found
}

/// The names that stand as an argument of `Raw` or `Native`, the last part of each.
fn passed_names<'a>(text: &'a str, literals: &[Range]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for constructor in LITERAL {
        for (at, _) in text.match_indices(constructor) {
            let end = at + constructor.len();
            if !ends_with_word(&text[..end], &LITERAL) || text[end..].starts_with(is_word) {
                continue;
            }
            let argument = text[end..].trim_start_matches(|char: char| char == '(' || char.is_whitespace());
            let length = argument
                .find(|char: char| !is_word(char) && char != '.')
                .unwrap_or(argument.len());
            let within = literals
                .iter()
                .any(|(start, end)| (*start..*end).contains(&(at as u32)));
            if length > 0 && !within {
                names.push(last_word(&argument[..length]));
            }
        }
    }
    names
}

/// Where the bracket that is open at `from` is closed; the end of the text, if nowhere.
fn closing(text: &str, literals: &[Range], from: u32) -> u32 {
    let mut depth = 1;
    for (at, char) in text[from as usize..].char_indices() {
        let at = from + at as u32;
        if literals.iter().any(|(start, end)| (*start..*end).contains(&at)) {
            continue;
        }
        depth += match char {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at;
        }
    }
    text.len() as u32
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '-' || char == '/'
}

fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, char)| is_word(*char))
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[start..]
}

fn ends_with_word(text: &str, words: &[&str]) -> bool {
    words.contains(&last_word(text))
}

fn tells(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(|char| char.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    TELLING.iter().any(|part| plain.contains(part))
}

/// How long the comment at the start of `text` is, those inside of it included.
fn comment_length(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("{-") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("-}") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// How long the text literal at the start of `text` is, if there is one.
fn literal_length(text: &str) -> Option<usize> {
    let several_lines = text.starts_with("''");
    if !several_lines && !text.starts_with('"') {
        return None;
    }
    // What is open, from the outside in: the end of each text, and `None` for each bracket of an expression.
    let mut open = vec![Some(several_lines)];
    let mut at = if several_lines { 2 } else { 1 };
    while at < text.len() {
        let rest = &text[at..];
        let step = rest.chars().next().map_or(1, char::len_utf8);
        at += match open.last() {
            None => return Some(at),
            Some(Some(false)) if rest.starts_with('\n') => return Some(at),
            Some(Some(false)) if rest.starts_with('\\') => {
                1 + rest[1..].chars().next().map_or(0, char::len_utf8)
            }
            Some(Some(true)) if rest.starts_with("'''") || rest.starts_with("''${") => 3,
            Some(Some(_)) if rest.starts_with("${") => {
                open.push(None);
                2
            }
            Some(Some(true)) if rest.starts_with("''") => {
                open.pop();
                2
            }
            Some(Some(false)) if rest.starts_with('"') => {
                open.pop();
                1
            }
            Some(Some(_)) => step,
            Some(None) if rest.starts_with("''") => {
                open.push(Some(true));
                2
            }
            Some(None) => {
                match &rest[..step] {
                    "\"" => open.push(Some(false)),
                    "{" => open.push(None),
                    "}" => drop(open.pop()),
                    _ => {}
                }
                step
            }
        };
    }
    Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'a>(text: &'a str, ranges: &[Range]) -> Vec<&'a str> {
        let part = |(start, end): &Range| &text[*start as usize..*end as usize];
        ranges.iter().map(part).collect()
    }

    #[test]
    fn finds_literals_that_are_secrets_by_where_they_stand() {
        let rows = [
            ("Raw \"a\\\"b\"", vec!["\"a\\\"b\""]),
            ("S.Native \"x\"", vec!["\"x\""]),
            ("S.Raw ''\nkey\n''", vec!["''\nkey\n''"]),
            ("S.Raw \"open", vec!["\"open"]),
            ("S.Raw (\"x\" ++ f \"y\") \"z\"", vec!["\"x\"", "\"y\""]),
            ("S.Raw ( (\"x\") )", vec!["\"x\""]),
            ("let p = \"x\" in Raw p", vec!["\"x\""]),
            ("{ a.p = \"x\", q = Raw (a.p), r = \"y\" }", vec!["\"x\""]),
            ("let smtpPassword = \"x\"", vec!["\"x\""]),
            ("{ client-secret = \"x\"", vec!["\"x\""]),
            (
                "f \"-----BEGIN RSA PRIVATE KEY-----\"",
                vec!["\"-----BEGIN RSA PRIVATE KEY-----\""],
            ),
            ("Draw \"x\"", vec![]),
            ("Rawhide \"x\"", vec![]),
            ("fromTerraform \"x\"", vec![]),
            ("< Raw : Text >, a = \"x\"", vec![]),
            ("-- Raw \"x\"\n\"y\"", vec![]),
        ];
        for (text, expected) in rows {
            assert_eq!(shown(text, &secrets(text)), expected, "{text}");
        }
    }

    #[test]
    fn finds_literals_whatever_stands_in_them() {
        let rows = [
            ("a \"b\" c \"d\"", vec!["\"b\"", "\"d\""]),
            (
                "\"${f \"}\" { a = \"x\" }} y\" z",
                vec!["\"${f \"}\" { a = \"x\" }} y\""],
            ),
            ("''\n'''a''${b''\nc", vec!["''\n'''a''${b''"]),
            ("\"open\n\"next\"", vec!["\"open", "\"next\""]),
            ("{- \"x\" {- -} -} `a\"b` \"c\"", vec!["\"c\""]),
            ("'' ${''x''} ''", vec!["'' ${''x''} ''"]),
            ("\"\\", vec!["\"\\"]),
            ("\"ä\\ö\"", vec!["\"ä\\ö\""]),
        ];
        for (text, expected) in rows {
            assert_eq!(shown(text, &literals(text)), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_searched(text in r#"[-"'a${}()\\\nRw=ä `]{0,60}"#) {
            for (start, end) in literals(&text).into_iter().chain(secrets(&text)) {
                proptest::prop_assert!(start < end && text.get(start as usize..end as usize).is_some());
            }
        }
    }
}
