//! From two sides to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use super::align::{Names, aligned};
use super::boundary::{Boundaries, ISOLATION};
use super::difference::{Edit, difference};
use super::effective::Effective;
use super::ground::thaws;
use super::judge;
use super::loss::loss;
use super::policy::concessions;
use super::{
    Action, Change, Digest, EnvironmentChange, Leaf, Passed, Plan, Profile, Radius, Side, Upgrade, Weakening,
    digest,
};
use crate::model::{EnvironmentAddress, EnvironmentKind, Fleet};
use crate::release::{Breaking, Catalog, Version};

/// Compares two fleets. Instances are the same if their ids are, or if one holds so much of what the other held that
/// it got another id; environments are the same if their kinds are.
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Plan {
    let comparison = Comparison::new(
        [Effective::all(before), Effective::all(after)],
        after.catalog.or(before.catalog),
        [before.fleet, after.fleet],
    );
    let environments = comparison.environments();
    let (digest_before, digest_after) = comparison.digests(&environments);
    let concessions = concessions(before.fleet, after.fleet);
    let changes = digest::changes(environments.iter().flat_map(|environment| &environment.changes));
    Plan {
        as_of: after.as_of,
        digest: digest::conceding(changes, &concessions),
        left_out: BTreeSet::new(),
        before: digest_before,
        after: digest_after,
        reading: after.fleet.settings.window_reading,
        unusual: after.fleet.settings.unusual_readings(),
        radius: comparison.radius(&environments),
        environments,
        concessions,
    }
}

struct Comparison<'a> {
    before: BTreeMap<EnvironmentAddress, Effective<'a>>,
    after: BTreeMap<EnvironmentAddress, Effective<'a>>,
    /// The instances that got another id.
    names: Names,
    catalog: Option<&'a Catalog>,
    /// The instances as they were, and as they are now.
    fleets: [&'a Fleet; 2],
    /// What they share, on either side.
    boundaries: [Boundaries<'a>; 2],
}

impl<'a> Comparison<'a> {
    fn new(
        [before, after]: [BTreeMap<EnvironmentAddress, Effective<'a>>; 2],
        catalog: Option<&'a Catalog>,
        fleets: [&'a Fleet; 2],
    ) -> Self {
        Self {
            names: aligned(&before, &after),
            before,
            after,
            catalog,
            fleets,
            boundaries: fleets.map(Boundaries::of),
        }
    }

    /// Every environment of either side, by its name of now if it is there now.
    fn addresses(&self) -> BTreeSet<&EnvironmentAddress> {
        let moved = |address: &&EnvironmentAddress| {
            let now = self.names.after(address);
            now.is_some_and(|now| self.after.contains_key(&now))
        };
        let before = self.before.keys().filter(|address| !moved(address));
        before.chain(self.after.keys()).collect()
    }

    fn environments(&self) -> Vec<EnvironmentChange> {
        let addresses = self.addresses();
        let changes = addresses.into_iter().map(|address| self.environment(address));
        changes.flatten().collect()
    }

    fn environment(&self, address: &EnvironmentAddress) -> Option<EnvironmentChange> {
        let former = self.names.before(address);
        let renamed_from = former.filter(|former| self.before.contains_key(former));
        let before = self.before.get(renamed_from.as_ref().unwrap_or(address));
        let after = self.after.get(address);
        if before == after && renamed_from.is_none() {
            return None;
        }
        let action = match (before, after) {
            (None, _) => Action::Create,
            (Some(_), None) => Action::Delete,
            (Some(_), Some(_)) => Action::Update,
        };
        let mut edits = difference(
            &before.map(Effective::borrowed).unwrap_or_default(),
            &after.map(Effective::borrowed).unwrap_or_default(),
        );
        if let (Some(before), Some(after), Some(_)) = (before, after, &renamed_from) {
            let name = self.names.edit(&address.instance, [before.id, after.id]);
            let at = edits.partition_point(|edit| edit.path < name.path);
            edits.insert(at, name);
        }
        if edits.is_empty() && action == Action::Update {
            return None;
        }
        let shown = after.or(before)?;
        let changed = edits.iter().filter(|edit| {
            let side = if after.is_some() {
                &edit.after
            } else {
                &edit.before
            };
            edit.renamed.is_none() && side.as_ref().is_some_and(|leaf| !leaf.is_frame())
        });
        Some(EnvironmentChange {
            address: address.clone(),
            renamed_from,
            action,
            plan: shown.plan,
            leaves_withdrawn: self.leaves_withdrawn(&edits),
            profile: Profile::new(shown),
            unchanged: shown.size().saturating_sub(changed.count()),
            changes: self.changes(address, action, &edits),
            guardrail: self.staging_lost(address, action),
            upgrade: match action {
                Action::Update => edits.iter().find_map(|edit| self.upgrade(address, edit)),
                Action::Create | Action::Delete => None,
            },
        })
    }

    fn changes(&self, address: &EnvironmentAddress, action: Action, edits: &[Edit]) -> Vec<Change> {
        let mut changes: Vec<Change> = edits
            .iter()
            .map(|edit| self.change(address, action, edit, edits))
            .collect();
        let moves = |change: &Change| action == Action::Update && change.path.fields() == ["release"];
        if changes.iter().any(moves) {
            for change in &mut changes {
                change.guardrail_used = change.guardrail.is_some_and(Weakening::eases_rollout);
                if change.guardrail_used {
                    change.verdict.make_use();
                }
            }
        }
        changes
    }

    fn change(&self, address: &EnvironmentAddress, environment: Action, edit: &Edit, all: &[Edit]) -> Change {
        let releases = match environment {
            Action::Update if edit.path.fields() == ["release"] => self.releases(edit),
            Action::Update | Action::Create | Action::Delete => Vec::new(),
        };
        let breaking: Vec<Breaking> = releases.iter().map(|release| release.breaking).collect();
        let (mut verdict, guardrail): (Verdict, Option<Weakening>) = match environment {
            Action::Create => (judge::added(address.kind), None),
            Action::Delete => (judge::removed(address.kind), None),
            Action::Update if edit.path.fields() == ["id"] => (judge::renamed(address.kind), None),
            Action::Update => judge::judge(edit, all, &breaking, |weakening| {
                self.is_weaker(weakening, address)
            }),
        };
        if let Some(reason) = self.isolation(edit).filter(|_| environment == Action::Update) {
            verdict.because(reason);
        }
        Change {
            address: address.clone(),
            path: edit.path.clone(),
            action: action(edit),
            before: edit.before.clone(),
            after: edit.after.clone(),
            renamed: edit.renamed.clone(),
            origin_before: edit.origin_before,
            origin_after: edit.origin_after,
            cause: None,
            told_below: edit.told_below,
            verdict,
            guardrail,
            guardrail_used: false,
            loss: match environment {
                Action::Update => loss(edit),
                Action::Create | Action::Delete => None,
            },
            releases,
        }
    }

    /// Who shares what an environment came to share, or who did.
    fn isolation(&self, edit: &Edit) -> Option<String> {
        let fields = edit.path.fields();
        let [ISOLATION, label] = fields[..] else {
            return None;
        };
        let [before, after] = [&edit.before, &edit.after].map(|leaf| leaf.as_ref().and_then(Leaf::text));
        let sharers = |side: usize, name: &str| self.boundaries[side].sharers(label, name);
        match (before, after) {
            (_, Some(name)) => Some(format!("the {label} is shared by {}", sharers(1, name)?)),
            (Some(name), None) => Some(format!("the {label} was shared by {}", sharers(0, name)?)),
            (None, None) => None,
        }
    }

    /// The release that an environment leaves, if it was taken back.
    fn leaves_withdrawn(&self, edits: &[Edit]) -> Option<String> {
        let edit = edits.iter().find(|edit| edit.path.fields() == ["release"])?;
        let left = edit.before.as_ref()?.text()?;
        let withdrawn = self.catalog?.withdrawn(&left.parse::<Version>().ok()?).is_some();
        (withdrawn && edit.after.is_some()).then(|| left.to_owned())
    }

    /// Whether all of a guardrail is weaker when a part of it is: a freeze that went may be covered by another.
    fn is_weaker(&self, weakening: Weakening, address: &EnvironmentAddress) -> bool {
        let former = self.names.before(address);
        let before = self.fleets[0].freezes(former.as_ref().unwrap_or(address));
        let after = self.fleets[1].freezes(address);
        weakening != Weakening::FreezeShortened || thaws(before, after)
    }

    /// The releases between the two sides of an edit of a release; none for a step back.
    fn releases(&self, edit: &Edit) -> Vec<Passed> {
        let (Some(from), Some(to), Some(catalog)) =
            (version(&edit.before), version(&edit.after), self.catalog)
        else {
            return Vec::new();
        };
        let between = catalog.between(&from, &to).into_iter();
        let passed = between.map(|(version, release)| Passed {
            version: version.to_string(),
            date: release.date,
            kind: release.kind,
            summary: release.summary.clone(),
            breaking: release.breaking,
        });
        passed.collect()
    }

    /// What an edit of a release means for the settings.
    fn upgrade(&self, address: &EnvironmentAddress, edit: &Edit) -> Option<Upgrade> {
        let (from, to) = (version(&edit.before)?, version(&edit.after)?);
        let declared = self.fleets[1].instances.get(&address.instance)?;
        Upgrade::new(from, to, declared).filter(|_| edit.path.fields() == ["release"])
    }

    /// A staging environment that goes while production stays.
    fn staging_lost(&self, address: &EnvironmentAddress, action: Action) -> Option<Weakening> {
        let production = EnvironmentAddress {
            kind: EnvironmentKind::Production,
            ..self.names.after(address).unwrap_or_else(|| address.clone())
        };
        let lost = action == Action::Delete
            && address.kind == EnvironmentKind::Staging
            && self.after.contains_key(&production);
        lost.then_some(Weakening::StagingRemoved)
    }

    /// The digests of both sides. What is the same is only encoded once.
    fn digests(&self, changed: &[EnvironmentChange]) -> (Digest, Digest) {
        let changed: BTreeSet<&EnvironmentAddress> =
            changed.iter().map(|environment| &environment.address).collect();
        let before: BTreeMap<_, _> = self
            .before
            .iter()
            .map(|(address, effective)| (address, effective.digest()))
            .collect();
        let after = self.after.iter().map(|(address, effective)| {
            let same = before.get(address).filter(|_| !changed.contains(address));
            (address, same.copied().unwrap_or_else(|| effective.digest()))
        });
        let after = digest::fleet(after);
        (
            digest::fleet(before.iter().map(|(address, digest)| (*address, *digest))),
            after,
        )
    }

    fn radius(&self, environments: &[EnvironmentChange]) -> Radius {
        let addresses = self.addresses();
        let is_production = |address: &&EnvironmentAddress| address.kind == EnvironmentKind::Production;
        let count = |action| {
            let same = environments
                .iter()
                .filter(|environment| environment.action == action);
            same.filter(|environment| environment.renamed_from.is_none())
                .count()
        };
        let renamed = environments
            .iter()
            .filter(|environment| environment.renamed_from.is_some());
        let touched = environments
            .iter()
            .filter(|environment| environment.is_production());
        Radius {
            total: addresses.len(),
            production: addresses.iter().filter(|address| is_production(address)).count(),
            added: count(Action::Create),
            changed: count(Action::Update),
            renamed: renamed.count(),
            removed: count(Action::Delete),
            production_touched: touched.count(),
        }
    }
}

/// The release that a leaf names.
fn version(leaf: &Option<Leaf>) -> Option<Version> {
    leaf.as_ref()?.text()?.parse().ok()
}

/// An optional value that comes or goes is a leaf that comes or goes.
fn action(edit: &Edit) -> Action {
    let nothing = |leaf: &Option<Leaf>| matches!(leaf, None | Some(Leaf::Absent));
    match (nothing(&edit.before), nothing(&edit.after)) {
        (true, _) => Action::Create,
        (false, true) => Action::Delete,
        (false, false) => Action::Update,
    }
}

#[cfg(test)]
#[path = "law.rs"]
mod law;
