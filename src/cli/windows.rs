//! `meshc windows`.

use jiff::{Timestamp, ToSpan};

use super::args::{StatusFormat, WindowsArgs};
use super::check::snapshot;
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{AsOf, Environments, Loaded, Pending, PlanOptions, Planned, load, plan, windows};
use crate::model::WindowReading;
use crate::report::windows::{human, json, markdown};
use crate::repository::Repository;
use crate::source::Sources;

/// The longest time that is listed.
const YEARS: i16 = 10;

/// Lists when environments are rolled out.
pub(super) fn run(args: &WindowsArgs, console: &mut Console) -> Result<Exit, Failure> {
    let snapshot = snapshot(&args.repository, &args.at)?;
    let sources = Sources::default();
    let planned: Option<Planned> = match &args.base {
        None => None,
        Some(base) => {
            let before = Repository::discover(&args.repository.repo)?.revision(base)?;
            let reach = reach(&args.reach);
            let options = PlanOptions {
                as_of: args.repository.as_of,
                messages: None,
                reach: Some(&reach),
            };
            Some(plan(&before, snapshot.as_ref(), &sources, &options))
        }
    };
    let loaded: Loaded = load(
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
    let bounds = bounds(args, loaded.fleet.settings.window_reading)?;
    let pending = planned.as_ref().and_then(|planned| {
        let plan = planned.plan.as_ref()?;
        Some(Pending {
            plan,
            before: &planned.sides[0].fleet,
        })
    });
    let environments = Environments::new(&args.environments.env);
    let table = windows(&loaded, &environments, bounds, pending);
    if table.environments == 0 && table.complete {
        return Err(Failure::NothingMatched);
    }
    console.print(&match args.format {
        StatusFormat::Human => human(&table, console.is_coloured()),
        StatusFormat::Json => json(&table),
        StatusFormat::Markdown => markdown(&table),
    });
    Ok(if table.complete { Exit::Done } else { Exit::Bad })
}

/// From the beginning of `--from` until the end of `--until`.
fn bounds(args: &WindowsArgs, reading: WindowReading) -> Result<[Timestamp; 2], Failure> {
    let [from, _] = args
        .from
        .bounds(reading)
        .ok_or(Failure::TooLong { years: YEARS })?;
    let [last, after] = args
        .until
        .bounds(reading)
        .ok_or(Failure::TooLong { years: YEARS })?;
    let until = match args.until {
        AsOf::Instant(_) => last,
        AsOf::Day(_) => after,
    };
    if until < from {
        return Err(Failure::Backwards);
    }
    let longest = from.checked_add((i64::from(YEARS) * 366 * 24).hours());
    match longest {
        Ok(longest) if until > longest => Err(Failure::TooLong { years: YEARS }),
        _ => Ok([from, until]),
    }
}
