//! Settings and the components that read them.

use meshc::model::EnvironmentKind::Production;
use meshc::render::Bundle;
use serde_json::{Value as Json, json};

use super::fleet::{bundle, object, objects, saas};
use super::starting;

/// The instance with the fewest settings and `value` at a path such as `panel.ui`.
fn with(path: &str, value: Json) -> Bundle {
    let mut instance = saas("initech");
    let place = path
        .split('.')
        .fold(&mut instance["settings"], |json, label| &mut json[label]);
    *place = value;
    bundle(&instance, Production).unwrap()
}

/// What `component` reads.
fn file(bundle: &Bundle, component: &str) -> Json {
    let data = &starting(bundle, "ConfigMap", &format!("{component}-config-"))["data"];
    match data["application.yaml"].as_str() {
        Some(text) => serde_saphyr::from_str(text).unwrap(),
        None => serde_json::from_str(data["environment.json"].as_str().unwrap()).unwrap(),
    }
}

fn check(component: &str, path: &str, value: &Json, pointer: &str) {
    let found = file(&with(path, value.clone()), component);
    assert_eq!(
        found.pointer(pointer),
        Some(value),
        "{path} in {component}: {found:#}"
    );
}

#[test]
fn each_setting_stands_where_its_component_looks_for_it() {
    let texts = json!({ "connectivityError": "Later", "costLimitation": { "aliases": [] } });
    let warning = json!({ "show4EyePrincipleWarning": true });
    let times = json!({ "message": "Hi", "startTime": "2025-01-01", "endTime": "2025-01-02" });
    let roles = json!({
        "min-approval-count": 2,
        "set-email-as-euid": false,
        "restrict-customer-admin-role-assignment": true,
    });
    let told = json!({ "tenant-created": [], "tenant-deleted": ["a@b.example"], "replication-failed": [] });
    let names = json!([{ "platform-identifier": "aws.eu", "euid-pattern": "%S" }]);
    let sellers = json!({ "outOfScopeMarketplaceSellers": ["cloud"] });
    let rows: [(&str, &str, Json, &str); 13] = [
        ("panel", "panel.ui", texts, "/ui"),
        ("panel", "panel.motd", times, "/motd"),
        ("panel", "panel.sso", json!({ "kc_idp_hint": "acme" }), "/sso"),
        (
            "panel",
            "panel.dashboardNotification",
            warning,
            "/mesh/dashboardNotification",
        ),
        (
            "panel",
            "panel.payment-description",
            json!("<p>Ask</p>"),
            "/payment:payment-description",
        ),
        (
            "panel",
            "panel.plausible",
            json!({ "activatePlausibleTracking": true }),
            "",
        ),
        (
            "meshfed",
            "meshfed.rolerequest",
            roles,
            "/mesh/web/user/rolerequest",
        ),
        (
            "meshfed",
            "meshfed.notification-recipients",
            told,
            "/mesh/meshfed/notification-recipients",
        ),
        ("meshfed", "meshfed.platforms", names, "/meshfed/platforms"),
        (
            "meshfed",
            "meshfed.defaultQuota",
            json!({ "meshProjects": 3 }),
            "/meshfed/web/customer/defaultQuota",
        ),
        (
            "kraken-worker",
            "kraken.meshMarketplace",
            sellers,
            "/mesh/kraken/meshMarketplace",
        ),
        (
            "kraken-worker",
            "kraken.aws-collection",
            json!({ "awsStateCollectionInterval": "PT24H" }),
            "",
        ),
        (
            "replicator",
            "replicator.aadUserLookupStrategy",
            json!("UserByMailLookupStrategy"),
            "/mesh/replicator/aadUserLookupStrategy",
        ),
    ];
    for (component, path, value, pointer) in rows {
        match (component, pointer) {
            ("panel", "") => {
                let found = file(&with(path, value), component);
                assert_eq!(found["activatePlausibleTracking"], true);
            }
            (_, "") => {
                let found = file(&with(path, value), component);
                let worker =
                    json!({ "finalize-reports-after-days": 5, "awsStateCollectionInterval": "PT24H" });
                assert_eq!(found["kraken-worker"], worker);
            }
            _ => check(component, path, &value, pointer),
        }
    }
}

fn directory() -> Json {
    let attribute = |name: &str| json!({ "Static": { "attribute": name, "postProcessor": null } });
    json!({
        "source": {
            "url": "ldaps://ldap.initech.example", "base": "dc=initech", "username": "reader",
            "password": { "fromTerraform": "initech_ldap" },
        },
        "collector": { "pageSize": 500, "sources": [] },
        "transform": {
            "includeAllUsers": false,
            "userAttributesTransformations": {
                "distinguishedNameAttribute": "dn", "name": attribute("uid"), "email": attribute("mail"),
                "firstName": attribute("givenName"), "lastName": attribute("sn"), "euid": attribute("uid"),
                "tags": [],
            },
            "groupAttributesTransformations": {
                "membersAttribute": "member", "name": attribute("cn"), "ownedByWorkspace": attribute("o"),
                "ownedByCustomer": null, "displayName": attribute("cn"), "egid": attribute("cn"), "tags": [],
            },
            "groupBindingAttributesTransformations": { "roleName": attribute("cn") },
        },
        "transport": {
            "apiUser": {
                "username": "connector", "password": { "fromTerraform": "initech_api" },
                "authorities": ["EXTERNAL_MESH_OBJECT_IMPORT"],
            },
            "chunkSize": 50, "dryRunOnly": false, "httpTimeoutSec": 300,
        },
    })
}

#[test]
fn the_identity_connector_runs_where_there_is_a_directory() {
    let without = bundle(&saas("initech"), Production).unwrap();
    let found = objects(&without);
    assert!(
        !found
            .iter()
            .any(|object| object.to_string().contains("identity-connector"))
    );

    let bundle = with("identityconnector.ldap", directory());
    let deployment = object(&bundle, "Deployment", "identity-connector");
    assert_eq!(deployment["spec"]["replicas"], 1);
    let read = file(&bundle, "identity-connector");
    let ldap = &read["mesh"]["identityconnector"]["ldap"];
    assert_eq!(ldap["source"]["password"], "${secret.ldap.source.password}");
    assert_eq!(
        ldap["transform"]["groupAttributesTransformations"]["ownedByWorkspace"]["attribute"],
        "o"
    );
    let secret = object(&bundle, "ExternalSecret", "identity-connector");
    let keys: Vec<&Json> = secret["spec"]["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|datum| &datum["secretKey"])
        .collect();
    assert_eq!(
        keys,
        [
            "secret.ldap.source.password",
            "secret.ldap.transport.apiUser.password"
        ]
    );
    let leaving = object(&bundle, "NetworkPolicy", "egress-directory");
    assert_eq!(leaving["spec"]["egress"][0]["ports"][0]["port"], 636);
    let between = object(&bundle, "NetworkPolicy", "allow-identity-connector");
    assert_eq!(between["spec"]["egress"].as_array().unwrap().len(), 1);
}

#[test]
fn smoke_tests_log_in_with_a_secret_of_their_own() {
    let scope = json!({
        "username": "smoke", "password": { "fromTerraform": "initech_smoke" }, "customer": "smoke",
        "projects": [],
    });
    let bundle = with("monitoring.sonar", json!({ "scopes": [scope] }));
    let read = file(&bundle, "sonar");
    assert_eq!(
        read["mesh"]["sonar"]["scopes"][0]["password"],
        "${secret.sonar.scopes.0.password}"
    );
    assert_eq!(
        read["spring"]["config"]["import"],
        "configtree:/etc/meshstack/secret/"
    );
    let secret = object(&bundle, "ExternalSecret", "sonar");
    assert_eq!(
        secret["spec"]["data"][0]["secretKey"],
        "secret.sonar.scopes.0.password"
    );
}

#[test]
fn open_stack_stands_among_the_other_platforms() {
    let platform = json!({
        "platform": "openstack.eu", "endpoint": "https://keystone.example/v3", "username": "admin",
        "password": { "fromTerraform": "initech_keystone" }, "domain": "Default", "project": "admin",
        "use-domains": false, "system-user-domain": "Default", "default-added-roles": ["member"],
        "default-added-system-users": [], "idp-provider": "idp", "idp-protocol": "openid",
        "federated-idp-enabled": null,
    });
    let bundle = with("replicator.openStack", json!([platform]));
    let read = file(&bundle, "replicator");
    assert_eq!(read["mesh"]["platforms"][0]["platform"], "openstack.eu");
    assert_eq!(
        read["mesh"]["platforms"][0]["password"],
        "${secret.openStack.0.password}"
    );
    let secret = object(&bundle, "ExternalSecret", "replicator");
    assert!(secret.to_string().contains("\"secret.openStack.0.password\""));
}

#[test]
fn who_is_told_of_alerts_is_written_down_for_the_operator() {
    let told = json!({ "additionalAlertAddresses": ["a@initech.example", "b@initech.example"] });
    let bundle = with("monitoring.monitor", told);
    let operations = object(&bundle, "ConfigMap", "operations");
    assert_eq!(
        operations["data"]["alert-addresses"],
        "a@initech.example\nb@initech.example\n"
    );
}
