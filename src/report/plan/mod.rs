//! A plan: for people at a terminal, for people at a merge request, and for programs.

mod author;
mod block;
mod human;
mod json;
mod markdown;
mod rendered;
mod sheet;
mod text;
mod upgrade;

pub use author::{Author, Authors};
pub use human::human;
pub use json::{
    ChangeReport, FleetReport, GuardrailReport, ObjectReport, PlanReport, PositionReport, ProvenanceReport,
    ReleaseReport, SummaryReport, json,
};
pub(super) use json::{is_secret, value};
pub use markdown::{LIMIT, markdown};
pub use rendered::{FileChange, ObjectChange};
pub(super) use text::{counted, line, pair, plain, short};
pub use upgrade::{SettingReport, UpgradeReport, UseReport};

use crate::change::Plan;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// A plan with everything that is said beside it.
#[derive(Clone, Copy)]
pub struct Review<'a> {
    /// What changes.
    pub plan: &'a Plan,
    /// The name of the side before, such as `a1b2c3d`.
    pub base: &'a str,
    /// The name of the side after, such as `index`.
    pub head: &'a str,
    /// Whether every instance of both sides could be read. If not, the plan is about the rest.
    pub complete: bool,
    /// What was found wrong, in order.
    pub findings: &'a Diagnostics,
    /// The texts of both sides, into which the plan and the findings point.
    pub sources: &'a Sources,
    /// Who last wrote the lines that the changes point at.
    pub authors: &'a Authors,
    /// What becomes of the objects that are deployed, by environment and name.
    pub objects: &'a [ObjectChange],
    /// Rendered files that are not the same, by path; empty if their texts are not to be shown.
    pub files: &'a [FileChange],
}
