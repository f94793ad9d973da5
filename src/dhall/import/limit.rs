//! Limits of what one evaluation may import and cost, and the findings about those that are reached.

use crate::dhall::semantics::Limit;
use crate::dhall::semantics::encode::MOST;
use crate::dhall::semantics::machine::Machine;
use crate::diagnostic::{Code, Diagnostic};

pub(super) const BUDGET: Code = Code("dhall/budget");

/// How much one evaluation may import that was not there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportLimits {
    /// Files.
    pub count: usize,
    /// Bytes of all files together.
    pub bytes: usize,
    /// Files that import each other in a row.
    pub depth: usize,
}

impl Default for ImportLimits {
    fn default() -> Self {
        Self {
            count: 10_000,
            bytes: 64 << 20,
            depth: 200,
        }
    }
}

/// The finding about a limit that was reached since this was last asked.
pub(super) fn exceeded(machine: &mut Machine) -> Option<Diagnostic> {
    let (limit, code) = machine.meter.stopped.take()?;
    let budget = machine.meter.budget;
    let message = match limit {
        Limit::Steps => format!("evaluation takes more than {} steps", budget.steps),
        Limit::Memory => format!("evaluation takes more than {} bytes of memory", budget.memory),
        Limit::Length => format!("a text or list is longer than {}", budget.length),
        Limit::Depth => "evaluation nests too deeply".to_owned(),
        Limit::Bits => format!("a number has more than {} bits", budget.bits),
        Limit::Encoding => format!("the binary form of the value has more than {MOST} bytes"),
        Limit::Proof => "what an earlier run proved of a file is not so".to_owned(),
    };
    let finding = Diagnostic::error(BUDGET, message);
    Some(match machine.place(code) {
        Some(span) => finding.at(span, "while this was evaluated"),
        None => finding,
    })
}
