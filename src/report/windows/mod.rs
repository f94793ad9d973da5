//! When environments are rolled out: for people at a terminal, in a document, and for programs.

mod human;
mod json;
mod markdown;
mod row;

pub use human::human;
pub use json::{
    ApprovalsReport, ClockChangeReport, FreezeReport, RolloutReport, StretchReport, WindowsReport, json,
};
pub use markdown::markdown;
pub(super) use row::{clock, utc};

use jiff::Timestamp;

use crate::model::{EnvironmentAddress, WindowReading};
use crate::release::{Slot, Turned};

/// When environments are rolled out, to be reported.
#[derive(Clone, Debug)]
pub struct Timetable<'a> {
    /// What was read, such as `the working tree` or `revision 1a2b3c4`.
    pub snapshot: &'a str,
    /// How the hours of the generic agreement are read.
    pub reading: WindowReading,
    /// The first instant that was asked for.
    pub from: Timestamp,
    /// The first instant after that time.
    pub until: Timestamp,
    /// How many environments it is about.
    pub environments: usize,
    /// Whether every instance could be read. If not, this is about the rest.
    pub complete: bool,
    /// Each time for a rollout, by time and address.
    pub entries: Vec<Entry<'a>>,
    /// The changes of clocks that touch a window.
    pub clock_changes: Vec<ClockChange>,
}

/// One time for the rollout of one environment.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The environment.
    pub address: EnvironmentAddress,
    /// From when until when, and what of it is frozen.
    pub slot: Slot<'a>,
    /// The zone by whose clock it is told.
    pub zone: String,
    /// What would roll out; `None` if no release is there yet.
    pub release: Option<String>,
    /// Who has to approve first.
    pub approvals: Approvals,
    /// Whether staging has to run a new release first.
    pub staging_first: bool,
    /// For how many days.
    pub soak_days: u64,
}

/// The approvals that a rollout waits for.
#[derive(Clone, Debug)]
pub struct Approvals {
    /// How many are asked for.
    pub needed: u64,
    /// How many there are of the change that was named; `None` if none was, or the environment does not change.
    pub present: Option<u64>,
    /// Who may approve.
    pub roles: Vec<String>,
}

/// A change of the clocks that touches the window of an environment.
#[derive(Clone, Debug)]
pub struct ClockChange {
    /// The environment.
    pub address: EnvironmentAddress,
    /// The day, and what happens.
    pub turned: Turned,
}

#[cfg(test)]
mod tests;
