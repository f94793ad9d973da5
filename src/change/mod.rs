//! What changes from one fleet to another, for people who have to decide on it.
//!
//! [`compare`] takes two [`Side`]s, always called before and after, and gives a [`Plan`]: plain data. It looks at
//! what *holds* for each environment, not at what is written: a default that the whole instance shares changes in
//! every environment of it, and a file that is rewritten to mean the same changes nothing.
//!
//! - A *leaf* is a value without parts at a *path* of an environment. Parts are told apart by identity: instances
//!   by id, environments by kind, fields by label, elements of lists as the kind of the list says.
//! - A *class* says what kind of change a leaf change is, a *risk* how much harm that kind can do.
//! - A *guardrail* keeps a mistake from reaching people; a change may make one weaker.
//! - A *digest* names changes, or a whole fleet, by what they mean.
//!
//! Invariants: equal digests of both sides and an empty plan are the same thing; a leaf change is in exactly one
//! class; nothing that is kept back as a secret gets here. This room knows no git, no Dhall and no rendering.

mod leaf;
mod path;

mod align;
mod boundary;
#[cfg(test)]
mod census;
mod class;
mod compare;
mod difference;
mod digest;
mod effective;
mod fold;
mod ground;
mod guardrail;
mod holding;
mod identity;
mod judge;
mod loss;
mod plan;
mod policy;
mod profile;
mod rename;
mod route;
mod skew;
mod upgrade;

pub use boundary::{Boundary, boundaries};
pub use class::{Class, Risk, Verdict};
pub use compare::compare;
pub use difference::Edit;
pub use digest::Digest;
pub use fold::Group;
pub use guardrail::Weakening;
pub use holding::{Holding, holdings};
pub use leaf::{Finite, Leaf};
pub use loss::{Loss, Lost};
pub use path::{Path, Segment};
pub use plan::{Action, Cause, Change, EnvironmentChange, Passed, Plan, Radius};
pub use policy::Concession;
pub use profile::Profile;
pub use rename::Rename;
pub use route::{Step, route};
pub use skew::{Skew, SkewKind, skew};
pub use upgrade::{Fate, SettingMove, Upgrade, Use};

use std::collections::BTreeMap;

use crate::model::{Date, EnvironmentAddress, Fleet};
use crate::release::Catalog;

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The instances.
    pub fleet: &'a Fleet,
    /// The releases that there are; without, nothing is said about the releases of plan SaaS.
    pub catalog: Option<&'a Catalog>,
    /// The day by which it is judged.
    pub as_of: Date,
}

/// The digest of what the files of each environment of a side are made from, for those that are `wanted`.
pub fn digests(
    side: &Side<'_>,
    wanted: impl Fn(&EnvironmentAddress) -> bool,
) -> BTreeMap<EnvironmentAddress, Digest> {
    let environments = effective::Effective::all(side).into_iter();
    environments
        .filter(|(address, _)| wanted(address))
        .map(|(address, effective)| (address, effective.deployed()))
        .collect()
}
