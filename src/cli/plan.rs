//! `meshc plan`.

use super::args::{ContextArg, DiffWhat, PlanArgs, PlanFormat};
use super::failure::Failure;
use super::reach::reach;
use super::{Console, Exit, output};
use crate::compile::{
    Environments, Holdings, PlanOptions, Planned, Skewed, authors, makers, page, plan, skew,
};
use crate::report;
use crate::report::plan::{
    Authors, Context, Review, View, change_request, gitlab, html, human, json, markdown,
};
use crate::repository::{Identity, Repository, Snapshot};
use crate::source::Sources;

/// Compares two states of the repository and prints what changes.
pub(super) fn run(args: &PlanArgs, console: &mut Console) -> Result<Exit, Failure> {
    let format = output::printed(args.format, &args.report, PlanFormat::Human)?;
    let view = view(args);
    let repository = Repository::discover(&args.repository.repo)?;
    if let (Some(head), Some(with)) = (&args.head.head, &args.with) {
        return together(args, format, [head, with], (&repository, console));
    }
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
    let mut planned = plan(&before, &after, &sources, &options);
    if planned.is_elsewhere() {
        return Err(Failure::NoInstance {
            snapshot: format!("{} and {}", planned.before, planned.after),
        });
    }
    if planned.complete && !shows_any(&planned, &view) {
        return Err(Failure::NothingMatched);
    }
    let authors = match &planned.plan {
        Some(plan) => authors(&repository, plan, [&before, &after], &sources)?,
        None => Authors::default(),
    };
    if args.expect_no_changes {
        planned.expect_no_changes(&sources);
    }
    let reviewed = Reviewed {
        planned: &planned,
        authors: &authors,
        sources: &sources,
        view: &view,
        holdings: match view.context {
            Context::Full => planned.holdings(),
            Context::None | Context::Identity => Holdings::new(),
        },
    };
    let sides: [&dyn Snapshot; 2] = [&before, &after];
    let written = |format, colour| reviewed.written(format, (args.diff, colour), sides);
    let text = written(format, console.is_coloured())?;
    let mut reports = Vec::new();
    for report in &args.report {
        reports.push((report, written(report.format, false)?));
    }
    output::write(&reports)?;
    console.print(&text);
    let exit = exit(&planned, args.detailed_exitcode);
    // The program ends here, and giving back a thousand instances piece by piece takes an eighth of its time.
    std::mem::forget(planned);
    Ok(exit)
}

/// Prints what does not go together of two branches.
fn together(
    args: &PlanArgs,
    format: PlanFormat,
    [head, with]: [&String; 2],
    (repository, console): (&Repository, &mut Console),
) -> Result<Exit, Failure> {
    let misfit = Failure::Misfit {
        flag: "--with",
        format: "human, json or markdown",
    };
    let base = args
        .base
        .as_ref()
        .map(|base| repository.commit(base))
        .transpose()?;
    let (head, with) = (repository.commit(head)?, repository.commit(with)?);
    let merged = repository.merged(base.as_ref(), [&head, &with])?;
    let sources = Sources::default();
    let reach = reach(&args.reach);
    let options = PlanOptions {
        reach: Some(&reach),
        as_of: args.repository.as_of,
        messages: None,
        makers: None,
    };
    let Skewed { skews, instances } = skew(&merged, &sources, &options);
    if instances == 0 {
        return Err(Failure::NoInstance {
            snapshot: format!("{} and {}", skews.ours, skews.theirs),
        });
    }
    console.print(&match format {
        PlanFormat::Human => report::skew::human(&skews, &sources, console.is_coloured()),
        PlanFormat::Json => report::skew::json(&skews, &sources),
        PlanFormat::Markdown => report::skew::markdown(&skews, &sources),
        PlanFormat::Html | PlanFormat::ChangeRequest | PlanFormat::Gitlab => return Err(misfit),
    });
    Ok(match skews.errors() {
        0 if skews.complete => Exit::Done,
        _ => Exit::Bad,
    })
}

fn exit(planned: &Planned, detailed: bool) -> Exit {
    // What could not be compared may have changed.
    let changes = !planned.complete
        || planned
            .plan
            .as_ref()
            .is_some_and(|plan| !plan.is_empty() || !plan.concessions.is_empty());
    match (planned.findings.has_errors(), changes && detailed) {
        (true, _) => Exit::Bad,
        (false, true) => Exit::Changes,
        (false, false) => Exit::Done,
    }
}

/// What the reader asked to see.
fn view(args: &PlanArgs) -> View {
    let context = match args.context {
        ContextArg::None => Context::None,
        ContextArg::Identity => Context::Identity,
        ContextArg::Full => Context::Full,
    };
    let environments = match args.environments.env.is_empty() {
        true => Vec::new(),
        false => Environments::new(&args.environments.env).patterns(),
    };
    View::new(context, args.summarize).filter(&args.class, &environments)
}

/// Whether an environment of either side is to be shown, so that a slip of the pen does not look like no change.
fn shows_any(planned: &Planned, view: &View) -> bool {
    let mut fleets = planned.sides.iter().map(|side| &side.fleet);
    fleets.any(|fleet| {
        fleet
            .environments()
            .any(|environment| view.shows(&environment.address))
    })
}

/// What there is to print.
struct Reviewed<'a> {
    planned: &'a Planned,
    authors: &'a Authors,
    sources: &'a Sources,
    view: &'a View,
    holdings: Holdings,
}

impl Reviewed<'_> {
    fn written(
        &self,
        format: PlanFormat,
        (diff, colour): (Option<DiffWhat>, bool),
        sides: [&dyn Snapshot; 2],
    ) -> Result<String, Failure> {
        let planned = self.planned;
        let plan = planned.plan.as_ref().ok_or(Failure::NoDay)?;
        let shown = self.view.narrow(plan);
        let [base, head] = sides.map(|side| short(side.identity()));
        let review = Review {
            plan,
            shown: &shown,
            view: self.view,
            base: &base,
            head: &head,
            commits: sides.map(|side| commit(side.identity())),
            complete: planned.complete,
            findings: &planned.findings,
            sources: self.sources,
            authors: self.authors,
            objects: &planned.objects,
            losses: &planned.losses,
            files: match diff {
                Some(DiffWhat::Rendered) => &planned.files,
                None => &[],
            },
            fleets: planned.sides.each_ref().map(|side| &side.fleet),
            holdings: &self.holdings,
            page: &page,
        };
        Ok(match format {
            PlanFormat::Human => human(&review, colour),
            PlanFormat::Json => json(&review),
            PlanFormat::Markdown => markdown(&review),
            PlanFormat::Html => html(&review),
            PlanFormat::ChangeRequest => change_request(&review),
            PlanFormat::Gitlab => gitlab(&review),
        })
    }
}

/// The full id, if a side is a commit.
fn commit(identity: &Identity) -> Option<&str> {
    match identity {
        Identity::Worktree | Identity::Directory | Identity::Index | Identity::Merge(_) => None,
        Identity::Revision(revision) => Some(&revision.oid),
    }
}

/// One word for a side.
fn short(identity: &Identity) -> String {
    match identity {
        Identity::Worktree | Identity::Directory => "worktree".to_owned(),
        Identity::Index => "index".to_owned(),
        Identity::Revision(revision) => revision.short.clone(),
        Identity::Merge(revisions) => revisions.clone(),
    }
}
