//! The laws of comparing fleets, held with random fleets and random edits of them.

use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::change::Path;
use crate::change::identity::{own, parts};
use crate::change::path::Segment;
use crate::model::{Fleet, Node, Value};

/// A fleet as trees: what each environment holds, by its label at the root.
type Trees = BTreeMap<EnvironmentAddress, BTreeMap<&'static str, Node>>;

/// The leaves of each environment.
type Leaves = BTreeMap<EnvironmentAddress, BTreeMap<Path, Leaf>>;

fn node(value: Value) -> Node {
    Node::new(value, None)
}

fn text(text: &str) -> Node {
    node(Value::Text(text.to_owned()))
}

fn record(fields: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
    let fields = fields.into_iter();
    node(Value::Record(
        fields.map(|(label, field)| (label.to_owned(), field)).collect(),
    ))
}

fn word() -> impl Strategy<Value = Node> {
    "[ab]".prop_map(|word| text(&word))
}

fn optional() -> impl Strategy<Value = Node> {
    prop_oneof![Just(node(Value::Absent)), word()]
}

/// Roles with names that may be the same, and content that may be.
fn roles() -> impl Strategy<Value = Node> {
    let role = ("[xyz]", word(), optional(), word()).prop_map(|(name, one, two, three)| {
        record([
            ("identifier", text(&name)),
            ("one", one),
            ("three", three),
            ("two", two),
        ])
    });
    prop::collection::vec(role, 0..4).prop_map(|roles| node(Value::List(roles)))
}

fn monitoring() -> impl Strategy<Value = Node> {
    let access =
        ("[pq]", word()).prop_map(|(who, request)| record([("principal", text(&who)), ("request", request)]));
    prop::collection::vec(access, 0..3).prop_map(|list| node(Value::List(list)))
}

fn rollout() -> impl Strategy<Value = Node> {
    let gate = (0u64..3, prop::collection::vec(word(), 0..3)).prop_map(|(approvals, roles)| {
        let roles = node(Value::List(roles));
        let gate = record([("approvals", node(Value::Natural(approvals))), ("roles", roles)]);
        node(Value::Union("Gate".to_owned(), Some(Box::new(gate))))
    });
    let soon = node(Value::Union("AsSoonAsPossible".to_owned(), None));
    prop_oneof![gate, Just(soon)]
}

fn environment() -> impl Strategy<Value = BTreeMap<&'static str, Node>> {
    ("[cd]", roles(), monitoring(), rollout(), optional()).prop_map(
        |(customer, roles, access, rollout, release)| {
            let project = record([("project", record([("roles", roles)]))]);
            BTreeMap::from([
                ("customer", record([("name", text(&customer))])),
                ("monitoringAccess", access),
                ("release", release),
                ("rollout", rollout),
                ("settings", record([("meshfed", project)])),
            ])
        },
    )
}

fn address() -> impl Strategy<Value = EnvironmentAddress> {
    let kind = prop_oneof![Just(EnvironmentKind::Production), Just(EnvironmentKind::Staging)];
    ("[abc]", kind).prop_map(|(instance, kind)| EnvironmentAddress { instance, kind })
}

fn fleet() -> impl Strategy<Value = Trees> {
    prop::collection::btree_map(address(), environment(), 0..5)
}

/// A fleet and an edited copy: some environments replaced, some instances called otherwise.
fn edited() -> impl Strategy<Value = (Trees, Trees)> {
    let renames = prop::collection::btree_map("[abc]", "[abcxyz]", 0..3);
    (fleet(), fleet(), renames).prop_map(|(before, changes, renames)| {
        let mut after = Trees::new();
        for (address, tree) in &before {
            let renamed = renames.get(&address.instance).unwrap_or(&address.instance);
            let address = EnvironmentAddress {
                instance: renamed.clone(),
                ..address.clone()
            };
            after.insert(address, tree.clone());
        }
        after.extend(changes.into_iter().take(2));
        (before, after)
    })
}

fn effective(trees: &Trees) -> BTreeMap<EnvironmentAddress, Effective<'_>> {
    let environments = trees.iter().map(|(address, fields)| {
        let fields = fields.iter().map(|(label, node)| (*label, Cow::Borrowed(node)));
        let effective = Effective {
            plan: "SaaS On-Prem",
            id: None,
            fields: fields.collect(),
        };
        (address.clone(), effective)
    });
    environments.collect()
}

/// The environments that change.
fn compared(before: &Trees, after: &Trees) -> Vec<EnvironmentChange> {
    let nothing = Fleet::default();
    let comparison = Comparison::new([effective(before), effective(after)], None, [&nothing; 2]);
    let environments = comparison.environments();
    let radius = comparison.radius(&environments);
    assert_eq!(radius.touched(), environments.len());
    let (old, new) = comparison.digests(&environments);
    assert_eq!(old == new, environments.is_empty());
    environments
}

fn leaves(trees: &Trees) -> Leaves {
    fn walk<'a>(node: &'a Node, path: &mut Vec<Segment<'a>>, found: &mut BTreeMap<Path, Leaf>) {
        let leaf = own(node, path);
        // A field that is `None` means the same as no such field.
        if leaf == Leaf::Absent && matches!(path.last(), Some(Segment::Field(_))) {
            return;
        }
        let place = path.iter().cloned().map(Segment::into_owned).collect();
        found.insert(Path(place), leaf);
        for (segment, part) in parts(node, path) {
            path.push(segment);
            walk(part, path, found);
            path.pop();
        }
    }
    let environments = trees.iter().map(|(address, fields)| {
        let mut found = BTreeMap::new();
        for (label, node) in fields {
            walk(node, &mut vec![Segment::Field((*label).into())], &mut found);
        }
        (address.clone(), found)
    });
    environments.collect()
}

/// Makes the changes of a plan; knows no more than they say.
fn apply(changes: &[EnvironmentChange], mut leaves: Leaves) -> Leaves {
    let mut moved = Leaves::new();
    for change in changes {
        if let Some(former) = &change.renamed_from {
            let held = leaves.remove(former).expect("it was there under its old name");
            moved.insert(change.address.clone(), held);
        }
    }
    leaves.extend(moved);
    for change in changes {
        match change.action {
            Action::Delete => {
                leaves.remove(&change.address).expect("it was there");
            }
            Action::Create => {
                let new = with(&change.changes, BTreeMap::new());
                assert_eq!(leaves.insert(change.address.clone(), new), None);
            }
            Action::Update => {
                let held = leaves.get_mut(&change.address).expect("it was there");
                *held = with(&change.changes, std::mem::take(held));
            }
        }
    }
    leaves
}

fn with(changes: &[Change], mut leaves: BTreeMap<Path, Leaf>) -> BTreeMap<Path, Leaf> {
    let of_name = |change: &&Change| change.path.fields() == ["id"];
    let mut renames: Vec<&Change> = changes.iter().filter(|change| change.renamed.is_some()).collect();
    renames.retain(|change| !of_name(change));
    renames.sort_by_key(|change| change.path.0.len());
    for change in renames {
        let new = &change.path.0[..change.path.0.len() - 1];
        let Some((Segment::Key { label, .. }, list)) = new.split_last() else {
            panic!("{} is no name of an element", change.path)
        };
        let key = change.before.clone().expect("it had a name");
        let (label, nth) = (label.clone(), 0);
        let old = [list, &[Segment::Key { label, key, nth }]].concat();
        let moved = |path: Path| match path.0.strip_prefix(old.as_slice()) {
            Some(rest) => Path([new, rest].concat()),
            None => path,
        };
        leaves = leaves
            .into_iter()
            .map(|(path, leaf)| (moved(path), leaf))
            .collect();
    }
    for change in changes.iter().filter(|change| change.renamed.is_none()) {
        let path = &change.path;
        leaves.retain(|other, _| !other.0.starts_with(&path.0) || other.0.len() < path.0.len());
        match &change.after {
            None => {}
            Some(Leaf::Absent) if matches!(path.0.last(), Some(Segment::Field(_))) => {}
            Some(leaf) => {
                leaves.insert(path.clone(), leaf.clone());
                frames(path, &mut leaves);
            }
        }
    }
    leaves
}

/// The records and lists around a leaf are there if it is.
fn frames(path: &Path, leaves: &mut BTreeMap<Path, Leaf>) {
    for depth in 1..path.0.len() {
        let frame = match path.0[depth] {
            Segment::Field(_) => Leaf::Record,
            Segment::Key { .. } | Segment::Member { .. } | Segment::Index(_) => Leaf::List,
            Segment::Alternative(_) => continue,
        };
        leaves.entry(Path(path.0[..depth].to_vec())).or_insert(frame);
    }
}

/// The same with every list turned round: those of the random fleets are all in no order.
fn turned(node: &Node) -> Node {
    let value = match &node.value {
        Value::List(elements) => Value::List(elements.iter().rev().map(turned).collect()),
        Value::Record(fields) => Value::Record(
            fields
                .iter()
                .map(|(label, field)| (label.clone(), turned(field)))
                .collect(),
        ),
        Value::Union(name, Some(payload)) => Value::Union(name.clone(), Some(Box::new(turned(payload)))),
        plain => plain.clone(),
    };
    self::node(value)
}

proptest! {
    #[test]
    fn the_changes_turn_one_fleet_into_the_other(before in fleet(), after in fleet()) {
        let changes = compared(&before, &after);
        prop_assert_eq!(apply(&changes, leaves(&before)), leaves(&after));
    }

    #[test]
    fn the_changes_turn_a_fleet_into_its_edited_copy((before, after) in edited()) {
        let changes = compared(&before, &after);
        prop_assert_eq!(apply(&changes, leaves(&before)), leaves(&after));
    }

    #[test]
    fn an_instance_with_another_id_only_is_renamed_and_nothing_else_changes(before in fleet()) {
        let rename = |address: &EnvironmentAddress| EnvironmentAddress {
            instance: if address.instance == "a" { "z".to_owned() } else { address.instance.clone() },
            ..address.clone()
        };
        let after: Trees = before.iter().map(|(address, tree)| (rename(address), tree.clone())).collect();
        for change in compared(&before, &after) {
            prop_assert_eq!(change.address.instance.as_str(), "z");
            prop_assert_eq!(change.changes.len(), 1);
            let rename = change.changes[0].renamed.clone();
            prop_assert_eq!(rename.map(|rename| (rename.from.clone(), rename.percent())), Some(("a".to_owned(), 100)));
            prop_assert_eq!(change.changes[0].verdict.class, crate::change::Class::EnvironmentRenamed);
        }
    }

    #[test]
    fn the_order_in_which_a_fleet_is_written_means_nothing(before in fleet()) {
        let turn = |(address, tree): (&EnvironmentAddress, &BTreeMap<&'static str, Node>)| {
            let tree = tree.iter().map(|(label, node)| (*label, turned(node)));
            (address.clone(), tree.collect())
        };
        let after: Trees = before.iter().map(turn).collect();
        prop_assert_eq!(compared(&before, &after).len(), 0);
    }

    #[test]
    fn the_worst_of_two_changes_is_no_worse_than_the_worse_of_them(
        (before, after) in edited()
    ) {
        // Each environment by itself: together they are judged as they are alone.
        let whole = compared(&before, &after);
        for change in whole.iter().filter(|change| change.action == Action::Update && change.renamed_from.is_none()) {
            let alone = |trees: &Trees| {
                let only = trees.iter().filter(|(address, _)| **address == change.address);
                only.map(|(address, tree)| (address.clone(), tree.clone())).collect::<Trees>()
            };
            let one = compared(&alone(&before), &alone(&after));
            prop_assert_eq!(one.len(), 1);
            let verdicts = |change: &EnvironmentChange| {
                let told = change.changes.iter();
                told.map(|change| (change.path.clone(), change.verdict.clone(), change.guardrail)).collect::<Vec<_>>()
            };
            prop_assert_eq!(verdicts(&one[0]), verdicts(change));
            prop_assert_eq!(one[0].risk(), change.risk());
        }
    }
}

#[test]
fn an_instance_of_another_plan_or_of_another_customer_is_not_renamed() {
    let tree = |customer: &str| {
        BTreeMap::from([
            ("a", text("1")),
            ("b", text("1")),
            ("c", text("1")),
            ("customer", record([("name", text(customer))])),
            ("d", text("1")),
        ])
    };
    let fleet = |id: &str, customer: &str| {
        let (instance, kind) = (id.to_owned(), EnvironmentKind::Production);
        Trees::from([(EnvironmentAddress { instance, kind }, tree(customer))])
    };
    let before = fleet("old", "Acme");
    let renamed = compared(&before, &fleet("new", "Acme"));
    assert_eq!((renamed.len(), renamed[0].action), (1, Action::Update));
    assert_eq!(compared(&before, &fleet("new", "Globex")).len(), 2);
    let (other, after) = (fleet("new", "Acme"), effective(&before));
    let mut environments = effective(&other);
    for environment in environments.values_mut() {
        environment.plan = "SaaS";
    }
    let nothing = Fleet::default();
    let comparison = Comparison::new([after, environments], None, [&nothing; 2]);
    assert_eq!(comparison.environments().len(), 2);
}
