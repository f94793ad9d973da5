//! Settings of the replicator, which applies what is wanted to the platforms.

use crate::model::Secret;
use crate::model::record::{record, union};

record! {
    /// `mesh.replicator`: what all platforms share, and the last platforms that were described in Dhall.
    pub struct ReplicatorSettings {
        /// The attribute of Entra ID that the euid is compared with, for every Azure and OSB platform (I41).
        aad_user_lookup_strategy: Option<AzureLookupStrategy> = "aadUserLookupStrategy",
        /// `mesh.platforms[OpenStack]`, one for each platform; before 2024.10.0 (I50).
        open_stack: Vec<OpenStack> = "openStack",
    }
}

union! {
    /// The attributes of Entra ID that an euid can be compared with, whatever the case of letters.
    pub enum AzureLookupStrategy {
        /// `mail`.
        UserByMailLookupStrategy,
        /// `userPrincipalName`.
        UserByUsernameLookupStrategy,
    }
}

record! {
    /// `mesh.platforms[OpenStack]`: one OpenStack. Platforms moved to the panel in 2024.10.0.
    pub struct OpenStack {
        /// The identifier of the platform, `<platform>.<location>` (I08).
        platform: String = "platform",
        /// The address of Keystone v3, a URL that ends in `/v3`.
        endpoint: String = "endpoint",
        /// The administrator that the replicator works as.
        username: String = "username",
        /// What it logs in with.
        password: Secret = "password",
        /// The domain of the administrator.
        domain: String = "domain",
        /// The project of the administrator.
        project: String = "project",
        /// Whether each workspace has a Keystone domain of its own.
        use_domains: bool = "use-domains",
        /// The domain of system users.
        system_user_domain: String = "system-user-domain",
        /// The roles that users of projects get.
        default_added_roles: Vec<String> = "default-added-roles",
        /// The system users that every project gets.
        default_added_system_users: Vec<String> = "default-added-system-users",
        /// The identity provider in Keystone; together with the protocol.
        idp_provider: String = "idp-provider",
        /// The federation protocol in Keystone; together with the provider.
        idp_protocol: String = "idp-protocol",
        /// Whether logins use the customer's identity provider directly; before 2024.8.0 (I50).
        federated_idp_enabled: Option<bool> = "federated-idp-enabled",
    }
}
