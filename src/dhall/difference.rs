//! What differs between two values, by path.

use rustc_hash::FxHashSet;

use super::import::{Engine, Formed};
use super::semantics::machine::{Eval, Machine, NO_THUNK, RecordId, ThunkId, Value};
use super::syntax::Name;
use super::syntax::printer::label_text;
use crate::source::RepoPath;

/// A place at which two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The labels and numbers that lead there, such as `spec.ports[0]`; empty for the whole.
    pub path: String,
    /// What was there before, shortened; `None` if nothing.
    pub before: Option<String>,
    /// What is there after, shortened; `None` if nothing.
    pub after: Option<String>,
}

/// What differs between two files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// The places, in order.
    pub found: Vec<Difference>,
    /// Whether there are more than [`MOST`].
    pub cut: bool,
}

/// How many differences are listed.
pub const MOST: usize = 1_000;

/// How long a value is shown.
const LENGTH: usize = 240;

/// Compares what two files come to; their types are compared if their values are of different types, too.
pub fn difference(engine: &Engine<'_>, before: &RepoPath, after: &RepoPath) -> Formed<Differences> {
    engine.inspect_both(before, after, |machine, before, after| {
        let mut comparison = Comparison {
            machine,
            seen: FxHashSet::default(),
            path: String::new(),
            differences: Differences {
                found: Vec::new(),
                cut: false,
            },
        };
        comparison.compare(before, after)?;
        Ok(comparison.differences)
    })
}

struct Comparison<'m> {
    machine: &'m mut Machine,
    /// Pairs that were gone through: what is shared by many places is listed at the first.
    seen: FxHashSet<(ThunkId, ThunkId)>,
    path: String,
    differences: Differences,
}

impl Comparison<'_> {
    fn compare(&mut self, before: ThunkId, after: ThunkId) -> Eval<()> {
        if self.machine.equal(before, after)? || !self.seen.insert((before, after)) {
            return Ok(());
        }
        if self.differences.found.len() >= MOST {
            self.differences.cut = true;
            return Ok(());
        }
        let old = self.machine.force(before)?;
        let new = self.machine.value(after)?;
        self.machine.enter(old.origin)?;
        self.inside((before, old.value), (after, new))?;
        self.machine.leave();
        Ok(())
    }

    fn inside(&mut self, (before, old): (ThunkId, Value), (after, new): (ThunkId, Value)) -> Eval<()> {
        match (old, new) {
            (Value::Record(a), Value::Record(b))
            | (Value::RecordType(a), Value::RecordType(b))
            | (Value::Union(a), Value::Union(b)) => self.fields(a, b),
            (Value::Some(a), Value::Some(b)) => self.within("?", a, b),
            (Value::ListType(a), Value::ListType(b)) => self.within("(List)", a, b),
            (Value::OptionalType(a), Value::OptionalType(b)) => self.within("(Optional)", a, b),
            (Value::List(a), Value::List(b)) => {
                let a = self.machine.elements(a)?.to_vec();
                let b = self.machine.elements(b)?.to_vec();
                self.lists(&a, &b)
            }
            (
                Value::Alternative {
                    label: a, payload: x, ..
                },
                Value::Alternative {
                    label: b, payload: y, ..
                },
            ) if a == b && x != NO_THUNK && y != NO_THUNK && !self.machine.equal(x, y)? => {
                self.within(&label_text(a.as_str()), x, y)
            }
            _ => self.add(Some(before), Some(after)),
        }
    }

    fn within(&mut self, step: &str, before: ThunkId, after: ThunkId) -> Eval<()> {
        self.step(step, |comparison| comparison.compare(before, after))
    }

    fn step(&mut self, step: &str, then: impl FnOnce(&mut Self) -> Eval<()>) -> Eval<()> {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        let done = then(self);
        self.path.truncate(length);
        done
    }

    fn fields(&mut self, before: RecordId, after: RecordId) -> Eval<()> {
        let (old, new) = (self.machine.entries(before), self.machine.entries(after));
        let mut labels: Vec<Name> = old.iter().chain(&new).map(|(label, _)| *label).collect();
        labels.sort_by_key(|label| label.as_str());
        labels.dedup();
        for label in labels {
            let sides = [before, after].map(|record| self.machine.lookup(record, label));
            self.step(&label_text(label.as_str()), |comparison| match sides {
                // An alternative without payload.
                [Some(NO_THUNK), Some(NO_THUNK)] => Ok(()),
                [Some(a), Some(b)] if a != NO_THUNK && b != NO_THUNK => comparison.compare(a, b),
                [a, b] => comparison.add(a, b),
            })?;
        }
        Ok(())
    }

    /// What both lists begin and end with is left out; what is between is compared in order.
    fn lists(&mut self, before: &[ThunkId], after: &[ThunkId]) -> Eval<()> {
        let most = before.len().min(after.len());
        let mut start = 0;
        while start < most && self.machine.equal(before[start], after[start])? {
            start += 1;
        }
        let mut end = 0;
        while end < most - start
            && self
                .machine
                .equal(before[before.len() - 1 - end], after[after.len() - 1 - end])?
        {
            end += 1;
        }
        let (old, new) = (
            &before[start..before.len() - end],
            &after[start..after.len() - end],
        );
        for at in 0..old.len().max(new.len()) {
            let step = format!("[{}]", start + at);
            let sides = (old.get(at).copied(), new.get(at).copied());
            self.step(&step, |comparison| match sides {
                (Some(a), Some(b)) => comparison.compare(a, b),
                (a, b) => comparison.add(a, b),
            })?;
        }
        Ok(())
    }

    fn add(&mut self, before: Option<ThunkId>, after: Option<ThunkId>) -> Eval<()> {
        if self.differences.found.len() >= MOST {
            self.differences.cut = true;
            return Ok(());
        }
        let difference = Difference {
            path: self.path.clone(),
            before: self.shown(before)?,
            after: self.shown(after)?,
        };
        self.differences.found.push(difference);
        Ok(())
    }

    fn shown(&mut self, side: Option<ThunkId>) -> Eval<Option<String>> {
        match side {
            None => Ok(None),
            Some(NO_THUNK) => Ok(Some("(no payload)".to_owned())),
            Some(thunk) => self.machine.describe_within(thunk, &[], LENGTH).map(Some),
        }
    }
}
