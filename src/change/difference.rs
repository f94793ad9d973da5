//! The difference of two trees as edits of leaves, and the way back.

use std::collections::BTreeMap;

use super::identity::{own, parts};
use super::path::Segment;
use super::{Leaf, Path};
use crate::model::Node;
use crate::source::Span;

/// One leaf that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub path: Path,
    /// What was there; `None` if there was no such place.
    pub before: Option<Leaf>,
    /// What is there now.
    pub after: Option<Leaf>,
    /// What wrote `before`: the leaf's own place, or the nearest around it that is known.
    pub origin_before: Option<Span>,
    /// What wrote `after`.
    pub origin_after: Option<Span>,
    /// Whether the edits below say the same: a record or list came or went together with its parts.
    pub told_below: bool,
}

/// The edits that turn what stands under each label of `before` into that of `after`, by path. Equal trees have
/// none; neither have trees that differ only in the order of lists that have none.
pub(super) fn difference<'a>(before: &Fields<'a>, after: &Fields<'a>) -> Vec<Edit> {
    let mut walk = Walk::default();
    let mut labels: Vec<&str> = before.keys().chain(after.keys()).copied().collect();
    labels.sort_unstable();
    labels.dedup();
    for label in labels {
        let side = |fields: &Fields<'a>| {
            fields.get(label).map(|node| Place {
                node,
                origin: node.origin,
            })
        };
        walk.step(Segment::Field(label.into()), [side(before), side(after)], false);
    }
    walk.edits
}

/// What stands under each label at the root.
pub(super) type Fields<'a> = BTreeMap<&'a str, &'a Node>;

#[derive(Clone, Copy)]
struct Place<'a> {
    node: &'a Node,
    origin: Option<Span>,
}

/// One place before and after.
type Sides<'a> = [Option<Place<'a>>; 2];

#[derive(Default)]
struct Walk<'a> {
    path: Vec<Segment<'a>>,
    edits: Vec<Edit>,
}

impl<'a> Walk<'a> {
    /// `implied` says that the edit of the node above tells on which side this one is.
    fn step(&mut self, segment: Segment<'a>, [before, after]: Sides<'a>, implied: bool) {
        if before.map(|place| place.node) == after.map(|place| place.node) {
            return;
        }
        self.path.push(segment);
        let leaf = |place: Option<Place<'a>>| place.map(|place| own(place.node, &self.path));
        let (old, new) = (leaf(before), leaf(after));
        let found = self.edits.len();
        self.descend([before, after], old != new);
        let told_below = self.edits.len() > found && is_frame(&old) && is_frame(&new);
        if !(told_below && implied)
            && let Some(edit) = self.edit([before, after], [old, new])
        {
            self.edits.insert(found, Edit { told_below, ..edit });
        }
        self.path.pop();
    }

    /// The edit of the leaf at this place itself.
    fn edit(&self, [before, after]: Sides<'a>, [old, new]: [Option<Leaf>; 2]) -> Option<Edit> {
        let is_field = matches!(self.path.last(), Some(Segment::Field(_)));
        let absent = |leaf: &Option<Leaf>| matches!(leaf, None | Some(Leaf::Absent));
        if old == new || (is_field && absent(&old) && absent(&new)) {
            return None;
        }
        Some(Edit {
            path: Path(self.path.iter().cloned().map(Segment::into_owned).collect()),
            before: old,
            after: new,
            origin_before: before.and_then(|place| place.origin),
            origin_after: after.and_then(|place| place.origin),
            told_below: false,
        })
    }

    fn descend(&mut self, sides: Sides<'a>, implied: bool) {
        let mut aligned: BTreeMap<Segment<'a>, Sides<'a>> = BTreeMap::new();
        for (side, place) in sides.into_iter().enumerate() {
            let Some(place) = place else { continue };
            for (segment, node) in parts(place.node, &self.path) {
                let origin = node.origin.or(place.origin);
                aligned.entry(segment).or_default()[side] = Some(Place { node, origin });
            }
        }
        for (segment, sides) in aligned {
            self.step(segment, sides, implied);
        }
    }
}

/// Whether there is nothing to read here beside the parts.
fn is_frame(leaf: &Option<Leaf>) -> bool {
    leaf.as_ref().is_none_or(Leaf::is_frame)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::change::digest;
    use crate::change::identity::{ListKind, kind};
    use crate::model::Value;

    fn node(value: Value) -> Node {
        Node::new(value, None)
    }

    fn record(fields: impl IntoIterator<Item = (&'static str, Node)>) -> Node {
        let fields = fields.into_iter();
        node(Value::Record(
            fields.map(|(label, field)| (label.to_owned(), field)).collect(),
        ))
    }

    fn scalar() -> impl Strategy<Value = Node> {
        let values = prop_oneof![
            Just(Value::Absent),
            any::<bool>().prop_map(Value::Bool),
            (0u64..3).prop_map(Value::Natural),
            "[ab]{0,1}".prop_map(Value::Text),
            Just(Value::Union("A".to_owned(), None)),
        ];
        values.prop_map(node)
    }

    fn tree() -> impl Strategy<Value = Node> {
        scalar().prop_recursive(3, 16, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(|list| node(Value::List(list))),
                prop::collection::btree_map("[xy]", inner.clone(), 0..3)
                    .prop_map(|fields| node(Value::Record(fields))),
                ("[AB]", inner).prop_map(|(name, payload)| node(Value::Union(name, Some(Box::new(payload))))),
            ]
        })
    }

    /// Environments with a keyed list, a set, a list in a keyed list, and anything at all.
    fn environment() -> impl Strategy<Value = BTreeMap<&'static str, Node>> {
        let list = |element: BoxedStrategy<Node>| {
            prop::collection::vec(element, 0..4)
                .prop_map(|list| node(Value::List(list)))
                .boxed()
        };
        let access = (scalar(), tree()).prop_map(|(who, why)| record([("principal", who), ("request", why)]));
        let platform = (scalar(), list(tree().boxed()))
            .prop_map(|(name, roles)| record([("platform", name), ("roleMappings", roles)]));
        let settings = list(platform.boxed())
            .prop_map(|platforms| record([("osb", record([("platforms", platforms)]))]));
        let rollout = list(scalar().boxed()).prop_map(|roles| record([("roles", roles)]));
        (
            list(access.boxed()),
            settings,
            prop_oneof![rollout, tree()],
            tree(),
        )
            .prop_map(|(access, settings, rollout, other)| {
                BTreeMap::from([
                    ("monitoringAccess", access),
                    ("other", other),
                    ("rollout", rollout),
                    ("settings", settings),
                ])
            })
    }

    fn fields<'a>(environment: &'a BTreeMap<&'static str, Node>) -> Fields<'a> {
        environment.iter().map(|(label, node)| (*label, node)).collect()
    }

    type Leaves = BTreeMap<Path, Leaf>;

    fn leaves(environment: &BTreeMap<&'static str, Node>) -> Leaves {
        fn walk<'a>(node: &'a Node, path: &mut Vec<Segment<'a>>, found: &mut Leaves) {
            let leaf = own(node, path);
            if leaf == Leaf::Absent && matches!(path.last(), Some(Segment::Field(_))) {
                return;
            }
            found.insert(
                Path(path.iter().cloned().map(Segment::into_owned).collect()),
                leaf,
            );
            for (segment, part) in parts(node, path) {
                path.push(segment);
                walk(part, path, found);
                path.pop();
            }
        }
        let mut found = Leaves::new();
        for (label, node) in environment {
            walk(node, &mut vec![Segment::Field((*label).into())], &mut found);
        }
        found
    }

    /// Makes the edits; knows no more than they say.
    fn apply(edits: &[Edit], mut leaves: Leaves) -> Leaves {
        for edit in edits {
            let depth = edit.path.0.len();
            leaves.retain(|path, _| !path.0.starts_with(&edit.path.0) || path.0.len() < depth);
            match &edit.after {
                None => {}
                Some(Leaf::Absent) if matches!(edit.path.0.last(), Some(Segment::Field(_))) => {}
                Some(leaf) => {
                    leaves.insert(edit.path.clone(), leaf.clone());
                    frames(&edit.path, &mut leaves);
                }
            }
        }
        leaves
    }

    /// The records and lists around a leaf are there if it is.
    fn frames(path: &Path, leaves: &mut Leaves) {
        for depth in 1..path.0.len() {
            let frame = match path.0[depth] {
                Segment::Field(_) => Leaf::Record,
                Segment::Key { .. } | Segment::Member { .. } | Segment::Index(_) => Leaf::List,
                Segment::Alternative(_) => continue,
            };
            leaves.entry(Path(path.0[..depth].to_vec())).or_insert(frame);
        }
    }

    /// The same with every list whose order means nothing turned round.
    fn turned<'a>(node: &'a Node, path: &mut Vec<Segment<'a>>) -> Node {
        let list = kind(path);
        let mut below = |part: &'a Node, segment: Segment<'a>| {
            path.push(segment);
            let turned = turned(part, path);
            path.pop();
            turned
        };
        let value = match &node.value {
            Value::Record(fields) => Value::Record(
                fields
                    .iter()
                    .map(|(label, field)| (label.clone(), below(field, Segment::Field(label.into()))))
                    .collect(),
            ),
            Value::Union(name, Some(payload)) => {
                let payload = below(payload, Segment::Alternative(name.into()));
                Value::Union(name.clone(), Some(Box::new(payload)))
            }
            Value::List(elements) => {
                let plain = |node: &Node| Leaf::plain(node).is_some();
                let may_turn = match list {
                    ListKind::Sequence => false,
                    ListKind::Set => elements.iter().all(plain),
                    ListKind::Keyed(label) => elements
                        .iter()
                        .all(|element| element.child(label).is_some_and(plain)),
                };
                let mut elements: Vec<Node> = elements
                    .iter()
                    .map(|element| below(element, Segment::Index(0)))
                    .collect();
                if may_turn {
                    elements.reverse();
                }
                Value::List(elements)
            }
            plain => plain.clone(),
        };
        self::node(value)
    }

    proptest! {
        #[test]
        fn the_edits_turn_before_into_after(before in environment(), after in environment()) {
            let edits = difference(&fields(&before), &fields(&after));
            prop_assert!(edits.is_sorted_by(|one, other| one.path < other.path));
            prop_assert_eq!(apply(&edits, leaves(&before)), leaves(&after));
        }

        #[test]
        fn no_edits_and_equal_digests_are_the_same(before in environment(), after in environment()) {
            let edits = difference(&fields(&before), &fields(&after));
            let same = digest::environment(fields(&before)) == digest::environment(fields(&after));
            prop_assert_eq!(edits.is_empty(), same);
            prop_assert_eq!(leaves(&before) == leaves(&after), same);
        }

        #[test]
        fn the_order_of_keyed_lists_and_sets_means_nothing(before in environment()) {
            let after: BTreeMap<&'static str, Node> = before
                .iter()
                .map(|(label, node)| (*label, turned(node, &mut vec![Segment::Field((*label).into())])))
                .collect();
            prop_assert_eq!(difference(&fields(&before), &fields(&after)), vec![]);
            prop_assert_eq!(digest::environment(fields(&before)), digest::environment(fields(&after)));
        }
    }

    #[test]
    fn the_order_of_a_sequence_is_one_change_of_the_whole_list() {
        let side = |words: [&str; 2]| {
            let words = words.map(|word| node(Value::Text(word.to_owned())));
            BTreeMap::from([("other", node(Value::List(words.to_vec())))])
        };
        let (before, after) = (side(["a", "b"]), side(["b", "a"]));
        assert_eq!(difference(&fields(&before), &fields(&after)).len(), 1);
    }
}
