//! What does not go together, row by row; the formats for people only dress it.

use super::Skews;
use crate::change::{Leaf, Skew};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::plan::{counted, line, plain, short};
use crate::source::{Sources, Span};

/// How many characters of a path, a name or a message are shown.
const WIDTH: usize = 200;

/// One thing that does not go together.
pub(super) struct Row {
    pub(super) is_error: bool,
    pub(super) title: String,
    pub(super) notes: Vec<String>,
}

/// The rows: files, values and guardrails, findings; of each the errors first.
pub(super) fn rows(skews: &Skews, sources: &Sources) -> Vec<Row> {
    let conflict = |file: &String| Row {
        is_error: true,
        title: format!("{}  git cannot merge the file", line(file, WIDTH)),
        notes: Vec::new(),
    };
    let worth = |finding: &&Diagnostic| finding.severity > Severity::Note;
    let mut rows: Vec<Row> = skews.conflicts.iter().map(conflict).collect();
    rows.extend(skews.skews.iter().map(|skew| value(skew, skews, sources)));
    rows.extend(
        skews
            .findings
            .iter()
            .filter(worth)
            .map(|found| finding(found, sources)),
    );
    rows.sort_by_key(|row| !row.is_error);
    rows
}

fn value(skew: &Skew, skews: &Skews, sources: &Sources) -> Row {
    let place = match skew.path.0.is_empty() {
        true => skew.address.to_string(),
        false => format!("{}.{}", skew.address, skew.path.container()),
    };
    let mut notes = Vec::new();
    if let Some(weakening) = skew.guardrail {
        notes.push(format!("guardrail weaker: {}", weakening.describe()));
    }
    if !skew.path.0.is_empty() {
        notes.extend(sides(skew, skews, sources));
    }
    Row {
        is_error: skew.kind.is_error(),
        title: format!("{}  {}", line(&place, WIDTH), skew.kind.describe()),
        notes,
    }
}

/// The value on each side, and where it is written.
fn sides(skew: &Skew, skews: &Skews, sources: &Sources) -> Vec<String> {
    let [ours, theirs, both] = skew.origins;
    let merged = skews.touched.map(|_| ("the merge", &skew.both, both));
    let base = [
        (skews.base.as_str(), &skew.before, None),
        (skews.ours.as_str(), &skew.ours, ours),
        (skews.theirs.as_str(), &skew.theirs, theirs),
    ];
    let told = base.into_iter().chain(merged).map(|(side, leaf, origin)| {
        let value = short(leaf.as_ref().unwrap_or(&Leaf::Absent));
        let place = origin.map(|span| format!("  {}", place(span, sources)));
        format!("{value}  in {}{}", plain(side), place.unwrap_or_default())
    });
    told.collect()
}

fn finding(finding: &Diagnostic, sources: &Sources) -> Row {
    let address = finding
        .address
        .as_ref()
        .map(|address| format!("{}: ", line(address, WIDTH)));
    let message = line(&finding.message, 2 * WIDTH);
    let mut notes = vec!["neither branch has it by itself".to_owned()];
    notes.extend(finding.primary.as_ref().map(|label| place(label.span, sources)));
    Row {
        is_error: finding.severity == Severity::Error,
        title: format!("{}  {}{message}", finding.code, address.unwrap_or_default()),
        notes,
    }
}

/// The file, line and column of the start of a span.
pub(super) fn place(span: Span, sources: &Sources) -> String {
    let (start, _) = sources.range(span);
    let name = sources.source(span.file).name.to_string();
    format!("{}:{}:{}", line(&name, WIDTH), start.line, start.column)
}

/// What was compared, in one line.
pub(super) fn compared(skews: &Skews) -> String {
    let [base, ours, theirs] = [&skews.base, &skews.ours, &skews.theirs].map(|side| plain(side));
    format!("{ours} with {theirs}, on top of {base}")
}

/// The line that counts.
pub(super) fn totals(skews: &Skews) -> String {
    let found = format!(
        "{}, {}.",
        counted(skews.errors(), "error"),
        counted(skews.warnings(), "warning")
    );
    let is_clean = skews.errors() + skews.warnings() == 0;
    match skews.touched {
        None => format!("Git cannot merge them, so only values of the branches were compared. {found}"),
        Some(touched) if is_clean => {
            format!(
                "They go together: the merge changes {}. {found}",
                counted(touched, "environment")
            )
        }
        Some(touched) => format!("The merge changes {}. {found}", counted(touched, "environment")),
    }
}

/// Says so if a part of the fleet is missing.
pub(super) fn incomplete(skews: &Skews) -> Option<&'static str> {
    let text = "not complete: an instance could not be read on a side; `meshc check --rev` says why";
    (!skews.complete).then_some(text)
}

/// The word in JSON and in front of a row.
pub(super) fn level(is_error: bool) -> &'static str {
    if is_error { "error" } else { "warning" }
}
