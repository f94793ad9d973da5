//! From two sides to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::class::{self, Verdict};
use super::difference::{Edit, difference};
use super::effective::Effective;
use super::ground::thaws;
use super::{
    Action, Change, Digest, EnvironmentChange, Leaf, Passed, Plan, Radius, Side, Upgrade, Weakening, digest,
    guardrail,
};
use crate::model::{EnvironmentAddress, EnvironmentKind, Fleet};
use crate::release::{Breaking, Catalog, Version};

/// Compares two fleets. Instances are the same if their ids are, environments if their kinds are.
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Plan {
    let comparison = Comparison {
        before: Effective::all(before),
        after: Effective::all(after),
        catalog: after.catalog.or(before.catalog),
        fleets: [before.fleet, after.fleet],
    };
    let environments = comparison.environments();
    let (digest_before, digest_after) = comparison.digests(&environments);
    Plan {
        as_of: after.as_of,
        digest: digest::changes(environments.iter().flat_map(|environment| &environment.changes)),
        left_out: BTreeSet::new(),
        before: digest_before,
        after: digest_after,
        reading: after.fleet.settings.window_reading,
        unusual: after.fleet.settings.unusual_readings(),
        radius: comparison.radius(&environments),
        environments,
    }
}

struct Comparison<'a> {
    before: BTreeMap<EnvironmentAddress, Effective<'a>>,
    after: BTreeMap<EnvironmentAddress, Effective<'a>>,
    catalog: Option<&'a Catalog>,
    /// The instances as they were, and as they are now.
    fleets: [&'a Fleet; 2],
}

impl<'a> Comparison<'a> {
    fn addresses(&self) -> BTreeSet<&EnvironmentAddress> {
        self.before.keys().chain(self.after.keys()).collect()
    }

    fn environments(&self) -> Vec<EnvironmentChange> {
        let addresses = self.addresses();
        let changes = addresses.into_iter().map(|address| self.environment(address));
        changes.flatten().collect()
    }

    fn environment(&self, address: &EnvironmentAddress) -> Option<EnvironmentChange> {
        let (before, after) = (self.before.get(address), self.after.get(address));
        if before == after {
            return None;
        }
        let action = match (before, after) {
            (None, _) => Action::Create,
            (Some(_), None) => Action::Delete,
            (Some(_), Some(_)) => Action::Update,
        };
        let edits = difference(
            &before.map(Effective::borrowed).unwrap_or_default(),
            &after.map(Effective::borrowed).unwrap_or_default(),
        );
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
            side.as_ref().is_some_and(|leaf| !leaf.is_frame())
        });
        Some(EnvironmentChange {
            address: address.clone(),
            action,
            plan: shown.plan,
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
        let (verdict, guardrail): (Verdict, Option<Weakening>) = match environment {
            Action::Create => (class::added(address.kind), None),
            Action::Delete => (class::removed(address.kind), None),
            Action::Update => (
                class::classify(edit, &breaking),
                guardrail::weakening(edit, all).filter(|weakening| self.is_weaker(*weakening, address)),
            ),
        };
        Change {
            address: address.clone(),
            path: edit.path.clone(),
            action: action(edit),
            before: edit.before.clone(),
            after: edit.after.clone(),
            origin_before: edit.origin_before,
            origin_after: edit.origin_after,
            told_below: edit.told_below,
            verdict,
            guardrail,
            guardrail_used: false,
            releases,
        }
    }

    /// Whether all of a guardrail is weaker when a part of it is: a freeze that went may be covered by another.
    fn is_weaker(&self, weakening: Weakening, address: &EnvironmentAddress) -> bool {
        let [before, after] = self.fleets.map(|fleet| fleet.freezes(address));
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
            ..address.clone()
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
            environments
                .iter()
                .filter(|environment| environment.action == action)
                .count()
        };
        let touched = environments
            .iter()
            .filter(|environment| environment.is_production());
        Radius {
            total: addresses.len(),
            production: addresses.iter().filter(|address| is_production(address)).count(),
            added: count(Action::Create),
            changed: count(Action::Update),
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
