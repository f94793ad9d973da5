//! `meshc blame`.

use super::args::{BlameArgs, TextFormat};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{BlameOptions, blame};
use crate::report::history;
use crate::repository::Repository;

/// Prints which commit gave each value its present meaning.
pub(super) fn run(args: &BlameArgs, console: &mut Console) -> Result<Exit, Failure> {
    let repository = Repository::discover(&args.repository.repo)?;
    let options = BlameOptions {
        head: repository.commit(&args.rev)?,
        address: args.address.clone(),
        as_of: args.repository.as_of,
        reach: reach(&args.reach),
    };
    let table = blame(&repository, &options)?;
    console.print(&match args.format {
        TextFormat::Human => history::blame(&table, console.is_coloured()),
        TextFormat::Json => history::blame_json(&table),
    });
    Ok(Exit::Done)
}
