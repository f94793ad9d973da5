//! Findings as SARIF 2.1.0, as GitHub's code scanning takes it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Check, PlaceReport, fingerprint, spoken};
use crate::diagnostic::{Code, Diagnostic, Page, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole outcome as one SARIF log with one run, which is there even when nothing was found.
pub fn sarif(check: &Check<'_>) -> String {
    let codes: Vec<Code> = check
        .findings
        .iter()
        .map(|found| found.code)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let results: Vec<Value> = check
        .findings
        .iter()
        .map(|found| result(check, found, &codes))
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "meshc",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| descriptor(*code, (check.page)(*code))).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("a log has only strings for keys");
    text.push('\n');
    text
}

fn descriptor(code: Code, page: Option<Page>) -> Value {
    let title = page.map_or("A finding of meshc", |page| page.title);
    let text = page.map_or(title, |page| page.text);
    json!({
        "id": code.0,
        "shortDescription": { "text": clip(title) },
        "fullDescription": { "text": clip(title) },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": page.map_or("error", |page| page.level.as_str()) },
        "properties": { "precision": "very-high" },
    })
}

fn result(check: &Check<'_>, finding: &Diagnostic, codes: &[Code]) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(finding.code.0));
    result.insert("ruleIndex".into(), json!(codes.binary_search(&finding.code).ok()));
    result.insert("level".into(), json!(finding.severity.as_str()));
    result.insert("message".into(), json!({ "text": spoken(finding) }));
    let locations: Vec<Value> = finding
        .primary
        .iter()
        .map(|label| location(&PlaceReport::new(label.span, check.sources), None))
        .collect();
    result.insert("locations".into(), json!(locations));
    let related = finding.related.iter().map(|label| {
        let text = if label.text.is_empty() {
            "see also"
        } else {
            &label.text
        };
        location(&PlaceReport::new(label.span, check.sources), Some(text))
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), json!(related));
    }
    if let Some(exception) = &finding.waived {
        let suppression = json!({ "kind": "external", "status": "accepted", "justification": exception });
        result.insert("suppressions".into(), json!([suppression]));
    }
    result.insert(
        "partialFingerprints".into(),
        json!({ "primaryLocationLineHash": fingerprint(check, finding) }),
    );
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    };
    result.insert(
        "properties".into(),
        json!({ "problem.severity": severity, "address": finding.address }),
    );
    Value::Object(result)
}

fn location(place: &PlaceReport, message: Option<&str>) -> Value {
    let range = &place.range;
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&place.file) },
            "region": {
                "startLine": range.start_line,
                "startColumn": range.start_column,
                "endLine": range.end_line,
                "endColumn": range.end_column,
            },
        },
    });
    if let Some(message) = message {
        location["message"] = json!({ "text": message });
    }
    location
}

/// A path as the reference that SARIF wants: every byte that a URI cannot hold is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/+@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Texts of at most 1,024 characters, the limit for short and full descriptions.
fn clip(text: &str) -> String {
    text.chars().take(1024).collect()
}
