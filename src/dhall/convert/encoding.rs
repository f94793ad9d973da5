//! JSON that is encoded as a function, as the Prelude's `JSON.Type` does it.

use super::document::{Node, NodeId};
use super::read::{Read, Reader, Step};
use crate::dhall::semantics::code::CodeId;
use crate::dhall::semantics::machine::{EnvId, Neutral, ThunkId, Value};
use crate::dhall::syntax::{Const, Name};

/// The constructors that the function takes. The older shape has one kind of number.
const SHAPES: [&[&str]; 2] = [
    &["array", "bool", "double", "integer", "null", "object", "string"],
    &["array", "bool", "null", "number", "object", "string"],
];

/// The levels of the two variables: the value is closed, so any will do.
const TYPE: u32 = 0;
const CONSTRUCTORS: u32 = 1;

impl Reader<'_, '_> {
    /// What `λ(JSON : Type) → λ(json : { … }) → …` builds; `None` if the function is another.
    pub(super) fn encoded(&mut self, code: CodeId, env: EnvId) -> Read<Option<NodeId>> {
        let variable = self.machine.variable(TYPE);
        let Some((domain, body)) = self.machine.open_lambda(code, env, variable) else {
            return Ok(None);
        };
        if !matches!(self.machine.value(domain)?, Value::Const(Const::Type)) {
            return Ok(None);
        }
        let Value::Lambda(code, env) = self.machine.value(body)? else {
            return Ok(None);
        };
        let variable = self.machine.variable(CONSTRUCTORS);
        let Some((domain, body)) = self.machine.open_lambda(code, env, variable) else {
            return Ok(None);
        };
        let Value::RecordType(id) = self.machine.value(domain)? else {
            return Ok(None);
        };
        let labels: Vec<&str> = self
            .machine
            .entries(id)
            .iter()
            .map(|(label, _)| label.as_str())
            .collect();
        if !SHAPES.contains(&labels.as_slice()) {
            return Ok(None);
        }
        self.json(body)
    }

    /// What a term of the encoding stands for; `None` if it was built with anything but the constructors.
    fn json(&mut self, term: ThunkId) -> Read<Option<NodeId>> {
        if let Some(known) = self.seen.get(&term) {
            return Ok(Some(*known));
        }
        let val = self.machine.force(term)?;
        let Value::Neutral(neutral) = val.value else {
            return Ok(None);
        };
        self.machine.enter(val.origin)?;
        let node = match self.machine.neutral_of(neutral) {
            Neutral::Field(record, label) if label.as_str() == "null" && self.is_constructors(record)? => {
                Some(self.document.add(Node::Null))
            }
            Neutral::Apply(function, argument) => match self.constructor(function)? {
                Some(label) => self.constructed(label, argument)?,
                None => None,
            },
            _ => None,
        };
        self.machine.leave();
        if let Some(node) = node {
            self.seen.insert(term, node);
        }
        Ok(node)
    }

    fn is_constructors(&mut self, record: ThunkId) -> Read<bool> {
        let Value::Neutral(neutral) = self.machine.value(record)? else {
            return Ok(false);
        };
        Ok(matches!(
            self.machine.neutral_of(neutral),
            Neutral::Var(CONSTRUCTORS)
        ))
    }

    fn constructor(&mut self, function: ThunkId) -> Read<Option<Name>> {
        let Value::Neutral(neutral) = self.machine.value(function)? else {
            return Ok(None);
        };
        match self.machine.neutral_of(neutral) {
            Neutral::Field(record, label) if self.is_constructors(record)? => Ok(Some(label)),
            _ => Ok(None),
        }
    }

    fn constructed(&mut self, label: Name, argument: ThunkId) -> Read<Option<NodeId>> {
        let val = self.machine.force(argument)?;
        match (label.as_str(), val.value) {
            ("array", Value::EmptyList(_)) => Ok(Some(self.finish_list(&[]))),
            ("array", Value::List(list)) => {
                let elements = self.machine.elements(list)?.to_vec();
                self.array(elements)
            }
            ("object", Value::EmptyList(_)) => Ok(Some(self.finish_map(&[]))),
            ("object", Value::List(list)) => {
                let elements = self.machine.elements(list)?.to_vec();
                self.object(elements)
            }
            ("bool", Value::Bool(_))
            | ("integer", Value::Integer(_) | Value::BigInteger(_))
            | ("double" | "number", Value::Double(_))
            | ("string", Value::Text(_)) => self.node(argument).map(Some),
            _ => Ok(None),
        }
    }

    fn array(&mut self, elements: Vec<ThunkId>) -> Read<Option<NodeId>> {
        let mut nodes = Vec::with_capacity(elements.len());
        for (at, element) in elements.into_iter().enumerate() {
            self.path.push(Step::Element(at));
            let Some(node) = self.json(element)? else {
                return Ok(None);
            };
            nodes.push(node);
            self.path.pop();
        }
        Ok(Some(self.finish_list(&nodes)))
    }

    /// An object of the encoding has `mapKey` and `mapValue`, whatever the names are elsewhere.
    fn object(&mut self, elements: Vec<ThunkId>) -> Read<Option<NodeId>> {
        let (map_key, map_value) = (self.machine.known.map_key, self.machine.known.map_value);
        let mut entries = Vec::with_capacity(elements.len());
        for element in elements {
            let Value::Record(id) = self.machine.value(element)? else {
                return Ok(None);
            };
            let fields = (
                self.machine.lookup(id, map_key),
                self.machine.lookup(id, map_value),
            );
            let (Some(key), Some(value)) = fields else {
                return Ok(None);
            };
            let Value::Text(text) = self.machine.value(key)? else {
                return Ok(None);
            };
            let key = self.machine.characters(text)?.to_owned();
            let key = self.document.add_text(&key);
            self.path.push(Step::Label(key));
            let Some(node) = self.json(value)? else {
                return Ok(None);
            };
            entries.push((key, node));
            self.path.pop();
        }
        let entries = self.arranged(entries);
        Ok(Some(self.finish_map(&entries)))
    }
}
