//! `meshc status`.

use super::args::{StatusArgs, StatusFormat, StatusOrder};
use super::check::snapshot;
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{Selection, load, standings};
use crate::report::status::{Status, human, json, markdown, sort_by_urgency};
use crate::source::Sources;

/// Prints where every environment stands with its release.
pub(super) fn run(args: &StatusArgs, console: &mut Console) -> Result<Exit, Failure> {
    let selection = Selection::new(args.instance.as_deref(), args.env)?;
    let snapshot = snapshot(&args.repository, &args.at)?;
    let sources = Sources::default();
    let loaded = load(
        snapshot.as_ref(),
        &sources,
        args.repository.as_of,
        &reach(&args.reach),
    );
    if loaded.instances == 0 {
        return Err(Failure::NoInstance {
            snapshot: loaded.snapshot,
        });
    }
    let standings = standings(&loaded, &selection);
    let (Some(mut environments), Some(catalog), Some(as_of)) = (standings, &loaded.catalog, loaded.as_of)
    else {
        return Err(Failure::NoCatalog);
    };
    if environments.is_empty() && loaded.unread.is_empty() {
        return Err(Failure::NothingMatched);
    }
    if args.sort == StatusOrder::Urgency {
        sort_by_urgency(&mut environments);
    }
    let status = Status {
        snapshot: &loaded.snapshot,
        catalog,
        as_of,
        reading: loaded.fleet.settings.window_reading,
        unusual: &loaded.fleet.settings.unusual_readings(),
        complete: loaded.unread.is_empty(),
        environments: &environments,
    };
    console.print(&match args.format {
        StatusFormat::Human => human(&status, console.is_coloured()),
        StatusFormat::Json => json(&status),
        StatusFormat::Markdown => markdown(&status),
    });
    Ok(if status.complete { Exit::Done } else { Exit::Bad })
}
