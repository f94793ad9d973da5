//! A comparison of two fleets, as plain data.

use std::collections::BTreeSet;

use serde::Serialize;

use super::class::Verdict;
use super::digest;
use super::policy::Concession;
use super::{Digest, Leaf, Loss, Lost, Path, Profile, Rename, Risk, Upgrade, Weakening};
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
    /// What the repository no longer demands of itself, by subject.
    pub concessions: Vec<Concession>,
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
    /// How many are there on both sides under different names. Each counts as one environment.
    pub renamed: usize,
    /// How many go.
    pub removed: usize,
    /// How many of those that come, change, get another name or go are for production.
    pub production_touched: usize,
}

impl Radius {
    /// How many environments come, change or go.
    pub fn touched(&self) -> usize {
        self.added + self.changed + self.renamed + self.removed
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
    /// Which one; by its name of now, if it is there now.
    pub address: EnvironmentAddress,
    /// What it was called before, if its instance got another name.
    pub renamed_from: Option<EnvironmentAddress>,
    /// Whether it comes, changes or goes.
    pub action: Action,
    /// The name of its plan; the one before if the environment goes.
    pub plan: &'static str,
    /// Who and what it is.
    pub profile: Profile,
    /// The release that it leaves, if that was taken back.
    pub leaves_withdrawn: Option<String>,
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
    /// If this is another name of the same instance or element: the one before, and why it is the same.
    pub renamed: Option<Rename>,
    /// What wrote `before`.
    pub origin_before: Option<Span>,
    /// What wrote `after`.
    pub origin_after: Option<Span>,
    /// The line that changed, if it is neither of those: they compute or choose the value and stay as they were.
    pub cause: Option<Cause>,
    /// Whether the changes below say the same: a record or list came or went together with its parts.
    pub told_below: bool,
    /// Its class, its risk, and what decided them.
    pub verdict: Verdict,
    /// The guardrail that it makes weaker.
    pub guardrail: Option<Weakening>,
    /// Whether the same environment makes use of the weaker guardrail: its release changes, too.
    pub guardrail_used: bool,
    /// How it may lose data.
    pub loss: Option<Loss>,
    /// The releases on the way from `before` to `after`, without the first, from the lowest.
    pub releases: Vec<Passed>,
}

/// The line by which a value became another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is new or changed in what is there now.
    Written(Span),
    /// It was in what was there before, and is gone.
    Gone(Span),
}

impl Cause {
    /// The line.
    pub fn span(self) -> Span {
        match self {
            Self::Written(span) | Self::Gone(span) => span,
        }
    }
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

impl Change {
    /// A name for exactly this change: the same wherever it is written, and another for any other change.
    pub fn id(&self) -> String {
        let digest = digest::changes([self]).to_string();
        format!("c-{}", &digest["sha256:".len()..][..12])
    }
}

impl EnvironmentChange {
    /// The highest risk of its changes.
    pub fn risk(&self) -> Risk {
        let risks = self.changes.iter().map(|change| change.verdict.risk);
        risks.max().unwrap_or(Risk::Low)
    }

    /// What it was called before; the same unless its instance got another name.
    pub fn former(&self) -> &EnvironmentAddress {
        self.renamed_from.as_ref().unwrap_or(&self.address)
    }

    /// Whether it is in a scope, by its name of now or the one before.
    pub fn is_in(&self, scope: impl Fn(&EnvironmentAddress) -> bool) -> bool {
        scope(&self.address) || scope(self.former())
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

    /// What may be lost by it, by address and place. What follows from the rendered objects is not known here.
    pub fn losses(&self) -> Vec<Lost> {
        let mut losses = Vec::new();
        for environment in &self.environments {
            let address = &environment.address;
            if environment.action == Action::Delete {
                losses.push(Lost {
                    address: address.clone(),
                    subject: "environment".to_owned(),
                    loss: Loss::EnvironmentRemoved,
                });
            }
            losses.extend(environment.changes.iter().filter_map(|change| {
                Some(Lost {
                    address: address.clone(),
                    subject: change.path.to_string(),
                    loss: change.loss?,
                })
            }));
        }
        losses
    }

    /// The same plan with some of its changes only. Digests and the radius stay those of the whole.
    pub fn select(
        &self,
        environments: impl Fn(&EnvironmentChange) -> bool,
        changes: impl Fn(&Change) -> bool,
    ) -> Self {
        let narrowed = |environment: &EnvironmentChange| {
            let kept = environment.changes.iter().filter(|change| changes(change));
            EnvironmentChange {
                changes: kept.cloned().collect(),
                ..environment.clone()
            }
        };
        let kept = self
            .environments
            .iter()
            .filter(|environment| environments(environment));
        let kept = kept
            .map(narrowed)
            .filter(|environment| !environment.changes.is_empty());
        Self {
            environments: kept.collect(),
            ..self.clone()
        }
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
    /// whatever else does, and the repository concedes the same. Of all environments together it is that of the plan.
    /// An environment that got another name is in a scope under either.
    pub fn digest_of(&self, scope: impl Fn(&EnvironmentAddress) -> bool) -> Digest {
        let inside = self.environments.iter();
        let inside = inside.filter(|environment| environment.is_in(&scope));
        let digest = digest::changes(inside.flat_map(|environment| &environment.changes));
        let digest = digest::conceding(digest, &self.concessions);
        match self.left_out.is_empty() {
            true => digest,
            false => digest::incomplete(digest, &self.left_out),
        }
    }

    /// The digest of the changes of one environment.
    pub fn digest_of_one(&self, address: &EnvironmentAddress) -> Digest {
        self.digest_of(|other| other == address)
    }

    /// Whether an environment that changes is there on both sides, under the same name.
    pub fn keeps(&self, address: &EnvironmentAddress) -> bool {
        let found = self
            .environments
            .iter()
            .find(|environment| environment.address == *address);
        found.is_some_and(|found| found.action == Action::Update && found.renamed_from.is_none())
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.environments.is_empty()
    }

    /// How many guardrails are weaker, over all environments and in the repository itself.
    pub fn guardrails(&self) -> usize {
        let counts = self
            .environments
            .iter()
            .map(|environment| environment.guardrails().count());
        counts.sum::<usize>() + self.concessions.len()
    }
}
