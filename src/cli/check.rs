//! `meshc check`.

use super::args::{AtArgs, CheckArgs, CheckFormat, RepositoryArgs};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit, output};
use crate::compile::{Loaded, load, load_as_if, page};
use crate::report::finding::{self, Check};
use crate::repository::{Repository, RepositoryError, Snapshot, open_directory};
use crate::source::Sources;

/// Checks a state of the repository and prints everything that is wrong.
pub(super) fn run(args: &CheckArgs, console: &mut Console) -> Result<Exit, Failure> {
    let format = output::printed(args.format, &args.report, CheckFormat::Human)?;
    let snapshot = snapshot(&args.repository, &args.at)?;
    let sources = Sources::default();
    let (as_of, reach) = (args.repository.as_of, reach(&args.reach));
    let loaded = match &args.as_if_release {
        Some(release) => load_as_if(snapshot.as_ref(), &sources, (as_of, release), &reach)?,
        None => load(snapshot.as_ref(), &sources, as_of, &reach),
    };
    if loaded.is_elsewhere() {
        return Err(Failure::NoInstance {
            snapshot: loaded.snapshot,
        });
    }
    let mut reports = Vec::new();
    for report in &args.report {
        let text = written(&loaded, &sources, report.format, (false, console.width()));
        reports.push((report, text));
    }
    let text = printed(&loaded, &sources, format, console);
    output::write(&reports)?;
    console.print(&text);
    Ok(if loaded.findings.has_errors() {
        Exit::Bad
    } else {
        Exit::Done
    })
}

/// The findings in a format.
pub(super) fn printed(loaded: &Loaded, sources: &Sources, format: CheckFormat, console: &Console) -> String {
    written(loaded, sources, format, (console.is_coloured(), console.width()))
}

fn written(
    loaded: &Loaded,
    sources: &Sources,
    format: CheckFormat,
    (colour, width): (bool, usize),
) -> String {
    let addresses: Vec<String> = loaded
        .fleet
        .environments()
        .map(|environment| environment.address.to_string())
        .collect();
    let check = Check {
        snapshot: &loaded.snapshot,
        as_of: loaded.as_of,
        instances: loaded.instances,
        environments: &addresses,
        findings: &loaded.findings,
        sources,
        page: &page,
    };
    match format {
        CheckFormat::Human => finding::human(&check, colour, width),
        CheckFormat::Json => finding::json(&check),
        CheckFormat::Jsonl => finding::jsonl(&check),
        CheckFormat::Sarif => finding::sarif(&check),
        CheckFormat::Junit => finding::junit(&check),
        CheckFormat::Github => finding::github(&check),
        CheckFormat::Gitlab => finding::gitlab(&check),
        CheckFormat::Rdjson => finding::rdjson(&check),
    }
}

/// The state of the repository that was asked for. The files on disk need no git.
pub(super) fn snapshot(
    repository: &RepositoryArgs,
    at: &AtArgs,
) -> Result<Box<dyn Snapshot>, RepositoryError> {
    let found = Repository::discover(&repository.repo);
    Ok(match (&at.rev, at.staged, found) {
        (Some(rev), _, found) => Box::new(found?.revision(rev)?),
        (None, true, found) => Box::new(found?.index()?),
        (None, false, Err(RepositoryError::NotRepository { .. })) => {
            Box::new(open_directory(&repository.repo)?)
        }
        (None, false, found) => Box::new(found?.worktree()?),
    })
}
