//! Instances over every plan, provider and size, for trying what is rendered.

use std::collections::BTreeMap;

use meshc::model::{
    Declared, EnvironmentKind, EnvironmentView, Instance, Node, Redacted, SECRET_ALTERNATIVES, Secret, Value,
};
use meshc::release::Version;
use meshc::render::{Bundle, RenderError, Scope, Target, render};
use meshc::source::RepoPath;
use serde_json::{Value as Json, json};

/// The instance that `json` describes; unions and secrets are `{ "Alternative": payload }`.
pub(super) fn declared(json: Json) -> Declared {
    let instance: Instance = serde_json::from_value(json.clone()).unwrap();
    Declared {
        path: RepoPath::parse(&format!("instances/{}/instance.dhall", instance.id)).unwrap_or_default(),
        instance,
        tree: node(&json),
    }
}

fn node(json: &Json) -> Node {
    let value = match json {
        Json::Null => Value::Absent,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(number) => Value::Natural(number.as_u64().unwrap()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(elements) => Value::List(elements.iter().map(node).collect()),
        Json::Object(fields) => match fields.iter().next() {
            Some((label, Json::String(name))) if SECRET_ALTERNATIVES.contains(&label.as_str()) => {
                Value::Secret(secret(label, name))
            }
            Some((label, payload)) if fields.len() == 1 && label.starts_with(|c: char| c.is_uppercase()) => {
                Value::Union(label.clone(), Some(Box::new(node(payload))))
            }
            _ => {
                let fields: BTreeMap<String, Node> = fields
                    .iter()
                    .map(|(label, field)| (label.clone(), node(field)))
                    .collect();
                Value::Record(fields)
            }
        },
    };
    Node::new(value, None)
}

fn secret(backend: &str, name: &str) -> Secret {
    match backend {
        "fromTerraform" => Secret::FromTerraform(name.to_owned()),
        "fromEnv" => Secret::FromEnv(name.to_owned()),
        "fromAnsible" => Secret::FromAnsible(name.to_owned()),
        "Raw" => Secret::Raw(Redacted),
        _ => Secret::Native(Redacted),
    }
}

/// An instance under plan SaaS with the fewest settings.
pub(super) fn saas(id: &str) -> Json {
    json!({
        "id": id,
        "customer": { "name": "Börse & Söhne", "contact": "it@example.org" },
        "plan": { "SaaS": { "window": "Monday", "production": {
            "hosts": hosts(id),
            "logRetention": retention(),
            "monitoringAccess": [],
        } } },
        "settings": {
            "panel": { "registration": null },
            "meshfed": { "register": null, "mail": null, "identity-lookup": null, "platforms": [] },
            "replicator": { "openStack": [] },
            "identityconnector": {},
            "monitoring": {},
            "kraken": { "statements": null, "worker": { "finalize-reports-after-days": 5 } },
            "osb": { "platforms": [] },
        },
    })
}

/// An instance under plan SaaS On-Prem with everything that it can have.
pub(super) fn on_prem(id: &str, provider: Json, size: &str) -> Json {
    json!({
        "id": id,
        "customer": { "name": "Globex", "contact": "it@globex.example" },
        "plan": { "OnPrem": {
            "agreement": {
                "reference": "2025-17", "validFrom": "2025-01-01", "validUntil": null,
                "upgradeWindowDays": 90, "extendedSupport": [],
            },
            "infrastructure": {
                "provider": provider,
                "operatorAccess": { "principal": "ops", "path": "bastion" },
            },
            "pipeline": { "provider": "Operator", "system": "ArgoCD" },
            "production": environment(id, size, json!({ "Window": {
                "weekday": "Monday", "start": "17:00:00", "end": "21:00:00", "zone": "Europe/Berlin",
            } })),
            "staging": environment(&format!("staging.{id}"), "Small", json!("AsSoonAsPossible")),
            "artifactStore": {
                "registry": "registry.globex.example/mesh/",
                "credential": { "fromAnsible": format!("{id}_store") },
            },
            "configCopy": null,
            "soc": {
                "endpoint": "https://soc.globex.example:8443/in",
                "token": { "fromTerraform": format!("{id}_soc") },
            },
        } },
        "settings": settings(id),
    })
}

fn settings(id: &str) -> Json {
    json!({
        "panel": { "registration": { "requirePayment": true } },
        "replicator": { "openStack": [] },
        "identityconnector": {},
        "monitoring": {},
        "meshfed": {
            "platforms": [],
            "register": { "requirePayment": true },
            "mail": {
                "enabled": true, "username": "mesh", "host": "smtp.globex.example", "port": 587,
                "sender": { "address": "mesh@globex.example", "reply-to": null },
                "smtp": { "ssl": { "enable": false }, "starttls": { "enable": true }, "auth": true },
            },
            "identity-lookup": { "provider": { "Azure": { "azure": {
                "aad-tenant": "globex.example", "client-id": "0f0e",
                "client-secret": { "fromTerraform": format!("{id}_lookup") },
                "guestLookup": null, "euidSchemaExtensionUpdate": null, "euidUserAttributeUpdate": null,
                "usernameAttributeUpdate": null, "emailAttributeUpdate": null,
            } } }, "deny-assigning-other-users": true },
        },
        "kraken": {
            "statements": {
                "relevant-meta-keys": ["no", "contactMail"], "period-offset-days": 10,
                "first-period": "2021-01-01T00:00:00Z",
            },
            "worker": { "finalize-reports-after-days": 6 },
        },
        "osb": { "platforms": [
            { "platform": "broker.eu", "permissionReplication": "MeshIdb" },
            { "platform": "market.eu", "permissionReplication": { "AzureAd": {
                "groupNamePattern": "%s.%s-%4$s",
                "servicePrincipal": {
                    "aadTenant": "globex.example", "objectId": "1", "clientId": "2",
                    "clientSecret": { "fromEnv": "OSB_SECRET" },
                },
                "b2bUserInvitation": null,
                "roleMappings": [{ "mapKey": "admin", "mapValue": { "alias": "adm" } }],
            } } },
        ] },
    })
}

fn environment(domain: &str, size: &str, rollout: Json) -> Json {
    json!({
        "release": "2025.54.0",
        "hosts": hosts(domain),
        "size": size,
        "backup": { "everyHours": 12, "keepDays": 60, "request": "REQ-1" },
        "logRetention": retention(),
        "monitoringAccess": [{ "principal": "group:sre", "request": "REQ-2" }],
        "certificates": {
            "coverage": { "San": ["panel.globex.example"] }, "fullChain": true,
            "secret": { "fromTerraform": format!("{domain}_certificate") },
        },
        "secretStore": { "kind": "SecretStore", "name": "vault" },
        "rollout": rollout,
    })
}

fn hosts(domain: &str) -> Json {
    let host = |label: &str| format!("{label}.{domain}.example");
    json!({
        "panel": host("panel"), "api": host("api"), "kraken": host("kraken"), "sso": host("sso"),
        "sonar": host("sonar"),
    })
}

fn retention() -> Json {
    json!({ "events": 12, "components": 3, "identityEvents": 2, "identityLogs": 1 })
}

/// Instances over both plans, every provider and every size.
pub(super) fn fleet() -> Vec<Json> {
    vec![
        saas("acme"),
        on_prem("globex", json!({ "OnPremise": { "location": "Bonn" } }), "Small"),
        on_prem(
            "initech",
            json!({ "AWS": { "account": "123456789012", "region": "eu-central-1" } }),
            "Medium",
        ),
        on_prem(
            "hooli",
            json!({ "Azure": { "subscription": "0", "region": "westeurope" } }),
            "Large",
        ),
        on_prem(
            "umbrella",
            json!({ "GoogleCloud": { "project": "p", "region": "europe-west3" } }),
            "Large",
        ),
    ]
}

/// The bundle of one environment.
pub(super) fn bundle(instance: &Json, kind: EnvironmentKind) -> Result<Bundle, RenderError> {
    bundle_at(instance, kind, "2025.55.0")
}

/// The bundle of one environment at a release.
pub(super) fn bundle_at(
    instance: &Json,
    kind: EnvironmentKind,
    release: &str,
) -> Result<Bundle, RenderError> {
    let declared = declared(instance.clone());
    let release: Version = release.parse().unwrap();
    render(&Target {
        environment: EnvironmentView::new(&declared, kind).unwrap(),
        release: &release,
        digest: "sha256:0",
    })
}

/// The bundles of every environment of some instances.
pub(super) fn bundles(instances: &[Json]) -> Vec<Bundle> {
    let mut bundles = Vec::new();
    for instance in instances {
        for view in declared(instance.clone()).environments() {
            bundles.push(bundle(instance, view.address.kind).unwrap());
        }
    }
    bundles
}

/// The objects of a bundle, read back from their files.
pub(super) fn objects(bundle: &Bundle) -> Vec<Json> {
    let manifests = bundle
        .files
        .iter()
        .filter(|(path, _)| path.file_name() != Some("kustomization.yaml"));
    manifests
        .map(|(_, text)| serde_saphyr::from_str(text).unwrap())
        .collect()
}

/// The only object of that kind and name.
pub(super) fn object(bundle: &Bundle, kind: &str, name: &str) -> Json {
    let mut objects = objects(bundle);
    objects.retain(|object| object["kind"] == kind && object["metadata"]["name"] == name);
    assert_eq!(objects.len(), 1, "{kind} {name}");
    objects.remove(0)
}

/// Writes to a folder, everything that there is.
pub(super) fn write_all(out: &std::path::Path, bundles: &[Bundle]) -> meshc::render::WriteOutcome {
    meshc::render::write(out, bundles, Scope::All).unwrap()
}

/// Says that a test passes without a trial.
#[expect(clippy::print_stdout, reason = "a test that passes without a trial says so")]
pub(super) fn did_not_run(why: &str) {
    println!("did not run: {why}");
}
