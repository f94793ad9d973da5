//! Judgmental equality, by the standard's equality of αβ-normal forms.
//!
//! Pairs of thunks that were found equal are remembered for the whole run: equality of values does not depend
//! on a context, so this is sound, and values that share parts are compared once for each pair of parts.

use super::code::{Code, CodeId, Run, Step};
use super::machine::{Codomain, EnvId, Eval, Machine, NO_THUNK, Neutral, PiId, RecordId, ThunkId, Value};
use super::text::Piece;

impl Machine {
    /// Whether two thunks are equivalent.
    pub(crate) fn equal(&mut self, left: ThunkId, right: ThunkId) -> Eval<bool> {
        let depth = self.level(left).max(self.level(right));
        self.equal_at(left, right, depth)
    }

    fn equal_at(&mut self, left: ThunkId, right: ThunkId, depth: u32) -> Eval<bool> {
        if left == right {
            return Ok(true);
        }
        let pair = (left.min(right), left.max(right));
        if left == NO_THUNK || right == NO_THUNK {
            return Ok(false);
        }
        if self.equal.contains(&pair) {
            return Ok(true);
        }
        let (l, r) = (self.value(left)?, self.value(right)?);
        self.enter(super::code::NOWHERE)?;
        let equal = self.equal_values(l, r, depth);
        self.leave();
        let equal = equal?;
        if equal && is_compound(l) {
            self.equal.insert(pair);
        }
        Ok(equal)
    }

    fn equal_values(&mut self, left: Value, right: Value, depth: u32) -> Eval<bool> {
        use Value as V;
        Ok(match (left, right) {
            (V::Hole, _) | (_, V::Hole) => true,
            (V::Const(a), V::Const(b)) => a == b,
            (V::Builtin(a), V::Builtin(b)) => a == b,
            (V::Bool(a), V::Bool(b)) => a == b,
            (V::Natural(a), V::Natural(b)) => a == b,
            (V::BigNatural(a), V::BigNatural(b)) => self.natural(a) == self.natural(b),
            (V::Integer(a), V::Integer(b)) => a == b,
            (V::BigInteger(a), V::BigInteger(b)) => self.integer(a) == self.integer(b),
            (V::Double(a), V::Double(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
            (V::Bytes(a), V::Bytes(b)) => self.bytes(a) == self.bytes(b),
            (V::Date(a), V::Date(b)) => a == b,
            (V::Time(a), V::Time(b)) => self.time(a) == self.time(b),
            (V::TimeZone(a), V::TimeZone(b)) => a == b,
            (V::Text(a), V::Text(b)) => a == b || self.equal_texts(a, b, depth)?,
            (V::Partial(a, x), V::Partial(b, y)) => a == b && self.equal_runs(x, y, depth)?,
            (V::ListType(a), V::ListType(b))
            | (V::OptionalType(a), V::OptionalType(b))
            | (V::Some(a), V::Some(b))
            | (V::None(a), V::None(b))
            | (V::EmptyList(a), V::EmptyList(b))
            | (V::Assert(a), V::Assert(b)) => self.equal_at(a, b, depth)?,
            (V::Equivalence(a, x), V::Equivalence(b, y)) => {
                self.equal_at(a, b, depth)? && self.equal_at(x, y, depth)?
            }
            (V::List(a), V::List(b)) => a == b || self.equal_lists(a, b, depth)?,
            (V::Record(a), V::Record(b))
            | (V::RecordType(a), V::RecordType(b))
            | (V::Union(a), V::Union(b)) => self.equal_records(a, b, depth)?,
            (V::Constructor(a, x), V::Constructor(b, y)) => x == y && self.equal_records(a, b, depth)?,
            (
                V::Alternative {
                    union: a,
                    label: x,
                    payload: p,
                },
                V::Alternative {
                    union: b,
                    label: y,
                    payload: q,
                },
            ) => x == y && self.equal_at(p, q, depth)? && self.equal_records(a, b, depth)?,
            (V::Pi(a), V::Pi(b)) => a == b || self.equal_pis(a, b, depth)?,
            (V::Lambda(a, x), V::Lambda(b, y)) => {
                (a, x) == (b, y) || self.equal_lambdas((a, x), (b, y), depth)?
            }
            (V::Neutral(a), V::Neutral(b)) => {
                a == b || {
                    let (a, b) = (self.neutral_of(a), self.neutral_of(b));
                    self.equal_neutrals(a, b, depth)?
                }
            }
            _ => false,
        })
    }

    fn equal_runs(&mut self, left: Run, right: Run, depth: u32) -> Eval<bool> {
        if left.len != right.len {
            return Ok(false);
        }
        for at in 0..left.len as usize {
            let (l, r) = (self.slot(left, at), self.slot(right, at));
            if !self.equal_at(l, r, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn equal_records(&mut self, left: RecordId, right: RecordId, depth: u32) -> Eval<bool> {
        if left == right {
            return Ok(true);
        }
        let (l, r) = (self.fields(left), self.fields(right));
        Ok(l.shape == r.shape && (l.slots == r.slots || self.equal_runs(l.slots, r.slots, depth)?))
    }

    fn equal_texts(
        &mut self,
        left: super::text::TextId,
        right: super::text::TextId,
        depth: u32,
    ) -> Eval<bool> {
        if self.texts.is_open(left) != self.texts.is_open(right)
            || self.texts.len(left) != self.texts.len(right)
        {
            return Ok(false);
        }
        if !self.texts.is_open(left) {
            let text = self.characters(left)?.to_owned();
            return Ok(text == self.characters(right)?);
        }
        let (left, right) = (self.text_pieces(left)?, self.text_pieces(right)?);
        if left.len() != right.len() {
            return Ok(false);
        }
        for pair in left.into_iter().zip(right) {
            let same = match pair {
                (Piece::Literal(a), Piece::Literal(b)) => a == b,
                (Piece::Open(a), Piece::Open(b)) => self.equal_at(a, b, depth)?,
                _ => false,
            };
            if !same {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn equal_lists(
        &mut self,
        left: super::list::ListId,
        right: super::list::ListId,
        depth: u32,
    ) -> Eval<bool> {
        if self.lists.len(left) != self.lists.len(right) {
            return Ok(false);
        }
        let left = self.elements(left)?.to_vec();
        let right = self.elements(right)?.to_vec();
        for (l, r) in left.into_iter().zip(right) {
            if !self.equal_at(l, r, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn equal_pis(&mut self, left: PiId, right: PiId, depth: u32) -> Eval<bool> {
        let (l, r) = (self.pi_of(left), self.pi_of(right));
        if !self.equal_at(l.domain, r.domain, depth)? {
            return Ok(false);
        }
        if let (Codomain::Closure(a, x), Codomain::Closure(b, y)) = (l.codomain, r.codomain)
            && (a, x) == (b, y)
        {
            return Ok(true);
        }
        let variable = self.variable(depth);
        let a = self.instantiate(l.codomain, variable);
        let b = self.instantiate(r.codomain, variable);
        self.equal_at(a, b, depth + 1)
    }

    fn equal_lambdas(&mut self, left: (CodeId, EnvId), right: (CodeId, EnvId), depth: u32) -> Eval<bool> {
        let variable = self.variable(depth);
        let Some((domain_l, body_l)) = self.open_lambda(left.0, left.1, variable) else {
            return Ok(true);
        };
        let Some((domain_r, body_r)) = self.open_lambda(right.0, right.1, variable) else {
            return Ok(true);
        };
        Ok(self.equal_at(domain_l, domain_r, depth)? && self.equal_at(body_l, body_r, depth + 1)?)
    }

    /// The domain of a function, and its body for a variable.
    pub(crate) fn open_lambda(
        &mut self,
        code: CodeId,
        env: EnvId,
        variable: ThunkId,
    ) -> Option<(ThunkId, ThunkId)> {
        let Code::Lambda { domain, body, .. } = self.program.code(code) else {
            return None;
        };
        let domain = self.delay(domain, env);
        let inner = self.bind(env, variable);
        Some((domain, self.delay(body, inner)))
    }

    fn equal_neutrals(&mut self, left: Neutral, right: Neutral, depth: u32) -> Eval<bool> {
        use Neutral as N;
        let pairs: Vec<(ThunkId, ThunkId)> = match (left, right) {
            (N::Var(a), N::Var(b)) => return Ok(a == b),
            (N::Free(a, i), N::Free(b, j)) => return Ok((a, i) == (b, j)),
            (N::Builtin(a, x), N::Builtin(b, y)) => {
                return Ok(a == b && self.equal_runs(x, y, depth)?);
            }
            (N::Apply(a, x), N::Apply(b, y))
            | (N::ProjectType(a, x), N::ProjectType(b, y))
            | (N::ToMap(a, x), N::ToMap(b, y)) => vec![(a, b), (x, y)],
            (N::Operator(o, a, x), N::Operator(p, b, y)) if o == p => vec![(a, b), (x, y)],
            (N::If(a, b, c), N::If(x, y, z)) | (N::Merge(a, b, c), N::Merge(x, y, z)) => {
                vec![(a, x), (b, y), (c, z)]
            }
            (N::Field(a, x), N::Field(b, y)) if x == y => vec![(a, b)],
            (N::Project(a, x), N::Project(b, y)) if x == y => vec![(a, b)],
            (N::ShowConstructor(a), N::ShowConstructor(b)) => vec![(a, b)],
            (N::With(a, p, x), N::With(b, q, y)) => {
                let same: bool = {
                    let (p, q): (&[Step], &[Step]) = (self.program.steps(p), self.program.steps(q));
                    p == q
                };
                if !same {
                    return Ok(false);
                }
                vec![(a, b), (x, y)]
            }
            _ => return Ok(false),
        };
        for (l, r) in pairs {
            if !self.equal_at(l, r, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn is_compound(value: Value) -> bool {
    !matches!(
        value,
        Value::Hole
            | Value::Const(_)
            | Value::Builtin(_)
            | Value::Bool(_)
            | Value::Natural(_)
            | Value::Integer(_)
            | Value::Double(_)
            | Value::Date(_)
            | Value::TimeZone(_)
    )
}
