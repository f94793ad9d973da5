//! The thunks, names and code that the rules of evaluation and inference mention.

use super::code::{Code, CodeId, NOWHERE};
use super::machine::{Machine, NO_THUNK, ThunkId, Value};
use crate::dhall::syntax::{Builtin, Const, Name, Operator};

/// Thunks and names that rules mention.
pub(crate) struct Known {
    pub(crate) hole: ThunkId,
    pub(crate) bool: ThunkId,
    pub(crate) natural: ThunkId,
    pub(crate) integer: ThunkId,
    pub(crate) double: ThunkId,
    pub(crate) text: ThunkId,
    pub(crate) bytes: ThunkId,
    pub(crate) date: ThunkId,
    pub(crate) time: ThunkId,
    pub(crate) time_zone: ThunkId,
    pub(crate) type_: ThunkId,
    pub(crate) kind: ThunkId,
    pub(crate) sort: ThunkId,
    pub(crate) empty_record: ThunkId,
    pub(crate) underscore: Name,
    pub(crate) map_key: Name,
    pub(crate) map_value: Name,
    pub(crate) index: Name,
    pub(crate) value: Name,
    pub(crate) some: Name,
    pub(crate) none: Name,
    pub(crate) type_label: Name,
    pub(crate) default: Name,
    /// `λ(x : Natural) → x + 1`.
    pub(crate) successor: CodeId,
    /// `λ(a : T) → λ(as : List T) → [ a ] # as`, open in `T`.
    pub(crate) cons: CodeId,
}

impl Known {
    pub(super) fn placeholder() -> Self {
        let (thunk, name, code) = (NO_THUNK, Name::new("_"), NOWHERE);
        Self {
            hole: thunk,
            bool: thunk,
            natural: thunk,
            integer: thunk,
            double: thunk,
            text: thunk,
            bytes: thunk,
            date: thunk,
            time: thunk,
            time_zone: thunk,
            type_: thunk,
            kind: thunk,
            sort: thunk,
            empty_record: thunk,
            underscore: name,
            map_key: Name::new("mapKey"),
            map_value: Name::new("mapValue"),
            index: Name::new("index"),
            value: Name::new("value"),
            some: Name::new("Some"),
            none: Name::new("None"),
            type_label: Name::new("Type"),
            default: Name::new("default"),
            successor: code,
            cons: code,
        }
    }
}

impl Machine {
    pub(super) fn learn(&mut self) {
        self.known.hole = self.done(Value::Hole, NOWHERE);
        let mut builtin = |builtin| self.done(Value::Builtin(builtin), NOWHERE);
        let (bool, natural, integer) = (
            builtin(Builtin::Bool),
            builtin(Builtin::Natural),
            builtin(Builtin::Integer),
        );
        let (double, text, bytes) = (
            builtin(Builtin::Double),
            builtin(Builtin::Text),
            builtin(Builtin::Bytes),
        );
        let (date, time, time_zone) = (
            builtin(Builtin::Date),
            builtin(Builtin::Time),
            builtin(Builtin::TimeZone),
        );
        let mut constant = |constant| self.done(Value::Const(constant), NOWHERE);
        let (type_, kind, sort) = (
            constant(Const::Type),
            constant(Const::Kind),
            constant(Const::Sort),
        );
        let empty = self.record(super::shape::EMPTY_SHAPE, &[]);
        let empty_record = self.done(Value::Record(empty), NOWHERE);
        let (successor, cons) = (self.successor_code(), self.cons_code());
        self.known = Known {
            bool,
            natural,
            integer,
            double,
            text,
            bytes,
            date,
            time,
            time_zone,
            type_,
            kind,
            sort,
            empty_record,
            successor,
            cons,
            hole: self.known.hole,
            ..Known::placeholder()
        };
    }

    fn successor_code(&mut self) -> CodeId {
        let program = &mut self.program;
        let domain = program.synthesize(Code::Builtin(Builtin::Natural));
        let left = program.synthesize(Code::Local(0));
        let right = program.synthesize(Code::Natural(1));
        let body = program.synthesize(Code::Operator {
            operator: Operator::Plus,
            left,
            right,
        });
        let param = Name::new("x");
        program.synthesize(Code::Lambda { param, domain, body })
    }

    fn cons_code(&mut self) -> CodeId {
        let program = &mut self.program;
        let element = program.synthesize(Code::Local(0));
        let list = program.synthesize(Code::Builtin(Builtin::List));
        let outer = program.synthesize(Code::Local(1));
        let lists = program.synthesize(Code::Apply {
            function: list,
            argument: outer,
        });
        let run = program.run([outer]);
        let left = program.synthesize(Code::List(run));
        let right = program.synthesize(Code::Local(0));
        let append = program.synthesize(Code::Operator {
            operator: Operator::ListAppend,
            left,
            right,
        });
        let inner = program.synthesize(Code::Lambda {
            param: Name::new("as"),
            domain: lists,
            body: append,
        });
        program.synthesize(Code::Lambda {
            param: Name::new("a"),
            domain: element,
            body: inner,
        })
    }
}
