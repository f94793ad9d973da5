//! Findings as workflow commands of GitHub Actions, which it shows beside the lines.

use super::{Check, PlaceReport, spoken};
use crate::diagnostic::{Diagnostic, Severity};

/// How many annotations of a kind GitHub takes of a step. It drops the rest without a word.
const LIMIT: usize = 10;

/// A command for each finding, at most as many of a kind as are shown, and a last line that counts.
pub fn github(check: &Check<'_>) -> String {
    let mut text = String::new();
    let mut left_out = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_kind = check
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        for (at, finding) in of_kind.enumerate() {
            if at < LIMIT {
                text += &command(check, finding);
            } else {
                left_out += 1;
            }
        }
    }
    let count = |severity| check.findings.count(severity);
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    text += &format!(
        "meshc check: {errors} errors, {warnings} warnings in {}",
        escaped(check.snapshot)
    );
    if left_out > 0 {
        text += &format!(
            "; {left_out} findings are not annotated, since GitHub shows {LIMIT} of a kind for a step"
        );
    }
    text + "\n"
}

fn command(check: &Check<'_>, finding: &Diagnostic) -> String {
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = &finding.primary {
        let PlaceReport { file, range } = PlaceReport::new(label.span, check.sources);
        properties.push(format!("file={}", property(&file)));
        properties.push(format!("line={},endLine={}", range.start_line, range.end_line));
        // Columns are only taken within a line.
        if range.start_line == range.end_line {
            properties.push(format!(
                "col={},endColumn={}",
                range.start_column, range.end_column
            ));
        }
    }
    properties.push(format!("title={}", property(finding.code.0)));
    format!(
        "::{kind} {}::{}\n",
        properties.join(","),
        escaped(&spoken(finding))
    )
}

/// A text that ends no command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text that ends no property either.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
