//! From a snapshot to where its environments stand.

use super::{Loaded, Selection};
use crate::model::EnvironmentView;
use crate::release::{Clock, Standing};

/// Where the environments that are selected stand, by address; `None` without a catalog or a day to judge by.
pub fn standings<'a>(
    loaded: &'a Loaded,
    selection: &Selection,
) -> Option<Vec<(EnvironmentView<'a>, Standing)>> {
    let clock = Clock {
        catalog: loaded.catalog.as_ref()?,
        settings: &loaded.fleet.settings,
        day: loaded.as_of?,
    };
    let mut standings = clock.standings(&loaded.fleet);
    standings.retain(|(environment, _)| selection.contains(&environment.address));
    Some(standings)
}
