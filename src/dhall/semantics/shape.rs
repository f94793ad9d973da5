//! Shapes: the sorted label lists of records and unions, each interned once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dhall::syntax::Name;

/// An interned list of labels, sorted by their text, without repetitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ShapeId(pub(crate) u32);

/// The shape without labels.
pub(crate) const EMPTY_SHAPE: ShapeId = ShapeId(0);

/// From this many labels on, a shape finds its slots by hash.
const INDEXED_FROM: usize = 12;

/// What a label takes: in the shape, in its index and as a key.
const BYTES_A_LABEL: usize = 48;

pub(crate) struct Shape {
    pub(crate) labels: Box<[Name]>,
    texts: Box<[&'static str]>,
    index: Option<FxHashMap<Name, u32>>,
}

impl Shape {
    /// The slot of a label.
    pub(crate) fn slot(&self, label: Name) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(&label).map(|slot| *slot as usize),
            None => self.labels.iter().position(|name| *name == label),
        }
    }

    /// The texts of the labels, sorted.
    pub(crate) fn texts(&self) -> &[&'static str] {
        &self.texts
    }
}

/// Where a slot of a merged shape comes from; at least one side has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    pub(crate) left: Option<u32>,
    pub(crate) right: Option<u32>,
}

/// The union of two shapes, with the origin of each slot.
#[derive(Clone)]
pub(crate) struct Merge {
    pub(crate) shape: ShapeId,
    pub(crate) sources: Arc<[Source]>,
}

/// Every shape of a run.
pub(crate) struct Shapes {
    shapes: Vec<Shape>,
    by_labels: FxHashMap<Box<[Name]>, ShapeId>,
    merges: FxHashMap<(ShapeId, ShapeId), Merge>,
    bytes: usize,
}

impl Shapes {
    pub(crate) fn new() -> Self {
        let mut shapes = Self {
            shapes: Vec::new(),
            by_labels: FxHashMap::default(),
            merges: FxHashMap::default(),
            bytes: 0,
        };
        shapes.sorted(Vec::new());
        shapes
    }

    pub(crate) fn footprint(&self) -> usize {
        self.bytes
    }

    pub(crate) fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0 as usize]
    }

    pub(crate) fn slot(&self, id: ShapeId, label: Name) -> Option<usize> {
        self.shape(id).slot(label)
    }

    pub(crate) fn labels(&self, id: ShapeId) -> &[Name] {
        &self.shape(id).labels
    }

    /// Sorts labelled things and interns their shape; of equal labels the first stays.
    pub(crate) fn arrange<T>(&mut self, mut fields: Vec<(Name, T)>) -> (ShapeId, Vec<T>) {
        if fields.len() > 1 {
            fields.sort_by_cached_key(|(name, _)| name.as_str());
            fields.dedup_by(|next, first| next.0 == first.0);
        }
        let labels = fields.iter().map(|(name, _)| *name).collect();
        let shape = self.sorted(labels);
        (shape, fields.into_iter().map(|(_, thing)| thing).collect())
    }

    /// The shape of labels that are sorted already.
    pub(crate) fn sorted(&mut self, labels: Vec<Name>) -> ShapeId {
        if let Some(id) = self.by_labels.get(labels.as_slice()) {
            return *id;
        }
        let id = ShapeId(self.shapes.len() as u32);
        let labels: Box<[Name]> = labels.into();
        self.bytes += labels.len() * BYTES_A_LABEL;
        let index = (labels.len() >= INDEXED_FROM).then(|| {
            labels
                .iter()
                .enumerate()
                .map(|(slot, name)| (*name, slot as u32))
                .collect()
        });
        self.shapes.push(Shape {
            texts: labels.iter().map(|name| name.as_str()).collect(),
            labels: labels.clone(),
            index,
        });
        self.by_labels.insert(labels, id);
        id
    }

    /// The union of two shapes.
    pub(crate) fn merge(&mut self, left: ShapeId, right: ShapeId) -> Merge {
        if let Some(merge) = self.merges.get(&(left, right)) {
            return merge.clone();
        }
        let (labels, sources) = interleave(self.shape(left), self.shape(right));
        self.bytes += sources.len() * size_of::<Source>();
        let merge = Merge {
            shape: self.sorted(labels),
            sources: sources.into(),
        };
        self.merges.insert((left, right), merge.clone());
        merge
    }

    /// The labels of `id` that satisfy `keep`, with their slots.
    pub(crate) fn filter(&mut self, id: ShapeId, keep: impl Fn(Name) -> bool) -> (ShapeId, Vec<usize>) {
        let slots: Vec<usize> = self
            .labels(id)
            .iter()
            .enumerate()
            .filter(|(_, name)| keep(**name))
            .map(|(slot, _)| slot)
            .collect();
        let labels = slots.iter().map(|slot| self.labels(id)[*slot]).collect();
        (self.sorted(labels), slots)
    }
}

fn interleave(left: &Shape, right: &Shape) -> (Vec<Name>, Vec<Source>) {
    let (mut l, mut r) = (0, 0);
    let mut labels = Vec::with_capacity(left.labels.len() + right.labels.len());
    let mut sources = Vec::with_capacity(labels.capacity());
    while l < left.labels.len() || r < right.labels.len() {
        let order = match (left.texts.get(l), right.texts.get(r)) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        labels.push(if order.is_le() {
            left.labels[l]
        } else {
            right.labels[r]
        });
        sources.push(Source {
            left: order.is_le().then_some(l as u32),
            right: order.is_ge().then_some(r as u32),
        });
        l += usize::from(order.is_le());
        r += usize::from(order.is_ge());
    }
    (labels, sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_labels_share_a_shape_and_merges_know_both_sides() {
        let mut shapes = Shapes::new();
        let names = |text: &str| text.split(' ').map(|name| (Name::new(name), ())).collect();
        let (left, _) = shapes.arrange(names("c a b a"));
        let (same, _) = shapes.arrange(names("b c a"));
        assert_eq!(left, same);
        let (right, _) = shapes.arrange(names("d b"));
        let merge = shapes.merge(left, right);
        assert_eq!(shapes.shape(merge.shape).texts(), ["a", "b", "c", "d"]);
        assert!(matches!(
            merge.sources[1],
            Source {
                left: Some(1),
                right: Some(0)
            }
        ));
    }
}
