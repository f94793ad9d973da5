//! The rules for unions: types, constructors, `merge` and `showConstructor`.

use super::{Checker, Expectation, TYPE};
use crate::dhall::datum::MismatchKind;
use crate::dhall::semantics::code::NOWHERE;
use crate::dhall::semantics::machine::{Codomain, Eval, NO_THUNK, RecordId, ThunkId, Value};
use crate::dhall::syntax::{Const, ExprId, Name, Spelled};
use crate::diagnostic::Diagnostic;

impl Checker<'_> {
    pub(super) fn union(&mut self, alternatives: &[(Spelled, Option<ExprId>)]) -> Eval<ThunkId> {
        let mut universe = Const::Type;
        for (_, payload) in alternatives {
            if let Some(payload) = payload {
                universe = universe.max(self.ty(*payload)?.1);
            }
        }
        self.distinct(alternatives.iter().map(|(label, _)| *label), "alternative");
        Ok(self.constant_thunk(universe))
    }

    /// The type of `U.label`.
    pub(super) fn constructor(&mut self, id: ExprId, union: RecordId, label: Spelled) -> Eval<ThunkId> {
        let ty = self.machine.done(Value::Union(union), NOWHERE);
        match self.machine.lookup(union, label.name) {
            Some(NO_THUNK) => Ok(ty),
            Some(payload) => {
                let pi = self.machine.pi(label.name, payload, Codomain::Constant(ty));
                Ok(self.machine.done(pi, NOWHERE))
            }
            None => {
                let span = self.spelled(label);
                let shape = self.machine.fields(union).shape;
                let finding =
                    Diagnostic::error(TYPE, format!("the union has no alternative `{}`", label.name))
                        .at(span, "unknown");
                let finding = self.near(finding, label.name, shape, "alternative", Some(span));
                let mismatch = self.mismatch(union, false, label.name, MismatchKind::Surplus)?;
                self.report(finding, mismatch);
                self.poison(id);
                Ok(ty)
            }
        }
    }

    pub(super) fn show_constructor(&mut self, id: ExprId, union: ExprId) -> Eval<ThunkId> {
        let ty = self.infer(union)?;
        match self.machine.value(ty)? {
            Value::Union(_) | Value::OptionalType(_) | Value::Hole => {}
            _ => {
                let found = self.describe(ty)?;
                let finding = self
                    .mistake(
                        union,
                        format!("`showConstructor` needs a union value, and this has the type `{found}`"),
                    )
                    .expected("a value of a union type, or an `Optional`");
                self.fail(id, finding);
            }
        }
        Ok(self.machine.known.text)
    }

    pub(super) fn merge(
        &mut self,
        id: ExprId,
        (handlers, union): (ExprId, ExprId),
        annotation: Option<ExprId>,
    ) -> Eval<ThunkId> {
        let handlers_type = self.infer(handlers)?;
        let union_type = self.infer(union)?;
        let annotated = match annotation {
            Some(annotation) => {
                let (ty, universe) = self.ty(annotation)?;
                if universe != Const::Type {
                    let finding = self.mistake(
                        annotation,
                        "a `merge` gives a value, so it can not be annotated with this",
                    );
                    self.fail(id, finding);
                }
                Some(ty)
            }
            None => None,
        };
        let otherwise = annotated.unwrap_or(self.machine.known.hole);
        let Some(handled) = self.record_of_type(id, handlers, handlers_type)? else {
            return Ok(otherwise);
        };
        let alternatives = match self.machine.value(union_type)? {
            Value::Union(alternatives) => alternatives,
            Value::OptionalType(payload) => {
                let known = &self.machine.known;
                let fields = vec![(known.none, NO_THUNK), (known.some, payload)];
                self.machine.record_of(fields)
            }
            Value::Hole => return Ok(otherwise),
            _ => {
                let found = self.describe(union_type)?;
                let finding = self
                    .mistake(
                        union,
                        format!("`merge` needs a union value, and this has the type `{found}`"),
                    )
                    .expected("a value of a union type, or an `Optional`");
                self.fail(id, finding);
                return Ok(otherwise);
            }
        };
        self.handlers(id, handlers, (handled, alternatives), annotated)
    }

    /// Checks handlers against alternatives, both ways, and gives the type that they agree on.
    fn handlers(
        &mut self,
        id: ExprId,
        handlers: ExprId,
        (handled, alternatives): (RecordId, RecordId),
        annotated: Option<ThunkId>,
    ) -> Eval<ThunkId> {
        let (h, a) = (self.machine.fields(handled), self.machine.fields(alternatives));
        let merge = self.machine.shapes.merge(h.shape, a.shape);
        // With the handler that gives it; where handlers are written is looked for once something is wrong.
        let mut result: Option<(ThunkId, Option<Name>)> = annotated.map(|ty| (ty, None));
        let place = self.place(handlers);
        for (at, source) in merge.sources.iter().enumerate() {
            let label = self.machine.shapes.labels(merge.shape)[at];
            let (Some(left), Some(right)) = (source.left, source.right) else {
                self.unmatched(id, handlers, label, (source.left.is_some(), alternatives))?;
                continue;
            };
            let handler = self.machine.slot(h.slots, left as usize);
            let payload = self.machine.slot(a.slots, right as usize);
            let Some(ty) = self.handler(id, (handler, payload), label, place)? else {
                continue;
            };
            let Some((expected, first)) = result else {
                result = Some((ty, Some(label)));
                continue;
            };
            if self.machine.equal(expected, ty)? {
                continue;
            }
            let why = match first {
                None => Expectation::Annotation,
                Some(first) => Expectation::Handler(self.field_place(place, first)?.span),
            };
            let place = super::Place {
                expr: None,
                value: None,
                ..self.field_place(place, label)?
            };
            if !self.expect(expected, ty, place, why)? {
                self.poison(id);
            }
        }
        if let Some((ty, _)) = result {
            return Ok(ty);
        }
        if merge.sources.is_empty() {
            let finding = self.mistake(
                id,
                "a `merge` without alternatives needs an annotation that says what it gives",
            );
            return Ok(self.fail(id, finding));
        }
        Ok(self.machine.known.hole)
    }

    fn unmatched(
        &mut self,
        id: ExprId,
        handlers: ExprId,
        label: Name,
        (is_handler, alternatives): (bool, RecordId),
    ) -> Eval<()> {
        let place = self.place(handlers);
        let (finding, kind) = if is_handler {
            let span = self.label_span(place, label)?;
            let finding = Diagnostic::error(
                TYPE,
                format!("the handler `{label}` has no alternative to handle"),
            )
            .at(span, "not an alternative");
            let shape = self.machine.fields(alternatives).shape;
            (
                self.near(finding, label, shape, "alternative", Some(span)),
                MismatchKind::Surplus,
            )
        } else {
            let finding = Diagnostic::error(TYPE, format!("the alternative `{label}` has no handler"))
                .at(place.span, format!("no `{label}` here"));
            (finding, MismatchKind::Missing)
        };
        let mismatch = self.mismatch(alternatives, false, label, kind)?;
        self.report(finding, mismatch);
        self.poison(id);
        Ok(())
    }

    /// The type that one handler gives; `handlers` is the place of all of them.
    fn handler(
        &mut self,
        id: ExprId,
        (handler, payload): (ThunkId, ThunkId),
        label: Name,
        handlers: super::Place,
    ) -> Eval<Option<ThunkId>> {
        if payload == NO_THUNK {
            return Ok(Some(handler));
        }
        let pi = match self.machine.value(handler)? {
            Value::Pi(pi) => self.machine.pi_of(pi),
            Value::Hole => return Ok(None),
            _ => {
                let (found, carried) = (self.describe(handler)?, self.describe(payload)?);
                let place = self.field_place(handlers, label)?;
                let finding = Diagnostic::error(
                    TYPE,
                    format!("the handler `{label}` is no function: it has the type `{found}`"),
                )
                .at(place.span, "not a function")
                .expected(format!(
                    "a function of the `{carried}` that the alternative carries"
                ));
                self.report(finding, None);
                self.poison(id);
                return Ok(None);
            }
        };
        if !self.machine.equal(pi.domain, payload)? {
            let (found, carried) = (self.describe(pi.domain)?, self.describe(payload)?);
            let place = self.field_place(handlers, label)?;
            let finding = Diagnostic::error(
                TYPE,
                format!("the handler `{label}` takes `{found}`, and the alternative carries `{carried}`"),
            )
            .at(place.span, format!("takes `{found}`"))
            .expected(format!("a function of `{carried}`"));
            self.report(finding, None);
            self.poison(id);
            return Ok(None);
        }
        let env = self.env;
        let level = self.machine.depth(env);
        let variable = self.machine.variable(level);
        let codomain = self.machine.instantiate(pi.codomain, variable);
        match self.machine.abstracted(codomain, level)? {
            Codomain::Constant(ty) => Ok(Some(ty)),
            Codomain::Closure(..) => {
                let place = self.field_place(handlers, label)?;
                let finding = Diagnostic::error(
                    TYPE,
                    format!(
                        "what the handler `{label}` gives depends on its argument `{}`",
                        pi.param
                    ),
                )
                .at(place.span, "the type of its result mentions the argument");
                self.report(finding, None);
                self.poison(id);
                Ok(None)
            }
        }
    }
}
