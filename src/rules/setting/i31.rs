//! I31: identifiers have lower-case letters, digits and single inner hyphens.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// What identifiers of projects begin with (`projectIdentifierPrefix`) and what stands for the environment in them
    /// (`envIdentifier`) have lower-case letters, digits and single hyphens, no hyphen in front, and the prefix leaves room
    /// for a name: identifiers of projects have at most 30 characters, or `projectIdentifierLength`. A length is 1 or more.
    ///
    /// ## Why
    ///
    /// The product offers what is set here to everybody who makes a project, and then does not take it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ projectIdentifierPrefix = Some "Acme--" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ projectIdentifierPrefix = Some "acme-" }
    /// ```
    I31 = "I31", Stated Error, "Identifiers have lower-case letters, digits and single inner hyphens",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(restriction) = &declared.instance.settings.meshfed.restriction else {
        return Vec::new();
    };
    let place = |label: &str| Place::in_instance(declared, &format!("settings.meshfed.restriction.{label}"));
    let longest = restriction.project_identifier_length.unwrap_or(30);
    let mut found = Vec::new();
    for (label, length) in [
        ("customerIdentifierLength", restriction.customer_identifier_length),
        ("projectIdentifierLength", restriction.project_identifier_length),
    ] {
        if length == Some(0) {
            let finding = I31.finding("no identifier is as short as 0 characters");
            found.push(finding.on(&place(label), "").expected("1 or more"));
        }
    }
    for (label, part) in [
        ("projectIdentifierPrefix", &restriction.project_identifier_prefix),
        ("envIdentifier", &restriction.env_identifier),
    ] {
        let Some(part) = part.as_deref().filter(|part| !is_part(part)) else {
            continue;
        };
        found.push(
            I31.finding(format!("{} cannot stand in an identifier", quote(part)))
                .on(&place(label), "")
                .expected("lower-case letters, digits and single inner hyphens"),
        );
    }
    let prefix = restriction
        .project_identifier_prefix
        .as_deref()
        .unwrap_or_default();
    if longest > 0 && prefix.chars().count() as u64 >= longest {
        found.push(
            I31.finding(format!(
                "{} leaves no room for a name of a project",
                quote(prefix)
            ))
            .on(&place("projectIdentifierPrefix"), "")
            .expected(format!("fewer than {longest} characters")),
        );
    }
    found
}

/// Whether a text may stand in an identifier, with more behind it.
fn is_part(text: &str) -> bool {
    let is_letter = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    !text.is_empty() && text.chars().all(is_letter) && !text.starts_with('-') && !text.contains("--")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn parts_of_identifiers_are_like_identifiers() {
        let at = "acme:settings.meshfed.restriction";
        let set = |label: &str, json: serde_json::Value| {
            let mut restriction = json!({});
            restriction[label] = json;
            (at, restriction)
        };
        let prefix = |prefix: &str| set("projectIdentifierPrefix", json!(prefix));
        let form = |text: &str| {
            format!("error {at}.projectIdentifierPrefix: `{text}` cannot stand in an identifier")
        };
        let long = "a".repeat(30);
        let room =
            format!("error {at}.projectIdentifierPrefix: `{long}` leaves no room for a name of a project");
        let rows: &[Row<'_>] = &[
            (&[prefix("acme-")], &[]),
            (&[prefix("Acme-")], &[&form("Acme-")]),
            (&[prefix("-acme")], &[&form("-acme")]),
            (&[prefix("acme--")], &[&form("acme--")]),
            (&[prefix("")], &[&form("")]),
            (&[prefix(&long)], &[&room]),
            (&[prefix(&long[1..])], &[]),
            (&[set("envIdentifier", json!("prod"))], &[]),
            (
                &[set("envIdentifier", json!("prod env"))],
                &[&format!(
                    "error {at}.envIdentifier: `prod env` cannot stand in an identifier"
                )],
            ),
            (
                &[set("customerIdentifierLength", json!(0))],
                &[&format!(
                    "error {at}.customerIdentifierLength: no identifier is as short as 0 characters"
                )],
            ),
        ];
        check_rows(&I31, rows);
    }
}
