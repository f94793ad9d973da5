//! `meshc plan`.

use super::args::{DiffWhat, PlanArgs, PlanFormat};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit};
use crate::compile::{PlanOptions, Planned, authors, makers, outlook, plan};
use crate::report::plan::{Authors, Review, human, json, markdown};
use crate::repository::{Identity, Repository, Snapshot};
use crate::source::Sources;

/// Compares two states of the repository and prints what changes.
pub(super) fn run(args: &PlanArgs, console: &mut Console) -> Result<Exit, Failure> {
    let repository = Repository::discover(&args.repository.repo)?;
    let before = match &args.base {
        Some(base) => repository.revision(base)?,
        None => repository.default_base()?,
    };
    let after = match (&args.head.head, args.head.staged) {
        (Some(head), _) => repository.revision(head)?,
        (None, true) => repository.index()?,
        (None, false) => repository.worktree()?,
    };
    let sources = Sources::default();
    let messages = match (before.identity(), after.identity()) {
        (Identity::Revision(from), Identity::Revision(to)) => Some(repository.messages(from, to)?),
        _ => None,
    };
    let makers = match (before.identity(), after.identity()) {
        (Identity::Revision(from), Identity::Revision(to)) => makers(&repository, from, to)?,
        _ => None,
    };
    let reach = reach(&args.reach);
    let options = PlanOptions {
        reach: Some(&reach),
        as_of: args.repository.as_of,
        messages: messages.as_deref(),
        makers: makers.as_ref(),
    };
    let planned = plan(&before, &after, &sources, &options);
    if planned.is_elsewhere() {
        return Err(Failure::NoInstance {
            snapshot: format!("{} and {}", planned.before, planned.after),
        });
    }
    let authors = match &planned.plan {
        Some(plan) => authors(&repository, plan, [&before, &after], &sources)?,
        None => Authors::default(),
    };
    let review = Reviewed {
        planned: &planned,
        authors: &authors,
        sources: &sources,
    };
    let text = printed(args, &review, [&before, &after], console)?;
    console.print(&text);
    Ok(exit(&planned, args.detailed_exitcode))
}

fn exit(planned: &Planned, detailed: bool) -> Exit {
    // What could not be compared may have changed.
    let changes = !planned.complete || planned.plan.as_ref().is_some_and(|plan| !plan.is_empty());
    match (planned.findings.has_errors(), changes && detailed) {
        (true, _) => Exit::Bad,
        (false, true) => Exit::Changes,
        (false, false) => Exit::Done,
    }
}

/// What there is to print.
struct Reviewed<'a> {
    planned: &'a Planned,
    authors: &'a Authors,
    sources: &'a Sources,
}

fn printed(
    args: &PlanArgs,
    reviewed: &Reviewed<'_>,
    sides: [&dyn Snapshot; 2],
    console: &Console,
) -> Result<String, Failure> {
    let Reviewed {
        planned,
        authors,
        sources,
    } = *reviewed;
    let plan = planned.plan.as_ref().ok_or(Failure::NoDay)?;
    let [base, head] = sides.map(|side| short(side.identity()));
    let review = Review {
        plan,
        base: &base,
        head: &head,
        complete: planned.complete,
        findings: &planned.findings,
        sources,
        authors,
        objects: &planned.objects,
        outlook: &outlook(planned),
        files: if args.diff == Some(DiffWhat::Rendered) {
            &planned.files
        } else {
            &[]
        },
    };
    Ok(match args.format {
        PlanFormat::Human => human(&review, console.is_coloured()),
        PlanFormat::Json => json(&review),
        PlanFormat::Markdown => markdown(&review),
    })
}

/// One word for a side.
fn short(identity: &Identity) -> String {
    match identity {
        Identity::Worktree | Identity::Directory => "worktree".to_owned(),
        Identity::Index => "index".to_owned(),
        Identity::Revision(revision) => revision.short.clone(),
    }
}
