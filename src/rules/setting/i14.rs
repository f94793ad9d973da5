//! I14: default tags of users have keys and values.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Each default tag of users (`meshfed.user.tags`) has a key of its own and a value. Tags are defined in the panel, so that
    /// nobody can tell from the configuration whether one exists, and what its values match.
    ///
    /// ## Why
    ///
    /// Every active user gets the tags at every start. Of two values for one key the last one stays, whichever that is, and a
    /// tag without a value is none.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// tags = toMap { unit = [ "it" ], office = [] : List Text }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// tags = toMap { unit = [ "it" ] }
    /// ```
    I14 = "I14", Derived Error, "Default tags of users have keys and values",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(user) = &declared.instance.settings.meshfed.user else {
        return Vec::new();
    };
    let place = |path: String| Place::in_instance(declared, &format!("settings.meshfed.user.tags.{path}"));
    let mut found = Vec::new();
    for (index, tag) in user.tags.iter().enumerate() {
        let key = place(format!("{index}.mapKey"));
        let first = user.tags.iter().position(|other| other.map_key == tag.map_key);
        if tag.map_key.trim().is_empty() {
            found.push(
                I14.finding("the key of a tag is empty")
                    .on(&key, "")
                    .expected("the name of a tag"),
            );
        } else if let Some(first) = first.filter(|first| *first < index) {
            found.push(
                I14.finding(format!("the tag {} stands here twice", quote(&tag.map_key)))
                    .on(&key, "")
                    .beside(&place(format!("{first}.mapKey")), "the first")
                    .expected("one entry with all values"),
            );
        }
        if tag.map_value.is_empty() {
            found.push(
                I14.warning(format!("the tag {} has no value", quote(&tag.map_key)))
                    .on(&place(format!("{index}.mapValue")), "")
                    .expected("a value, or no tag"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn tags_have_keys_and_values() {
        let tags = |tags: &[(&str, &[&str])]| {
            let tags = tags
                .iter()
                .map(|(key, values)| json!({ "mapKey": key, "mapValue": values }));
            (
                "acme:settings.meshfed.user",
                json!({ "tags": tags.collect::<Vec<_>>() }),
            )
        };
        let at = "acme:settings.meshfed.user.tags";
        let twice = format!("error {at}.1.mapKey: the tag `unit` stands here twice");
        let empty = format!("error {at}.0.mapKey: the key of a tag is empty");
        let none = format!("warning {at}.0.mapValue: the tag `unit` has no value");
        let rows: &[Row<'_>] = &[
            (&[tags(&[("unit", &["it"]), ("office", &["a", "b"])])], &[]),
            (&[tags(&[("unit", &["it"]), ("unit", &["hr"])])], &[&twice]),
            (&[tags(&[("", &["it"])])], &[&empty]),
            (&[tags(&[("unit", &[])])], &[&none]),
        ];
        check_rows(&I14, rows);
    }
}
