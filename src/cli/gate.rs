//! `meshc gate`.

use super::approve::no_change;
use super::args::{GateArgs, GateFormat, RangeArgs};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{Environments, gate};
use crate::report::gate::{Answer, human, json};
use crate::repository::{Identity, Repository, RepositoryError, Revision, Snapshot};
use crate::source::Sources;

/// Tells whether a change may be rolled out, environment by environment.
pub(super) fn run(args: &GateArgs, console: &mut Console) -> Result<Exit, Failure> {
    let as_of = args.as_of.ok_or(Failure::NoInstant)?;
    let repository = Repository::discover(&args.repo)?;
    let (from, to) = range(&repository, &args.range)?;
    let sources = Sources::default();
    let reach = reach(&args.reach);
    let gated = gate(&repository, [&from, &to], &sources, (as_of, &reach))?.ok_or(Failure::NoInstant)?;
    let planned = &gated.planned;
    if planned.is_elsewhere() {
        return Err(Failure::NoInstance {
            snapshot: format!("{} and {}", planned.before, planned.after),
        });
    }
    let plan = planned.plan.as_ref().ok_or(Failure::NoDay)?;
    let verdicts = gated.verdicts(&Environments::new(&args.environments.env));
    if verdicts.is_empty() && plan.left_out.is_empty() {
        return Err(no_change(&from, &to));
    }
    let answer = Answer {
        base: &short(&from),
        head: &short(&to),
        moment: gated.moment,
        reading: planned.sides[1].fleet.settings.window_reading,
        digest: &plan.digest.to_string(),
        unread: &plan.left_out,
        verdicts: &verdicts,
    };
    console.print(&match args.format {
        GateFormat::Human => human(&answer, console.is_coloured()),
        GateFormat::Json => json(&answer),
    });
    Ok(if answer.is_open() {
        Exit::Done
    } else {
        Exit::Closed
    })
}

/// The commits before and with a change.
pub(super) fn range(
    repository: &Repository,
    args: &RangeArgs,
) -> Result<(Revision, Revision), RepositoryError> {
    let to = repository.commit(&args.head)?;
    let from = match &args.base {
        Some(base) => repository.commit(base)?,
        None => match repository.default_base()?.identity() {
            Identity::Revision(revision) => revision.clone(),
            Identity::Worktree | Identity::Index | Identity::Merge(_) | Identity::Directory => to.clone(),
        },
    };
    Ok((from, to))
}

/// One word for a commit.
pub(super) fn short(revision: &Revision) -> String {
    revision.short.clone()
}
