//! What only the history knows.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::source::RepoPath;

/// What the history says of a change, of its approvals, and of staging.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Who made the change, by [`identity`](crate::model::identity); `None` if that is not known.
    pub makers: Option<BTreeSet<String>>,
    /// Who committed each approval that may count, by its file.
    pub approvals: BTreeMap<RepoPath, Commitment>,
    /// What staging ran before the change, by instance.
    pub trials: BTreeMap<String, Trial>,
}

/// Who brought a file into the history as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commitment {
    /// The people of the commit that wrote it last, by [`identity`](crate::model::identity).
    By(BTreeSet<String>),
    /// It is not committed, or the history was cut off before it was.
    Unknown,
}

/// What a staging environment ran on the main line, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Each release from when until when.
    pub runs: Vec<Run>,
    /// Whether the history was cut off before its beginning.
    pub cut_off: bool,
}

/// A time in which the main line said of staging that it runs a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The release, as it is written.
    pub release: String,
    /// When the main line came to say so.
    pub since: Timestamp,
    /// When it came to say otherwise; `None` if it still says so.
    pub until: Option<Timestamp>,
    /// The commit that said so first, in short.
    pub commit: String,
}

impl Run {
    /// How long it has lasted at an instant; never less than nothing.
    pub fn lasted(&self, instant: Timestamp) -> SignedDuration {
        let end = self.until.map_or(instant, |until| until.min(instant));
        end.duration_since(self.since).max(SignedDuration::ZERO)
    }
}

impl Trial {
    /// The longest run of a release until an instant.
    pub fn longest(&self, release: &str, instant: Timestamp) -> Option<&Run> {
        let runs = self.runs.iter().filter(|run| run.release == release);
        runs.filter(|run| run.since <= instant)
            .max_by_key(|run| run.lasted(instant))
    }
}
