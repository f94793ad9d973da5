//! `meshc log`.

use super::args::{LogArgs, TextFormat};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{LogOptions, Selection, log};
use crate::report::history;
use crate::repository::{Repository, RepositoryError, Since};

/// Prints which commits changed what is configured.
pub(super) fn run(args: &LogArgs, console: &mut Console) -> Result<Exit, Failure> {
    if args.stat && args.format != TextFormat::Human {
        return Err(Failure::Misfit {
            flag: "--stat",
            format: "human",
        });
    }
    let selection = Selection::new(args.instance.as_deref(), None)?;
    let repository = Repository::discover(&args.repository.repo)?;
    let options = LogOptions {
        head: repository.commit(&args.rev)?,
        since: since(args.since.as_deref(), &repository)?,
        address: args.address.clone(),
        selection,
        as_of: args.repository.as_of,
        all: args.all,
        reach: reach(&args.reach),
    };
    let history = log(&repository, &options)?;
    console.print(&match args.format {
        TextFormat::Human if args.stat => history::stat(&history, console.is_coloured()),
        TextFormat::Human => history::log(&history, console.is_coloured()),
        TextFormat::Json => history::log_json(&history),
    });
    Ok(Exit::Done)
}

/// A day, or else a revision.
fn since(asked: Option<&str>, repository: &Repository) -> Result<Since, RepositoryError> {
    let Some(asked) = asked else {
        return Ok(Since::Beginning);
    };
    match Since::day(asked) {
        Some(day) => Ok(day),
        None => Ok(Since::Revision(repository.commit(asked)?)),
    }
}
