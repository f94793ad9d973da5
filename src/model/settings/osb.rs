//! Settings of the OSB services platform.

use crate::model::Secret;
use crate::model::record::{record, union};

record! {
    /// Settings of the OSB services platform.
    pub struct OsbSettings {
        /// `mesh.platforms[OSB]`, one for each platform.
        platforms: Vec<OsbPlatform> = "platforms",
    }
}

record! {
    /// One OSB platform.
    pub struct OsbPlatform {
        /// The identifier of the platform, `<platform>.<location>`.
        platform: String = "platform",
        /// How permissions reach the service brokers.
        permission_replication: PermissionReplication = "permissionReplication",
    }
}

union! {
    /// How permissions reach the service brokers.
    pub enum PermissionReplication {
        /// Through the identity broker of the instance.
        MeshIdb,
        /// Through groups of Microsoft Entra ID.
        AzureAd(AzureAd),
    }
}

record! {
    /// Groups of Microsoft Entra ID that mirror permissions.
    pub struct AzureAd {
        /// A printf pattern over workspace, project, number and role alias; `%s.%s-%4$s` without.
        group_name_pattern: Option<String> = "groupNamePattern",
        /// Who writes the groups.
        service_principal: ServicePrincipal = "servicePrincipal",
        /// Whether and how guests are invited.
        b2b_user_invitation: Option<InviteB2bUser> = "b2bUserInvitation",
        /// The alias of each project role.
        role_mappings: Vec<RoleMapping> = "roleMappings",
    }
}

record! {
    /// A principal of Microsoft Entra ID.
    pub struct ServicePrincipal {
        /// The tenant, a UUID or a domain.
        aad_tenant: String = "aadTenant",
        /// The object of the principal.
        object_id: String = "objectId",
        /// The client of the principal.
        client_id: String = "clientId",
        /// What the principal logs in with.
        client_secret: Secret = "clientSecret",
    }
}

record! {
    /// How guests are invited.
    pub struct InviteB2bUser {
        /// Where an invitation leads.
        redirect_url: String = "redirect-url",
        /// Whether Azure sends a mail, too.
        send_azure_invitation_mail: bool = "send-azure-invitation-mail",
    }
}

record! {
    /// The alias of one project role.
    pub struct RoleMapping {
        /// The identifier of the role.
        map_key: String = "mapKey",
        /// What stands for it in the names of groups.
        map_value: RoleAlias = "mapValue",
    }
}

record! {
    /// What stands for a project role in the names of groups.
    pub struct RoleAlias {
        /// The alias.
        alias: String = "alias",
    }
}
