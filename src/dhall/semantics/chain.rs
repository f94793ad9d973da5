//! Many merges or updates in a row, done at once: what lies between the first and the last is never built.

use rustc_hash::FxHashMap;

use super::code::{Code, CodeId, Path, Run, Step};
use super::eval::hole;
use super::machine::{EnvId, Eval, Machine, RecordId, Thunk, ThunkId, Val, Value};
use crate::dhall::syntax::{Name, Operator};

/// From so many on, merges and updates are done at once; fewer profit from what is known of their shapes.
pub(crate) const LONG: usize = 16;

/// One more operand, and the operator before it.
pub(super) type Operand = (ThunkId, CodeId);

/// One `with`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Update {
    pub(super) path: Path,
    pub(super) value: ThunkId,
    pub(super) site: CodeId,
}

/// The fields of several records, each with all that the records have for it.
struct Sum {
    fields: FxHashMap<Name, (Vec<ThunkId>, CodeId)>,
}

/// What becomes of a field: it is set, then updated.
struct Slot {
    base: ThunkId,
    updates: Vec<Update>,
}

/// Whether an operator joins records.
pub(super) fn is_merge(operator: Operator) -> bool {
    matches!(
        operator,
        Operator::Prefer | Operator::Combine | Operator::CombineTypes
    )
}

impl Machine {
    /// `first operator operand operator operand …`, from the left, for an operator that joins records.
    pub(super) fn merge_all(
        &mut self,
        operator: Operator,
        first: ThunkId,
        operands: &[Operand],
    ) -> Eval<Val> {
        let mut val = self.force(first)?;
        let mut sum: Option<Sum> = None;
        for (right, site) in operands.iter().copied() {
            let next = self.force(right)?;
            let (l, r) = (fields_of(operator, val.value), fields_of(operator, next.value));
            match (l, r) {
                (Some(l), Some(r)) => {
                    self.spend(self.fields(r).slots.len.into())?;
                    if sum.is_none() && self.fields(l).slots.len == 0 {
                        val = next;
                    } else if self.fields(r).slots.len > 0 {
                        let sum = sum.get_or_insert_with(|| Sum::of(self, l));
                        sum.add(self, operator, (r, site));
                        val.origin = site;
                    }
                }
                _ if matches!(val.value, Value::Hole) || matches!(next.value, Value::Hole) => {
                    return Ok(hole());
                }
                _ => {
                    val = self.summed(operator, sum.take(), val)?;
                    let left = self.done_val(val);
                    val = self.operate(operator, left, right, site)?;
                }
            }
        }
        self.summed(operator, sum, val)
    }

    /// The value of a sum, which stands for `val` if there is one.
    fn summed(&mut self, operator: Operator, sum: Option<Sum>, val: Val) -> Eval<Val> {
        let Some(sum) = sum else {
            return Ok(val);
        };
        self.spend(sum.fields.len() as u64 / 8)?;
        let mut fields = Vec::with_capacity(sum.fields.len());
        for (label, (parts, site)) in sum.fields {
            let slot = match parts[..] {
                [one] => one,
                _ => {
                    let run = self.run(&parts);
                    self.lazy(Thunk::Merge(operator, run, site))
                }
            };
            fields.push((label, slot));
        }
        let record = self.record_of(fields);
        let value = match operator {
            Operator::CombineTypes => Value::RecordType(record),
            _ => Value::Record(record),
        };
        Ok(Val { value, ..val })
    }

    /// The value of the fields of one name that several records have.
    pub(super) fn merge_run(&mut self, operator: Operator, run: Run, site: CodeId) -> Eval<Val> {
        let parts = self.slots(run).to_vec();
        let Some((first, others)) = parts.split_first() else {
            return Ok(hole());
        };
        let operands: Vec<Operand> = others.iter().map(|part| (*part, site)).collect();
        self.merge_all(operator, *first, &operands)
    }

    /// `record with … with …`.
    pub(super) fn eval_with(&mut self, code: CodeId, env: EnvId) -> Eval<Val> {
        let mut head = code;
        let mut updates = Vec::new();
        while let Code::With { record, path, value } = self.program.code(head) {
            updates.push((path.into(), value, head));
            head = record;
        }
        let record = self.delay(head, env);
        let mut all = Vec::with_capacity(updates.len());
        for (path, value, site) in updates.into_iter().rev() {
            let value = self.delay(value, env);
            all.push(Update { path, value, site });
        }
        self.update_all(record, &all)
    }

    /// The value of a field that several updates change.
    pub(super) fn update_run(&mut self, record: ThunkId, run: Run) -> Eval<Val> {
        let updates = self.updates[run.range()].to_vec();
        self.update_all(record, &updates)
    }

    fn update_all(&mut self, record: ThunkId, updates: &[Update]) -> Eval<Val> {
        if updates.len() < LONG {
            return self.update_each(record, updates);
        }
        let subject = self.force(record)?;
        self.spend(updates.len() as u64)?;
        let is_optional = |update: &Update| self.program.steps(update.path).first() == Some(&Step::Optional);
        match subject.value {
            Value::Record(id) if !updates.iter().any(is_optional) => {
                let record = self.update_fields(id, updates)?;
                Ok(Val {
                    value: Value::Record(record),
                    ..subject
                })
            }
            Value::Some(inner) if updates.iter().all(is_optional) => {
                let mut slot = Slot::new(inner);
                for update in updates {
                    self.put(&mut slot, *update);
                }
                let origin = updates[updates.len() - 1].site;
                let value = Value::Some(self.updated(slot));
                Ok(Val { value, origin })
            }
            _ => self.update_each(record, updates),
        }
    }

    fn update_each(&mut self, record: ThunkId, updates: &[Update]) -> Eval<Val> {
        let mut record = record;
        let mut val = None;
        for update in updates {
            if let Some(val) = val {
                record = self.done_val(val);
            }
            val = Some(self.with(record, update.path, update.value, update.site)?);
        }
        Ok(val.unwrap_or_else(hole))
    }

    fn update_fields(&mut self, id: RecordId, updates: &[Update]) -> Eval<RecordId> {
        let mut slots: FxHashMap<Name, Slot> = FxHashMap::default();
        for update in updates {
            let Some(Step::Label(label)) = self.program.steps(update.path).first().copied() else {
                continue;
            };
            let absent = self.known.empty_record;
            let slot = slots
                .entry(label)
                .or_insert_with(|| Slot::new(self.lookup(id, label).unwrap_or(absent)));
            self.put(slot, *update);
        }
        let mut fields = Vec::with_capacity(slots.len());
        for (label, slot) in slots {
            fields.push((label, self.updated(slot)));
        }
        let changed = self.record_of(fields);
        self.preferred(id, changed)
    }

    /// Adds an update, whose first step has led to the slot.
    fn put(&self, slot: &mut Slot, update: Update) {
        let is_last = self.program.steps(update.path).len() == 1;
        if is_last {
            *slot = Slot::new(update.value);
            return;
        }
        let path = Path {
            from: update.path.from + 1,
            ..update.path
        };
        slot.updates.push(Update { path, ..update });
    }

    fn updated(&mut self, slot: Slot) -> ThunkId {
        match slot.updates[..] {
            [] => slot.base,
            [Update { path, value, site }] => self.lazy(Thunk::With {
                record: slot.base,
                path,
                value,
                site,
            }),
            _ => {
                let start = self.updates.len() as u32;
                let len = slot.updates.len() as u32;
                self.updates.extend(slot.updates);
                self.lazy(Thunk::Updates(slot.base, Run { start, len }))
            }
        }
    }

    /// The level of the values of updates.
    pub(super) fn level_of_updates(&self, run: Run) -> u32 {
        let levels = self.updates[run.range()]
            .iter()
            .map(|update| self.level(update.value));
        levels.max().unwrap_or(0)
    }
}

impl Slot {
    fn new(base: ThunkId) -> Self {
        Self {
            base,
            updates: Vec::new(),
        }
    }
}

impl Sum {
    fn of(machine: &Machine, record: RecordId) -> Self {
        let entries = machine.entries(record).into_iter();
        Self {
            fields: entries
                .map(|(label, slot)| (label, (vec![slot], super::code::NOWHERE)))
                .collect(),
        }
    }

    fn add(&mut self, machine: &Machine, operator: Operator, (record, site): (RecordId, CodeId)) {
        for (label, slot) in machine.entries(record) {
            let (parts, at) = self.fields.entry(label).or_insert_with(|| (Vec::new(), site));
            if operator == Operator::Prefer {
                parts.clear();
            }
            parts.push(slot);
            *at = site;
        }
    }
}

/// The fields of what an operator joins.
fn fields_of(operator: Operator, value: Value) -> Option<RecordId> {
    match value {
        Value::RecordType(id) if operator == Operator::CombineTypes => Some(id),
        Value::Record(id) if operator != Operator::CombineTypes => Some(id),
        _ => None,
    }
}
