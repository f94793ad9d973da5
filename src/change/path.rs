//! Where a leaf stands in an environment, by identity and not by position.

use std::borrow::Cow;
use std::fmt;

use super::Leaf;

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment<'a> {
    /// A field of a record.
    Field(Cow<'a, str>),
    /// What an alternative of a union carries.
    Alternative(Cow<'a, str>),
    /// The element of a list whose field `label` holds `key`; of several, the one numbered `nth` from 0.
    Key {
        /// The field that identifies elements.
        label: Cow<'a, str>,
        /// What it holds.
        key: Leaf,
        /// Which of the elements with that key.
        nth: usize,
    },
    /// An element of a list whose order does not matter; of several equal ones, the one numbered `nth` from 0.
    Member {
        /// The element.
        member: Leaf,
        /// Which of the equal elements.
        nth: usize,
    },
    /// An element of a list whose order matters, from 0.
    Index(usize),
}

/// The way from an environment to a leaf, such as `rollout.gate.approvals`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Segment<'static>>);

impl Segment<'_> {
    /// The same, on its own.
    pub(super) fn into_owned(self) -> Segment<'static> {
        match self {
            Self::Field(label) => Segment::Field(Cow::Owned(label.into_owned())),
            Self::Alternative(name) => Segment::Alternative(Cow::Owned(name.into_owned())),
            Self::Key { label, key, nth } => Segment::Key {
                label: Cow::Owned(label.into_owned()),
                key,
                nth,
            },
            Self::Member { member, nth } => Segment::Member { member, nth },
            Self::Index(index) => Segment::Index(index),
        }
    }

    /// The label, if it is a field.
    pub(super) fn label(&self) -> Option<&str> {
        match self {
            Self::Field(label) => Some(label),
            Self::Alternative(_) | Self::Key { .. } | Self::Member { .. } | Self::Index(_) => None,
        }
    }

    /// Whether it is no further one of several elements with the same key.
    pub(super) fn is_first(&self) -> bool {
        match self {
            Self::Key { nth, .. } | Self::Member { nth, .. } => *nth == 0,
            Self::Field(_) | Self::Alternative(_) | Self::Index(_) => true,
        }
    }

    /// The step in one word: a label, an alternative, a key.
    pub fn word(&self) -> String {
        match self {
            Self::Field(label) => label.clone().into_owned(),
            Self::Alternative(name) => lower(name),
            Self::Key { key: leaf, nth, .. } | Self::Member { member: leaf, nth } => {
                let word = leaf.text().map_or_else(|| plain_word(leaf), str::to_owned);
                match nth {
                    0 => word,
                    nth => format!("{word} #{}", nth + 1),
                }
            }
            Self::Index(index) => index.to_string(),
        }
    }
}

/// What a key that is no text looks like in brackets.
fn plain_word(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Absent => "None".to_owned(),
        Leaf::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Leaf::Natural(number) => number.to_string(),
        Leaf::Integer(number) => format!("{number:+}"),
        Leaf::Double(number) => format!("{:?}", number.number()),
        Leaf::Date(date) => date.to_string(),
        Leaf::Time(time) => time.to_string(),
        Leaf::Text(text) | Leaf::Secret(text) | Leaf::Alternative(text) => text.clone(),
        Leaf::Sequence(_) | Leaf::List => "[…]".to_owned(),
        Leaf::Record => "{…}".to_owned(),
    }
}

/// An alternative as it looks in a path: `Gate` is `gate`, `AzureAd` is `azureAd`, `AWS` is `aws`.
fn lower(name: &str) -> String {
    if name.chars().all(char::is_uppercase) {
        return name.to_lowercase();
    }
    let mut rest = name.chars();
    rest.next()
        .map(|first| first.to_lowercase().chain(rest).collect())
        .unwrap_or_default()
}

impl Path {
    /// The labels of the fields on the way, without alternatives and elements.
    pub fn fields(&self) -> Vec<&str> {
        self.0.iter().filter_map(Segment::label).collect()
    }

    /// The path as it is shown beside the member of a set: without that member.
    pub fn container(&self) -> Self {
        match self.0.split_last() {
            Some((Segment::Member { .. }, rest)) => Self(rest.to_vec()),
            Some(_) | None => self.clone(),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Field(_) | Segment::Alternative(_) => {
                    write!(f, "{}{}", if depth == 0 { "" } else { "." }, segment.word())?;
                }
                Segment::Key { .. } | Segment::Member { .. } | Segment::Index(_) => {
                    write!(f, "[{}]", segment.word())?;
                }
            }
        }
        Ok(())
    }
}
