//! `meshc dhall diff`.

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::DiffArgs;
use super::place::Place;
use super::told::{diagnostics, tell};
use crate::dhall::difference::{Difference, MOST, difference};

/// Lists the places at which two files come to something else.
pub(super) fn diff(args: &DiffArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(Some(&args.before), &args.surroundings)?;
    let after = place.locate(&args.after)?;
    let formed = difference(&place.engine(), &place.path, &after);
    let Some(differences) = formed.result else {
        let report = args.surroundings.report;
        return Ok(tell(
            diagnostics(formed.findings),
            &place.sources,
            report,
            console,
        ));
    };
    console.print(&differences.found.iter().map(line).collect::<String>());
    if differences.cut {
        console.say(&format!("meshc: only the first {MOST} differences are listed"));
    }
    Ok(if differences.found.is_empty() {
        Exit::Done
    } else {
        Exit::Changes
    })
}

/// `+` only after, `-` only before, `~` another value.
fn line(difference: &Difference) -> String {
    let path = match difference.path.as_str() {
        "" => String::new(),
        path => format!("{path}: "),
    };
    match (&difference.before, &difference.after) {
        (Some(before), Some(after)) => format!("~ {path}{before} -> {after}\n"),
        (Some(before), None) => format!("- {path}{before}\n"),
        (None, after) => format!("+ {path}{}\n", after.as_deref().unwrap_or_default()),
    }
}
