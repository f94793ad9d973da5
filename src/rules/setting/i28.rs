//! I28: credentials are there if they are what logs in.

use crate::rules::{Enforcement, rule};

rule! {
    /// Principals log in with a secret here, which is always there. Logins by workload identity, where `auth.type` says
    /// which of the two blocks is there, belong to platforms in the panel and the API. Here they cannot be written.
    ///
    /// ## Why
    ///
    /// A type that says one thing beside a block that says another leaves nobody able to log in.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { aadTenant, objectId, clientId, auth = { type = "workloadIdentity" } }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { aadTenant, objectId, clientId, clientSecret = meshc.Secret.fromTerraform "osb_client" }
    /// ```
    I28 = "I28", Stated Error, "Credentials are there if they are what logs in",
    Enforcement::Type,
    ["ServicePrincipal", "AzureCreds", "GcdCreds", "OpenStack"] => ["auth", "authType", "credential", "workloadIdentity", "federation", "federatedCredential"],
}
