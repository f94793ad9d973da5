//! Lists as ropes: appending costs nothing, elements are copied when somebody reads them.

use super::machine::ThunkId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ListId(pub(crate) u32);

/// Up to this many elements, an append copies at once.
const SMALL: u64 = 16;

enum Node {
    Leaf(Box<[ThunkId]>),
    Pair(ListId, ListId),
    Reverse(ListId),
}

struct Rope {
    node: Node,
    len: u64,
    level: u32,
}

/// Every list of a run; none is empty.
pub(crate) struct Lists {
    ropes: Vec<Rope>,
    elements: usize,
}

impl Lists {
    pub(crate) fn new() -> Self {
        Self {
            ropes: Vec::new(),
            elements: 0,
        }
    }

    pub(crate) fn footprint(&self) -> usize {
        self.ropes.len() * size_of::<Rope>() + self.elements * size_of::<ThunkId>()
    }

    pub(crate) fn leaf(&mut self, elements: Vec<ThunkId>, level: u32) -> ListId {
        self.elements += elements.len();
        self.push(Rope {
            len: elements.len() as u64,
            node: Node::Leaf(elements.into()),
            level,
        })
    }

    fn push(&mut self, rope: Rope) -> ListId {
        self.ropes.push(rope);
        ListId(self.ropes.len() as u32 - 1)
    }

    fn rope(&self, id: ListId) -> &Rope {
        &self.ropes[id.0 as usize]
    }

    /// How many elements; stops counting at the largest number.
    pub(crate) fn len(&self, id: ListId) -> u64 {
        self.rope(id).len
    }

    pub(crate) fn level(&self, id: ListId) -> u32 {
        self.rope(id).level
    }

    pub(crate) fn append(&mut self, left: ListId, right: ListId) -> ListId {
        let (l, r) = (self.rope(left), self.rope(right));
        let len = l.len.saturating_add(r.len);
        let level = l.level.max(r.level);
        if let (Node::Leaf(a), Node::Leaf(b)) = (&l.node, &r.node)
            && len <= SMALL
        {
            let elements = a.iter().chain(b).copied().collect();
            return self.leaf(elements, level);
        }
        let node = Node::Pair(left, right);
        self.push(Rope { node, len, level })
    }

    pub(crate) fn reverse(&mut self, id: ListId) -> ListId {
        let (len, level) = (self.len(id), self.level(id));
        let node = Node::Reverse(id);
        self.push(Rope { node, len, level })
    }

    /// The element at one of the ends.
    pub(crate) fn end(&self, id: ListId, mut last: bool) -> ThunkId {
        let mut id = id;
        loop {
            match &self.rope(id).node {
                Node::Leaf(elements) => return elements[if last { elements.len() - 1 } else { 0 }],
                Node::Pair(left, right) => id = if last { *right } else { *left },
                Node::Reverse(inner) => (id, last) = (*inner, !last),
            }
        }
    }

    /// All elements in order. The caller has checked the length.
    pub(crate) fn flatten(&mut self, id: ListId) -> &[ThunkId] {
        if !matches!(self.rope(id).node, Node::Leaf(_)) {
            let elements = self.collect(id);
            self.elements += elements.len();
            self.ropes[id.0 as usize].node = Node::Leaf(elements.into());
        }
        match &self.rope(id).node {
            Node::Leaf(elements) => elements,
            _ => &[],
        }
    }

    fn collect(&self, id: ListId) -> Vec<ThunkId> {
        let mut elements = Vec::with_capacity(self.len(id) as usize);
        let mut rest = vec![(id, false)];
        while let Some((id, reversed)) = rest.pop() {
            match &self.rope(id).node {
                Node::Leaf(part) if reversed => elements.extend(part.iter().rev()),
                Node::Leaf(part) => elements.extend(part.iter()),
                Node::Pair(left, right) if reversed => rest.extend([(*left, true), (*right, true)]),
                Node::Pair(left, right) => rest.extend([(*right, false), (*left, false)]),
                Node::Reverse(inner) => rest.push((*inner, !reversed)),
            }
        }
        elements
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_survives_appending_and_reversing() {
        let mut lists = Lists::new();
        let long: Vec<_> = (0..20).map(ThunkId).collect();
        let (a, b) = (lists.leaf(long.clone(), 0), lists.leaf(vec![ThunkId(99)], 0));
        let pair = lists.append(a, b);
        let back = lists.reverse(pair);
        assert_eq!(
            (lists.end(back, false), lists.end(back, true)),
            (ThunkId(99), ThunkId(0))
        );
        let mut expected = vec![ThunkId(99)];
        expected.extend(long.into_iter().rev());
        assert_eq!(lists.flatten(back), expected);
    }

    #[test]
    fn doubling_forty_times_allocates_nothing_to_speak_of() {
        let mut lists = Lists::new();
        let mut list = lists.leaf(vec![ThunkId(1)], 0);
        for _ in 0..40 {
            list = lists.append(list, list);
        }
        assert_eq!(lists.len(list), 1 << 40);
        assert!(lists.footprint() < 10_000);
    }
}
