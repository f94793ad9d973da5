//! The rules: each with a code, a page, its check and its tests in a file of its own.
//!
//! A rule is enforced in one of three ways. Most that say what a plan does not have are enforced by the types
//! of the model: what would break them cannot be written down, and [`by_type`] knows which rule is behind a
//! label that did not fit. The others check one snapshot of a fleet ([`check`]) or a change of it
//! ([`check_change`]). Everything is judged as of a day that is handed in.
//!
//! A check never stops at the first finding, and one mistake is spoken of by one rule: what [`R5`](ALL) cannot
//! read as a release the other rules pass over. This room knows neither Dhall nor rendering.

mod barrier;
mod place;
mod registry;
mod rule;

mod configuration;
mod limit;
mod name;
mod near;
mod operation;
mod plan;
mod release;
mod rollout;
mod setting;
mod tag;
mod waiver;

#[cfg(test)]
pub(crate) mod fixture;

pub use barrier::by_type;
pub use configuration::requests;
pub use name::duplicate_id;
pub use registry::{ALL, Row, rule, table};
pub use release::nearest_release;
pub use rule::{Barrier, Basis, Enforcement, Rule};
#[cfg(test)]
pub(crate) use setting::ldap_sample as fixture_ldap;
pub use setting::{OUTSIDE_OF_RELEASES, whereabouts};
pub use waiver::{Waived, waive};

use place::{Located, Place, count, quote};
use rule::rule;

use std::collections::BTreeSet;

use crate::change::Plan;
use crate::diagnostic::Diagnostic;
use crate::model::{Date, Fleet};
use crate::release::{Catalog, Clock, Version};

/// What is judged: a fleet, the releases that there are, and the day.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instances.
    pub fleet: &'a Fleet,
    /// The releases; `None` when the catalog could not be read, and then nothing is said about releases that
    /// are or are not in it.
    pub catalog: Option<&'a Catalog>,
    /// The day by which everything is judged.
    pub as_of: Date,
    /// The release that every environment is assumed to run; the instances say so already, where they name one.
    pub assumed: Option<&'a Version>,
}

impl<'a> Context<'a> {
    /// What follows from the releases that there are; `None` without a catalog.
    pub(crate) fn clock(&self) -> Option<Clock<'a>> {
        let clock = |catalog| Clock {
            catalog,
            settings: &self.fleet.settings,
            day: self.as_of,
        };
        self.catalog.map(clock)
    }
}

/// A change that is judged.
#[derive(Clone, Copy, Debug)]
pub struct Transition<'a> {
    /// What was there.
    pub before: Context<'a>,
    /// What is there now.
    pub after: Context<'a>,
    /// The requests that its commits name ([`requests`]); `None` if it is not committed yet.
    pub requests: Option<&'a [String]>,
    /// What changes in the environments; `None` if nobody compared them.
    pub plan: Option<&'a Plan>,
    /// Who made it, by [`identity`](crate::model::identity); `None` if it is not committed yet.
    pub makers: Option<&'a BTreeSet<String>>,
}

/// Everything that is wrong with one snapshot, in the order of the rules; what is waived is a note.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in ALL {
        if let Enforcement::Snapshot(check) = rule.enforcement {
            found.extend(check(context));
        }
    }
    let mut waived = waive(found, &context.fleet.waivers, context.as_of);
    // What an exception is needed for today may well be mended by the release.
    if context.assumed.is_none() {
        waived.findings.extend(waiver::unused(context, &waived.used));
    }
    waived.findings
}

/// The rules that ask which day it is.
const DATED: [&str; 6] = ["R10", "R13", "R14", "R30", "model/clock", "model/schedule"];

/// What is wrong with a fleet whatever day it is, for want of a day and a catalog.
pub fn check_undated(fleet: &Fleet) -> Vec<Diagnostic> {
    let context = Context {
        fleet,
        catalog: None,
        as_of: Date(jiff::civil::Date::MIN),
        assumed: None,
    };
    let mut found = Vec::new();
    for rule in ALL.iter().filter(|rule| !DATED.contains(&rule.code.0)) {
        if let Enforcement::Snapshot(check) = rule.enforcement {
            found.extend(check(&context));
        }
    }
    found
}

/// Everything that is wrong with a change, in the order of the rules; what is waived afterwards is a note.
pub fn check_change(change: &Transition<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in ALL {
        if let Enforcement::Change(check) = rule.enforcement {
            found.extend(check(change));
        }
    }
    let after = &change.after;
    waive(found, &after.fleet.waivers, after.as_of).findings
}
