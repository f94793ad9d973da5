//! A comparison of two fleets, as plain data.

use std::collections::BTreeSet;

use serde::Serialize;

use super::class::Verdict;
use super::digest;
use super::{Digest, Leaf, Path, Risk, Upgrade, Weakening};
use crate::model::{Date, EnvironmentAddress, EnvironmentKind, UnusualReading, WindowReading};
use crate::release::{Breaking, ReleaseKind};
use crate::source::Span;

/// What changes from one fleet to another, environment by environment.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The day by which `after` was judged.
    pub as_of: Date,
    /// The digest of the changes: the same for the same changes, wherever and however they are written.
    pub digest: Digest,
    /// The digest of what the fleet came to before.
    pub before: Digest,
    /// The digest of what it comes to now; the same as before if and only if nothing changes.
    pub after: Digest,
    /// How the hours of the agreement are read now.
    pub reading: WindowReading,
    /// How other things that the plans leave open are read now, where that is not usual.
    pub unusual: Vec<UnusualReading>,
    /// The environments that change, by address.
    pub environments: Vec<EnvironmentChange>,
    /// The instances that were left out, because they could not be read on a side.
    pub left_out: BTreeSet<String>,
    /// How far the changes reach.
    pub radius: Radius,
}

/// How far changes reach, counted over the environments that are on either side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Radius {
    /// How many environments there are.
    pub total: usize,
    /// How many of them are for production.
    pub production: usize,
    /// How many come.
    pub added: usize,
    /// How many are there on both sides and change.
    pub changed: usize,
    /// How many go.
    pub removed: usize,
    /// How many of those that come, change or go are for production.
    pub production_touched: usize,
}

impl Radius {
    /// How many environments come, change or go.
    pub fn touched(&self) -> usize {
        self.added + self.changed + self.removed
    }
}

/// What happens to an environment or a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It comes.
    Create,
    /// It becomes another.
    Update,
    /// It goes.
    Delete,
}

/// Everything that changes in one environment.
#[derive(Clone, Debug)]
pub struct EnvironmentChange {
    /// Which one.
    pub address: EnvironmentAddress,
    /// Whether it comes, changes or goes.
    pub action: Action,
    /// The name of its plan; the one before if the environment goes.
    pub plan: &'static str,
    /// The changes, by path.
    pub changes: Vec<Change>,
    /// How many of its values stay as they were.
    pub unchanged: usize,
    /// The guardrail that is weaker because the environment itself goes.
    pub guardrail: Option<Weakening>,
    /// What its step to a higher release means for its settings.
    pub upgrade: Option<Upgrade>,
}

/// One leaf that changes.
#[derive(Clone, Debug)]
pub struct Change {
    /// The environment.
    pub address: EnvironmentAddress,
    /// The place in it, such as `rollout.gate.approvals`.
    pub path: Path,
    /// What happens.
    pub action: Action,
    /// What was there; `None` if there was no such place.
    pub before: Option<Leaf>,
    /// What is there now.
    pub after: Option<Leaf>,
    /// What wrote `before`.
    pub origin_before: Option<Span>,
    /// What wrote `after`.
    pub origin_after: Option<Span>,
    /// Whether the changes below say the same: a record or list came or went together with its parts.
    pub told_below: bool,
    /// Its class, its risk, and what decided them.
    pub verdict: Verdict,
    /// The guardrail that it makes weaker.
    pub guardrail: Option<Weakening>,
    /// Whether the same environment makes use of the weaker guardrail: its release changes, too.
    pub guardrail_used: bool,
    /// The releases on the way from `before` to `after`, without the first, from the lowest.
    pub releases: Vec<Passed>,
}

/// A release on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Its number.
    pub version: String,
    /// The day of its publication.
    pub date: Date,
    /// Feature release or patch.
    pub kind: ReleaseKind,
    /// The main topics of its notes.
    pub summary: String,
    /// Whether it breaks something that worked.
    pub breaking: Breaking,
}

impl EnvironmentChange {
    /// The highest risk of its changes.
    pub fn risk(&self) -> Risk {
        let risks = self.changes.iter().map(|change| change.verdict.risk);
        risks.max().unwrap_or(Risk::Low)
    }

    /// Every guardrail that is weaker, the environment's own first.
    pub fn guardrails(&self) -> impl Iterator<Item = Weakening> {
        let of_changes = self.changes.iter().filter_map(|change| change.guardrail);
        self.guardrail.into_iter().chain(of_changes)
    }

    /// Whether it is, or was, for production.
    pub fn is_production(&self) -> bool {
        self.address.kind == EnvironmentKind::Production
    }
}

impl Plan {
    /// Every leaf change, by address and path.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.environments
            .iter()
            .flat_map(|environment| &environment.changes)
    }

    /// Says that instances were left out, because they could not be read on a side. The digest becomes another, so
    /// that nobody approves by it what nobody has seen.
    pub fn leave_out(&mut self, instances: &BTreeSet<String>) {
        if !instances.is_empty() {
            self.digest = digest::incomplete(self.digest, instances);
            self.left_out.clone_from(instances);
        }
    }

    /// The digest of the changes in some environments alone: the same for as long as these change in the same way,
    /// whatever else does. Of all environments together it is that of the plan.
    pub fn digest_of(&self, scope: impl Fn(&EnvironmentAddress) -> bool) -> Digest {
        let inside = self.environments.iter();
        let inside = inside.filter(|environment| scope(&environment.address));
        let digest = digest::changes(inside.flat_map(|environment| &environment.changes));
        match self.left_out.is_empty() {
            true => digest,
            false => digest::incomplete(digest, &self.left_out),
        }
    }

    /// The digest of the changes of one environment.
    pub fn digest_of_one(&self, address: &EnvironmentAddress) -> Digest {
        self.digest_of(|other| other == address)
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.environments.is_empty()
    }

    /// How many guardrails are weaker, over all environments.
    pub fn guardrails(&self) -> usize {
        let counts = self
            .environments
            .iter()
            .map(|environment| environment.guardrails().count());
        counts.sum()
    }
}
