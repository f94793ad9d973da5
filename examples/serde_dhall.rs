//! A file as the crate `serde_dhall` reads it, printed as JSON: the peer that `benches/peers` runs.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde_dhall::{NumKind, SimpleValue};
use serde_json::Value;

fn main() {
    let path = std::env::args().nth(1).expect("the path of a file");
    match serde_dhall::from_file(path).parse::<SimpleValue>() {
        Ok(value) => {
            let text = serde_json::to_string_pretty(&json(value)).expect("data is JSON");
            writeln!(std::io::stdout().lock(), "{text}").expect("the output can be written");
        }
        Err(error) => {
            writeln!(std::io::stderr().lock(), "{error}").expect("the output can be written");
            std::process::exit(1);
        }
    }
}

fn json(value: SimpleValue) -> Value {
    match value {
        SimpleValue::Num(NumKind::Bool(bool)) => bool.into(),
        SimpleValue::Num(NumKind::Natural(number)) => number.into(),
        SimpleValue::Num(NumKind::Integer(number)) => number.into(),
        SimpleValue::Num(NumKind::Double(number)) => f64::from(number).into(),
        SimpleValue::Text(text) => text.into(),
        SimpleValue::Optional(inner) => inner.map_or(Value::Null, |inner| json(*inner)),
        SimpleValue::List(elements) => elements.into_iter().map(json).collect(),
        SimpleValue::Record(fields) => object(fields),
        SimpleValue::Union(label, payload) => payload.map_or(label.into(), |payload| json(*payload)),
    }
}

/// A record without what is absent.
fn object(fields: BTreeMap<String, SimpleValue>) -> Value {
    let fields = fields.into_iter().map(|(label, field)| (label, json(field)));
    Value::Object(fields.filter(|(_, field)| !field.is_null()).collect())
}
