//! The types of many merges and updates in a row: one draft takes all of them and becomes a type at the end.

use rustc_hash::FxHashMap;

use super::Checker;
use crate::dhall::semantics::chain::LONG;
use crate::dhall::semantics::code::NOWHERE;
use crate::dhall::semantics::machine::{Eval, RecordId, ThunkId, Value};
use crate::dhall::syntax::{Const, Expr, ExprId, Name, Operator, PathComponent};

/// Longer paths of `with` are left to the plain rule, so that no draft is deeper than evaluation may nest.
const DEEP: usize = 64;

/// A type in the making.
enum Draft {
    /// A type as it is.
    Whole(ThunkId),
    /// A record type whose fields may still change.
    Open(FxHashMap<Name, Draft>),
}

impl Checker<'_> {
    /// How many of these expressions, the innermost of which is the last, a draft can take in a row; 0 when
    /// they are too few to be worth it.
    pub(super) fn draftable(&self, chain: &[ExprId]) -> usize {
        let joins_types = chain.last().is_some_and(|id| self.joins_types(*id));
        let fits = |id: &&ExprId| match &self.ast[**id] {
            _ if joins_types => self.joins_types(**id),
            Expr::Operator { operator, .. } => matches!(operator, Operator::Prefer | Operator::Combine),
            Expr::With { path, .. } => {
                path.len() <= DEEP && path.iter().all(|step| matches!(step, PathComponent::Label(_)))
            }
            _ => false,
        };
        let count = chain.iter().rev().take_while(fits).count();
        if count < LONG { 0 } else { count }
    }

    fn joins_types(&self, id: ExprId) -> bool {
        let operator = match &self.ast[id] {
            Expr::Operator { operator, .. } => Some(*operator),
            _ => None,
        };
        operator == Some(Operator::CombineTypes)
    }

    /// The type after merges and updates of something of the type `ty`, the innermost of them last.
    pub(super) fn drafted(&mut self, chain: &[ExprId], ty: ThunkId) -> Eval<ThunkId> {
        if chain.last().is_some_and(|id| self.joins_types(*id)) {
            return self.drafted_types(chain, ty);
        }
        let mut draft = Draft::Whole(ty);
        for id in chain.iter().rev() {
            draft = self.redrafted(*id, draft)?;
        }
        self.settled(draft)
    }

    /// The type of record types joined by `⩓`, the innermost operator last; `ty` is that of its left operand. The
    /// draft is what they come to, with which each next one must not collide.
    fn drafted_types(&mut self, chain: &[ExprId], ty: ThunkId) -> Eval<ThunkId> {
        let mut sum = None;
        let mut universe = Const::Type;
        for (number, id) in chain.iter().rev().enumerate() {
            let Expr::Operator { left, right, .. } = self.ast[*id] else {
                continue;
            };
            let right_type = self.infer(right)?;
            if number == 0
                && let Some((record, own)) = self.combinable(*id, left, ty)?
            {
                let whole = self.machine.done(Value::RecordType(record), NOWHERE);
                sum = Some((Draft::Whole(whole), own));
            }
            let next = self.combinable(*id, right, right_type)?;
            let universes = [sum.as_ref().map(|(_, own)| *own), next.map(|(_, own)| own)];
            universe = universes.into_iter().flatten().fold(Const::Type, Const::max);
            // What is joined with a hole is one, and so is what collides.
            sum = match (sum, next) {
                (Some((mut draft, _)), Some((record, _))) => {
                    self.open(&mut draft)?;
                    self.join(*id, Operator::CombineTypes, &mut draft, record)?;
                    (!self.is_poisoned(*id)).then_some((draft, universe))
                }
                _ => None,
            };
        }
        Ok(self.constant_thunk(universe))
    }

    fn redrafted(&mut self, id: ExprId, mut draft: Draft) -> Eval<Draft> {
        let ast = self.ast;
        let is_record = self.open(&mut draft)?;
        match &ast[id] {
            Expr::Operator {
                operator,
                left,
                right,
            } => {
                let found = self.infer(*right)?;
                if is_record && let Value::RecordType(fields) = self.machine.value(found)? {
                    self.join(id, *operator, &mut draft, fields)?;
                    return Ok(draft);
                }
                let types = (self.settled(draft)?, found);
                let ty = match operator {
                    Operator::Prefer => self.preferred_types(id, types, (*left, *right)),
                    _ => self.combined_types(id, types, (*left, *right)),
                };
                Ok(Draft::Whole(ty?))
            }
            Expr::With { path, value, .. } => {
                let new = self.updating(*value)?;
                if is_record && self.set(&mut draft, path, new)? {
                    return Ok(draft);
                }
                let ty = self.settled(draft)?;
                Ok(Draft::Whole(self.updated(id, ty, path, (*value, new))?))
            }
            _ => Ok(draft),
        }
    }

    /// Opens the draft of a record type; whether it is one.
    fn open(&mut self, draft: &mut Draft) -> Eval<bool> {
        let Draft::Whole(ty) = *draft else {
            return Ok(true);
        };
        let Value::RecordType(fields) = self.machine.value(ty)? else {
            return Ok(false);
        };
        let entries = self.machine.entries(fields);
        self.machine.spend(entries.len() as u64)?;
        let entries = entries.into_iter();
        *draft = Draft::Open(entries.map(|(label, slot)| (label, Draft::Whole(slot))).collect());
        Ok(true)
    }

    /// Adds the fields of a record type to an open draft.
    fn join(&mut self, id: ExprId, operator: Operator, draft: &mut Draft, right: RecordId) -> Eval<()> {
        let Draft::Open(fields) = draft else {
            return Ok(());
        };
        self.machine.enter(NOWHERE)?;
        let entries = self.machine.entries(right);
        self.machine.spend(entries.len() as u64)?;
        for (label, slot) in entries {
            match fields.get_mut(&label) {
                Some(known) if operator != Operator::Prefer => {
                    self.collide((id, operator), label, known, slot)?;
                }
                _ => {
                    fields.insert(label, Draft::Whole(slot));
                }
            }
        }
        self.machine.leave();
        Ok(())
    }

    fn collide(
        &mut self,
        (id, operator): (ExprId, Operator),
        label: Name,
        known: &mut Draft,
        slot: ThunkId,
    ) -> Eval<()> {
        if self.open(known)?
            && let Value::RecordType(inner) = self.machine.value(slot)?
        {
            return self.join(id, operator, known, inner);
        }
        let left = self.settled(std::mem::replace(known, Draft::Whole(slot)))?;
        *known = Draft::Whole(self.collision(id, label, (left, slot), operator)?);
        Ok(())
    }

    /// Sets what a path of labels leads to; `false` when there is something else than a record on the way.
    fn set(&mut self, draft: &mut Draft, path: &[PathComponent], new: ThunkId) -> Eval<bool> {
        self.machine.spend(path.len() as u64)?;
        let mut at = draft;
        for step in path {
            if !self.open(at)? {
                return Ok(false);
            }
            let (Draft::Open(fields), PathComponent::Label(label)) = (at, step) else {
                return Ok(false);
            };
            at = fields
                .entry(label.name)
                .or_insert_with(|| Draft::Open(FxHashMap::default()));
        }
        *at = Draft::Whole(new);
        Ok(true)
    }

    /// The type that a draft is.
    fn settled(&mut self, draft: Draft) -> Eval<ThunkId> {
        let fields = match draft {
            Draft::Whole(ty) => return Ok(ty),
            Draft::Open(fields) => fields,
        };
        self.machine.enter(NOWHERE)?;
        self.machine.spend(fields.len() as u64)?;
        let mut types = Vec::with_capacity(fields.len());
        for (label, field) in fields {
            types.push((label, self.settled(field)?));
        }
        self.machine.leave();
        Ok(self.machine.record_type(types))
    }
}
