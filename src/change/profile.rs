//! Who and what an environment is, whether that changes or not.

use super::effective::Effective;
use crate::model::{EnvironmentAddress, EnvironmentView, Fleet, Value};

/// What tells an environment apart for whoever has to decide about it: as it is after the change, or as it was if
/// it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name of the customer.
    pub customer: String,
    /// The release that it runs; `None` if nobody can say.
    pub release: Option<String>,
    /// The host of its panel.
    pub panel: String,
}

impl Profile {
    /// The profile of the environment at `address`; `None` if it is not in the fleet.
    pub(super) fn new(
        fleet: &Fleet,
        address: &EnvironmentAddress,
        effective: &Effective<'_>,
    ) -> Option<Self> {
        let declared = fleet.instances.get(&address.instance)?;
        let view = EnvironmentView::new(declared, address.kind)?;
        let release = effective.fields.get("release").map(|node| &node.value);
        Some(Self {
            customer: declared.instance.customer.name.clone(),
            release: match release {
                Some(Value::Text(release)) => Some(release.clone()),
                _ => None,
            },
            panel: view.hosts().panel.clone(),
        })
    }
}
