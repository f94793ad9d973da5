//! How much an evaluation may cost, counted in steps that are the same on every machine.

use super::code::{CodeId, NOWHERE};

/// The limits of one evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Steps of evaluation, comparison and reading back.
    pub steps: u64,
    /// Bytes that the values of one evaluation may take, roughly.
    pub memory: usize,
    /// Bytes of one text, or elements of one list, that may be read.
    pub length: u64,
    /// How deeply evaluation may nest.
    pub depth: u32,
    /// Bits of one number.
    pub bits: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            memory: 384 << 20,
            length: 64 << 20,
            depth: 12_000,
            bits: 1 << 20,
        }
    }
}

/// The steps that a node of written output costs, since it takes memory outside of the machine.
pub(super) const WRITTEN: u64 = 32;

/// Which limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    Steps,
    Memory,
    Length,
    Depth,
    Bits,
    /// The binary form of a value.
    Encoding,
    /// Something that was taken for proven is not so.
    Proof,
}

/// Counts what is used of a [`Budget`].
pub(crate) struct Meter {
    pub(crate) budget: Budget,
    steps: u64,
    pub(super) depth: u32,
    /// What values took before.
    pub(super) base: usize,
    /// Where the stack began, and how much of it may be used.
    stack: Option<(usize, usize)>,
    /// The limit that was reached and the code that was at work.
    pub(crate) stopped: Option<(Limit, CodeId)>,
    /// Whether any limit was ever reached.
    pub(crate) has_stopped: bool,
    /// The innermost code with a place in the source.
    pub(super) at: CodeId,
}

impl Meter {
    pub(crate) fn new(budget: Budget) -> Self {
        Self {
            budget,
            steps: budget.steps,
            depth: 0,
            base: 0,
            stack: None,
            stopped: None,
            has_stopped: false,
            at: NOWHERE,
        }
    }

    /// Fills everything up again, on a stack of which `stack` bytes may be used from here on.
    pub(crate) fn refill(&mut self, stack: usize) {
        self.steps = self.budget.steps;
        self.depth = 0;
        self.stopped = None;
        self.at = NOWHERE;
        self.stack = Some((here(), stack));
    }

    /// Takes steps; `false` when there are none left.
    pub(super) fn take(&mut self, steps: u64) -> bool {
        match self.steps.checked_sub(steps) {
            Some(rest) => {
                self.steps = rest;
                true
            }
            None => false,
        }
    }

    /// Steps that are left.
    pub(crate) fn left(&self) -> u64 {
        self.steps
    }

    /// Goes back to the steps that were left before something that was paid for already.
    pub(super) fn restore(&mut self, left: u64) {
        self.steps = left;
    }

    pub(super) fn stack_is_spent(&self) -> bool {
        self.stack
            .is_some_and(|(base, size)| base.abs_diff(here()) > size)
    }
}

/// Roughly where the stack pointer is.
fn here() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(&marker).addr()
}
