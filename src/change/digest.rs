//! Digests by meaning: of what environments come to, and of what changes between two of them.
//!
//! The encoding knows values and where they stand, and nothing else: no file, no span, no formatting, no order of
//! what has none. Its version is part of what is hashed, so that digests of two encodings never meet.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::identity::{own, parts};
use super::path::Segment;
use super::{Change, Concession, Leaf};
use crate::model::{EnvironmentAddress, Node, Value};

/// SHA-256 over a canonical encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Twelve digits, enough to tell two plans apart by eye.
    pub fn short(&self) -> String {
        let start = self.0[..6].iter();
        let digits = start.fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        format!("sha256:{digits}…")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The digest of leaf changes, in the order of addresses and paths.
pub(super) fn changes<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Digest {
    let mut encoding = Encoding::new("meshc change 1");
    for change in changes {
        encoding.address(&change.address);
        encoding.number(change.path.0.len());
        for segment in &change.path.0 {
            encoding.segment(segment);
        }
        encoding.side(change.before.as_ref());
        encoding.side(change.after.as_ref());
    }
    encoding.finish()
}

/// The digest of changes together with what the repository concedes: that of the changes alone if that is nothing.
pub(super) fn conceding(changes: Digest, concessions: &[Concession]) -> Digest {
    if concessions.is_empty() {
        return changes;
    }
    let mut encoding = Encoding::new("meshc conceding change 1");
    encoding.hash.update(changes.0);
    for concession in concessions {
        encoding.text(&concession.subject);
        encoding.text(concession.weakening.describe());
        encoding.text(&concession.what);
    }
    encoding.finish()
}

/// The digest of changes that leave out instances which could not be read: never that of the same changes in full.
pub(super) fn incomplete<'a>(changes: Digest, left_out: impl IntoIterator<Item = &'a String>) -> Digest {
    let mut encoding = Encoding::new("meshc incomplete change 1");
    encoding.hash.update(changes.0);
    left_out.into_iter().for_each(|instance| encoding.text(instance));
    encoding.finish()
}

/// The digest of a fleet, from those of its environments in the order of their addresses.
pub(super) fn fleet<'a>(environments: impl IntoIterator<Item = (&'a EnvironmentAddress, Digest)>) -> Digest {
    let mut encoding = Encoding::new("meshc fleet 1");
    for (address, digest) in environments {
        encoding.address(address);
        encoding.hash.update(digest.0);
    }
    encoding.finish()
}

/// The digest of what stands under each of `fields`, from the root of an environment.
pub(super) fn environment<'a>(fields: impl IntoIterator<Item = (&'a str, &'a Node)>) -> Digest {
    let mut encoding = Encoding::new("meshc environment 1");
    for (label, node) in fields {
        let step = Segment::Field(label.into());
        encoding.part(&step, node, &mut Vec::new());
    }
    encoding.finish()
}

/// The digest of what stands at `path`.
pub(super) fn content<'a>(node: &'a Node, path: &[Segment<'a>]) -> Digest {
    let mut encoding = Encoding::new("meshc content 1");
    encoding.node(node, &mut path.to_vec());
    encoding.finish()
}

struct Encoding {
    hash: Sha256,
}

impl Encoding {
    fn new(version: &str) -> Self {
        let mut encoding = Self { hash: Sha256::new() };
        encoding.text(version);
        encoding
    }

    fn finish(self) -> Digest {
        Digest(self.hash.finalize().into())
    }

    fn tag(&mut self, tag: u8) {
        self.hash.update([tag]);
    }

    fn number(&mut self, number: usize) {
        self.hash.update((number as u64).to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.hash.update(text);
    }

    fn address(&mut self, address: &EnvironmentAddress) {
        self.text(&address.instance);
        self.text(address.kind.as_str());
    }

    fn side(&mut self, leaf: Option<&Leaf>) {
        match leaf {
            None => self.tag(0),
            Some(leaf) => {
                self.tag(1);
                self.leaf(leaf);
            }
        }
    }

    fn leaf(&mut self, leaf: &Leaf) {
        match leaf {
            Leaf::Absent => self.tag(0),
            Leaf::Bool(value) => self.hash.update([1, u8::from(*value)]),
            Leaf::Natural(number) => {
                self.tag(2);
                self.hash.update(number.to_be_bytes());
            }
            Leaf::Text(text) => self.tagged(3, text),
            Leaf::Date(date) => self.tagged(4, &date.to_string()),
            Leaf::Time(time) => self.tagged(5, &time.to_string()),
            Leaf::Secret(shown) => self.tagged(6, shown),
            Leaf::Alternative(name) => self.tagged(7, name),
            Leaf::Sequence(elements) => {
                self.tag(8);
                self.number(elements.len());
                elements.iter().for_each(|element| self.leaf(element));
            }
            Leaf::Record => self.tag(9),
            Leaf::List => self.tag(10),
            Leaf::Integer(number) => {
                self.tag(11);
                self.hash.update(number.to_be_bytes());
            }
            Leaf::Double(number) => {
                self.tag(12);
                self.hash.update(number.number().to_be_bytes());
            }
        }
    }

    fn tagged(&mut self, tag: u8, text: &str) {
        self.tag(tag);
        self.text(text);
    }

    fn segment(&mut self, segment: &Segment<'_>) {
        match segment {
            Segment::Field(label) => self.tagged(1, label),
            Segment::Alternative(name) => self.tagged(2, name),
            Segment::Key { label, key, nth } => {
                self.tagged(3, label);
                self.leaf(key);
                self.number(*nth);
            }
            Segment::Member { member, nth } => {
                self.tag(4);
                self.leaf(member);
                self.number(*nth);
            }
            Segment::Index(index) => {
                self.tag(5);
                self.number(*index);
            }
        }
    }

    /// A node with all its parts, between the mark of its own leaf and a mark that they are over.
    fn node<'a>(&mut self, node: &'a Node, path: &mut Vec<Segment<'a>>) {
        self.leaf(&own(node, path));
        for (segment, part) in parts(node, path) {
            self.part(&segment, part, path);
        }
        self.tag(0);
    }

    /// A field that is `None` means the same as no such field.
    fn part<'a>(&mut self, segment: &Segment<'a>, node: &'a Node, path: &mut Vec<Segment<'a>>) {
        if matches!(segment, Segment::Field(_)) && node.value == Value::Absent {
            return;
        }
        self.segment(segment);
        path.push(segment.clone());
        self.node(node, path);
        path.pop();
    }
}
