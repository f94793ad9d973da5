//! From a value that changes to the line that changed, where another line computes or chooses the value.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::host::SnapshotHost;
use super::load::settled_reach;
use super::why::Tracer;
use super::{Loaded, Reach};
use crate::change::{Action, Cause, Change, Leaf, Plan};
use crate::dhall::{Engine, Options};
use crate::lower::known_type;
use crate::model::{EnvironmentAddress, Instance};
use crate::repository::Snapshot;
use crate::source::{RepoPath, SourceName, Sources, Span};

/// How many instances of each side are looked at: each has to be evaluated once more.
const INSTANCES: usize = 64;

/// The two sides of a comparison, before and after.
pub(super) struct Sides<'a> {
    pub(super) snapshots: [&'a dyn Snapshot; 2],
    pub(super) loaded: [&'a Loaded; 2],
    pub(super) sources: &'a Sources,
    pub(super) reach: &'a Reach,
}

/// Finds out for changes whose own line stayed as it was which other line changed: an argument, a name, what decided
/// between branches. Of an environment that comes or goes, every line is as good as another.
pub(super) fn find_causes(plan: &mut Plan, sides: &Sides<'_>) {
    let mut lines = ChangedLines::new(sides.snapshots);
    let mut wanted: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, environment) in plan.environments.iter().enumerate() {
        let stays = environment.action == Action::Update && environment.renamed_from.is_none();
        for (number, change) in environment.changes.iter().enumerate().filter(|_| stays) {
            if !change.told_below && is_unexplained(change, &mut lines, sides.sources) {
                let places = wanted.entry(environment.address.instance.clone()).or_default();
                places.push((at, number));
            }
        }
    }
    if wanted.is_empty() || lines.is_untouched() {
        return;
    }
    let wanted: BTreeMap<_, _> = wanted.into_iter().take(INSTANCES).collect();
    // What holds now is written somewhere; what is gone can only be seen in what was there before.
    for side in [1, 0] {
        let found = traced(plan, &wanted, &mut lines, (sides, side));
        for ((at, number), span) in found {
            let cause = &mut plan.environments[at].changes[number].cause;
            *cause = cause.or(Some(match side {
                0 => Cause::Gone(span),
                _ => Cause::Written(span),
            }));
        }
    }
}

/// Whether the line that gives the value now was there before, so that another one made it another value.
fn is_unexplained(change: &Change, lines: &mut ChangedLines<'_>, sources: &Sources) -> bool {
    let (side, origin) = match (change.origin_before, change.origin_after) {
        (_, Some(after)) => (1, after),
        (Some(before), None) => (0, before),
        (None, None) => return true,
    };
    lines.within(side, origin, sources).is_none()
}

type Place = (usize, usize);

/// The changed lines on the ways to the values at `wanted`, on one side.
fn traced(
    plan: &Plan,
    wanted: &BTreeMap<String, Vec<Place>>,
    lines: &mut ChangedLines<'_>,
    (sides, side): (&Sides<'_>, usize),
) -> Vec<(Place, Span)> {
    let (snapshot, loaded) = (sides.snapshots[side], sides.loaded[side]);
    let (reach, _) = settled_reach(snapshot, &Sources::default(), sides.reach);
    let host = SnapshotHost::new(snapshot, &reach);
    let engine = Engine::explaining(&host, sides.sources, Options::default());
    let catalog_path = RepoPath::parse(&loaded.fleet.settings.catalog).ok();
    let mut found = Vec::new();
    for (id, places) in wanted {
        let open = |place: &&Place| plan.environments[place.0].changes[place.1].cause.is_none();
        let places: Vec<&Place> = places.iter().filter(open).collect();
        let Some(declared) = loaded.fleet.instances.get(id).filter(|_| !places.is_empty()) else {
            continue;
        };
        // The engine can only explain what it has evaluated itself.
        engine.evaluate(&declared.path, Some(&known_type::<Instance>()));
        let tracer = Tracer {
            engine: &engine,
            sources: sides.sources,
            catalog_path: catalog_path.clone(),
            catalog: loaded.catalog.as_ref(),
            declared,
        };
        for place in places {
            let environment = &plan.environments[place.0];
            let change = &environment.changes[place.1];
            let leaf = [&change.before, &change.after][side];
            let leaf = leaf.as_ref().unwrap_or(&Leaf::Absent);
            let spans = way(&tracer, &environment.address, (change, leaf));
            let touched = spans
                .into_iter()
                .filter_map(|span| lines.within(side, span, sides.sources));
            // A call is as long as its arguments: the shortest piece says most.
            let cause = touched.min_by_key(|touched| touched.end - touched.start);
            found.extend(cause.map(|span| (*place, span)));
        }
    }
    found
}

/// Every piece of source that has a part in a value, from its own place outwards.
fn way(tracer: &Tracer<'_>, address: &EnvironmentAddress, (change, leaf): (&Change, &Leaf)) -> Vec<Span> {
    let Some((file, steps)) = tracer.way(address, &change.path, leaf) else {
        return Vec::new();
    };
    let links = tracer.engine.explain_decided(&file, &steps);
    links.into_iter().rev().map(|link| link.span).collect()
}

/// Which lines of files are not the same on both sides.
struct ChangedLines<'a> {
    snapshots: [&'a dyn Snapshot; 2],
    known: BTreeMap<RepoPath, [BTreeSet<u32>; 2]>,
}

impl<'a> ChangedLines<'a> {
    fn new(snapshots: [&'a dyn Snapshot; 2]) -> Self {
        Self {
            snapshots,
            known: BTreeMap::new(),
        }
    }

    /// Whether no file of the snapshots differs.
    fn is_untouched(&self) -> bool {
        let [before, after] = self.snapshots.map(|snapshot| snapshot.paths());
        before == after
            && before.iter().all(|path| {
                let [before, after] = self.snapshots.map(|snapshot| snapshot.content_id(path));
                before == after && before.is_some()
            })
    }

    /// The first changed line of a piece of source, as far as the piece holds it.
    fn within(&mut self, side: usize, span: Span, sources: &Sources) -> Option<Span> {
        let source = sources.source(span.file);
        let SourceName::Repo(path) = &source.name else {
            return None;
        };
        let (start, end) = sources.range(span);
        let snapshots = self.snapshots;
        let lines = self
            .known
            .entry(path.clone())
            .or_insert_with(|| changed(snapshots, path));
        let line = *lines[side].range(start.line..=end.line).next()?;
        let (from, text) = (source.line_start(line)?, source.line(line)?);
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let first = from + length(text) - length(text.trim_start());
        let start = span.start.max(first);
        let end = span.end.min(from + length(text.trim_end())).max(start);
        Some(Span::new(span.file, start, end))
    }
}

/// The numbers of the lines, from 1, that only one side has.
fn changed(snapshots: [&dyn Snapshot; 2], path: &RepoPath) -> [BTreeSet<u32>; 2] {
    let texts = snapshots.map(|snapshot| snapshot.read(path).unwrap_or_else(|_| [].into()));
    // A line that is only moved to the left or right says the same.
    let lines = |text: &'_ [u8]| -> Vec<Vec<u8>> {
        let lines = text.split(|byte| *byte == b'\n');
        lines.map(|line| line.trim_ascii().to_vec()).collect()
    };
    let [before, after] = texts.each_ref().map(|text| lines(text));
    let mut changed = [BTreeSet::new(), BTreeSet::new()];
    let numbers =
        |index: usize, len: usize| (index + 1..=index + len).filter_map(|line| u32::try_from(line).ok());
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (old, new) = (op.old_range(), op.new_range());
            changed[0].extend(numbers(old.start, old.len()));
            changed[1].extend(numbers(new.start, new.len()));
        }
    }
    changed
}
