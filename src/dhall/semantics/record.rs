//! Records and unions: selecting, projecting, merging and updating.

use super::code::{CodeId, Path, Step};
use super::eval::hole;
use super::machine::{Eval, Machine, NO_THUNK, Neutral, NeutralId, RecordId, Thunk, ThunkId, Val, Value};
use super::shape::{EMPTY_SHAPE, ShapeId};
use crate::dhall::syntax::{Name, Operator};

/// What to do with two fields of the same name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collision {
    Right,
    Combine,
    CombineTypes,
}

impl Machine {
    /// `record.label`.
    pub(crate) fn field(&mut self, record: Val, label: Name, site: CodeId) -> Eval<Val> {
        let mut record = record;
        loop {
            match record.value {
                Value::Record(id) => {
                    return match self.lookup(id, label) {
                        Some(slot) => {
                            let val = self.force(slot)?;
                            Ok(self.placed(val, site))
                        }
                        None => Ok(hole()),
                    };
                }
                Value::Union(id) => return Ok(self.alternative(id, label, site)),
                Value::Neutral(id) => match self.look_through(id, label, site)? {
                    Through::Deeper(thunk) => record = self.force(thunk)?,
                    Through::Found(slot) => return self.force(slot),
                    Through::Stuck(thunk) => {
                        return Ok(Val {
                            value: self.neutral(Neutral::Field(thunk, label)),
                            origin: site,
                        });
                    }
                    Through::Here => {
                        let thunk = self.done_val(record);
                        return Ok(Val {
                            value: self.neutral(Neutral::Field(thunk, label)),
                            origin: site,
                        });
                    }
                },
                _ => return Ok(hole()),
            }
        }
    }

    fn alternative(&mut self, union: RecordId, label: Name, site: CodeId) -> Val {
        let value = match self.lookup(union, label) {
            Some(NO_THUNK) => Value::Alternative {
                union,
                label,
                payload: NO_THUNK,
            },
            Some(_) => Value::Constructor(union, label),
            None => Value::Hole,
        };
        Val { value, origin: site }
    }

    /// Selection from what waits for a variable, by the simplifications of β-normalisation.
    fn look_through(&mut self, id: NeutralId, label: Name, site: CodeId) -> Eval<Through> {
        let (operator, left, right) = match self.neutral_of(id) {
            Neutral::Project(record, _) => return Ok(Through::Deeper(record)),
            Neutral::Operator(operator @ (Operator::Prefer | Operator::Combine), left, right) => {
                (operator, left, right)
            }
            _ => return Ok(Through::Here),
        };
        if let Value::Record(fields) = self.value(right)? {
            return Ok(match self.lookup(fields, label) {
                None => Through::Deeper(left),
                Some(slot) if operator == Operator::Prefer => Through::Found(slot),
                Some(slot) => {
                    let narrow = self.single(label, slot, site);
                    Through::Stuck(self.stuck_operator(operator, left, narrow, site))
                }
            });
        }
        if let Value::Record(fields) = self.value(left)? {
            return Ok(match self.lookup(fields, label) {
                None => Through::Deeper(right),
                Some(slot) => {
                    let narrow = self.single(label, slot, site);
                    Through::Stuck(self.stuck_operator(operator, narrow, right, site))
                }
            });
        }
        Ok(Through::Here)
    }

    fn single(&mut self, label: Name, slot: ThunkId, site: CodeId) -> ThunkId {
        let record = self.record_of(vec![(label, slot)]);
        self.done(Value::Record(record), site)
    }

    fn stuck_operator(&mut self, operator: Operator, left: ThunkId, right: ThunkId, site: CodeId) -> ThunkId {
        let value = self.neutral(Neutral::Operator(operator, left, right));
        self.done(value, site)
    }

    /// `record.{ labels }`.
    pub(super) fn project(&mut self, record: ThunkId, shape: ShapeId, site: CodeId) -> Eval<Val> {
        if shape == EMPTY_SHAPE {
            return Ok(self.record_val(EMPTY_SHAPE, &[], site));
        }
        let mut record = record;
        loop {
            match self.value(record)? {
                Value::Hole => return Ok(hole()),
                Value::Record(id) => {
                    let labels = self.shapes.labels(shape).to_vec();
                    let slots: Option<Vec<_>> =
                        labels.into_iter().map(|label| self.lookup(id, label)).collect();
                    return Ok(match slots {
                        Some(slots) => self.record_val(shape, &slots, site),
                        None => hole(),
                    });
                }
                Value::Neutral(id) => match self.neutral_of(id) {
                    Neutral::Project(inner, _) => record = inner,
                    Neutral::Operator(Operator::Prefer, left, right) => {
                        if let Value::Record(fields) = self.value(right)? {
                            return self.project_prefer(left, fields, shape, site);
                        }
                        break;
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        Ok(Val {
            value: self.neutral(Neutral::Project(record, shape)),
            origin: site,
        })
    }

    /// `(left ⫽ fields).{ shape }`: each side is projected to the labels that it decides.
    fn project_prefer(&mut self, left: ThunkId, fields: RecordId, shape: ShapeId, site: CodeId) -> Eval<Val> {
        let theirs = self.fields(fields).shape;
        let known: Vec<Name> = self.shapes.labels(theirs).to_vec();
        let (outside, _) = self.shapes.filter(shape, |label| !known.contains(&label));
        let (inside, _) = self.shapes.filter(shape, |label| known.contains(&label));
        let left = self.project(left, outside, site)?;
        let left = self.done_val(left);
        let labels = self.shapes.labels(inside).to_vec();
        let slots: Vec<_> = labels
            .into_iter()
            .filter_map(|label| self.lookup(fields, label))
            .collect();
        let right = self.record_val(inside, &slots, site);
        let right = self.done_val(right);
        self.operate(Operator::Prefer, left, right, site)
    }

    /// `record.(selector)`.
    pub(super) fn project_type(&mut self, record: ThunkId, selector: ThunkId, site: CodeId) -> Eval<Val> {
        match self.value(selector)? {
            Value::RecordType(id) => {
                let shape = self.fields(id).shape;
                self.project(record, shape, site)
            }
            Value::Hole => Ok(hole()),
            _ => Ok(Val {
                value: self.neutral(Neutral::ProjectType(record, selector)),
                origin: site,
            }),
        }
    }

    pub(super) fn record_val(&mut self, shape: ShapeId, slots: &[ThunkId], site: CodeId) -> Val {
        Val {
            value: Value::Record(self.record(shape, slots)),
            origin: site,
        }
    }

    /// `⫽`.
    pub(super) fn prefer(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => Ok(hole()),
            (Value::Record(a), _) if self.is_empty_record(self.fields(a)) => Ok(r),
            (_, Value::Record(b)) if self.is_empty_record(self.fields(b)) => Ok(l),
            (Value::Record(a), Value::Record(b)) => Ok(Val {
                value: Value::Record(self.merge_fields(a, b, Collision::Right, site)?),
                origin: site,
            }),
            _ if self.equal(left, right)? => Ok(l),
            _ => Ok(Val {
                value: self.neutral(Neutral::Operator(Operator::Prefer, left, right)),
                origin: site,
            }),
        }
    }

    /// `∧`.
    pub(super) fn combine(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => Ok(hole()),
            (Value::Record(a), _) if self.is_empty_record(self.fields(a)) => Ok(r),
            (_, Value::Record(b)) if self.is_empty_record(self.fields(b)) => Ok(l),
            (Value::Record(a), Value::Record(b)) => Ok(Val {
                value: Value::Record(self.merge_fields(a, b, Collision::Combine, site)?),
                origin: site,
            }),
            _ => Ok(Val {
                value: self.neutral(Neutral::Operator(Operator::Combine, left, right)),
                origin: site,
            }),
        }
    }

    /// `⩓`.
    pub(super) fn combine_types(&mut self, left: ThunkId, right: ThunkId, site: CodeId) -> Eval<Val> {
        let (l, r) = (self.force(left)?, self.force(right)?);
        match (l.value, r.value) {
            (Value::Hole, _) | (_, Value::Hole) => Ok(hole()),
            (Value::RecordType(a), _) if self.is_empty_record(self.fields(a)) => Ok(r),
            (_, Value::RecordType(b)) if self.is_empty_record(self.fields(b)) => Ok(l),
            (Value::RecordType(a), Value::RecordType(b)) => Ok(Val {
                value: Value::RecordType(self.merge_fields(a, b, Collision::CombineTypes, site)?),
                origin: site,
            }),
            _ => Ok(Val {
                value: self.neutral(Neutral::Operator(Operator::CombineTypes, left, right)),
                origin: site,
            }),
        }
    }

    fn merge_fields(
        &mut self,
        left: RecordId,
        right: RecordId,
        on: Collision,
        site: CodeId,
    ) -> Eval<RecordId> {
        let (l, r) = (self.fields(left), self.fields(right));
        let merge = self.shapes.merge(l.shape, r.shape);
        self.spend(merge.sources.len() as u64 / 8)?;
        let mut slots = Vec::with_capacity(merge.sources.len());
        for source in merge.sources.iter() {
            let a = source.left.map(|at| self.slot(l.slots, at as usize));
            let b = source.right.map(|at| self.slot(r.slots, at as usize));
            slots.push(match (a, b) {
                (Some(a), Some(b)) => match on {
                    Collision::Right => b,
                    Collision::Combine => self.lazy(Thunk::Combine(a, b, site)),
                    Collision::CombineTypes => self.lazy(Thunk::CombineTypes(a, b, site)),
                },
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => self.known.hole,
            });
        }
        Ok(self.record(merge.shape, &slots))
    }

    /// The fields of both, those of `right` where both have one.
    pub(super) fn preferred(&mut self, left: RecordId, right: RecordId) -> Eval<RecordId> {
        self.merge_fields(left, right, Collision::Right, super::code::NOWHERE)
    }

    /// A copy of a record with one field set.
    pub(crate) fn set_field(&mut self, record: RecordId, label: Name, slot: ThunkId) -> Eval<RecordId> {
        let fields = self.fields(record);
        let single = self.shapes.sorted(vec![label]);
        let merge = self.shapes.merge(fields.shape, single);
        self.spend(merge.sources.len() as u64 / 8)?;
        let mut slots = Vec::with_capacity(merge.sources.len());
        for source in merge.sources.iter() {
            slots.push(match (source.left, source.right) {
                (Some(at), None) => self.slot(fields.slots, at as usize),
                _ => slot,
            });
        }
        Ok(self.record(merge.shape, &slots))
    }

    /// `record with path = value`.
    pub(super) fn with(&mut self, record: ThunkId, path: Path, value: ThunkId, site: CodeId) -> Eval<Val> {
        let steps = self.program.steps(path);
        let (Some(first), is_last) = (steps.first().copied(), steps.len() == 1) else {
            return self.force(value);
        };
        let rest = Path {
            from: path.from + 1,
            ..path
        };
        let subject = self.force(record)?;
        let value = match (first, subject.value) {
            (_, Value::Hole) => return Ok(hole()),
            (Step::Label(label), Value::Record(id)) => {
                let slot = if is_last {
                    value
                } else {
                    let inner = self.lookup(id, label).unwrap_or(self.known.empty_record);
                    self.update(inner, rest, value, site)
                };
                let record = self.set_field(id, label, slot)?;
                return Ok(Val {
                    value: Value::Record(record),
                    origin: subject.origin,
                });
            }
            (Step::Optional, Value::Some(inner)) => {
                let inner = if is_last {
                    value
                } else {
                    self.update(inner, rest, value, site)
                };
                Value::Some(inner)
            }
            (Step::Optional, Value::None(_)) => return Ok(subject),
            _ => self.neutral(Neutral::With(record, path, value)),
        };
        Ok(Val { value, origin: site })
    }

    fn update(&mut self, record: ThunkId, path: Path, value: ThunkId, site: CodeId) -> ThunkId {
        self.lazy(Thunk::With {
            record,
            path,
            value,
            site,
        })
    }

    /// `merge handlers union`.
    pub(super) fn merge(
        &mut self,
        handlers: ThunkId,
        union: ThunkId,
        annotation: ThunkId,
        site: CodeId,
    ) -> Eval<Val> {
        let (label, payload) = match self.value(union)? {
            Value::Alternative { label, payload, .. } => (label, payload),
            Value::Some(payload) => (self.known.some, payload),
            Value::None(_) => (self.known.none, NO_THUNK),
            Value::Hole => return Ok(hole()),
            _ => return Ok(self.stuck_merge(handlers, union, annotation, site)),
        };
        let Value::Record(id) = self.value(handlers)? else {
            return Ok(self.stuck_merge(handlers, union, annotation, site));
        };
        let Some(handler) = self.lookup(id, label) else {
            return Ok(hole());
        };
        let handler = self.force(handler)?;
        if payload == NO_THUNK {
            return Ok(self.placed(handler, site));
        }
        self.apply(handler.value, payload, site)
    }

    fn stuck_merge(&mut self, handlers: ThunkId, union: ThunkId, annotation: ThunkId, site: CodeId) -> Val {
        Val {
            value: self.neutral(Neutral::Merge(handlers, union, annotation)),
            origin: site,
        }
    }

    /// `toMap record`.
    pub(super) fn map_of(&mut self, record: ThunkId, annotation: ThunkId) -> Eval<Val> {
        let subject = self.force(record)?;
        let value = match subject.value {
            Value::Hole => return Ok(hole()),
            Value::Record(id) if self.is_empty_record(self.fields(id)) => {
                if annotation == NO_THUNK {
                    return Ok(hole());
                }
                Value::EmptyList(annotation)
            }
            Value::Record(id) => {
                let mut elements = Vec::new();
                let mut level = 0;
                for (label, slot) in self.entries(id) {
                    let key = self.literal(label.as_str());
                    let origin = self.origin(slot);
                    let key = self.done(key, origin);
                    let entry = self.record_of(vec![(self.known.map_key, key), (self.known.map_value, slot)]);
                    level = level.max(self.fields(entry).level);
                    elements.push(self.done(Value::Record(entry), origin));
                }
                Value::List(self.lists.leaf(elements, level))
            }
            _ => self.neutral(Neutral::ToMap(record, annotation)),
        };
        Ok(Val {
            value,
            origin: subject.origin,
        })
    }

    /// `showConstructor union`.
    pub(super) fn show_constructor(&mut self, union: ThunkId, site: CodeId) -> Eval<Val> {
        let subject = self.force(union)?;
        let label = match subject.value {
            Value::Hole => return Ok(hole()),
            Value::Alternative { label, .. } => label,
            Value::Some(_) => self.known.some,
            Value::None(_) => self.known.none,
            _ => {
                return Ok(Val {
                    value: self.neutral(Neutral::ShowConstructor(union)),
                    origin: site,
                });
            }
        };
        Ok(Val {
            value: self.literal(label.as_str()),
            origin: site,
        })
    }
}

/// Where a selection goes on.
enum Through {
    /// In another record.
    Deeper(ThunkId),
    /// It is done.
    Found(ThunkId),
    /// It waits for this record.
    Stuck(ThunkId),
    /// It waits for the record as it is.
    Here,
}
