//! The numbers that the binary form begins its arrays with.

use crate::dhall::syntax::{ImportMode, LocalPrefix, Operator};

/// What an array is, by its first element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Label {
    Apply = 0,
    Lambda = 1,
    Forall = 2,
    Operator = 3,
    List = 4,
    Some = 5,
    Merge = 6,
    RecordType = 7,
    Record = 8,
    Field = 9,
    Project = 10,
    Union = 11,
    If = 14,
    Natural = 15,
    Integer = 16,
    Text = 18,
    Assert = 19,
    Import = 24,
    Let = 25,
    Annotation = 26,
    ToMap = 27,
    EmptyList = 28,
    With = 29,
    Date = 30,
    Time = 31,
    TimeZone = 32,
    Bytes = 33,
    ShowConstructor = 34,
}

impl Label {
    /// Every label.
    pub const ALL: [Self; 28] = [
        Self::Apply,
        Self::Lambda,
        Self::Forall,
        Self::Operator,
        Self::List,
        Self::Some,
        Self::Merge,
        Self::RecordType,
        Self::Record,
        Self::Field,
        Self::Project,
        Self::Union,
        Self::If,
        Self::Natural,
        Self::Integer,
        Self::Text,
        Self::Assert,
        Self::Import,
        Self::Let,
        Self::Annotation,
        Self::ToMap,
        Self::EmptyList,
        Self::With,
        Self::Date,
        Self::Time,
        Self::TimeZone,
        Self::Bytes,
        Self::ShowConstructor,
    ];

    /// The label with that number; 12 and 13 belonged to forms that the language no longer has.
    pub fn from_number(number: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|label| *label as u64 == number)
    }
}

/// The operators by their number; the completion `::` is number 13 and an expression of its own.
pub(super) const OPERATORS: [Operator; 13] = [
    Operator::Or,
    Operator::And,
    Operator::Equal,
    Operator::NotEqual,
    Operator::Plus,
    Operator::Times,
    Operator::TextAppend,
    Operator::ListAppend,
    Operator::Combine,
    Operator::Prefer,
    Operator::CombineTypes,
    Operator::ImportAlt,
    Operator::Equivalent,
];

/// The number of the completion among the operators.
pub(super) const COMPLETION: u64 = 13;

/// The number of an operator in an array that begins with [`Label::Operator`].
pub(super) fn operator_number(operator: Operator) -> u64 {
    match operator {
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
    }
}

/// The modes by their number.
pub(super) const MODES: [ImportMode; 4] = [
    ImportMode::Code,
    ImportMode::RawText,
    ImportMode::Location,
    ImportMode::RawBytes,
];

pub(super) fn mode_number(mode: ImportMode) -> u64 {
    match mode {
        ImportMode::Code => 0,
        ImportMode::RawText => 1,
        ImportMode::Location => 2,
        ImportMode::RawBytes => 3,
    }
}

/// The prefixes of local imports by their number, less [`FIRST_PREFIX`].
pub(super) const PREFIXES: [LocalPrefix; 4] = [
    LocalPrefix::Absolute,
    LocalPrefix::Here,
    LocalPrefix::Parent,
    LocalPrefix::Home,
];

/// The number of the first of [`PREFIXES`] among the schemes; 0 and 1 are `http` and `https`.
pub(super) const FIRST_PREFIX: u64 = 2;
/// The number of `env:` among the schemes.
pub(super) const ENVIRONMENT: u64 = 6;
/// The number of `missing` among the schemes.
pub(super) const MISSING: u64 = 7;

pub(super) fn prefix_number(prefix: LocalPrefix) -> u64 {
    match prefix {
        LocalPrefix::Absolute => 2,
        LocalPrefix::Here => 3,
        LocalPrefix::Parent => 4,
        LocalPrefix::Home => 5,
    }
}
