//! I31: identifiers have lower-case letters, digits and single inner hyphens.

use super::platform::is_identifier;
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, count, quote, rule};

rule! {
    /// What identifiers of projects begin with (`projectIdentifierPrefix`) and what stands for the environment in them
    /// (`envIdentifier`) have lower-case letters, digits and single hyphens, no hyphen in front, and the prefix leaves room
    /// for a name: identifiers of projects have at most 30 characters, or `projectIdentifierLength`. A length is 1 or more.
    ///
    /// The workspaces and projects that smoke tests (`monitoring.sonar`) enter are identifiers themselves, of at most 16
    /// and 30 characters where `restriction` sets no other length.
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
    let instances = context.fleet.instances.values();
    instances
        .flat_map(|declared| judge(declared).into_iter().chain(entered(declared)))
        .collect()
}

/// Workspaces and projects of smoke tests that cannot be called so.
fn entered(declared: &Declared) -> Vec<Diagnostic> {
    let settings = &declared.instance.settings;
    let restriction = settings.meshfed.restriction.as_ref();
    let longest = |length: Option<u64>, usual| length.unwrap_or(usual);
    let workspace = longest(restriction.and_then(|it| it.customer_identifier_length), 16);
    let project = longest(restriction.and_then(|it| it.project_identifier_length), 30);
    let mut found = Vec::new();
    let sonar = settings.monitoring.sonar.iter();
    for (index, scope) in sonar.flat_map(|sonar| sonar.scopes.iter().enumerate()) {
        let path = format!("settings.monitoring.sonar.scopes.{index}");
        let customer = Place::in_instance(declared, &format!("{path}.customer"));
        found.extend(misnamed((&scope.customer, "workspace"), workspace, &customer));
        for (index, tried) in scope.projects.iter().enumerate() {
            let place = Place::in_instance(declared, &format!("{path}.projects.{index}.projectName"));
            found.extend(misnamed((&tried.project_name, "project"), project, &place));
        }
    }
    found
}

fn misnamed((text, what): (&str, &str), longest: u64, place: &Place) -> Option<Diagnostic> {
    if !is_identifier(text) {
        let finding = I31.finding(format!("{} is no identifier of a {what}", quote(text)));
        return Some(
            finding
                .on(place, "")
                .expected("lower-case letters, digits and single inner hyphens"),
        );
    }
    let length = text.chars().count() as u64;
    (length > longest).then(|| {
        I31.finding(format!(
            "the identifier of a {what} has {}",
            count(length, "character")
        ))
        .on(place, "")
        .expected(format!("{longest} at most"))
    })
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
    fn smoke_tests_enter_what_can_be_called_so() {
        let scope = "acme:settings.monitoring.sonar.scopes.0";
        let tried = |customer: &str, project: &str| {
            let scope = json!({
                "username": "smoke", "password": { "fromTerraform": "smoke" }, "customer": customer,
                "projects": [{ "projectName": project, "targets": [] }],
            });
            ("acme:settings.monitoring.sonar", json!({ "scopes": [scope] }))
        };
        let lengths = (
            "acme:settings.meshfed.restriction",
            json!({ "customerIdentifierLength": 20, "projectIdentifierLength": 5 }),
        );
        let seventeen = "a".repeat(17);
        let customer = format!("error {scope}.customer: `Acme Ltd` is no identifier of a workspace");
        let long = format!("error {scope}.customer: the identifier of a workspace has 17 characters");
        let project = format!("error {scope}.projects.0.projectName: `a--b` is no identifier of a project");
        let rest =
            format!("error {scope}.projects.0.projectName: the identifier of a project has 6 characters");
        let rows: &[Row<'_>] = &[
            (&[tried("smoke-test", "flight")], &[]),
            (&[tried("Acme Ltd", "flight")], &[&customer]),
            (&[tried(&seventeen, "flight")], &[&long]),
            (&[tried("smoke-test", "a--b")], &[&project]),
            (&[tried(&seventeen, "fligh"), lengths.clone()], &[]),
            (&[tried("smoke-test", "flight"), lengths], &[&rest]),
        ];
        check_rows(&I31, rows);
    }

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
