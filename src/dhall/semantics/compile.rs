//! Compilation: names to indices, imports to what they resolved to, one file at a time.
//!
//! No type is needed for it, so it also serves the untyped normalisation of the standard. A mistake becomes a
//! hole and a finding.

use num_bigint::BigInt;
use rustc_hash::FxHashMap;

use super::code::{Code, CodeId, NO_CODE, NOWHERE, Step};
use super::infer::infer_at;
use super::machine::{Eval, Machine, ThunkId};
use super::mistake::tell;
use super::suggestion::nearest;
use crate::dhall::datum::Finding;
use crate::dhall::syntax::{
    Ast, Binding, Builtin, Expr, ExprId, Import, Location, Name, Operator, PathComponent, Spelled,
};
use crate::diagnostic;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The names that are no built-ins but mean something.
pub(crate) const CONSTANTS: [&str; 5] = ["True", "False", "Type", "Kind", "Sort"];

/// What an import came to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Linked {
    /// A value and its type.
    Value { value: ThunkId, ty: ThunkId },
    /// It is wrong, and a finding says why.
    Failed,
    /// There is nothing, which `?` may make good.
    Absent,
}

/// An expression that was typed and evaluated in the empty context.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Typed {
    pub(crate) value: ThunkId,
    pub(crate) ty: ThunkId,
    pub(crate) place: Span,
}

/// Resolves the imports of a file.
pub(crate) trait Linker {
    /// What an import came to for which nothing has to be read, not even its headers.
    fn settled(&mut self, machine: &mut Machine, import: &Import, site: Span) -> Option<Linked>;

    /// Resolves one import, which stands at `site` and sends these headers, whatever their type is.
    fn link(
        &mut self,
        machine: &mut Machine,
        import: &Import,
        headers: Option<Typed>,
        site: Span,
    ) -> Eval<Linked>;

    /// A mark to which [`Linker::rewind`] can go back.
    fn mark(&self) -> usize;

    /// Forgets what was found since `mark`: it belongs to the side of `?` that was not taken.
    fn rewind(&mut self, mark: usize);
}

/// A linker for files without imports: every import is absent.
pub(crate) struct NoImports;

impl Linker for NoImports {
    fn settled(&mut self, _: &mut Machine, _: &Import, _: Span) -> Option<Linked> {
        Some(Linked::Absent)
    }

    fn link(&mut self, _: &mut Machine, _: &Import, _: Option<Typed>, _: Span) -> Eval<Linked> {
        Ok(Linked::Absent)
    }

    fn mark(&self) -> usize {
        0
    }

    fn rewind(&mut self, _: usize) {}
}

/// A file ready for inference.
pub(crate) struct Compiled {
    /// The code of each expression.
    pub(crate) codes: Vec<CodeId>,
    /// The types of the imports.
    pub(crate) imports: FxHashMap<ExprId, ThunkId>,
    /// For each `?`, the side that was taken.
    pub(crate) chosen: FxHashMap<ExprId, ExprId>,
    pub(crate) findings: Vec<Finding>,
    /// Whether an import was absent that no `?` made good.
    pub(crate) absent: bool,
}

impl Compiled {
    pub(crate) fn code(&self, id: ExprId) -> CodeId {
        self.codes[id.0 as usize]
    }
}

#[derive(Clone, Copy)]
enum Bound {
    /// At this depth of the environment.
    Local(u32),
    Shared(ThunkId),
}

struct Compiler<'a> {
    machine: &'a mut Machine,
    ast: &'a Ast,
    linker: &'a mut dyn Linker,
    done: Compiled,
    scope: Vec<(Name, Bound)>,
    by_name: FxHashMap<Name, Vec<u32>>,
    depth: u32,
    /// Whether unbound variables stand for themselves.
    open: bool,
}

/// Compiles a file.
pub(crate) fn compile(
    machine: &mut Machine,
    ast: &Ast,
    linker: &mut dyn Linker,
    open: bool,
) -> Eval<Compiled> {
    // Almost every expression becomes one node.
    machine.program.reserve(ast.len());
    let mut compiler = Compiler {
        machine,
        ast,
        linker,
        done: Compiled {
            codes: vec![NOWHERE; ast.len()],
            imports: FxHashMap::default(),
            chosen: FxHashMap::default(),
            findings: Vec::new(),
            absent: false,
        },
        scope: Vec::new(),
        by_name: FxHashMap::default(),
        depth: 0,
        open,
    };
    compiler.expression(ast.root())?;
    Ok(compiler.done)
}

/// What to do about a name that nothing near has.
fn stranger(name: &str) -> &'static str {
    match name {
        "null" | "nil" | "Null" | "undefined" | "Nothing" => {
            "an absent value is `None` with its type, such as `None Text`"
        }
        "yes" | "no" | "on" | "off" => "the truth values are `True` and `False`",
        "Just" => "a value that may be absent is written with `Some`",
        "String" | "string" | "str" => "text has the type `Text`",
        "Int" | "int" | "number" | "Number" => "numbers have the types `Natural`, `Integer` and `Double`",
        "Float" | "float" => "numbers with a fraction have the type `Double`",
        "Optional/fold" | "Optional/build" => {
            "Dhall has it no more; `merge { None = …, Some = λ(x : T) → … }` does the same"
        }
        "constructors" => "Dhall has it no more; alternatives are selected from the union, `< A | B >.A`",
        _ if is_of_prelude(name) => {
            "Dhall itself has no such function; if the Prelude has it, import the Prelude"
        }
        _ => "only what a `let`, a function or Dhall itself defines can be named",
    }
}

/// Whether a name is made like those of the Prelude, `List/map`.
fn is_of_prelude(name: &str) -> bool {
    let Some((room, _)) = name.split_once('/') else {
        return false;
    };
    const ROOMS: [&str; 14] = [
        "Bool", "Date", "Double", "Function", "Integer", "JSON", "List", "Map", "Natural", "Optional", "Set",
        "Text", "Time", "XML",
    ];
    ROOMS.contains(&room)
}

/// The child that a chain leans on: walked without recursion, since the parser does not bound chains.
pub(super) fn leaning(expr: &Expr) -> Option<ExprId> {
    match expr {
        Expr::Operator { operator, left, .. } => (*operator != Operator::ImportAlt).then_some(*left),
        Expr::Apply { function, .. } => Some(*function),
        Expr::Field { record, .. } | Expr::Project { record, .. } | Expr::With { record, .. } => {
            Some(*record)
        }
        _ => None,
    }
}

impl Compiler<'_> {
    fn expression(&mut self, id: ExprId) -> Eval<CodeId> {
        let mut chain = vec![id];
        while let Some(inner) = leaning(&self.ast[chain[chain.len() - 1]]) {
            chain.push(inner);
        }
        self.machine.enter(NOWHERE)?;
        let mut code = NOWHERE;
        for id in chain.into_iter().rev() {
            code = self.node(id, code)?;
            self.done.codes[id.0 as usize] = code;
        }
        self.machine.leave();
        Ok(code)
    }

    /// Compiles a node; `inner` is the code of the child it leans on.
    fn node(&mut self, id: ExprId, inner: CodeId) -> Eval<CodeId> {
        let ast = self.ast;
        let span = ast.span(id);
        let code = match &ast[id] {
            Expr::Variable { name, index } => self.variable(*name, *index, span),
            Expr::Lambda { param, domain, body } => {
                let domain = self.expression(*domain)?;
                let body = self.under(param.name, *body)?;
                Code::Lambda {
                    param: param.name,
                    domain,
                    body,
                }
            }
            Expr::Forall {
                param,
                domain,
                codomain,
            } => {
                let domain = self.expression(*domain)?;
                let codomain = self.under(param.name, *codomain)?;
                Code::Pi {
                    param: param.name,
                    domain,
                    codomain,
                }
            }
            Expr::Let { bindings, body } => return self.bindings(bindings, *body, span),
            // The value stands for both, so that it keeps its place.
            Expr::Annotation { value, annotation } => {
                self.expression(*annotation)?;
                return self.expression(*value);
            }
            Expr::Operator {
                operator: Operator::ImportAlt,
                left,
                right,
            } => return self.alternative(id, *left, *right),
            Expr::Import(import) => return self.import(id, import, span),
            other => self.plain(other, inner)?,
        };
        Ok(self.machine.program.add(code, span))
    }

    /// Nodes that bind nothing.
    fn plain(&mut self, expr: &Expr, inner: CodeId) -> Eval<Code> {
        Ok(match expr {
            Expr::Apply { argument, .. } => Code::Apply {
                function: inner,
                argument: self.expression(*argument)?,
            },
            Expr::Operator { operator, right, .. } => {
                let found = self.done.findings.len();
                let operand = self.expression(*right)?;
                if matches!(operator, Operator::ListAppend | Operator::Prefer) {
                    self.take_for_comment(*right, found);
                }
                Code::Operator {
                    operator: *operator,
                    left: inner,
                    right: operand,
                }
            }
            Expr::Field { label, .. } => Code::Field(inner, label.name),
            Expr::Project { labels, .. } => {
                let labels = labels.iter().map(|label| (label.name, ())).collect();
                let (shape, _) = self.machine.shapes.arrange(labels);
                Code::Project(inner, shape)
            }
            Expr::With { path, value, .. } => {
                let value = self.expression(*value)?;
                let steps = path.iter().map(|step| match step {
                    PathComponent::Label(label) => Step::Label(label.name),
                    PathComponent::DescendOptional(_) => Step::Optional,
                });
                let path = self.machine.program.path(steps.collect());
                Code::With {
                    record: inner,
                    path,
                    value,
                }
            }
            Expr::Assert { annotation } => Code::Assert(self.expression(*annotation)?),
            Expr::If {
                predicate,
                then,
                otherwise,
            } => Code::If {
                predicate: self.expression(*predicate)?,
                then: self.expression(*then)?,
                otherwise: self.expression(*otherwise)?,
            },
            Expr::EmptyList { annotation } => Code::EmptyList(self.expression(*annotation)?),
            Expr::Some(value) => Code::Some(self.expression(*value)?),
            Expr::ProjectType { record, selector } => {
                Code::ProjectType(self.expression(*record)?, self.expression(*selector)?)
            }
            Expr::Completion { schema, record } => Code::Completion {
                schema: self.expression(*schema)?,
                record: self.expression(*record)?,
            },
            Expr::Merge {
                handlers,
                union,
                annotation,
            } => Code::Merge {
                handlers: self.expression(*handlers)?,
                union: self.expression(*union)?,
                annotation: self.optional(*annotation)?,
            },
            Expr::ToMap { record, annotation } => Code::ToMap {
                record: self.expression(*record)?,
                annotation: self.optional(*annotation)?,
            },
            Expr::ShowConstructor(union) => Code::ShowConstructor(self.expression(*union)?),
            other => self.collection(other)?,
        })
    }

    /// Nodes with any number of children, and leaves.
    fn collection(&mut self, expr: &Expr) -> Eval<Code> {
        Ok(match expr {
            Expr::Text {
                segments,
                interpolations,
            } => self.text(segments, interpolations)?,
            Expr::List(elements) => {
                let mut codes = Vec::with_capacity(elements.len());
                for element in elements {
                    codes.push(self.expression(*element)?);
                }
                Code::List(self.machine.program.run(codes))
            }
            Expr::RecordType(fields) => {
                let fields = self.fields(fields.iter().map(|(label, value)| (*label, Some(*value))))?;
                let (shape, codes) = self.machine.shapes.arrange(fields);
                Code::RecordType(shape, self.machine.program.run(codes))
            }
            Expr::Record(fields) => {
                let fields = self.fields(fields.iter().map(|(label, value)| (*label, Some(*value))))?;
                let (shape, codes) = self.machine.shapes.arrange(fields);
                Code::Record(shape, self.machine.program.run(codes))
            }
            Expr::Union(alternatives) => {
                let fields = self.fields(alternatives.iter().copied())?;
                let (shape, codes) = self.machine.shapes.arrange(fields);
                Code::Union(shape, self.machine.program.run(codes))
            }
            other => self.leaf(other),
        })
    }

    fn leaf(&mut self, expr: &Expr) -> Code {
        match expr {
            Expr::Const(constant) => Code::Const(*constant),
            Expr::Builtin(builtin) => Code::Builtin(*builtin),
            Expr::Bool(bool) => Code::Bool(*bool),
            Expr::Natural(number) => Code::Natural(*number),
            Expr::BigNatural(number) => Code::BigNatural(self.machine.add_natural((**number).clone())),
            Expr::Integer(number) => Code::Integer(*number),
            Expr::BigInteger(number) => {
                let number: BigInt = (**number).clone();
                Code::BigInteger(self.machine.add_integer(number))
            }
            Expr::Double(number) => Code::Double(*number),
            Expr::Bytes(bytes) => Code::Bytes(self.machine.add_bytes(bytes.clone())),
            Expr::Date(date) => Code::Date(*date),
            Expr::Time(time) => Code::Time(self.machine.add_time((**time).clone())),
            Expr::TimeZone(zone) => Code::TimeZone(*zone),
            _ => Code::Hole,
        }
    }

    fn optional(&mut self, id: Option<ExprId>) -> Eval<CodeId> {
        match id {
            Some(id) => self.expression(id),
            None => Ok(NO_CODE),
        }
    }

    fn fields(
        &mut self,
        fields: impl Iterator<Item = (Spelled, Option<ExprId>)>,
    ) -> Eval<Vec<(Name, CodeId)>> {
        let mut codes = Vec::new();
        for (label, value) in fields {
            codes.push((label.name, self.optional(value)?));
        }
        Ok(codes)
    }

    fn text(&mut self, segments: &[Box<str>], interpolations: &[ExprId]) -> Eval<Code> {
        if interpolations.is_empty() {
            let text = segments.first().map_or("", |segment| segment);
            return Ok(Code::Literal(self.machine.texts.leaf(text)));
        }
        let mut parts = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            if !segment.is_empty() {
                let literal = self.machine.texts.leaf(segment.clone());
                parts.push(self.machine.program.synthesize(Code::Literal(literal)));
            }
            if let Some(interpolation) = interpolations.get(at) {
                parts.push(self.expression(*interpolation)?);
            }
        }
        Ok(Code::Text(self.machine.program.run(parts)))
    }

    // Scope.

    fn push(&mut self, name: Name, bound: Bound) {
        let at = self.scope.len() as u32;
        self.scope.push((name, bound));
        self.by_name.entry(name).or_default().push(at);
    }

    fn pop(&mut self) {
        if let Some((name, _)) = self.scope.pop() {
            self.by_name.entry(name).or_default().pop();
        }
    }

    fn under(&mut self, name: Name, body: ExprId) -> Eval<CodeId> {
        self.push(name, Bound::Local(self.depth));
        self.depth += 1;
        let code = self.expression(body);
        self.depth -= 1;
        self.pop();
        code
    }

    fn bindings(&mut self, bindings: &[Binding], body: ExprId, span: Span) -> Eval<CodeId> {
        let depth = self.depth;
        let mut open = Vec::new();
        for binding in bindings {
            if let Some(annotation) = binding.annotation {
                self.expression(annotation)?;
            }
            let value = self.expression(binding.value)?;
            if self.machine.program.free(value) == 0 {
                let thunk = self.machine.shared(value);
                self.push(binding.label.name, Bound::Shared(thunk));
            } else {
                open.push(value);
                self.push(binding.label.name, Bound::Local(self.depth));
                self.depth += 1;
            }
        }
        let mut code = self.expression(body)?;
        for _ in bindings {
            self.pop();
        }
        self.depth = depth;
        for value in open.into_iter().rev() {
            code = self.machine.program.add(Code::Let { value, body: code }, span);
        }
        Ok(code)
    }

    fn variable(&mut self, name: Name, index: u32, span: Span) -> Code {
        let places = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
        let found = places
            .len()
            .checked_sub(1 + index as usize)
            .map(|at| self.scope[places[at] as usize].1);
        match found {
            Some(Bound::Local(depth)) => Code::Local(self.depth - 1 - depth),
            Some(Bound::Shared(thunk)) => Code::Shared(thunk, self.machine.level(thunk)),
            None if self.open => Code::Free(name, index - places.len() as u32),
            None => {
                let mut findings = std::mem::take(&mut self.done.findings);
                tell(&mut findings, || (self.unbound(name, index, span), None));
                self.done.findings = findings;
                Code::Hole
            }
        }
    }

    fn unbound(&self, name: Name, index: u32, span: Span) -> Diagnostic {
        let code = diagnostic::Code("dhall/scope");
        if index > 0 {
            let message = format!(
                "`{name}@{index}` is not bound: fewer than {} variables in scope have this name",
                u64::from(index) + 1
            );
            return Diagnostic::error(code, message).at(span, "not bound");
        }
        let finding = Diagnostic::error(code, format!("`{name}` is not bound here")).at(span, "not bound");
        let builtins = Builtin::ALL.iter().map(|(_, text)| *text);
        let known = self.scope.iter().rev().map(|(name, _)| name.as_str());
        match nearest(name.as_str(), known.chain(CONSTANTS).chain(builtins)) {
            Some(near) => finding.help(format!("there is `{near}`")).suggestion(span, near),
            None => finding.help(stranger(name.as_str())),
        }
    }

    /// Words behind `#` or `//` that are bound nowhere were meant as a comment: one mistake, not one a word.
    fn take_for_comment(&mut self, words: ExprId, found: usize) {
        let mut rest = words;
        let mut count = 1;
        while let Expr::Apply { function, argument } = &self.ast[rest] {
            if !matches!(self.ast[*argument], Expr::Variable { .. }) {
                return;
            }
            count += 1;
            rest = *function;
        }
        let findings = &mut self.done.findings;
        let unbound = matches!(self.ast[rest], Expr::Variable { .. }) && findings.len() == found + count;
        if !unbound {
            return;
        }
        findings.truncate(found + 1);
        let first = &mut findings[found].diagnostic;
        if first.suggestion.is_none() {
            first.help =
                Some("a comment begins with `--`; other names are bound by `let` or a function".into());
        }
    }

    // Imports.

    fn alternative(&mut self, id: ExprId, left: ExprId, right: ExprId) -> Eval<CodeId> {
        let (mark, found) = (self.linker.mark(), self.done.findings.len());
        let absent = std::mem::replace(&mut self.done.absent, false);
        let code = self.expression(left)?;
        if !self.done.absent {
            self.done.absent = absent;
            self.done.chosen.insert(id, left);
            return Ok(code);
        }
        self.linker.rewind(mark);
        self.done.findings.truncate(found);
        self.done.absent = absent;
        self.done.chosen.insert(id, right);
        self.expression(right)
    }

    fn import(&mut self, id: ExprId, import: &Import, span: Span) -> Eval<CodeId> {
        let linked = match self.linker.settled(self.machine, import, span) {
            Some(linked) => linked,
            None => self.linked(import, span)?,
        };
        let code = match linked {
            Linked::Value { value, ty } => {
                self.done.imports.insert(id, ty);
                Code::Shared(value, self.machine.level(value))
            }
            Linked::Failed => Code::Hole,
            Linked::Absent => {
                self.done.absent = true;
                Code::Hole
            }
        };
        Ok(self.machine.program.add(code, span))
    }

    fn linked(&mut self, import: &Import, span: Span) -> Eval<Linked> {
        let headers = match &import.location {
            Location::Remote {
                headers: Some(headers),
                ..
            } => match self.closed(*headers)? {
                Ok(typed) => Some(typed),
                Err(linked) => return Ok(linked),
            },
            _ => None,
        };
        self.linker.link(self.machine, import, headers, span)
    }

    /// An expression that is typed and evaluated without what is in scope.
    fn closed(&mut self, id: ExprId) -> Eval<Result<Typed, Linked>> {
        let scope = std::mem::take(&mut self.scope);
        let by_name = std::mem::take(&mut self.by_name);
        let depth = std::mem::replace(&mut self.depth, 0);
        let absent = std::mem::replace(&mut self.done.absent, false);
        let found = self.done.findings.len();
        let code = self.expression(id)?;
        (self.scope, self.by_name, self.depth) = (scope, by_name, depth);
        let is_absent = std::mem::replace(&mut self.done.absent, absent);
        if is_absent {
            return Ok(Err(Linked::Absent));
        }
        let inferred = infer_at(self.machine, self.ast, &self.done, id)?;
        for Finding { diagnostic, mismatch } in inferred.findings {
            tell(&mut self.done.findings, || (diagnostic, mismatch));
        }
        if self.done.findings.len() > found {
            return Ok(Err(Linked::Failed));
        }
        Ok(Ok(Typed {
            value: self.machine.shared(code),
            ty: inferred.ty,
            place: self.ast.span(id),
        }))
    }
}
