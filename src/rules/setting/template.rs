//! Texts with placeholders: printf as Java has it, and the named placeholders that do not belong among them.

/// A part of such a text that stands for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Placeholder<'a> {
    /// `%s`, `%S` or `%d`, and which argument it stands for, counted from 1; the order decides where none is named.
    Argument { index: usize, conversion: char },
    /// `#{name}` or `${name}`.
    Named(&'a str),
    /// A `%` and what is behind it, which stand for nothing.
    Unknown(&'a str),
}

/// A placeholder with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    /// What it is.
    pub(super) is: Placeholder<'a>,
    /// How it is written.
    pub(super) text: &'a str,
    /// How often the same is written in front of it.
    pub(super) nth: usize,
}

/// The placeholders of a text in their order, each with its place; `%%` is a per cent sign and none.
pub(super) fn placed(text: &str) -> Vec<Placed<'_>> {
    let mut found = Vec::new();
    for (is, start, end) in read(text) {
        let part = &text[start..end];
        let nth = text[..start].matches(part).count();
        found.push(Placed { is, text: part, nth });
    }
    found
}

/// Each placeholder with where it begins and ends.
fn read(text: &str) -> Vec<(Placeholder<'_>, usize, usize)> {
    let mut found = Vec::new();
    let (mut rest, mut next) = (text, 1);
    while let Some(start) = rest.find(['%', '#', '$']) {
        rest = &rest[start..];
        let at = text.len() - rest.len();
        let taken = match rest.as_bytes() {
            [b'%', b'%', ..] => 2,
            [b'%', ..] => {
                let (placeholder, length) = argument(rest, next);
                next += usize::from(is_ordinary(&placeholder, rest));
                found.push((placeholder, at, at + length));
                length
            }
            [_, b'{', ..] => match rest.find('}') {
                Some(end) => {
                    found.push((Placeholder::Named(&rest[..=end]), at, at + end + 1));
                    end + 1
                }
                None => 1,
            },
            _ => 1,
        };
        rest = &rest[taken..];
    }
    found
}

/// The placeholder that a `%` begins, and its length; `next` is the argument of one that names none.
fn argument(rest: &str, next: usize) -> (Placeholder<'_>, usize) {
    let behind = &rest[1..];
    let digits = behind.len()
        - behind
            .trim_start_matches(|char: char| char.is_ascii_digit())
            .len();
    let named = behind[..digits].parse::<usize>().ok();
    let (index, start) = match (named, behind[digits..].strip_prefix('$')) {
        (Some(index), Some(_)) => (index, 1 + digits + 1),
        _ => (next, 1),
    };
    match rest[start..].chars().next() {
        Some(conversion @ ('s' | 'S' | 'd')) => (Placeholder::Argument { index, conversion }, start + 1),
        Some(other) => {
            let length = start + other.len_utf8();
            (Placeholder::Unknown(&rest[..length]), length)
        }
        None => (Placeholder::Unknown(rest), rest.len()),
    }
}

/// Whether a placeholder takes its argument from the order.
fn is_ordinary(placeholder: &Placeholder<'_>, rest: &str) -> bool {
    matches!(placeholder, Placeholder::Argument { .. })
        && !rest[1..].starts_with(|char: char| char.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Placeholder::{Argument, Named, Unknown};
    use super::*;

    #[test]
    fn placeholders_are_told_apart() {
        let s = |index| Argument {
            index,
            conversion: 's',
        };
        let rows = [
            ("", vec![]),
            ("100%%", vec![]),
            ("%s.%s-%4$s", vec![s(1), s(2), s(4)]),
            ("%4$s%s", vec![s(4), s(1)]),
            (
                "x%S%d",
                vec![
                    Argument {
                        index: 1,
                        conversion: 'S',
                    },
                    Argument {
                        index: 2,
                        conversion: 'd',
                    },
                ],
            ),
            ("#{platform}${x}", vec![Named("#{platform}"), Named("${x}")]),
            ("#{", vec![]),
            ("$s#", vec![]),
            ("%", vec![Unknown("%")]),
            ("%12$", vec![Unknown("%12$")]),
            ("%é%q", vec![Unknown("%é"), Unknown("%q")]),
            ("%99999999999999999999$s", vec![Unknown("%9")]),
        ];
        for (text, expected) in rows {
            let found: Vec<_> = placed(text).into_iter().map(|placed| placed.is).collect();
            assert_eq!(found, expected, "{text}");
        }
        let found = placed("%s-%%-%s-#{a}%2$s");
        let places: Vec<_> = found.iter().map(|placed| (placed.text, placed.nth)).collect();
        assert_eq!(places, [("%s", 0), ("%s", 1), ("#{a}", 0), ("%2$s", 0)]);
    }
}
