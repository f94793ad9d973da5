//! Settings of meshPanel.

use crate::model::record::record;

record! {
    /// Settings of meshPanel.
    pub struct PanelSettings {
        /// `mesh.panel.environment.mesh.registration`.
        registration: Option<Registration> = "registration",
    }
}

record! {
    /// `mesh.panel.environment.mesh.registration`: what the wizard for new workspaces asks for.
    pub struct Registration {
        /// Whether it asks for a payment method; the same as in `meshfed.web.register` (I01).
        require_payment: bool = "requirePayment",
    }
}
