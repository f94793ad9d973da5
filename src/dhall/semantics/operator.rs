//! The operators.

use super::code::CodeId;
use super::eval::hole;
use super::machine::{Eval, Machine, Neutral, ThunkId, Val, Value};
use crate::dhall::syntax::Operator;

impl Machine {
    /// The value of `left operator right`.
    pub(super) fn operate(
        &mut self,
        operator: Operator,
        left: ThunkId,
        right: ThunkId,
        site: CodeId,
    ) -> Eval<Val> {
        match operator {
            Operator::Or => self.connective(operator, false, (left, right), site),
            Operator::And => self.connective(operator, true, (left, right), site),
            Operator::Equal => self.comparison(operator, true, (left, right), site),
            Operator::NotEqual => self.comparison(operator, false, (left, right), site),
            Operator::Plus | Operator::Times => self.arithmetic(operator, left, right, site),
            Operator::TextAppend => self.append_text(left, right, site),
            Operator::ListAppend => self.append_list(left, right, site),
            Operator::Prefer => self.prefer(left, right, site),
            Operator::Combine => self.combine(left, right, site),
            Operator::CombineTypes => self.combine_types(left, right, site),
            Operator::Equivalent => Ok(Val {
                value: Value::Equivalence(left, right),
                origin: site,
            }),
            // Decided when imports are resolved.
            Operator::ImportAlt => Ok(hole()),
        }
    }

    fn stuck(&mut self, operator: Operator, left: ThunkId, right: ThunkId, site: CodeId) -> Val {
        Val {
            value: self.neutral(Neutral::Operator(operator, left, right)),
            origin: site,
        }
    }

    /// `||` and `&&`: `unit` is what changes nothing.
    fn connective(
        &mut self,
        operator: Operator,
        unit: bool,
        (left, right): (ThunkId, ThunkId),
        site: CodeId,
    ) -> Eval<Val> {
        let at_site = |value| Ok(Val { value, origin: site });
        match self.value(left)? {
            Value::Hole => return Ok(hole()),
            Value::Bool(bool) if bool == unit => {
                let value = self.value(right)?;
                return at_site(value);
            }
            Value::Bool(bool) => return at_site(Value::Bool(bool)),
            _ => {}
        }
        match self.value(right)? {
            Value::Hole => Ok(hole()),
            Value::Bool(bool) if bool == unit => self.force(left),
            Value::Bool(bool) => at_site(Value::Bool(bool)),
            _ if self.equal(left, right)? => self.force(left),
            _ => Ok(self.stuck(operator, left, right, site)),
        }
    }

    /// `==` and `!=`: `same` is what equal sides give, and what changes nothing.
    fn comparison(
        &mut self,
        operator: Operator,
        same: bool,
        (left, right): (ThunkId, ThunkId),
        site: CodeId,
    ) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        let value = match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => return Ok(hole()),
            (Value::Bool(a), Value::Bool(b)) => Value::Bool((a == b) == same),
            (Value::Bool(a), _) if a == same => r.value,
            (_, Value::Bool(b)) if b == same => l.value,
            _ if self.equal(left, right)? => Value::Bool(same),
            _ => return Ok(self.stuck(operator, left, right, site)),
        };
        Ok(Val { value, origin: site })
    }

    fn arithmetic(&mut self, operator: Operator, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        let is = |val: Val, number| matches!(val.value, Value::Natural(n) if n == number);
        let value = match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => return Ok(hole()),
            (a, b) if is_natural(a) && is_natural(b) => {
                if operator == Operator::Plus {
                    self.add(a, b)?
                } else {
                    self.multiply(a, b)?
                }
            }
            (a, b) if operator == Operator::Plus => match () {
                () if is(l, 0) => b,
                () if is(r, 0) => a,
                () => return Ok(self.stuck(operator, left, right, site)),
            },
            (a, b) => match () {
                () if is(l, 0) || is(r, 0) => Value::Natural(0),
                () if is(l, 1) => b,
                () if is(r, 1) => a,
                () => return Ok(self.stuck(operator, left, right, site)),
            },
        };
        Ok(Val { value, origin: site })
    }

    fn append_text(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        let (Some(a), Some(b)) = (self.text_of(l), self.text_of(r)) else {
            return Ok(hole());
        };
        let text = self.texts.append(a, b);
        self.text_val(text, site)
    }

    fn append_list(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => Ok(hole()),
            (Value::EmptyList(_), _) => Ok(r),
            (_, Value::EmptyList(_)) => Ok(l),
            (Value::List(a), Value::List(b)) => Ok(Val {
                value: Value::List(self.lists.append(a, b)),
                origin: site,
            }),
            _ => Ok(self.stuck(Operator::ListAppend, left, right, site)),
        }
    }
}

pub(super) fn is_natural(value: Value) -> bool {
    matches!(value, Value::Natural(_) | Value::BigNatural(_))
}
