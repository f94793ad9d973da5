//! Finding what limits are about in an instance: all of them in one walk.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Limit;
use crate::model::{Node, Value};

/// The places of limits as a tree of steps.
#[derive(Debug, Default)]
pub struct Places {
    here: Vec<&'static Limit>,
    below: BTreeMap<&'static str, Places>,
}

impl Places {
    /// The places of these limits.
    pub fn of(limits: &'static [Limit]) -> Self {
        let mut root = Self::default();
        for limit in limits {
            let steps = limit.place.split('.').flat_map(steps);
            let place = steps.fold(&mut root, |place, step| place.below.entry(step).or_default());
            place.here.push(limit);
        }
        root
    }

    /// Gives every value of `instance` that has a limit to `found`, with its path as [`Node::at`] takes it.
    ///
    /// `None` has no value and no limit.
    pub fn visit<'n>(&self, instance: &'n Node, found: &mut dyn FnMut(&'static Limit, &str, &'n Node)) {
        self.walk(instance, &mut String::new(), found);
    }

    fn walk<'n>(
        &self,
        node: &'n Node,
        path: &mut String,
        found: &mut dyn FnMut(&'static Limit, &str, &'n Node),
    ) {
        if node.value == Value::Absent {
            return;
        }
        for limit in &self.here {
            found(limit, path, node);
        }
        if !self.below.is_empty() {
            self.descend(node, path, found);
        }
    }

    fn descend<'n>(
        &self,
        node: &'n Node,
        path: &mut String,
        found: &mut dyn FnMut(&'static Limit, &str, &'n Node),
    ) {
        match &node.value {
            Value::Record(fields) => {
                for (step, below) in &self.below {
                    match *step {
                        "*" => {
                            for (label, field) in fields {
                                below.step(label, field, path, found);
                            }
                        }
                        label => {
                            if let Some(field) = fields.get(label) {
                                below.step(label, field, path, found);
                            }
                        }
                    }
                }
            }
            Value::List(elements) => {
                if let Some(below) = self.below.get("[]") {
                    for (index, element) in elements.iter().enumerate() {
                        below.step(&index.to_string(), element, path, found);
                    }
                }
            }
            // An alternative is no step of a path: paths look through it.
            Value::Union(alternative, Some(payload)) => {
                let below = self.below.get(alternative.as_str()).or(self.below.get("*"));
                if let Some(below) = below {
                    below.walk(payload, path, found);
                }
            }
            _ => {}
        }
    }

    fn step<'n>(
        &self,
        label: &str,
        node: &'n Node,
        path: &mut String,
        found: &mut dyn FnMut(&'static Limit, &str, &'n Node),
    ) {
        let length = path.len();
        let dot = if length == 0 { "" } else { "." };
        write!(path, "{dot}{label}").expect("a text takes whatever is written");
        self.walk(node, path, found);
        path.truncate(length);
    }
}

/// `roles[]` is a label and a list.
fn steps(part: &'static str) -> impl Iterator<Item = &'static str> {
    let (label, list) = match part.strip_suffix("[]") {
        Some(label) => (label, Some("[]")),
        None => (part, None),
    };
    std::iter::once(label).chain(list)
}
