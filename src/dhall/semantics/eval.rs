//! Evaluation: code to values in weak head normal form, by need.

use super::budget::Limit;
use super::chain::{LONG, is_merge};
use super::code::{Code, CodeId, NO_CODE, NOWHERE, Run};
use super::machine::{
    EMPTY_ENV, EnvId, Eval, Machine, NO_THUNK, Neutral, Record, Stop, Thunk, ThunkId, Val, Value,
};
use super::shape::ShapeId;
use super::text::EMPTY_TEXT;
use crate::dhall::syntax::{Name, Operator};

/// Every so many steps the memory and the stack are looked at.
const LOOK_EVERY: u64 = 1024;

impl Machine {
    /// Takes one step of the budget and enters one level of nesting; [`Machine::leave`] ends it.
    pub(crate) fn enter(&mut self, at: CodeId) -> Eval<()> {
        if self.program.is_placed(at) {
            self.meter.at = at;
        }
        self.meter.depth += 1;
        if self.meter.depth > self.meter.budget.depth || self.meter.stack_is_spent() {
            return self.stop(Limit::Depth);
        }
        self.spend(1)
    }

    /// Gives the next evaluation a full budget, on a stack of which `stack` bytes may be used from here on.
    pub(crate) fn refill(&mut self, stack: usize) {
        self.meter.refill(stack);
        self.meter.base = self.footprint();
    }

    /// How deep evaluation is, for [`Machine::rewind_depth`] after it was given up.
    pub(crate) fn depth_mark(&self) -> u32 {
        self.meter.depth
    }

    /// Goes back to a depth after evaluation was given up.
    pub(crate) fn rewind_depth(&mut self, depth: u32) {
        self.meter.depth = depth;
    }

    pub(crate) fn leave(&mut self) {
        self.meter.depth = self.meter.depth.saturating_sub(1);
    }

    /// Takes steps of the budget.
    pub(crate) fn spend(&mut self, steps: u64) -> Eval<()> {
        if !self.meter.take(steps) {
            return self.stop(Limit::Steps);
        }
        let looks = steps >= LOOK_EVERY || self.meter.left().is_multiple_of(LOOK_EVERY);
        if looks && self.footprint().saturating_sub(self.meter.base) > self.meter.budget.memory {
            return self.stop(Limit::Memory);
        }
        Ok(())
    }

    pub(super) fn stop<T>(&mut self, limit: Limit) -> Eval<T> {
        let at = self.meter.at;
        self.meter.has_stopped = true;
        self.meter.stopped.get_or_insert((limit, at));
        Err(Stop)
    }

    /// Pays for reading a text or list of that length.
    pub(super) fn read(&mut self, length: u64) -> Eval<()> {
        if length > self.meter.budget.length {
            return self.stop(Limit::Length);
        }
        self.spend(length / 64)
    }

    /// The value of a thunk, evaluated now if it was not before.
    pub(crate) fn force(&mut self, id: ThunkId) -> Eval<Val> {
        let thunk = self.thunk(id);
        if let Thunk::Done(val) = thunk {
            return Ok(val);
        }
        self.note_forced(id, thunk);
        self.set_thunk(id, Thunk::Busy);
        match self.run_thunk(thunk) {
            Ok(val) => {
                self.settle(id, val);
                Ok(val)
            }
            Err(stop) => {
                self.set_thunk(id, thunk);
                Err(stop)
            }
        }
    }

    /// The value of a thunk without its origin.
    pub(crate) fn value(&mut self, id: ThunkId) -> Eval<Value> {
        Ok(self.force(id)?.value)
    }

    fn run_thunk(&mut self, thunk: Thunk) -> Eval<Val> {
        match thunk {
            Thunk::Done(val) => Ok(val),
            // Nothing well-typed needs its own value.
            Thunk::Busy => Ok(hole()),
            Thunk::Code(code, env) => self.eval_open(code, env),
            Thunk::Combine(left, right, site) => self.operate(Operator::Combine, left, right, site),
            Thunk::CombineTypes(left, right, site) => self.operate(Operator::CombineTypes, left, right, site),
            Thunk::With {
                record,
                path,
                value,
                site,
            } => self.with(record, path, value, site),
            Thunk::Merge(operator, run, site) => self.merge_run(operator, run, site),
            Thunk::Updates(record, run) => self.update_run(record, run),
            Thunk::Type(at) => self.infer_postponed(at),
        }
    }

    /// Evaluates code; closed code through its one thunk.
    pub(crate) fn eval(&mut self, code: CodeId, env: EnvId) -> Eval<Val> {
        if self.program.free(code) == 0 && self.is_work(code) {
            let thunk = self.shared(code);
            return self.force(thunk);
        }
        self.eval_open(code, env)
    }

    /// Whether evaluating it again would cost more than remembering it.
    fn is_work(&self, code: CodeId) -> bool {
        !matches!(
            self.program.code(code),
            Code::Hole
                | Code::Shared(..)
                | Code::Local(_)
                | Code::Const(_)
                | Code::Builtin(_)
                | Code::Bool(_)
                | Code::Natural(_)
                | Code::Integer(_)
                | Code::Double(_)
                | Code::Literal(_)
                | Code::Lambda { .. }
        )
    }

    fn eval_open(&mut self, code: CodeId, env: EnvId) -> Eval<Val> {
        match self.program.code(code) {
            Code::Local(index) => {
                let thunk = self.local(env, index);
                return self.force(thunk);
            }
            Code::Shared(thunk, _) => return self.force(thunk),
            _ => {}
        }
        self.enter(code)?;
        let val = self.eval_node(code, env);
        self.leave();
        val
    }

    fn eval_node(&mut self, code: CodeId, env: EnvId) -> Eval<Val> {
        match self.program.code(code) {
            Code::Apply { .. } => self.eval_apply(code, env),
            Code::Let { value, body } => {
                let value = self.delay(value, env);
                let env = self.bind(env, value);
                self.eval(body, env)
            }
            Code::If {
                predicate,
                then,
                otherwise,
            } => self.eval_if((predicate, then, otherwise), env, code),
            Code::Operator {
                operator,
                left,
                right,
            } => self.eval_operator(operator, (left, right), env, code),
            Code::Text(run) => self.eval_text(run, env, code),
            Code::Field(record, label) => {
                let record = self.eval(record, env)?;
                self.field(record, label, code)
            }
            Code::Project(record, shape) => {
                let record = self.delay(record, env);
                self.project(record, shape, code)
            }
            Code::ProjectType(record, selector) => {
                let (record, selector) = (self.delay(record, env), self.delay(selector, env));
                self.project_type(record, selector, code)
            }
            Code::Completion { schema, record } => self.eval_completion(schema, record, env, code),
            Code::Merge {
                handlers,
                union,
                annotation,
            } => {
                let handlers = self.delay(handlers, env);
                let union = self.delay(union, env);
                let annotation = self.delay_some(annotation, env);
                self.merge(handlers, union, annotation, code)
            }
            Code::ToMap { record, annotation } => {
                let record = self.delay(record, env);
                let annotation = self.delay_some(annotation, env);
                self.map_of(record, annotation)
            }
            Code::ShowConstructor(union) => {
                let union = self.delay(union, env);
                self.show_constructor(union, code)
            }
            Code::With { .. } => self.eval_with(code, env),
            _ => {
                let value = self.construct(code, env);
                Ok(Val { value, origin: code })
            }
        }
    }

    /// Values that need no evaluation.
    fn construct(&mut self, code: CodeId, env: EnvId) -> Value {
        match self.program.code(code) {
            Code::Free(name, index) => self.neutral(Neutral::Free(name, index)),
            Code::Const(constant) => Value::Const(constant),
            Code::Builtin(builtin) => Value::Builtin(builtin),
            Code::Lambda { .. } => Value::Lambda(code, env),
            Code::Pi {
                param,
                domain,
                codomain,
            } => self.construct_pi(param, (domain, codomain), env),
            Code::Assert(annotation) => Value::Assert(self.delay(annotation, env)),
            Code::Bool(bool) => Value::Bool(bool),
            Code::Natural(number) => Value::Natural(number),
            Code::BigNatural(number) => Value::BigNatural(number),
            Code::Integer(number) => Value::Integer(number),
            Code::BigInteger(number) => Value::BigInteger(number),
            Code::Double(number) => Value::Double(number),
            Code::Literal(text) => Value::Text(text),
            Code::Bytes(bytes) => Value::Bytes(bytes),
            Code::Date(date) => Value::Date(date),
            Code::Time(time) => Value::Time(time),
            Code::TimeZone(zone) => Value::TimeZone(zone),
            Code::EmptyList(annotation) => Value::EmptyList(self.delay(annotation, env)),
            Code::List(run) => self.construct_list(run, env),
            Code::Some(value) => Value::Some(self.delay(value, env)),
            Code::RecordType(shape, run) => {
                let record = self.construct_fields(shape, run, env);
                Value::RecordType(record)
            }
            Code::Record(shape, run) => {
                let record = self.construct_fields(shape, run, env);
                Value::Record(record)
            }
            Code::Union(shape, run) => {
                let union = self.construct_fields(shape, run, env);
                Value::Union(union)
            }
            _ => Value::Hole,
        }
    }

    fn construct_pi(&mut self, param: Name, parts: (CodeId, CodeId), env: EnvId) -> Value {
        use super::machine::Codomain;
        let domain = self.delay(parts.0, env);
        let codomain = if self.program.free(parts.1) == 0 {
            Codomain::Constant(self.delay(parts.1, EMPTY_ENV))
        } else {
            Codomain::Closure(parts.1, env)
        };
        self.pi(param, domain, codomain)
    }

    fn construct_fields(&mut self, shape: ShapeId, run: Run, env: EnvId) -> super::machine::RecordId {
        let mut slots = Vec::with_capacity(run.len as usize);
        for at in 0..run.len as usize {
            let code = self.program.link(run, at);
            slots.push(self.delay_some(code, env));
        }
        self.record(shape, &slots)
    }

    fn construct_list(&mut self, run: Run, env: EnvId) -> Value {
        let mut elements = Vec::with_capacity(run.len as usize);
        let mut level = 0;
        for at in 0..run.len as usize {
            let element = self.delay(self.program.link(run, at), env);
            level = level.max(self.level(element));
            elements.push(element);
        }
        if elements.is_empty() {
            // Only a decoder could have let it through.
            return Value::Hole;
        }
        Value::List(self.lists.leaf(elements, level))
    }

    fn eval_apply(&mut self, code: CodeId, env: EnvId) -> Eval<Val> {
        // The spine is walked down and up again, so that many arguments nest no deeper than one.
        let mut spine = Vec::new();
        let mut head = code;
        while let Code::Apply { function, argument } = self.program.code(head) {
            spine.push((head, argument));
            head = function;
        }
        let mut val = self.eval(head, env)?;
        for (site, argument) in spine.into_iter().rev() {
            let argument = self.delay(argument, env);
            val = self.apply(val.value, argument, site)?;
        }
        Ok(val)
    }

    /// Applies a value; `site` is the application.
    pub(crate) fn apply(&mut self, function: Value, argument: ThunkId, site: CodeId) -> Eval<Val> {
        let value = match function {
            Value::Lambda(code, env) => {
                let Code::Lambda { body, .. } = self.program.code(code) else {
                    return Ok(hole());
                };
                self.enter(site)?;
                let env = self.bind(env, argument);
                let val = self.eval(body, env);
                self.leave();
                return Ok(self.placed(val?, site));
            }
            Value::Builtin(builtin) => return self.apply_builtin(builtin, None, argument, site),
            Value::Partial(builtin, run) => {
                return self.apply_builtin(builtin, Some(run), argument, site);
            }
            Value::Constructor(union, label) => Value::Alternative {
                union,
                label,
                payload: argument,
            },
            Value::Hole => Value::Hole,
            _ => {
                let function = self.done(function, site);
                self.neutral(Neutral::Apply(function, argument))
            }
        };
        Ok(Val { value, origin: site })
    }

    /// Gives a value that no source text stands for the place where it was asked for.
    pub(super) fn placed(&self, val: Val, site: CodeId) -> Val {
        if self.program.is_placed(val.origin) {
            return val;
        }
        Val { origin: site, ..val }
    }

    fn eval_if(&mut self, parts: (CodeId, CodeId, CodeId), env: EnvId, site: CodeId) -> Eval<Val> {
        let predicate = self.eval(parts.0, env)?;
        if let Value::Bool(bool) = predicate.value {
            return self.eval(if bool { parts.1 } else { parts.2 }, env);
        }
        if let Value::Hole = predicate.value {
            return Ok(hole());
        }
        let then = self.delay(parts.1, env);
        let otherwise = self.delay(parts.2, env);
        let (t, o) = (self.value(then)?, self.value(otherwise)?);
        if let (Value::Bool(true), Value::Bool(false)) = (t, o) {
            return Ok(predicate);
        }
        if self.equal(then, otherwise)? {
            return self.force(then);
        }
        let predicate = self.done_val(predicate);
        Ok(Val {
            value: self.neutral(Neutral::If(predicate, then, otherwise)),
            origin: site,
        })
    }

    fn eval_text(&mut self, run: Run, env: EnvId, site: CodeId) -> Eval<Val> {
        let mut text = EMPTY_TEXT;
        for at in 0..run.len as usize {
            let part = self.eval(self.program.link(run, at), env)?;
            let part = match self.text_of(part) {
                Some(part) => part,
                None => return Ok(hole()),
            };
            text = self.texts.append(text, part);
            self.spend(1)?;
        }
        self.text_val(text, site)
    }

    /// A text value as a rope; whatever is not text yet becomes an interpolation.
    pub(super) fn text_of(&mut self, val: Val) -> Option<super::text::TextId> {
        match val.value {
            Value::Text(text) => Some(text),
            Value::Hole => None,
            _ => {
                let thunk = self.done_val(val);
                let level = self.level(thunk);
                Some(self.texts.open(thunk, level))
            }
        }
    }

    /// The value of a rope: a lone interpolation is its value.
    pub(super) fn text_val(&mut self, text: super::text::TextId, site: CodeId) -> Eval<Val> {
        match self.texts.only(text) {
            Some(thunk) => self.force(thunk),
            None => Ok(Val {
                value: Value::Text(text),
                origin: site,
            }),
        }
    }

    fn eval_completion(&mut self, schema: CodeId, record: CodeId, env: EnvId, site: CodeId) -> Eval<Val> {
        let schema = self.eval(schema, env)?;
        let default = self.known.default;
        let left = self.field(schema, default, site)?;
        let left = self.done_val(left);
        let right = self.delay(record, env);
        self.operate(Operator::Prefer, left, right, site)
    }

    fn eval_operator(
        &mut self,
        operator: Operator,
        (left, right): (CodeId, CodeId),
        env: EnvId,
        site: CodeId,
    ) -> Eval<Val> {
        // Chains lean to the left: walk down first, so that a long one does not nest.
        let mut chain = vec![(operator, right, site)];
        let mut head = left;
        while let Code::Operator {
            operator,
            left,
            right,
        } = self.program.code(head)
        {
            chain.push((operator, right, head));
            head = left;
        }
        let mut left = self.delay(head, env);
        let mut val = None;
        while let Some((operator, right, site)) = chain.pop() {
            let right = self.delay(right, env);
            let alike = match is_merge(operator) {
                true => chain.iter().rev().take_while(|next| next.0 == operator).count(),
                false => 0,
            };
            let result = if alike + 1 < LONG {
                self.operate(operator, left, right, site)?
            } else {
                let mut operands = vec![(right, site)];
                for (_, right, site) in chain.drain(chain.len() - alike..).rev() {
                    operands.push((self.delay(right, env), site));
                }
                self.merge_all(operator, left, &operands)?
            };
            if !chain.is_empty() {
                left = self.done_val(result);
            }
            val = Some(result);
        }
        Ok(val.unwrap_or_else(hole))
    }

    /// The fields of a record or union, for those who have matched one.
    pub(super) fn is_empty_record(&self, record: Record) -> bool {
        record.slots.len == 0
    }
}

/// What a mistake comes to.
pub(super) fn hole() -> Val {
    Val {
        value: Value::Hole,
        origin: NOWHERE,
    }
}

const _: () = assert!(NO_CODE.0 == NO_THUNK.0);
