//! Schemas of tags, and what the configuration says about tags.

use serde_json::json;

use super::*;
use crate::rules::fixture::Sample;
use crate::rules::setting::ldap_sample;

const USERS: &str = r##"{
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "required": ["unit", "grade"],
    "additionalProperties": false,
    "properties": {
        "unit": { "type": "array", "items": { "enum": ["it", "hr"] }, "maxItems": 1, "default": ["it"] },
        "grade": { "type": "string", "pattern": "^[A-F]$" },
        "site": { "$ref": "#/definitions/site" }
    },
    "definitions": { "site": { "type": "array", "items": { "type": "string", "maxLength": 3 } } }
}"##;

fn schemas(owner: &str, schema: &str) -> Sample {
    Sample::new().set("acme:tags", json!({ owner: schema }))
}

fn user_tags(tags: &[(&str, &[&str])]) -> Vec<String> {
    let tags: Vec<_> = tags
        .iter()
        .map(|(key, values)| json!({ "mapKey": key, "mapValue": values }))
        .collect();
    schemas("user", USERS)
        .set("acme:settings.meshfed.user", json!({ "tags": tags }))
        .findings(&TAG)
}

#[test]
fn a_schema_is_one() {
    for (schema, message) in [
        ("{", "is no JSON: line 1, column 1 of it"),
        ("[]", "is JSON and no object"),
        (
            r#"{ "type": "objekt" }"#,
            "is no JSON Schema: \"objekt\" is not valid under any of the schemas listed in the 'anyOf' keyword at `/type`",
        ),
        (
            r#"{ "properties": { "unit": { "default": 3, "type": "string" } } }"#,
            "",
        ),
        (
            r#"{ "properties": { "a": { "$ref": "https://schemas.example/a.json" } } }"#,
            "is no JSON Schema",
        ),
        (
            r#"{ "properties": { "a": { "pattern": "[a" } } }"#,
            "is no JSON Schema",
        ),
        (USERS, "-"),
    ] {
        let found = schemas("workspace", schema).findings(&TAG);
        let at = "error acme:tags.workspace: ";
        match message {
            "-" => assert_eq!(found, [] as [&str; 0]),
            "" => assert_eq!(
                found,
                [format!(
                    "{at}the default of the tag `unit` of workspaces breaks its own schema: 3 is not of type \"string\""
                )]
            ),
            message => {
                assert_eq!(found.len(), 1, "{schema} {found:?}");
                let start = format!("{at}the schema of the tags of workspaces {message}");
                assert!(found[0].starts_with(&start), "{} is not {start}", found[0]);
            }
        }
    }
}

#[test]
fn default_tags_keep_to_the_schema_of_users() {
    let at = "error acme:settings.meshfed.user.tags.0";
    let rows: &[(&str, &[&str], &[String])] = &[
        ("unit", &["it"], &[]),
        ("grade", &["A"], &[]),
        ("site", &["vie", "grz"], &[]),
        (
            "unit",
            &["sales"],
            &[format!(
                "{at}.mapValue.0: the tag `unit` breaks its schema: \"sales\" is not one of \"it\" or \"hr\""
            )],
        ),
        (
            "unit",
            &["it", "hr"],
            &[format!(
                "{at}.mapKey: the tag `unit` breaks its schema: [\"it\",\"hr\"] has more than 1 item"
            )],
        ),
        (
            "grade",
            &["G"],
            &[format!(
                "{at}.mapValue.0: the tag `grade` breaks its schema: \"G\" does not match \"^[A-F]$\""
            )],
        ),
        (
            "site",
            &["vie", "wien"],
            &[format!(
                "{at}.mapValue.1: the tag `site` breaks its schema: \"wien\" is longer than 3 characters"
            )],
        ),
        (
            "units",
            &["it"],
            &[format!(
                "{at}.mapKey: the schema of the tags of users has no `units`"
            )],
        ),
    ];
    for (key, values, expected) in rows {
        assert_eq!(user_tags(&[(key, values)]), *expected, "{key} {values:?}");
    }
}

#[test]
fn a_tag_that_an_open_schema_does_not_describe_is_a_warning() {
    let sample = |schema: &str| {
        let tags = json!([{ "mapKey": "unti", "mapValue": ["it"] }]);
        schemas("user", schema)
            .set("acme:settings.meshfed.user", json!({ "tags": tags }))
            .diagnostics(&TAG)
    };
    let found = sample(r#"{ "properties": { "unit": {} } }"#);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, crate::diagnostic::Severity::Warning);
    assert_eq!(found[0].help.as_deref(), Some("`unit` is the nearest"));
    assert!(sample(r#"{ "patternProperties": { "^u": {} } }"#).is_empty());
}

#[test]
fn what_an_import_fills_in_keeps_to_the_schemas() {
    let tag = |key: &str, value: &str| {
        json!([{ "tagKey": key, "transformation": { "Regex": {
            "attribute": "cn", "postProcessor": null, "otherwise": null, "template": null,
            "rules": [{ "regex": "^it-", "value": value }],
        } } }])
    };
    let users = "settings.identityconnector.ldap.transform.userAttributesTransformations.tags";
    let found = |key: &str, value: &str| {
        schemas("user", USERS)
            .set("acme:settings.identityconnector.ldap", ldap_sample())
            .set(&format!("acme:{users}"), tag(key, value))
            .findings(&TAG)
    };
    assert_eq!(found("unit", "it"), [] as [&str; 0]);
    assert_eq!(
        found("unit", "ops"),
        [format!(
            "error acme:{users}.0.transformation.rules.0.value: the tag `unit` breaks its schema: \"ops\" is not one of \
             \"it\" or \"hr\""
        )]
    );
    assert_eq!(
        found("team", "it"),
        [format!(
            "error acme:{users}.0.tagKey: the schema of the tags of users has no `team`"
        )]
    );
}

#[test]
fn columns_of_statements_are_tags_once_all_are_described() {
    let open = |owners: &[&str]| {
        let schema = r#"{ "properties": { "costCentre": {} } }"#;
        let schemas: serde_json::Map<String, _> = owners
            .iter()
            .map(|owner| ((*owner).to_owned(), json!(schema)))
            .collect();
        Sample::new()
            .set("acme:tags", serde_json::Value::Object(schemas))
            .set(
                "acme:settings.kraken.statements.relevant-meta-keys",
                json!(["paymentName", "costCentre", "costCenter"]),
            )
            .diagnostics(&TAG)
    };
    assert!(open(&["workspace", "project"]).is_empty());
    let found = open(&["workspace", "project", "paymentMethod"]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].help.as_deref(), Some("`costCentre` is the nearest"));
}

#[test]
fn without_a_schema_nothing_is_said() {
    let tags = json!([{ "mapKey": "unit", "mapValue": ["sales"] }]);
    let sample = Sample::new().set("acme:settings.meshfed.user", json!({ "tags": tags }));
    assert_eq!(sample.findings(&TAG), [] as [&str; 0]);
}
