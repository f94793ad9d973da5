//! The single questions that a gate asks.

use serde::Serialize;

/// A question that a gate asks, a closed set, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Predicate {
    /// Nothing is wrong with the configuration of the environment.
    Configuration,
    /// The release is one that may run.
    Release,
    /// Enough people have approved.
    Approvals,
    /// Staging has run the release for long enough.
    StagingFirst,
    /// The window of the environment is open.
    Window,
    /// Rollouts are not frozen.
    Freeze,
}

impl Predicate {
    /// Its name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Release => "release",
            Self::Approvals => "approvals",
            Self::StagingFirst => "staging-first",
            Self::Window => "window",
            Self::Freeze => "freeze",
        }
    }
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was asked.
    pub predicate: Predicate,
    /// Whether it is so.
    pub passed: bool,
    /// Why, in one sentence without a full stop.
    pub reason: String,
}

impl Check {
    pub(super) fn new(predicate: Predicate, passed: bool, reason: impl Into<String>) -> Self {
        Self {
            predicate,
            passed,
            reason: reason.into(),
        }
    }
}
