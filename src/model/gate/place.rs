//! Finding what a gate is about in an instance.

use std::borrow::Cow;

use super::Gate;
use crate::model::{Node, Value};

impl Gate {
    /// The paths at which `instance` sets this, as [`Node::at`] takes them.
    ///
    /// `None` and an empty list are as good as not set.
    pub fn places(&self, instance: &Node) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(place) = self.place {
            let pattern: Vec<_> = place.split('.').flat_map(segments).collect();
            walk(instance, &pattern, &mut Vec::new(), &mut found);
        }
        found
    }
}

impl Gate {
    /// The paths of what is set in `instance` and would have to set this, and does not.
    pub fn gaps(&self, instance: &Node) -> Vec<String> {
        let Some((around, label)) = self.place.and_then(|place| place.rsplit_once('.')) else {
            return Vec::new();
        };
        let around = Self::typed(self.name, around).places(instance);
        let is_absent = |path: &String| {
            let own = instance.at(path).and_then(|node| node.child(label));
            own.is_none_or(|node| node.value == Value::Absent)
        };
        around.into_iter().filter(is_absent).collect()
    }
}

/// `roles[]` is a label and a list.
fn segments(part: &str) -> impl Iterator<Item = &str> {
    let (label, list) = match part.strip_suffix("[]") {
        Some(label) => (label, Some("[]")),
        None => (part, None),
    };
    std::iter::once(label).chain(list)
}

fn walk(node: &Node, pattern: &[&str], path: &mut Vec<String>, found: &mut Vec<String>) {
    let Some((first, rest)) = pattern.split_first() else {
        let is_set = match &node.value {
            Value::Absent => false,
            Value::List(elements) => !elements.is_empty(),
            _ => true,
        };
        if is_set {
            found.push(path.join("."));
        }
        return;
    };
    if *first == "**" {
        walk(node, rest, path, found);
    }
    for (label, child) in children(node) {
        let fits = match *first {
            "**" => true,
            "[]" => matches!(node.value, Value::List(_)),
            wanted => label == wanted,
        };
        if fits {
            let rest = if *first == "**" { pattern } else { rest };
            path.push(label.into_owned());
            walk(child, rest, path, found);
            path.pop();
        }
    }
    // An alternative is no step of a path: paths look through it.
    if let Value::Union(alternative, payload) = &node.value
        && alternative == first
    {
        walk(payload.as_deref().unwrap_or(node), rest, path, found);
    }
}

fn children(node: &Node) -> Vec<(Cow<'_, str>, &Node)> {
    match &node.value {
        Value::Record(fields) => {
            let fields = fields.iter();
            fields
                .map(|(label, field)| (Cow::Borrowed(label.as_str()), field))
                .collect()
        }
        Value::List(elements) => {
            let elements = elements.iter().enumerate();
            elements
                .map(|(index, element)| (Cow::Owned(index.to_string()), element))
                .collect()
        }
        Value::Union(_, Some(payload)) => children(payload),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(fields: Vec<(&str, Value)>) -> Value {
        let fields = fields.into_iter();
        Value::Record(
            fields
                .map(|(label, value)| (label.to_owned(), node(value)))
                .collect(),
        )
    }

    fn list(elements: Vec<Value>) -> Value {
        Value::List(elements.into_iter().map(node).collect())
    }

    fn union(alternative: &str, payload: Option<Value>) -> Value {
        Value::Union(alternative.to_owned(), payload.map(|value| Box::new(node(value))))
    }

    fn node(value: Value) -> Node {
        Node::new(value, None)
    }

    fn text() -> Value {
        Value::Text("x".to_owned())
    }

    fn check(place: &'static str, expected: &[&str]) {
        let role = || record(vec![("rank", Value::Natural(1)), ("description", Value::Absent)]);
        let if_null = union("IfNull", Some(record(vec![("attribute", text())])));
        let by_static = union("Static", Some(record(vec![("attribute", text())])));
        let instance = node(record(vec![
            ("motd", Value::Absent),
            ("messages", list(vec![])),
            ("roles", list(vec![role(), role()])),
            (
                "authorities",
                list(vec![union("IMPORT", None), union("ASSIGN", None)]),
            ),
            ("provider", union("Azure", Some(record(vec![("azure", text())])))),
            (
                "transform",
                record(vec![("name", if_null), ("tags", list(vec![by_static]))]),
            ),
        ]));
        let gate = Gate::typed("", place);
        let found = gate.places(&instance);
        assert_eq!(found, expected, "{place}");
        assert!(found.iter().all(|path| instance.at(path).is_some()), "{place}");
    }

    #[test]
    fn each_place_that_is_set_is_found() {
        check("motd", &[]);
        check("messages", &[]);
        check("roles", &["roles"]);
        check("roles[].rank", &["roles.0.rank", "roles.1.rank"]);
        check("roles[].description", &[]);
        check("authorities[].ASSIGN", &["authorities.1"]);
        check("authorities[].NONE", &[]);
        check("provider.Azure.azure", &["provider.azure"]);
        check("provider.azure", &["provider.azure"]);
        check("provider.Gcd", &[]);
        check("transform.**.IfNull", &["transform.name"]);
        check("transform.**.Static", &["transform.tags.0"]);
        check(
            "transform.**.attribute",
            &["transform.name.attribute", "transform.tags.0.attribute"],
        );
    }
}
