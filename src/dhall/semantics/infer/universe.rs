//! What a type is a type of: `Type`, `Kind` or `Sort`.

use super::Checker;
use crate::dhall::semantics::machine::{Eval, NO_THUNK, Neutral, RecordId, ThunkId, Value};
use crate::dhall::syntax::{Builtin, Const, Operator};

impl Checker<'_> {
    /// What a type is a member of; `None` when the thunk is no type, or `Sort`, which has none.
    pub(super) fn universe(&mut self, ty: ThunkId) -> Eval<Option<Const>> {
        if let Some(known) = self.machine.universes.get(&ty) {
            return Ok(*known);
        }
        let value = self.machine.value(ty)?;
        self.machine.enter(super::super::code::NOWHERE)?;
        let universe = self.universe_of(value)?;
        self.machine.leave();
        // A thunk belongs to the context in which it was made, except for those of the variables themselves.
        if !matches!(value, Value::Neutral(_)) {
            self.machine.universes.insert(ty, universe);
        }
        Ok(universe)
    }

    fn universe_of(&mut self, value: Value) -> Eval<Option<Const>> {
        Ok(match value {
            Value::Hole | Value::ListType(_) | Value::OptionalType(_) | Value::Equivalence(..) => {
                Some(Const::Type)
            }
            Value::Const(Const::Type) => Some(Const::Kind),
            Value::Const(Const::Kind) => Some(Const::Sort),
            Value::Builtin(builtin) => is_type(builtin).then_some(Const::Type),
            Value::RecordType(id) | Value::Union(id) => self.universe_of_fields(id)?,
            Value::Pi(id) => {
                let pi = self.machine.pi_of(id);
                let Some(domain) = self.universe(pi.domain)? else {
                    return Ok(None);
                };
                let name = pi.param;
                let codomain = self.under(name, pi.domain, |checker, level| {
                    let variable = checker.machine.variable(level);
                    let codomain = checker.machine.instantiate(pi.codomain, variable);
                    checker.universe(codomain)
                })?;
                codomain.map(|codomain| function(domain, codomain))
            }
            Value::Neutral(_) => match self.type_of_value(value)? {
                Some(ty) => self.constant(ty)?,
                None => Some(Const::Type),
            },
            _ => None,
        })
    }

    fn universe_of_fields(&mut self, id: RecordId) -> Eval<Option<Const>> {
        let mut universe = Const::Type;
        for (_, slot) in self.machine.entries(id) {
            if slot == NO_THUNK {
                continue;
            }
            match self.universe(slot)? {
                Some(own) => universe = universe.max(own),
                None => return Ok(None),
            }
        }
        Ok(Some(universe))
    }

    /// The constant that a type is.
    pub(super) fn constant(&mut self, ty: ThunkId) -> Eval<Option<Const>> {
        Ok(match self.machine.value(ty)? {
            Value::Const(constant) => Some(constant),
            Value::Hole => Some(Const::Type),
            _ => None,
        })
    }

    pub(super) fn constant_thunk(&self, constant: Const) -> ThunkId {
        match constant {
            Const::Type => self.machine.known.type_,
            Const::Kind => self.machine.known.kind,
            Const::Sort => self.machine.known.sort,
        }
    }

    /// The type of a value that stands in a type, as far as it can be told.
    fn type_of(&mut self, thunk: ThunkId) -> Eval<Option<ThunkId>> {
        let value = self.machine.value(thunk)?;
        self.type_of_value(value)
    }

    fn type_of_value(&mut self, value: Value) -> Eval<Option<ThunkId>> {
        let Value::Neutral(id) = value else {
            if let Value::Record(id) = value {
                return self.type_of_record(id);
            }
            let universe = self.universe_of(value)?;
            return Ok(universe.map(|universe| self.constant_thunk(universe)));
        };
        Ok(match self.machine.neutral_of(id) {
            Neutral::Var(level) => self.types.get(level as usize).copied(),
            Neutral::Apply(function, argument) => match self.type_of(function)? {
                Some(ty) => match self.machine.value(ty)? {
                    Value::Pi(pi) => {
                        let pi = self.machine.pi_of(pi);
                        Some(self.machine.instantiate(pi.codomain, argument))
                    }
                    _ => None,
                },
                None => None,
            },
            Neutral::Field(record, label) => match self.type_of(record)? {
                Some(ty) => match self.machine.value(ty)? {
                    Value::RecordType(id) => self.machine.lookup(id, label),
                    _ => None,
                },
                None => None,
            },
            Neutral::If(_, then, _) => self.type_of(then)?,
            Neutral::Merge(_, _, annotation) if annotation != NO_THUNK => Some(annotation),
            Neutral::Merge(handlers, ..) => self.type_of_handler(handlers)?,
            Neutral::Operator(Operator::CombineTypes, left, right) => {
                let (left, right) = (self.universe(left)?, self.universe(right)?);
                left.max(right).map(|universe| self.constant_thunk(universe))
            }
            _ => None,
        })
    }

    fn type_of_record(&mut self, id: RecordId) -> Eval<Option<ThunkId>> {
        let mut fields = Vec::new();
        for (label, slot) in self.machine.entries(id) {
            match self.type_of(slot)? {
                Some(ty) => fields.push((label, ty)),
                None => return Ok(None),
            }
        }
        let record = self.machine.record_of(fields);
        let record = self
            .machine
            .done(Value::RecordType(record), super::super::code::NOWHERE);
        Ok(Some(record))
    }

    /// The type that the handlers of a `merge` give.
    fn type_of_handler(&mut self, handlers: ThunkId) -> Eval<Option<ThunkId>> {
        let Value::Record(id) = self.machine.value(handlers)? else {
            return Ok(None);
        };
        for (_, handler) in self.machine.entries(id) {
            match self.machine.value(handler)? {
                Value::Lambda(code, env) => {
                    let hole = self.machine.known.hole;
                    if let Some((_, body)) = self.machine.open_lambda(code, env, hole) {
                        return self.type_of(body);
                    }
                }
                _ => return self.type_of(handler),
            }
        }
        Ok(None)
    }
}

/// The standard's function check.
pub(super) fn function(domain: Const, codomain: Const) -> Const {
    match codomain {
        Const::Type => Const::Type,
        other => domain.max(other),
    }
}

fn is_type(builtin: Builtin) -> bool {
    matches!(
        builtin,
        Builtin::Bool
            | Builtin::Bytes
            | Builtin::Natural
            | Builtin::Integer
            | Builtin::Double
            | Builtin::Text
            | Builtin::Date
            | Builtin::Time
            | Builtin::TimeZone
    )
}
