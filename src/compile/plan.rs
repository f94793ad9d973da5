//! From two snapshots to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Sides, find_causes};
use super::level::raised;
use super::load::{has_nothing, load_before};
use super::object::objects;
use super::render::{deployed, render_those};
use super::{Loaded, Reach, load};
use crate::change::{self, Cause, Holding, Lost, Plan, Side};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Date, EnvironmentAddress, Fleet};
use crate::render::Bundle;
use crate::report::plan::{FileChange, ObjectChange};
use crate::repository::Snapshot;
use crate::rules::{self, Context, Transition};
use crate::source::Sources;

/// An instance can only be read on one side.
pub(super) const NOT_COMPARED: Code = Code("plan/not-compared");

/// Something changes, and nothing was to.
pub(super) const UNEXPECTED: Code = Code("plan/unexpected-change");

/// How many places a finding about unexpected changes points at.
const PLACES: usize = 5;

/// Every value that holds for environments, by address.
pub type Holdings = BTreeMap<EnvironmentAddress, Vec<Holding>>;

/// A comparison of two snapshots.
#[derive(Debug)]
pub struct Planned {
    /// What was there before, for people.
    pub before: String,
    /// What is there now, for people.
    pub after: String,
    /// The day by which both sides were judged.
    pub as_of: Option<Date>,
    /// What changes; `None` when neither a day nor a catalog is there to judge by.
    pub plan: Option<Plan>,
    /// How many instances there are on the side that has more.
    pub instances: usize,
    /// Whether every instance of both sides was compared.
    pub complete: bool,
    /// What is wrong with `after` and with the change.
    pub findings: Diagnostics,
    /// The rendered files that differ.
    pub files: Vec<FileChange>,
    /// The objects in them that come, change or go.
    pub objects: Vec<ObjectChange>,
    /// What may be lost, by environment and subject.
    pub losses: Vec<Lost>,
    /// What was loaded of both sides, without the instances that were not compared and without findings.
    pub sides: [Loaded; 2],
}

impl Planned {
    /// Every value that holds now for the environments that change.
    pub fn holdings(&self) -> Holdings {
        let (Some(plan), Some(as_of)) = (&self.plan, self.as_of) else {
            return BTreeMap::new();
        };
        let changed: BTreeSet<&EnvironmentAddress> = plan
            .environments
            .iter()
            .map(|environment| &environment.address)
            .collect();
        let mut holdings = change::holdings(&side(&self.sides[1], as_of));
        holdings.retain(|address, _| changed.contains(address));
        holdings
    }

    /// Makes a finding of every instance that changes, or that could not be compared: nothing was to.
    pub fn expect_no_changes(&mut self, sources: &Sources) {
        let mut found: Vec<Diagnostic> = self.plan.iter().flat_map(unexpected).collect();
        if !self.complete {
            let message =
                "nobody can say whether anything changes: an instance could not be read on both sides";
            found.push(Diagnostic::error(UNEXPECTED, message).help("the other findings say which and why"));
        }
        self.findings.extend(found);
        self.findings.finish(sources);
    }

    /// Whether neither side is a configuration repository, as far as anybody can see.
    pub fn is_elsewhere(&self) -> bool {
        self.instances == 0 && has_nothing(&self.findings)
    }
}

/// What a comparison goes by beside the snapshots.
#[derive(Clone, Copy, Default)]
pub struct PlanOptions<'a> {
    /// The day by which both sides are judged; without one, that of the last release that the later side knows.
    pub as_of: Option<Date>,
    /// The messages of the commits that make the change; `None` if it is not committed yet.
    pub messages: Option<&'a [String]>,
    /// Who made those commits, by identity; `None` if that is not known.
    pub makers: Option<&'a BTreeSet<String>>,
    /// What imports may reach beside the snapshots; nothing if it is not said.
    pub reach: Option<&'a Reach>,
}

/// Compares two snapshots by what they mean.
///
/// An instance that cannot be read on one side is left out of the comparison on both, which the findings say.
pub fn plan(
    before: &dyn Snapshot,
    after: &dyn Snapshot,
    sources: &Sources,
    options: &PlanOptions<'_>,
) -> Planned {
    let nothing = Reach::default();
    let reach = options.reach.unwrap_or(&nothing);
    let ((old, note), mut new) = rayon::join(
        || load_before(before, sources, options.as_of, reach),
        || load(after, sources, options.as_of, reach),
    );
    new.findings.extend(note);
    let mut planned = compared(old, new, sources, options);
    if let Some(plan) = &mut planned.plan {
        let [old, new] = &planned.sides;
        let sides = Sides {
            snapshots: [before, after],
            loaded: [old, new],
            sources,
            reach,
        };
        find_causes(plan, &sides);
    }
    planned
}

/// Compares what two snapshots say.
pub(super) fn compared(
    mut old: Loaded,
    mut new: Loaded,
    sources: &Sources,
    options: &PlanOptions<'_>,
) -> Planned {
    let as_of = options.as_of.or(new.as_of).or(old.as_of);
    let mut findings = std::mem::take(&mut new.findings);
    findings.extend(not_compared(&old, &new));
    let unread: BTreeSet<String> = old.unread.union(&new.unread).cloned().collect();
    leave_out(&mut old.fleet, &unread);
    leave_out(&mut new.fleet, &unread);
    (old.as_of, new.as_of) = (as_of, as_of);
    let mut plan = None;
    let (mut changed, mut changed_objects, mut losses) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(as_of) = as_of {
        let compared = plan.insert(change::compare(&side(&old, as_of), &side(&new, as_of)));
        compared.leave_out(&unread);
        changed = files(&old, &new, compared);
        let (found, volumes) = objects(&changed, |address| compared.keeps(address));
        changed_objects = found;
        losses = [compared.losses(), volumes].concat();
        losses.sort();
        let requests = options.messages.map(requests);
        findings.extend(rules::check_change(&Transition {
            before: context(&old, as_of),
            after: context(&new, as_of),
            requests: requests.as_deref(),
            plan: plan.as_ref(),
            makers: options.makers,
        }));
    }
    findings.finish(sources);
    Planned {
        before: old.snapshot.clone(),
        after: new.snapshot.clone(),
        as_of,
        plan,
        instances: new.instances.max(old.instances),
        complete: unread.is_empty(),
        findings: raised(findings, &new.fleet.settings),
        objects: changed_objects,
        losses,
        files: changed,
        sides: [old, new],
    }
}

/// One error for each environment that changes.
fn unexpected(plan: &Plan) -> Vec<Diagnostic> {
    let of = |environment: &change::EnvironmentChange| {
        let changes: Vec<&change::Change> = environment
            .changes
            .iter()
            .filter(|change| !change.told_below)
            .collect();
        let what = match (environment.action, changes.as_slice()) {
            (change::Action::Create, _) => "the environment is new, and nothing was to change".to_owned(),
            (change::Action::Delete, _) => "the environment is gone, and nothing was to change".to_owned(),
            (change::Action::Update, [one]) => format!("`{}` changes, and nothing was to", one.path),
            (change::Action::Update, many) => format!("{} values change, and nothing was to", many.len()),
        };
        let finding = Diagnostic::error(UNEXPECTED, what)
            .address(environment.address.to_string())
            .expected("the same on both sides")
            .help("mend it, or plan without `--expect-no-changes` if it is meant");
        let mut spans = changes.iter().filter_map(|change| {
            let cause = change.cause.map(Cause::span);
            Some((change, cause.or(change.origin_after).or(change.origin_before)?))
        });
        let Some((_, first)) = spans.next() else {
            return finding;
        };
        let others = spans.filter(|(_, span)| *span != first).take(PLACES);
        others.fold(finding.at(first, ""), |finding, (change, span)| {
            finding.related(span, format!("`{}`", change.path))
        })
    };
    let conceded = plan.concessions.iter().map(|concession| {
        let what = format!(
            "{}: {}, and nothing was to change",
            concession.weakening.describe(),
            concession.what
        );
        let finding = Diagnostic::error(UNEXPECTED, what)
            .expected("the same on both sides")
            .help("mend it, or plan without `--expect-no-changes` if it is meant");
        match concession.origin {
            Some(span) => finding.at(span, ""),
            None => finding,
        }
    });
    plan.environments.iter().map(of).chain(conceded).collect()
}

fn requests(messages: &[String]) -> Vec<String> {
    messages
        .iter()
        .flat_map(|message| rules::requests(message))
        .collect()
}

fn side(loaded: &Loaded, as_of: Date) -> Side<'_> {
    Side {
        fleet: &loaded.fleet,
        catalog: loaded.catalog.as_ref(),
        as_of,
    }
}

fn context(loaded: &Loaded, as_of: Date) -> Context<'_> {
    Context {
        fleet: &loaded.fleet,
        catalog: loaded.catalog.as_ref(),
        as_of,
        assumed: None,
    }
}

/// The instances in folders that could not be read on one side.
fn leave_out(fleet: &mut Fleet, unread: &BTreeSet<String>) {
    let folder = |declared: &crate::model::Declared| {
        declared
            .path
            .parent()
            .and_then(|folder| folder.file_name().map(str::to_owned))
    };
    fleet
        .instances
        .retain(|_, declared| folder(declared).is_none_or(|folder| !unread.contains(&folder)));
}

/// One warning for each instance that only `before` cannot say; what `after` cannot say has findings already.
fn not_compared(old: &Loaded, new: &Loaded) -> Vec<Diagnostic> {
    let only_before = old.unread.difference(&new.unread);
    only_before
        .map(|id| {
            let message = format!(
                "not compared, since instance `{id}` cannot be read in {}",
                old.snapshot
            );
            let help =
                "`meshc check --rev` with that revision says why; this plan says nothing about the instance";
            Diagnostic::new(NOT_COMPARED, Severity::Warning, message)
                .address(id.clone())
                .help(help)
        })
        .collect()
}

/// The rendered files that differ, by path. Environments that come to the same are not rendered at all.
fn files(old: &Loaded, new: &Loaded, plan: &Plan) -> Vec<FileChange> {
    let names = |environment: &change::EnvironmentChange| {
        let former = environment.renamed_from.clone();
        former.into_iter().chain([environment.address.clone()])
    };
    let touched: BTreeSet<EnvironmentAddress> = plan.environments.iter().flat_map(names).collect();
    let [mut before, mut after] = [old, new].map(|side| deployed(side, |address| touched.contains(address)));
    let same = |address: &EnvironmentAddress| before.get(address) == after.get(address);
    let same: BTreeSet<EnvironmentAddress> =
        touched.iter().filter(|address| same(address)).cloned().collect();
    before.retain(|address, _| !same.contains(address));
    after.retain(|address, _| !same.contains(address));
    let (before, after) = rayon::join(|| render_those(old, &before), || render_those(new, &after));
    let mut changes: BTreeMap<String, FileChange> = BTreeMap::new();
    let empty = |path: &str| FileChange {
        path: path.to_owned(),
        before: None,
        after: None,
    };
    for (path, text) in texts(&before.bundles) {
        changes.entry(path.clone()).or_insert_with(|| empty(&path)).before = Some(text);
    }
    for (path, text) in texts(&after.bundles) {
        changes.entry(path.clone()).or_insert_with(|| empty(&path)).after = Some(text);
    }
    changes
        .into_values()
        .filter(|change| change.before != change.after)
        .collect()
}

fn texts(bundles: &[Bundle]) -> impl Iterator<Item = (String, String)> {
    let files = bundles.iter().flat_map(|bundle| &bundle.files);
    files.map(|(path, text)| (path.to_string(), text.clone()))
}
