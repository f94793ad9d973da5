//! Whether a change may be rolled out: for people at a terminal, and for programs.

mod human;
mod json;

pub use human::human;
pub use json::{ApprovalReport, CheckReport, GateReport, RefusalReport, VerdictReport, json};

use std::collections::BTreeSet;

use crate::gate::Verdict;
use crate::model::WindowReading;
use crate::release::Moment;

/// The answer of a gate, to be reported.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The name of the side before, such as `a1b2c3d`.
    pub base: &'a str,
    /// The name of the side after.
    pub head: &'a str,
    /// When it was asked.
    pub moment: Moment,
    /// How the hours of the generic agreement are read.
    pub reading: WindowReading,
    /// The digest of the whole change.
    pub digest: &'a str,
    /// The instances that could not be read on a side: what changes in them may not be rolled out.
    pub unread: &'a BTreeSet<String>,
    /// The verdict on each environment, by address.
    pub verdicts: &'a [Verdict<'a>],
}

impl Answer<'_> {
    /// Whether everything may be rolled out.
    pub fn is_open(&self) -> bool {
        self.unread.is_empty() && self.verdicts.iter().all(Verdict::is_open)
    }
}

#[cfg(test)]
mod tests;
