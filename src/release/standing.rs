//! Where an environment stands with its release: how far behind, how well supported, and until when.

use serde::Serialize;

use super::Version;
use crate::model::Date;

/// Where an environment stands with its release on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it runs: the release that is written down, or under SaaS the one that its last window brought.
    /// `None` if no such release was there on that day, or its number was taken back.
    pub release: Option<Version>,
    /// The highest release of that day.
    pub newest: Option<Version>,
    /// How many feature releases are higher than its own.
    pub features_behind: usize,
    /// For how many days a higher number has been there.
    pub days_behind: u64,
    /// How well it is supported.
    pub support: Support,
    /// The next day on which something ends; a day that has passed was missed.
    pub deadline: Option<Deadline>,
    /// The day of the window that brings SaaS to the newest release; `None` if it runs that already.
    pub rollout: Option<Date>,
}

/// How well an environment's release is supported; ordered from what needs the least attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Support {
    /// It is the newest.
    Supported,
    /// A higher one is there, and extended support for this one has been agreed and goes on.
    Extended,
    /// A higher one is there, and the upgrade window is open.
    EndOfLife,
    /// There is no such release, or it was taken back: nobody knows what would mend it.
    Unknown,
    /// Upgrade window and extended support are over.
    Overdue,
}

/// A last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline {
    /// The last day on which it still holds.
    pub day: Date,
    /// What ends.
    pub end: End,
}

/// What ends on the day of a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// The time for moving to a higher release.
    UpgradeWindow,
    /// The support of a release beyond its end of life.
    ExtendedSupport,
    /// The agreement with the customer.
    Agreement,
}

impl Support {
    /// In two words at most, for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Extended => "extended support",
            Self::EndOfLife => "end of life",
            Self::Unknown => "unknown",
            Self::Overdue => "overdue",
        }
    }
}

impl End {
    /// What ends, for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UpgradeWindow => "upgrade window",
            Self::ExtendedSupport => "extended support",
            Self::Agreement => "agreement",
        }
    }
}

impl Deadline {
    /// How many days are left on `day`: 0 on the last day itself, less than that once it has passed.
    pub fn days_left(&self, day: Date) -> i64 {
        day.days_until(self.day)
    }
}

impl Standing {
    /// How urgent it is, the smallest first: what is overdue, then what is unknown, then by the day of the next
    /// deadline, and what has none last.
    pub fn urgency(&self) -> (u8, Option<Date>) {
        let rank = match (self.support, &self.deadline) {
            (Support::Overdue, _) => 0,
            (Support::Unknown, _) => 1,
            (_, Some(_)) => 2,
            (_, None) => 3,
        };
        (rank, self.deadline.map(|deadline| deadline.day))
    }
}
