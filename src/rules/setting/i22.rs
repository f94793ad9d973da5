//! I22: a regular expression without a value of its own has a group to capture.

use super::ldap::regexes;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, RegexRule};
use crate::rules::limit::groups;
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
    // What is no regular expression at all is beyond the limits of the field.
    let is_empty = groups(&rule.regex) == Ok(0) && rule.value.is_none();
    is_empty.then(|| {
        I22.finding(format!(
            "{} has no group to capture, and no value of its own",
            quote(&rule.regex)
        ))
        .on(&place, "")
        .expected("a group in parentheses, or a `value`")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Row;
    use crate::rules::setting::ldap::check_rows;

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
            (&[(&first, json!("(owner"))], &[]),
            (
                &[(rules, json!([]))],
                &[&format!("error {rules}: no regular expression looks at `cn`")],
            ),
        ];
        check_rows(&I22, rows);
    }
}
