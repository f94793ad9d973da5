//! Text as ropes: appending costs nothing, characters are copied when somebody reads them.

use super::machine::ThunkId;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextId(pub(crate) u32);

/// The empty text.
pub(crate) const EMPTY_TEXT: TextId = TextId(0);

/// Up to this many bytes, an append copies at once.
const SMALL: u64 = 256;

enum Node {
    Leaf(Box<str>),
    Pair(TextId, TextId),
    /// An interpolation that waits for a variable.
    Open(ThunkId),
}

struct Rope {
    node: Node,
    len: u64,
    level: u32,
    open: bool,
}

/// A part of a text in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(String),
    Open(ThunkId),
}

/// Every text of a run.
pub(crate) struct Texts {
    ropes: Vec<Rope>,
    bytes: usize,
}

impl Texts {
    pub(crate) fn new() -> Self {
        let mut texts = Self {
            ropes: Vec::new(),
            bytes: 0,
        };
        texts.leaf("");
        texts
    }

    pub(crate) fn footprint(&self) -> usize {
        self.ropes.len() * size_of::<Rope>() + self.bytes
    }

    pub(crate) fn leaf(&mut self, text: impl Into<Box<str>>) -> TextId {
        let text = text.into();
        self.bytes += text.len();
        self.push(Rope {
            len: text.len() as u64,
            node: Node::Leaf(text),
            level: 0,
            open: false,
        })
    }

    pub(crate) fn open(&mut self, thunk: ThunkId, level: u32) -> TextId {
        self.push(Rope {
            node: Node::Open(thunk),
            len: 0,
            level,
            open: true,
        })
    }

    fn push(&mut self, rope: Rope) -> TextId {
        self.ropes.push(rope);
        TextId(self.ropes.len() as u32 - 1)
    }

    fn rope(&self, id: TextId) -> &Rope {
        &self.ropes[id.0 as usize]
    }

    /// Bytes of its literal parts; stops counting at the largest number.
    pub(crate) fn len(&self, id: TextId) -> u64 {
        self.rope(id).len
    }

    pub(crate) fn is_empty(&self, id: TextId) -> bool {
        !self.is_open(id) && self.len(id) == 0
    }

    pub(crate) fn is_open(&self, id: TextId) -> bool {
        self.rope(id).open
    }

    pub(crate) fn level(&self, id: TextId) -> u32 {
        self.rope(id).level
    }

    /// If the text is nothing but one interpolation, that.
    pub(crate) fn only(&self, id: TextId) -> Option<ThunkId> {
        match self.rope(id).node {
            Node::Open(thunk) => Some(thunk),
            _ => None,
        }
    }

    pub(crate) fn append(&mut self, left: TextId, right: TextId) -> TextId {
        if self.is_empty(left) {
            return right;
        }
        if self.is_empty(right) {
            return left;
        }
        let (l, r) = (self.rope(left), self.rope(right));
        let len = l.len.saturating_add(r.len);
        if let (Node::Leaf(a), Node::Leaf(b)) = (&l.node, &r.node)
            && len <= SMALL
        {
            return self.leaf(format!("{a}{b}"));
        }
        let (level, open) = (l.level.max(r.level), l.open || r.open);
        self.push(Rope {
            node: Node::Pair(left, right),
            len,
            level,
            open,
        })
    }

    /// The characters of a text without interpolations. The caller has checked its length.
    pub(crate) fn flatten(&mut self, id: TextId) -> &str {
        if matches!(self.rope(id).node, Node::Pair(..)) {
            let text = self.collect(id);
            self.bytes += text.len();
            self.ropes[id.0 as usize].node = Node::Leaf(text.into());
        }
        match &self.rope(id).node {
            Node::Leaf(text) => text,
            _ => "",
        }
    }

    fn collect(&self, id: TextId) -> String {
        let mut text = String::with_capacity(self.len(id) as usize);
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            match &self.rope(id).node {
                Node::Leaf(part) => text.push_str(part),
                Node::Pair(left, right) => rest.extend([*right, *left]),
                Node::Open(_) => {}
            }
        }
        text
    }

    /// The parts of a text, neighbouring literals joined. The caller has checked its length.
    pub(crate) fn pieces(&self, id: TextId) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            match &self.rope(id).node {
                Node::Leaf(part) => match pieces.last_mut() {
                    Some(Piece::Literal(text)) => text.push_str(part),
                    _ => pieces.push(Piece::Literal(part.to_string())),
                },
                Node::Pair(left, right) => rest.extend([*right, *left]),
                Node::Open(thunk) => pieces.push(Piece::Open(*thunk)),
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubling_is_cheap_and_reading_is_exact() {
        let mut texts = Texts::new();
        let mut text = texts.leaf("ab");
        for _ in 0..60 {
            text = texts.append(text, text);
        }
        assert_eq!(texts.len(text), 1 << 61);
        let mut small = texts.leaf("ab");
        for _ in 0..9 {
            small = texts.append(small, small);
        }
        assert_eq!(texts.flatten(small), "ab".repeat(512));
    }

    #[test]
    fn neighbouring_literals_are_one_piece() {
        let mut texts = Texts::new();
        let (a, b) = (texts.leaf("a"), texts.leaf("b"));
        let open = texts.open(ThunkId(7), 1);
        let left = texts.append(a, b);
        let text = texts.append(left, open);
        assert_eq!(
            texts.pieces(text),
            [Piece::Literal("ab".into()), Piece::Open(ThunkId(7))]
        );
    }
}
