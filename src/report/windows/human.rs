//! The timetable for a terminal.

use anstyle::{AnsiColor, Style};

use super::Timetable;
use super::row::{self, HEAD};

/// The table as text. Colour only repeats what the text says.
pub fn human(table: &Timetable<'_>, colour: bool) -> String {
    let ink = |style: Style, text: &str| match colour {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    };
    let bold = Style::new().bold();
    let loud = AnsiColor::Red.on_default().bold();
    let mut lines = vec![format!("{}  {}", ink(bold, "meshc windows"), row::head(table))];
    lines.push(row::reading(table).to_owned());
    lines.extend(row::incomplete(table).map(|warning| ink(loud, warning)));
    lines.push(String::new());
    let rows = row::rows(table);
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row.cells[column].chars().count());
        cells.chain([HEAD[column].len()]).max().unwrap_or(0)
    });
    if !rows.is_empty() {
        lines.push(ink(bold, &padded(&HEAD.map(str::to_owned), widths)));
    }
    let quiet = Style::new().dimmed();
    for row in &rows {
        let style = if row.frozen { quiet } else { Style::new() };
        lines.push(ink(style, &padded(&row.cells, widths)));
    }
    let changes = row::clock_changes(table);
    if !changes.is_empty() {
        lines.push(String::new());
        lines.extend(changes);
    }
    lines.push(String::new());
    lines.push(row::totals(table));
    lines.push(String::new());
    lines.join("\n")
}

fn padded(cells: &[String; 6], widths: [usize; 6]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:<width$}"));
    let line = padded.collect::<Vec<_>>().join("  ");
    line.trim_end().to_owned()
}
