//! From a place in an environment back to the place in the instance's file.

use super::Path;
use super::identity::parts;
use super::path::Segment;
use crate::model::{Declared, EnvironmentKind, Node, Value};

/// A step from an instance to a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a field of a record.
    Field(String),
    /// To what an alternative of a union carries.
    Payload,
    /// To an element of a list, from 0.
    Element(usize),
}

/// The steps from an instance to what stands at `path` of one of its environments; `None` if nothing does, or if it
/// is not written in the instance.
pub fn route(declared: &Declared, kind: EnvironmentKind, path: &Path) -> Option<Vec<Step>> {
    let field = |label: &str| Step::Field(label.to_owned());
    let (first, rest) = path.0.split_first()?;
    let label = first.label()?;
    let plan = declared.tree.child("plan");
    let Some(Value::Union(_, payload)) = plan.map(|node| &node.value) else {
        return None;
    };
    let payload = payload.as_deref();
    let environment = payload.and_then(|payload| payload.child(kind.as_str()));
    let own = environment.and_then(|node| node.child(label));
    let (mut steps, mut node) = if label == "plan" {
        return rest.is_empty().then(|| vec![field("plan")]);
    } else if let Some(node) = own {
        (vec![field("plan"), Step::Payload, field(kind.as_str())], node)
    } else if let Some(node) = payload.and_then(|payload| payload.child(label)) {
        (vec![field("plan"), Step::Payload], node)
    } else {
        (Vec::new(), declared.tree.child(label)?)
    };
    steps.push(field(label));
    for (depth, segment) in rest.iter().enumerate() {
        let above = &path.0[..=depth];
        let (_, part) = parts(node, above)
            .into_iter()
            .find(|(found, _)| found == segment)?;
        steps.push(step(node, segment, part)?);
        node = part;
    }
    Some(steps)
}

fn step(node: &Node, segment: &Segment<'_>, part: &Node) -> Option<Step> {
    match segment {
        Segment::Field(label) => Some(Step::Field(label.clone().into_owned())),
        Segment::Alternative(_) => Some(Step::Payload),
        Segment::Key { .. } | Segment::Member { .. } | Segment::Index(_) => match &node.value {
            Value::List(elements) => {
                let index = elements.iter().position(|element| std::ptr::eq(element, part))?;
                Some(Step::Element(index))
            }
            _ => None,
        },
    }
}
