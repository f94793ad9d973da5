//! The expression tree of one file: an arena of nodes, each with its span.
//!
//! The tree is what the grammar of the standard gives after the desugaring that its parser does: puns, dotted
//! fields and repeated fields are already nested records and `∧`. Children have smaller ids than their
//! parents, so that later passes can be sweeps, and dropping a tree needs no recursion.

use std::ops::Index;

use num_bigint::{BigInt, BigUint};

use super::Name;
use crate::source::{FileId, Span};

/// An expression of an [`Ast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// The expressions of one file.
#[derive(Clone, Debug)]
pub struct Ast {
    /// The file that the spans are of.
    pub file: FileId,
    nodes: Vec<Expr>,
    spans: Vec<(u32, u32)>,
    root: ExprId,
}

impl Ast {
    /// An arena without expressions; [`Ast::set_root`] before it is used.
    pub fn new(file: FileId) -> Self {
        Self {
            file,
            nodes: Vec::new(),
            spans: Vec::new(),
            root: ExprId(0),
        }
    }

    /// Adds an expression, whose children are there already, with the bytes `start..end`.
    pub fn add(&mut self, expr: Expr, start: u32, end: u32) -> ExprId {
        self.nodes.push(expr);
        self.spans.push((start, end));
        ExprId(u32::try_from(self.nodes.len() - 1).expect("a file has fewer than 2^32 expressions"))
    }

    /// Names the expression that is the whole file.
    pub fn set_root(&mut self, root: ExprId) {
        self.root = root;
    }

    /// The expression that is the whole file.
    pub fn root(&self) -> ExprId {
        self.root
    }

    /// Where an expression stands.
    pub fn span(&self, id: ExprId) -> Span {
        let (start, end) = self.spans[id.0 as usize];
        Span::new(self.file, start, end)
    }

    /// Replaces every offset by what a function makes of it.
    pub(super) fn move_spans(&mut self, moved: impl Fn(u32) -> u32) {
        let shift = |span: &mut (u32, u32)| *span = (moved(span.0), moved(span.1));
        self.spans.iter_mut().for_each(shift);
        for node in &mut self.nodes {
            for span in node.name_spans() {
                shift(span);
            }
        }
    }

    /// How many expressions there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl Index<ExprId> for Ast {
    type Output = Expr;

    fn index(&self, id: ExprId) -> &Expr {
        &self.nodes[id.0 as usize]
    }
}

/// A name where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The name.
    pub name: Name,
    /// First byte and one past the last.
    pub span: (u32, u32),
}

/// One expression. Names follow the standard's `syntax.md`.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum Expr {
    /// `Type`, `Kind`, `Sort`.
    Const(Const),
    /// A built-in function, type or value other than the constants and the literals.
    Builtin(Builtin),
    /// `x@n`.
    Variable { name: Name, index: u32 },
    /// `λ(x : A) → b`.
    Lambda {
        param: Spelled,
        domain: ExprId,
        body: ExprId,
    },
    /// `∀(x : A) → B`; `A → B` has the parameter `_`.
    Forall {
        param: Spelled,
        domain: ExprId,
        codomain: ExprId,
    },
    /// `f a`, one argument at a time.
    Apply { function: ExprId, argument: ExprId },
    /// `let x : A = a in b`, a run of bindings in one node.
    Let { bindings: Box<[Binding]>, body: ExprId },
    /// `x : T`.
    Annotation { value: ExprId, annotation: ExprId },
    /// `assert : T`.
    Assert { annotation: ExprId },
    /// `if t then l else r`.
    If {
        predicate: ExprId,
        then: ExprId,
        otherwise: ExprId,
    },
    /// `l op r`.
    Operator {
        operator: Operator,
        left: ExprId,
        right: ExprId,
    },
    /// `True`, `False`.
    Bool(bool),
    /// A `Natural` that fits.
    Natural(u64),
    /// A `Natural` from 2^64 up.
    BigNatural(Box<BigUint>),
    /// An `Integer` that fits.
    Integer(i64),
    /// An `Integer` outside of `i64`.
    BigInteger(Box<BigInt>),
    /// A `Double`.
    Double(f64),
    /// Text: literal segments around interpolations, one segment more than interpolations.
    Text {
        segments: Box<[Box<str>]>,
        interpolations: Box<[ExprId]>,
    },
    /// `0x"..."`.
    Bytes(Box<[u8]>),
    /// `YYYY-MM-DD`.
    Date(Date),
    /// `hh:mm:ss.f`.
    Time(Box<Time>),
    /// `±hh:mm`.
    TimeZone(TimeZone),
    /// `[] : T`, with the whole annotation, `List A` included.
    EmptyList { annotation: ExprId },
    /// `[a, b]`, at least one element.
    List(Box<[ExprId]>),
    /// `Some a`.
    Some(ExprId),
    /// `{ x : A }`, in source order, duplicates kept for the type checker to report.
    RecordType(Box<[(Spelled, ExprId)]>),
    /// `{ x = a }`, in source order, each name once.
    Record(Box<[(Spelled, ExprId)]>),
    /// `< A | B : T >`, in source order, duplicates kept for the type checker to report.
    Union(Box<[(Spelled, Option<ExprId>)]>),
    /// `r.x`.
    Field { record: ExprId, label: Spelled },
    /// `r.{ x, y }`, in source order, duplicates kept.
    Project { record: ExprId, labels: Box<[Spelled]> },
    /// `r.(T)`.
    ProjectType { record: ExprId, selector: ExprId },
    /// `T::r`.
    Completion { schema: ExprId, record: ExprId },
    /// `merge h u : T`.
    Merge {
        handlers: ExprId,
        union: ExprId,
        annotation: Option<ExprId>,
    },
    /// `toMap r : T`.
    ToMap {
        record: ExprId,
        annotation: Option<ExprId>,
    },
    /// `showConstructor u`.
    ShowConstructor(ExprId),
    /// `r with x.y = v`.
    With {
        record: ExprId,
        path: Box<[PathComponent]>,
        value: ExprId,
    },
    /// An import.
    Import(Box<Import>),
    /// A place where the parser reported a mistake and went on; never evaluated, and of every type.
    Hole,
}

impl Expr {
    /// The spans of the names that the expression itself spells.
    fn name_spans(&mut self) -> Vec<&mut (u32, u32)> {
        match self {
            Self::Lambda { param, .. } | Self::Forall { param, .. } => vec![&mut param.span],
            Self::Field { label, .. } => vec![&mut label.span],
            Self::Let { bindings, .. } => bindings.iter_mut().map(|one| &mut one.label.span).collect(),
            Self::RecordType(fields) | Self::Record(fields) => {
                fields.iter_mut().map(|(label, _)| &mut label.span).collect()
            }
            Self::Union(alternatives) => alternatives
                .iter_mut()
                .map(|(label, _)| &mut label.span)
                .collect(),
            Self::Project { labels, .. } => labels.iter_mut().map(|label| &mut label.span).collect(),
            Self::With { path, .. } => path
                .iter_mut()
                .map(|component| match component {
                    PathComponent::Label(label) => &mut label.span,
                    PathComponent::DescendOptional(span) => span,
                })
                .collect(),
            Self::Const(_)
            | Self::Builtin(_)
            | Self::Variable { .. }
            | Self::Apply { .. }
            | Self::Annotation { .. }
            | Self::Assert { .. }
            | Self::If { .. }
            | Self::Operator { .. }
            | Self::Bool(_)
            | Self::Natural(_)
            | Self::BigNatural(_)
            | Self::Integer(_)
            | Self::BigInteger(_)
            | Self::Double(_)
            | Self::Text { .. }
            | Self::Bytes(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::TimeZone(_)
            | Self::EmptyList { .. }
            | Self::List(_)
            | Self::Some(_)
            | Self::ProjectType { .. }
            | Self::Completion { .. }
            | Self::Merge { .. }
            | Self::ToMap { .. }
            | Self::ShowConstructor(_)
            | Self::Import(_)
            | Self::Hole => Vec::new(),
        }
    }
}

/// One binding of a `let`.
#[derive(Clone, Debug)]
pub struct Binding {
    /// What is bound.
    pub label: Spelled,
    /// `: A`.
    pub annotation: Option<ExprId>,
    /// `= a`.
    pub value: ExprId,
}

/// A step of the left side of a `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathComponent {
    /// `.x`.
    Label(Spelled),
    /// `.?`, with its bytes.
    DescendOptional((u32, u32)),
}

/// The constants of the type system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Const {
    /// The type of types.
    Type,
    /// The type of `Type`.
    Kind,
    /// The type of `Kind`; it has none itself.
    Sort,
}

/// The binary operators, from the loosest to the tightest, as `dhall.abnf` orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// `≡`, `===`.
    Equivalent,
    /// `?`.
    ImportAlt,
    /// `||`.
    Or,
    /// `+`.
    Plus,
    /// `++`.
    TextAppend,
    /// `#`.
    ListAppend,
    /// `&&`.
    And,
    /// `∧`, `/\`.
    Combine,
    /// `⫽`, `//`.
    Prefer,
    /// `⩓`, `//\\`.
    CombineTypes,
    /// `*`.
    Times,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
}

/// A calendar date, checked when parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// 0 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Date {
    /// The date, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let there = year <= 9999 && (1..=12).contains(&month) && (1..=days).contains(&day);
        there.then_some(Self { year, month, day })
    }
}

/// A time of day with the digits of its fraction as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// The digits behind the point, `""` without one; `.100` is not `.1`.
    pub fraction: Box<str>,
}

/// An offset from UTC in minutes, -1439 to 1439.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeZone {
    /// East of Greenwich is positive.
    pub minutes: i16,
}

/// An import as written.
#[derive(Clone, Debug)]
pub struct Import {
    /// From where.
    pub location: Location,
    /// The digest of `sha256:`.
    pub hash: Option<[u8; 32]>,
    /// As what.
    pub mode: ImportMode,
}

/// What an import becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportMode {
    /// An expression.
    Code,
    /// `as Text`.
    RawText,
    /// `as Location`.
    Location,
    /// `as Bytes`.
    RawBytes,
}

/// From where something is imported.
#[derive(Clone, Debug)]
pub enum Location {
    /// `missing`.
    Missing,
    /// A path of the file system.
    Local {
        /// What it starts with.
        prefix: LocalPrefix,
        /// The names, unquoted.
        components: Box<[Box<str>]>,
    },
    /// `http://` or `https://`.
    Remote {
        /// Whether the scheme is `https`.
        https: bool,
        /// User, host and port as written.
        authority: Box<str>,
        /// The names of the path as written, percent escapes kept; at least one, which may be empty.
        components: Box<[Box<str>]>,
        /// Behind `?`, as written.
        query: Option<Box<str>>,
        /// The expression of `using`.
        headers: Option<ExprId>,
    },
    /// `env:NAME`, unescaped.
    Env(Box<str>),
}

/// What a local import starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocalPrefix {
    /// `/`.
    Absolute,
    /// `./`.
    Here,
    /// `../`.
    Parent,
    /// `~/`.
    Home,
}

/// The built-in functions, types and values of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Builtin {
    NaturalBuild,
    NaturalFold,
    NaturalIsZero,
    NaturalEven,
    NaturalOdd,
    NaturalToInteger,
    NaturalShow,
    NaturalSubtract,
    IntegerToDouble,
    IntegerShow,
    IntegerNegate,
    IntegerClamp,
    DoubleShow,
    ListBuild,
    ListFold,
    ListLength,
    ListHead,
    ListLast,
    ListIndexed,
    ListReverse,
    TextShow,
    TextReplace,
    DateShow,
    TimeShow,
    TimeZoneShow,
    Bool,
    Bytes,
    Natural,
    Integer,
    Double,
    Text,
    List,
    Date,
    Time,
    TimeZone,
    Optional,
    None,
}

impl Builtin {
    /// Every built-in with its name in source.
    pub const ALL: [(Self, &'static str); 37] = [
        (Self::NaturalBuild, "Natural/build"),
        (Self::NaturalFold, "Natural/fold"),
        (Self::NaturalIsZero, "Natural/isZero"),
        (Self::NaturalEven, "Natural/even"),
        (Self::NaturalOdd, "Natural/odd"),
        (Self::NaturalToInteger, "Natural/toInteger"),
        (Self::NaturalShow, "Natural/show"),
        (Self::NaturalSubtract, "Natural/subtract"),
        (Self::IntegerToDouble, "Integer/toDouble"),
        (Self::IntegerShow, "Integer/show"),
        (Self::IntegerNegate, "Integer/negate"),
        (Self::IntegerClamp, "Integer/clamp"),
        (Self::DoubleShow, "Double/show"),
        (Self::ListBuild, "List/build"),
        (Self::ListFold, "List/fold"),
        (Self::ListLength, "List/length"),
        (Self::ListHead, "List/head"),
        (Self::ListLast, "List/last"),
        (Self::ListIndexed, "List/indexed"),
        (Self::ListReverse, "List/reverse"),
        (Self::TextShow, "Text/show"),
        (Self::TextReplace, "Text/replace"),
        (Self::DateShow, "Date/show"),
        (Self::TimeShow, "Time/show"),
        (Self::TimeZoneShow, "TimeZone/show"),
        (Self::Bool, "Bool"),
        (Self::Bytes, "Bytes"),
        (Self::Natural, "Natural"),
        (Self::Integer, "Integer"),
        (Self::Double, "Double"),
        (Self::Text, "Text"),
        (Self::List, "List"),
        (Self::Date, "Date"),
        (Self::Time, "Time"),
        (Self::TimeZone, "TimeZone"),
        (Self::Optional, "Optional"),
        (Self::None, "None"),
    ];

    /// The built-in with that name in source.
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == name);
        found.map(|(builtin, _)| *builtin)
    }

    /// The name in source.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}
