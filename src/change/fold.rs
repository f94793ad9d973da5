//! The same change in many environments, told once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Action, Change, EnvironmentChange, Plan, Risk};

/// Changes that are exactly the same in each of some environments, and in no other. Only where they are written may
/// differ.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// The environments, by address; at least one.
    pub members: Vec<&'a EnvironmentChange>,
    /// The changes by path; of each, the one of every member, in the order of `members`.
    pub changes: Vec<Vec<&'a Change>>,
}

impl<'a> Group<'a> {
    /// Environments with the same changes at the same places.
    fn whole(members: Vec<&'a EnvironmentChange>) -> Self {
        let of_all = |index: usize| members.iter().map(|member| &member.changes[index]).collect();
        Self {
            changes: (0..members[0].changes.len()).map(of_all).collect(),
            members,
        }
    }

    /// What happens to each of the environments.
    pub fn action(&self) -> Action {
        self.members[0].action
    }

    /// The highest risk of the changes.
    pub fn risk(&self) -> Risk {
        let risks = self.changes.iter().map(|same| same[0].verdict.risk);
        risks.max().unwrap_or(Risk::Low)
    }
}

impl Plan {
    /// Every change of the plan once, with all environments in which it is the same; the riskiest first, then what
    /// touches production, then by address. An environment that comes or goes stands with those that are wholly the
    /// same.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let mut groups = self.shared();
        groups.extend(self.whole());
        groups.sort_by_cached_key(|group| {
            let production = group.members.iter().any(|member| member.is_production());
            (
                Reverse(group.risk()),
                !production,
                group.members[0].address.clone(),
            )
        });
        groups
    }

    /// The changes of environments that stay, by the environments that share them.
    fn shared(&self) -> Vec<Group<'_>> {
        let mut places: BTreeMap<_, (Vec<usize>, Vec<&Change>)> = BTreeMap::new();
        for (index, environment) in self.environments.iter().enumerate() {
            if environment.action != Action::Update {
                continue;
            }
            for change in &environment.changes {
                let same = (&change.path, &change.before, &change.after, change.guardrail_used);
                let (members, changes) = places.entry(same).or_default();
                members.push(index);
                changes.push(change);
            }
        }
        let mut groups: BTreeMap<Vec<usize>, Vec<Vec<&Change>>> = BTreeMap::new();
        for (members, changes) in places.into_values() {
            groups.entry(members).or_default().push(changes);
        }
        let group = |(members, changes): (Vec<usize>, _)| Group {
            members: members
                .into_iter()
                .map(|index| &self.environments[index])
                .collect(),
            changes,
        };
        groups.into_iter().map(group).collect()
    }

    /// The environments that come or go.
    fn whole(&self) -> Vec<Group<'_>> {
        let mut same: BTreeMap<_, Vec<&EnvironmentChange>> = BTreeMap::new();
        for environment in &self.environments {
            if environment.action == Action::Update {
                continue;
            }
            let leaves = environment.changes.iter();
            let leaves: Vec<_> = leaves
                .map(|change| (&change.path, &change.before, &change.after))
                .collect();
            let key = (
                environment.action,
                environment.risk(),
                environment.guardrail,
                leaves,
            );
            same.entry(key).or_default().push(environment);
        }
        same.into_values().map(Group::whole).collect()
    }
}
