//! Findings: for people, as JSON, and as SARIF for code scanning.

mod excerpt;
mod human;
mod json;
mod sarif;

pub use human::{human, pictures};
pub use json::{CheckReport, FindingReport, PlaceReport, RangeReport, RelatedReport, SuggestionReport, json};
pub use sarif::sarif;

use crate::diagnostic::{Code, Diagnostics, Page};
use crate::model::Date;
use crate::source::Sources;

/// The outcome of a check, to be reported.
#[derive(Clone, Copy)]
pub struct Check<'a> {
    /// What was checked, such as `worktree` or `revision 1a2b3c4`.
    pub snapshot: &'a str,
    /// The day by which it was judged; `None` if neither the caller nor a catalog gave one.
    pub as_of: Option<Date>,
    /// How many instances were found.
    pub instances: usize,
    /// How many environments the instances that could be read have.
    pub environments: usize,
    /// What was found, in order.
    pub findings: &'a Diagnostics,
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// The page of each code.
    pub page: &'a dyn Fn(Code) -> Option<Page>,
}
