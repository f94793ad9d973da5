//! From values to documents.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::document::{Document, Node, NodeId, TextId};
use super::refusal::{End, Refusal, Why};
use super::{ConvertOptions, Doubles, Omission, Order};
use crate::dhall::semantics::code::{Code, CodeId, NOWHERE};
use crate::dhall::semantics::list::ListId;
use crate::dhall::semantics::machine::{Eval, Machine, NO_THUNK, RecordId, ThunkId, Val, Value};
use crate::dhall::syntax::printer::{date_text, time_text, time_zone_text};
use crate::dhall::syntax::{Builtin, Name};

pub(super) type Read<T> = Result<T, End>;

/// Keys and values.
type Pairs = Vec<(Box<str>, ThunkId)>;

/// The document that a value is; `Err` inside where a part is no data.
pub(super) fn document(
    machine: &mut Machine,
    value: ThunkId,
    options: &ConvertOptions,
) -> Eval<Result<Document, Box<Refusal>>> {
    let mut reader = Reader {
        machine,
        options,
        map_fields: options
            .maps
            .as_ref()
            .map(|fields| (Name::new(&fields.key), Name::new(&fields.value))),
        document: Document::new(),
        seen: FxHashMap::default(),
        labels: FxHashMap::default(),
        path: Vec::new(),
    };
    match reader.whole(value) {
        Ok(()) => Ok(Ok(reader.document)),
        Err(End::Refused(refusal)) => Ok(Err(refusal)),
        Err(End::Stop) => Err(crate::dhall::semantics::machine::Stop),
    }
}

/// A step from a part to one that it holds.
#[derive(Clone, Copy)]
pub(super) enum Step {
    Label(TextId),
    Element(usize),
}

pub(super) struct Reader<'m, 'o> {
    pub(super) machine: &'m mut Machine,
    options: &'o ConvertOptions,
    map_fields: Option<(Name, Name)>,
    pub(super) document: Document,
    /// What was read already; sharing in the value is sharing in the document.
    pub(super) seen: FxHashMap<ThunkId, NodeId>,
    labels: FxHashMap<Name, TextId>,
    /// Where reading is.
    pub(super) path: Vec<Step>,
}

impl Reader<'_, '_> {
    fn whole(&mut self, value: ThunkId) -> Read<()> {
        let root = self.node(value)?;
        self.document.set_root(root);
        let (size, limit) = (self.document.size(), self.options.limit);
        if size > limit {
            return self.refuse(Why::TooLarge(size, limit), NOWHERE);
        }
        Ok(())
    }

    /// The part that a value is.
    pub(super) fn node(&mut self, thunk: ThunkId) -> Read<NodeId> {
        if let Some(known) = self.seen.get(&thunk) {
            return Ok(*known);
        }
        let val = self.machine.force(thunk)?;
        if let Some(leaf) = self.leaf(val)? {
            return Ok(self.document.add(leaf));
        }
        self.machine.enter(val.origin)?;
        let node = self.composite(val)?;
        self.machine.leave();
        self.seen.insert(thunk, node);
        Ok(node)
    }

    /// What takes no more room than a reference to it would.
    fn leaf(&mut self, val: Val) -> Read<Option<Node>> {
        Ok(Some(match val.value {
            Value::Bool(bool) => Node::Bool(bool),
            Value::Natural(number) => Node::Natural(number),
            Value::Integer(number) => Node::Integer(number),
            Value::Double(number) => self.double(number, val.origin)?,
            Value::None(_) => Node::Null,
            _ => return Ok(None),
        }))
    }

    pub(super) fn double(&mut self, number: f64, origin: CodeId) -> Read<Node> {
        Ok(match self.options.doubles {
            _ if number.is_finite() => Node::Double(number),
            Doubles::Kept => Node::Double(number),
            Doubles::Approximate if number.is_nan() => Node::Null,
            Doubles::Approximate => Node::Double(f64::MAX.copysign(number)),
            Doubles::Refused => return self.refuse(Why::NoNumber(number), origin),
        })
    }

    fn composite(&mut self, val: Val) -> Read<NodeId> {
        let Val { value, origin } = val;
        if let Some(text) = self.text(value)? {
            let text = self.document.add_text(&text);
            return Ok(self.document.add(Node::Text(text)));
        }
        match value {
            Value::BigNatural(_) | Value::BigInteger(_) => {
                let digits = match self.machine.big(value) {
                    Some(number) => number.to_string(),
                    None => self.machine.big_integer(value).unwrap_or_default().to_string(),
                };
                let digits = self.document.add_text(&digits);
                Ok(self.document.add(Node::Digits(digits)))
            }
            Value::Some(inner) => self.node(inner),
            Value::EmptyList(_) | Value::List(_) => self.list(value),
            Value::Record(id) => self.record(id, origin),
            Value::Alternative { label, payload, .. } if payload == NO_THUNK => Ok(self.name(label)),
            Value::Alternative { payload, .. } => self.node(payload),
            Value::Constructor(_, label) => Ok(self.name(label)),
            Value::Lambda(code, env) => match self.encoded(code, env)? {
                Some(node) => Ok(node),
                None => self.refuse(Why::Function, origin),
            },
            other => {
                let why = why(other);
                self.refuse(why, origin)
            }
        }
    }

    /// The text that a value is: text itself, or what has a text of its own.
    pub(super) fn text(&mut self, value: Value) -> Read<Option<Box<str>>> {
        Ok(Some(match value {
            Value::Text(text) if !self.machine.texts.is_open(text) => self.machine.characters(text)?.into(),
            Value::Date(date) => date_text(date).into(),
            Value::Time(time) => time_text(self.machine.time(time)).into(),
            Value::TimeZone(zone) => time_zone_text(zone).into(),
            Value::Bytes(bytes) => {
                let digits = self.machine.bytes(bytes).iter();
                digits
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>()
                    .into()
            }
            _ => return Ok(None),
        }))
    }

    pub(super) fn label(&mut self, label: Name) -> TextId {
        let document = &mut self.document;
        *self
            .labels
            .entry(label)
            .or_insert_with(|| document.add_text(label.as_str()))
    }

    /// The name of an alternative as a text.
    pub(super) fn name(&mut self, label: Name) -> NodeId {
        let text = self.label(label);
        self.document.add(Node::Text(text))
    }

    fn list(&mut self, value: Value) -> Read<NodeId> {
        if let Some(entries) = self.map(value)? {
            return Ok(self.finish_map(&entries));
        }
        let Value::List(list) = value else {
            return Ok(self.finish_list(&[]));
        };
        let elements = self.machine.elements(list)?.to_vec();
        let mut nodes = Vec::with_capacity(elements.len());
        for (at, element) in elements.into_iter().enumerate() {
            self.path.push(Step::Element(at));
            nodes.push(self.node(element)?);
            self.path.pop();
        }
        Ok(self.finish_list(&nodes))
    }

    /// A list or object after the rules of [`Omission`].
    pub(super) fn finish_list(&mut self, elements: &[NodeId]) -> NodeId {
        if self.options.omission != Omission::Empty {
            return self.document.add_list(elements);
        }
        let kept: Vec<NodeId> = elements
            .iter()
            .copied()
            .filter(|id| !self.document.is_null(*id))
            .collect();
        match kept.as_slice() {
            [] => self.document.add(Node::Null),
            kept => self.document.add_list(kept),
        }
    }

    pub(super) fn finish_map(&mut self, entries: &[(TextId, NodeId)]) -> NodeId {
        if self.options.omission == Omission::Nothing {
            return self.document.add_map(entries);
        }
        let kept: Vec<(TextId, NodeId)> = entries
            .iter()
            .copied()
            .filter(|(_, id)| !self.document.is_null(*id))
            .collect();
        if kept.is_empty() && self.options.omission == Omission::Empty {
            return self.document.add(Node::Null);
        }
        self.document.add_map(&kept)
    }

    /// The entries of a list that is an object.
    pub(super) fn map(&mut self, value: Value) -> Read<Option<Vec<(TextId, NodeId)>>> {
        let Some((key, content)) = self.map_fields else {
            return Ok(None);
        };
        let list = match value {
            Value::List(list) => list,
            Value::EmptyList(annotation) => {
                let is_map = self.is_map_type(annotation, key, content)?;
                return Ok(is_map.then(Vec::new));
            }
            _ => return Ok(None),
        };
        let Some(pairs) = self.pairs(list, key, content)? else {
            return Ok(None);
        };
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let key = self.document.add_text(&key);
            self.path.push(Step::Label(key));
            entries.push((key, self.node(value)?));
            self.path.pop();
        }
        Ok(Some(self.arranged(entries)))
    }

    /// Keys and values of a list whose elements are all records of just these two fields, each key a text or
    /// the bare name of an alternative.
    fn pairs(&mut self, list: ListId, key: Name, content: Name) -> Read<Option<Pairs>> {
        let elements = self.machine.elements(list)?.to_vec();
        let mut pairs = Vec::with_capacity(elements.len());
        for element in elements {
            let Value::Record(id) = self.machine.value(element)? else {
                return Ok(None);
            };
            let both = (self.machine.lookup(id, key), self.machine.lookup(id, content));
            let (Some(key), Some(value), 2) = (both.0, both.1, self.machine.entry_count(id)) else {
                return Ok(None);
            };
            let key = match self.machine.value(key)? {
                Value::Text(text) if !self.machine.texts.is_open(text) => {
                    self.machine.characters(text)?.into()
                }
                Value::Alternative { label, payload, .. } if payload == NO_THUNK => label.as_str().into(),
                Value::Constructor(_, label) => label.as_str().into(),
                _ => return Ok(None),
            };
            pairs.push((key, value));
        }
        Ok(Some(pairs))
    }

    fn is_map_type(&mut self, annotation: ThunkId, key: Name, content: Name) -> Read<bool> {
        let Value::ListType(element) = self.machine.value(annotation)? else {
            return Ok(false);
        };
        let Value::RecordType(id) = self.machine.value(element)? else {
            return Ok(false);
        };
        let has = |label| self.machine.lookup(id, label).is_some();
        Ok(self.machine.entry_count(id) == 2 && has(key) && has(content))
    }

    /// Entries with each key once, the last value of it, in order.
    pub(super) fn arranged(&self, entries: Vec<(TextId, NodeId)>) -> Vec<(TextId, NodeId)> {
        let mut places: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
        let mut arranged: Vec<(TextId, NodeId)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match places.get(self.document.text(key)) {
                Some(place) => arranged[*place].1 = value,
                None => {
                    places.insert(self.document.text(key), arranged.len());
                    arranged.push((key, value));
                }
            }
        }
        if self.options.order == Order::Sorted {
            arranged.sort_by(|a, b| self.document.text(a.0).cmp(self.document.text(b.0)));
        }
        arranged
    }

    fn record(&mut self, id: RecordId, origin: CodeId) -> Read<NodeId> {
        if let Some(node) = self.moment(id)? {
            return Ok(node);
        }
        if let Some(node) = self.nested(id, origin)? {
            return Ok(node);
        }
        let entries = self.fields(id, origin)?;
        Ok(self.finish_map(&entries))
    }

    pub(super) fn fields(&mut self, id: RecordId, origin: CodeId) -> Read<Vec<(TextId, NodeId)>> {
        let fields = match self.options.order {
            Order::Sorted => self.machine.entries(id),
            Order::Declared => self.declared(id, origin),
        };
        let mut entries = Vec::with_capacity(fields.len());
        for (label, slot) in fields {
            let label = self.label(label);
            self.path.push(Step::Label(label));
            entries.push((label, self.node(slot)?));
            self.path.pop();
        }
        Ok(entries)
    }

    /// Labels and slots as the record was written: a literal's in its own order, others in that of the places
    /// that their values come from.
    fn declared(&self, id: RecordId, origin: CodeId) -> Vec<(Name, ThunkId)> {
        let program = &self.machine.program;
        let mut fields = self.machine.entries(id);
        let literal = match program.code(origin) {
            Code::Record(shape, run) if shape == self.machine.fields(id).shape => Some(run),
            _ => None,
        };
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by_key(|at| {
            let code = match literal {
                Some(run) => program.link(run, *at),
                None => self.machine.origin(fields[*at].1),
            };
            let place = self.machine.place(code);
            (place.is_none(), place.map(|span| (span.file, span.start)))
        });
        let arranged = order.into_iter().map(|at| fields[at]).collect();
        fields = arranged;
        fields
    }

    pub(super) fn refuse<T>(&self, why: Why, origin: CodeId) -> Read<T> {
        Err(End::Refused(Box::new(Refusal {
            why,
            path: self.shown_path(),
            origin,
        })))
    }

    fn shown_path(&self) -> String {
        let mut shown = String::new();
        for step in &self.path {
            match step {
                Step::Element(at) => shown.push_str(&format!("[{at}]")),
                Step::Label(label) => {
                    if !shown.is_empty() {
                        shown.push('.');
                    }
                    // No terminal shall obey a name.
                    let characters = self.document.text(*label).chars();
                    shown.extend(characters.map(|c| if c.is_control() { '?' } else { c }));
                }
            }
        }
        shown
    }
}

fn why(value: Value) -> Why {
    match value {
        Value::Builtin(Builtin::None) => Why::BareNone,
        Value::Assert(_) => Why::Assertion,
        Value::Const(_)
        | Value::ListType(_)
        | Value::OptionalType(_)
        | Value::Pi(_)
        | Value::RecordType(_)
        | Value::Union(_)
        | Value::Equivalence(..) => Why::Type,
        Value::Builtin(
            Builtin::Bool
            | Builtin::Bytes
            | Builtin::Natural
            | Builtin::Integer
            | Builtin::Double
            | Builtin::Text
            | Builtin::Date
            | Builtin::Time
            | Builtin::TimeZone,
        ) => Why::Type,
        _ => Why::Function,
    }
}
