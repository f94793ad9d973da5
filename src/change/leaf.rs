//! What stands at one path of an environment: a value without parts, or a mark that there are parts below.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::model::{Date, Node, Time, Value};

/// What stands at one path. Two leaves are the same if they mean the same, whatever wrote them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    /// `None`.
    Absent,
    /// `Bool`.
    Bool(bool),
    /// `Natural`.
    Natural(u64),
    /// `Integer`.
    Integer(i64),
    /// `Double`.
    Double(Finite),
    /// `Text`.
    Text(String),
    /// `Date`.
    Date(Date),
    /// `Time`.
    Time(Time),
    /// Where a secret is kept, in the words that may be shown. What is kept back never gets here.
    Secret(String),
    /// The alternative of a union that was chosen; what it carries stands below.
    Alternative(String),
    /// A list whose order matters and whose elements have no parts.
    Sequence(Vec<Leaf>),
    /// A record; its fields stand below.
    Record,
    /// A list; its elements stand below.
    List,
}

/// A `Double` that is a number: in order, and the same whichever way zero is signed.
#[derive(Clone, Copy, Debug)]
pub struct Finite(f64);

impl Finite {
    /// The number.
    pub fn number(self) -> f64 {
        self.0
    }
}

impl From<f64> for Finite {
    fn from(number: f64) -> Self {
        // Adding zero takes the sign off it.
        Self(number + 0.0)
    }
}

impl PartialEq for Finite {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Finite {}

impl PartialOrd for Finite {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Finite {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Finite {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Leaf {
    /// What `node` itself contributes, without its parts. `in_order` says that it is a list whose order matters.
    pub(super) fn of(node: &Node, in_order: bool) -> Self {
        match &node.value {
            Value::Absent => Self::Absent,
            Value::Bool(value) => Self::Bool(*value),
            Value::Natural(number) => Self::Natural(*number),
            Value::Integer(number) => Self::Integer(*number),
            Value::Double(number) => Self::Double((*number).into()),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Date(date) => Self::Date(*date),
            Value::Time(time) => Self::Time(*time),
            Value::Secret(secret) => Self::Secret(secret.to_string()),
            Value::Union(alternative, _) => Self::Alternative(alternative.clone()),
            Value::Record(_) => Self::Record,
            Value::List(elements) if in_order && !elements.is_empty() => {
                let leaves: Option<Vec<Self>> = elements.iter().map(Self::plain).collect();
                leaves.map_or(Self::List, Self::Sequence)
            }
            Value::List(_) => Self::List,
        }
    }

    /// A value that has no parts; `None` for anything else.
    pub(super) fn plain(node: &Node) -> Option<Self> {
        match &node.value {
            Value::Record(_) | Value::List(_) | Value::Union(_, Some(_)) => None,
            Value::Absent
            | Value::Bool(_)
            | Value::Natural(_)
            | Value::Integer(_)
            | Value::Double(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Secret(_)
            | Value::Union(_, None) => Some(Self::of(node, false)),
        }
    }

    /// Whether this only says that there are, or are not, parts: nothing to read beside the parts themselves.
    pub(super) fn is_frame(&self) -> bool {
        matches!(self, Self::Absent | Self::Record | Self::List)
    }

    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Self::Natural(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The alternative, if it is one.
    pub(super) fn alternative(&self) -> Option<&str> {
        match self {
            Self::Alternative(name) => Some(name),
            _ => None,
        }
    }
}
