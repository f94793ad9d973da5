//! What two branches do not have in common when they are merged: for a terminal, for a merge request, for programs.

mod human;
mod json;
mod markdown;
mod row;

pub use human::human;
pub use json::{SkewReport, SkewedReport, json};
pub use markdown::markdown;

use crate::change::Skew;
use crate::diagnostic::{Diagnostics, Severity};
use crate::model::Date;

/// What does not go together of two branches.
#[derive(Clone, Debug)]
pub struct Skews {
    /// What both start from, for people.
    pub base: String,
    /// The first branch on top of it.
    pub ours: String,
    /// The second branch on top of it.
    pub theirs: String,
    /// The day by which all were judged; `None` without a catalog.
    pub as_of: Option<Date>,
    /// The files that git cannot merge.
    pub conflicts: Vec<String>,
    /// How many environments the merge changes; `None` if there is no merge.
    pub touched: Option<usize>,
    /// Whether every instance of every side could be read.
    pub complete: bool,
    /// The values and guardrails that do not go together, by address and place.
    pub skews: Vec<Skew>,
    /// What is wrong with the merge and with neither branch by itself.
    pub findings: Diagnostics,
}

impl Skews {
    /// How many of them say that the merge should not be made as it is.
    pub fn errors(&self) -> usize {
        let skews = self.skews.iter().filter(|skew| skew.kind.is_error()).count();
        self.conflicts.len() + skews + self.findings.count(Severity::Error)
    }

    /// How many only deserve a look.
    pub fn warnings(&self) -> usize {
        let skews = self.skews.iter().filter(|skew| !skew.kind.is_error()).count();
        skews + self.findings.count(Severity::Warning)
    }
}
