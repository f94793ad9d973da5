//! Who gave values their present meaning, for a terminal.

use super::log::{Ink, accent, bold, quiet};
use super::{Blame, Blamed};
use crate::change::Leaf;
use crate::report::plan::{line, plain, short};

/// How many characters of a summary are shown.
const SUMMARY: usize = 60;

/// How many characters of an author's name are shown.
const NAME: usize = 40;

/// The widest columns of paths and of values that others are aligned to.
const COLUMN: usize = 44;

/// The whole table as text, an environment after the other. Colour only repeats what the text says.
pub fn blame(blame: &Blame, colour: bool) -> String {
    let ink = Ink(colour);
    let mut lines = vec![format!(
        "{}  {}   at {}",
        ink.of(bold(), "meshc blame"),
        plain(&blame.address),
        plain(&blame.head)
    )];
    for leaves in blame.leaves.chunk_by(|one, other| one.address == other.address) {
        lines.push(String::new());
        lines.push(format!("  {}", ink.of(bold(), &leaves[0].address.to_string())));
        lines.extend(table(leaves, ink));
    }
    if blame.cut_off {
        lines.push(String::new());
        lines.push(
            "This is a shallow clone: what is marked `^` may be older than the commit beside it; fetch"
                .to_owned(),
        );
        lines.push("with `git fetch --unshallow` to know.".to_owned());
    }
    lines
        .iter()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

fn table(leaves: &[Blamed], ink: Ink) -> Vec<String> {
    let cells: Vec<(String, String)> = leaves
        .iter()
        .map(|leaf| (line(&leaf.path.to_string(), COLUMN * 2), shown(leaf)))
        .collect();
    let widest = |lengths: &mut dyn Iterator<Item = usize>| {
        lengths.filter(|length| *length <= COLUMN).max().unwrap_or(0)
    };
    let path = widest(&mut cells.iter().map(|(path, _)| path.chars().count()));
    let value = widest(&mut cells.iter().map(|(_, value)| value.chars().count()));
    let author = leaves
        .iter()
        .map(|leaf| line(&leaf.commit.author, NAME).chars().count());
    let author = author.max().unwrap_or(0);
    let row = |(leaf, (label, text)): (&Blamed, &(String, String))| {
        let mark = if leaf.or_earlier { "^" } else { "" };
        format!(
            "    {label:<path$}  {text:<value$}  {}  {}  {:<author$}  {}",
            ink.of(accent(), &format!("{mark}{}", leaf.commit.short)),
            leaf.commit.day(),
            line(&leaf.commit.author, NAME),
            ink.of(quiet(), &line(&leaf.commit.summary, SUMMARY))
        )
    };
    leaves.iter().zip(&cells).map(row).collect()
}

/// Releases are numbers to people, so they stand without quotes.
fn shown(leaf: &Blamed) -> String {
    match &leaf.leaf {
        Leaf::Text(text) if leaf.path.fields() == ["release"] => line(text, COLUMN),
        other => short(other),
    }
}
