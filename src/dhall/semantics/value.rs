//! Values and thunks, and what they are made of.

use super::code::{CodeId, Path, Run};
use super::list::ListId;
use super::shape::ShapeId;
use super::text::TextId;
use crate::dhall::syntax::{Builtin, Const, Date, Name, Operator, TimeZone};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ThunkId(pub(crate) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EnvId(pub(crate) u32);

/// The environment without variables.
pub(crate) const EMPTY_ENV: EnvId = EnvId(0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecordId(pub(crate) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PiId(pub(crate) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NeutralId(pub(crate) u32);

/// A value in weak head normal form.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value {
    /// What a mistake left behind; equal to everything, and everything done to it gives it again.
    Hole,
    Const(Const),
    /// A built-in type, or a built-in function without arguments.
    Builtin(Builtin),
    /// A built-in function that waits for more arguments.
    Partial(Builtin, Run),
    ListType(ThunkId),
    OptionalType(ThunkId),
    Bool(bool),
    Natural(u64),
    BigNatural(u32),
    Integer(i64),
    BigInteger(u32),
    Double(f64),
    /// Text, interpolations of neutral values included.
    Text(TextId),
    Bytes(u32),
    Date(Date),
    Time(u32),
    TimeZone(TimeZone),
    /// With the code of the whole `λ`.
    Lambda(CodeId, EnvId),
    Pi(PiId),
    Record(RecordId),
    RecordType(RecordId),
    /// Slots of alternatives without payload are [`NO_THUNK`].
    Union(RecordId),
    /// A constructor that waits for its payload.
    Constructor(RecordId, Name),
    Alternative {
        union: RecordId,
        label: Name,
        /// [`NO_THUNK`] when it carries nothing.
        payload: ThunkId,
    },
    Some(ThunkId),
    /// With the type of what it does not hold.
    None(ThunkId),
    /// With the whole annotation.
    EmptyList(ThunkId),
    /// At least one element.
    List(ListId),
    Assert(ThunkId),
    Equivalence(ThunkId, ThunkId),
    Neutral(NeutralId),
}

/// Stands for an absent thunk.
pub(crate) const NO_THUNK: ThunkId = ThunkId(u32::MAX);

/// A value and the code that produced it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Val {
    pub(crate) value: Value,
    pub(crate) origin: CodeId,
}

/// Why an evaluation was given up; what happened is in [`Meter::stopped`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop;

/// The result of everything that evaluates.
pub(crate) type Eval<T> = Result<T, Stop>;

/// What a thunk will do, or what came of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Thunk {
    Done(Val),
    Busy,
    Code(CodeId, EnvId),
    /// `∧` of two fields of the same name.
    Combine(ThunkId, ThunkId, CodeId),
    /// `⩓` of two fields of the same name.
    CombineTypes(ThunkId, ThunkId, CodeId),
    With {
        record: ThunkId,
        path: Path,
        value: ThunkId,
        site: CodeId,
    },
    /// Several fields of the same name, joined by an operator from the left.
    Merge(Operator, Run, CodeId),
    /// A record and the updates of it.
    Updates(ThunkId, Run),
    /// The type of a file, in the machine's list of those that were put off.
    Type(u32),
}

/// A record, a record type or a union: labels and as many slots.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) shape: ShapeId,
    pub(crate) slots: Run,
    pub(crate) level: u32,
}

/// The body of a function type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Codomain {
    /// It does not mention the parameter.
    Constant(ThunkId),
    /// Code with the parameter as the innermost variable.
    Closure(CodeId, EnvId),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Pi {
    pub(crate) param: Name,
    pub(crate) domain: ThunkId,
    pub(crate) codomain: Codomain,
    pub(crate) level: u32,
}

/// A value that waits for a variable.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Neutral {
    Var(u32),
    Free(Name, u32),
    Apply(ThunkId, ThunkId),
    /// A saturated built-in.
    Builtin(Builtin, Run),
    If(ThunkId, ThunkId, ThunkId),
    Operator(Operator, ThunkId, ThunkId),
    Field(ThunkId, Name),
    Project(ThunkId, ShapeId),
    ProjectType(ThunkId, ThunkId),
    /// The annotation may be [`NO_THUNK`].
    Merge(ThunkId, ThunkId, ThunkId),
    ToMap(ThunkId, ThunkId),
    ShowConstructor(ThunkId),
    With(ThunkId, Path, ThunkId),
}
