//! What a configuration comes to: plain data, with the place that gave each part.

use std::collections::BTreeMap;

use num_bigint::{BigInt, BigUint};

use super::syntax::{Date, Time, TimeZone};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A normal form without functions or types.
#[derive(Clone, Debug)]
pub struct Datum {
    /// What it is.
    pub value: DatumValue,
    /// The source text that produced it, through bindings, functions, `//`, `with`, completion and imports:
    /// editing that text changes this value. `None` where no single place did.
    pub origin: Option<Span>,
}

/// The shapes of data.
#[derive(Clone, Debug)]
pub enum DatumValue {
    /// `Bool`.
    Bool(bool),
    /// `Natural`.
    Natural(BigUint),
    /// `Integer`.
    Integer(BigInt),
    /// `Double`.
    Double(f64),
    /// `Text`.
    Text(String),
    /// `Bytes`.
    Bytes(Vec<u8>),
    /// `Date`.
    Date(Date),
    /// `Time`.
    Time(Time),
    /// `TimeZone`.
    TimeZone(TimeZone),
    /// `Some` and `None`.
    Optional(Option<Box<Datum>>),
    /// `List`.
    List(Vec<Datum>),
    /// A record, by label.
    Record(BTreeMap<String, Datum>),
    /// An alternative of a union.
    Union {
        /// Its label.
        alternative: String,
        /// What it carries.
        payload: Option<Box<Datum>>,
    },
}

/// A type that data can have; what a host program expects of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataType {
    /// `Bool`.
    Bool,
    /// `Natural`.
    Natural,
    /// `Integer`.
    Integer,
    /// `Double`.
    Double,
    /// `Text`.
    Text,
    /// `Bytes`.
    Bytes,
    /// `Date`.
    Date,
    /// `Time`.
    Time,
    /// `TimeZone`.
    TimeZone,
    /// `Optional`.
    Optional(Box<DataType>),
    /// `List`.
    List(Box<DataType>),
    /// A record type, by label.
    Record(BTreeMap<String, DataType>),
    /// A union type, by label, with what each alternative carries.
    Union(BTreeMap<String, Option<DataType>>),
}

/// What the engine found wrong, with the part of it that a program can use.
#[derive(Clone, Debug)]
pub struct Finding {
    /// For people.
    pub diagnostic: Diagnostic,
    /// For programs: set when a record or union type and one of its labels are at fault and that type is
    /// one of data.
    pub mismatch: Option<Mismatch>,
}

/// A label that does not fit a record or union type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The record or union type that was expected, or whose label was asked for.
    pub container: DataType,
    /// The label; empty if the value as a whole does not fit, and then `container` is what was expected of it.
    pub label: String,
    /// How it does not fit.
    pub kind: MismatchKind,
}

/// How a label does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MismatchKind {
    /// The container has it, the value has not.
    Missing,
    /// The value has it, the container has not; an unknown field or alternative, too.
    Surplus,
    /// Both have it, with other types. The found one is `None` when it is no type of data.
    Different {
        /// The container's.
        expected: DataType,
        /// The value's.
        found: Option<DataType>,
    },
}

/// A step from data to a part of it. An `Optional` that is there is what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a field of a record.
    Field(String),
    /// To what an alternative of a union carries.
    Payload,
    /// To an element of a list, from 0.
    Element(usize),
}

/// One place on the way from a file to a part of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What happens there.
    pub kind: LinkKind,
    /// The expression that does it.
    pub span: Span,
    /// Whether it is not on the way to the value, but to something that the value is made from or decided by.
    pub beside: bool,
}

/// What happens at a place on the way to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// The value is written there.
    Written,
    /// The value is computed there, from others or by a built-in function.
    Computed,
    /// A name stands for it.
    Bound,
    /// Another file is imported.
    Imported,
    /// A function is called.
    Called,
    /// `if` or `merge` chooses it.
    Chosen,
    /// The right side of `//` replaces what was there.
    Overridden,
    /// The right side of `/\` adds it.
    Combined,
    /// `with` sets it.
    Updated,
    /// `::` fills it in from the defaults.
    Defaulted,
}
