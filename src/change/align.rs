//! Which instances of both sides are the same: those with the same id, and those that only got another one.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::Edit;
use super::effective::Effective;
use super::path::Segment;
use super::rename::{self, Threshold, Values};
use super::{Leaf, Path, Rename};
use crate::model::{EnvironmentAddress, EnvironmentKind};
use crate::source::Span;

/// How much of what two instances hold has to be the same. Instances of one plan have most of it in common by
/// themselves.
const ALIKE: Threshold = Threshold(80);

/// The values that tell whose an instance is: of two instances, at least one has to be the same.
const OWN: [&str; 3] = ["agreement.reference", "customer.name", "hosts.panel"];

/// The instances that got another id.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The id before and why it is the same instance, by the id of now.
    renamed: BTreeMap<String, Rename>,
    /// The id of now by the id before.
    now: BTreeMap<String, String>,
}

impl Names {
    /// What an environment of now was called, if its instance got another id.
    pub(super) fn before(&self, address: &EnvironmentAddress) -> Option<EnvironmentAddress> {
        let instance = self.renamed.get(&address.instance)?.from.clone();
        let kind = address.kind;
        Some(EnvironmentAddress { instance, kind })
    }

    /// What an environment of before is called now, if its instance got another id.
    pub(super) fn after(&self, address: &EnvironmentAddress) -> Option<EnvironmentAddress> {
        let instance = self.now.get(&address.instance)?.clone();
        let kind = address.kind;
        Some(EnvironmentAddress { instance, kind })
    }

    /// The edit that gives an instance the id that it has now, with what wrote the ids of both sides.
    pub(super) fn edit(&self, instance: &str, origins: [Option<Span>; 2]) -> Edit {
        let renamed = self.renamed.get(instance).cloned();
        let before = renamed.as_ref().map(|rename| Leaf::Text(rename.from.clone()));
        let [origin_before, origin_after] = origins;
        Edit {
            path: Path(vec![Segment::Field("id".into())]),
            before,
            after: Some(Leaf::Text(instance.to_owned())),
            origin_before,
            origin_after,
            told_below: false,
            renamed,
        }
    }
}

type Environments<'a> = BTreeMap<EnvironmentAddress, Effective<'a>>;

/// The instances that are only on one side and that hold so much of the same that they only got another id.
pub(super) fn aligned(before: &Environments<'_>, after: &Environments<'_>) -> Names {
    let mut names = Names::default();
    let [(gone, held), (come, held_now)] = [only(before, after), only(after, before)];
    let related = |one: usize, other: usize| gone[one].may_be(&come[other]);
    for [one, other, same, total] in rename::pairs(&held, &held_now, ALIKE, related) {
        let (from, to) = (gone[one].id.to_owned(), come[other].id.to_owned());
        names.now.insert(from.clone(), to.clone());
        names.renamed.insert(to, Rename { from, same, total });
    }
    names
}

/// An instance that is only on one side.
struct Candidate<'a> {
    id: &'a str,
    plan: &'static str,
    own: BTreeSet<(&'static str, Leaf)>,
}

impl Candidate<'_> {
    fn may_be(&self, other: &Self) -> bool {
        self.plan == other.plan && !self.own.is_disjoint(&other.own)
    }
}

/// The instances that only one side has, each with the values of all its environments.
fn only<'a>(side: &'a Environments<'_>, other: &Environments<'_>) -> (Vec<Candidate<'a>>, Vec<Values>) {
    let known: BTreeSet<&str> = other.keys().map(|address| address.instance.as_str()).collect();
    let (mut found, mut held) = (Vec::<Candidate<'a>>::new(), Vec::new());
    for (address, effective) in side {
        if known.contains(address.instance.as_str()) {
            continue;
        }
        let (own, values) = values(address.kind, effective);
        match (found.last_mut(), held.last_mut()) {
            (Some(last), Some(all)) if last.id == address.instance => {
                last.own.extend(own);
                Values::extend(all, values);
            }
            _ => {
                found.push(Candidate {
                    id: &address.instance,
                    plan: effective.plan,
                    own: own.into_iter().collect(),
                });
                held.push(values);
            }
        }
    }
    (found, held)
}

type Own = Vec<(&'static str, Leaf)>;

/// What an environment holds: what tells whose it is, and everything by its place in the instance.
fn values(kind: EnvironmentKind, effective: &Effective<'_>) -> (Own, Values) {
    let mut values = Values::new();
    for (label, node) in &effective.fields {
        let mut path = vec![Segment::Field((*label).into())];
        rename::collect(node, &mut path, 0, &mut values);
    }
    let mut own = Own::new();
    let placed = values.into_iter().map(|(path, leaf)| {
        let place = path.to_string();
        let known = OWN.into_iter().find(|own| *own == place);
        own.extend(known.map(|place| (place, leaf.clone())));
        let environment = Segment::Field(kind.as_str().into());
        (Path([vec![environment], path.0].concat()), leaf)
    });
    let placed = placed.collect();
    (own, placed)
}
