//! Where every environment stands with its release: for people at a terminal, in a document, and for programs.

mod human;
mod json;
mod markdown;
mod row;

#[cfg(test)]
mod tests;

pub use human::human;
pub use json::{DeadlineReport, EnvironmentReport, NewestReport, StatusReport, json};
pub(super) use markdown::cell;
pub use markdown::markdown;

use crate::model::{Date, EnvironmentView, UnusualReading, WindowReading};
use crate::release::{Catalog, Standing};

/// Where every environment stands, to be reported.
#[derive(Clone, Copy)]
pub struct Status<'a> {
    /// What was read, such as `the working tree` or `revision 1a2b3c4`.
    pub snapshot: &'a str,
    /// The releases that there are.
    pub catalog: &'a Catalog,
    /// The day by which it is judged.
    pub as_of: Date,
    /// How the hours of the generic agreement are read.
    pub reading: WindowReading,
    /// How the repository reads other things that the plans leave open, where that is not usual.
    pub unusual: &'a [UnusualReading],
    /// Whether every instance could be read. If not, this is about the rest.
    pub complete: bool,
    /// The environments, in the order in which they are shown.
    pub environments: &'a [(EnvironmentView<'a>, Standing)],
}

/// Puts the most urgent first: what is overdue, what is unknown, then by the next deadline; among equals by
/// address.
pub fn sort_by_urgency(environments: &mut [(EnvironmentView<'_>, Standing)]) {
    environments
        .sort_by_cached_key(|(environment, standing)| (standing.urgency(), environment.address.clone()));
}
