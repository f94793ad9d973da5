//! `meshc approve`.

use std::collections::BTreeSet;

use super::args::ApproveArgs;
use super::failure::Failure;
use super::gate::{range, short};
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{ApprovalRefused, Approved, Approver, Environments, PlanOptions, approve, makers, plan};
use crate::model::Date;
use crate::report::approval;
use crate::repository::{Repository, Revision, Snapshot};
use crate::source::{RepoPath, Sources};

/// Writes the approval of a change into a file of its own and shows what it approves.
pub(super) fn run(args: &ApproveArgs, console: &mut Console) -> Result<Exit, Failure> {
    let repository = Repository::discover(&args.repository.repo)?;
    let (from, to) = range(&repository, &args.range)?;
    let (before, after) = (repository.at(from.clone())?, repository.at(to.clone())?);
    let who = match &args.who {
        Some(who) => who.trim().to_owned(),
        None => repository.person().ok_or(ApprovalRefused::Nobody)?,
    };
    let sources = Sources::default();
    let messages = repository.messages(&from, &to)?;
    let planned = plan(
        &before,
        &after,
        &sources,
        &PlanOptions {
            as_of: args.repository.as_of,
            messages: Some(&messages),
            reach: Some(&reach(&args.reach)),
        },
    );
    let changes = planned.plan.as_ref().is_some_and(|plan| !plan.is_empty());
    if planned.complete && planned.plan.is_some() && !changes {
        return Err(no_change(&from, &to));
    }
    let makers: BTreeSet<String> = makers(&repository, &from, &to)?.unwrap_or_default();
    let approver = Approver {
        who,
        role: args.role.trim().to_owned(),
        date: args.repository.as_of.or_else(|| day(&to)).ok_or(Failure::NoDay)?,
        until: args.until,
        ticket: args.ticket.clone(),
    };
    let environments = Environments::new(&args.environments.env);
    let approved: Approved<'_> = approve(&planned, &environments, &approver, &makers)?;
    let package = RepoPath::parse("schema/package.dhall").expect("plain names are a path");
    let has_package = after.paths().binary_search(&package).is_ok();
    approved.write(repository.root(), has_package)?;
    console.print(&approval::human(&approval::Written {
        approval: &approved.approval,
        file: approved.file.as_str(),
        base: &short(&from),
        head: &short(&to),
        changes: &approved.changes,
    }));
    Ok(Exit::Done)
}

pub(super) fn no_change(from: &Revision, to: &Revision) -> Failure {
    Failure::NoChange {
        base: from.to_string(),
        head: to.to_string(),
    }
}

/// The day of a commit, where it was made: the first on which somebody could approve it.
fn day(revision: &Revision) -> Option<Date> {
    revision.committed.day()?.parse().ok().map(Date)
}
