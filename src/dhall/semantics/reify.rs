//! From values back to code, to make the type of a function out of the type of its body.
//!
//! Only what mentions the parameter is rebuilt; everything else is embedded as the thunk that it is.

use rustc_hash::FxHashMap;

use super::code::{Code, CodeId, NO_CODE};
use super::machine::{Codomain, EMPTY_ENV, Eval, Machine, NO_THUNK, Neutral, RecordId, ThunkId, Value};
use super::text::Piece;

struct Reify<'a> {
    machine: &'a mut Machine,
    /// Variables from this level on become indices.
    base: u32,
    memo: FxHashMap<(ThunkId, u32), CodeId>,
}

impl Machine {
    /// The codomain that `body` is for the variable of `level`.
    pub(crate) fn abstracted(&mut self, body: ThunkId, level: u32) -> Eval<Codomain> {
        if self.level(body) > level {
            self.force(body)?;
        }
        if self.level(body) <= level {
            return Ok(Codomain::Constant(body));
        }
        let mut reify = Reify {
            machine: self,
            base: level,
            memo: FxHashMap::default(),
        };
        let code = reify.thunk(body, level + 1)?;
        Ok(if self.program.free(code) == 0 {
            Codomain::Constant(self.delay(code, EMPTY_ENV))
        } else {
            Codomain::Closure(code, EMPTY_ENV)
        })
    }
}

impl Reify<'_> {
    fn thunk(&mut self, id: ThunkId, depth: u32) -> Eval<CodeId> {
        if id == NO_THUNK {
            return Ok(NO_CODE);
        }
        if self.machine.level(id) > self.base {
            self.machine.force(id)?;
        }
        let level = self.machine.level(id);
        if level <= self.base {
            return Ok(self.machine.program.synthesize(Code::Shared(id, level)));
        }
        if let Some(code) = self.memo.get(&(id, depth)).copied() {
            self.machine.program.join(code);
            return Ok(code);
        }
        let val = self.machine.force(id)?;
        self.machine.enter(super::code::NOWHERE)?;
        let code = self.value(val.value, depth)?;
        self.machine.leave();
        let span = self.machine.program.span(val.origin);
        let code = self.machine.program.add(code, span);
        self.memo.insert((id, depth), code);
        Ok(code)
    }

    fn value(&mut self, value: Value, depth: u32) -> Eval<Code> {
        Ok(match value {
            Value::Neutral(id) => {
                let neutral = self.machine.neutral_of(id);
                self.neutral(neutral, depth)?
            }
            Value::Pi(id) => {
                let pi = self.machine.pi_of(id);
                let domain = self.thunk(pi.domain, depth)?;
                let variable = self.machine.variable(depth);
                let codomain = self.machine.instantiate(pi.codomain, variable);
                Code::Pi {
                    param: pi.param,
                    domain,
                    codomain: self.thunk(codomain, depth + 1)?,
                }
            }
            Value::Lambda(code, env) => {
                let variable = self.machine.variable(depth);
                let (Code::Lambda { param, .. }, Some((domain, body))) = (
                    self.machine.program.code(code),
                    self.machine.open_lambda(code, env, variable),
                ) else {
                    return Ok(Code::Hole);
                };
                Code::Lambda {
                    param,
                    domain: self.thunk(domain, depth)?,
                    body: self.thunk(body, depth + 1)?,
                }
            }
            Value::Record(id) => {
                let run = self.run(id, depth)?;
                Code::Record(self.machine.fields(id).shape, run)
            }
            Value::RecordType(id) => {
                let run = self.run(id, depth)?;
                Code::RecordType(self.machine.fields(id).shape, run)
            }
            Value::Union(id) => self.union(id, depth)?,
            Value::Constructor(id, label) => {
                let union = self.union(id, depth)?;
                let union = self.machine.program.synthesize(union);
                Code::Field(union, label)
            }
            Value::Alternative {
                union,
                label,
                payload,
            } => {
                let union = self.union(union, depth)?;
                let union = self.machine.program.synthesize(union);
                self.payload(Code::Field(union, label), payload, depth)?
            }
            Value::ListType(element) => {
                self.builtin(crate::dhall::syntax::Builtin::List, &[element], depth)?
            }
            Value::OptionalType(element) => {
                self.builtin(crate::dhall::syntax::Builtin::Optional, &[element], depth)?
            }
            Value::None(element) => self.builtin(crate::dhall::syntax::Builtin::None, &[element], depth)?,
            Value::Partial(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.builtin(builtin, &arguments, depth)?
            }
            Value::Some(inner) => Code::Some(self.thunk(inner, depth)?),
            Value::EmptyList(annotation) => Code::EmptyList(self.thunk(annotation, depth)?),
            Value::Assert(annotation) => Code::Assert(self.thunk(annotation, depth)?),
            Value::Equivalence(left, right) => Code::Operator {
                operator: crate::dhall::syntax::Operator::Equivalent,
                left: self.thunk(left, depth)?,
                right: self.thunk(right, depth)?,
            },
            Value::List(list) => {
                let elements = self.machine.elements(list)?.to_vec();
                let codes = self.all(&elements, depth)?;
                Code::List(self.machine.program.run(codes))
            }
            Value::Text(text) => self.text(text, depth)?,
            // Nothing else mentions a variable.
            _ => Code::Hole,
        })
    }

    fn neutral(&mut self, neutral: Neutral, depth: u32) -> Eval<Code> {
        Ok(match neutral {
            Neutral::Var(level) if level >= self.base => Code::Local(depth - 1 - level),
            Neutral::Var(level) => {
                let thunk = self.machine.variable(level);
                Code::Shared(thunk, level + 1)
            }
            Neutral::Free(name, index) => Code::Free(name, index),
            Neutral::Apply(function, argument) => Code::Apply {
                function: self.thunk(function, depth)?,
                argument: self.thunk(argument, depth)?,
            },
            Neutral::Builtin(builtin, run) => {
                let arguments = self.machine.slots(run).to_vec();
                self.builtin(builtin, &arguments, depth)?
            }
            Neutral::If(predicate, then, otherwise) => Code::If {
                predicate: self.thunk(predicate, depth)?,
                then: self.thunk(then, depth)?,
                otherwise: self.thunk(otherwise, depth)?,
            },
            Neutral::Operator(operator, left, right) => Code::Operator {
                operator,
                left: self.thunk(left, depth)?,
                right: self.thunk(right, depth)?,
            },
            Neutral::Field(record, label) => Code::Field(self.thunk(record, depth)?, label),
            Neutral::Project(record, shape) => Code::Project(self.thunk(record, depth)?, shape),
            Neutral::ProjectType(record, selector) => {
                Code::ProjectType(self.thunk(record, depth)?, self.thunk(selector, depth)?)
            }
            Neutral::Merge(handlers, union, annotation) => Code::Merge {
                handlers: self.thunk(handlers, depth)?,
                union: self.thunk(union, depth)?,
                annotation: self.thunk(annotation, depth)?,
            },
            Neutral::ToMap(record, annotation) => Code::ToMap {
                record: self.thunk(record, depth)?,
                annotation: self.thunk(annotation, depth)?,
            },
            Neutral::ShowConstructor(union) => Code::ShowConstructor(self.thunk(union, depth)?),
            Neutral::With(record, path, value) => {
                let steps = self.machine.program.steps(path).to_vec();
                Code::With {
                    record: self.thunk(record, depth)?,
                    path: self.machine.program.path(steps.into()),
                    value: self.thunk(value, depth)?,
                }
            }
        })
    }

    fn all(&mut self, thunks: &[ThunkId], depth: u32) -> Eval<Vec<CodeId>> {
        thunks.iter().map(|thunk| self.thunk(*thunk, depth)).collect()
    }

    fn run(&mut self, id: RecordId, depth: u32) -> Eval<super::code::Run> {
        let slots = self.machine.slots(self.machine.fields(id).slots).to_vec();
        let codes = self.all(&slots, depth)?;
        Ok(self.machine.program.run(codes))
    }

    fn union(&mut self, id: RecordId, depth: u32) -> Eval<Code> {
        let run = self.run(id, depth)?;
        Ok(Code::Union(self.machine.fields(id).shape, run))
    }

    fn payload(&mut self, constructor: Code, payload: ThunkId, depth: u32) -> Eval<Code> {
        if payload == NO_THUNK {
            return Ok(constructor);
        }
        Ok(Code::Apply {
            function: self.machine.program.synthesize(constructor),
            argument: self.thunk(payload, depth)?,
        })
    }

    fn builtin(
        &mut self,
        builtin: crate::dhall::syntax::Builtin,
        arguments: &[ThunkId],
        depth: u32,
    ) -> Eval<Code> {
        let mut code = Code::Builtin(builtin);
        for argument in arguments {
            code = Code::Apply {
                function: self.machine.program.synthesize(code),
                argument: self.thunk(*argument, depth)?,
            };
        }
        Ok(code)
    }

    fn text(&mut self, text: super::text::TextId, depth: u32) -> Eval<Code> {
        let mut codes = Vec::new();
        for piece in self.machine.text_pieces(text)? {
            codes.push(match piece {
                Piece::Literal(literal) => {
                    let literal = self.machine.texts.leaf(literal);
                    self.machine.program.synthesize(Code::Literal(literal))
                }
                Piece::Open(thunk) => self.thunk(thunk, depth)?,
            });
        }
        Ok(Code::Text(self.machine.program.run(codes)))
    }
}
