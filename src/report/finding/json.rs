//! Findings as JSON, format `check.v1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Check;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Sources, Span};

/// The outcome of a check. Readers ignore keys that they do not know; a change that breaks them changes the
/// first number of `format_version`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What was checked.
    pub snapshot: String,
    /// The day by which it was judged, `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// Whether there is no error.
    pub valid: bool,
    /// How many findings are errors.
    pub error_count: usize,
    /// How many findings are warnings.
    pub warning_count: usize,
    /// How many findings are notes.
    pub note_count: usize,
    /// How many instances were found.
    pub instances: usize,
    /// How many environments the instances that could be read have.
    pub environments: usize,
    /// What was found, ordered by file and place.
    pub diagnostics: Vec<FindingReport>,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The kind of finding; `meshc explain CODE` prints its page.
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// The address of the value in the model.
    pub address: Option<String>,
    /// Where; absent only when no file is at fault.
    pub place: Option<PlaceReport>,
    /// What was expected.
    pub expected: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// A replacement that would mend it.
    pub suggestion: Option<SuggestionReport>,
    /// Until when, by whom and why an exception was made for it; then it is only a note.
    pub waived: Option<String>,
    /// Other places that explain it.
    pub related: Vec<RelatedReport>,
}

/// A range of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceReport {
    /// The path from the root of the repository.
    pub file: String,
    /// First position and one past the last.
    #[serde(flatten)]
    pub range: RangeReport,
}

/// A range: lines and columns from 1, columns in Unicode characters, bytes from 0; the end is exclusive.
#[derive(Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct RangeReport {
    pub start_line: u32,
    pub start_column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub start_byte: u32,
    pub end_byte: u32,
}

/// A replacement.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SuggestionReport {
    /// What to replace.
    pub place: PlaceReport,
    /// The new text.
    pub replacement: String,
}

/// A place that explains a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RelatedReport {
    /// What it has to do with the finding.
    pub message: String,
    /// Where.
    pub place: PlaceReport,
}

/// The whole outcome as one JSON document with a newline at its end.
pub fn json(check: &Check<'_>) -> String {
    let count = |severity| check.findings.count(severity);
    let report = CheckReport {
        format_version: "1.0",
        meshc_version: env!("CARGO_PKG_VERSION"),
        snapshot: check.snapshot.to_owned(),
        as_of: check.as_of.map(|date| date.to_string()),
        valid: !check.findings.has_errors(),
        error_count: count(Severity::Error),
        warning_count: count(Severity::Warning),
        note_count: count(Severity::Note),
        instances: check.instances,
        environments: check.environments.len(),
        diagnostics: check
            .findings
            .iter()
            .map(|found| FindingReport::new(found, check.sources))
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("a report has only strings for keys");
    text.push('\n');
    text
}

impl FindingReport {
    /// The finding with its places worked out.
    pub fn new(finding: &Diagnostic, sources: &Sources) -> Self {
        let related = |label: &Label| RelatedReport {
            message: label.text.clone(),
            place: PlaceReport::new(label.span, sources),
        };
        Self {
            code: finding.code.to_string(),
            severity: finding.severity.as_str(),
            message: finding.message.clone(),
            address: finding.address.clone(),
            place: finding
                .primary
                .as_ref()
                .map(|label| PlaceReport::new(label.span, sources)),
            expected: finding.expected.clone(),
            help: finding.help.clone(),
            suggestion: finding.suggestion.as_ref().map(|suggestion| SuggestionReport {
                place: PlaceReport::new(suggestion.span, sources),
                replacement: suggestion.replacement.clone(),
            }),
            waived: finding.waived.clone(),
            related: finding.related.iter().map(related).collect(),
        }
    }
}

impl PlaceReport {
    /// The file and range of a span.
    pub fn new(span: Span, sources: &Sources) -> Self {
        let (start, end) = sources.range(span);
        Self {
            file: sources.source(span.file).name.to_string(),
            range: RangeReport {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
                start_byte: span.start,
                end_byte: span.end,
            },
        }
    }
}
