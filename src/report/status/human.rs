//! The table for a terminal.

use anstyle::{AnsiColor, Style};

use super::Status;
use super::row::{self, HEAD, Row};
use crate::release::Support;

/// The table as text. Colour only repeats what the text says.
pub fn human(status: &Status<'_>, colour: bool) -> String {
    let ink = |style: Style, text: &str| match colour {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    };
    let bold = Style::new().bold();
    let name = ink(bold, "meshc status");
    let mut lines = vec![format!(
        "{name}  {}   as of {}",
        row::short(status.snapshot),
        status.as_of
    )];
    lines.push(row::newest(status));
    lines.extend(row::readings(status));
    lines.extend(row::incomplete(status).map(|warning| ink(style(Support::Overdue), warning)));
    lines.push(String::new());
    let rows = row::rows(status);
    let widths = widths(&rows);
    lines.push(ink(bold, &line(&HEAD.map(str::to_owned), widths)));
    lines.extend(
        rows.iter()
            .map(|row| ink(style(row.support), &line(&row.cells, widths))),
    );
    lines.push(String::new());
    lines.push(row::totals(status));
    lines.push(String::new());
    lines.join("\n")
}

fn widths(rows: &[Row]) -> [usize; 5] {
    std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row.cells[column].chars().count());
        cells.chain([HEAD[column].len()]).max().unwrap_or(0)
    })
}

fn line(cells: &[String; 5], widths: [usize; 5]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:<width$}"));
    let line = padded.collect::<Vec<_>>().join("  ");
    line.trim_end().to_owned()
}

fn style(support: Support) -> Style {
    match support {
        Support::Supported => Style::new(),
        Support::Extended => AnsiColor::Cyan.on_default(),
        Support::EndOfLife => AnsiColor::Yellow.on_default(),
        Support::Unknown | Support::Overdue => AnsiColor::Red.on_default().bold(),
    }
}
