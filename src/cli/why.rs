//! `meshc why`.

use super::args::{TextFormat, WhyArgs};
use super::check::snapshot;
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::why;
use crate::report;
use crate::source::Sources;

/// Prints the places that had a part in each value at an address.
pub(super) fn run(args: &WhyArgs, console: &mut Console) -> Result<Exit, Failure> {
    let snapshot = snapshot(&args.repository, &args.at)?;
    let sources = Sources::default();
    let ways = why(
        snapshot.as_ref(),
        &sources,
        &args.address,
        args.repository.as_of,
        &reach(&args.reach),
    )?;
    console.print(&match args.format {
        TextFormat::Human => report::why::human(&ways, console.is_coloured()),
        TextFormat::Json => report::why::json(&ways),
    });
    Ok(Exit::Done)
}
