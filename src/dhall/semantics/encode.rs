//! The binary encoding of αβ-normal forms, written straight from values, by the standard's `binary.md`.
//!
//! What a closed thunk encodes to is remembered as a range of one buffer, so that a value which is part of
//! many others is walked once and copied after that.

use num_bigint::{BigInt, Sign};
use rustc_hash::FxHashMap;

use super::budget::Limit;
use super::code::{NOWHERE, Step};
use super::list::ListId;
use super::machine::{Eval, Machine, NO_THUNK, Neutral, RecordId, ThunkId, Value};
use super::text::{Piece, TextId};
use crate::dhall::syntax::{Builtin, Const, Operator, Time};

/// Encodings shorter than this are not worth remembering.
const WORTH: usize = 16;

/// What was encoded already.
#[derive(Default)]
pub(crate) struct Encodings {
    bytes: Vec<u8>,
    ranges: FxHashMap<ThunkId, (usize, usize)>,
}

struct Encoder<'a> {
    machine: &'a mut Machine,
    out: Encodings,
    limit: usize,
}

/// The encoding of the αβ-normal form of a closed value.
pub(crate) fn encode(machine: &mut Machine, value: ThunkId) -> Eval<Vec<u8>> {
    let out = std::mem::take(&mut machine.encodings);
    let start = out.bytes.len();
    let limit = start.saturating_add(usize::try_from(machine.meter.budget.length).unwrap_or(usize::MAX));
    let mut encoder = Encoder { machine, out, limit };
    let result = encoder.thunk(value, 0);
    let mut out = encoder.out;
    let encoded = out.bytes[start..].to_vec();
    if result.is_err() {
        // Ranges of what was half written must not stay.
        out = Encodings::default();
    }
    machine.encodings = out;
    result.map(|()| encoded)
}

impl Encoder<'_> {
    fn thunk(&mut self, id: ThunkId, depth: u32) -> Eval<()> {
        if id == NO_THUNK {
            self.out.bytes.push(0xf6);
            return Ok(());
        }
        if self.out.bytes.len() > self.limit {
            return self.machine.stop(Limit::Length);
        }
        if let Some((start, end)) = self.out.ranges.get(&id).copied() {
            self.machine.spend((end - start) as u64 / 64)?;
            self.out.bytes.extend_from_within(start..end);
            return Ok(());
        }
        let value = self.machine.value(id)?;
        self.machine.enter(NOWHERE)?;
        let start = self.out.bytes.len();
        self.value(value, depth)?;
        self.machine.leave();
        let end = self.out.bytes.len();
        if end - start >= WORTH && self.machine.level(id) == 0 {
            self.out.ranges.insert(id, (start, end));
        }
        Ok(())
    }

    fn value(&mut self, value: Value, depth: u32) -> Eval<()> {
        match value {
            Value::Hole => self.out.bytes.push(0xf7),
            Value::Const(constant) => self.string(match constant {
                Const::Type => "Type",
                Const::Kind => "Kind",
                Const::Sort => "Sort",
            }),
            Value::Builtin(builtin) => self.string(builtin.name()),
            Value::Bool(bool) => self.out.bytes.push(if bool { 0xf5 } else { 0xf4 }),
            Value::Natural(number) => {
                self.array(2, 15);
                self.head(0, number);
            }
            Value::BigNatural(_) => {
                let number: BigInt = self.machine.big(value).unwrap_or_default().into();
                self.array(2, 15);
                self.integer(&number);
            }
            Value::Integer(_) | Value::BigInteger(_) => {
                let number = self.machine.big_integer(value).unwrap_or_default();
                self.array(2, 16);
                self.integer(&number);
            }
            Value::Double(number) => self.double(number),
            Value::Bytes(id) => {
                let bytes = self.machine.bytes(id).to_vec();
                self.array(2, 33);
                self.head(2, bytes.len() as u64);
                self.out.bytes.extend(bytes);
            }
            Value::Date(date) => {
                self.array(4, 30);
                for part in [u64::from(date.year), u64::from(date.month), u64::from(date.day)] {
                    self.head(0, part);
                }
            }
            Value::Time(id) => {
                let time = self.machine.time(id).clone();
                self.time(&time);
            }
            Value::TimeZone(zone) => {
                self.array(4, 32);
                let minutes = u64::from(zone.minutes.unsigned_abs());
                self.out.bytes.push(if zone.minutes < 0 { 0xf4 } else { 0xf5 });
                self.head(0, minutes / 60);
                self.head(0, minutes % 60);
            }
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
                self.array(3, 5);
                self.out.bytes.push(0xf6);
                self.thunk(inner, depth)
            }
            Value::EmptyList(annotation) => match self.machine.value(annotation)? {
                Value::ListType(element) => self.all(4, &[element], depth),
                _ => self.all(28, &[annotation], depth),
            },
            Value::Record(id) => self.map(8, id, depth),
            Value::RecordType(id) => self.map(7, id, depth),
            Value::Union(id) => self.map(11, id, depth),
            Value::Constructor(union, label) => self.alternative(union, label.as_str(), depth),
            Value::Alternative {
                union,
                label,
                payload,
            } => {
                if payload == NO_THUNK {
                    return self.alternative(union, label.as_str(), depth);
                }
                self.array(3, 0);
                self.alternative(union, label.as_str(), depth)?;
                self.thunk(payload, depth)
            }
            Value::Assert(annotation) => self.all(19, &[annotation], depth),
            Value::Equivalence(left, right) => self.operator(Operator::Equivalent, left, right, depth),
            Value::Pi(id) => {
                let pi = self.machine.pi_of(id);
                self.array(3, 2);
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
                self.array(3, 1);
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
                self.head(0, u64::from(depth.saturating_sub(1 + level)));
                Ok(())
            }
            Neutral::Free(name, index) => {
                self.head(4, 2);
                self.string(name.as_str());
                self.head(0, u64::from(index));
                Ok(())
            }
            Neutral::Apply(..) => self.application(neutral, depth),
            Neutral::Builtin(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.builtin(builtin, &arguments, depth)
            }
            Neutral::If(a, b, c) => self.all(14, &[a, b, c], depth),
            Neutral::Operator(operator, left, right) => self.operator(operator, left, right, depth),
            Neutral::Field(record, label) => {
                self.array(3, 9);
                self.thunk(record, depth)?;
                self.string(label.as_str());
                Ok(())
            }
            Neutral::Project(record, shape) => {
                let labels = self.machine.shapes.shape(shape).texts().to_vec();
                self.array(labels.len() as u64 + 2, 10);
                self.thunk(record, depth)?;
                labels.into_iter().for_each(|label| self.string(label));
                Ok(())
            }
            Neutral::ProjectType(record, selector) => {
                self.array(3, 10);
                self.thunk(record, depth)?;
                self.head(4, 1);
                self.thunk(selector, depth)
            }
            Neutral::Merge(handlers, union, NO_THUNK) => self.all(6, &[handlers, union], depth),
            Neutral::Merge(handlers, union, annotation) => self.all(6, &[handlers, union, annotation], depth),
            Neutral::ToMap(record, NO_THUNK) => self.all(27, &[record], depth),
            Neutral::ToMap(record, annotation) => self.all(27, &[record, annotation], depth),
            Neutral::ShowConstructor(union) => self.all(34, &[union], depth),
            Neutral::With(record, path, value) => {
                let steps = self.machine.program.steps(path).to_vec();
                self.array(4, 29);
                self.thunk(record, depth)?;
                self.head(4, steps.len() as u64);
                for step in steps {
                    match step {
                        Step::Label(label) => self.string(label.as_str()),
                        Step::Optional => self.head(0, 0),
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
        self.array(arguments.len() as u64 + 2, 0);
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
        self.array(arguments.len() as u64 + 2, 0);
        self.string(builtin.name());
        for argument in arguments {
            self.thunk(*argument, depth)?;
        }
        Ok(())
    }

    fn operator(&mut self, operator: Operator, left: ThunkId, right: ThunkId, depth: u32) -> Eval<()> {
        let code = match operator {
            Operator::Or => 0,
            Operator::And => 1,
            Operator::Equal => 2,
            Operator::NotEqual => 3,
            Operator::Plus => 4,
            Operator::Times => 5,
            Operator::TextAppend => 6,
            Operator::ListAppend => 7,
            Operator::Combine => 8,
            Operator::Prefer => 9,
            Operator::CombineTypes => 10,
            Operator::ImportAlt => 11,
            Operator::Equivalent => 12,
        };
        self.array(4, 3);
        self.head(0, code);
        self.thunk(left, depth)?;
        self.thunk(right, depth)
    }

    fn alternative(&mut self, union: RecordId, label: &str, depth: u32) -> Eval<()> {
        self.array(3, 9);
        self.map(11, union, depth)?;
        self.string(label);
        Ok(())
    }

    fn map(&mut self, label: u64, id: RecordId, depth: u32) -> Eval<()> {
        self.array(2, label);
        let entries = self.machine.entries(id);
        self.head(5, entries.len() as u64);
        for (label, slot) in entries {
            self.string(label.as_str());
            self.thunk(slot, depth)?;
        }
        Ok(())
    }

    fn list(&mut self, list: ListId, depth: u32) -> Eval<()> {
        let elements = self.machine.elements(list)?.to_vec();
        self.head(4, elements.len() as u64 + 2);
        self.head(0, 4);
        self.out.bytes.push(0xf6);
        for element in elements {
            self.thunk(element, depth)?;
        }
        Ok(())
    }

    fn text(&mut self, text: TextId, depth: u32) -> Eval<()> {
        if !self.machine.texts.is_open(text) {
            let literal = self.machine.characters(text)?.to_owned();
            self.array(2, 18);
            self.string(&literal);
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
        self.array(parts.len() as u64 + 1, 18);
        for part in parts {
            match part {
                Piece::Literal(literal) => self.string(&literal),
                Piece::Open(thunk) => self.thunk(thunk, depth)?,
            }
        }
        Ok(())
    }

    fn all(&mut self, label: u64, parts: &[ThunkId], depth: u32) -> Eval<()> {
        self.array(parts.len() as u64 + 1, label);
        for part in parts {
            self.thunk(*part, depth)?;
        }
        Ok(())
    }

    // Bytes.

    fn head(&mut self, major: u8, number: u64) {
        let major = major << 5;
        let out = &mut self.out.bytes;
        match number {
            0..=23 => out.push(major | number as u8),
            24..=0xff => out.extend([major | 24, number as u8]),
            0x100..=0xffff => {
                out.push(major | 25);
                out.extend((number as u16).to_be_bytes());
            }
            0x1_0000..=0xffff_ffff => {
                out.push(major | 26);
                out.extend((number as u32).to_be_bytes());
            }
            _ => {
                out.push(major | 27);
                out.extend(number.to_be_bytes());
            }
        }
    }

    /// The head of an array that begins with a label.
    fn array(&mut self, len: u64, label: u64) {
        self.head(4, len);
        self.head(0, label);
    }

    fn string(&mut self, text: &str) {
        self.head(3, text.len() as u64);
        self.out.bytes.extend_from_slice(text.as_bytes());
    }

    fn integer(&mut self, number: &BigInt) {
        let is_negative = number.sign() == Sign::Minus;
        let magnitude: BigInt = if is_negative {
            -(number + 1_u8)
        } else {
            number.clone()
        };
        match u64::try_from(&magnitude) {
            Ok(small) => self.head(u8::from(is_negative), small),
            Err(_) => {
                let (_, bytes) = magnitude.to_bytes_be();
                self.head(6, if is_negative { 3 } else { 2 });
                self.head(2, bytes.len() as u64);
                self.out.bytes.extend(bytes);
            }
        }
    }

    /// A time: hours, minutes, and seconds as a decimal fraction.
    fn time(&mut self, time: &Time) {
        self.array(4, 31);
        self.head(0, u64::from(time.hour));
        self.head(0, u64::from(time.minute));
        self.head(6, 4);
        self.head(4, 2);
        let precision = time.fraction.len() as i64;
        self.integer(&BigInt::from(-precision));
        let digits = format!("{}{}", time.second, time.fraction);
        self.integer(&digits.parse().unwrap_or_default());
    }

    /// The shortest float that is exact.
    fn double(&mut self, number: f64) {
        if number.is_nan() {
            self.out.bytes.extend([0xf9, 0x7e, 0x00]);
        } else if let Some(half) = half(number) {
            self.out.bytes.push(0xf9);
            self.out.bytes.extend(half.to_be_bytes());
        } else if f64::from(number as f32).to_bits() == number.to_bits() {
            self.out.bytes.push(0xfa);
            self.out.bytes.extend((number as f32).to_be_bytes());
        } else {
            self.out.bytes.push(0xfb);
            self.out.bytes.extend(number.to_be_bytes());
        }
    }
}

/// The half-precision bits of a number that has them exactly.
fn half(number: f64) -> Option<u16> {
    let single = number as f32;
    if f64::from(single).to_bits() != number.to_bits() {
        return None;
    }
    let bits = single.to_bits();
    let sign = (bits >> 16) as u16 & 0x8000;
    let fraction = bits & 0x007f_ffff;
    match ((bits >> 23) & 0xff) as i32 - 127 {
        -127 if fraction == 0 => Some(sign),
        128 if fraction == 0 => Some(sign | 0x7c00),
        exponent @ -14..=15 if fraction & 0x1fff == 0 => {
            Some(sign | (((exponent + 15) as u16) << 10) | (fraction >> 13) as u16)
        }
        exponent @ -24..=-15 => {
            let whole = fraction | 0x0080_0000;
            let shift = (-exponent - 1) as u32;
            (whole & ((1 << shift) - 1) == 0).then(|| sign | (whole >> shift) as u16)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn only_exact_halves_are_halves() {
        let rows = [
            (0.0, Some(0x0000)),
            (-0.0, Some(0x8000)),
            (1.5, Some(0x3e00)),
            (65504.0, Some(0x7bff)),
            (65505.0, None),
            (5.960_464_477_539_063e-8, Some(0x0001)),
            (6.103_515_625e-5, Some(0x0400)),
            (f64::INFINITY, Some(0x7c00)),
            (0.1, None),
        ];
        for (number, expected) in rows {
            assert_eq!(half(number), expected, "{number}");
        }
    }
}
