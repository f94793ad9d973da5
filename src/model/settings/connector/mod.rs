//! Settings of the identity connector: people and groups of an LDAP directory, imported time and again.

mod transform;

pub use transform::{
    AttributeTransformation, GroupAttributesTransformations, GroupBindingAttributesTransformations,
    IfNullAttributeTransformation, PostProcessor, RegexAttributeTransformation, RegexRule,
    StaticAttributeTransformation, TagMapping, TransformConfiguration, UserAttributesTransformations,
};

use crate::model::Secret;
use crate::model::record::{record, union};

record! {
    /// Settings of the identity connector.
    pub struct IdentityConnectorSettings {
        /// `mesh.identityconnector.ldapConfiguration`.
        ldap: Option<LdapConfiguration> = "ldap",
    }
}

record! {
    /// `mesh.identityconnector.ldapConfiguration`: users, groups, and the roles of groups in workspaces, from one
    /// directory. Its server has to give results in pages (RFC 2696).
    pub struct LdapConfiguration {
        /// The directory.
        source: SourceConfiguration = "source",
        /// What is searched for.
        collector: CollectorConfiguration = "collector",
        /// What becomes of it.
        transform: TransformConfiguration = "transform",
        /// How it gets to meshfed.
        transport: TransportConfiguration = "transport",
    }
}

record! {
    /// `mesh.identityconnector.ldap.SourceConfiguration`: the directory.
    pub struct SourceConfiguration {
        /// Its address, `ldap://` or `ldaps://`.
        url: String = "url",
        /// The distinguished name below which everything is searched.
        base: String = "base",
        /// The user that binds.
        username: String = "username",
        /// What it binds with.
        password: Secret = "password",
    }
}

record! {
    /// `mesh.identityconnector.ldap.collectorConfiguration`: what is searched for.
    pub struct CollectorConfiguration {
        /// Entries on a page, 1 or more.
        #[schemars(range(min = 1))]
        page_size: u64 = "pageSize",
        /// The searches; one for persons and one for groups at least.
        sources: Vec<LdapFilter> = "sources",
    }
}

record! {
    /// One search. The product names this type and prints its fields only.
    pub struct LdapFilter {
        /// What is found.
        collection_type: CollectionType = "collectionType",
        /// The attributes that are fetched, separated by commas; each that is transformed (I21).
        attributes: String = "attributes",
        /// Where, below the base of the directory.
        base: String = "base",
        /// A filter in the language of RFC 4515.
        filter: String = "filter",
    }
}

union! {
    /// What a search finds.
    pub enum CollectionType {
        /// Persons.
        Person = "PERSON",
        /// Groups.
        Group = "GROUP",
    }
}

record! {
    /// `mesh.identityconnector.ldap.transportConfiguration`: how everything gets to meshfed.
    pub struct TransportConfiguration {
        /// Who writes.
        api_user: ApiUser = "apiUser",
        /// Objects in one request, 10 to 100 (I47).
        #[schemars(range(min = 10, max = 100))]
        chunk_size: u64 = "chunkSize",
        /// Whether requests are logged instead of sent.
        dry_run_only: bool = "dryRunOnly",
        /// Seconds until a request is given up.
        http_timeout_sec: u64 = "httpTimeoutSec",
    }
}

record! {
    /// A user of meshfed's API. The product names this type and prints its fields only.
    pub struct ApiUser {
        /// Its name.
        username: String = "username",
        /// What it logs in with.
        password: Secret = "password",
        /// What it may do.
        authorities: Vec<Authority> = "authorities",
    }
}

union! {
    /// What a user of meshfed's API may do.
    pub enum Authority {
        /// Import; every identity connector needs it.
        ExternalMeshObjectImport = "EXTERNAL_MESH_OBJECT_IMPORT",
        /// Make owners of workspaces (I24); since 2024.51.0 (I50).
        WorkspaceOwnerAssign = "WORKSPACEOWNER_ASSIGN",
        /// The same before 2024.51.0 (I50).
        CustomerOwnerAssign = "CUSTOMEROWNER_ASSIGN",
    }
}
