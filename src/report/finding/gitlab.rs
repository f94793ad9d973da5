//! Findings as GitLab's Code Quality report: an array of issues, of which it tells new ones from old ones by their
//! fingerprints.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Check, PlaceReport, fingerprint, spoken};
use crate::diagnostic::{Diagnostic, Severity};

/// One issue for each finding that has a place and was not waived.
pub fn gitlab(check: &Check<'_>) -> String {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let findings = check.findings.iter().filter(|finding| finding.waived.is_none());
    let issues: Vec<Value> = findings.map(|finding| issue(check, finding, &mut seen)).collect();
    let text = serde_json::to_string_pretty(&issues).expect("issues have only strings for keys");
    text + "\n"
}

fn issue(check: &Check<'_>, finding: &Diagnostic, seen: &mut BTreeMap<String, usize>) -> Value {
    let place = finding
        .primary
        .as_ref()
        .map(|label| PlaceReport::new(label.span, check.sources));
    let (path, line) = place.map_or_else(
        // What no file is at fault for still needs a place, or GitLab drops it.
        || ("meshc.dhall".to_owned(), 1),
        |place| (place.file, place.range.start_line),
    );
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    // Issues with the same fingerprint collapse into one.
    let fingerprint = fingerprint(check, finding);
    let times = seen.entry(fingerprint.clone()).or_default();
    *times += 1;
    let fingerprint = match times {
        1 => fingerprint,
        times => format!("{fingerprint}-{times}"),
    };
    json!({
        "description": spoken(finding),
        "check_name": finding.code.0,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": path, "lines": { "begin": line } },
    })
}
