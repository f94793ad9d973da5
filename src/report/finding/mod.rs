//! Findings: for people, for programs, and for the places where CI systems and reviews show them.

mod excerpt;
mod github;
mod gitlab;
mod human;
mod json;
mod jsonl;
mod junit;
mod rdjson;
mod sarif;

pub use github::github;
pub use gitlab::gitlab;
pub use human::{human, pictures};
pub use json::{CheckReport, FindingReport, PlaceReport, RangeReport, RelatedReport, SuggestionReport, json};
pub use jsonl::jsonl;
pub use junit::junit;
pub use rdjson::rdjson;
pub use sarif::sarif;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Page};
use crate::model::Date;
use crate::source::Sources;

/// The outcome of a check, to be reported.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// What was checked, such as `worktree` or `revision 1a2b3c4`.
    pub snapshot: &'a str,
    /// The day by which it was judged; `None` if neither the caller nor a catalog gave one.
    pub as_of: Option<Date>,
    /// How many instances were found.
    pub instances: usize,
    /// The addresses of the environments that the instances that could be read have, in order.
    pub environments: &'a [String],
    /// What was found, in order.
    pub findings: &'a Diagnostics,
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// The page of each code.
    pub page: &'a dyn Fn(Code) -> Option<Page>,
}

/// A finding in sentences. The first is what lists show; what was expected and what to do follow it.
fn spoken(finding: &Diagnostic) -> String {
    let address = finding
        .address
        .as_ref()
        .map(|address| format!("{address}: "))
        .unwrap_or_default();
    let mut text = format!("{address}{}.", finding.message);
    if let Some(expected) = &finding.expected {
        text.push_str(&format!(" Expected: {expected}."));
    }
    for line in finding.help.iter().flat_map(|help| help.lines()) {
        text.push_str(&format!(" {}.", sentence(line.trim_end_matches('.'))));
    }
    text
}

/// A text with a capital letter at its beginning, unless that is a name.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

/// The same for the same mistake wherever the line stands: the code, the address, and the line's text.
fn fingerprint(check: &Check<'_>, finding: &Diagnostic) -> String {
    let line = finding.primary.as_ref().and_then(|label| {
        let source = check.sources.source(label.span.file);
        let line = source.position(label.span.start).line;
        let text = source
            .line(line)?
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        Some(format!("{}\0{text}", source.name))
    });
    let address = finding.address.as_deref().unwrap_or(&finding.message);
    let digest = Sha256::digest(format!(
        "{}\0{address}\0{}",
        finding.code,
        line.unwrap_or_default()
    ));
    digest[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
