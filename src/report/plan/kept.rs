//! The values around a change that stay as they are.

use std::collections::BTreeMap;

use super::block::Kept;
use super::sheet::NAME;
use super::text::{line, short};
use super::{Context, Review};
use crate::change::{Action, EnvironmentChange, Group, Holding, Leaf, Path};

/// Where the values stand that tell an environment apart.
const IDENTITY: [&[&str]; 2] = [&["customer", "name"], &["release"]];

/// What tells the environments of a group apart, as far as it is the same in all and stays.
pub(super) fn identity(group: &Group<'_>, review: &Review<'_>) -> Vec<Kept> {
    if group.action() != Action::Update || review.view.context == Context::None {
        return Vec::new();
    }
    let values = |environment: &EnvironmentChange| {
        let profile = &environment.profile;
        let name = short(&Leaf::Text(profile.customer.clone()));
        [
            Some(name),
            profile.release.as_ref().map(|release| line(release, NAME)),
        ]
    };
    let first = values(group.members[0]);
    let mut rows = Vec::new();
    for (at, (fields, value)) in IDENTITY.iter().zip(first).enumerate() {
        let stays = |member: &&EnvironmentChange| {
            let changes = &whole(member, review).changes;
            values(member)[at] == value && !changes.iter().any(|change| change.path.fields() == **fields)
        };
        if let Some(value) = value.clone().filter(|_| group.members.iter().all(stays)) {
            let path = fields.join(".");
            rows.push(Kept { path, value });
        }
    }
    rows
}

/// The other values that are the same in all environments of a group and stay, if they are to be shown.
pub(super) fn unchanged(group: &Group<'_>, review: &Review<'_>) -> Vec<Kept> {
    if group.action() != Action::Update || review.view.context != Context::Full {
        return Vec::new();
    }
    let mut members = group.members.iter();
    let of = |member: &EnvironmentChange| -> BTreeMap<&Path, &Leaf> {
        let leaves = stays(member, review).into_iter();
        leaves.map(|holding| (&holding.path, &holding.leaf)).collect()
    };
    let mut common = members.next().map(|first| of(first)).unwrap_or_default();
    for member in members {
        let other = of(member);
        common.retain(|path, leaf| other.get(path) == Some(leaf));
    }
    common.retain(|path, _| !IDENTITY.contains(&path.fields().as_slice()));
    let row = |(path, leaf): (&Path, &Leaf)| Kept {
        path: line(&path.container().to_string(), NAME),
        value: short(leaf),
    };
    common.into_iter().map(row).collect()
}

/// The leaves of an environment that stay as they are.
pub(super) fn stays<'a>(environment: &EnvironmentChange, review: &Review<'a>) -> Vec<&'a Holding> {
    let whole = whole(environment, review);
    let changed: Vec<&Path> = whole.changes.iter().map(|change| &change.path).collect();
    let holdings = review.holdings.get(&environment.address);
    let holdings = holdings.into_iter().flatten();
    holdings
        .filter(|holding| changed.binary_search(&&holding.path).is_err())
        .collect()
}

/// The same environment with all of its changes, also those that a filter hides.
fn whole<'a>(environment: &EnvironmentChange, review: &Review<'a>) -> &'a EnvironmentChange {
    let all = &review.plan.environments;
    let at = all.binary_search_by(|other| other.address.cmp(&environment.address));
    &all[at.expect("what is shown is part of the plan, whose environments are by address")]
}
