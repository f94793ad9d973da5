//! How people come in, and what they get.

use crate::model::record::record;
use crate::model::settings::TextsEntry;

record! {
    /// `meshfed.web.register`: how people sign up.
    pub struct Register {
        /// Whether signing up takes valid payment information; `None` counts as `False` (I01).
        require_payment: Option<bool> = "requirePayment",
        /// Whether an administrator approves new workspaces first; before 2024.41.0 (I50).
        approval_required: Option<bool> = "approvalRequired",
    }
}

record! {
    /// `mesh.web.user`: what every active user gets. It is applied at every start and whenever one is added.
    pub struct UserDefaults {
        /// Tags with their values, by key (I14).
        tags: Vec<TextsEntry> = "tags",
    }
}

record! {
    /// `mesh.web.user.rolerequest`: how people get roles.
    pub struct RoleRequest {
        /// How many approve before a role takes effect, 1 or more; 2 is the four-eyes principle.
        #[schemars(range(min = 1))]
        min_approval_count: u64 = "min-approval-count",
        /// Whether the mail address of new users is their euid; identity lookup overrides it (I06).
        set_email_as_euid: bool = "set-email-as-euid",
        /// Whether managers of workspaces are only appointed through the API or the identity connector.
        restrict_customer_admin_role_assignment: bool = "restrict-customer-admin-role-assignment",
    }
}

record! {
    /// `meshfed.platform`: what people are called on one platform.
    pub struct EuidPattern {
        /// The platform, `<platform>.<location>` (I08).
        platform_identifier: String = "platform-identifier",
        /// The user name there: `%s` stands for the euid, `%S` for it in upper case; one of them at least.
        euid_pattern: String = "euid-pattern",
    }
}
