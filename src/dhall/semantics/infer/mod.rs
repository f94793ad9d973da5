//! Type inference, by the standard's `type-inference.md`, which goes on after a mistake.
//!
//! An expression in which a mistake was reported has the type [`Value::Hole`], which fits everywhere, and its
//! code becomes a hole, so that nothing ill-typed is ever evaluated and no mistake is reported twice.

mod draft;
mod mismatch;
mod operator;
mod place;
mod record;
mod rule;
mod union;
mod universe;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::budget::Limit;
use super::code::CodeId;
use super::compile::{Compiled, leaning};
use super::machine::{EMPTY_ENV, EnvId, Eval, Machine, Thunk, ThunkId, Val, Value};
use super::mistake::tell;
use crate::dhall::datum::{Finding, Mismatch};
use crate::dhall::syntax::{Ast, Expr, ExprId, Name};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) use mismatch::Expectation;
pub(crate) use place::Place;

pub(super) const TYPE: Code = Code("dhall/type");
pub(super) const ASSERT: Code = Code("dhall/assert");

/// A file's tree and code.
pub(crate) struct Parts {
    pub(crate) ast: Ast,
    pub(crate) compiled: Compiled,
}

/// What inference found.
pub(crate) struct Inferred {
    /// The type of the whole file.
    pub(crate) ty: ThunkId,
    pub(crate) findings: Vec<Finding>,
}

pub(crate) struct Checker<'a> {
    machine: &'a mut Machine,
    ast: &'a Ast,
    compiled: &'a Compiled,
    scope: Vec<ThunkId>,
    by_name: FxHashMap<Name, Vec<u32>>,
    env: EnvId,
    /// Of the variables in the environment, by level.
    types: Vec<ThunkId>,
    names: Vec<Name>,
    findings: Vec<Finding>,
}

/// Infers the type of a file.
pub(crate) fn infer(machine: &mut Machine, ast: &Ast, compiled: &Compiled) -> Eval<Inferred> {
    infer_at(machine, ast, compiled, ast.root())
}

/// Infers the type of an expression in the empty context.
pub(crate) fn infer_at(machine: &mut Machine, ast: &Ast, compiled: &Compiled, id: ExprId) -> Eval<Inferred> {
    let mut checker = Checker::new(machine, ast, compiled);
    let ty = checker.infer(id)?;
    Ok(Inferred {
        ty,
        findings: checker.findings,
    })
}

impl Machine {
    /// The type of a file that is known to be well-typed, inferred when somebody asks for it.
    pub(crate) fn postpone(&mut self, parts: &Arc<Parts>) -> ThunkId {
        let at = self.postponed.len() as u32;
        self.postponed.push(Arc::clone(parts));
        self.lazy(Thunk::Type(at))
    }

    /// Infers a type that was put off. Its steps were paid for when it was.
    pub(super) fn infer_postponed(&mut self, at: u32) -> Eval<Val> {
        let parts = Arc::clone(&self.postponed[at as usize]);
        let left = self.meter.left();
        let inferred = infer(self, &parts.ast, &parts.compiled)?;
        if !inferred.findings.is_empty() {
            return self.stop(Limit::Proof);
        }
        let val = self.force(inferred.ty)?;
        self.meter.restore(left);
        Ok(val)
    }
}

/// Compares the type of a file with what a program expects of it.
pub(crate) fn conform(
    machine: &mut Machine,
    ast: &Ast,
    compiled: &Compiled,
    (expected, found): (ThunkId, ThunkId),
) -> Eval<Vec<Finding>> {
    let mut checker = Checker::new(machine, ast, compiled);
    let place = checker.place(ast.root());
    checker.expect(expected, found, place, Expectation::Program)?;
    Ok(checker.findings)
}

impl<'a> Checker<'a> {
    fn new(machine: &'a mut Machine, ast: &'a Ast, compiled: &'a Compiled) -> Self {
        Self {
            machine,
            ast,
            compiled,
            scope: Vec::new(),
            by_name: FxHashMap::default(),
            env: EMPTY_ENV,
            types: Vec::new(),
            names: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The type of an expression.
    fn infer(&mut self, id: ExprId) -> Eval<ThunkId> {
        let mut chain = vec![id];
        while let Some(inner) = leaning(&self.ast[chain[chain.len() - 1]]) {
            chain.push(inner);
        }
        self.machine.enter(self.compiled.code(id))?;
        let mut ty = self.machine.known.hole;
        while !chain.is_empty() {
            let rest = chain.len() - self.draftable(&chain).max(1);
            ty = match chain.split_off(rest)[..] {
                [one] => self.node(one, ty)?,
                ref several => self.drafted(several, ty)?,
            };
        }
        self.machine.leave();
        Ok(ty)
    }

    /// The type of a node; `inner` is the type of the child it leans on.
    fn node(&mut self, id: ExprId, inner: ThunkId) -> Eval<ThunkId> {
        let ast = self.ast;
        match &ast[id] {
            Expr::Operator { .. } => self.operator(id, inner),
            Expr::Field { label, .. } => self.field(id, inner, *label),
            Expr::Project { labels, .. } => self.project(id, inner, labels),
            Expr::ProjectType { record, selector } => self.project_type(id, *record, *selector),
            Expr::With { path, value, .. } => self.with(id, inner, path, *value),
            Expr::RecordType(fields) => self.record_type(fields),
            Expr::Record(fields) => self.record(fields),
            Expr::Union(alternatives) => self.union(alternatives),
            Expr::Completion { schema, record } => self.completion(id, *schema, *record),
            Expr::Merge {
                handlers,
                union,
                annotation,
            } => self.merge(id, (*handlers, *union), *annotation),
            Expr::ToMap { record, annotation } => self.map_of(id, *record, *annotation),
            Expr::ShowConstructor(union) => self.show_constructor(id, *union),
            _ => self.rule(id, inner),
        }
    }

    // What an expression is.

    fn code(&self, id: ExprId) -> CodeId {
        self.compiled.code(id)
    }

    fn span(&self, id: ExprId) -> Span {
        self.ast.span(id)
    }

    /// The value of an expression whose type was inferred.
    fn evaluated(&mut self, id: ExprId) -> ThunkId {
        let code = self.code(id);
        self.machine.delay(code, self.env)
    }

    fn describe(&mut self, thunk: ThunkId) -> Eval<String> {
        let names = std::mem::take(&mut self.names);
        let text = self.machine.describe(thunk, &names);
        self.names = names;
        text
    }

    // Variables.

    fn lookup(&self, name: Name, index: u32) -> ThunkId {
        let places = self.by_name.get(&name).map_or(&[][..], Vec::as_slice);
        places
            .len()
            .checked_sub(1 + index as usize)
            .map_or(self.machine.known.hole, |at| self.scope[places[at] as usize])
    }

    fn push(&mut self, name: Name, ty: ThunkId) {
        self.by_name
            .entry(name)
            .or_default()
            .push(self.scope.len() as u32);
        self.scope.push(ty);
    }

    fn pop(&mut self, name: Name) {
        self.scope.pop();
        self.by_name.entry(name).or_default().pop();
    }

    /// Runs `inside` with a variable of that type; `inside` gets its level.
    fn under<T>(
        &mut self,
        name: Name,
        ty: ThunkId,
        inside: impl FnOnce(&mut Self, u32) -> Eval<T>,
    ) -> Eval<T> {
        let env = self.env;
        let level = self.machine.depth(env);
        let variable = self.machine.variable(level);
        self.bind(name, variable, ty);
        self.push(name, ty);
        let result = inside(self, level)?;
        self.pop(name);
        self.unbind(env);
        Ok(result)
    }

    fn bind(&mut self, name: Name, value: ThunkId, ty: ThunkId) {
        self.env = self.machine.bind(self.env, value);
        self.types.push(ty);
        self.names.push(name);
    }

    fn unbind(&mut self, env: EnvId) {
        self.env = env;
        let depth = self.machine.depth(env) as usize;
        self.types.truncate(depth);
        self.names.truncate(depth);
    }

    // Mistakes.

    fn report(&mut self, diagnostic: Diagnostic, mismatch: Option<Mismatch>) {
        tell(&mut self.findings, || (diagnostic, mismatch));
    }

    /// Reports a mistake in an expression, which becomes a hole.
    fn fail(&mut self, id: ExprId, diagnostic: Diagnostic) -> ThunkId {
        self.report(diagnostic, None);
        self.poison(id);
        self.machine.known.hole
    }

    /// Makes an expression a hole.
    fn poison(&mut self, id: ExprId) {
        let code = self.code(id);
        self.machine.program.poison(code);
    }

    /// Whether a mistake was found in an expression, which made it a hole.
    fn is_poisoned(&self, id: ExprId) -> bool {
        self.machine.program.is_poisoned(self.code(id))
    }

    fn mistake(&self, id: ExprId, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(TYPE, message).at(self.span(id), "")
    }

    fn is_hole(&mut self, thunk: ThunkId) -> Eval<bool> {
        Ok(matches!(self.machine.value(thunk)?, Value::Hole))
    }
}
