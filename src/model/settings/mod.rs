//! The settings of the product's components: typed sections with the labels of the product.

mod identity;
mod kraken;
mod meshfed;
mod osb;
mod panel;

pub use identity::{
    AzureCreds, AzureEmailAttributeUpdate, AzureEuidExtensionSchema, AzureEuidUserAttribute,
    AzureGuestDetection, AzureIdentity, AzureUsernameAttributeUpdate, GcdCreds, GcdEuid, GcdIdentity,
    GcdIdentityAndEuid, IdentityLookup, IdentityProvider,
};
pub use kraken::{KrakenSettings, KrakenWorker, Statements};
pub use meshfed::{Mail, MeshfedSettings, Register, Sender, Smtp, Toggle};
pub use osb::{
    AzureAd, InviteB2bUser, OsbPlatform, OsbSettings, PermissionReplication, RoleAlias, RoleMapping,
    ServicePrincipal,
};
pub use panel::{PanelSettings, Registration};

use super::record::record;

record! {
    /// The settings of one instance, by component. A section that is not there is not set.
    pub struct Settings {
        /// meshPanel.
        panel: PanelSettings = "panel",
        /// meshfed.
        meshfed: MeshfedSettings = "meshfed",
        /// kraken.
        kraken: KrakenSettings = "kraken",
        /// The OSB services platform.
        osb: OsbSettings = "osb",
    }
}
