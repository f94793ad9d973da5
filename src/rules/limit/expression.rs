//! Regular expressions, as far as Java and browsers agree on what is none.

use std::fmt;

/// Why a text is no regular expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Fault {
    /// A parenthesis is not opened or not closed.
    Parenthesis,
    /// A bracket is not closed.
    Bracket,
    /// A quantifier has nothing in front of it.
    Quantifier,
    /// A range or a number of times goes down.
    Range,
    /// A backslash at the end.
    Backslash,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parenthesis => "its parentheses do not match",
            Self::Bracket => "a bracket is not closed",
            Self::Quantifier => "nothing stands in front of a `*`, `+` or `?`",
            Self::Range => "a range in it goes down",
            Self::Backslash => "nothing stands behind its last backslash",
        })
    }
}

/// What is wrong with a regular expression.
pub(super) fn check(text: &str) -> Option<Fault> {
    groups(text).err()
}

/// How many groups a regular expression captures.
pub(in crate::rules) fn groups(text: &str) -> Result<usize, Fault> {
    let mut reader = Reader {
        rest: text,
        captured: 0,
        open: 0,
        is_repeatable: false,
    };
    while let Some(char) = reader.next() {
        reader.read(char)?;
    }
    if reader.open > 0 {
        return Err(Fault::Parenthesis);
    }
    Ok(reader.captured)
}

struct Reader<'a> {
    rest: &'a str,
    captured: usize,
    open: usize,
    /// Whether a quantifier may come next.
    is_repeatable: bool,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let char = self.rest.chars().next()?;
        self.rest = &self.rest[char.len_utf8()..];
        Some(char)
    }

    fn read(&mut self, char: char) -> Result<(), Fault> {
        match char {
            '\\' => self.escape()?,
            '[' => {
                self.class()?;
                self.is_repeatable = true;
            }
            '(' => {
                self.open += 1;
                self.captured += usize::from(captures(self.rest));
                self.skip_kind();
                self.is_repeatable = false;
            }
            ')' => {
                self.open = self.open.checked_sub(1).ok_or(Fault::Parenthesis)?;
                self.is_repeatable = true;
            }
            '|' => self.is_repeatable = false,
            '*' | '+' | '?' => self.repeat()?,
            '{' => self.times()?,
            '^' => self.is_repeatable = false,
            _ => self.is_repeatable = true,
        }
        Ok(())
    }

    fn escape(&mut self) -> Result<(), Fault> {
        if let Some(quoted) = self.rest.strip_prefix('Q') {
            // `\Q` escapes all up to `\E`.
            self.rest = quoted.split_once("\\E").map_or("", |(_, behind)| behind);
        } else {
            self.next().ok_or(Fault::Backslash)?;
        }
        self.is_repeatable = true;
        Ok(())
    }

    /// What follows the parenthesis of a group that is of another kind than usual.
    fn skip_kind(&mut self) {
        if let Some(kind) = self.rest.strip_prefix('?') {
            let length = kind.find([':', '=', '!', '>', ')']).unwrap_or(0);
            let is_flag_group = kind[length..].starts_with(')');
            self.rest = &kind[length + usize::from(!is_flag_group && !kind.is_empty())..];
        }
    }

    fn repeat(&mut self) -> Result<(), Fault> {
        if !self.is_repeatable {
            return Err(Fault::Quantifier);
        }
        // A second one makes it take as little or as much as it can.
        if let Some(rest) = self.rest.strip_prefix(['?', '+']) {
            self.rest = rest;
        }
        self.is_repeatable = false;
        Ok(())
    }

    /// `{2}`, `{2,}` and `{2,3}`; any other brace stands for itself.
    fn times(&mut self) -> Result<(), Fault> {
        let inner = self.rest.split_once('}').map(|(inner, _)| inner);
        let numbers = inner.and_then(|inner| {
            let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
            let least: u32 = least.parse().ok()?;
            let most: u32 = if most.is_empty() {
                u32::MAX
            } else {
                most.parse().ok()?
            };
            Some((least, most, inner.len()))
        });
        let Some((least, most, length)) = numbers else {
            self.is_repeatable = true;
            return Ok(());
        };
        if least > most {
            return Err(Fault::Range);
        }
        self.rest = &self.rest[length + 1..];
        self.repeat()
    }

    /// The rest of a class; Java has classes in classes.
    fn class(&mut self) -> Result<(), Fault> {
        if let Some(rest) = self.rest.strip_prefix('^') {
            self.rest = rest;
        }
        // A bracket that closes right away stands for itself.
        let mut is_first = true;
        let mut before: Option<char> = None;
        while let Some(char) = self.next() {
            match char {
                '\\' => {
                    let escaped = self.next().ok_or(Fault::Backslash)?;
                    before = (!escaped.is_alphanumeric()).then_some(escaped);
                }
                '[' => {
                    self.class()?;
                    before = None;
                }
                ']' if !is_first => return Ok(()),
                '-' if before.is_some() && !self.rest.starts_with([']', '\\', '[']) => {
                    let to = self.next().ok_or(Fault::Bracket)?;
                    if before.is_some_and(|from| from > to) {
                        return Err(Fault::Range);
                    }
                    before = None;
                }
                char => before = Some(char),
            }
            is_first = false;
        }
        Err(Fault::Bracket)
    }
}

/// Whether the group that begins here captures: `(a)` and `(?<name>a)` do, `(?:a)`, `(?=a)` and `(?<=a)` do not.
fn captures(rest: &str) -> bool {
    match rest.strip_prefix('?') {
        None => true,
        Some(kind) => kind
            .strip_prefix('<')
            .is_some_and(|name| name.starts_with(char::is_alphabetic)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_capture_are_counted_and_faults_found() {
        let rows = [
            ("", Ok(0)),
            ("(a)(b(c))", Ok(3)),
            (r"\(a\)", Ok(0)),
            (r"\Q(a)\E(b)", Ok(1)),
            (r"\Q(a)", Ok(0)),
            ("[(]", Ok(0)),
            ("[a[(]b(]", Ok(0)),
            ("[]a]", Ok(0)),
            ("[^]a]", Ok(0)),
            ("(?:a|b)(?=c)(?!d)(?<=e)(?<!f)(?i)g", Ok(0)),
            ("(?<name>a)", Ok(1)),
            ("^[A-Z]{2}[0-9]{4,8}$", Ok(0)),
            ("a*?b++c?d{2,}?", Ok(0)),
            ("a{b", Ok(0)),
            ("[a-]", Ok(0)),
            ("[\\w-.]", Ok(0)),
            ("(a", Err(Fault::Parenthesis)),
            ("a)", Err(Fault::Parenthesis)),
            ("[a", Err(Fault::Bracket)),
            ("*", Err(Fault::Quantifier)),
            ("(?:+a)", Err(Fault::Quantifier)),
            ("a|*", Err(Fault::Quantifier)),
            ("a{3,2}", Err(Fault::Range)),
            ("[z-a]", Err(Fault::Range)),
            ("\u{e9}\\", Err(Fault::Backslash)),
        ];
        for (text, expected) in rows {
            assert_eq!(groups(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_escaped_or_quoted_whole_is_always_an_expression(text in "[\\\\()\\[\\]{}?*+|^$,:<=!>-]{0,24}") {
            // Whatever it is, reading it ends.
            let _ = groups(&text);
            let escaped: String = text.chars().flat_map(|char| ['\\', char]).collect();
            proptest::prop_assert_eq!(groups(&escaped), Ok(0));
            proptest::prop_assert_eq!(groups(&format!("(\\Q{text}\\E)+")), Ok(1));
        }
    }
}
