//! The rules for the operators.

use super::{Checker, Expectation, TYPE};
use crate::dhall::semantics::code::NOWHERE;
use crate::dhall::semantics::describe::sign;
use crate::dhall::semantics::machine::{Eval, RecordId, ThunkId, Value};
use crate::dhall::syntax::{Builtin, Const, Expr, ExprId, Name, Operator};
use crate::diagnostic::Diagnostic;

impl Checker<'_> {
    /// The type of an operator; `left_type` is that of its left operand.
    pub(super) fn operator(&mut self, id: ExprId, left_type: ThunkId) -> Eval<ThunkId> {
        let Expr::Operator {
            operator,
            left,
            right,
        } = self.ast[id]
        else {
            return Ok(self.machine.known.hole);
        };
        let known = &self.machine.known;
        let scalar = match operator {
            Operator::Or | Operator::And | Operator::Equal | Operator::NotEqual => known.bool,
            Operator::Plus | Operator::Times => known.natural,
            Operator::TextAppend => known.text,
            Operator::ImportAlt => {
                return match self.compiled.chosen.get(&id) {
                    Some(chosen) => self.infer(*chosen),
                    None => Ok(known.hole),
                };
            }
            Operator::ListAppend => return self.append(id, left_type, (left, right)),
            Operator::Prefer => return self.prefer(id, left_type, (left, right)),
            Operator::Combine => return self.combine(id, left_type, (left, right)),
            Operator::CombineTypes => return self.combine_types(id, left_type, (left, right)),
            Operator::Equivalent => return self.equivalence(id, left_type, (left, right)),
        };
        let right_type = self.infer(right)?;
        if self.both_differ(id, operator, (left_type, right_type))? {
            return Ok(scalar);
        }
        for (operand, found) in [(left, left_type), (right, right_type)] {
            let place = self.place(operand);
            if !self.expect(scalar, found, place, Expectation::Operand(sign(operator)))? {
                self.poison(id);
            }
        }
        Ok(scalar)
    }

    /// Reports an operator both sides of which have the same type, which is not the operator's: one mistake.
    fn both_differ(
        &mut self,
        id: ExprId,
        operator: Operator,
        (left, right): (ThunkId, ThunkId),
    ) -> Eval<bool> {
        let scalar = match operator {
            Operator::Plus | Operator::Times => self.machine.known.natural,
            Operator::TextAppend => self.machine.known.text,
            _ => self.machine.known.bool,
        };
        if self.machine.equal(scalar, left)? || !self.machine.equal(left, right)? {
            return Ok(false);
        }
        let value = self.machine.value(left)?;
        let (needed, found) = (self.describe(scalar)?, self.describe(left)?);
        let sign = sign(operator);
        let finding = self
            .mistake(
                id,
                format!("`{sign}` works on `{needed}`, and both sides have the type `{found}`"),
            )
            .expected(format!("`{needed}` on both sides"));
        let help = match (operator, value) {
            (Operator::Plus, Value::Builtin(Builtin::Text)) => Some("`++` joins texts"),
            (Operator::Plus | Operator::TextAppend, Value::ListType(_)) => Some("`#` joins lists"),
            (Operator::Plus | Operator::TextAppend, Value::RecordType(_)) => {
                Some("`∧` joins records, and so does `⫽`, which takes the right one of two fields")
            }
            (Operator::TextAppend, Value::Builtin(Builtin::Natural)) => Some("`+` adds numbers"),
            (Operator::Plus | Operator::Times, Value::Builtin(Builtin::Integer | Builtin::Double)) => {
                Some("Dhall calculates with `Natural` alone; the Prelude adds and multiplies `Integer`")
            }
            (Operator::Equal | Operator::NotEqual, Value::Builtin(Builtin::Natural)) => {
                Some("`Natural/equal` of the Prelude compares them")
            }
            (Operator::Equal | Operator::NotEqual, Value::Builtin(Builtin::Text)) => {
                Some("texts can not be compared; a union has alternatives that `merge` tells apart")
            }
            _ => None,
        };
        let finding = match help {
            Some(help) => finding.help(help),
            None => finding,
        };
        self.fail(id, finding);
        Ok(true)
    }

    fn append(&mut self, id: ExprId, left_type: ThunkId, (left, right): (ExprId, ExprId)) -> Eval<ThunkId> {
        let right_type = self.infer(right)?;
        if self.is_hole(right_type)? && !self.is_hole(left_type)? {
            // What is wrong with the right side was said; the left may be no list because `#` is no comment.
            return Ok(match self.machine.value(left_type)? {
                Value::ListType(_) => left_type,
                _ => self.machine.known.hole,
            });
        }
        let mut is_list = true;
        for (operand, ty) in [(left, left_type), (right, right_type)] {
            if !matches!(self.machine.value(ty)?, Value::ListType(_) | Value::Hole) {
                let found = self.describe(ty)?;
                let finding = self
                    .mistake(
                        operand,
                        format!("`#` works on lists, and this has the type `{found}`"),
                    )
                    .expected("a list");
                self.fail(id, finding);
                is_list = false;
            }
        }
        if !is_list {
            return Ok(self.machine.known.hole);
        }
        if self.is_hole(left_type)? {
            return Ok(right_type);
        }
        let place = self.place(right);
        if !self.expect(left_type, right_type, place, Expectation::Operand("#"))? {
            self.poison(id);
        }
        Ok(left_type)
    }

    fn prefer(&mut self, id: ExprId, left_type: ThunkId, (left, right): (ExprId, ExprId)) -> Eval<ThunkId> {
        let right_type = self.infer(right)?;
        if self.is_hole(right_type)? {
            return Ok(right_type);
        }
        self.preferred_types(id, (left_type, right_type), (left, right))
    }

    /// The type of `left ⫽ right`, whose types are known.
    pub(super) fn preferred_types(
        &mut self,
        id: ExprId,
        (left_type, right_type): (ThunkId, ThunkId),
        (left, right): (ExprId, ExprId),
    ) -> Eval<ThunkId> {
        let l = self.record_of_type(id, left, left_type)?;
        let r = self.record_of_type(id, right, right_type)?;
        let (Some(l), Some(r)) = (l, r) else {
            return Ok(self.machine.known.hole);
        };
        let record = self.preferred(l, r)?;
        Ok(self.machine.done(Value::RecordType(record), NOWHERE))
    }

    fn combine(&mut self, id: ExprId, left_type: ThunkId, (left, right): (ExprId, ExprId)) -> Eval<ThunkId> {
        let right_type = self.infer(right)?;
        self.combined_types(id, (left_type, right_type), (left, right))
    }

    /// The type of `left ∧ right`, whose types are known.
    pub(super) fn combined_types(
        &mut self,
        id: ExprId,
        (left_type, right_type): (ThunkId, ThunkId),
        (left, right): (ExprId, ExprId),
    ) -> Eval<ThunkId> {
        // A field that is there twice is joined by an operator that nobody wrote.
        if self.span(id).start > self.span(left).start {
            for ty in [left_type, right_type] {
                if !matches!(self.machine.value(ty)?, Value::RecordType(_) | Value::Hole) {
                    let finding = self
                        .mistake(id, "this field is set twice")
                        .related(self.span(left), "already set here")
                        .help("only records can be set in parts");
                    return Ok(self.fail(id, finding));
                }
            }
        }
        let l = self.record_of_type(id, left, left_type)?;
        let r = self.record_of_type(id, right, right_type)?;
        let (Some(l), Some(r)) = (l, r) else {
            return Ok(self.machine.known.hole);
        };
        let record = self.combined(id, (l, r), Operator::Combine)?;
        Ok(self.machine.done(Value::RecordType(record), NOWHERE))
    }

    /// The record type with the fields of both; fields of the same name are combined, too.
    fn combined(
        &mut self,
        id: ExprId,
        (left, right): (RecordId, RecordId),
        operator: Operator,
    ) -> Eval<RecordId> {
        self.machine.enter(NOWHERE)?;
        let (l, r) = (self.machine.fields(left), self.machine.fields(right));
        let merge = self.machine.shapes.merge(l.shape, r.shape);
        self.machine.spend(merge.sources.len() as u64 / 8)?;
        let mut slots = Vec::with_capacity(merge.sources.len());
        for (at, source) in merge.sources.iter().enumerate() {
            let a = source.left.map(|at| self.machine.slot(l.slots, at as usize));
            let b = source.right.map(|at| self.machine.slot(r.slots, at as usize));
            slots.push(match (a, b) {
                (Some(a), Some(b)) => {
                    let label = self.machine.shapes.labels(merge.shape)[at];
                    self.collision(id, label, (a, b), operator)?
                }
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => self.machine.known.hole,
            });
        }
        self.machine.leave();
        Ok(self.machine.record(merge.shape, &slots))
    }

    pub(super) fn collision(
        &mut self,
        id: ExprId,
        label: Name,
        (left, right): (ThunkId, ThunkId),
        operator: Operator,
    ) -> Eval<ThunkId> {
        match (self.machine.value(left)?, self.machine.value(right)?) {
            (Value::RecordType(l), Value::RecordType(r)) => {
                let record = self.combined(id, (l, r), operator)?;
                Ok(self.machine.done(Value::RecordType(record), NOWHERE))
            }
            (Value::Hole, _) | (_, Value::Hole) => Ok(self.machine.known.hole),
            (l, _) => {
                let culprit = if matches!(l, Value::RecordType(_)) {
                    right
                } else {
                    left
                };
                let found = self.describe(culprit)?;
                Ok(self.collided(id, label, &found, operator))
            }
        }
    }

    fn collided(&mut self, id: ExprId, label: Name, found: &str, operator: Operator) -> ThunkId {
        let sign = sign(operator);
        let mut span = self.span(id);
        let mut first = None;
        if let Expr::Operator { left, right, .. } = self.ast[id] {
            if let Some((label, _)) = self.written(right, label) {
                span = label;
            }
            first = self.written(left, label).map(|(label, _)| label);
        }
        let finding = Diagnostic::error(
            TYPE,
            format!("the field `{label}` is on both sides of `{sign}`, and values of type `{found}` can not be combined"),
        )
        .at(span, "again")
        .help("only records can be combined; `⫽` takes the right one");
        let finding = match first {
            Some(first) => finding.related(first, "already here"),
            None => finding,
        };
        self.report(finding, None);
        self.poison(id);
        self.machine.known.hole
    }

    fn combine_types(
        &mut self,
        id: ExprId,
        left_type: ThunkId,
        (left, right): (ExprId, ExprId),
    ) -> Eval<ThunkId> {
        let right_type = self.infer(right)?;
        let l = self.combinable(id, left, left_type)?;
        let r = self.combinable(id, right, right_type)?;
        if let (Some((left, _)), Some((right, _))) = (l, r) {
            self.combined(id, (left, right), Operator::CombineTypes)?;
        }
        let universes = [l, r].into_iter().flatten().map(|(_, universe)| universe);
        Ok(self.constant_thunk(universes.fold(Const::Type, Const::max)))
    }

    /// An operand of `⩓`, which has the type `ty`, as a record type and what that is of; reports anything else.
    /// `None` for that and for holes.
    pub(super) fn combinable(
        &mut self,
        id: ExprId,
        operand: ExprId,
        ty: ThunkId,
    ) -> Eval<Option<(RecordId, Const)>> {
        if self.is_hole(ty)? {
            return Ok(None);
        }
        let constant = self.constant(ty)?;
        let value = self.evaluated(operand);
        match (constant, self.machine.value(value)?) {
            (_, Value::Hole) => Ok(None),
            (Some(universe), Value::RecordType(record)) => Ok(Some((record, universe))),
            _ => {
                let found = self.describe(value)?;
                let message = format!("`⩓` works on record types, and this is `{found}`");
                let finding = self.mistake(operand, message).expected("a record type");
                self.fail(id, finding);
                Ok(None)
            }
        }
    }

    fn equivalence(
        &mut self,
        id: ExprId,
        left_type: ThunkId,
        (left, right): (ExprId, ExprId),
    ) -> Eval<ThunkId> {
        let right_type = self.infer(right)?;
        for (operand, ty) in [(left, left_type), (right, right_type)] {
            if self.universe(ty)? != Some(Const::Type) {
                let finding = self.mistake(operand, "`===` compares values, and this is a type");
                self.fail(id, finding);
                return Ok(self.machine.known.type_);
            }
        }
        let place = self.place(right);
        if !self.expect(left_type, right_type, place, Expectation::Operand("==="))? {
            self.poison(id);
        }
        Ok(self.machine.known.type_)
    }
}
