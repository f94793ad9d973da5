//! Documents: data as a graph in which what is shared stands once.

/// A part of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NodeId(u32);

/// A text of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TextId(u32);

/// A range of the links or the entries of a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    start: u32,
    len: u32,
    /// The number of its extent.
    extent: u32,
}

impl Run {
    pub(super) fn len(self) -> usize {
        self.len as usize
    }

    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// What a part is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Natural(u64),
    Integer(i64),
    /// A number beyond 64 bits, in digits.
    Digits(TextId),
    Double(f64),
    Text(TextId),
    List(Run),
    Map(Run),
}

/// Data to be written out. Parts are added after the parts that they hold.
#[derive(Debug)]
pub struct Document {
    nodes: Vec<Node>,
    /// Of the lists and maps.
    extents: Vec<Extent>,
    links: Vec<NodeId>,
    entries: Vec<(TextId, NodeId)>,
    /// All texts one after the other, and where each ends.
    characters: String,
    ends: Vec<usize>,
    root: NodeId,
}

/// How much text a part is, written out on lines of its own: bytes without the indentation of its place, and
/// lines. Both stop counting at the largest number.
#[derive(Clone, Copy, Debug, Default)]
struct Extent {
    bytes: u64,
    lines: u64,
}

/// Columns by which what is nested stands further right.
const INDENT: u64 = 2;

impl Document {
    pub(super) fn new() -> Self {
        Self {
            nodes: Vec::new(),
            extents: Vec::new(),
            links: Vec::new(),
            entries: Vec::new(),
            characters: String::new(),
            ends: Vec::new(),
            root: NodeId(0),
        }
    }

    /// How many bytes it takes as indented text, at least roughly; known without writing it.
    pub fn size(&self) -> u64 {
        let root = self.nodes.get(self.root.0 as usize);
        root.map_or(0, |root| self.extent(*root).bytes)
    }

    /// How many parts it holds, each counted once however often it is shared.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether it holds none, as before anything was read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The elements, if the document is a list, each as a document that shares the parts of this one.
    pub(super) fn elements(&self) -> Option<&[NodeId]> {
        match self.node(self.root) {
            Node::List(run) => Some(self.links(run)),
            _ => None,
        }
    }

    pub(super) fn root(&self) -> NodeId {
        self.root
    }

    pub(super) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    pub(super) fn node(&self, id: NodeId) -> Node {
        self.nodes[id.0 as usize]
    }

    pub(super) fn text(&self, id: TextId) -> &str {
        let at = id.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.characters[start..self.ends[at]]
    }

    pub(super) fn links(&self, run: Run) -> &[NodeId] {
        &self.links[run.range()]
    }

    pub(super) fn link(&self, run: Run, at: usize) -> NodeId {
        self.links[run.start as usize + at]
    }

    pub(super) fn entry(&self, run: Run, at: usize) -> (TextId, NodeId) {
        self.entries[run.start as usize + at]
    }

    pub(super) fn is_null(&self, id: NodeId) -> bool {
        matches!(self.node(id), Node::Null)
    }

    pub(super) fn add_text(&mut self, text: &str) -> TextId {
        self.characters.push_str(text);
        self.ends.push(self.characters.len());
        TextId(index(self.ends.len() - 1))
    }

    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(index(self.nodes.len() - 1))
    }

    pub(super) fn add_list(&mut self, elements: &[NodeId]) -> NodeId {
        let extent = self.block(elements.iter().map(|link| (0, *link)));
        let run = self.run(self.links.len(), elements.len(), extent);
        self.links.extend_from_slice(elements);
        self.add(Node::List(run))
    }

    pub(super) fn add_map(&mut self, entries: &[(TextId, NodeId)]) -> NodeId {
        let labels = entries.iter().map(|(key, _)| self.text(*key).len() as u64 + 4);
        let extent = self.block(labels.zip(entries.iter().map(|(_, value)| *value)));
        let run = self.run(self.entries.len(), entries.len(), extent);
        self.entries.extend_from_slice(entries);
        self.add(Node::Map(run))
    }

    fn run(&mut self, start: usize, len: usize, extent: Extent) -> Run {
        self.extents.push(extent);
        Run {
            start: index(start),
            len: index(len),
            extent: index(self.extents.len() - 1),
        }
    }

    fn extent(&self, node: Node) -> Extent {
        let flat = |bytes: usize| Extent {
            bytes: bytes as u64,
            lines: 1,
        };
        let text = |id: TextId| self.text(id).len();
        match node {
            Node::Null | Node::Bool(_) => flat(4),
            Node::Natural(_) | Node::Integer(_) | Node::Double(_) => flat(1),
            Node::Digits(id) => flat(text(id)),
            Node::Text(id) => flat(text(id) + 2),
            Node::List(run) | Node::Map(run) => self.extents[run.extent as usize],
        }
    }

    fn block(&self, parts: impl Iterator<Item = (u64, NodeId)>) -> Extent {
        let mut whole = Extent { bytes: 2, lines: 2 };
        for (label, part) in parts {
            let inner = self.extent(self.node(part));
            let indentation = inner.lines.saturating_mul(INDENT);
            whole.bytes = whole
                .bytes
                .saturating_add(inner.bytes)
                .saturating_add(indentation)
                .saturating_add(label + 2);
            whole.lines = whole.lines.saturating_add(inner.lines);
        }
        whole
    }
}

/// A document of more parts would not fit into the evaluation's memory either.
fn index(count: usize) -> u32 {
    u32::try_from(count).expect("an evaluation's budget allows fewer than 2^32 parts")
}
