//! From Dhall's data to the tree of the model.

use std::sync::Arc;

use num_bigint::{BigInt, BigUint};

use super::{OUT_OF_RANGE, known_type};
use crate::dhall::syntax::Time as DhallTime;
use crate::dhall::{DataType, Datum, DatumValue};
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Exposed, Node, Redacted, Secret, Time, Value};
use crate::source::Sources;

/// The tree of `datum`, which has the type `expected`; or every part that the model has no room for.
pub(super) fn tree(datum: &Datum, expected: &DataType, sources: &Sources) -> Result<Node, Vec<Diagnostic>> {
    let mut builder = Builder {
        sources,
        secret: known_type::<Secret>(),
        path: Vec::new(),
        refused: Vec::new(),
    };
    let node = builder.node(datum, expected);
    if builder.refused.is_empty() {
        Ok(node)
    } else {
        Err(builder.refused)
    }
}

/// What the model can hold of what Dhall can say.
const EXPECTED: &str = "a `Natural` below 2^64, an `Integer` within 64 bits, a finite `Double`, a date, or a time \
    in whole seconds";

struct Builder<'a> {
    sources: &'a Sources,
    secret: Arc<DataType>,
    path: Vec<String>,
    refused: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn node(&mut self, datum: &Datum, expected: &DataType) -> Node {
        Node::new(self.value(datum, expected), datum.origin)
    }

    fn value(&mut self, datum: &Datum, expected: &DataType) -> Value {
        match (&datum.value, expected) {
            (DatumValue::Union { alternative, payload }, ty) if *ty == *self.secret => {
                Value::Secret(self.secret(alternative, payload.as_deref()))
            }
            (DatumValue::Union { alternative, payload }, DataType::Union(alternatives)) => {
                let ty = alternatives.get(alternative).and_then(Option::as_ref);
                let payload = payload
                    .as_deref()
                    .zip(ty)
                    .map(|(payload, ty)| Box::new(self.node(payload, ty)));
                Value::Union(alternative.clone(), payload)
            }
            (DatumValue::Record(fields), DataType::Record(types)) => {
                let fields = fields
                    .iter()
                    .filter_map(|(label, field)| Some((label, field, types.get(label)?)));
                Value::Record(
                    fields
                        .map(|(label, field, ty)| self.below(label, field, ty))
                        .collect(),
                )
            }
            (DatumValue::List(elements), DataType::List(ty)) => {
                let elements = elements.iter().enumerate();
                Value::List(
                    elements
                        .map(|(index, element)| self.below(&index.to_string(), element, ty).1)
                        .collect(),
                )
            }
            (DatumValue::Optional(None), _) => Value::Absent,
            (DatumValue::Optional(Some(inner)), DataType::Optional(ty)) => self.value(inner, ty),
            (DatumValue::Bool(value), _) => Value::Bool(*value),
            (DatumValue::Text(text), _) => Value::Text(self.text(text, datum)),
            (DatumValue::Natural(number), _) => self.natural(number, datum),
            (DatumValue::Integer(number), _) => self.integer(number, datum),
            (DatumValue::Double(number), _) if number.is_finite() => Value::Double(*number),
            (DatumValue::Double(_), _) => self.refuse(datum, "the number"),
            (DatumValue::Date(date), _) => {
                jiff::civil::Date::new(date.year as i16, date.month as i8, date.day as i8)
                    .map_or_else(|_| self.refuse(datum, "the date"), |date| Value::Date(Date(date)))
            }
            (DatumValue::Time(time), _) => self.time(time, datum),
            _ => self.refuse(datum, "the value"),
        }
    }

    fn below(&mut self, label: &str, datum: &Datum, expected: &DataType) -> (String, Node) {
        self.path.push(label.to_owned());
        let node = self.node(datum, expected);
        self.path.pop();
        (label.to_owned(), node)
    }

    /// A text without the credentials that it holds.
    fn text(&self, text: &str, datum: &Datum) -> String {
        if let Some(origin) = datum.origin.filter(|_| Exposed::find(text).is_some()) {
            self.sources.hide(origin);
        }
        Exposed::cover(text)
    }

    fn natural(&mut self, number: &BigUint, datum: &Datum) -> Value {
        match u64::try_from(number) {
            Ok(number) => Value::Natural(number),
            Err(_) => self.refuse(datum, "the number"),
        }
    }

    fn integer(&mut self, number: &BigInt, datum: &Datum) -> Value {
        match i64::try_from(number) {
            Ok(number) => Value::Integer(number),
            Err(_) => self.refuse(datum, "the number"),
        }
    }

    fn time(&mut self, time: &DhallTime, datum: &Datum) -> Value {
        if time.fraction.bytes().any(|digit| digit != b'0') {
            return self.refuse(datum, "the fraction of a second");
        }
        jiff::civil::Time::new(time.hour as i8, time.minute as i8, time.second as i8, 0)
            .map_or_else(|_| self.refuse(datum, "the time"), |time| Value::Time(Time(time)))
    }

    /// Reports a part and puts nothing in its place; the tree is not used then.
    fn refuse(&mut self, datum: &Datum, what: &str) -> Value {
        let path = self.path.join(".");
        let message = format!("{what} in `{path}` is outside of what the model can hold");
        let mut diagnostic = Diagnostic::error(OUT_OF_RANGE, message)
            .address(path)
            .expected(EXPECTED);
        if let Some(origin) = datum.origin {
            diagnostic = diagnostic.at(origin, "");
        }
        self.refused.push(diagnostic);
        Value::Absent
    }

    /// The reference that a value of the secret union is; what may be a literal is dropped and hidden here.
    fn secret(&self, alternative: &str, payload: Option<&Datum>) -> Secret {
        let name = match payload.map(|payload| &payload.value) {
            Some(DatumValue::Text(name)) => name.clone(),
            _ => String::new(),
        };
        let may_be_literal = matches!(alternative, "Raw" | "Native") || !Secret::is_name(&name);
        if let Some(origin) = payload
            .and_then(|payload| payload.origin)
            .filter(|_| may_be_literal)
        {
            self.sources.hide(origin);
        }
        match alternative {
            "fromTerraform" => Secret::FromTerraform(name),
            "fromEnv" => Secret::FromEnv(name),
            "fromAnsible" => Secret::FromAnsible(name),
            "Native" => Secret::Native(Redacted),
            _ => Secret::Raw(Redacted),
        }
    }
}
