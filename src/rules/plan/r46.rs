//! R46: service brokers log in through the identity broker under On-Prem only.

use crate::diagnostic::Diagnostic;
use crate::model::{PermissionReplication, Plan};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// A service broker can log in through the identity broker of the instance, with an OIDC client of its own,
    /// under plan SaaS On-Prem. The operator sets the client up there; in the configuration of any plan it cannot
    /// be written. Under plan SaaS, the permissions of an OSB platform that is written down reach its brokers
    /// through groups of Microsoft Entra ID, and not through the identity broker (`MeshIdb`, the default).
    ///
    /// ## Why
    ///
    /// The identity broker of a SaaS instance is part of the standard. A client in it for the customer's own
    /// services is a deviation that the plan does not have.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- plan SaaS
    /// osb.Platform::{
    /// , platform = "services.hamburg"
    /// , permissionReplication = osb.PermissionReplication.MeshIdb
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// osb.Platform::{
    /// , platform = "services.hamburg"
    /// , permissionReplication = osb.PermissionReplication.AzureAd groups
    /// }
    /// ```
    R46 = "R46", Stated Error, "Service brokers log in through the identity broker under On-Prem only",
    Enforcement::Snapshot(check),
    ["SaaS", "SaasProduction", "OsbSettings", "OsbPlatform", "PermissionReplication"] => [
        "oidc", "oidcClient", "oidcClients", "oauthClient", "openIdConnect", "brokerClient", "brokerLogin",
        "identityBroker", "identityBrokerClient", "keycloak", "keycloakClient",
    ],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        let Plan::SaaS(_) = declared.instance.plan else {
            continue;
        };
        for (index, platform) in declared.instance.settings.osb.platforms.iter().enumerate() {
            if platform.permission_replication != PermissionReplication::MeshIdb {
                continue;
            }
            let path = format!("settings.osb.platforms.{index}.permissionReplication");
            found.push(
                R46.finding("plan SaaS has no login of service brokers through the identity broker")
                    .on(&Place::in_instance(declared, &path), "`MeshIdb`")
                    .expected("`PermissionReplication.AzureAd`")
                    .help("take groups of Entra ID, leave the platform out, or move to plan SaaS On-Prem"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows, entra_groups};

    #[test]
    fn under_saas_brokers_do_without_the_identity_broker() {
        let platforms = |instance: &str, permissions: serde_json::Value| {
            (
                format!("{instance}:settings.osb.platforms"),
                json!([{ "platform": "services.vienna", "permissionReplication": permissions }]),
            )
        };
        let groups = entra_groups();
        let broken = platforms("beta", json!("MeshIdb"));
        let fine = [platforms("acme", json!("MeshIdb")), platforms("beta", groups)];
        let told = "error beta:settings.osb.platforms.0.permissionReplication: plan SaaS has no login of service \
                    brokers through the identity broker";
        let row = |(path, json): &(String, serde_json::Value)| (path.clone(), json.clone());
        let (path, json) = row(&broken);
        let rows: &[Row<'_>] = &[(&[(&path, json)], &[told])];
        check_rows(&R46, rows);
        for (path, json) in fine.iter().map(row) {
            let rows: &[Row<'_>] = &[(&[(&path, json)], &[])];
            check_rows(&R46, rows);
        }
    }
}
