//! Who and what an environment is, whether that changes or not.

use super::effective::Effective;
use crate::model::{Node, Value};

/// What tells an environment apart for whoever has to decide about it: as it is after the change, or as it was if
/// it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The name of the customer.
    pub customer: String,
    /// The release that it runs; `None` if nobody can say.
    pub release: Option<String>,
    /// The host of its panel.
    pub panel: String,
}

impl Profile {
    /// The profile of an environment; a text that is not there is empty.
    pub(super) fn new(effective: &Effective<'_>) -> Self {
        let text = |label: &str, below: Option<&str>| {
            let node: &Node = effective.fields.get(label)?;
            let node = match below {
                Some(below) => node.child(below)?,
                None => node,
            };
            match &node.value {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            }
        };
        Self {
            customer: text("customer", Some("name")).unwrap_or_default(),
            release: text("release", None),
            panel: text("hosts", Some("panel")).unwrap_or_default(),
        }
    }
}
