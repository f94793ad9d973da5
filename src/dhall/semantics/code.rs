//! Code: what a file's expressions become once names and imports are resolved.
//!
//! Variables are de Bruijn indices into the environment. A `let` whose value is closed takes no place in the
//! environment: its uses are [`Code::Shared`], one thunk for all. Every node keeps its span, which is how a
//! value knows where it came from.

use super::machine::{NO_THUNK, ThunkId};
use super::shape::ShapeId;
use super::text::TextId;
use crate::dhall::syntax::{Builtin, Const, Date, Name, Operator, TimeZone};
use crate::source::{FileId, Span};

/// A node of a [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CodeId(pub(crate) u32);

/// A consecutive range of a side table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl From<PathId> for Path {
    fn from(whole: PathId) -> Self {
        Self { whole, from: 0 }
    }
}

impl Run {
    pub(crate) fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.len as usize
    }
}

/// A step of the path of a `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Label(Name),
    Optional,
}

/// The path of a `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathId(u32);

/// The rest of the path of a `with`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) whole: PathId,
    pub(crate) from: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Code {
    /// A mistake was reported here; its value is [`super::machine::Value::Hole`].
    Hole,
    /// A thunk that does not depend on the environment: a closed `let`, an import, part of a type.
    /// With its level.
    Shared(ThunkId, u32),
    Local(u32),
    /// A variable that nothing binds, in untyped normalisation only.
    Free(Name, u32),
    Const(Const),
    Builtin(Builtin),
    Lambda {
        param: Name,
        domain: CodeId,
        body: CodeId,
    },
    Pi {
        param: Name,
        domain: CodeId,
        codomain: CodeId,
    },
    Apply {
        function: CodeId,
        argument: CodeId,
    },
    Let {
        value: CodeId,
        body: CodeId,
    },
    Assert(CodeId),
    If {
        predicate: CodeId,
        then: CodeId,
        otherwise: CodeId,
    },
    Operator {
        operator: Operator,
        left: CodeId,
        right: CodeId,
    },
    Bool(bool),
    Natural(u64),
    BigNatural(u32),
    Integer(i64),
    BigInteger(u32),
    Double(f64),
    /// Text without interpolations.
    Literal(TextId),
    /// Text with them: literals and other expressions in order.
    Text(Run),
    Bytes(u32),
    Date(Date),
    Time(u32),
    TimeZone(TimeZone),
    EmptyList(CodeId),
    List(Run),
    Some(CodeId),
    RecordType(ShapeId, Run),
    Record(ShapeId, Run),
    /// Alternatives without payload are [`NO_CODE`].
    Union(ShapeId, Run),
    Field(CodeId, Name),
    Project(CodeId, ShapeId),
    ProjectType(CodeId, CodeId),
    Completion {
        schema: CodeId,
        record: CodeId,
    },
    /// Without annotation it is [`NO_CODE`].
    Merge {
        handlers: CodeId,
        union: CodeId,
        annotation: CodeId,
    },
    ToMap {
        record: CodeId,
        annotation: CodeId,
    },
    ShowConstructor(CodeId),
    With {
        record: CodeId,
        path: PathId,
        value: CodeId,
    },
}

// There is one for each expression of every file.
const _: () = assert!(size_of::<Code>() == 16);

/// Stands for an absent optional part.
pub(crate) const NO_CODE: CodeId = CodeId(u32::MAX);

/// The first node of every program: a hole without a place.
pub(crate) const NOWHERE: CodeId = CodeId(0);

/// The file of spans that point at no source.
pub(crate) const NO_FILE: FileId = FileId(u32::MAX);

/// The code of every file of a run, in one arena.
pub(crate) struct Program {
    nodes: Vec<Code>,
    spans: Vec<Span>,
    free: Vec<u32>,
    /// The level of what the code embeds, apart from its environment.
    levels: Vec<u32>,
    /// For closed nodes that were delayed: their one thunk.
    shared: Vec<ThunkId>,
    /// Nodes that are part of several others.
    joints: Vec<bool>,
    links: Vec<CodeId>,
    paths: Vec<Box<[Step]>>,
}

impl Program {
    pub(crate) fn new() -> Self {
        let mut program = Self {
            nodes: Vec::new(),
            spans: Vec::new(),
            free: Vec::new(),
            levels: Vec::new(),
            shared: Vec::new(),
            joints: Vec::new(),
            links: Vec::new(),
            paths: Vec::new(),
        };
        program.add(Code::Hole, Span::new(NO_FILE, 0, 0));
        program
    }

    pub(crate) fn add(&mut self, code: Code, span: Span) -> CodeId {
        let (free, level) = self.reach(code);
        self.nodes.push(code);
        self.spans.push(span);
        self.free.push(free);
        self.levels.push(level);
        self.shared.push(NO_THUNK);
        self.joints.push(false);
        CodeId(self.nodes.len() as u32 - 1)
    }

    /// Adds a node that no source text stands for.
    pub(crate) fn synthesize(&mut self, code: Code) -> CodeId {
        self.add(code, Span::new(NO_FILE, 0, 0))
    }

    pub(crate) fn code(&self, id: CodeId) -> Code {
        self.nodes[id.0 as usize]
    }

    pub(crate) fn span(&self, id: CodeId) -> Span {
        self.spans[id.0 as usize]
    }

    /// Whether source text stands for it.
    pub(crate) fn is_placed(&self, id: CodeId) -> bool {
        self.span(id).file != NO_FILE
    }

    /// One more than the largest free index; 0 for closed code.
    pub(crate) fn free(&self, id: CodeId) -> u32 {
        self.free[id.0 as usize]
    }

    /// The level of the thunks that the code embeds.
    pub(crate) fn level(&self, id: CodeId) -> u32 {
        self.levels[id.0 as usize]
    }

    /// Turns a node into a hole after a mistake was found in it; it was never evaluated.
    pub(crate) fn poison(&mut self, id: CodeId) {
        self.nodes[id.0 as usize] = Code::Hole;
    }

    /// Whether a node is a hole.
    pub(crate) fn is_poisoned(&self, id: CodeId) -> bool {
        matches!(self.nodes[id.0 as usize], Code::Hole)
    }

    pub(crate) fn thunk(&self, id: CodeId) -> Option<ThunkId> {
        let thunk = self.shared[id.0 as usize];
        (thunk != NO_THUNK).then_some(thunk)
    }

    pub(crate) fn share(&mut self, id: CodeId, thunk: ThunkId) {
        self.shared[id.0 as usize] = thunk;
    }

    /// Marks a node that is part of several others, so that they share its value in an environment.
    pub(crate) fn join(&mut self, id: CodeId) {
        self.joints[id.0 as usize] = true;
    }

    pub(crate) fn is_joint(&self, id: CodeId) -> bool {
        self.joints[id.0 as usize]
    }

    pub(crate) fn run(&mut self, codes: impl IntoIterator<Item = CodeId>) -> Run {
        let start = self.links.len();
        self.links.extend(codes);
        Run {
            start: start as u32,
            len: (self.links.len() - start) as u32,
        }
    }

    pub(crate) fn links(&self, run: Run) -> &[CodeId] {
        &self.links[run.range()]
    }

    pub(crate) fn link(&self, run: Run, at: usize) -> CodeId {
        self.links[run.start as usize + at]
    }

    pub(crate) fn path(&mut self, steps: Box<[Step]>) -> PathId {
        self.paths.push(steps);
        PathId(self.paths.len() as u32 - 1)
    }

    pub(crate) fn steps(&self, path: Path) -> &[Step] {
        &self.paths[path.whole.0 as usize][path.from as usize..]
    }

    /// The largest free index and one, and the level.
    fn reach(&self, code: Code) -> (u32, u32) {
        match code {
            Code::Local(index) => return (index + 1, 0),
            Code::Shared(_, level) => return (0, level),
            _ => {}
        }
        let (mut free, mut level) = (0, 0);
        self.each_child(code, |child, bound| {
            free = free.max(self.free(child).saturating_sub(bound));
            level = level.max(self.level(child));
        });
        (free, level)
    }

    /// Visits the children with the number of variables that the node binds around them.
    pub(crate) fn each_child(&self, code: Code, mut visit: impl FnMut(CodeId, u32)) {
        let mut all = |children: &[CodeId]| {
            for child in children.iter().filter(|child| **child != NO_CODE) {
                visit(*child, 0);
            }
        };
        match code {
            Code::Lambda { domain, body, .. } => {
                visit(domain, 0);
                visit(body, 1);
            }
            Code::Pi { domain, codomain, .. } => {
                visit(domain, 0);
                visit(codomain, 1);
            }
            Code::Let { value, body } => {
                visit(value, 0);
                visit(body, 1);
            }
            Code::Apply { function, argument } => all(&[function, argument]),
            Code::Operator { left, right, .. } => all(&[left, right]),
            Code::ProjectType(record, selector) => all(&[record, selector]),
            Code::Completion { schema, record } => all(&[schema, record]),
            Code::ToMap { record, annotation } => all(&[record, annotation]),
            Code::With { record, value, .. } => all(&[record, value]),
            Code::If {
                predicate,
                then,
                otherwise,
            } => all(&[predicate, then, otherwise]),
            Code::Merge {
                handlers,
                union,
                annotation,
            } => all(&[handlers, union, annotation]),
            Code::Assert(child)
            | Code::EmptyList(child)
            | Code::Some(child)
            | Code::Field(child, _)
            | Code::Project(child, _)
            | Code::ShowConstructor(child) => all(&[child]),
            Code::Text(run)
            | Code::List(run)
            | Code::RecordType(_, run)
            | Code::Record(_, run)
            | Code::Union(_, run) => all(self.links(run)),
            Code::Hole
            | Code::Shared(..)
            | Code::Local(_)
            | Code::Free(..)
            | Code::Const(_)
            | Code::Builtin(_)
            | Code::Bool(_)
            | Code::Natural(_)
            | Code::BigNatural(_)
            | Code::Integer(_)
            | Code::BigInteger(_)
            | Code::Double(_)
            | Code::Literal(_)
            | Code::Bytes(_)
            | Code::Date(_)
            | Code::Time(_)
            | Code::TimeZone(_) => {}
        }
    }
}
