//! From values to data, and between types of values and types of data.

use std::collections::BTreeMap;

use super::budget::Limit;
use super::code::{CodeId, NOWHERE};
use super::machine::{Eval, Machine, NO_THUNK, ThunkId, Val, Value};
use crate::dhall::datum::{DataType, Datum, DatumValue};
use crate::dhall::syntax::{Builtin, Name};

/// How many nodes the data type in a finding may have.
const TYPE_LIMIT: u32 = 20_000;

/// How deeply data may nest, so that whoever walks it needs no thought for the stack.
const DEPTH: u32 = 250;

/// The data that a value is; `Err` inside with the origin of the first part that is none.
pub(crate) fn datum(machine: &mut Machine, thunk: ThunkId) -> Eval<Result<Datum, CodeId>> {
    datum_at(machine, thunk, 0)
}

fn datum_at(machine: &mut Machine, thunk: ThunkId, depth: u32) -> Eval<Result<Datum, CodeId>> {
    if depth > DEPTH {
        return machine.stop(Limit::Depth);
    }
    let val = machine.force(thunk)?;
    machine.enter(val.origin)?;
    machine.spend(super::budget::WRITTEN)?;
    let value = datum_value(machine, val, depth + 1)?;
    machine.leave();
    Ok(value.map(|value| Datum {
        value,
        origin: machine.place(val.origin),
    }))
}

fn datum_value(machine: &mut Machine, val: Val, depth: u32) -> Eval<Result<DatumValue, CodeId>> {
    let value = val.value;
    Ok(Ok(match value {
        Value::Bool(bool) => DatumValue::Bool(bool),
        Value::Natural(_) | Value::BigNatural(_) => {
            DatumValue::Natural(machine.big(value).unwrap_or_default())
        }
        Value::Integer(_) | Value::BigInteger(_) => {
            DatumValue::Integer(machine.big_integer(value).unwrap_or_default())
        }
        Value::Double(number) => DatumValue::Double(number),
        Value::Text(text) if !machine.texts.is_open(text) => {
            DatumValue::Text(machine.characters(text)?.to_owned())
        }
        Value::Bytes(bytes) => DatumValue::Bytes(machine.bytes(bytes).to_vec()),
        Value::Date(date) => DatumValue::Date(date),
        Value::Time(time) => DatumValue::Time(machine.time(time).clone()),
        Value::TimeZone(zone) => DatumValue::TimeZone(zone),
        Value::None(_) => DatumValue::Optional(None),
        Value::Some(inner) => match datum_at(machine, inner, depth)? {
            Ok(inner) => DatumValue::Optional(Some(Box::new(inner))),
            Err(culprit) => return Ok(Err(culprit)),
        },
        Value::EmptyList(_) => DatumValue::List(Vec::new()),
        Value::List(list) => {
            let elements = machine.elements(list)?.to_vec();
            let mut data = Vec::with_capacity(elements.len());
            for element in elements {
                match datum_at(machine, element, depth)? {
                    Ok(element) => data.push(element),
                    Err(culprit) => return Ok(Err(culprit)),
                }
            }
            DatumValue::List(data)
        }
        Value::Record(id) => {
            let mut fields = BTreeMap::new();
            for (label, slot) in machine.entries(id) {
                match datum_at(machine, slot, depth)? {
                    Ok(field) => fields.insert(label.as_str().to_owned(), field),
                    Err(culprit) => return Ok(Err(culprit)),
                };
            }
            DatumValue::Record(fields)
        }
        Value::Alternative { label, payload, .. } => {
            let payload = if payload == NO_THUNK {
                None
            } else {
                match datum_at(machine, payload, depth)? {
                    Ok(payload) => Some(Box::new(payload)),
                    Err(culprit) => return Ok(Err(culprit)),
                }
            };
            DatumValue::Union {
                alternative: label.as_str().to_owned(),
                payload,
            }
        }
        _ => return Ok(Err(val.origin)),
    }))
}

/// The type of data that a type is; `None` when it is none, or larger than is useful.
pub(crate) fn data_type(machine: &mut Machine, ty: ThunkId) -> Eval<Option<DataType>> {
    let mut left = TYPE_LIMIT;
    read_type(machine, ty, &mut left)
}

fn read_type(machine: &mut Machine, ty: ThunkId, left: &mut u32) -> Eval<Option<DataType>> {
    let Some(rest) = left.checked_sub(1) else {
        return Ok(None);
    };
    *left = rest;
    let value = machine.value(ty)?;
    machine.enter(NOWHERE)?;
    let ty = read_type_value(machine, value, left);
    machine.leave();
    ty
}

fn read_type_value(machine: &mut Machine, value: Value, left: &mut u32) -> Eval<Option<DataType>> {
    Ok(match value {
        Value::Builtin(builtin) => match builtin {
            Builtin::Bool => Some(DataType::Bool),
            Builtin::Natural => Some(DataType::Natural),
            Builtin::Integer => Some(DataType::Integer),
            Builtin::Double => Some(DataType::Double),
            Builtin::Text => Some(DataType::Text),
            Builtin::Bytes => Some(DataType::Bytes),
            Builtin::Date => Some(DataType::Date),
            Builtin::Time => Some(DataType::Time),
            Builtin::TimeZone => Some(DataType::TimeZone),
            _ => None,
        },
        Value::OptionalType(inner) => {
            read_type(machine, inner, left)?.map(|inner| DataType::Optional(Box::new(inner)))
        }
        Value::ListType(inner) => {
            read_type(machine, inner, left)?.map(|inner| DataType::List(Box::new(inner)))
        }
        Value::RecordType(id) => {
            let mut fields = BTreeMap::new();
            for (label, slot) in machine.entries(id) {
                let Some(field) = read_type(machine, slot, left)? else {
                    return Ok(None);
                };
                fields.insert(label.as_str().to_owned(), field);
            }
            Some(DataType::Record(fields))
        }
        Value::Union(id) => {
            let mut alternatives = BTreeMap::new();
            for (label, slot) in machine.entries(id) {
                let payload = if slot == NO_THUNK {
                    None
                } else {
                    match read_type(machine, slot, left)? {
                        Some(payload) => Some(payload),
                        None => return Ok(None),
                    }
                };
                alternatives.insert(label.as_str().to_owned(), payload);
            }
            Some(DataType::Union(alternatives))
        }
        _ => None,
    })
}

/// A type of data as a type.
pub(crate) fn type_thunk(machine: &mut Machine, ty: &DataType) -> ThunkId {
    let known = &machine.known;
    match ty {
        DataType::Bool => known.bool,
        DataType::Natural => known.natural,
        DataType::Integer => known.integer,
        DataType::Double => known.double,
        DataType::Text => known.text,
        DataType::Bytes => known.bytes,
        DataType::Date => known.date,
        DataType::Time => known.time,
        DataType::TimeZone => known.time_zone,
        DataType::Optional(inner) => {
            let inner = type_thunk(machine, inner);
            machine.done(Value::OptionalType(inner), NOWHERE)
        }
        DataType::List(inner) => {
            let inner = type_thunk(machine, inner);
            machine.done(Value::ListType(inner), NOWHERE)
        }
        DataType::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(label, ty)| (Name::new(label), type_thunk(machine, ty)))
                .collect();
            let record = machine.record_of(fields);
            machine.done(Value::RecordType(record), NOWHERE)
        }
        DataType::Union(alternatives) => {
            let fields = alternatives
                .iter()
                .map(|(label, payload)| {
                    let payload = payload.as_ref().map_or(NO_THUNK, |ty| type_thunk(machine, ty));
                    (Name::new(label), payload)
                })
                .collect();
            let union = machine.record_of(fields);
            machine.done(Value::Union(union), NOWHERE)
        }
    }
}
