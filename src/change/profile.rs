//! Who and what an environment is, whether that changes or not.

use super::Side;
use super::effective::Effective;
use crate::model::{
    EnvironmentAddress, EnvironmentView, Gate, ProductionRollout, Rollout, StagingRollout, Value, Window,
};

/// What tells an environment apart for whoever has to decide about it: as it is after the change, or as it was if
/// it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The name of the customer.
    pub customer: String,
    /// The release that it runs; `None` if nobody can say.
    pub release: Option<String>,
    /// The host of its panel.
    pub panel: String,
    /// The weekly window of its rollouts; they start at once without.
    pub window: Option<Window>,
    /// What has to happen before a rollout; nothing without.
    pub gate: Option<Gate>,
}

impl Profile {
    /// The profile of the environment at `address`; `None` if it is not on that side.
    pub(super) fn new(
        side: &Side<'_>,
        address: &EnvironmentAddress,
        effective: &Effective<'_>,
    ) -> Option<Self> {
        let declared = side.fleet.instances.get(&address.instance)?;
        let view = EnvironmentView::new(declared, address.kind)?;
        let release = effective.fields.get("release").map(|node| &node.value);
        let (window, gate) = match view.rollout() {
            Rollout::Saas(window) => (
                Some(window.window(side.fleet.settings.window_reading.zone())),
                None,
            ),
            Rollout::Production(ProductionRollout::Window(window))
            | Rollout::Staging(StagingRollout::Window(window)) => (Some(window.clone()), None),
            Rollout::Production(ProductionRollout::Gate(gate)) => (gate.window.clone(), Some(gate.clone())),
            Rollout::Staging(StagingRollout::AsSoonAsPossible) => (None, None),
        };
        Some(Self {
            customer: declared.instance.customer.name.clone(),
            release: match release {
                Some(Value::Text(release)) => Some(release.clone()),
                _ => None,
            },
            panel: view.hosts().panel.clone(),
            window,
            gate,
        })
    }
}
