//! Records that stand for something else: moments, and unions that keep the names of their alternatives.

use super::document::{Node, NodeId, TextId};
use super::read::{Read, Reader};
use super::refusal::Why;
use crate::dhall::semantics::code::CodeId;
use crate::dhall::semantics::machine::{NO_THUNK, RecordId, ThunkId, Value};
use crate::dhall::syntax::Name;

/// Where the contents of a union stand beside the name of its alternative.
enum Nesting {
    Inline,
    Under(Box<str>),
}

impl Reader<'_, '_> {
    /// A record of a date, a time or a zone is one text, as its literal is.
    pub(super) fn moment(&mut self, id: RecordId) -> Read<Option<NodeId>> {
        if !(2..=3).contains(&self.machine.entry_count(id)) {
            return Ok(None);
        }
        let entries = self.machine.entries(id);
        let labels: Vec<&str> = entries.iter().map(|(label, _)| label.as_str()).collect();
        if !matches!(
            labels.as_slice(),
            ["date", "time"] | ["time", "timeZone"] | ["date", "time", "timeZone"]
        ) {
            return Ok(None);
        }
        let mut text = String::new();
        for (_, slot) in entries {
            let value = self.machine.value(slot)?;
            match value {
                Value::Time(_) if !text.is_empty() => text.push('T'),
                Value::Date(_) | Value::Time(_) | Value::TimeZone(_) => {}
                _ => return Ok(None),
            }
            text.push_str(&self.text(value)?.unwrap_or_default());
        }
        let text = self.document.add_text(&text);
        Ok(Some(self.document.add(Node::Text(text))))
    }

    /// A record `{ contents, field, nesting }`, if it is one whose contents are an alternative.
    pub(super) fn nested(&mut self, id: RecordId, origin: CodeId) -> Read<Option<NodeId>> {
        if self.machine.entry_count(id) != 3 {
            return Ok(None);
        }
        let part = |label| self.machine.lookup(id, Name::new(label));
        let (Some(contents), Some(field), Some(nesting)) = (part("contents"), part("field"), part("nesting"))
        else {
            return Ok(None);
        };
        let (contents, nesting) = (self.machine.value(contents)?, self.machine.value(nesting)?);
        let field = self.machine.value(field)?;
        let Some(nesting) = self.nesting(nesting)? else {
            return Ok(None);
        };
        let (label, payload) = match contents {
            Value::Alternative { label, payload, .. } => (label, payload),
            Value::Constructor(_, label) => (label, NO_THUNK),
            _ => return Ok(None),
        };
        let Some(field) = self.text(field)? else {
            return Ok(None);
        };
        let field = self.document.add_text(&field);
        let named = (field, self.name(label));
        let mut entries = match nesting {
            Nesting::Under(within) => {
                let within = self.document.add_text(&within);
                let held = match payload {
                    NO_THUNK => self.document.add(Node::Null),
                    payload => self.node(payload)?,
                };
                vec![named, (within, held)]
            }
            Nesting::Inline if payload == NO_THUNK => vec![named],
            Nesting::Inline => {
                let mut entries = self.inline(payload, label, origin)?;
                entries.push(named);
                entries
            }
        };
        entries = self.arranged(entries);
        Ok(Some(self.finish_map(&entries)))
    }

    /// The entries of what an inline alternative carries.
    fn inline(&mut self, payload: ThunkId, label: Name, origin: CodeId) -> Read<Vec<(TextId, NodeId)>> {
        let val = self.machine.force(payload)?;
        if let Value::Record(id) = val.value {
            return self.fields(id, val.origin);
        }
        match self.map(val.value)? {
            Some(entries) => Ok(entries),
            None => self.refuse(Why::NotInline(label.as_str().to_owned()), origin),
        }
    }

    /// What an alternative of `< Inline | Nested : Text >` says; `Inline` may carry `{}`.
    fn nesting(&mut self, value: Value) -> Read<Option<Nesting>> {
        let Value::Alternative {
            union,
            label,
            payload,
        } = value
        else {
            return Ok(None);
        };
        let alternatives = self.machine.entries(union);
        let [(inline, _), (nested, _)] = alternatives.as_slice() else {
            return Ok(None);
        };
        if (inline.as_str(), nested.as_str()) != ("Inline", "Nested") {
            return Ok(None);
        }
        if label == *inline {
            let is_bare = match payload {
                NO_THUNK => true,
                payload => match self.machine.value(payload)? {
                    Value::Record(id) => self.machine.entry_count(id) == 0,
                    _ => false,
                },
            };
            return Ok(is_bare.then_some(Nesting::Inline));
        }
        if payload == NO_THUNK {
            return Ok(None);
        }
        let value = self.machine.value(payload)?;
        let is_text = matches!(value, Value::Text(_));
        let text = if is_text { self.text(value)? } else { None };
        Ok(text.map(Nesting::Under))
    }
}
