//! Rules of rollouts: freezes, approvals, and schedules that can be kept.

mod approval;
mod approved;
mod clock;
mod freeze;
mod schedule;

pub(super) use {approval::APPROVAL, approved::APPROVED, clock::CLOCK, freeze::FREEZE, schedule::SCHEDULE};

use super::{Context, Place, quote};
use crate::model::{EnvironmentAddress, EnvironmentKind, is_about};

/// What is wrong with a pattern of a scope: the message and what is expected.
fn pattern_flaw(context: &Context<'_>, pattern: &str) -> Option<(Severe, String)> {
    let kind = pattern.split_once('/').map(|(_, kind)| kind);
    let is_kind = |kind: &str| kind.contains('*') || kind.parse::<EnvironmentKind>().is_ok();
    if pattern.trim().is_empty() || kind.is_some_and(|kind| !is_kind(kind)) {
        return Some((Severe::Form, format!("{} names no environment", quote(pattern))));
    }
    let fleet = context.fleet;
    let readable = fleet.environments().map(|environment| environment.address);
    // What cannot be read may have either.
    let unread = fleet.unread.iter().flat_map(|id| {
        [EnvironmentKind::Production, EnvironmentKind::Staging].map(|kind| EnvironmentAddress {
            instance: id.clone(),
            kind,
        })
    });
    let matched = readable.chain(unread).any(|address| is_about(pattern, &address));
    (!matched).then(|| {
        (
            Severe::Nothing,
            format!("no environment matches {}", quote(pattern)),
        )
    })
}

/// What kind of flaw a pattern has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Severe {
    /// It can match nothing.
    Form,
    /// It matches nothing here.
    Nothing,
}

/// What a pattern should be.
const PATTERN: &str = "an address such as `acme/production`, `*/staging`, or `acme` for all of an instance";

/// The place of a pattern of a scope.
fn nth(place: impl Fn(&str) -> Place, index: usize) -> Place {
    place(&format!("scope.{index}"))
}
