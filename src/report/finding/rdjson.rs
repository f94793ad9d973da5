//! Findings as diagnostics of reviewdog, which carry their replacements into comments of a review.

use serde_json::{Map, Value, json};

use super::{Check, PlaceReport, spoken};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// One document with a diagnostic for each finding that was not waived.
pub fn rdjson(check: &Check<'_>) -> String {
    let findings = check.findings.iter().filter(|finding| finding.waived.is_none());
    let diagnostics: Vec<Value> = findings.map(|finding| diagnostic(check, finding)).collect();
    let worst = check.findings.iter().map(|finding| finding.severity).max();
    let document = json!({
        "source": { "name": "meshc" },
        "severity": level(worst.unwrap_or(Severity::Note)),
        "diagnostics": diagnostics,
    });
    let text = serde_json::to_string_pretty(&document).expect("a document has only strings for keys");
    text + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    }
}

fn diagnostic(check: &Check<'_>, finding: &Diagnostic) -> Value {
    let mut diagnostic = Map::new();
    diagnostic.insert("message".into(), json!(spoken(finding)));
    if let Some(label) = &finding.primary {
        let place = PlaceReport::new(label.span, check.sources);
        diagnostic.insert(
            "location".into(),
            json!({ "path": place.file, "range": range(check, label.span) }),
        );
    }
    diagnostic.insert("severity".into(), json!(level(finding.severity)));
    diagnostic.insert("code".into(), json!({ "value": finding.code.0 }));
    let same_file = |span: Span| {
        let primary = finding.primary.as_ref();
        primary.is_some_and(|label| label.span.file == span.file)
    };
    // A suggestion has no path of its own: it is for the file of the diagnostic.
    if let Some(suggestion) = finding
        .suggestion
        .as_ref()
        .filter(|suggestion| same_file(suggestion.span))
    {
        let suggestion = json!({ "range": range(check, suggestion.span), "text": suggestion.replacement });
        diagnostic.insert("suggestions".into(), json!([suggestion]));
    }
    Value::Object(diagnostic)
}

/// Lines and columns from 1; columns count the bytes of the line in UTF-8, as reviewdog wants.
fn range(check: &Check<'_>, span: Span) -> Value {
    let source = check.sources.source(span.file);
    let position = |byte: u32| {
        let line = source.position(byte).line;
        let column = source.line_start(line).map(|start| byte - start + 1);
        json!({ "line": line, "column": column })
    };
    json!({ "start": position(span.start), "end": position(span.end) })
}
