//! An instance as a tree of plain data, each part with the place that gave it.

use std::collections::BTreeMap;
use std::fmt;

use super::{Date, Secret, Time};
use crate::source::Span;

/// A part of an instance.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// The source text that produced it; `None` where no single place did.
    pub origin: Option<Span>,
}

/// The shapes of a part. An `Optional` that is there is what it holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`.
    Absent,
    /// `Bool`.
    Bool(bool),
    /// `Natural`.
    Natural(u64),
    /// `Integer`.
    Integer(i64),
    /// `Double`, a finite one.
    Double(f64),
    /// `Text`.
    Text(String),
    /// `Date`.
    Date(Date),
    /// `Time`.
    Time(Time),
    /// A reference to a secret.
    Secret(Secret),
    /// `List`.
    List(Vec<Node>),
    /// A record.
    Record(BTreeMap<String, Node>),
    /// An alternative of a union, with what it carries.
    Union(String, Option<Box<Node>>),
}

/// Two parts are equal if their values are: where they were written does not matter.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A part with the place that gave it.
    pub fn new(value: Value, origin: Option<Span>) -> Self {
        Self { value, origin }
    }

    /// The part under `label`: a field of a record, looking through the alternative of a union; or the
    /// element of a list with that number.
    pub fn child(&self, label: &str) -> Option<&Self> {
        match &self.value {
            Value::Record(fields) => fields.get(label),
            Value::Union(_, payload) => payload.as_deref()?.child(label),
            Value::List(elements) => elements.get(label.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The part at a `.`-separated path, such as `plan.production.release`; `""` is this part itself.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('.')
            .filter(|label| !label.is_empty())
            .try_fold(self, Self::child)
    }

    /// The part at a `.`-separated path, to be changed.
    pub fn at_mut(&mut self, path: &str) -> Option<&mut Self> {
        path.split('.')
            .filter(|label| !label.is_empty())
            .try_fold(self, Self::child_mut)
    }

    fn child_mut(&mut self, label: &str) -> Option<&mut Self> {
        match &mut self.value {
            Value::Record(fields) => fields.get_mut(label),
            Value::Union(_, payload) => payload.as_deref_mut()?.child_mut(label),
            Value::List(elements) => elements.get_mut(label.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The place of the part at `path`, or of the nearest part around it that has one.
    pub fn origin_at(&self, path: &str) -> Option<Span> {
        let mut origin = self.origin;
        let mut node = self;
        for label in path.split('.').filter(|label| !label.is_empty()) {
            let Some(child) = node.child(label) else { break };
            origin = child.origin.or(origin);
            node = child;
        }
        origin
    }
}

impl fmt::Display for Node {
    /// A leaf as a person would write it; anything larger in few words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Absent => f.write_str("(none)"),
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Natural(number) => number.fmt(f),
            Value::Integer(number) => write!(f, "{number:+}"),
            Value::Double(number) => write!(f, "{number:?}"),
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Date(date) => date.fmt(f),
            Value::Time(time) => time.fmt(f),
            Value::Secret(secret) => secret.fmt(f),
            Value::List(elements) => {
                f.write_str("[")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Value::Record(fields) => {
                f.write_str("{")?;
                for (index, (label, field)) in fields.iter().enumerate() {
                    write!(f, "{}{label} = {field}", if index == 0 { " " } else { ", " })?;
                }
                f.write_str(if fields.is_empty() { "=}" } else { " }" })
            }
            Value::Union(alternative, None) => f.write_str(alternative),
            Value::Union(alternative, Some(payload)) => write!(f, "{alternative} {payload}"),
        }
    }
}
