//! R46: service brokers log in through the identity broker under On-Prem only.

use crate::rules::{Enforcement, rule};

rule! {
    /// A service broker can log in through the identity broker of the instance, with an OIDC client of its own,
    /// under plan SaaS On-Prem. The operator sets the client up there; in the configuration of any plan it cannot
    /// be written. How permissions reach a broker (`permissionReplication`) is another matter and open to both.
    ///
    /// ## Why
    ///
    /// The identity broker of a SaaS instance is part of the standard. A client in it for the customer's own
    /// services is a deviation that the plan does not have.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// osb.Platform::{ platform = "services.hamburg", oidcClient = Some { clientId = "broker" } }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// osb.Platform::{
    /// , platform = "services.hamburg"
    /// , permissionReplication = osb.PermissionReplication.MeshIdb
    /// }
    /// ```
    R46 = "R46", Stated Error, "Service brokers log in through the identity broker under On-Prem only",
    Enforcement::Type,
    ["SaaS", "SaasProduction", "OsbSettings", "OsbPlatform", "PermissionReplication"] => [
        "oidc", "oidcClient", "oidcClients", "oauthClient", "openIdConnect", "brokerClient", "brokerLogin",
        "identityBroker", "identityBrokerClient", "keycloak", "keycloakClient",
    ],
}
