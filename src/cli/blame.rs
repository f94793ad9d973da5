//! `meshc blame`.

use super::args::{BlameArgs, TextFormat};
use super::failure::Failure;
use super::{Console, Exit};
use crate::compile::blame;
use crate::report::history;
use crate::repository::Repository;

/// Prints which commit gave each value its present meaning.
pub(super) fn run(args: &BlameArgs, console: &mut Console) -> Result<Exit, Failure> {
    let repository = Repository::discover(&args.repository.repo)?;
    let head = repository.commit(&args.rev)?;
    let table = blame(&repository, &head, &args.address, args.repository.as_of)?;
    console.print(&match args.format {
        TextFormat::Human => history::blame(&table, console.is_coloured()),
        TextFormat::Json => history::blame_json(&table),
    });
    Ok(Exit::Done)
}
