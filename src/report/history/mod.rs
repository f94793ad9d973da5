//! The history of what is configured: which commit changed which value, and which gave it its present one.

mod blame;
mod commit;
mod json;
mod log;
mod stat;

pub use blame::blame;
pub use commit::{Commit, Position};
pub use json::{
    BlameReport, BlamedReport, CommitReport, EntryReport, EnvironmentReport, LogReport, MovedReport,
    PositionReport, SidesReport, blame_json, log_json,
};
pub use log::log;
pub use stat::stat;

use crate::change::{Action, Class, Leaf, Path, Risk, Weakening};
use crate::model::EnvironmentAddress;

/// A part of the history, newest commit first.
#[derive(Clone, Debug)]
pub struct History {
    /// The revision that it leads to, for people.
    pub head: String,
    /// What it is about, such as `acme/production`; everything if there is none.
    pub address: Option<String>,
    /// How many commits were looked at.
    pub commits: usize,
    /// Whether the clone ends before the history does.
    pub cut_off: bool,
    /// The commits that are worth a word.
    pub entries: Vec<Entry>,
}

/// What one commit changed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The commit.
    pub commit: Commit,
    /// What it did to what the configuration means.
    pub effect: Effect,
    /// The environments that it changed, by address.
    pub environments: Vec<EnvironmentEntry>,
    /// The instances that can be read no longer since, or could not be read from the start.
    pub unread: Vec<String>,
}

/// What a commit did to what the configuration means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It changed values.
    Changed,
    /// It changed nothing: files were rewritten to mean the same, or are no part of the configuration.
    Nothing,
    /// It is a merge and only brought as many changes as other commits have made.
    Brought(usize),
    /// What came before it was left behind by a shallow clone, so that nobody knows.
    Unknown,
}

/// What one commit changed in one environment.
#[derive(Clone, Debug)]
pub struct EnvironmentEntry {
    /// The environment.
    pub address: EnvironmentAddress,
    /// Whether it came, changed or went.
    pub action: Action,
    /// The name of its plan.
    pub plan: &'static str,
    /// How many values came or went with it; 0 if it stays.
    pub values: usize,
    /// The leaves that changed; none if the environment came or went.
    pub changes: Vec<Moved>,
}

/// A leaf that changed.
#[derive(Clone, Debug)]
pub struct Moved {
    /// Where.
    pub path: Path,
    /// Whether it came, changed or went.
    pub action: Action,
    /// What was there.
    pub before: Option<Leaf>,
    /// What was there from then on.
    pub after: Option<Leaf>,
    /// What kind of change it is.
    pub class: Class,
    /// How much harm that can do.
    pub risk: Risk,
    /// The guardrail that it made weaker.
    pub guardrail: Option<Weakening>,
    /// What wrote `before`.
    pub place_before: Option<Position>,
    /// What wrote `after`.
    pub place_after: Option<Position>,
}

/// Who gave values their present meaning.
#[derive(Clone, Debug)]
pub struct Blame {
    /// The revision whose values they are, for people.
    pub head: String,
    /// What it is about.
    pub address: String,
    /// Whether the clone ends before the history does.
    pub cut_off: bool,
    /// The values, by environment and path.
    pub leaves: Vec<Blamed>,
}

/// A value and the commit that made it what it is.
#[derive(Clone, Debug)]
pub struct Blamed {
    /// The environment.
    pub address: EnvironmentAddress,
    /// Where in it.
    pub path: Path,
    /// The value.
    pub leaf: Leaf,
    /// What writes it.
    pub place: Option<Position>,
    /// The commit.
    pub commit: Commit,
    /// Whether the value may be older, because a shallow clone ends at that commit.
    pub or_earlier: bool,
}
