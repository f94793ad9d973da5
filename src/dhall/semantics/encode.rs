//! The binary encoding of αβ-normal forms, written straight from values, by the standard's `binary.md`.
//!
//! What a closed thunk encodes to is remembered as a range of one buffer, so that a value which is part of
//! many others is walked once and copied after that.

use rustc_hash::FxHashMap;

use super::budget::Limit;
use super::code::{NOWHERE, Step};
use super::list::ListId;
use super::machine::{Eval, Machine, NO_THUNK, Neutral, RecordId, ThunkId, Value};
use super::text::{Piece, TextId};
use crate::dhall::binary::{Label, Writer};
use crate::dhall::syntax::{Builtin, Const, Operator};

/// Encodings shorter than this are not worth remembering.
const WORTH: usize = 16;

/// What was encoded already.
#[derive(Default)]
pub(crate) struct Encodings {
    writer: Writer,
    ranges: FxHashMap<ThunkId, (usize, usize)>,
}

/// The most bytes of an encoding that is only to be passed on.
pub(crate) const MOST: u64 = 1 << 29;

struct Encoder<'a> {
    machine: &'a mut Machine,
    out: Encodings,
    limit: usize,
    passing: Option<Passing<'a>>,
}

/// Where an encoding is passed on to, instead of being held as a whole.
struct Passing<'a> {
    to: &'a mut dyn FnMut(&[u8]),
    /// From where on what is written was not passed on yet.
    from: usize,
    /// Bytes that were.
    passed: u64,
    /// How often what was written was forgotten.
    forgotten: u32,
}

/// Reads the encoding of the αβ-normal form of a closed value.
pub(crate) fn encoded<T>(machine: &mut Machine, value: ThunkId, read: impl FnOnce(&[u8]) -> T) -> Eval<T> {
    let out = std::mem::take(&mut machine.encodings);
    let start = out.writer.len();
    let limit = start.saturating_add(usize::try_from(machine.meter.budget.length).unwrap_or(usize::MAX));
    let mut encoder = Encoder {
        machine,
        out,
        limit,
        passing: None,
    };
    let known = encoder.out.ranges.get(&value).copied();
    let written = match known {
        Some(_) => Ok(()),
        None => encoder.thunk(value, 0),
    };
    let out = encoder.out;
    let (start, end) = known.unwrap_or((start, out.writer.len()));
    let result = written.map(|()| read(&out.writer.bytes()[start..end]));
    // Ranges of what was half written must not stay.
    machine.encodings = if result.is_ok() { out } else { Encodings::default() };
    result
}

/// Passes on the encoding of the αβ-normal form of a closed value, piece by piece, so that it may be longer than
/// what is held in memory; how long it is.
pub(crate) fn pass(machine: &mut Machine, value: ThunkId, to: &mut dyn FnMut(&[u8])) -> Eval<u64> {
    let out = std::mem::take(&mut machine.encodings);
    if let Some((start, end)) = out.ranges.get(&value).copied() {
        to(&out.writer.bytes()[start..end]);
        machine.encodings = out;
        return Ok((end - start) as u64);
    }
    let from = out.writer.len();
    let limit = from.saturating_add(usize::try_from(machine.meter.budget.length).unwrap_or(usize::MAX));
    let passing = Some(Passing {
        to,
        from,
        passed: 0,
        forgotten: 0,
    });
    let mut encoder = Encoder {
        machine,
        out,
        limit,
        passing,
    };
    encoder.thunk(value, 0)?;
    encoder.pass_on();
    let passed = encoder.passing.as_ref().map_or(0, |passing| passing.passed);
    machine.encodings = encoder.out;
    Ok(passed)
}

impl Encoder<'_> {
    /// Passes on what was written since the last time.
    fn pass_on(&mut self) {
        if let Some(passing) = &mut self.passing {
            let bytes = &self.out.writer.bytes()[passing.from..];
            (passing.to)(bytes);
            passing.passed += bytes.len() as u64;
            passing.from += bytes.len();
        }
    }

    /// Makes room when more is held than may be.
    fn make_room(&mut self) -> Eval<()> {
        self.pass_on();
        match &mut self.passing {
            Some(passing) if passing.passed <= MOST => {
                passing.from = 0;
                passing.forgotten += 1;
                self.limit = usize::try_from(self.machine.meter.budget.length).unwrap_or(usize::MAX);
                self.out = Encodings::default();
                Ok(())
            }
            Some(_) => self.machine.stop(Limit::Encoding),
            None => self.machine.stop(Limit::Length),
        }
    }

    fn forgotten(&self) -> u32 {
        self.passing.as_ref().map_or(0, |passing| passing.forgotten)
    }

    fn thunk(&mut self, id: ThunkId, depth: u32) -> Eval<()> {
        if id == NO_THUNK {
            self.out.writer.null();
            return Ok(());
        }
        if self.out.writer.len() > self.limit {
            self.make_room()?;
        }
        if let Some((start, end)) = self.out.ranges.get(&id).copied() {
            self.machine.spend((end - start) as u64 / 64)?;
            self.out.writer.repeat(start, end);
            return Ok(());
        }
        let value = self.machine.value(id)?;
        self.machine.enter(NOWHERE)?;
        let (start, forgotten) = (self.out.writer.len(), self.forgotten());
        self.value(value, depth)?;
        self.machine.leave();
        let end = self.out.writer.len();
        // The beginning must still be there.
        if forgotten == self.forgotten() && end - start >= WORTH && self.machine.level(id) == 0 {
            self.out.ranges.insert(id, (start, end));
        }
        Ok(())
    }

    fn value(&mut self, value: Value, depth: u32) -> Eval<()> {
        match value {
            Value::Hole => self.out.writer.null(),
            Value::Const(constant) => self.out.writer.text(match constant {
                Const::Type => "Type",
                Const::Kind => "Kind",
                Const::Sort => "Sort",
            }),
            Value::Builtin(builtin) => self.out.writer.text(builtin.name()),
            Value::Bool(bool) => self.out.writer.bool(bool),
            Value::Natural(number) => self.out.writer.natural(number),
            Value::BigNatural(id) => {
                self.out.writer.labelled(2, Label::Natural);
                self.out.writer.big_unsigned(self.machine.natural(id));
            }
            Value::Integer(number) => {
                self.out.writer.labelled(2, Label::Integer);
                self.out.writer.signed(number);
            }
            Value::BigInteger(id) => {
                self.out.writer.labelled(2, Label::Integer);
                self.out.writer.big_signed(self.machine.integer(id));
            }
            Value::Double(number) => self.out.writer.double(number),
            Value::Bytes(id) => {
                self.out.writer.labelled(2, Label::Bytes);
                self.out.writer.byte_string(self.machine.bytes(id));
            }
            Value::Date(date) => self.out.writer.date(date),
            Value::Time(id) => self.out.writer.time(self.machine.time(id)),
            Value::TimeZone(zone) => self.out.writer.time_zone(zone),
            Value::Text(text) => self.text(text, depth)?,
            Value::List(list) => self.list(list, depth)?,
            _ => self.compound(value, depth)?,
        }
        Ok(())
    }

    fn compound(&mut self, value: Value, depth: u32) -> Eval<()> {
        match value {
            Value::Partial(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.builtin(builtin, &arguments, depth)
            }
            Value::ListType(element) => self.builtin(Builtin::List, &[element], depth),
            Value::OptionalType(element) => self.builtin(Builtin::Optional, &[element], depth),
            Value::None(element) => self.builtin(Builtin::None, &[element], depth),
            Value::Some(inner) => {
                self.out.writer.labelled(3, Label::Some);
                self.out.writer.null();
                self.thunk(inner, depth)
            }
            Value::EmptyList(annotation) => match self.machine.value(annotation)? {
                Value::ListType(element) => self.all(Label::List, &[element], depth),
                _ => self.all(Label::EmptyList, &[annotation], depth),
            },
            Value::Record(id) => self.map(Label::Record, id, depth),
            Value::RecordType(id) => self.map(Label::RecordType, id, depth),
            Value::Union(id) => self.map(Label::Union, id, depth),
            Value::Constructor(union, label) => self.alternative(union, label.as_str(), depth),
            Value::Alternative {
                union,
                label,
                payload,
            } => {
                if payload == NO_THUNK {
                    return self.alternative(union, label.as_str(), depth);
                }
                self.out.writer.labelled(3, Label::Apply);
                self.alternative(union, label.as_str(), depth)?;
                self.thunk(payload, depth)
            }
            Value::Assert(annotation) => self.all(Label::Assert, &[annotation], depth),
            Value::Equivalence(left, right) => self.operator(Operator::Equivalent, left, right, depth),
            Value::Pi(id) => {
                let pi = self.machine.pi_of(id);
                self.out.writer.labelled(3, Label::Forall);
                self.thunk(pi.domain, depth)?;
                let variable = self.machine.variable(depth);
                let codomain = self.machine.instantiate(pi.codomain, variable);
                self.thunk(codomain, depth + 1)
            }
            Value::Lambda(code, env) => {
                let variable = self.machine.variable(depth);
                let Some((domain, body)) = self.machine.open_lambda(code, env, variable) else {
                    return Ok(());
                };
                self.out.writer.labelled(3, Label::Lambda);
                self.thunk(domain, depth)?;
                self.thunk(body, depth + 1)
            }
            Value::Neutral(id) => {
                let neutral = self.machine.neutral_of(id);
                self.neutral(neutral, depth)
            }
            _ => Ok(()),
        }
    }

    fn neutral(&mut self, neutral: Neutral, depth: u32) -> Eval<()> {
        match neutral {
            Neutral::Var(level) => {
                self.out
                    .writer
                    .unsigned(u64::from(depth.saturating_sub(1 + level)));
                Ok(())
            }
            Neutral::Free(name, index) => {
                self.out.writer.variable(name.as_str(), u64::from(index));
                Ok(())
            }
            Neutral::Apply(..) => self.application(neutral, depth),
            Neutral::Builtin(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.builtin(builtin, &arguments, depth)
            }
            Neutral::If(a, b, c) => self.all(Label::If, &[a, b, c], depth),
            Neutral::Operator(operator, left, right) => self.operator(operator, left, right, depth),
            Neutral::Field(record, label) => {
                self.out.writer.labelled(3, Label::Field);
                self.thunk(record, depth)?;
                self.out.writer.text(label.as_str());
                Ok(())
            }
            Neutral::Project(record, shape) => {
                let labels = self.machine.shapes.shape(shape).texts().to_vec();
                self.out.writer.labelled(labels.len() + 2, Label::Project);
                self.thunk(record, depth)?;
                labels.into_iter().for_each(|label| self.out.writer.text(label));
                Ok(())
            }
            Neutral::ProjectType(record, selector) => {
                self.out.writer.labelled(3, Label::Project);
                self.thunk(record, depth)?;
                self.out.writer.array(1);
                self.thunk(selector, depth)
            }
            Neutral::Merge(handlers, union, NO_THUNK) => self.all(Label::Merge, &[handlers, union], depth),
            Neutral::Merge(handlers, union, annotation) => {
                self.all(Label::Merge, &[handlers, union, annotation], depth)
            }
            Neutral::ToMap(record, NO_THUNK) => self.all(Label::ToMap, &[record], depth),
            Neutral::ToMap(record, annotation) => self.all(Label::ToMap, &[record, annotation], depth),
            Neutral::ShowConstructor(union) => self.all(Label::ShowConstructor, &[union], depth),
            Neutral::With(record, path, value) => {
                let steps = self.machine.program.steps(path).to_vec();
                self.out.writer.labelled(4, Label::With);
                self.thunk(record, depth)?;
                self.out.writer.array(steps.len());
                for step in steps {
                    match step {
                        Step::Label(label) => self.out.writer.text(label.as_str()),
                        Step::Optional => self.out.writer.unsigned(0),
                    }
                }
                self.thunk(value, depth)
            }
        }
    }

    /// Arguments of one function are one array.
    fn application(&mut self, neutral: Neutral, depth: u32) -> Eval<()> {
        let mut arguments = Vec::new();
        let mut head = neutral;
        let function = loop {
            let Neutral::Apply(function, argument) = head else {
                break None;
            };
            arguments.push(argument);
            match self.machine.value(function)? {
                Value::Neutral(id) => head = self.machine.neutral_of(id),
                other => break Some(other),
            }
        };
        if let (None, Neutral::Builtin(builtin, run)) = (function, head) {
            let mut all = self.machine.slots(run).to_vec();
            all.extend(arguments.iter().rev());
            return self.builtin(builtin, &all, depth);
        }
        self.out.writer.labelled(arguments.len() + 2, Label::Apply);
        match function {
            Some(value) => self.value(value, depth)?,
            None => self.neutral(head, depth)?,
        }
        for argument in arguments.into_iter().rev() {
            self.thunk(argument, depth)?;
        }
        Ok(())
    }

    fn builtin(&mut self, builtin: Builtin, arguments: &[ThunkId], depth: u32) -> Eval<()> {
        self.out.writer.labelled(arguments.len() + 2, Label::Apply);
        self.out.writer.text(builtin.name());
        for argument in arguments {
            self.thunk(*argument, depth)?;
        }
        Ok(())
    }

    fn operator(&mut self, operator: Operator, left: ThunkId, right: ThunkId, depth: u32) -> Eval<()> {
        self.out.writer.operator(operator);
        self.thunk(left, depth)?;
        self.thunk(right, depth)
    }

    fn alternative(&mut self, union: RecordId, label: &str, depth: u32) -> Eval<()> {
        self.out.writer.labelled(3, Label::Field);
        self.map(Label::Union, union, depth)?;
        self.out.writer.text(label);
        Ok(())
    }

    fn map(&mut self, label: Label, id: RecordId, depth: u32) -> Eval<()> {
        self.out.writer.labelled(2, label);
        let entries = self.machine.entries(id);
        self.out.writer.map(entries.len());
        for (label, slot) in entries {
            self.out.writer.text(label.as_str());
            self.thunk(slot, depth)?;
        }
        Ok(())
    }

    fn list(&mut self, list: ListId, depth: u32) -> Eval<()> {
        let elements = self.machine.elements(list)?.to_vec();
        self.out.writer.labelled(elements.len() + 2, Label::List);
        self.out.writer.null();
        for element in elements {
            self.thunk(element, depth)?;
        }
        Ok(())
    }

    fn text(&mut self, text: TextId, depth: u32) -> Eval<()> {
        if !self.machine.texts.is_open(text) {
            let literal = self.machine.characters(text)?.to_owned();
            self.out.writer.labelled(2, Label::Text);
            self.out.writer.text(&literal);
            return Ok(());
        }
        // Literals and interpolations take turns, literals at both ends.
        let mut parts: Vec<Piece> = Vec::new();
        for piece in self.machine.text_pieces(text)? {
            let needs_literal = !matches!(parts.last(), Some(Piece::Literal(_)));
            if matches!(piece, Piece::Open(_)) && needs_literal {
                parts.push(Piece::Literal(String::new()));
            }
            parts.push(piece);
        }
        if matches!(parts.last(), Some(Piece::Open(_))) {
            parts.push(Piece::Literal(String::new()));
        }
        self.out.writer.labelled(parts.len() + 1, Label::Text);
        for part in parts {
            match part {
                Piece::Literal(literal) => self.out.writer.text(&literal),
                Piece::Open(thunk) => self.thunk(thunk, depth)?,
            }
        }
        Ok(())
    }

    fn all(&mut self, label: Label, parts: &[ThunkId], depth: u32) -> Eval<()> {
        self.out.writer.labelled(parts.len() + 1, label);
        for part in parts {
            self.thunk(*part, depth)?;
        }
        Ok(())
    }
}
