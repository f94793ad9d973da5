//! The built-in functions.

use super::code::{CodeId, Run};
use super::eval::hole;
use super::list::ListId;
use super::machine::{EMPTY_ENV, Eval, Machine, NO_THUNK, Neutral, Thunk, ThunkId, Val, Value};
use super::number::{show_double, show_integer};
use super::operator::is_natural;
use super::text::{EMPTY_TEXT, Piece, TextId};
use crate::dhall::syntax::{Builtin, Date, Time, TimeZone};

/// Folds with compound accumulators are evaluated to the bottom every so many steps, so that no long chain of
/// thunks builds up.
const DEEPEN_EVERY: u64 = 64;

/// How many arguments a built-in function needs; 0 for what is no function.
fn arity(builtin: Builtin) -> u32 {
    use Builtin as B;
    match builtin {
        B::NaturalFold => 4,
        B::ListFold => 5,
        B::TextReplace => 3,
        B::NaturalSubtract
        | B::ListBuild
        | B::ListLength
        | B::ListHead
        | B::ListLast
        | B::ListIndexed
        | B::ListReverse => 2,
        B::NaturalBuild
        | B::NaturalIsZero
        | B::NaturalEven
        | B::NaturalOdd
        | B::NaturalToInteger
        | B::NaturalShow
        | B::IntegerToDouble
        | B::IntegerShow
        | B::IntegerNegate
        | B::IntegerClamp
        | B::DoubleShow
        | B::TextShow
        | B::DateShow
        | B::TimeShow
        | B::TimeZoneShow
        | B::List
        | B::Optional
        | B::None => 1,
        B::Bool
        | B::Bytes
        | B::Natural
        | B::Integer
        | B::Double
        | B::Text
        | B::Date
        | B::Time
        | B::TimeZone => 0,
    }
}

impl Machine {
    /// Gives a built-in one more argument.
    pub(super) fn apply_builtin(
        &mut self,
        builtin: Builtin,
        before: Option<Run>,
        argument: ThunkId,
        site: CodeId,
    ) -> Eval<Val> {
        let mut arguments = before.map_or_else(Vec::new, |run| self.slots(run).to_vec());
        arguments.push(argument);
        let arity = arity(builtin) as usize;
        let value = match builtin {
            Builtin::List => Value::ListType(argument),
            Builtin::Optional => Value::OptionalType(argument),
            Builtin::None => Value::None(argument),
            _ if arity == 0 => {
                let function = self.done(Value::Builtin(builtin), site);
                self.neutral(Neutral::Apply(function, argument))
            }
            _ if arguments.len() < arity => Value::Partial(builtin, self.run(&arguments)),
            _ => {
                self.enter(site)?;
                let val = self.saturated(builtin, &arguments, site);
                self.leave();
                return val;
            }
        };
        Ok(Val { value, origin: site })
    }

    fn saturated(&mut self, builtin: Builtin, arguments: &[ThunkId], site: CodeId) -> Eval<Val> {
        let result = match builtin {
            Builtin::NaturalFold => self.natural_fold(arguments, site)?,
            Builtin::NaturalBuild => Some(self.natural_build(arguments[0], site)?),
            Builtin::NaturalSubtract => self.natural_subtract(arguments[0], arguments[1], site)?,
            Builtin::ListFold => self.list_fold(arguments, site)?,
            Builtin::ListBuild => Some(self.list_build(arguments[0], arguments[1], site)?),
            Builtin::TextReplace => self.text_replace(arguments, site)?,
            Builtin::ListLength
            | Builtin::ListHead
            | Builtin::ListLast
            | Builtin::ListIndexed
            | Builtin::ListReverse => self.list_function(builtin, arguments, site)?,
            _ => {
                let value = self.value(arguments[0])?;
                let result = match value {
                    Value::Hole => Some(Value::Hole),
                    _ => self.scalar_function(builtin, value)?,
                };
                result.map(|value| Val { value, origin: site })
            }
        };
        Ok(match result {
            Some(val) => self.placed(val, site),
            None => {
                let run = self.run(arguments);
                Val {
                    value: self.neutral(Neutral::Builtin(builtin, run)),
                    origin: site,
                }
            }
        })
    }

    /// Functions of one literal; `None` when the argument is none.
    fn scalar_function(&mut self, builtin: Builtin, value: Value) -> Eval<Option<Value>> {
        use Builtin as B;
        let result = match (builtin, value) {
            (B::NaturalIsZero, Value::Natural(n)) => Value::Bool(n == 0),
            (B::NaturalIsZero, Value::BigNatural(_)) => Value::Bool(false),
            (B::NaturalEven, n) if is_natural(n) => Value::Bool(!self.is_odd(n)),
            (B::NaturalOdd, n) if is_natural(n) => Value::Bool(self.is_odd(n)),
            (B::NaturalToInteger, n) if is_natural(n) => {
                let number = self.big(n).unwrap_or_default().into();
                self.integer_value(number)
            }
            (B::NaturalShow, n) if is_natural(n) => {
                let number = self.big(n).unwrap_or_default();
                self.spend(number.bits() / 8)?;
                self.literal(&number.to_string())
            }
            (B::IntegerToDouble, n) if is_integer(n) => Value::Double(self.to_double(n)),
            (B::IntegerShow, n) if is_integer(n) => {
                let number = self.big_integer(n).unwrap_or_default();
                self.spend(number.bits() / 8)?;
                self.literal(&show_integer(&number))
            }
            (B::IntegerNegate, n) if is_integer(n) => self.negate(n),
            (B::IntegerClamp, n) if is_integer(n) => self.clamp(n),
            (B::DoubleShow, Value::Double(n)) => self.literal(&show_double(n)),
            (B::TextShow, Value::Text(text)) if !self.texts.is_open(text) => {
                let shown = show_text(self.characters(text)?);
                self.literal(&shown)
            }
            (B::DateShow, Value::Date(date)) => self.literal(&show_date(date)),
            (B::TimeShow, Value::Time(time)) => {
                let shown = show_time(self.time(time));
                self.literal(&shown)
            }
            (B::TimeZoneShow, Value::TimeZone(zone)) => self.literal(&show_time_zone(zone)),
            _ => return Ok(None),
        };
        Ok(Some(result))
    }

    fn is_odd(&self, number: Value) -> bool {
        match number {
            Value::Natural(n) => n % 2 == 1,
            other => self.big(other).is_some_and(|n| n.bit(0)),
        }
    }

    /// The characters of a text without interpolations.
    pub(crate) fn characters(&mut self, text: TextId) -> Eval<&str> {
        self.read(self.texts.len(text))?;
        Ok(self.texts.flatten(text))
    }

    /// The elements of a list.
    pub(crate) fn elements(&mut self, list: ListId) -> Eval<&[ThunkId]> {
        self.read(self.lists.len(list).saturating_mul(4))?;
        Ok(self.lists.flatten(list))
    }

    fn natural_build(&mut self, function: ThunkId, site: CodeId) -> Eval<Val> {
        let successor = self.known.successor;
        let successor = self.done(Value::Lambda(successor, EMPTY_ENV), site);
        let zero = self.done(Value::Natural(0), site);
        self.apply_all(function, &[self.known.natural, successor, zero], site)
    }

    fn list_build(&mut self, element: ThunkId, function: ThunkId, site: CodeId) -> Eval<Val> {
        let env = self.bind(EMPTY_ENV, element);
        let cons = self.known.cons;
        let cons = self.done(Value::Lambda(cons, env), site);
        let list = self.done(Value::ListType(element), site);
        let nil = self.done(Value::EmptyList(list), site);
        self.apply_all(function, &[list, cons, nil], site)
    }

    fn apply_all(&mut self, function: ThunkId, arguments: &[ThunkId], site: CodeId) -> Eval<Val> {
        let mut val = self.force(function)?;
        for argument in arguments {
            val = self.apply(val.value, *argument, site)?;
        }
        Ok(val)
    }

    fn natural_fold(&mut self, arguments: &[ThunkId], site: CodeId) -> Eval<Option<Val>> {
        let [count, _, step, zero] = *arguments else {
            return Ok(None);
        };
        let count = match self.value(count)? {
            Value::Natural(count) => count,
            Value::BigNatural(_) => u64::MAX,
            Value::Hole => return Ok(Some(hole())),
            _ => return Ok(None),
        };
        if count == 0 {
            return self.force(zero).map(Some);
        }
        let step = self.force(step)?;
        let mut result = self.force(zero)?;
        for turn in 1..=count {
            let before = result;
            let argument = self.done_val(before);
            result = self.apply(step.value, argument, site)?;
            if same_scalar(before.value, result.value) {
                break;
            }
            self.deepen(result, turn)?;
        }
        Ok(Some(result))
    }

    /// Evaluates an accumulator to the bottom from time to time.
    fn deepen(&mut self, val: Val, turn: u64) -> Eval<()> {
        if !turn.is_multiple_of(DEEPEN_EVERY) {
            return Ok(());
        }
        let mut rest = self.parts(val.value);
        let mut budget = 4 * DEEPEN_EVERY;
        while let Some(thunk) = rest.pop() {
            if matches!(self.thunk(thunk), Thunk::Done(_)) || budget == 0 {
                continue;
            }
            budget -= 1;
            let value = self.value(thunk)?;
            rest.extend(self.parts(value));
        }
        Ok(())
    }

    fn parts(&self, value: Value) -> Vec<ThunkId> {
        match value {
            Value::Some(inner) => vec![inner],
            Value::Record(id) => self.slots(self.fields(id).slots).to_vec(),
            Value::Alternative { payload, .. } if payload != NO_THUNK => vec![payload],
            _ => Vec::new(),
        }
    }

    fn natural_subtract(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Option<Val>> {
        let (a, b) = (self.value(left)?, self.value(right)?);
        let value = match (a, b) {
            (Value::Hole, _) | (_, Value::Hole) => Value::Hole,
            (a, b) if is_natural(a) && is_natural(b) => self.subtract(a, b),
            (Value::Natural(0), b) => b,
            (_, Value::Natural(0)) => Value::Natural(0),
            _ if self.equal(left, right)? => Value::Natural(0),
            _ => return Ok(None),
        };
        Ok(Some(Val { value, origin: site }))
    }

    /// From the last element on, so that the depth does not grow with the list.
    fn list_fold(&mut self, arguments: &[ThunkId], site: CodeId) -> Eval<Option<Val>> {
        let [_, list, _, cons, nil] = *arguments else {
            return Ok(None);
        };
        let elements = match self.value(list)? {
            Value::EmptyList(_) => return self.force(nil).map(Some),
            Value::List(list) => self.elements(list)?.to_vec(),
            Value::Hole => return Ok(Some(hole())),
            _ => return Ok(None),
        };
        let cons = self.force(cons)?;
        let mut rest = nil;
        let mut result = hole();
        for (turn, element) in elements.into_iter().rev().enumerate() {
            let partial = self.apply(cons.value, element, site)?;
            result = self.apply(partial.value, rest, site)?;
            rest = self.done_val(result);
            self.deepen(result, turn as u64 + 1)?;
        }
        Ok(Some(result))
    }

    fn list_function(&mut self, builtin: Builtin, arguments: &[ThunkId], site: CodeId) -> Eval<Option<Val>> {
        let [element, list] = *arguments else {
            return Ok(None);
        };
        let subject = self.force(list)?;
        let value = match (builtin, subject.value) {
            (_, Value::Hole) => Value::Hole,
            (Builtin::ListLength, Value::EmptyList(_)) => Value::Natural(0),
            (Builtin::ListLength, Value::List(list)) => Value::Natural(self.lists.len(list)),
            (Builtin::ListHead | Builtin::ListLast, Value::EmptyList(_)) => Value::None(element),
            (Builtin::ListHead, Value::List(list)) => Value::Some(self.lists.end(list, false)),
            (Builtin::ListLast, Value::List(list)) => Value::Some(self.lists.end(list, true)),
            (Builtin::ListReverse, Value::EmptyList(_)) => return Ok(Some(subject)),
            (Builtin::ListReverse, Value::List(list)) => Value::List(self.lists.reverse(list)),
            (Builtin::ListIndexed, Value::EmptyList(_)) => self.indexed_nothing(element),
            (Builtin::ListIndexed, Value::List(list)) => self.indexed(list, site)?,
            _ => return Ok(None),
        };
        Ok(Some(Val { value, origin: site }))
    }

    fn indexed_nothing(&mut self, element: ThunkId) -> Value {
        let fields = vec![
            (self.known.index, self.known.natural),
            (self.known.value, element),
        ];
        let record = self.record_of(fields);
        let record = self.done(Value::RecordType(record), super::code::NOWHERE);
        let list = self.done(Value::ListType(record), super::code::NOWHERE);
        Value::EmptyList(list)
    }

    fn indexed(&mut self, list: ListId, site: CodeId) -> Eval<Value> {
        let elements = self.elements(list)?.to_vec();
        self.spend(elements.len() as u64)?;
        let level = self.lists.level(list);
        let mut entries = Vec::with_capacity(elements.len());
        for (at, element) in elements.into_iter().enumerate() {
            let index = self.done(Value::Natural(at as u64), site);
            let fields = vec![(self.known.index, index), (self.known.value, element)];
            let record = self.record_of(fields);
            entries.push(self.done(Value::Record(record), site));
        }
        Ok(Value::List(self.lists.leaf(entries, level)))
    }

    fn text_replace(&mut self, arguments: &[ThunkId], site: CodeId) -> Eval<Option<Val>> {
        let [needle, replacement, haystack] = *arguments else {
            return Ok(None);
        };
        let needle = match self.value(needle)? {
            Value::Text(text) if !self.texts.is_open(text) => self.characters(text)?.to_owned(),
            Value::Hole => return Ok(Some(hole())),
            _ => return Ok(None),
        };
        if needle.is_empty() {
            return self.force(haystack).map(Some);
        }
        let haystack = match self.value(haystack)? {
            Value::Text(text) if !self.texts.is_open(text) => self.characters(text)?.to_owned(),
            Value::Hole => return Ok(Some(hole())),
            _ => return Ok(None),
        };
        let parts: Vec<&str> = haystack.split(needle.as_str()).collect();
        self.spend(haystack.len() as u64 / 16 + parts.len() as u64)?;
        let text = if parts.len() == 1 {
            self.texts.leaf(haystack)
        } else {
            let replacement = self.force(replacement)?;
            let Some(replacement) = self.text_of(replacement) else {
                return Ok(Some(hole()));
            };
            self.join(&parts, replacement)?
        };
        self.text_val(text, site).map(Some)
    }

    fn join(&mut self, parts: &[&str], between: TextId) -> Eval<TextId> {
        let gaps = parts.len() as u64 - 1;
        let own: u64 = parts.iter().map(|part| part.len() as u64).sum();
        let len = self.texts.len(between).saturating_mul(gaps).saturating_add(own);
        self.read(len)?;
        if !self.texts.is_open(between) {
            let joined = parts.join(self.characters(between)?);
            return Ok(self.texts.leaf(joined));
        }
        let mut text = EMPTY_TEXT;
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                text = self.texts.append(text, between);
            }
            let part = self.texts.leaf(*part);
            text = self.texts.append(text, part);
        }
        Ok(text)
    }

    /// The pieces of a text, interpolations included.
    pub(crate) fn text_pieces(&mut self, text: TextId) -> Eval<Vec<Piece>> {
        self.read(self.texts.len(text))?;
        Ok(self.texts.pieces(text))
    }
}

fn is_integer(value: Value) -> bool {
    matches!(value, Value::Integer(_) | Value::BigInteger(_))
}

/// Whether a fold has arrived: a step that changes nothing will not change anything later either.
fn same_scalar(before: Value, after: Value) -> bool {
    match (before, after) {
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Natural(a), Value::Natural(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::Double(a), Value::Double(b)) => a.to_bits() == b.to_bits(),
        (Value::Text(a), Value::Text(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::List(a), Value::List(b)) => a == b,
        _ => false,
    }
}

/// `Text/show`: a JSON string, with `$` escaped as well.
fn show_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 2);
    shown.push('"');
    for character in text.chars() {
        match character {
            '"' => shown.push_str("\\\""),
            '$' => shown.push_str("\\u0024"),
            '\\' => shown.push_str("\\\\"),
            '\u{8}' => shown.push_str("\\b"),
            '\u{c}' => shown.push_str("\\f"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            '\0'..='\u{1f}' => shown.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => shown.push(character),
        }
    }
    shown.push('"');
    shown
}

pub(crate) fn show_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

pub(crate) fn show_time(time: &Time) -> String {
    let point = if time.fraction.is_empty() { "" } else { "." };
    format!(
        "{:02}:{:02}:{:02}{point}{}",
        time.hour, time.minute, time.second, time.fraction
    )
}

pub(crate) fn show_time_zone(zone: TimeZone) -> String {
    let sign = if zone.minutes < 0 { '-' } else { '+' };
    let minutes = zone.minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
