//! Splicing: a file's expression with what it imports in the place of each import.

use rustc_hash::FxHashMap;

use super::loader::{Loader, ModuleId};
use crate::dhall::semantics::code::{Code, NO_FILE};
use crate::dhall::semantics::infer::Parts;
use crate::dhall::semantics::machine::{Eval, Machine};
use crate::dhall::semantics::quote::{Naming, quote};
use crate::dhall::syntax::{Ast, Expr, ExprId};
use crate::source::Span;

/// The expression of a module in which nothing is wrong, without imports. Other files stand in it as they are
/// written, each once, however often it is imported; texts, bytes, locations and what a cache had as values.
pub(super) fn spliced(loader: &Loader<'_>, machine: &mut Machine, root: ModuleId) -> Eval<Ast> {
    let mut splicer = Splicer {
        loader,
        machine,
        out: Ast::new(NO_FILE),
        known: FxHashMap::default(),
    };
    let root = splicer.module(root)?;
    splicer.out.set_root(root);
    Ok(splicer.out)
}

struct Splicer<'a, 'h> {
    loader: &'a Loader<'h>,
    machine: &'a mut Machine,
    out: Ast,
    known: FxHashMap<ModuleId, ExprId>,
}

impl Splicer<'_, '_> {
    fn module(&mut self, id: ModuleId) -> Eval<ExprId> {
        if let Some(known) = self.known.get(&id) {
            return Ok(*known);
        }
        let module = self.loader.module(id);
        let root = match &module.parts {
            Some(parts) => self.file(parts, &module.children)?,
            None => match self.loader.result(id) {
                Some((value, _)) => {
                    let value = quote(self.machine, value, Naming::Kept)?;
                    self.value(&value)
                }
                None => self.out.add(Expr::Hole, 0, 0),
            },
        };
        self.known.insert(id, root);
        Ok(root)
    }

    /// A file's expressions one after the other: the parts of an expression stand before it.
    fn file(&mut self, parts: &Parts, children: &[(ModuleId, Span)]) -> Eval<ExprId> {
        let Parts { ast, compiled } = parts;
        let imported: FxHashMap<(u32, u32), ModuleId> = children
            .iter()
            .map(|(id, site)| ((site.start, site.end), *id))
            .collect();
        let mut new: Vec<ExprId> = Vec::with_capacity(ast.len());
        for at in 0..ast.len() {
            let id = ExprId(at as u32);
            let span = ast.span(id);
            let child = imported.get(&(span.start, span.end));
            let replaced = match (&ast[id], compiled.chosen.get(&id)) {
                (_, Some(chosen)) => new[chosen.0 as usize],
                (Expr::Import(_), _) => match (child, self.machine.program.code(compiled.code(id))) {
                    (Some(child), _) => self.module(*child)?,
                    (None, Code::Shared(value, _)) => {
                        let value = quote(self.machine, value, Naming::Kept)?;
                        self.value(&value)
                    }
                    // On the side of `?` that was not taken.
                    (None, _) => self.out.add(Expr::Hole, 0, 0),
                },
                (expr, None) => {
                    let mut expr = expr.clone();
                    reconnect(&mut expr, &new);
                    self.out.add(expr, 0, 0)
                }
            };
            new.push(replaced);
        }
        Ok(new[ast.root().0 as usize])
    }

    /// A tree without imports.
    fn value(&mut self, ast: &Ast) -> ExprId {
        let mut new: Vec<ExprId> = Vec::with_capacity(ast.len());
        for at in 0..ast.len() {
            let mut expr = ast[ExprId(at as u32)].clone();
            reconnect(&mut expr, &new);
            new.push(self.out.add(expr, 0, 0));
        }
        new[ast.root().0 as usize]
    }
}

/// Lets an expression refer to the new places of its parts.
fn reconnect(expr: &mut Expr, new: &[ExprId]) {
    let one = |id: &mut ExprId| *id = new[id.0 as usize];
    let some = |id: &mut Option<ExprId>| id.iter_mut().for_each(one);
    match expr {
        Expr::Lambda {
            domain: a, body: b, ..
        }
        | Expr::Forall {
            domain: a,
            codomain: b,
            ..
        }
        | Expr::Apply {
            function: a,
            argument: b,
        }
        | Expr::Annotation {
            value: a,
            annotation: b,
        }
        | Expr::Operator {
            left: a, right: b, ..
        }
        | Expr::ProjectType {
            record: a,
            selector: b,
        }
        | Expr::Completion { schema: a, record: b }
        | Expr::With {
            record: a, value: b, ..
        } => [a, b].into_iter().for_each(one),
        Expr::If {
            predicate,
            then,
            otherwise,
        } => [predicate, then, otherwise].into_iter().for_each(one),
        Expr::Let { bindings, body } => {
            for binding in bindings {
                some(&mut binding.annotation);
                one(&mut binding.value);
            }
            one(body);
        }
        Expr::Assert { annotation: a }
        | Expr::EmptyList { annotation: a }
        | Expr::Some(a)
        | Expr::ShowConstructor(a)
        | Expr::Field { record: a, .. }
        | Expr::Project { record: a, .. } => one(a),
        Expr::Text {
            interpolations: all, ..
        }
        | Expr::List(all) => all.iter_mut().for_each(one),
        Expr::RecordType(fields) | Expr::Record(fields) => {
            fields.iter_mut().for_each(|(_, part)| one(part));
        }
        Expr::Union(alternatives) => alternatives.iter_mut().for_each(|(_, part)| some(part)),
        Expr::Merge {
            handlers,
            union,
            annotation,
        } => {
            [handlers, union].into_iter().for_each(one);
            some(annotation);
        }
        Expr::ToMap { record, annotation } => {
            one(record);
            some(annotation);
        }
        Expr::Import(_)
        | Expr::Const(_)
        | Expr::Builtin(_)
        | Expr::Variable { .. }
        | Expr::Bool(_)
        | Expr::Natural(_)
        | Expr::BigNatural(_)
        | Expr::Integer(_)
        | Expr::BigInteger(_)
        | Expr::Double(_)
        | Expr::Bytes(_)
        | Expr::Date(_)
        | Expr::Time(_)
        | Expr::TimeZone(_)
        | Expr::Hole => {}
    }
}
