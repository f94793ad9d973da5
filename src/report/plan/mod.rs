//! A plan: for people at a terminal, for people at a merge request, and for programs.

mod author;
mod block;
mod change_request;
mod gitlab;
mod html;
mod human;
mod json;
mod kept;
mod markdown;
mod objects;
mod rendered;
mod schedule;
mod sheet;
mod text;
mod upgrade;
mod view;

pub use author::{Author, Authors};
pub use change_request::{ChangeRequestReport, change_request};
pub use gitlab::gitlab;
pub use html::html;
pub use human::human;
pub use json::{
    ChangeReport, EnvironmentReport, FilterReport, FleetReport, GuardrailReport, InterruptionReport,
    LossReport, ObjectReport, PlanReport, PositionReport, ProvenanceReport, ReleaseReport, RenameReport,
    SummaryReport, UnchangedReport, json,
};
pub(super) use json::{is_secret, value};
pub(super) use markdown::fenced_as;
pub use markdown::{LIMIT, markdown};
pub use rendered::{FileChange, Interruption, ObjectChange};
pub(super) use text::{counted, line, pair, plain, short};
pub use upgrade::{SettingReport, UpgradeReport, UseReport};
pub use view::{Context, View};

use std::collections::BTreeMap;

use crate::change::{EnvironmentChange, Holding, Lost, Plan};
use crate::diagnostic::{Code, Diagnostics, Page};
use crate::model::{EnvironmentAddress, Fleet};
use crate::source::Sources;

/// A plan with everything that is said beside it.
#[derive(Clone, Copy)]
pub struct Review<'a> {
    /// What changes.
    pub plan: &'a Plan,
    /// The part of it that is to be shown, [`View::narrow`] of the whole.
    pub shown: &'a Plan,
    /// What the reader asked to see.
    pub view: &'a View,
    /// The name of the side before, such as `a1b2c3d`.
    pub base: &'a str,
    /// The name of the side after, such as `index`.
    pub head: &'a str,
    /// The full ids of both sides, if they are commits.
    pub commits: [Option<&'a str>; 2],
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
    /// What may be lost, by environment and subject.
    pub losses: &'a [Lost],
    /// Rendered files that are not the same, by path; empty if their texts are not to be shown.
    pub files: &'a [FileChange],
    /// The instances of both sides.
    pub fleets: [&'a Fleet; 2],
    /// Every value that holds now for environments that change; empty if those that stay are not to be shown.
    pub holdings: &'a BTreeMap<EnvironmentAddress, Vec<Holding>>,
    /// The page of each code.
    pub page: &'a dyn Fn(Code) -> Option<Page>,
}

impl<'a> Review<'a> {
    /// The objects of environments that are shown.
    fn shown_objects(&self) -> impl Iterator<Item = &'a ObjectChange> {
        let shown = self.shown;
        let filtered = self.view.is_filtered();
        let is_shown = move |address| {
            let by_address = |environment: &EnvironmentChange| environment.address.cmp(address);
            !filtered || shown.environments.binary_search_by(by_address).is_ok()
        };
        let objects = if self.view.summarize { &[] } else { self.objects };
        objects.iter().filter(move |object| is_shown(&object.environment))
    }

    /// The rendered files of environments that are shown.
    fn shown_files(&self) -> impl Iterator<Item = &'a FileChange> {
        let filtered = self.view.is_filtered();
        let folders = self.shown.environments.iter();
        let folders: Vec<String> = folders
            .map(|environment| format!("{}/", environment.address))
            .collect();
        let files = if self.view.summarize { &[] } else { self.files };
        files.iter().filter(move |file| {
            !filtered
                || folders
                    .iter()
                    .any(|folder| file.path.starts_with(folder.as_str()))
        })
    }

    /// Whether there is something to roll out and nothing speaks against it.
    fn is_applyable(&self) -> bool {
        !self.plan.is_empty() && self.complete && !self.findings.has_errors()
    }
}
