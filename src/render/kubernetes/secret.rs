//! External secrets: every reference of the configuration, and those that the components need by convention.
//!
//! A reference keeps the name under which the store has the secret; what the secret is never passes through
//! here. Passwords that the configuration does not name, because they are made with the environment, are kept
//! under `INSTANCE_ENVIRONMENT_PURPOSE`, such as `acme_production_smtp_password`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::component::{IDENTITY_CONNECTOR, component};
use super::flow;
use super::name;
use super::site::Site;
use crate::model::{Node, Secret, SecretStoreKind, Value};
use crate::render::RenderError;

/// The name of the certificate's secret, which the ingresses name.
pub(super) const CERTIFICATE: &str = "certificate";
/// The group of what it takes to pull images from a customer's store.
pub(super) const ARTIFACT_STORE: &str = "artifact-store";

/// One entry of a secret of Kubernetes, and where its value is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The key in the secret.
    pub(super) key: String,
    /// The name in the store.
    reference: String,
    /// The part of what the store has under that name; all of it without.
    property: Option<&'static str>,
    /// The backend that the configuration names; `convention` where it names nothing.
    backend: &'static str,
}

/// The secrets of an environment, by the component or part that they belong to.
pub(super) type Secrets = BTreeMap<String, Vec<Entry>>;

/// Collects every secret of the environment.
pub(super) fn collect(site: &Site<'_>) -> Result<Secrets, RenderError> {
    let mut secrets = conventional(site);
    let mut found = Vec::new();
    walk(&site.environment.declared.tree, &mut Vec::new(), &mut found);
    for (path, secret) in found {
        let Some((group, key)) = place(site, &path) else {
            continue;
        };
        let refused = || RenderError::Secret {
            environment: site.environment.address.clone(),
            path: path.join("."),
        };
        let (backend, reference) = secret.reference().ok_or_else(refused)?;
        if !Secret::is_name(reference) {
            return Err(refused());
        }
        let entries = secrets.entry(group.clone()).or_default();
        let properties: &[_] = match group.as_str() {
            CERTIFICATE => &[Some("tls.crt"), Some("tls.key")],
            _ => &[None],
        };
        entries.extend(properties.iter().map(|property| Entry {
            key: property.map_or_else(|| key.clone(), str::to_owned),
            reference: reference.to_owned(),
            property: *property,
            backend,
        }));
    }
    for entries in secrets.values_mut() {
        entries.sort_by(|one, other| one.key.cmp(&other.key));
    }
    Ok(secrets)
}

/// What stands in a component's configuration for the secret at `path` in the settings.
pub(super) fn placeholder(path: &[String]) -> String {
    format!("${{{}}}", property(path))
}

/// The property under which a component finds the secret at `path` in its settings.
fn property(path: &[String]) -> String {
    let safe = |label: &String| -> String {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        label.chars().map(|c| if fits(c) { c } else { '_' }).collect()
    };
    let labels: Vec<String> = path.iter().map(safe).collect();
    format!("secret.{}", labels.join("."))
}

fn walk<'a>(node: &'a Node, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, &'a Secret)>) {
    match &node.value {
        Value::Secret(secret) => found.push((path.clone(), secret)),
        Value::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                path.push(index.to_string());
                walk(element, path, found);
                path.pop();
            }
        }
        Value::Record(fields) => {
            for (label, field) in fields {
                path.push(label.clone());
                walk(field, path, found);
                path.pop();
            }
        }
        Value::Union(_, Some(payload)) => walk(payload, path, found),
        Value::Union(_, None)
        | Value::Absent
        | Value::Bool(_)
        | Value::Natural(_)
        | Value::Integer(_)
        | Value::Double(_)
        | Value::Text(_)
        | Value::Date(_)
        | Value::Time(_) => {}
    }
}

/// The group and the key of the secret at `path`; `None` if it is another environment's.
fn place(site: &Site<'_>, path: &[String]) -> Option<(String, String)> {
    let labels: Vec<&str> = path.iter().map(String::as_str).collect();
    let own = site.environment.address.kind.as_str();
    let (group, key) = match labels[..] {
        ["settings", "kraken", "statements", ..] => ("kraken-api", property(&path[2..])),
        ["settings", "kraken", ..] => ("kraken-worker", property(&path[2..])),
        ["settings", "osb", ..] => ("replicator", property(&path[2..])),
        ["settings", "identityconnector", ..] => (IDENTITY_CONNECTOR, property(&path[2..])),
        ["settings", "monitoring", "sonar", ..] => ("sonar", property(&path[2..])),
        ["settings", component, ..] => (component, property(&path[2..])),
        ["plan", "soc", ..] => ("meshfed", property(&path[1..])),
        ["plan", "artifactStore", ..] => (ARTIFACT_STORE, ".dockerconfigjson".to_owned()),
        ["plan", kind, "certificates", "secret"] if kind == own => (CERTIFICATE, String::new()),
        ["plan", "production" | "staging", ..] if labels[1] != own => return None,
        _ => ("instance", property(path)),
    };
    Some((group.to_owned(), key))
}

/// The secrets that the configuration does not name.
fn conventional(site: &Site<'_>) -> Secrets {
    let address = &site.environment.address;
    let mut secrets = Secrets::new();
    let mut add = |component: &str, key: &str, purpose: &str| {
        let entry = Entry {
            key: key.to_owned(),
            reference: format!("{}_{}_{purpose}", address.instance, address.kind),
            property: None,
            backend: "convention",
        };
        secrets.entry(component.to_owned()).or_default().push(entry);
    };
    add("broker", "RABBITMQ_DEFAULT_PASS", "broker_password");
    add("db", "MARIADB_PASSWORD", "db_password");
    add("db", "MARIADB_ROOT_PASSWORD", "db_root_password");
    add(
        "identity-broker",
        "KC_BOOTSTRAP_ADMIN_PASSWORD",
        "identity_broker_admin_password",
    );
    add("identity-broker", "KC_DB_PASSWORD", "identity_db_password");
    add("identity-db", "MARIADB_PASSWORD", "identity_db_password");
    add(
        "identity-db",
        "MARIADB_ROOT_PASSWORD",
        "identity_db_root_password",
    );
    for component in ["kraken-api", "kraken-worker", "meshfed", "replicator"] {
        add(component, "spring.rabbitmq.password", "broker_password");
    }
    add("meshfed", "spring.datasource.password", "db_password");
    add("telemetry", "password", "telemetry_password");
    if flow::mail(&site.environment.declared.instance.settings).is_some_and(|mail| mail.smtp.auth) {
        // The product's own place for it, though it is not part of the record.
        add("meshfed", "mesh.meshfed.mail.password", "smtp_password");
    }
    if site.environment.certificates().is_none() {
        // The operator's certificate covers all instances of its domain.
        let parts = ["tls.crt", "tls.key"].map(|part| Entry {
            key: part.to_owned(),
            reference: "operator_certificate".to_owned(),
            property: Some(part),
            backend: "convention",
        });
        secrets.insert(CERTIFICATE.to_owned(), parts.into());
    }
    secrets
}

/// The name of the secret of Kubernetes that a group becomes. It follows the references, so that workloads
/// roll out when one of them changes.
pub(super) fn secret_name(group: &str, entries: &[Entry]) -> String {
    if component(group).is_none() {
        return group.to_owned();
    }
    let mut text = String::new();
    for entry in entries {
        text.push_str(&format!("{}={}\n", entry.key, entry.reference));
    }
    format!("{group}-secret-{}", name::short_hash(text.as_bytes()))
}

/// `external-secrets.io/v1`, `ExternalSecret`: the fields that are set here.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExternalSecret {
    api_version: &'static str,
    kind: &'static str,
    metadata: k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta,
    spec: Spec,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec {
    data: Vec<Datum>,
    refresh_interval: &'static str,
    secret_store_ref: Store,
    target: Target,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Datum {
    secret_key: String,
    remote_ref: Remote,
}

#[derive(Serialize)]
struct Remote {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    property: Option<&'static str>,
}

#[derive(Serialize)]
struct Store {
    kind: &'static str,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    creation_policy: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<Template>,
}

#[derive(Serialize)]
struct Template {
    r#type: &'static str,
}

/// An external secret for each group.
pub(super) fn external_secrets(site: &Site<'_>, secrets: &Secrets) -> Vec<ExternalSecret> {
    let external = |(group, entries): (&String, &Vec<Entry>)| external_secret(site, group, entries);
    secrets.iter().map(external).collect()
}

fn external_secret(site: &Site<'_>, group: &str, entries: &[Entry]) -> ExternalSecret {
    let store = site.environment.secret_store();
    let mut metadata = site.meta(group, site.component_labels(group));
    let backends: Vec<String> = entries
        .iter()
        .map(|entry| format!("{}={}", entry.key, entry.backend))
        .collect();
    metadata.annotations = Some([("meshc/backends".to_owned(), backends.join(","))].into());
    let r#type = match group {
        CERTIFICATE => Some("kubernetes.io/tls"),
        ARTIFACT_STORE => Some("kubernetes.io/dockerconfigjson"),
        _ => None,
    };
    ExternalSecret {
        api_version: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata,
        spec: Spec {
            data: entries.iter().map(datum).collect(),
            refresh_interval: "1h0m0s",
            secret_store_ref: Store {
                kind: match store.kind {
                    SecretStoreKind::SecretStore => "SecretStore",
                    SecretStoreKind::ClusterSecretStore => "ClusterSecretStore",
                },
                name: store.name,
            },
            target: Target {
                creation_policy: "Owner",
                name: secret_name(group, entries),
                template: r#type.map(|r#type| Template { r#type }),
            },
        },
    }
}

fn datum(entry: &Entry) -> Datum {
    Datum {
        secret_key: entry.key.clone(),
        remote_ref: Remote {
            key: entry.reference.clone(),
            property: entry.property,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_name_the_key_under_which_the_secret_is_mounted() {
        let path = ["platforms", "0", "client_secret"].map(str::to_owned);
        assert_eq!(placeholder(&path), format!("${{{}}}", property(&path)));
        assert_eq!(property(&path), "secret.platforms.0.client_secret");
    }

    #[test]
    fn the_name_of_a_secret_follows_its_references() {
        let entry = |reference: &str| Entry {
            key: "password".to_owned(),
            reference: reference.to_owned(),
            property: None,
            backend: "fromTerraform",
        };
        let name = |reference| secret_name("meshfed", &[entry(reference)]);
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
    }
}
