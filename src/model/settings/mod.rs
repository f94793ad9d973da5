//! The settings of the product's components: typed sections with the labels of the product.

mod connector;
mod entry;
mod kraken;
mod meshfed;
mod monitoring;
mod osb;
mod panel;
mod replicator;

pub use connector::*;
pub use entry::{TextEntry, TextsEntry};
pub use kraken::*;
pub use meshfed::*;
pub use monitoring::{Monitor, MonitoringSettings, Sonar, SonarProject, SonarScope, SonarTarget};
pub use osb::{
    AzureAd, InviteB2bUser, OsbPlatform, OsbSettings, PermissionReplication, RoleAlias, RoleMapping,
    ServicePrincipal,
};
pub use panel::{
    CostCenter, CostLimitation, DashboardNotification, MessageOfTheDay, PanelSettings, PanelUi, Plausible,
    Registration, Sso,
};
pub use replicator::{AzureLookupStrategy, OpenStack, ReplicatorSettings};

use super::record::record;

record! {
    /// The settings of one instance, by component. A section that is not there is not set.
    ///
    /// Where the product spells one path in several ways, there is one place here. What left the product in a release
    /// numbered by year is still there, for instances that run an earlier one; [`gate`](crate::model::gate) tells the
    /// releases of each.
    pub struct Settings {
        /// meshPanel.
        panel: PanelSettings = "panel",
        /// meshfed.
        meshfed: MeshfedSettings = "meshfed",
        /// The replicator.
        replicator: ReplicatorSettings = "replicator",
        /// kraken.
        kraken: KrakenSettings = "kraken",
        /// The identity connector.
        identityconnector: IdentityConnectorSettings = "identityconnector",
        /// The OSB services platform.
        osb: OsbSettings = "osb",
        /// Monitoring.
        monitoring: MonitoringSettings = "monitoring",
    }
}
