//! Merge skew for a terminal.

use anstyle::{AnsiColor, Style};

use super::{Skews, row};
use crate::source::Sources;

/// All of it as text. Colour only repeats what the text says.
pub fn human(skews: &Skews, sources: &Sources, colour: bool) -> String {
    let ink = |style: Style, text: &str| match colour && !text.is_empty() {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    };
    let (bold, quiet) = (Style::new().bold(), Style::new().dimmed());
    let day = skews
        .as_of
        .map(|day| format!("   as of {day}"))
        .unwrap_or_default();
    let mut lines = vec![
        format!(
            "{}  {}{day}",
            ink(bold, "meshc plan --with"),
            row::compared(skews)
        ),
        String::new(),
    ];
    for row in row::rows(skews, sources) {
        let style = if row.is_error {
            AnsiColor::Red
        } else {
            AnsiColor::Yellow
        };
        let level = ink(style.on_default().bold(), row::level(row.is_error));
        lines.push(format!("{level}  {}", row.title));
        lines.extend(row.notes.iter().map(|note| ink(quiet, &format!("      {note}"))));
    }
    if let Some(warning) = row::incomplete(skews) {
        lines.push(ink(AnsiColor::Red.on_default().bold(), &format!("! {warning}")));
    }
    if lines.len() > 2 {
        lines.push(String::new());
    }
    lines.push(row::totals(skews));
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}
