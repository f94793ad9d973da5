//! What workspaces and projects may be like.

use crate::model::record::record;

record! {
    /// `meshfed.web.customer.defaultQuota`: how much a new workspace may have.
    pub struct DefaultQuota {
        /// Projects; workspaces that are there already keep theirs.
        mesh_projects: u64 = "meshProjects",
    }
}

record! {
    /// `meshfed.web.restriction`: what identifiers may be like.
    pub struct Restriction {
        /// The longest identifier of a workspace; 16 without, and at most that with AWS (I11).
        customer_identifier_length: Option<u64> = "customerIdentifierLength",
        /// The longest identifier of a project; 30 without, and at most that with AWS (I11).
        project_identifier_length: Option<u64> = "projectIdentifierLength",
        /// What identifiers of projects begin with.
        project_identifier_prefix: Option<String> = "projectIdentifierPrefix",
        /// What stands for the environment in identifiers.
        env_identifier: Option<String> = "envIdentifier",
    }
}

record! {
    /// `mesh.meshfed.web.project`: what every project offers. Roles are kept in the Admin Area since 2025.21.0.
    pub struct ProjectSettings {
        /// The roles; those of the product are `admin`, `user` and `reader`.
        roles: Vec<ProjectRole> = "roles",
    }
}

record! {
    /// A role of projects. The product never defined the type; these are the fields that it printed.
    pub struct ProjectRole {
        /// What people call it.
        name: String = "name",
        /// What platforms map, once in the list and for good (I07).
        identifier: String = "identifier",
        /// What it is for; since 2023.1.0.
        description: Option<String> = "description",
        /// How strong it is, higher is stronger, no two alike; since 2023.1.0.
        rank: u64 = "rank",
    }
}
