//! Names and filters of directories.

use std::collections::BTreeSet;

use crate::rules::quote;

/// Whether a text is the name of one attribute or property: no spaces, no commas, nothing that filters mean.
pub(super) fn is_attribute(text: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || "-_.:/;".contains(char);
    !text.is_empty() && text.chars().all(is_part)
}

/// What is wrong with names that commas separate.
pub(super) fn attributes(text: &str) -> Option<String> {
    let mut seen = BTreeSet::new();
    text.split(',').map(str::trim).find_map(|name| {
        let is_every = name == "*" || name == "+";
        if name.is_empty() {
            Some(format!("{} has an empty name", quote(text)))
        } else if !is_every && !is_attribute(name) {
            Some(format!("{} is no name of an attribute", quote(name)))
        } else if !seen.insert(name.to_lowercase()) {
            Some(format!("{} stands here twice", quote(name)))
        } else {
            None
        }
    })
}

/// Whether a text is a distinguished name (RFC 4514): pairs of a type and a value, separated by commas.
pub(super) fn is_distinguished_name(text: &str) -> bool {
    let parts = split(text, ',');
    parts.iter().all(|part| {
        split(part, '+').iter().all(|pair| {
            let (kind, value) = pair.split_once('=').unwrap_or(("", ""));
            let kind = kind.trim();
            let is_kind = kind.starts_with(|char: char| char.is_ascii_alphanumeric())
                && kind
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
            is_kind && !value.trim().is_empty() && !has_bare_special(value)
        })
    })
}

/// The parts between separators without a backslash in front.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (at, char) in text.char_indices() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            char if char == separator => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn has_bare_special(value: &str) -> bool {
    let mut is_escaped = false;
    value.chars().any(|char| {
        let was_escaped = is_escaped;
        is_escaped = char == '\\' && !was_escaped;
        !was_escaped && "\";<>".contains(char)
    })
}

/// Why a text is no filter (RFC 4515); `None` if it is one.
pub(super) fn filter(text: &str) -> Option<&'static str> {
    if text.starts_with(['"', '\'']) {
        return Some("it stands in quotes");
    }
    let mut rest = text;
    match one(&mut rest, 0) {
        Err(fault) => Some(fault),
        Ok(()) if !rest.is_empty() => Some("there is more behind its last parenthesis"),
        Ok(()) => None,
    }
}

/// How deep filters may stand in each other.
const DEEPEST: usize = 64;

fn one(rest: &mut &str, depth: usize) -> Result<(), &'static str> {
    if depth > DEEPEST {
        return Err("its parentheses are too deep");
    }
    take(rest, '(').ok_or("a filter begins with a parenthesis")?;
    match rest.chars().next() {
        Some('&' | '|') => {
            *rest = &rest[1..];
            while rest.starts_with('(') {
                one(rest, depth + 1)?;
            }
        }
        Some('!') => {
            *rest = &rest[1..];
            one(rest, depth + 1)?;
        }
        _ => {
            let end = rest.find(['(', ')']).ok_or("a parenthesis is not closed")?;
            item(&rest[..end])?;
            *rest = &rest[end..];
        }
    }
    take(rest, ')').ok_or("a parenthesis is not closed")
}

/// `attribute=value` with `=`, `~=`, `>=`, `<=` or `:=`.
fn item(text: &str) -> Result<(), &'static str> {
    let (name, value) = text.split_once('=').ok_or("a part of it has no `=`")?;
    let name = name.trim_end_matches(['~', '>', '<', ':']);
    if !is_attribute(name) {
        return Err("the name of an attribute is missing in it");
    }
    let escapes = value.split('\\').skip(1);
    let is_escape = |behind: &str| {
        let digits: Vec<u8> = behind.bytes().take(2).collect();
        digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit)
    };
    match escapes.into_iter().all(is_escape) {
        true => Ok(()),
        false => Err("a backslash is followed by two hexadecimal digits"),
    }
}

fn take(rest: &mut &str, wanted: char) -> Option<()> {
    *rest = rest.strip_prefix(wanted)?;
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_what_is_none() {
        for (text, expected) in [
            ("dc=example,dc=org", true),
            ("ou=people", true),
            ("cn=Smith\\, John+uid=js,ou=a", true),
            ("2.5.4.3=x", true),
            ("example.org", false),
            ("dc=", false),
            ("dc=a,,dc=b", false),
            ("=a", false),
            ("ou=\"people\"", false),
        ] {
            assert_eq!(is_distinguished_name(text), expected, "{text}");
        }
    }

    #[test]
    fn filters_are_told_from_what_is_none() {
        for (text, fault) in [
            ("(objectClass=person)", None),
            ("(&(objectClass=group)(cn=mesh-*)(!(member:1.2.840:=x)))", None),
            ("(|)", None),
            ("(cn=a\\2ab)", None),
            ("(a>=1)", None),
            ("objectClass=person", Some("a filter begins with a parenthesis")),
            ("(objectClass=person", Some("a parenthesis is not closed")),
            ("(&(a=b)", Some("a parenthesis is not closed")),
            ("(a=b))", Some("there is more behind its last parenthesis")),
            ("(person)", Some("a part of it has no `=`")),
            ("(=a)", Some("the name of an attribute is missing in it")),
            (
                "(cn=a\\zz)",
                Some("a backslash is followed by two hexadecimal digits"),
            ),
            ("\"(cn=a)\"", Some("it stands in quotes")),
        ] {
            assert_eq!(filter(text), fault, "{text}");
        }
        assert!(filter(&"(!".repeat(100_000)).is_some());
    }

    #[test]
    fn lists_of_attributes_have_each_once() {
        assert_eq!(attributes("cn, mail,member"), None);
        assert_eq!(attributes("*"), None);
        assert_eq!(
            attributes("cn,,mail").as_deref(),
            Some("`cn,,mail` has an empty name")
        );
        assert_eq!(attributes("cn,CN").as_deref(), Some("`CN` stands here twice"));
        assert_eq!(
            attributes("cn mail").as_deref(),
            Some("`cn mail` is no name of an attribute")
        );
    }
}
