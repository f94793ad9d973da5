//! Merge skew: what is right in each of two changes and wrong when both are made.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::path::Segment;
use super::{Action, Change, EnvironmentChange, Leaf, Path, Plan, Weakening};
use crate::model::{EnvironmentAddress, EnvironmentKind};
use crate::source::Span;

/// How two changes do not go together, a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SkewKind {
    /// Both change a value, each to another one.
    ValueConflict,
    /// One changes a value, and after the merge the value is another one.
    ChangeLost,
    /// A guardrail that neither makes weaker is weaker after the merge.
    GuardrailTogether,
    /// One makes a guardrail weaker, and the other makes use of it.
    GuardrailUsed,
    /// Neither changes a value, and after the merge it is another one.
    ValueAppears,
}

impl SkewKind {
    /// What is wrong, in one phrase.
    pub fn describe(self) -> &'static str {
        match self {
            Self::ValueConflict => "both change it, each to another value",
            Self::ChangeLost => "one changes it, and the merge does not have that value",
            Self::GuardrailTogether => "a guardrail is weaker that neither makes weaker",
            Self::GuardrailUsed => "one makes a guardrail weaker, and the other makes use of it",
            Self::ValueAppears => "neither changes it, and the merge has another value",
        }
    }

    /// Whether the merge should not be made as it is. A value that only appears may be meant: one change moves a
    /// default, and the other adds somebody who follows it.
    pub fn is_error(self) -> bool {
        match self {
            Self::ValueConflict | Self::ChangeLost | Self::GuardrailTogether | Self::GuardrailUsed => true,
            Self::ValueAppears => false,
        }
    }
}

/// Something that does not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skew {
    /// How.
    pub kind: SkewKind,
    /// The environment, by its name before.
    pub address: EnvironmentAddress,
    /// The place in it, by the names before; empty if it is the environment itself.
    pub path: Path,
    /// What was there.
    pub before: Option<Leaf>,
    /// What the first makes of it.
    pub ours: Option<Leaf>,
    /// What the second makes of it.
    pub theirs: Option<Leaf>,
    /// What it is after the merge; the same as before if git cannot merge.
    pub both: Option<Leaf>,
    /// What wrote the value of the first, the second and the merge.
    pub origins: [Option<Span>; 3],
    /// The guardrail that it is about.
    pub guardrail: Option<Weakening>,
}

/// What does not go together of two changes from the same base, by address and place; `both` is the change that their
/// merge makes, if there is one.
pub fn skew(ours: &Plan, theirs: &Plan, both: Option<&Plan>) -> Vec<Skew> {
    let sides = [Some(ours), Some(theirs), both].map(|plan| plan.map(places).unwrap_or_default());
    let keys: BTreeSet<&Key> = sides.iter().flat_map(|side| side.keys()).collect();
    let mut found: Vec<Skew> = keys
        .into_iter()
        .flat_map(|key| {
            let changes = [0, 1, 2].map(|side| sides[side].get(key).copied());
            judge(key, changes, both.is_some())
        })
        .collect();
    if let Some(both) = both {
        found.extend(staging_lost(both, [ours, theirs]));
    }
    found.sort_by(|one, other| {
        (&one.address, &one.path, one.kind).cmp(&(&other.address, &other.path, other.kind))
    });
    found
}

/// An environment and a place in it, by the names of before.
type Key = (EnvironmentAddress, Path);

fn places(plan: &Plan) -> BTreeMap<Key, &Change> {
    let mut found = BTreeMap::new();
    for environment in &plan.environments {
        let address = environment.renamed_from.as_ref().unwrap_or(&environment.address);
        let told = environment.changes.iter().filter(|change| !change.told_below);
        for change in told {
            found.insert((address.clone(), former(&change.path, environment)), change);
        }
    }
    found
}

/// A path with the elements by their names of before.
fn former(path: &Path, environment: &EnvironmentChange) -> Path {
    let mut former = path.clone();
    for change in environment
        .changes
        .iter()
        .filter(|change| change.renamed.is_some())
    {
        let Some((_, element)) = change.path.0.split_last() else {
            continue;
        };
        let (Some(Segment::Key { label, .. }), Some(key)) = (element.last(), &change.before) else {
            continue;
        };
        if path.0.starts_with(element) {
            former.0[element.len() - 1] = Segment::Key {
                label: label.clone(),
                key: key.clone(),
                nth: 0,
            };
        }
    }
    former
}

fn judge(key: &Key, [ours, theirs, both]: [Option<&Change>; 3], merged: bool) -> Vec<Skew> {
    let kind = match (ours, theirs, both) {
        (Some(ours), Some(theirs), _) if !same(ours, theirs) => Some(SkewKind::ValueConflict),
        _ if !merged => None,
        (Some(one), _, None) | (None, Some(one), None) if !is_frame(one) => Some(SkewKind::ChangeLost),
        (Some(one), _, Some(both)) | (None, Some(one), Some(both)) if !same(one, both) => {
            Some(SkewKind::ChangeLost)
        }
        (None, None, Some(both)) if !is_frame(both) => Some(SkewKind::ValueAppears),
        _ => None,
    };
    let changes = [ours, theirs, both];
    let told = |kind| of(key, kind, changes);
    kind.into_iter().chain(guardrail(changes)).map(told).collect()
}

fn same(one: &Change, other: &Change) -> bool {
    one.after == other.after
}

/// Whether a change only says that there are, or are not, parts.
fn is_frame(change: &Change) -> bool {
    [&change.before, &change.after]
        .iter()
        .all(|leaf| leaf.as_ref().is_none_or(Leaf::is_frame))
}

/// A guardrail that only the merge makes weaker, or makes use of.
fn guardrail([ours, theirs, both]: [Option<&Change>; 3]) -> Option<SkewKind> {
    let sides = [ours, theirs].into_iter().flatten();
    let both = both.filter(|both| both.guardrail.is_some())?;
    let mut weaker = sides.clone().map(|change| change.guardrail);
    if !weaker.any(|guardrail| guardrail == both.guardrail) {
        return Some(SkewKind::GuardrailTogether);
    }
    let used = both.guardrail_used && !{ sides }.any(|change| change.guardrail_used);
    used.then_some(SkewKind::GuardrailUsed)
}

fn of((address, path): &Key, kind: SkewKind, changes: [Option<&Change>; 3]) -> Skew {
    let before = changes
        .iter()
        .flatten()
        .next()
        .and_then(|change| change.before.clone());
    let after =
        |change: Option<&Change>| change.map_or_else(|| before.clone(), |change| change.after.clone());
    let [ours, theirs, both] = changes.map(after);
    Skew {
        kind,
        address: address.clone(),
        path: path.clone(),
        ours,
        theirs,
        both,
        origins: changes.map(|change| change?.origin_after),
        guardrail: match kind {
            SkewKind::GuardrailTogether | SkewKind::GuardrailUsed => {
                changes[2].and_then(|both| both.guardrail)
            }
            SkewKind::ValueConflict | SkewKind::ChangeLost | SkewKind::ValueAppears => None,
        },
        before,
    }
}

/// Staging that one takes away while the other rolls production forward.
fn staging_lost(both: &Plan, alone: [&Plan; 2]) -> Vec<Skew> {
    let rolls = |plan: &Plan, instance: &str| {
        plan.environments.iter().any(|environment| {
            environment.address.instance == instance
                && environment.address.kind == EnvironmentKind::Production
                && environment.action == Action::Update
                && environment
                    .changes
                    .iter()
                    .any(|change| change.path.fields() == ["release"])
        })
    };
    let uses = |plan: &Plan, lost: &EnvironmentChange| {
        let mut environments = plan.environments.iter();
        let loses = environments.any(|one| one.address == lost.address && one.guardrail == lost.guardrail);
        loses && rolls(plan, &lost.address.instance)
    };
    let lost = both.environments.iter().filter(|lost| {
        lost.guardrail.is_some() && uses(both, lost) && !alone.iter().any(|plan| uses(plan, lost))
    });
    lost.map(|lost| Skew {
        kind: SkewKind::GuardrailUsed,
        address: lost.address.clone(),
        path: Path::default(),
        before: None,
        ours: None,
        theirs: None,
        both: None,
        origins: [None; 3],
        guardrail: lost.guardrail,
    })
    .collect()
}
