//! Findings as a stream of JSON objects, one a line.

use serde_json::{Value, json};

use super::{Check, FindingReport};
use crate::diagnostic::Severity;

/// A line with the version, one for each finding, and one that counts.
pub fn jsonl(check: &Check<'_>) -> String {
    let mut lines = vec![json!({
        "type": "version",
        "format_version": "1.0",
        "meshc_version": env!("CARGO_PKG_VERSION"),
    })];
    lines.extend(check.findings.iter().map(|finding| {
        let report = FindingReport::new(finding, check.sources);
        let report = serde_json::to_value(report).expect("a report has only strings for keys");
        json!({ "type": "diagnostic", "diagnostic": report })
    }));
    let count = |severity| check.findings.count(severity);
    lines.push(json!({
        "type": "summary",
        "snapshot": check.snapshot,
        "as_of": check.as_of.map(|date| date.to_string()),
        "valid": !check.findings.has_errors(),
        "error_count": count(Severity::Error),
        "warning_count": count(Severity::Warning),
        "note_count": count(Severity::Note),
        "instances": check.instances,
        "environments": check.environments.len(),
    }));
    lines.iter().map(|line: &Value| format!("{line}\n")).collect()
}
