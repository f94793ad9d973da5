//! `meshc render`.

use super::args::{CheckFormat, RenderArgs};
use super::check::{printed, snapshot};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{Comparison, Scope, Selection, compare, load, render, write};
use crate::source::{RepoPath, Sources};

/// Writes the files of the selected environments, or lists what differs. A configuration with errors writes
/// nothing.
pub(super) fn run(args: &RenderArgs, console: &mut Console) -> Result<Exit, Failure> {
    let selection = Selection::new(args.instance.as_deref(), args.env)?;
    let snapshot = snapshot(&args.repository, &args.at)?;
    let sources = Sources::default();
    let mut loaded = load(
        snapshot.as_ref(),
        &sources,
        args.repository.as_of,
        &reach(&args.reach),
    );
    if loaded.is_elsewhere() {
        return Err(Failure::NoInstance {
            snapshot: loaded.snapshot,
        });
    }
    let rendered = if loaded.findings.has_errors() {
        None
    } else {
        Some(render(&loaded, &selection))
    };
    if let Some(rendered) = &rendered {
        loaded.findings.extend(rendered.findings.iter().cloned());
        loaded.findings.finish(&sources);
    }
    let Some(rendered) = rendered.filter(|_| !loaded.findings.has_errors()) else {
        console.print(&printed(&loaded, &sources, CheckFormat::Human, console));
        console.say("meshc: nothing was written, because the configuration has errors");
        return Ok(Exit::Bad);
    };
    if rendered.selected == 0 {
        return Err(Failure::NothingMatched);
    }
    let scope = if selection.is_all() {
        Scope::All
    } else {
        Scope::Selected
    };
    let place = args.out.display().to_string();
    if args.check {
        let comparison = compare(&args.out, &rendered.bundles, scope)?;
        console.print(&listed(&comparison));
        console.say(&checked(&comparison, &place));
        return Ok(if comparison.is_same() {
            Exit::Done
        } else {
            Exit::Bad
        });
    }
    let written = write(&args.out, &rendered.bundles, scope)?;
    let environments = if rendered.selected == 1 {
        "1 environment".to_owned()
    } else {
        format!("{} environments", rendered.selected)
    };
    console.print(&format!(
        "Rendered {environments} to {place}: {}.\n",
        counted(&written)
    ));
    Ok(Exit::Done)
}

/// A line for each file that differs: `+` to be written, `~` other bytes, `-` to be removed, `!` in the way.
fn listed(comparison: &Comparison) -> String {
    let lists = [
        ('+', &comparison.added),
        ('~', &comparison.changed),
        ('-', &comparison.removed),
        ('!', &comparison.blocked),
    ];
    let mut lines: Vec<(&RepoPath, char)> = lists
        .into_iter()
        .flat_map(|(symbol, paths)| paths.iter().map(move |path| (path, symbol)))
        .collect();
    lines.sort();
    lines
        .into_iter()
        .map(|(path, symbol)| format!("{symbol} {path}\n"))
        .collect()
}

fn checked(comparison: &Comparison, place: &str) -> String {
    if comparison.is_same() {
        return format!(
            "meshc: {place} is as it would be rendered ({} files)",
            comparison.unchanged
        );
    }
    let blocked = match comparison.blocked.len() {
        0 => String::new(),
        count => format!("; {count} in the way (!) that meshc did not make"),
    };
    format!(
        "meshc: {place} is not as it would be rendered: {}{blocked}",
        counted(comparison)
    )
}

fn counted(comparison: &Comparison) -> String {
    let [added, changed, removed] =
        [&comparison.added, &comparison.changed, &comparison.removed].map(Vec::len);
    format!(
        "{added} files added, {changed} changed, {removed} removed, {} unchanged",
        comparison.unchanged
    )
}
