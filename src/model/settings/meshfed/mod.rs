//! Settings of meshfed: the service that holds workspaces, projects and people.

mod identity;
mod mail;
mod people;
mod workspace;

pub use identity::{
    AzureCreds, AzureEmailAttributeUpdate, AzureEuidExtensionSchema, AzureEuidUserAttribute,
    AzureGuestDetection, AzureIdentity, AzureUsernameAttributeUpdate, GcdCreds, GcdEuid, GcdIdentity,
    GcdIdentityAndEuid, IdentityLookup, IdentityProvider,
};
pub use mail::{Mail, MailLogo, MailTheme, NotificationRecipients, Sender, Smtp, Toggle};
pub use people::{EuidPattern, Register, RoleRequest, UserDefaults};
pub use workspace::{DefaultQuota, ProjectRole, ProjectSettings, Restriction};

use crate::model::record::record;

record! {
    /// Settings of meshfed.
    pub struct MeshfedSettings {
        /// `meshfed.web.register`.
        register: Option<Register> = "register",
        /// `mesh.meshfed.mail`.
        mail: Option<Mail> = "mail",
        /// Who gets certain mails at all events; the product never published its own label.
        notification_recipients: Option<NotificationRecipients> = "notification-recipients",
        /// `mesh.meshfed.web.identity-lookup`.
        identity_lookup: Option<IdentityLookup> = "identity-lookup",
        /// `mesh.web.user`.
        user: Option<UserDefaults> = "user",
        /// `mesh.web.user.rolerequest`, also written `meshfed.web.user.rolerequest`.
        rolerequest: Option<RoleRequest> = "rolerequest",
        /// `meshfed.platform`, one for each platform whose user names differ from the euid.
        platforms: Vec<EuidPattern> = "platforms",
        /// `meshfed.web.customer.defaultQuota`.
        default_quota: Option<DefaultQuota> = "defaultQuota",
        /// `meshfed.web.restriction`.
        restriction: Option<Restriction> = "restriction",
        /// `mesh.meshfed.web.project`, also written `meshfed.web.project`; before 2025.21.0 (I50).
        project: Option<ProjectSettings> = "project",
    }
}
