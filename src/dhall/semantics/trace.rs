//! Explaining: the way from a file's expression to one part of its value, link by link.
//!
//! The value itself is evaluated as always. The tracer then walks the code again, along one path only, and asks the
//! machine wherever the way depends on a value: which branch was taken, which record has the field. It needs what
//! thunks were before they were forced, which a machine keeps after [`Machine::remember`].

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::Update;
use super::code::{Code, CodeId, Path, Step as WithStep};
use super::machine::{EnvId, Eval, Machine, NO_THUNK, Thunk, ThunkId, Val, Value};
use crate::dhall::datum::{LinkKind, Step};
use crate::dhall::syntax::{Name, Operator};

/// How many turns a way may take; every one of them is written somewhere.
const TURNS: usize = 10_000;

/// What thunks were before they were forced.
pub(super) type Unforced = FxHashMap<ThunkId, Thunk>;

/// How far a way goes to the side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To what gives the part, and to what it is computed from.
    Given,
    /// Also to what decides which branch gives it.
    Decided,
}

/// A link, and whether it is beside the way: on that of something a computed part is made from, or decided by.
pub(crate) type Traced = (LinkKind, CodeId, bool);

/// The links from the value of `root` to its part at `path`, outermost first. The way ends where the part is written,
/// as far as that is known; then come the ways to what it is computed from, the last of that first.
pub(crate) fn trace(machine: &mut Machine, root: ThunkId, path: &[Step], reach: Reach) -> Eval<Vec<Traced>> {
    let mut tracer = Tracer {
        machine,
        path: path.iter().rev().cloned().collect(),
        links: Vec::new(),
        reach,
        parts: Vec::new(),
        followed: None,
    };
    let mut place = Some(Place::Thunk(root));
    for _ in 0..TURNS {
        let Some(here) = place.or_else(|| tracer.part()) else {
            break;
        };
        place = tracer.turn(here)?;
    }
    Ok(tracer.links)
}

/// Where the tracer is.
#[derive(Clone, Copy)]
enum Place {
    Code(CodeId, EnvId),
    Thunk(ThunkId),
    Value(Val),
}

struct Tracer<'m> {
    machine: &'m mut Machine,
    /// What is still to go, the next step last.
    path: Vec<Step>,
    links: Vec<Traced>,
    reach: Reach,
    /// What a computed value is made from, or what chose it, and was not followed yet.
    parts: Vec<(CodeId, EnvId)>,
    /// The thunks that were followed as such; `None` as long as the way has not come to any.
    followed: Option<FxHashSet<ThunkId>>,
}

impl Tracer<'_> {
    fn link(&mut self, kind: LinkKind, code: CodeId) {
        self.links.push((kind, code, self.followed.is_some()));
    }

    fn end(&mut self, kind: LinkKind, code: CodeId) -> Eval<Option<Place>> {
        self.link(kind, code);
        Ok(None)
    }

    /// The next of the values that are still to be followed, as a whole.
    fn part(&mut self) -> Option<Place> {
        let (code, env) = self.parts.pop()?;
        self.path.clear();
        self.followed.get_or_insert_default();
        Some(Place::Code(code, env))
    }

    /// Remembers to follow what decides, if that was asked for.
    fn decided(&mut self, by: CodeId, env: EnvId) {
        if self.reach == Reach::Decided {
            self.parts.push((by, env));
        }
    }

    /// The end of a way: a value that is computed from others.
    fn computed(&mut self, site: CodeId, env: EnvId) -> Eval<Option<Place>> {
        let program = &self.machine.program;
        match program.code(site) {
            Code::Text(run) => {
                let parts = program.links(run).iter();
                let parts = parts.filter(|part| !matches!(program.code(**part), Code::Literal(_)));
                self.parts.extend(parts.map(|part| (*part, env)));
            }
            Code::Operator { left, right, .. } => self.parts.extend([(left, env), (right, env)]),
            Code::Apply { .. } => {
                let mut function = site;
                let mut arguments = Vec::new();
                while let Code::Apply {
                    function: inner,
                    argument,
                } = program.code(function)
                {
                    arguments.push((argument, env));
                    function = inner;
                }
                self.parts.extend(arguments.into_iter().rev());
            }
            _ => {}
        }
        self.end(LinkKind::Computed, site)
    }

    fn turn(&mut self, place: Place) -> Eval<Option<Place>> {
        if let (Place::Thunk(id), Some(followed)) = (place, &mut self.followed)
            && self.path.is_empty()
            && !followed.insert(id)
        {
            return Ok(None);
        }
        match place {
            Place::Code(code, env) => self.code(code, env),
            Place::Value(val) => self.value(val),
            Place::Thunk(id) => match self.machine.unforced(id) {
                Thunk::Code(code, env) => Ok(Some(Place::Code(code, env))),
                Thunk::Done(val) => Ok(Some(Place::Value(val))),
                Thunk::Combine(left, right, site) => self.combine(&[left, right], site),
                Thunk::Merge(Operator::Combine, run, site) => {
                    let parts = self.machine.slots(run).to_vec();
                    self.combine(&parts, site)
                }
                Thunk::Updates(record, run) => {
                    let updates = self.machine.updates[run.range()].to_vec();
                    Ok(self.updates(record, &updates))
                }
                Thunk::With {
                    record,
                    path,
                    value,
                    site,
                } => Ok(self.with(path, site, (Place::Thunk(record), Place::Thunk(value)))),
                Thunk::Busy | Thunk::CombineTypes(..) | Thunk::Merge(..) | Thunk::Type(_) => Ok(None),
            },
        }
    }

    fn code(&mut self, code: CodeId, env: EnvId) -> Eval<Option<Place>> {
        match self.machine.program.code(code) {
            Code::Local(index) => {
                self.link(LinkKind::Bound, code);
                Ok(Some(Place::Thunk(self.machine.local(env, index))))
            }
            Code::Shared(thunk, _) => {
                let kind = self.reference(code, thunk);
                self.link(kind, code);
                Ok(Some(Place::Thunk(thunk)))
            }
            Code::Let { value, body } => {
                let value = self.machine.delay(value, env);
                Ok(Some(Place::Code(body, self.machine.bind(env, value))))
            }
            Code::Apply { .. } => self.apply(code, env),
            Code::If {
                predicate,
                then,
                otherwise,
            } => {
                self.link(LinkKind::Chosen, code);
                self.decided(predicate, env);
                let holds = matches!(self.machine.eval(predicate, env)?.value, Value::Bool(true));
                Ok(Some(Place::Code(if holds { then } else { otherwise }, env)))
            }
            Code::Operator {
                operator,
                left,
                right,
            } => self.operator(operator, (left, right), env, code),
            Code::Field(record, label) => {
                // The type of a union says what there is, not which of it was taken.
                if let Value::Union(_) = self.machine.eval(record, env)?.value {
                    return self.end(LinkKind::Written, code);
                }
                self.path.push(Step::Field(label.as_str().to_owned()));
                Ok(Some(Place::Code(record, env)))
            }
            Code::Project(record, _) | Code::ProjectType(record, _) => Ok(Some(Place::Code(record, env))),
            Code::Completion { schema, record } => self.completion((schema, record), env, code),
            Code::Merge { handlers, union, .. } => self.merge((handlers, union), env, code),
            Code::With { record, path, value } => Ok(self.with(
                path.into(),
                code,
                (Place::Code(record, env), Place::Code(value, env)),
            )),
            Code::ToMap { record, .. } => self.map(record, env, code),
            Code::Some(inner) => Ok(Some(Place::Code(inner, env))),
            _ => self.literal(code, env),
        }
    }

    /// A use of a name, or an import: then what it means is written in another file.
    fn reference(&self, code: CodeId, thunk: ThunkId) -> LinkKind {
        let program = &self.machine.program;
        match self.machine.unforced(thunk) {
            Thunk::Code(meant, _) if program.span(meant).file != program.span(code).file => {
                LinkKind::Imported
            }
            _ => LinkKind::Bound,
        }
    }

    /// Records and lists, and what has no parts.
    fn literal(&mut self, code: CodeId, env: EnvId) -> Eval<Option<Place>> {
        let machine = &*self.machine;
        let part = match (machine.program.code(code), self.path.last()) {
            (Code::Record(shape, run), Some(Step::Field(label))) => {
                let slot = machine.shapes.slot(shape, Name::new(label));
                slot.map(|slot| machine.program.link(run, slot))
            }
            (Code::List(run), Some(Step::Element(index))) => machine.program.links(run).get(*index).copied(),
            (Code::Text(_), _) => return self.computed(code, env),
            _ => None,
        };
        match part {
            Some(part) => {
                self.path.pop();
                Ok(Some(Place::Code(part, env)))
            }
            None => self.end(LinkKind::Written, code),
        }
    }

    /// A value whose code is not known, such as what a built-in function made.
    fn value(&mut self, val: Val) -> Eval<Option<Place>> {
        let part = match (val.value, self.path.last()) {
            (Value::Some(inner), _) => return Ok(Some(Place::Thunk(inner))),
            (Value::Record(id), Some(Step::Field(label))) => self.machine.lookup(id, Name::new(label)),
            (Value::Alternative { payload, .. }, Some(Step::Payload)) if payload != NO_THUNK => Some(payload),
            (Value::List(list), Some(Step::Element(index))) => {
                self.machine.elements(list)?.get(*index).copied()
            }
            _ => None,
        };
        match part {
            Some(part) => {
                self.path.pop();
                Ok(Some(Place::Thunk(part)))
            }
            None => self.end(LinkKind::Written, val.origin),
        }
    }

    fn apply(&mut self, code: CodeId, env: EnvId) -> Eval<Option<Place>> {
        let Code::Apply { function, argument } = self.machine.program.code(code) else {
            return Ok(None);
        };
        match self.machine.eval(function, env)?.value {
            Value::Lambda(lambda, inner) => {
                self.link(LinkKind::Called, code);
                let argument = self.machine.delay(argument, env);
                Ok(self.body(lambda, inner, argument))
            }
            Value::Constructor(..) if matches!(self.path.last(), Some(Step::Payload)) => {
                self.path.pop();
                Ok(Some(Place::Code(argument, env)))
            }
            Value::Constructor(..) => self.end(LinkKind::Written, code),
            _ if self.path.is_empty() => self.computed(code, env),
            _ => {
                self.link(LinkKind::Computed, code);
                Ok(Some(Place::Value(self.machine.eval(code, env)?)))
            }
        }
    }

    fn body(&mut self, lambda: CodeId, env: EnvId, argument: ThunkId) -> Option<Place> {
        match self.machine.program.code(lambda) {
            Code::Lambda { body, .. } => Some(Place::Code(body, self.machine.bind(env, argument))),
            _ => None,
        }
    }

    fn operator(
        &mut self,
        operator: Operator,
        (left, right): (CodeId, CodeId),
        env: EnvId,
        site: CodeId,
    ) -> Eval<Option<Place>> {
        match (operator, self.path.last().cloned()) {
            (Operator::Prefer, Some(Step::Field(label))) => {
                let val = self.machine.eval(right, env)?;
                if self.has(val, &label) {
                    self.link(LinkKind::Overridden, site);
                    return Ok(Some(Place::Code(right, env)));
                }
                Ok(Some(Place::Code(left, env)))
            }
            (Operator::Combine, _) => {
                let (left, right) = (self.machine.delay(left, env), self.machine.delay(right, env));
                self.combine(&[left, right], site)
            }
            (Operator::ListAppend, Some(Step::Element(index))) => {
                let first = match self.machine.eval(left, env)?.value {
                    Value::List(list) => self.machine.elements(list)?.len(),
                    _ => 0,
                };
                if index < first {
                    return Ok(Some(Place::Code(left, env)));
                }
                self.path.pop();
                self.path.push(Step::Element(index - first));
                Ok(Some(Place::Code(right, env)))
            }
            _ => self.computed(site, env),
        }
    }

    /// `first ∧ second ∧ …`: a field of several is combined of them.
    fn combine(&mut self, parts: &[ThunkId], site: CodeId) -> Eval<Option<Place>> {
        let Some(Step::Field(label)) = self.path.last().cloned() else {
            return self.end(LinkKind::Written, site);
        };
        let mut found = Vec::new();
        for part in parts {
            let val = self.machine.force(*part)?;
            found.extend(self.slot(val, &label).map(|slot| (*part, slot)));
        }
        match found[..] {
            [] => Ok(parts.first().map(|part| Place::Thunk(*part))),
            [(part, _)] => {
                if parts.first() != Some(&part) {
                    self.link(LinkKind::Combined, site);
                }
                Ok(Some(Place::Thunk(part)))
            }
            _ => {
                self.path.pop();
                let slots: Vec<ThunkId> = found.into_iter().map(|(_, slot)| slot).collect();
                self.combine(&slots, site)
            }
        }
    }

    /// `record with … with …`: the last update that concerns the part decides.
    fn updates(&mut self, record: ThunkId, updates: &[Update]) -> Option<Place> {
        for update in updates.iter().rev() {
            let places = (Place::Thunk(NO_THUNK), Place::Thunk(update.value));
            match self.with(update.path, update.site, places) {
                Some(Place::Thunk(NO_THUNK)) => {}
                decided => return decided,
            }
        }
        Some(Place::Thunk(record))
    }

    fn has(&self, val: Val, label: &str) -> bool {
        self.slot(val, label).is_some()
    }

    fn slot(&self, val: Val, label: &str) -> Option<ThunkId> {
        match val.value {
            Value::Record(id) => self.machine.lookup(id, Name::new(label)),
            _ => None,
        }
    }

    /// `schema::record`.
    fn completion(
        &mut self,
        (schema, record): (CodeId, CodeId),
        env: EnvId,
        site: CodeId,
    ) -> Eval<Option<Place>> {
        let Some(Step::Field(label)) = self.path.last().cloned() else {
            return self.end(LinkKind::Written, site);
        };
        let given = self.machine.eval(record, env)?;
        if self.has(given, &label) {
            return Ok(Some(Place::Code(record, env)));
        }
        self.link(LinkKind::Defaulted, site);
        self.path.push(Step::Field("default".to_owned()));
        Ok(Some(Place::Code(schema, env)))
    }

    fn merge(
        &mut self,
        (handlers, union): (CodeId, CodeId),
        env: EnvId,
        site: CodeId,
    ) -> Eval<Option<Place>> {
        let (label, payload) = match self.machine.eval(union, env)?.value {
            Value::Alternative { label, payload, .. } => (label, payload),
            Value::Some(payload) => (self.machine.known.some, payload),
            Value::None(_) => (self.machine.known.none, NO_THUNK),
            _ => return Ok(None),
        };
        let handlers = self.machine.eval(handlers, env)?;
        let Some(handler) = self.slot(handlers, label.as_str()) else {
            return Ok(None);
        };
        self.link(LinkKind::Chosen, site);
        self.decided(union, env);
        if payload == NO_THUNK {
            return Ok(Some(Place::Thunk(handler)));
        }
        match self.machine.force(handler)?.value {
            Value::Lambda(lambda, inner) => Ok(self.body(lambda, inner, payload)),
            _ => Ok(None),
        }
    }

    /// `toMap record`: an entry stands for a field.
    fn map(&mut self, record: CodeId, env: EnvId, site: CodeId) -> Eval<Option<Place>> {
        let Some(Step::Element(index)) = self.path.last().cloned() else {
            return self.end(LinkKind::Written, site);
        };
        let Value::Record(fields) = self.machine.eval(record, env)?.value else {
            return Ok(None);
        };
        let entries = self.machine.entries(fields);
        let Some((label, _)) = entries.get(index) else {
            return Ok(None);
        };
        self.path.pop();
        // What comes next is the key or the value of the entry.
        self.path.pop();
        self.path.push(Step::Field(label.as_str().to_owned()));
        Ok(Some(Place::Code(record, env)))
    }

    /// `record with path = value`.
    fn with(&mut self, path: Path, site: CodeId, (record, value): (Place, Place)) -> Option<Place> {
        let mut depth = self.path.len();
        for step in self.machine.program.steps(path) {
            // What an optional value holds stands where the optional value does.
            let WithStep::Label(label) = step else { continue };
            match depth.checked_sub(1).map(|depth| &self.path[depth]) {
                Some(Step::Field(wanted)) if wanted == label.as_str() => depth -= 1,
                Some(_) => return Some(record),
                None => {
                    self.link(LinkKind::Written, site);
                    return None;
                }
            }
        }
        self.path.truncate(depth);
        self.link(LinkKind::Updated, site);
        Some(value)
    }
}
