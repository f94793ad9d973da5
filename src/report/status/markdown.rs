//! The table for a document.

use super::Status;
use super::row::{self, HEAD};

/// The table as Markdown.
pub fn markdown(status: &Status<'_>) -> String {
    let mut lines = vec![format!(
        "### meshc status of {}, as of {}",
        cell(&row::short(status.snapshot)),
        status.as_of
    )];
    lines.push(String::new());
    lines.push(row::newest(status));
    if let Some(readings) = row::readings(status) {
        lines.extend([String::new(), readings]);
    }
    lines.push(String::new());
    if let Some(warning) = row::incomplete(status) {
        lines.push(format!("**{warning}**"));
        lines.push(String::new());
    }
    lines.push(format!("| {} |", HEAD.join(" | ")));
    lines.push("|---|---|---|---|---|".to_owned());
    for row in row::rows(status) {
        let cells = row.cells.map(|text| cell(&text));
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.push(String::new());
    lines.push(format!("**{}**", row::totals(status)));
    lines.push(String::new());
    lines.join("\n")
}

/// The text with everything escaped that Markdown, or a table in it, would read as its own.
pub(in crate::report) fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_{}[]<>()#+!|~&@:".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
