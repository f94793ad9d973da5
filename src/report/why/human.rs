//! The ways to values, for a terminal.

use anstyle::Style;

use super::{Traced, Why};
use crate::change::Leaf;
use crate::model::{DeclaredWaiver, Exposed};
use crate::report::plan::{line, plain, short};

/// How many characters of a path or a place are shown.
const WIDTH: usize = 120;

/// The whole text. Colour only repeats what it says.
pub fn human(why: &Why, colour: bool) -> String {
    let ink = |style: Style, text: &str| match colour {
        true => format!("{style}{text}{style:#}"),
        false => text.to_owned(),
    };
    let mut lines = vec![format!(
        "{}  {}   in {}",
        ink(Style::new().bold(), "meshc why"),
        plain(&why.address),
        plain(&why.snapshot)
    )];
    for traced in &why.values {
        let title = format!("{}.{}", traced.address, traced.path);
        lines.push(String::new());
        lines.push(format!(
            "  {} = {}",
            ink(Style::new().bold(), &line(&title, WIDTH)),
            value(traced)
        ));
        lines.extend(rows(traced).into_iter().map(|(what, place, text)| {
            let place = ink(Style::new().dimmed(), &place);
            format!("    {what}  {place}  {text}")
        }));
    }
    if !why.waivers.is_empty() {
        lines.extend([String::new(), "  exceptions from rules that hold here".to_owned()]);
        lines.extend(why.waivers.iter().map(waived));
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// An exception from a rule, in one line.
fn waived(declared: &DeclaredWaiver) -> String {
    let waiver = &declared.waiver;
    let cut = |text: &str| line(&Exposed::cover(text), WIDTH);
    format!(
        "    {} until {}, in {}: {} ({}, {})  {}",
        cut(&waiver.rule),
        waiver.expires,
        cut(waiver.scope.text()),
        cut(&waiver.reason),
        cut(&waiver.owner),
        cut(&waiver.ticket),
        cut(&declared.path.to_string()),
    )
}

fn rows(traced: &Traced) -> Vec<(String, String, String)> {
    let cells: Vec<(String, String, String)> = traced
        .links
        .iter()
        .map(|link| {
            let place = line(&link.place.to_string(), WIDTH);
            let indent = if link.beside { "  " } else { "" };
            let what = format!("{indent}{}", link.kind.describe());
            (what, place, plain(&link.text))
        })
        .collect();
    let what = cells.iter().map(|(what, ..)| what.chars().count()).max();
    let place = cells.iter().map(|(_, place, _)| place.chars().count()).max();
    let (what, place) = (what.unwrap_or(0), place.unwrap_or(0));
    cells
        .into_iter()
        .map(|(kind, at, text)| (format!("{kind:<what$}"), format!("{at:<place$}"), text))
        .collect()
}

/// Releases are numbers to people, so they stand without quotes.
fn value(traced: &Traced) -> String {
    match &traced.leaf {
        Leaf::Text(text) if traced.path.fields() == ["release"] => line(text, WIDTH),
        other => short(other),
    }
}
