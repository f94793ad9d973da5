//! The machine: values, thunks and the arenas that hold them.
//!
//! Everything refers to everything else by index, so that nothing is counted, nothing is freed one by one and
//! the whole is [`Send`]. A thunk is evaluated at most once; whoever holds its index sees the result.
//!
//! The *level* of a thing is one more than the largest level of a variable that it may mention, 0 when it is
//! closed. It may be larger than the truth, never smaller.

use std::sync::Arc;

use num_bigint::{BigInt, BigUint};
use rustc_hash::{FxHashMap, FxHashSet};

use super::budget::{Budget, Meter};
use super::chain::Update;
use super::code::{Code, CodeId, NO_CODE, NOWHERE, Program, Run};
use super::encode::Encodings;
use super::infer::Parts;
use super::known::Known;
use super::list::Lists;
use super::shape::{ShapeId, Shapes};
use super::text::Texts;
use super::trace::Unforced;
use crate::dhall::syntax::{Builtin, Const, Name, Time};
use crate::source::Span;

pub(crate) use super::value::{
    Codomain, EMPTY_ENV, EnvId, Eval, NO_THUNK, Neutral, NeutralId, Pi, PiId, Record, RecordId, Stop, Thunk,
    ThunkId, Val, Value,
};

#[derive(Clone, Copy)]
struct EnvNode {
    thunk: ThunkId,
    parent: EnvId,
    /// One farther out, so placed that every other is a number of steps away that grows with the logarithm.
    jump: EnvId,
    level: u32,
    depth: u32,
}

/// All state of evaluation.
pub(crate) struct Machine {
    pub(crate) program: Program,
    pub(crate) shapes: Shapes,
    pub(crate) texts: Texts,
    pub(crate) lists: Lists,
    pub(crate) meter: Meter,
    pub(crate) known: Known,
    thunks: Vec<Thunk>,
    levels: Vec<u32>,
    envs: Vec<EnvNode>,
    slots: Vec<ThunkId>,
    records: Vec<Record>,
    pis: Vec<Pi>,
    neutrals: Vec<(Neutral, u32)>,
    naturals: Vec<BigUint>,
    integers: Vec<BigInt>,
    times: Vec<Time>,
    bytes: Vec<Box<[u8]>>,
    variables: Vec<ThunkId>,
    /// Of records that are updated several times.
    pub(super) updates: Vec<Update>,
    /// Pairs of thunks that were found equal.
    pub(super) equal: FxHashSet<(ThunkId, ThunkId)>,
    /// What types are types of, by thunk.
    pub(super) universes: FxHashMap<ThunkId, Option<Const>>,
    builtin_types: Vec<Option<ThunkId>>,
    /// The closed record types that inference made, by the types of their fields.
    record_types: FxHashMap<(ShapeId, Box<[ThunkId]>), ThunkId>,
    list_types: FxHashMap<ThunkId, ThunkId>,
    optional_types: FxHashMap<ThunkId, ThunkId>,
    /// The thunks of code that is part of several others, by environment.
    joints: FxHashMap<(CodeId, EnvId), ThunkId>,
    pub(super) encodings: Encodings,
    /// Files whose types are inferred when somebody asks for them.
    pub(super) postponed: Vec<Arc<Parts>>,
    /// What thunks were before they were forced, where somebody wants to know.
    forced: Option<Unforced>,
}

impl Machine {
    pub(crate) fn new(budget: Budget) -> Self {
        let mut machine = Self {
            program: Program::new(),
            shapes: Shapes::new(),
            texts: Texts::new(),
            lists: Lists::new(),
            meter: Meter::new(budget),
            known: Known::placeholder(),
            thunks: Vec::new(),
            levels: Vec::new(),
            envs: vec![EnvNode {
                thunk: NO_THUNK,
                parent: EMPTY_ENV,
                jump: EMPTY_ENV,
                level: 0,
                depth: 0,
            }],
            slots: Vec::new(),
            records: Vec::new(),
            pis: Vec::new(),
            neutrals: Vec::new(),
            naturals: Vec::new(),
            integers: Vec::new(),
            times: Vec::new(),
            bytes: Vec::new(),
            variables: Vec::new(),
            updates: Vec::new(),
            equal: FxHashSet::default(),
            universes: FxHashMap::default(),
            builtin_types: vec![None; Builtin::ALL.len()],
            record_types: FxHashMap::default(),
            list_types: FxHashMap::default(),
            optional_types: FxHashMap::default(),
            joints: FxHashMap::default(),
            encodings: Encodings::default(),
            postponed: Vec::new(),
            forced: None,
        };
        machine.learn();
        machine
    }

    // Thunks.

    fn allocate(&mut self, thunk: Thunk, level: u32) -> ThunkId {
        grow(&mut self.thunks);
        grow(&mut self.levels);
        self.thunks.push(thunk);
        self.levels.push(level);
        ThunkId(self.thunks.len() as u32 - 1)
    }

    /// A thunk that holds a value already.
    pub(crate) fn done(&mut self, value: Value, origin: CodeId) -> ThunkId {
        let level = self.level_of(value);
        self.allocate(Thunk::Done(Val { value, origin }), level)
    }

    pub(crate) fn done_val(&mut self, val: Val) -> ThunkId {
        self.done(val.value, val.origin)
    }

    /// A thunk other than of code.
    pub(crate) fn lazy(&mut self, thunk: Thunk) -> ThunkId {
        let level = match thunk {
            Thunk::Combine(a, b, _) | Thunk::CombineTypes(a, b, _) => self.level(a).max(self.level(b)),
            Thunk::With { record, value, .. } => self.level(record).max(self.level(value)),
            Thunk::Merge(_, run, _) => self.level_of_run(run),
            Thunk::Updates(record, run) => self.level(record).max(self.level_of_updates(run)),
            Thunk::Code(code, env) => return self.delay(code, env),
            Thunk::Done(val) => self.level_of(val.value),
            Thunk::Busy | Thunk::Type(_) => 0,
        };
        self.allocate(thunk, level)
    }

    /// The thunk of code in an environment; closed code has one thunk for the whole run.
    pub(crate) fn delay(&mut self, code: CodeId, env: EnvId) -> ThunkId {
        match self.program.code(code) {
            Code::Local(index) => return self.local(env, index),
            Code::Shared(thunk, _) => return thunk,
            _ => {}
        }
        if self.program.free(code) == 0 {
            return self.shared(code);
        }
        let is_joint = self.program.is_joint(code);
        if is_joint && let Some(thunk) = self.joints.get(&(code, env)) {
            return *thunk;
        }
        let level = self.level_of_code(code, env);
        let thunk = self.allocate(Thunk::Code(code, env), level);
        if is_joint {
            self.joints.insert((code, env), thunk);
        }
        thunk
    }

    /// Like [`Machine::delay`], where the code may be absent.
    pub(crate) fn delay_some(&mut self, code: CodeId, env: EnvId) -> ThunkId {
        if code == NO_CODE {
            NO_THUNK
        } else {
            self.delay(code, env)
        }
    }

    /// The one thunk of closed code.
    pub(crate) fn shared(&mut self, code: CodeId) -> ThunkId {
        if let Some(thunk) = self.program.thunk(code) {
            return thunk;
        }
        let level = self.program.level(code);
        let thunk = self.allocate(Thunk::Code(code, EMPTY_ENV), level);
        self.program.share(code, thunk);
        thunk
    }

    pub(crate) fn thunk(&self, id: ThunkId) -> Thunk {
        self.thunks[id.0 as usize]
    }

    pub(super) fn set_thunk(&mut self, id: ThunkId, thunk: Thunk) {
        self.thunks[id.0 as usize] = thunk;
    }

    /// Keeps what thunks are before they are forced, from now on.
    pub(crate) fn remember(&mut self) {
        self.forced = Some(Unforced::default());
    }

    pub(super) fn note_forced(&mut self, id: ThunkId, thunk: Thunk) {
        if let Some(forced) = &mut self.forced {
            forced.insert(id, thunk);
        }
    }

    /// What a thunk was before it was forced, if that is known.
    pub(super) fn unforced(&self, id: ThunkId) -> Thunk {
        let known = self.forced.as_ref().and_then(|forced| forced.get(&id));
        known.copied().unwrap_or_else(|| self.thunk(id))
    }

    pub(super) fn settle(&mut self, id: ThunkId, val: Val) {
        self.thunks[id.0 as usize] = Thunk::Done(val);
        // What a value mentions may be less than what its environment could.
        let level = self.level_of(val.value);
        let known = &mut self.levels[id.0 as usize];
        *known = level.min(*known);
    }

    pub(crate) fn level(&self, id: ThunkId) -> u32 {
        self.levels.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// How much the arenas hold, in rough bytes.
    pub(super) fn footprint(&self) -> usize {
        self.thunks.len() * 36
            + self.envs.len() * 20
            + self.slots.len() * 4
            + self.records.len() * 16
            + self.neutrals.len() * 24
            + self.shapes.footprint()
            + self.texts.footprint()
            + self.lists.footprint()
    }

    // Environments.

    pub(crate) fn bind(&mut self, parent: EnvId, thunk: ThunkId) -> EnvId {
        let above = self.envs[parent.0 as usize];
        let level = above.level.max(self.level(thunk));
        // Two jumps of the same length in a row become one.
        let landing = self.envs[above.jump.0 as usize];
        let farther = self.depth(landing.jump);
        let jump = match above.depth - landing.depth == landing.depth - farther {
            true => landing.jump,
            false => parent,
        };
        grow(&mut self.envs);
        self.envs.push(EnvNode {
            thunk,
            parent,
            jump,
            level,
            depth: above.depth + 1,
        });
        EnvId(self.envs.len() as u32 - 1)
    }

    pub(crate) fn local(&self, env: EnvId, index: u32) -> ThunkId {
        let mut node = &self.envs[env.0 as usize];
        let depth = node.depth.saturating_sub(index);
        while node.depth > depth {
            let landing = &self.envs[node.jump.0 as usize];
            node = match landing.depth >= depth {
                true => landing,
                false => &self.envs[node.parent.0 as usize],
            };
        }
        node.thunk
    }

    pub(crate) fn depth(&self, env: EnvId) -> u32 {
        self.envs[env.0 as usize].depth
    }

    fn level_of_code(&self, code: CodeId, env: EnvId) -> u32 {
        let of_env = match self.program.free(code) {
            0 => 0,
            _ => self.envs[env.0 as usize].level,
        };
        of_env.max(self.program.level(code))
    }

    /// The variable of a level; always the same thunk.
    pub(crate) fn variable(&mut self, level: u32) -> ThunkId {
        while self.variables.len() <= level as usize {
            let next = self.variables.len() as u32;
            let neutral = self.neutral(Neutral::Var(next));
            let thunk = self.done(neutral, NOWHERE);
            self.variables.push(thunk);
        }
        self.variables[level as usize]
    }

    // Compound values.

    pub(crate) fn run(&mut self, thunks: &[ThunkId]) -> Run {
        let start = self.slots.len() as u32;
        self.slots.extend_from_slice(thunks);
        Run {
            start,
            len: thunks.len() as u32,
        }
    }

    pub(crate) fn slots(&self, run: Run) -> &[ThunkId] {
        &self.slots[run.range()]
    }

    pub(crate) fn slot(&self, run: Run, at: usize) -> ThunkId {
        self.slots[run.start as usize + at]
    }

    pub(crate) fn record(&mut self, shape: ShapeId, slots: &[ThunkId]) -> RecordId {
        let run = self.run(slots);
        let level = self.level_of_run(run);
        self.records.push(Record {
            shape,
            slots: run,
            level,
        });
        RecordId(self.records.len() as u32 - 1)
    }

    pub(crate) fn fields(&self, id: RecordId) -> Record {
        self.records[id.0 as usize]
    }

    /// The slot of a label.
    pub(crate) fn lookup(&self, id: RecordId, label: Name) -> Option<ThunkId> {
        let record = self.fields(id);
        let slot = self.shapes.slot(record.shape, label)?;
        Some(self.slot(record.slots, slot))
    }

    /// How many labels there are.
    pub(crate) fn entry_count(&self, id: RecordId) -> usize {
        self.fields(id).slots.range().len()
    }

    /// Labels and slots, in order.
    pub(crate) fn entries(&self, id: RecordId) -> Vec<(Name, ThunkId)> {
        let record = self.fields(id);
        let labels = self.shapes.labels(record.shape).iter().copied();
        labels.zip(self.slots(record.slots).iter().copied()).collect()
    }

    /// A record value of fields in any order.
    pub(crate) fn record_of(&mut self, fields: Vec<(Name, ThunkId)>) -> RecordId {
        let (shape, slots) = self.shapes.arrange(fields);
        self.record(shape, &slots)
    }

    /// The type of a record whose fields have these types. While it is closed it is the same thunk each time,
    /// so that records which are alike need no comparison.
    pub(crate) fn record_type(&mut self, fields: Vec<(Name, ThunkId)>) -> ThunkId {
        let (shape, slots) = self.shapes.arrange(fields);
        let key = (shape, slots.into_boxed_slice());
        if let Some(known) = self.record_types.get(&key) {
            return *known;
        }
        let record = self.record(shape, &key.1);
        let is_closed = self.fields(record).level == 0;
        let ty = self.done(Value::RecordType(record), NOWHERE);
        if is_closed {
            self.record_types.insert(key, ty);
        }
        ty
    }

    /// `List element`, the same thunk each time.
    pub(crate) fn list_type(&mut self, element: ThunkId) -> ThunkId {
        if let Some(known) = self.list_types.get(&element) {
            return *known;
        }
        let ty = self.done(Value::ListType(element), NOWHERE);
        self.list_types.insert(element, ty);
        ty
    }

    /// `Optional element`, the same thunk each time.
    pub(crate) fn optional_type(&mut self, element: ThunkId) -> ThunkId {
        if let Some(known) = self.optional_types.get(&element) {
            return *known;
        }
        let ty = self.done(Value::OptionalType(element), NOWHERE);
        self.optional_types.insert(element, ty);
        ty
    }

    pub(crate) fn pi(&mut self, param: Name, domain: ThunkId, codomain: Codomain) -> Value {
        let inner = match codomain {
            Codomain::Constant(thunk) => self.level(thunk),
            Codomain::Closure(code, env) => self.level_of_code(code, env),
        };
        let level = inner.max(self.level(domain));
        self.pis.push(Pi {
            param,
            domain,
            codomain,
            level,
        });
        Value::Pi(PiId(self.pis.len() as u32 - 1))
    }

    pub(crate) fn pi_of(&self, id: PiId) -> Pi {
        self.pis[id.0 as usize]
    }

    /// The codomain of a function type for an argument.
    pub(crate) fn instantiate(&mut self, codomain: Codomain, argument: ThunkId) -> ThunkId {
        match codomain {
            Codomain::Constant(thunk) => thunk,
            Codomain::Closure(code, env) => {
                let env = self.bind(env, argument);
                self.delay(code, env)
            }
        }
    }

    pub(crate) fn neutral(&mut self, neutral: Neutral) -> Value {
        let level = match neutral {
            Neutral::Var(level) => level + 1,
            Neutral::Free(..) => 0,
            Neutral::Apply(a, b)
            | Neutral::Operator(_, a, b)
            | Neutral::ProjectType(a, b)
            | Neutral::ToMap(a, b)
            | Neutral::With(a, _, b) => self.level(a).max(self.level(b)),
            Neutral::If(a, b, c) | Neutral::Merge(a, b, c) => {
                self.level(a).max(self.level(b)).max(self.level(c))
            }
            Neutral::Builtin(_, run) => self.level_of_run(run),
            Neutral::Field(a, _) | Neutral::Project(a, _) | Neutral::ShowConstructor(a) => self.level(a),
        };
        self.neutrals.push((neutral, level));
        Value::Neutral(NeutralId(self.neutrals.len() as u32 - 1))
    }

    pub(crate) fn neutral_of(&self, id: NeutralId) -> Neutral {
        self.neutrals[id.0 as usize].0
    }

    fn level_of_run(&self, run: Run) -> u32 {
        let levels = self.slots(run).iter().map(|slot| self.level(*slot));
        levels.max().unwrap_or(0)
    }

    pub(crate) fn level_of(&self, value: Value) -> u32 {
        match value {
            Value::Partial(_, run) => self.level_of_run(run),
            Value::ListType(thunk)
            | Value::OptionalType(thunk)
            | Value::Some(thunk)
            | Value::None(thunk)
            | Value::EmptyList(thunk)
            | Value::Assert(thunk) => self.level(thunk),
            Value::Equivalence(left, right) => self.level(left).max(self.level(right)),
            Value::Text(text) => self.texts.level(text),
            Value::List(list) => self.lists.level(list),
            Value::Lambda(code, env) => self.level_of_code(code, env),
            Value::Pi(id) => self.pi_of(id).level,
            Value::Record(id) | Value::RecordType(id) | Value::Union(id) | Value::Constructor(id, _) => {
                self.fields(id).level
            }
            Value::Alternative { union, payload, .. } => self.fields(union).level.max(self.level(payload)),
            Value::Neutral(id) => self.neutrals[id.0 as usize].1,
            Value::Hole
            | Value::Const(_)
            | Value::Builtin(_)
            | Value::Bool(_)
            | Value::Natural(_)
            | Value::BigNatural(_)
            | Value::Integer(_)
            | Value::BigInteger(_)
            | Value::Double(_)
            | Value::Bytes(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::TimeZone(_) => 0,
        }
    }

    // Literals that do not fit into a value.

    pub(crate) fn add_natural(&mut self, number: BigUint) -> u32 {
        self.naturals.push(number);
        self.naturals.len() as u32 - 1
    }

    pub(crate) fn natural(&self, id: u32) -> &BigUint {
        &self.naturals[id as usize]
    }

    pub(crate) fn add_integer(&mut self, number: BigInt) -> u32 {
        self.integers.push(number);
        self.integers.len() as u32 - 1
    }

    pub(crate) fn integer(&self, id: u32) -> &BigInt {
        &self.integers[id as usize]
    }

    pub(crate) fn add_time(&mut self, time: Time) -> u32 {
        self.times.push(time);
        self.times.len() as u32 - 1
    }

    pub(crate) fn time(&self, id: u32) -> &Time {
        &self.times[id as usize]
    }

    pub(crate) fn add_bytes(&mut self, bytes: Box<[u8]>) -> u32 {
        self.bytes.push(bytes);
        self.bytes.len() as u32 - 1
    }

    pub(crate) fn bytes(&self, id: u32) -> &[u8] {
        &self.bytes[id as usize]
    }

    /// Text of known characters.
    pub(crate) fn literal(&mut self, text: &str) -> Value {
        Value::Text(self.texts.leaf(text))
    }

    // Places.

    /// Where a thunk's value comes from, as far as it is known without evaluating more.
    pub(crate) fn origin(&self, id: ThunkId) -> CodeId {
        match self.thunk(id) {
            Thunk::Done(val) => val.origin,
            Thunk::Code(code, _) => code,
            Thunk::Combine(_, _, site) | Thunk::CombineTypes(_, _, site) | Thunk::With { site, .. } => site,
            Thunk::Merge(_, _, site) => site,
            Thunk::Updates(..) | Thunk::Busy | Thunk::Type(_) => NOWHERE,
        }
    }

    /// The span of an origin, if source text stands for it.
    pub(crate) fn place(&self, origin: CodeId) -> Option<Span> {
        self.program.is_placed(origin).then(|| self.program.span(origin))
    }

    pub(super) fn builtin_type_slot(&mut self, builtin: Builtin) -> &mut Option<ThunkId> {
        &mut self.builtin_types[builtin as usize]
    }
}

/// Makes room for one more. A large arena grows by half, not to the double, so that what it takes is near what the
/// budget counts.
fn grow<T>(arena: &mut Vec<T>) {
    if arena.len() == arena.capacity() && arena.len() > 1 << 20 {
        arena.reserve_exact(arena.len() / 2);
    }
}
