//! Reading back: values to expression trees, which is the second half of normalisation by evaluation.

use rustc_hash::FxHashMap;

use super::code::{Code, NOWHERE, Step};
use super::machine::{Eval, Machine, NO_THUNK, Neutral, RecordId, ThunkId, Value};
use super::text::{Piece, TextId};
use crate::dhall::syntax::{Ast, Builtin, Expr, ExprId, Name, Operator, PathComponent, Spelled};
use crate::source::FileId;

/// How binders of a normal form are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// As they were written.
    Kept,
    /// All `_`, the α-normal form.
    Alpha,
}

struct Quote<'a> {
    machine: &'a mut Machine,
    ast: Ast,
    naming: Naming,
    /// The binders around, outermost first.
    names: Vec<Name>,
    /// What was read back outside of every binder: sharing in the value is sharing in the tree.
    seen: FxHashMap<ThunkId, ExprId>,
}

/// The normal form of a closed value as a tree, whose spans mean nothing.
pub(crate) fn quote(machine: &mut Machine, value: ThunkId, naming: Naming) -> Eval<Ast> {
    let mut quote = Quote {
        machine,
        ast: Ast::new(FileId(u32::MAX)),
        naming,
        names: Vec::new(),
        seen: FxHashMap::default(),
    };
    let root = quote.thunk(value)?;
    quote.ast.set_root(root);
    Ok(quote.ast)
}

impl Quote<'_> {
    fn add(&mut self, expr: Expr) -> ExprId {
        self.ast.add(expr, 0, 0)
    }

    fn depth(&self) -> u32 {
        self.names.len() as u32
    }

    fn thunk(&mut self, id: ThunkId) -> Eval<ExprId> {
        if let Some(known) = self.seen.get(&id).filter(|_| self.names.is_empty()) {
            return Ok(*known);
        }
        let value = self.machine.value(id)?;
        self.machine.enter(NOWHERE)?;
        self.machine.spend(super::budget::WRITTEN)?;
        let expr = self.value(value)?;
        self.machine.leave();
        if self.names.is_empty() {
            self.seen.insert(id, expr);
        }
        Ok(expr)
    }

    fn optional(&mut self, id: ThunkId) -> Eval<Option<ExprId>> {
        if id == NO_THUNK {
            return Ok(None);
        }
        self.thunk(id).map(Some)
    }

    fn all(&mut self, thunks: &[ThunkId]) -> Eval<Vec<ExprId>> {
        thunks.iter().map(|thunk| self.thunk(*thunk)).collect()
    }

    fn value(&mut self, value: Value) -> Eval<ExprId> {
        let expr = match value {
            Value::Hole => Expr::Hole,
            Value::Const(constant) => Expr::Const(constant),
            Value::Builtin(builtin) => Expr::Builtin(builtin),
            Value::Bool(bool) => Expr::Bool(bool),
            Value::Natural(number) => Expr::Natural(number),
            Value::BigNatural(id) => Expr::BigNatural(Box::new(self.machine.natural(id).clone())),
            Value::Integer(number) => Expr::Integer(number),
            Value::BigInteger(id) => Expr::BigInteger(Box::new(self.machine.integer(id).clone())),
            Value::Double(number) => Expr::Double(number),
            Value::Bytes(id) => Expr::Bytes(self.machine.bytes(id).into()),
            Value::Date(date) => Expr::Date(date),
            Value::Time(id) => Expr::Time(Box::new(self.machine.time(id).clone())),
            Value::TimeZone(zone) => Expr::TimeZone(zone),
            Value::Text(text) => self.text(text)?,
            Value::Some(inner) => Expr::Some(self.thunk(inner)?),
            Value::EmptyList(annotation) => Expr::EmptyList {
                annotation: self.thunk(annotation)?,
            },
            Value::List(list) => {
                let elements = self.machine.elements(list)?.to_vec();
                Expr::List(self.all(&elements)?.into())
            }
            Value::Assert(annotation) => Expr::Assert {
                annotation: self.thunk(annotation)?,
            },
            Value::Equivalence(left, right) => Expr::Operator {
                operator: Operator::Equivalent,
                left: self.thunk(left)?,
                right: self.thunk(right)?,
            },
            _ => return self.compound(value),
        };
        Ok(self.add(expr))
    }

    fn compound(&mut self, value: Value) -> Eval<ExprId> {
        let expr = match value {
            Value::Partial(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                return self.builtin(builtin, &arguments);
            }
            Value::ListType(element) => return self.builtin(Builtin::List, &[element]),
            Value::OptionalType(element) => return self.builtin(Builtin::Optional, &[element]),
            Value::None(element) => return self.builtin(Builtin::None, &[element]),
            Value::Record(id) => Expr::Record(self.fields(id)?),
            Value::RecordType(id) => Expr::RecordType(self.fields(id)?),
            Value::Union(id) => return self.union(id),
            Value::Constructor(id, label) => return self.alternative(id, label, NO_THUNK),
            Value::Alternative {
                union,
                label,
                payload,
            } => return self.alternative(union, label, payload),
            Value::Pi(id) => {
                let pi = self.machine.pi_of(id);
                let domain = self.thunk(pi.domain)?;
                let variable = self.machine.variable(self.depth());
                let codomain = self.machine.instantiate(pi.codomain, variable);
                let (param, codomain) = self.under(pi.param, codomain)?;
                Expr::Forall {
                    param,
                    domain,
                    codomain,
                }
            }
            Value::Lambda(code, env) => {
                let variable = self.machine.variable(self.depth());
                let opened = self.machine.open_lambda(code, env, variable);
                let (Code::Lambda { param, .. }, Some((domain, body))) =
                    (self.machine.program.code(code), opened)
                else {
                    return Ok(self.add(Expr::Hole));
                };
                let domain = self.thunk(domain)?;
                let (param, body) = self.under(param, body)?;
                Expr::Lambda { param, domain, body }
            }
            Value::Neutral(id) => {
                let neutral = self.machine.neutral_of(id);
                return self.neutral(neutral);
            }
            _ => Expr::Hole,
        };
        Ok(self.add(expr))
    }

    fn under(&mut self, param: Name, body: ThunkId) -> Eval<(Spelled, ExprId)> {
        let name = match self.naming {
            Naming::Kept => param,
            Naming::Alpha => self.machine.known.underscore,
        };
        self.names.push(name);
        let body = self.thunk(body)?;
        self.names.pop();
        Ok((spelled(name), body))
    }

    /// The variable of a level: how many binders of its name are closer.
    fn variable(&self, level: u32) -> Expr {
        let Some(name) = self.names.get(level as usize).copied() else {
            return Expr::Hole;
        };
        let closer = &self.names[level as usize + 1..];
        Expr::Variable {
            name,
            index: count(closer, name),
        }
    }

    fn neutral(&mut self, neutral: Neutral) -> Eval<ExprId> {
        let expr = match neutral {
            Neutral::Var(level) => self.variable(level),
            Neutral::Free(name, index) => Expr::Variable {
                name,
                index: index + count(&self.names, name),
            },
            Neutral::Apply(function, argument) => Expr::Apply {
                function: self.thunk(function)?,
                argument: self.thunk(argument)?,
            },
            Neutral::Builtin(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                return self.builtin(builtin, &arguments);
            }
            Neutral::If(predicate, then, otherwise) => Expr::If {
                predicate: self.thunk(predicate)?,
                then: self.thunk(then)?,
                otherwise: self.thunk(otherwise)?,
            },
            Neutral::Operator(operator, left, right) => Expr::Operator {
                operator,
                left: self.thunk(left)?,
                right: self.thunk(right)?,
            },
            Neutral::Field(record, label) => Expr::Field {
                record: self.thunk(record)?,
                label: spelled(label),
            },
            Neutral::Project(record, shape) => {
                let record = self.thunk(record)?;
                let labels = self.machine.shapes.labels(shape).iter();
                Expr::Project {
                    record,
                    labels: labels.map(|label| spelled(*label)).collect(),
                }
            }
            Neutral::ProjectType(record, selector) => Expr::ProjectType {
                record: self.thunk(record)?,
                selector: self.thunk(selector)?,
            },
            Neutral::Merge(handlers, union, annotation) => Expr::Merge {
                handlers: self.thunk(handlers)?,
                union: self.thunk(union)?,
                annotation: self.optional(annotation)?,
            },
            Neutral::ToMap(record, annotation) => Expr::ToMap {
                record: self.thunk(record)?,
                annotation: self.optional(annotation)?,
            },
            Neutral::ShowConstructor(union) => Expr::ShowConstructor(self.thunk(union)?),
            Neutral::With(record, path, value) => {
                let steps = self.machine.program.steps(path).iter();
                let path = steps
                    .map(|step| match step {
                        Step::Label(label) => PathComponent::Label(spelled(*label)),
                        Step::Optional => PathComponent::DescendOptional((0, 0)),
                    })
                    .collect();
                Expr::With {
                    record: self.thunk(record)?,
                    path,
                    value: self.thunk(value)?,
                }
            }
        };
        Ok(self.add(expr))
    }

    fn builtin(&mut self, builtin: Builtin, arguments: &[ThunkId]) -> Eval<ExprId> {
        let mut function = self.add(Expr::Builtin(builtin));
        for argument in arguments {
            let argument = self.thunk(*argument)?;
            function = self.add(Expr::Apply { function, argument });
        }
        Ok(function)
    }

    fn fields(&mut self, id: RecordId) -> Eval<Box<[(Spelled, ExprId)]>> {
        let mut fields = Vec::new();
        for (label, slot) in self.machine.entries(id) {
            fields.push((spelled(label), self.thunk(slot)?));
        }
        Ok(fields.into())
    }

    fn union(&mut self, id: RecordId) -> Eval<ExprId> {
        let mut alternatives = Vec::new();
        for (label, slot) in self.machine.entries(id) {
            alternatives.push((spelled(label), self.optional(slot)?));
        }
        Ok(self.add(Expr::Union(alternatives.into())))
    }

    fn alternative(&mut self, union: RecordId, label: Name, payload: ThunkId) -> Eval<ExprId> {
        let record = self.union(union)?;
        let function = self.add(Expr::Field {
            record,
            label: spelled(label),
        });
        match self.optional(payload)? {
            Some(argument) => Ok(self.add(Expr::Apply { function, argument })),
            None => Ok(function),
        }
    }

    fn text(&mut self, text: TextId) -> Eval<Expr> {
        let mut segments: Vec<Box<str>> = Vec::new();
        let mut interpolations = Vec::new();
        for piece in self.machine.text_pieces(text)? {
            match piece {
                Piece::Literal(literal) => segments.push(literal.into()),
                Piece::Open(thunk) => {
                    if segments.len() == interpolations.len() {
                        segments.push("".into());
                    }
                    interpolations.push(self.thunk(thunk)?);
                }
            }
        }
        if segments.len() == interpolations.len() {
            segments.push("".into());
        }
        Ok(Expr::Text {
            segments: segments.into(),
            interpolations: interpolations.into(),
        })
    }
}

fn spelled(name: Name) -> Spelled {
    Spelled { name, span: (0, 0) }
}

fn count(names: &[Name], name: Name) -> u32 {
    names.iter().filter(|other| **other == name).count() as u32
}
