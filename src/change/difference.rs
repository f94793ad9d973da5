//! The difference of two trees as edits of leaves, and the way back.

use std::collections::BTreeMap;

use super::identity::{ListKind, kind, own, parts};
use super::path::Segment;
use super::rename::{self, Threshold, Values};
use super::{Leaf, Path, Rename};
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
    /// If this is another name of the same part: its name before, and why it is the same.
    pub renamed: Option<Rename>,
}

impl Edit {
    /// The edit that takes it back.
    pub(super) fn reversed(&self) -> Self {
        Self {
            path: self.path.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
            origin_before: self.origin_after,
            origin_after: self.origin_before,
            told_below: self.told_below,
            renamed: None,
        }
    }
}

/// How much of two elements of a list has to be the same for one to be the other with another name. They are
/// small, and much of what they hold is their own.
const ALIKE: Threshold = Threshold(60);

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
    if walk.edits.iter().any(|edit| edit.renamed.is_some()) {
        walk.edits.sort_by(|one, other| one.path.cmp(&other.path));
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
            renamed: None,
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
        if let ListKind::Named(label) = kind(&self.path) {
            self.renames(label, &mut aligned);
        }
        for (segment, sides) in aligned {
            self.step(segment, sides, implied);
        }
    }

    /// Brings elements together that only got another name.
    fn renames(&mut self, label: &'static str, aligned: &mut BTreeMap<Segment<'a>, Sides<'a>>) {
        let only = |side: usize| {
            let unmatched = aligned
                .iter()
                .filter(|(segment, sides)| segment.is_first() && sides[1 - side].is_none());
            let places = unmatched.filter_map(|(segment, sides)| Some((segment.clone(), sides[side]?)));
            places.collect::<Vec<_>>()
        };
        let (gone, come) = (only(0), only(1));
        if gone.is_empty() || come.is_empty() {
            return;
        }
        let mut values = |places: &[(Segment<'a>, Place<'a>)]| -> Vec<Values> {
            let of = |(segment, place): &(Segment<'a>, Place<'a>)| {
                let (mut values, depth) = (Values::new(), self.path.len() + 1);
                self.path.push(segment.clone());
                rename::collect(place.node, &mut self.path, depth, &mut values);
                self.path.pop();
                values
            };
            places.iter().map(of).collect()
        };
        let sides = [values(&gone), values(&come)];
        for [one, other, same, total] in rename::pairs(&sides[0], &sides[1], ALIKE, |_, _| true) {
            let ((old, before), (new, after)) = (&gone[one], &come[other]);
            aligned.remove(old);
            aligned.insert(new.clone(), [Some(*before), Some(*after)]);
            let name = |place: &Place<'a>| place.node.child(label);
            let key = |place: &Place<'a>| name(place).and_then(Leaf::plain);
            let origin = |place: &Place<'a>| name(place).and_then(|name| name.origin).or(place.origin);
            let name_of = [new.clone(), Segment::Field(label.into())];
            let way = self.path.iter().chain(&name_of);
            let edit = Edit {
                path: Path(way.cloned().map(Segment::into_owned).collect()),
                before: key(before),
                after: key(after),
                origin_before: origin(before),
                origin_after: origin(after),
                told_below: false,
                renamed: Some(Rename {
                    from: old.word(),
                    same,
                    total,
                }),
            };
            self.edits.push(edit);
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
        let platform = (scalar(), list(tree().boxed()), scalar()).prop_map(|(name, roles, other)| {
            record([("platform", name), ("roleMappings", roles), ("other", other)])
        });
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
        let mut renames: Vec<&Edit> = edits.iter().filter(|edit| edit.renamed.is_some()).collect();
        renames.sort_by_key(|edit| edit.path.0.len());
        for edit in renames {
            leaves = renamed(edit, leaves);
        }
        for edit in edits.iter().filter(|edit| edit.renamed.is_none()) {
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

    /// The leaves with those of one element under its other name.
    fn renamed(edit: &Edit, leaves: Leaves) -> Leaves {
        let new = &edit.path.0[..edit.path.0.len() - 1];
        let Some((Segment::Key { label, .. }, list)) = new.split_last() else {
            panic!("only elements are renamed: {}", edit.path)
        };
        let key = edit.before.clone().unwrap();
        let label = label.clone();
        let old = [list, &[Segment::Key { label, key, nth: 0 }]].concat();
        assert!(leaves.contains_key(&Path(old.clone())), "{}", edit.path);
        let moved = |path: Path| match path.0.strip_prefix(old.as_slice()) {
            Some(rest) => Path([new, rest].concat()),
            None => path,
        };
        leaves
            .into_iter()
            .map(|(path, leaf)| (moved(path), leaf))
            .collect()
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
                    ListKind::Keyed(label) | ListKind::Named(label) => elements
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

    /// A list of roles, each with its identifier and a few fields of its own.
    fn roles(roles: &[(&str, [&str; 3])]) -> BTreeMap<&'static str, Node> {
        let text = |text: &str| node(Value::Text(text.to_owned()));
        let role = |(name, [a, b, c]): &(&str, [&str; 3])| {
            record([
                ("identifier", text(name)),
                ("a", text(a)),
                ("b", text(b)),
                ("c", text(c)),
            ])
        };
        let list = node(Value::List(roles.iter().map(role).collect()));
        let project = record([("project", record([("roles", list)]))]);
        BTreeMap::from([("settings", record([("meshfed", project)]))])
    }

    fn told(before: &[(&str, [&str; 3])], after: &[(&str, [&str; 3])]) -> Vec<String> {
        let (before, after) = (roles(before), roles(after));
        let edits = difference(&fields(&before), &fields(&after));
        assert_eq!(apply(&edits, leaves(&before)), leaves(&after));
        let shown = |edit: Edit| {
            let name = |rename: Rename| format!(" ({})", rename.describe("it"));
            let path = edit.path.to_string().replace("settings.meshfed.project.", "");
            format!("{path}{}", edit.renamed.map(name).unwrap_or_default())
        };
        edits.into_iter().map(shown).collect()
    }

    #[test]
    fn an_element_with_another_name_is_renamed_and_not_removed_and_added() {
        let admin = ("admin", ["1", "2", "3"]);
        let same = told(
            &[admin, ("user", ["1", "5", "6"])],
            &[("owner", ["1", "2", "3"]), ("user", ["1", "5", "6"])],
        );
        assert_eq!(
            same,
            ["roles[owner].identifier (renamed from it, 100 % alike (3 of 3 values are the same))"]
        );
        let nearly = told(&[admin], &[("owner", ["1", "2", "x"])]);
        assert_eq!(
            nearly,
            [
                "roles[owner].c",
                "roles[owner].identifier (renamed from it, 66 % alike (2 of 3 values are the same))"
            ]
        );
        let another = told(&[admin], &[("owner", ["1", "x", "x"])]);
        assert!(
            another.iter().all(|line| !line.contains("renamed")),
            "{another:?}"
        );
        assert!(another.len() > 6, "{another:?}");
    }

    #[test]
    fn an_element_that_stays_is_not_the_new_name_of_another() {
        let swapped = told(
            &[("a", ["1", "2", "3"]), ("b", ["4", "5", "6"])],
            &[("a", ["4", "5", "6"]), ("b", ["1", "2", "3"])],
        );
        assert!(
            swapped.iter().all(|line| !line.contains("renamed")),
            "{swapped:?}"
        );
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
