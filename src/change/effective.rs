//! What holds for one environment: its own part, what the whole instance says, and what follows from the plan.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::boundary::Boundaries;
use super::difference::Fields;
use super::ground::{LABELS, ground};
use super::identity::{own, parts};
use super::path::Segment;
use super::{Digest, Side, digest};
use crate::model::{Declared, EnvironmentAddress, EnvironmentKind, Node, Plan, Value, WindowReading};
use crate::release::Clock;
use crate::source::Span;

/// Everything that holds for one environment, by the first label of its path.
///
/// The environment's own part stands without the prefix `plan.production`, so that the same place has the same
/// name under each plan and in each environment.
#[derive(Clone, Debug)]
pub(super) struct Effective<'a> {
    pub(super) plan: &'static str,
    /// What wrote the id of its instance.
    pub(super) id: Option<Span>,
    pub(super) fields: BTreeMap<&'a str, Cow<'a, Node>>,
}

impl<'a> Effective<'a> {
    /// Every environment of a side.
    pub(super) fn all(side: &Side<'a>) -> BTreeMap<EnvironmentAddress, Self> {
        let clock = side.catalog.map(|catalog| Clock {
            catalog,
            settings: &side.fleet.settings,
            day: side.as_of,
        });
        let boundaries = Boundaries::of(side.fleet);
        let mut environments = BTreeMap::new();
        for (id, declared) in &side.fleet.instances {
            for kind in declared.instance.plan.environments() {
                let address = EnvironmentAddress {
                    instance: id.clone(),
                    kind,
                };
                let reading = side.fleet.settings.window_reading;
                let release = clock
                    .as_ref()
                    .and_then(|clock| release(clock, &declared.instance.plan));
                let mut effective = Self::new(declared, kind, reading, release.as_ref());
                let beside = ground(side.fleet, &boundaries, &address).into_iter();
                effective
                    .fields
                    .extend(beside.map(|(label, node)| (label, Cow::Owned(node))));
                environments.insert(address, effective);
            }
        }
        environments
    }

    fn new(
        declared: &'a Declared,
        kind: EnvironmentKind,
        reading: WindowReading,
        release: Option<&Node>,
    ) -> Self {
        let mut fields = BTreeMap::new();
        let of = |node: Option<&'a Node>| match node.map(|node| &node.value) {
            Some(Value::Record(fields)) => fields.iter(),
            _ => EMPTY.iter(),
        };
        let plan_node = declared.tree.child("plan");
        let payload = match plan_node.map(|node| &node.value) {
            Some(Value::Union(_, payload)) => payload.as_deref(),
            _ => None,
        };
        let of_instance =
            of(Some(&declared.tree)).filter(|(label, _)| !["id", "plan"].contains(&label.as_str()));
        let of_plan = of(payload).filter(|(label, _)| !["production", "staging"].contains(&label.as_str()));
        let of_environment = of(payload.and_then(|payload| payload.child(kind.as_str())));
        for (label, node) in of_instance.chain(of_plan).chain(of_environment) {
            fields.insert(label.as_str(), Cow::Borrowed(node));
        }
        let plan = &declared.instance.plan;
        let origin = plan_node.and_then(|node| node.origin);
        let alternative = |name: &str, origin| Node::new(Value::Union(name.to_owned(), None), origin);
        fields.insert("plan", Cow::Owned(alternative(plan.name(), origin)));
        if let Plan::SaaS(_) = plan {
            fields.extend(release.map(|node| ("release", Cow::Owned(node.clone()))));
            let reading = match reading {
                WindowReading::Civil => "Civil",
                WindowReading::Literal => "Literal",
            };
            fields.insert("windowReading", Cow::Owned(alternative(reading, None)));
        }
        Self {
            plan: plan.name(),
            id: declared.tree.child("id").and_then(|id| id.origin),
            fields,
        }
    }

    /// The digest of all of it.
    pub(super) fn digest(&self) -> Digest {
        digest::environment(self.fields.iter().map(|(label, node)| (*label, node.as_ref())))
    }

    /// The digest of what its files are made from: all but what stands beside its instance.
    pub(super) fn deployed(&self) -> Digest {
        let fields = self.fields.iter().filter(|(label, _)| !LABELS.contains(label));
        digest::environment(fields.map(|(label, node)| (*label, node.as_ref())))
    }

    /// Its fields, for looking at.
    pub(super) fn borrowed(&self) -> Fields<'_> {
        let fields = self.fields.iter();
        fields.map(|(label, node)| (*label, node.as_ref())).collect()
    }

    /// How many leaves there are to read.
    pub(super) fn size(&self) -> usize {
        let size = |(label, node): (&&'a str, &Cow<'a, Node>)| {
            let mut path = vec![Segment::Field(Cow::Borrowed(*label))];
            size(node, &mut path)
        };
        self.fields.iter().map(size).sum()
    }
}

/// Where its id is written makes no difference.
impl PartialEq for Effective<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.plan == other.plan && self.fields == other.fields
    }
}

static EMPTY: BTreeMap<String, Node> = BTreeMap::new();

/// The release of plan SaaS on that day, written where the catalog says it.
fn release(clock: &Clock<'_>, plan: &Plan) -> Option<Node> {
    let Plan::SaaS(plan) = plan else { return None };
    let version = clock.counted(plan.window)?;
    Some(Node::new(
        Value::Text(version.to_string()),
        clock.catalog.origin(version),
    ))
}

fn size<'n>(node: &'n Node, path: &mut Vec<Segment<'n>>) -> usize {
    let mut count = usize::from(!own(node, path).is_frame());
    for (segment, part) in parts(node, path) {
        path.push(segment);
        count += size(part, path);
        path.pop();
    }
    count
}
