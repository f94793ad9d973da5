//! I22: a regular expression without a value of its own has a group to capture.

use super::ldap::regexes;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, RegexRule};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Where an attribute of LDAP is looked at with regular expressions, there is one at least, and each without a
    /// `value` of its own has a group to capture. Groups that do not capture, such as `(?:a|b)`, are none.
    ///
    /// ## Why
    ///
    /// An expression without a value gives what its first group captured. Without a group it matches and gives
    /// nothing, and `otherwise` does not step in, for it is for entries that nothing matches.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { regex = "^mesh-.+-owner\$", value = None Text }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { regex = "^mesh-(.+)-owner\$", value = None Text }
    /// ```
    I22 = "I22", Stated Error, "A regular expression without a value of its own has a group to capture",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        let Some(ldap) = &declared.instance.settings.identityconnector.ldap else {
            continue;
        };
        for (path, regex) in regexes(ldap) {
            let path = format!("{path}.rules");
            if regex.rules.is_empty() {
                found.push(
                    I22.finding(format!(
                        "no regular expression looks at {}",
                        quote(&regex.attribute)
                    ))
                    .on(&Place::in_instance(declared, &path), "")
                    .expected("one at least, or another transformation"),
                );
            }
            let rules = regex.rules.iter().enumerate();
            found.extend(
                rules.filter_map(|(index, rule)| judge(declared, &format!("{path}.{index}.regex"), rule)),
            );
        }
    }
    found
}

fn judge(declared: &Declared, path: &str, rule: &RegexRule) -> Option<Diagnostic> {
    let place = Place::in_instance(declared, path);
    match groups(&rule.regex) {
        None => {
            let message = format!(
                "the parentheses or brackets of {} do not match",
                quote(&rule.regex)
            );
            Some(
                I22.finding(message)
                    .on(&place, "")
                    .expected("as many closed as opened"),
            )
        }
        Some(0) if rule.value.is_none() => Some(
            I22.finding(format!(
                "{} has no group to capture, and no value of its own",
                quote(&rule.regex)
            ))
            .on(&place, "")
            .expected("a group in parentheses, or a `value`"),
        ),
        Some(_) => None,
    }
}

/// How many groups a regular expression of Java captures; `None` if parentheses or brackets do not match.
fn groups(regex: &str) -> Option<usize> {
    let mut rest = regex;
    let (mut captured, mut open, mut class) = (0, 0_usize, 0_usize);
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        match char {
            '\\' => rest = escaped(rest),
            '[' => class += 1,
            ']' => class = class.saturating_sub(1),
            _ if class > 0 => {}
            '(' => {
                open += 1;
                captured += usize::from(captures(rest));
            }
            ')' => open = open.checked_sub(1)?,
            _ => {}
        }
    }
    (open == 0 && class == 0).then_some(captured)
}

/// What follows behind an escape whose backslash is gone; `\Q` escapes all up to `\E`.
fn escaped(rest: &str) -> &str {
    match rest.strip_prefix('Q') {
        Some(quoted) => quoted.split_once("\\E").map_or("", |(_, behind)| behind),
        None => {
            let mut chars = rest.chars();
            chars.next();
            chars.as_str()
        }
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
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Row;
    use crate::rules::setting::ldap::check_rows;

    #[test]
    fn groups_that_capture_are_counted() {
        let rows = [
            ("", Some(0)),
            ("(a)(b(c))", Some(3)),
            (r"\(a\)", Some(0)),
            (r"\Q(a)\E(b)", Some(1)),
            (r"\Q(a)", Some(0)),
            ("[(]", Some(0)),
            ("[a[(]b(]", Some(0)),
            ("(?:a|b)(?=c)(?!d)(?<=e)(?<!f)(?i)", Some(0)),
            ("(?<name>a)", Some(1)),
            ("(a", None),
            ("a)", None),
            ("[a", None),
            (r"é\", Some(0)),
        ];
        for (regex, expected) in rows {
            assert_eq!(groups(regex), expected, "{regex}");
        }
    }

    #[test]
    fn an_expression_gives_something() {
        let rules = "transform.groupBindingAttributesTransformations.roleName.rules";
        let first = format!("{rules}.0.regex");
        let second = format!("{rules}.1.regex");
        let rows: &[Row<'_>] = &[
            (&[], &[]),
            (
                &[(&second, json!("-owner$"))],
                &[&format!(
                    "error {second}: `-owner$` has no group to capture, and no value of its own"
                )],
            ),
            (&[(&first, json!("owner"))], &[]),
            (
                &[(&first, json!("(owner"))],
                &[&format!(
                    "error {first}: the parentheses or brackets of `(owner` do not match"
                )],
            ),
            (
                &[(rules, json!([]))],
                &[&format!("error {rules}: no regular expression looks at `cn`")],
            ),
        ];
        check_rows(&I22, rows);
    }
}
