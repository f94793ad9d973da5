//! Every leaf that holds for an environment, whether anything changes or not.

use std::collections::BTreeMap;

use super::difference::{Fields, difference};
use super::effective::Effective;
use super::{Leaf, Path, Side};
use crate::model::EnvironmentAddress;
use crate::source::Span;

/// One leaf that holds for an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The place in the environment.
    pub path: Path,
    /// What stands there.
    pub leaf: Leaf,
    /// What wrote it.
    pub origin: Option<Span>,
}

/// The leaves of each environment by path, without those that only say that there are parts below.
pub fn holdings(side: &Side<'_>) -> BTreeMap<EnvironmentAddress, Vec<Holding>> {
    let environments = Effective::all(side).into_iter();
    environments
        .map(|(address, effective)| {
            let edits = difference(&Fields::new(), &effective.borrowed());
            let leaves = edits.into_iter().filter(|edit| !edit.told_below);
            let holdings = leaves.filter_map(|edit| {
                Some(Holding {
                    path: edit.path,
                    leaf: edit.after?,
                    origin: edit.origin_after,
                })
            });
            (address, holdings.collect())
        })
        .collect()
}
