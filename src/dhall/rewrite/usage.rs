//! Which bindings a file needs: those that its value leads to, and those that have to stay anyway.

use rustc_hash::FxHashMap;

use super::child::children;
use crate::dhall::syntax::{Ast, Binding, Expr, ExprId, Name};

/// What is to become of a binding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate {
    /// Whether it goes; all that stays means the same without it.
    pub(super) is_removed: bool,
    /// Whether it is to be told: it is not needed, and not part of another one that goes.
    pub(super) is_told: bool,
    /// Whether something names it.
    pub(super) is_mentioned: bool,
}

/// What becomes of each binding of a file.
pub(super) struct Usage {
    numbers: FxHashMap<(ExprId, usize), Owner>,
    fates: Vec<Fate>,
}

/// The number of a binding; [`FILE`] is what belongs to no binding.
type Owner = usize;

const FILE: Owner = 0;

/// What belongs to a binding, or to the file.
#[derive(Default)]
struct Owned {
    /// The binding that it is in itself.
    owner: Owner,
    /// The bindings in it, but not in another one.
    inner: Vec<Owner>,
    /// The bindings that it names.
    uses: Vec<Owner>,
    /// Bindings that an index of it counts: without them it would mean another.
    counts: Vec<Owner>,
    /// Whether it is an assertion, or holds one.
    is_test: bool,
    /// Whether it cannot be taken out.
    stays: bool,
}

impl Usage {
    /// `removable` says whether a binding of a `let` can be taken out of the text.
    pub(super) fn of(ast: &Ast, removable: &dyn Fn(ExprId, &[Binding], usize) -> bool) -> Self {
        let mut walk = Walk::new(ast, removable);
        walk.walk();
        let fates = fates(&walk.owned);
        Self {
            numbers: walk.numbers,
            fates,
        }
    }

    /// What becomes of a binding of a `let`.
    pub(super) fn fate(&self, id: ExprId, number: usize) -> Fate {
        self.fates[self.numbers[&(id, number)]]
    }
}

/// Follows what is needed from the file's own value on.
fn fates(all: &[Owned]) -> Vec<Fate> {
    let mut needed = vec![false; all.len()];
    let mut mentioned = vec![false; all.len()];
    for used in all.iter().flat_map(|owned| &owned.uses) {
        mentioned[*used] = true;
    }
    // What stays in the text, needed or not.
    let mut kept = vec![false; all.len()];
    let mut rest = vec![FILE];
    while let Some(at) = rest.pop() {
        if std::mem::replace(&mut kept[at], true) {
            continue;
        }
        let owned = &all[at];
        rest.extend(
            owned
                .inner
                .iter()
                .filter(|inner| all[**inner].stays || all[**inner].is_test),
        );
        rest.extend(owned.uses.iter().chain(&owned.counts));
        for used in &owned.uses {
            needed[*used] = true;
        }
    }
    let fate = |(at, owned): (usize, &Owned)| Fate {
        is_removed: !kept[at],
        is_told: kept[owned.owner] && !needed[at] && !owned.is_test,
        is_mentioned: mentioned[at],
    };
    all.iter().enumerate().map(fate).collect()
}

/// A step of the walk through the scopes.
enum Step {
    Visit(ExprId, Owner),
    /// Functions bind names that are no bindings.
    Bind(Name, Option<Owner>),
    Leave(Name),
}

struct Walk<'a> {
    ast: &'a Ast,
    removable: &'a dyn Fn(ExprId, &[Binding], usize) -> bool,
    /// Which expressions hold an assertion.
    tests: Vec<bool>,
    numbers: FxHashMap<(ExprId, usize), Owner>,
    owned: Vec<Owned>,
    scope: FxHashMap<Name, Vec<Option<Owner>>>,
}

impl<'a> Walk<'a> {
    fn new(ast: &'a Ast, removable: &'a dyn Fn(ExprId, &[Binding], usize) -> bool) -> Self {
        Self {
            ast,
            removable,
            tests: assertions(ast),
            numbers: FxHashMap::default(),
            owned: vec![Owned::default()],
            scope: FxHashMap::default(),
        }
    }

    fn walk(&mut self) {
        let mut rest = vec![Step::Visit(self.ast.root(), FILE)];
        while let Some(step) = rest.pop() {
            match step {
                Step::Bind(name, binder) => self.scope.entry(name).or_default().push(binder),
                Step::Leave(name) => {
                    self.scope.entry(name).or_default().pop();
                }
                Step::Visit(id, owner) => {
                    let from = rest.len();
                    self.visit(id, owner, &mut rest);
                    rest[from..].reverse();
                }
            }
        }
    }

    /// Notes what an expression names and says what to do with its parts, the first one first.
    fn visit(&mut self, id: ExprId, owner: Owner, steps: &mut Vec<Step>) {
        match &self.ast[id] {
            Expr::Variable { name, index } => {
                let binders = self.scope.get(name).map_or(&[][..], Vec::as_slice);
                let mut inner = binders.iter().rev();
                let counted = inner.by_ref().take(*index as usize).copied().flatten();
                self.owned[owner].counts.extend(counted);
                self.owned[owner].uses.extend(inner.next().copied().flatten());
            }
            Expr::Let { bindings, body } => {
                for (number, binding) in bindings.iter().enumerate() {
                    let own = self.add(id, bindings, number, owner);
                    steps.extend(binding.annotation.map(|annotation| Step::Visit(annotation, own)));
                    steps.push(Step::Visit(binding.value, own));
                    steps.push(Step::Bind(binding.label.name, Some(own)));
                }
                steps.push(Step::Visit(*body, owner));
                let names = bindings.iter().rev();
                steps.extend(names.map(|binding| Step::Leave(binding.label.name)));
            }
            Expr::Lambda {
                param,
                domain,
                body: inner,
            }
            | Expr::Forall {
                param,
                domain,
                codomain: inner,
            } => steps.extend([
                Step::Visit(*domain, owner),
                Step::Bind(param.name, None),
                Step::Visit(*inner, owner),
                Step::Leave(param.name),
            ]),
            other => {
                let parts = children(other).into_iter();
                steps.extend(parts.map(|part| Step::Visit(part, owner)));
            }
        }
    }

    fn add(&mut self, id: ExprId, bindings: &[Binding], number: usize, owner: Owner) -> Owner {
        let own = self.owned.len();
        self.owned[owner].inner.push(own);
        self.owned.push(Owned {
            owner,
            is_test: self.tests[bindings[number].value.0 as usize],
            stays: !(self.removable)(id, bindings, number),
            ..Owned::default()
        });
        self.numbers.insert((id, number), own);
        own
    }
}

/// For each expression, whether it or a part of it is an assertion.
fn assertions(ast: &Ast) -> Vec<bool> {
    let mut tests = Vec::with_capacity(ast.len());
    for at in 0..ast.len() {
        let expr = &ast[ExprId(at as u32)];
        let inside = children(expr).into_iter().any(|child| tests[child.0 as usize]);
        tests.push(inside || matches!(expr, Expr::Assert { .. }));
    }
    tests
}
