//! The timetable for a document.

use super::Timetable;
use super::row::{self, HEAD};
use crate::report::status::cell;

/// The table as Markdown.
pub fn markdown(table: &Timetable<'_>) -> String {
    let mut lines = vec![format!("### meshc windows of {}", cell(&row::head(table)))];
    lines.push(String::new());
    lines.push(cell(row::reading(table)));
    lines.push(String::new());
    if let Some(warning) = row::incomplete(table) {
        lines.push(format!("**{warning}**"));
        lines.push(String::new());
    }
    lines.push(format!("| {} |", HEAD.join(" | ")));
    lines.push("|---|---|---|---|---|---|".to_owned());
    for row in row::rows(table) {
        let cells = row.cells.map(|text| cell(&text));
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.push(String::new());
    for change in row::clock_changes(table) {
        lines.push(format!("- {}", cell(&change)));
    }
    lines.push(format!("**{}**", row::totals(table)));
    lines.push(String::new());
    lines.join("\n")
}
