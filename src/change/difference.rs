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
