//! What each file costs, where somebody asks. Time is the one thing here that differs from run to run, so nothing
//! but that answer may depend on it.

use std::time::{Duration, Instant};

use super::loader::{Loader, ModuleId};

/// What one file of a run took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The file, as findings name it.
    pub name: String,
    /// Parsing it.
    pub parse: Duration,
    /// Reading it and finding what it imports, without what that takes itself.
    pub resolve: Duration,
    /// Inferring its type and comparing it with an expected one.
    pub infer: Duration,
    /// Evaluating it for a hash or for the result. Parts of other files that it uses count here, since they are
    /// evaluated when somebody needs them.
    pub evaluate: Duration,
    /// Expressions in it.
    pub nodes: usize,
    /// Whether an earlier run proved that it is well-typed, or a cache had its value.
    pub is_cached: bool,
}

impl Cost {
    /// All of it.
    pub fn total(&self) -> Duration {
        self.parse + self.resolve + self.infer + self.evaluate
    }
}

/// What is done with a file.
#[derive(Clone, Copy)]
pub(super) enum Stage {
    Parse,
    Resolve,
    Infer,
    Evaluate,
}

/// Times by module.
#[derive(Default)]
pub(super) struct Clock {
    times: Vec<[Duration; 4]>,
    /// What was measured inside of what is being measured.
    nested: Duration,
}

impl Clock {
    fn add(&mut self, id: ModuleId, stage: Stage, time: Duration) {
        if self.times.len() <= id.0 {
            self.times.resize(id.0 + 1, [Duration::ZERO; 4]);
        }
        self.times[id.0][stage as usize] += time;
    }
}

impl<'h> Loader<'h> {
    /// Does something with a module, and measures it if somebody asks. What is measured inside counts there alone.
    pub(super) fn timed<T>(&mut self, id: ModuleId, stage: Stage, run: impl FnOnce(&mut Self) -> T) -> T {
        let Some(clock) = &mut self.clock else {
            return run(self);
        };
        let outer = std::mem::take(&mut clock.nested);
        let start = Instant::now();
        let result = run(self);
        let all = start.elapsed();
        if let Some(clock) = &mut self.clock {
            clock.add(id, stage, all.saturating_sub(clock.nested));
            clock.nested = outer + all;
        }
        result
    }

    /// What each module took so far, in the order in which they were read.
    pub(super) fn costs(&self) -> Vec<Cost> {
        let Some(clock) = &self.clock else {
            return Vec::new();
        };
        let modules = self.modules.iter().zip(&clock.times);
        let costs = modules.map(|(module, &[parse, resolve, infer, evaluate])| Cost {
            name: module.location.shown(),
            parse,
            resolve,
            infer,
            evaluate,
            nodes: module.parts.as_ref().map_or(0, |parts| parts.ast.len()),
            is_cached: module.is_cached,
        });
        costs.collect()
    }
}
