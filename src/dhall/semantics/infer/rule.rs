//! The rules for constants, variables, functions, `let`, annotations, conditionals, text and lists.

use super::universe::function;
use super::{ASSERT, Checker, Expectation};
use crate::dhall::semantics::code::NOWHERE;
use crate::dhall::semantics::machine::{Eval, ThunkId, Value};
use crate::dhall::syntax::{Binding, Const, Expr, ExprId, Spelled};
use crate::diagnostic::Diagnostic;

impl Checker<'_> {
    pub(super) fn rule(&mut self, id: ExprId, inner: ThunkId) -> Eval<ThunkId> {
        let ast = self.ast;
        Ok(match &ast[id] {
            Expr::Const(Const::Type) => self.machine.known.kind,
            Expr::Const(Const::Kind) => self.machine.known.sort,
            Expr::Const(Const::Sort) => {
                let finding = self
                    .mistake(id, "`Sort` has no type")
                    .help("it can only stand on the right of an annotation");
                self.fail(id, finding)
            }
            Expr::Builtin(builtin) => self.machine.builtin_type(*builtin),
            Expr::Variable { name, index } => self.lookup(*name, *index),
            Expr::Lambda { param, domain, body } => return self.lambda(id, *param, (*domain, *body)),
            Expr::Forall {
                param,
                domain,
                codomain,
            } => return self.forall(*param, *domain, *codomain),
            Expr::Apply { function, argument } => return self.apply(id, inner, (*function, *argument)),
            Expr::Let { bindings, body } => return self.bindings(bindings, *body),
            Expr::Annotation { value, annotation } => return self.annotation(*value, *annotation),
            Expr::Assert { annotation } => return self.assertion(id, *annotation),
            Expr::If {
                predicate,
                then,
                otherwise,
            } => return self.conditional(*predicate, *then, *otherwise),
            Expr::Bool(_) => self.machine.known.bool,
            Expr::Natural(_) | Expr::BigNatural(_) => self.machine.known.natural,
            Expr::Integer(_) | Expr::BigInteger(_) => self.machine.known.integer,
            Expr::Double(_) => self.machine.known.double,
            Expr::Bytes(_) => self.machine.known.bytes,
            Expr::Date(_) => self.machine.known.date,
            Expr::Time(_) => self.machine.known.time,
            Expr::TimeZone(_) => self.machine.known.time_zone,
            Expr::Text { interpolations, .. } => return self.text(interpolations),
            Expr::EmptyList { annotation } => return self.empty_list(id, *annotation),
            Expr::List(elements) => return self.list(elements),
            Expr::Some(value) => return self.some(*value),
            Expr::Import(_) => match self.compiled.imports.get(&id) {
                Some(ty) => *ty,
                None => self.machine.known.hole,
            },
            _ => self.machine.known.hole,
        })
    }

    /// Infers an expression that has to be a type, and gives its value and what it is a member of.
    pub(super) fn ty(&mut self, id: ExprId) -> Eval<(ThunkId, Const)> {
        let ty = self.infer(id)?;
        if let Some(constant) = self.constant(ty)? {
            return Ok((self.evaluated(id), constant));
        }
        let found = self.describe(ty)?;
        let finding = self
            .mistake(
                id,
                format!("a type is needed here, and this is a value of type `{found}`"),
            )
            .expected("a type");
        let finding = match &self.ast[id] {
            Expr::Record(fields) if !fields.is_empty() => {
                finding.help("the fields of a record type are written with `:`, those of a value with `=`")
            }
            Expr::List(_) => finding.help("the type of lists is written `List T`"),
            _ => finding,
        };
        let hole = self.fail(id, finding);
        Ok((hole, Const::Type))
    }

    fn lambda(&mut self, id: ExprId, param: Spelled, (domain, body): (ExprId, ExprId)) -> Eval<ThunkId> {
        let (domain, _) = self.ty(domain)?;
        let codomain = self.under(param.name, domain, |checker, level| {
            let mut ty = checker.infer(body)?;
            if checker.universe(ty)?.is_none() {
                let found = checker.describe(ty)?;
                let finding = checker.mistake(
                    body,
                    format!("a function can not return this: its type is `{found}`, which has no type"),
                );
                ty = checker.fail(body, finding);
                checker.poison(id);
            }
            checker.machine.abstracted(ty, level)
        })?;
        let pi = self.machine.pi(param.name, domain, codomain);
        Ok(self.machine.done(pi, NOWHERE))
    }

    fn forall(&mut self, param: Spelled, domain: ExprId, codomain: ExprId) -> Eval<ThunkId> {
        let (ty, input) = self.ty(domain)?;
        let output = self.under(param.name, ty, |checker, _| Ok(checker.ty(codomain)?.1))?;
        Ok(self.constant_thunk(function(input, output)))
    }

    fn apply(&mut self, id: ExprId, ty: ThunkId, (function, argument): (ExprId, ExprId)) -> Eval<ThunkId> {
        let found = self.infer(argument)?;
        match self.machine.value(ty)? {
            Value::Hole => Ok(self.machine.known.hole),
            Value::Pi(pi) => {
                let pi = self.machine.pi_of(pi);
                let place = self.place(argument);
                let fits = self.expect(pi.domain, found, place, Expectation::Argument)?;
                let argument = if fits {
                    self.evaluated(argument)
                } else {
                    self.poison(id);
                    self.machine.known.hole
                };
                Ok(self.machine.instantiate(pi.codomain, argument))
            }
            // An alternative that there is none of: that it takes nothing is no second mistake.
            Value::Union(_) if self.is_poisoned(function) => {
                self.poison(id);
                Ok(ty)
            }
            _ => {
                let found = self.describe(ty)?;
                let finding = self
                    .mistake(
                        function,
                        format!(
                            "this is applied to an argument, but it is no function: it has the type `{found}`"
                        ),
                    )
                    .related(self.span(argument), "the argument")
                    .help("put a comma or an operator between them, or take one away");
                Ok(self.fail(id, finding))
            }
        }
    }

    fn bindings(&mut self, bindings: &[Binding], body: ExprId) -> Eval<ThunkId> {
        let env = self.env;
        for binding in bindings {
            let ty = self.binding(binding)?;
            let name = binding.label.name;
            // A closed value takes no place in the environment.
            if self.machine.program.free(self.code(binding.value)) > 0 {
                let value = self.evaluated(binding.value);
                self.bind(name, value, ty);
            }
            self.push(name, ty);
        }
        let ty = self.infer(body)?;
        for binding in bindings.iter().rev() {
            self.pop(binding.label.name);
        }
        self.unbind(env);
        Ok(ty)
    }

    fn binding(&mut self, binding: &Binding) -> Eval<ThunkId> {
        let Some(annotation) = binding.annotation else {
            return self.infer(binding.value);
        };
        let (expected, _) = self.ty(annotation)?;
        let found = self.infer(binding.value)?;
        let place = self.place(binding.value);
        if self.expect(expected, found, place, Expectation::Annotation)? {
            return Ok(found);
        }
        self.poison(binding.value);
        Ok(expected)
    }

    fn annotation(&mut self, value: ExprId, annotation: ExprId) -> Eval<ThunkId> {
        let expected = match self.ast[annotation] {
            Expr::Const(Const::Sort) => self.machine.known.sort,
            _ => self.ty(annotation)?.0,
        };
        let found = self.infer(value)?;
        let place = self.place(value);
        if self.expect(expected, found, place, Expectation::Annotation)? {
            return Ok(found);
        }
        self.poison(value);
        Ok(expected)
    }

    fn assertion(&mut self, id: ExprId, annotation: ExprId) -> Eval<ThunkId> {
        let (claim, _) = self.ty(annotation)?;
        match self.machine.value(claim)? {
            Value::Hole => {}
            Value::Equivalence(left, right) => {
                if !self.machine.equal(left, right)? {
                    let (l, r) = self.first_difference(left, right)?;
                    let (l, r) = (self.describe(l)?, self.describe(r)?);
                    let finding = Diagnostic::error(ASSERT, "this assertion does not hold")
                        .at(self.span(id), format!("`{l}` is not `{r}`"))
                        .expected("both sides to have the same normal form");
                    return Ok(self.fail(id, finding));
                }
            }
            _ => {
                let found = self.describe(claim)?;
                let finding = self.mistake(
                    annotation,
                    format!("`assert` needs an equivalence such as `a === b`, and this is `{found}`"),
                );
                return Ok(self.fail(id, finding));
            }
        }
        Ok(claim)
    }

    fn conditional(&mut self, predicate: ExprId, then: ExprId, otherwise: ExprId) -> Eval<ThunkId> {
        let found = self.infer(predicate)?;
        let place = self.place(predicate);
        if !self.expect(self.machine.known.bool, found, place, Expectation::Condition)? {
            self.poison(predicate);
        }
        let ty = self.infer(then)?;
        let other = self.infer(otherwise)?;
        if self.universe(ty)?.is_none() {
            let found = self.describe(ty)?;
            let finding = self.mistake(
                then,
                format!("a branch can not be this: its type is `{found}`, which has no type"),
            );
            return Ok(self.fail(then, finding));
        }
        let place = self.place(otherwise);
        let first = self.span(then);
        if !self.expect(ty, other, place, Expectation::Branch(first))? {
            self.poison(otherwise);
        }
        Ok(ty)
    }

    fn text(&mut self, interpolations: &[ExprId]) -> Eval<ThunkId> {
        for interpolation in interpolations {
            let found = self.infer(*interpolation)?;
            let place = self.place(*interpolation);
            if !self.expect(self.machine.known.text, found, place, Expectation::Interpolation)? {
                self.poison(*interpolation);
            }
        }
        Ok(self.machine.known.text)
    }

    fn empty_list(&mut self, id: ExprId, annotation: ExprId) -> Eval<ThunkId> {
        let (ty, _) = self.ty(annotation)?;
        let element = match self.machine.value(ty)? {
            Value::Hole => return Ok(self.machine.known.hole),
            Value::ListType(element) => element,
            _ => {
                let found = self.describe(ty)?;
                let finding = self
                    .mistake(
                        annotation,
                        format!("an empty list is annotated with `{found}`, which is no list type"),
                    )
                    .expected("`List` of something");
                return Ok(self.fail(id, finding));
            }
        };
        if self.universe(element)? != Some(Const::Type) {
            let finding = self.mistake(annotation, "the elements of a list can not be types");
            return Ok(self.fail(id, finding));
        }
        Ok(ty)
    }

    fn list(&mut self, elements: &[ExprId]) -> Eval<ThunkId> {
        let Some((&first, others)) = elements.split_first() else {
            return Ok(self.machine.known.hole);
        };
        let mut ty = self.infer(first)?;
        if self.universe(ty)? != Some(Const::Type) {
            let found = self.describe(ty)?;
            let finding = self.mistake(
                first,
                format!("the elements of a list can not be types, and this has the type `{found}`"),
            );
            ty = self.fail(first, finding);
        }
        let at = self.span(first);
        for element in others {
            let found = self.infer(*element)?;
            if self.is_hole(ty)? {
                ty = found;
                continue;
            }
            let place = self.place(*element);
            if !self.expect(ty, found, place, Expectation::Element(at))? {
                self.poison(*element);
            }
        }
        Ok(self.machine.list_type(ty))
    }

    fn some(&mut self, value: ExprId) -> Eval<ThunkId> {
        let mut ty = self.infer(value)?;
        if self.universe(ty)? != Some(Const::Type) {
            let found = self.describe(ty)?;
            let finding = self.mistake(
                value,
                format!("`Some` can not hold a type, and this has the type `{found}`"),
            );
            ty = self.fail(value, finding);
        }
        Ok(self.machine.optional_type(ty))
    }

    /// The innermost pair of parts that makes two values differ.
    fn first_difference(&mut self, left: ThunkId, right: ThunkId) -> Eval<(ThunkId, ThunkId)> {
        let (mut left, mut right) = (left, right);
        loop {
            let parts = match (self.machine.value(left)?, self.machine.value(right)?) {
                (Value::Record(a), Value::Record(b)) | (Value::RecordType(a), Value::RecordType(b)) => {
                    let (a, b) = (self.machine.fields(a), self.machine.fields(b));
                    if a.shape != b.shape {
                        return Ok((left, right));
                    }
                    let (a, b) = (self.machine.slots(a.slots), self.machine.slots(b.slots));
                    a.iter().copied().zip(b.iter().copied()).collect()
                }
                (Value::List(a), Value::List(b))
                    if self.machine.lists.len(a) == self.machine.lists.len(b) =>
                {
                    let a = self.machine.elements(a)?.to_vec();
                    let b = self.machine.elements(b)?;
                    a.into_iter().zip(b.iter().copied()).collect()
                }
                (Value::Some(a), Value::Some(b)) => vec![(a, b)],
                _ => return Ok((left, right)),
            };
            let mut deeper = None;
            for (a, b) in parts {
                if !self.machine.equal(a, b)? {
                    deeper = Some((a, b));
                    break;
                }
            }
            match deeper {
                Some(pair) => (left, right) = pair,
                None => return Ok((left, right)),
            }
        }
    }
}
