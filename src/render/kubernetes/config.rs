//! The configuration of each component, as the file that it reads.

use k8s_openapi::api::core::v1::ConfigMap;
use serde_json::{Map, Value as Json, json};

use super::component::{IDENTITY_CONNECTOR, components};
use super::flow;
use super::name;
use super::secret::placeholder;
use super::site::Site;
use crate::model::{Node, Plan, Value};
use crate::render::RenderError;
use crate::yaml;

/// A component's configuration.
pub(super) struct Config {
    pub(super) component: &'static str,
    /// The object; its name follows its content, so that a change of it is a rollout.
    pub(super) map: ConfigMap,
}

/// The configuration of every component that has one.
pub(super) fn configs(site: &Site<'_>) -> Result<Vec<Config>, RenderError> {
    let components = components(&site.environment.declared.instance.settings);
    let files = components.filter_map(|component| Some((component.name, file(site, component.name)?)));
    files
        .map(|(component, (file, text))| {
            let text = text.map_err(|error| RenderError::unwritable(site.environment, error))?;
            Ok(Config {
                component,
                map: config_map(site, component, file, text),
            })
        })
        .collect()
}

fn config_map(site: &Site<'_>, component: &str, file: &str, text: String) -> ConfigMap {
    let hash = name::short_hash(text.as_bytes());
    ConfigMap {
        metadata: site.meta(
            format!("{component}-config-{hash}"),
            site.component_labels(component),
        ),
        data: Some([(file.to_owned(), text)].into()),
        immutable: Some(true),
        ..ConfigMap::default()
    }
}

/// The values that no component reads: what the operator has to keep to.
pub(super) fn operations(site: &Site<'_>) -> ConfigMap {
    let environment = site.environment;
    let (backup, logs) = (environment.backup(), environment.log_retention());
    let mut data: Vec<(&str, String)> = vec![
        ("backup.every-hours", backup.every_hours.to_string()),
        ("backup.keep-days", backup.keep_days.to_string()),
        ("log-retention.components-months", logs.components.to_string()),
        ("log-retention.events-months", logs.events.to_string()),
        (
            "log-retention.identity-events-months",
            logs.identity_events.to_string(),
        ),
        (
            "log-retention.identity-logs-months",
            logs.identity_logs.to_string(),
        ),
    ];
    data.extend(backup.request.map(|request| ("backup.request", request)));
    let access = environment.monitoring_access();
    if !access.is_empty() {
        let lines = access
            .iter()
            .map(|access| format!("{} ({})\n", access.principal, access.request));
        data.push(("monitoring-access", lines.collect()));
    }
    let monitor = &environment.declared.instance.settings.monitoring.monitor;
    let told = monitor
        .iter()
        .flat_map(|monitor| &monitor.additional_alert_addresses);
    let lines: String = told.map(|address| format!("{address}\n")).collect();
    data.extend((!lines.is_empty()).then_some(("alert-addresses", lines)));
    ConfigMap {
        metadata: site.meta("operations", site.labels()),
        data: Some(
            data.into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        ),
        ..ConfigMap::default()
    }
}

/// Where the settings of the model stand in the file of each component.
const MESHFED: [(&str, &str); 10] = [
    ("meshfed.register", "meshfed.web.register"),
    ("meshfed.mail", "mesh.meshfed.mail"),
    (
        "meshfed.notification-recipients",
        "mesh.meshfed.notification-recipients",
    ),
    ("meshfed.identity-lookup", "mesh.meshfed.web.identity-lookup"),
    ("meshfed.user", "mesh.web.user"),
    ("meshfed.rolerequest", "mesh.web.user.rolerequest"),
    ("meshfed.platforms", "meshfed.platforms"),
    ("meshfed.defaultQuota", "meshfed.web.customer.defaultQuota"),
    ("meshfed.restriction", "meshfed.web.restriction"),
    ("meshfed.project", "mesh.meshfed.web.project"),
];
const KRAKEN_API: [(&str, &str); 2] = [
    ("kraken.statements", "mesh.kraken.api.statements"),
    ("kraken.productcatalog", "mesh.kraken.productcatalog"),
];
const KRAKEN_WORKER: [(&str, &str); 3] = [
    ("kraken.worker", "kraken-worker"),
    ("kraken.aws-collection", "kraken-worker"),
    ("kraken.meshMarketplace", "mesh.kraken.meshMarketplace"),
];
const REPLICATOR: [(&str, &str); 2] = [
    ("osb.platforms", "mesh.platforms"),
    (
        "replicator.aadUserLookupStrategy",
        "mesh.replicator.aadUserLookupStrategy",
    ),
];
/// The panel's file is `mesh.panel.environment`.
const PANEL: [(&str, &str); 7] = [
    ("panel.registration", "mesh.registration"),
    ("panel.dashboardNotification", "mesh.dashboardNotification"),
    ("panel.motd", "motd"),
    ("panel.payment-description", "payment:payment-description"),
    ("panel.plausible", ""),
    ("panel.sso", "sso"),
    ("panel.ui", "ui"),
];

/// How a service takes its secrets.
const SECRET_FILES: &str = "configtree:/etc/meshstack/secret/";

type Text = Result<String, yaml::Unwritable>;

/// The file that a component reads, with its name.
fn file(site: &Site<'_>, component: &str) -> Option<(&'static str, Text)> {
    let spring = |value: Json| Some(("application.yaml", yaml::document(&value, &[])));
    match component {
        "kraken-api" => spring(merged(service(site, component), kraken_api(site))),
        "kraken-worker" => spring(merged(service(site, component), kraken_worker(site))),
        "meshfed" => spring(merged(service(site, component), meshfed(site))),
        "panel" => Some(("environment.json", Ok(panel(site)))),
        "replicator" => spring(merged(service(site, component), replicator(site))),
        "sonar" => spring(sonar(site)),
        IDENTITY_CONNECTOR => spring(identity_connector(site)),
        "telemetry" => Some(("prometheus.yml", yaml::document(&telemetry(site), &[]))),
        _ => None,
    }
}

/// What every Spring Boot service has: its ports.
fn server() -> Json {
    json!({
        "management": {
            "endpoint": { "health": { "probes": { "enabled": true } } },
            "endpoints": { "web": { "exposure": { "include": "health,info,prometheus" } } },
            "server": { "port": 8081 },
        },
        "server": { "port": 8080 },
    })
}

/// A service that takes its secrets from files and talks to the broker.
fn service(site: &Site<'_>, component: &str) -> Json {
    let own = json!({
        "mesh": { "instance": site.environment.address.instance, "service": component },
        "spring": {
            "config": { "import": SECRET_FILES },
            "rabbitmq": { "host": "broker", "port": 5672, "username": "meshstack" },
        },
    });
    merged(server(), own)
}

fn meshfed(site: &Site<'_>) -> Json {
    let mut value = json!({
        "mesh": {
            "hosts": hosts(site),
            "retention": { "events-months": site.environment.log_retention().events },
        },
        "spring": { "datasource": { "url": "jdbc:mariadb://db:3306/meshfed", "username": "meshfed" } },
    });
    value = merged(value, sections(site, &MESHFED));
    if let Plan::OnPrem(plan) = &site.environment.declared.instance.plan
        && let Some(soc) = &plan.soc
    {
        let token = placeholder(&["soc".to_owned(), "token".to_owned()]);
        value = merged(
            value,
            json!({ "mesh": { "soc": { "endpoint": soc.endpoint, "token": token } } }),
        );
    }
    value
}

fn kraken_api(site: &Site<'_>) -> Json {
    merged(sections(site, &KRAKEN_API), documents())
}

fn kraken_worker(site: &Site<'_>) -> Json {
    merged(sections(site, &KRAKEN_WORKER), documents())
}

fn documents() -> Json {
    json!({ "mesh": { "kraken": { "documents": { "url": "http://document-db:8080" } } } })
}

fn replicator(site: &Site<'_>) -> Json {
    let mut value = sections(site, &REPLICATOR);
    let open_stack = section(site, "replicator.openStack", "");
    if let Some(platforms) = open_stack.as_array() {
        let all = value.pointer_mut("/mesh/platforms").and_then(Json::as_array_mut);
        all.into_iter().for_each(|all| all.extend_from_slice(platforms));
    }
    value
}

/// The smoke tests; with something to try, they log in with secrets from files.
fn sonar(site: &Site<'_>) -> Json {
    let tried = section(site, "monitoring.sonar", "mesh.sonar");
    let files = if tried == json!({}) {
        json!({})
    } else {
        secret_files()
    };
    let own = merged(json!({ "mesh": { "hosts": hosts(site) } }), files);
    merged(merged(server(), own), tried)
}

/// The import of a directory; it needs no broker.
fn identity_connector(site: &Site<'_>) -> Json {
    let directory = section(site, "identityconnector.ldap", "mesh.identityconnector.ldap");
    merged(merged(server(), secret_files()), directory)
}

fn secret_files() -> Json {
    json!({ "spring": { "config": { "import": SECRET_FILES } } })
}

/// What the browser gets; nothing in it is secret.
fn panel(site: &Site<'_>) -> String {
    let value = merged(
        json!({ "mesh": { "hosts": hosts(site) } }),
        sections(site, &PANEL),
    );
    format!("{value:#}\n")
}

fn hosts(site: &Site<'_>) -> Json {
    let hosts = site.environment.hosts().all();
    hosts
        .into_iter()
        .map(|(label, host)| (label.to_owned(), json!(host)))
        .collect::<Map<_, _>>()
        .into()
}

/// Scrapes every component of the namespace and hands the product's metrics to the operator.
fn telemetry(site: &Site<'_>) -> Json {
    let flows = flow::internal(site.environment);
    let measured = flows.iter().filter(|flow| flow.from == "telemetry");
    let jobs: Vec<Json> = measured
        .map(|flow| {
            let path = if ["broker", "identity-broker", "panel"].contains(&flow.to) {
                "/metrics"
            } else {
                "/actuator/prometheus"
            };
            let target = format!("{}:{}", flow.to, flow::number(flow));
            json!({ "job_name": flow.to, "metrics_path": path, "static_configs": [{ "targets": [target] }] })
        })
        .collect();
    let address = &site.environment.address;
    let login = json!({
        "username": site.namespace,
        "password_file": "/etc/meshstack/secret/password",
    });
    json!({
        "global": {
            "external_labels": { "environment": address.kind.as_str(), "instance": address.instance },
            "scrape_interval": "1m",
        },
        "remote_write": [{ "url": OPERATIONS_CENTRE, "basic_auth": login }],
        "scrape_configs": jobs,
    })
}

/// Where the operator takes product metrics.
const OPERATIONS_CENTRE: &str = "https://metrics.meshcloud.io/api/v1/write";

/// Several settings, each below the labels that the component knows it by.
fn sections(site: &Site<'_>, places: &[(&str, &str)]) -> Json {
    let values = places.iter().map(|(from, to)| section(site, from, to));
    values.fold(json!({}), merged)
}

/// The settings at `from`, nested below the labels of `to`; an empty record where nothing is set.
fn section(site: &Site<'_>, from: &str, to: &str) -> Json {
    let labels: Vec<String> = from.split('.').map(str::to_owned).collect();
    let node = site.environment.declared.tree.at(&format!("settings.{from}"));
    let value = node.and_then(|node| data(node, &mut labels[1..].to_vec()));
    let nested = |value, label: &str| json!({ label: value });
    let labels = to.rsplit('.').filter(|label| !label.is_empty());
    value.map_or_else(|| json!({}), |value| labels.fold(value, nested))
}

/// A part as data by the rules of dhall-to-json: an alternative is what it carries or else its name, what is
/// absent is left out, and a list of keys with values is a map. Secrets are placeholders.
fn data(node: &Node, path: &mut Vec<String>) -> Option<Json> {
    let mut child = |label: String, node: &Node| {
        path.push(label);
        let value = data(node, path);
        path.pop();
        value
    };
    Some(match &node.value {
        Value::Absent => return None,
        Value::Bool(bool) => json!(bool),
        Value::Natural(number) => json!(number),
        Value::Integer(number) => json!(number),
        Value::Double(number) => json!(number),
        Value::Text(text) => json!(text),
        Value::Date(date) => json!(date.to_string()),
        Value::Time(time) => json!(time.to_string()),
        Value::Secret(_) => json!(placeholder(path)),
        Value::List(elements) => {
            let values = elements.iter().enumerate();
            let values: Vec<Json> = values
                .filter_map(|(index, element)| child(index.to_string(), element))
                .collect();
            map_of_entries(&values).unwrap_or_else(|| json!(values))
        }
        Value::Record(fields) => {
            let fields = fields.iter();
            let fields =
                fields.filter_map(|(label, field)| Some((label.clone(), child(label.clone(), field)?)));
            Json::Object(fields.collect())
        }
        Value::Union(alternative, None) => json!(alternative),
        Value::Union(_, Some(payload)) => return data(payload, path),
    })
}

/// The map that a list of `{ mapKey, mapValue }` stands for.
fn map_of_entries(values: &[Json]) -> Option<Json> {
    let entry = |value: &Json| {
        let fields = value.as_object().filter(|fields| fields.len() == 2)?;
        Some((
            fields.get("mapKey")?.as_str()?.to_owned(),
            fields.get("mapValue")?.clone(),
        ))
    };
    let fields: Option<Map<String, Json>> = values.iter().map(entry).collect();
    fields.filter(|fields| !fields.is_empty()).map(Json::Object)
}

/// Both records, field by field; where both have a value that is no record, the second one's.
fn merged(one: Json, other: Json) -> Json {
    match (one, other) {
        (Json::Object(mut one), Json::Object(other)) => {
            for (label, value) in other {
                let value = match one.remove(&label) {
                    Some(before) => merged(before, value),
                    None => value,
                };
                one.insert(label, value);
            }
            Json::Object(one)
        }
        (_, other) => other,
    }
}
