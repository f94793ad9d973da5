//! What an API server demands and no schema says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use serde_json::{Number, Value};

use super::Manifest;
use super::name::{is_label, is_subdomain};
use super::violation::{Breach, Violation};

/// Everything that is wrong with the objects of one environment, in order.
pub(in crate::render) fn check(manifests: &[Manifest]) -> Vec<Violation> {
    let values: Vec<&Value> = manifests.iter().map(|manifest| &manifest.value).collect();
    let pods: Vec<&Value> = values
        .iter()
        .filter_map(|value| at(value, "/spec/template/metadata/labels"))
        .collect();
    let mut check = Check {
        names: names(&values),
        ..Check::default()
    };
    for value in &values {
        check.object = title(value);
        check.names(value);
        check.visit(Path::default(), value);
        check.selectors(value, &pods);
    }
    check.duplicates(&values);
    check.violations.sort();
    check.violations
}

/// What is wrong with the name of an instance, which is also the name of a folder.
pub(in crate::render) fn check_instance(id: &str) -> Vec<Violation> {
    let mut check = Check {
        object: "Instance".to_owned(),
        ..Check::default()
    };
    if !is_label(id) {
        check.report("id", Breach::Name(id.to_owned()));
    }
    check.violations
}

/// `Kind/name`.
fn title(value: &Value) -> String {
    format!("{}/{}", text(value, "/kind"), text(value, "/metadata/name"))
}

/// The part at a `/`-separated path of labels that need no escaping.
fn at<'a>(value: &'a Value, pointer: &str) -> Option<&'a Value> {
    pointer
        .split('/')
        .skip(1)
        .try_fold(value, |value, label| value.get(label))
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    at(value, pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The names of the objects that others refer to; an external secret counts as the secret that it makes.
fn names<'a>(values: &[&'a Value]) -> BTreeSet<(&'a str, &'a str)> {
    let named = values.iter().map(|value| match text(value, "/kind") {
        "ExternalSecret" => ("Secret", text(value, "/spec/target/name")),
        kind => (kind, text(value, "/metadata/name")),
    });
    named.collect()
}

/// A place in an object, put into words only when there is something to say about it.
#[derive(Clone, Copy, Default)]
struct Path<'a> {
    around: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Default)]
enum Step<'a> {
    #[default]
    Root,
    Label(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    fn below(&'a self, step: Step<'a>) -> Self {
        Self {
            around: Some(self),
            step,
        }
    }

    fn is_in(&self, label: &str) -> bool {
        let is_here = matches!(self.step, Step::Label(own) if own == label);
        is_here || self.around.is_some_and(|around| around.is_in(label))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(around) = self.around else { return Ok(()) };
        around.fmt(f)?;
        if around.around.is_some() {
            f.write_str(".")?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Label(label) => f.write_str(label),
            Step::Index(index) => index.fmt(f),
        }
    }
}

#[derive(Default)]
struct Check<'a> {
    names: BTreeSet<(&'a str, &'a str)>,
    object: String,
    violations: Vec<Violation>,
}

impl Check<'_> {
    fn report(&mut self, field: impl fmt::Display, breach: Breach) {
        self.violations.push(Violation {
            object: self.object.clone(),
            field: field.to_string(),
            breach,
        });
    }

    fn names(&mut self, value: &Value) {
        let name = text(value, "/metadata/name");
        let fits = match text(value, "/kind") {
            "Service" => is_label(name) && name.starts_with(|first: char| first.is_ascii_lowercase()),
            "Namespace" => is_label(name),
            // Pods are called after these, and a pod's name is a host name.
            "Deployment" | "StatefulSet" => is_label(name) && name.len() <= 52,
            _ => is_subdomain(name),
        };
        if !fits {
            self.report("metadata.name", Breach::Name(name.to_owned()));
        }
        if let Some(namespace) = at(value, "/metadata/namespace").and_then(Value::as_str)
            && !is_label(namespace)
        {
            self.report("metadata.namespace", Breach::Name(namespace.to_owned()));
        }
    }

    /// What holds for a field wherever it stands.
    fn visit(&mut self, path: Path<'_>, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (label, field) in fields {
                    let path = path.below(Step::Label(label));
                    self.field(path, label, field);
                    self.reference(path, label, field);
                    self.visit(path, field);
                }
                if fields.contains_key("cidr") {
                    self.block(path, value);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.visit(path.below(Step::Index(index)), element);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn field(&mut self, path: Path<'_>, label: &str, field: &Value) {
        match (label, field) {
            ("port" | "containerPort" | "targetPort", Value::Number(number)) if !is_port(number) => {
                self.report(path, Breach::Port(number.to_string()));
            }
            ("ports", Value::Array(ports)) => {
                let bare = ports.iter().position(|port| port.get("protocol").is_none());
                if let Some(index) = bare {
                    self.report(path.below(Step::Index(index)), Breach::Protocol);
                }
            }
            ("labels" | "matchLabels", Value::Object(labels)) => {
                for (key, value) in labels {
                    let value = value.as_str().unwrap_or_default();
                    if !is_label_value(value) {
                        self.report(path.below(Step::Label(key)), Breach::LabelValue(value.to_owned()));
                    }
                }
            }
            ("policyTypes", Value::Array(types)) => {
                let known = |direction: &Value| *direction == "Ingress" || *direction == "Egress";
                if types.is_empty() || !types.iter().all(known) {
                    self.report(path, Breach::Direction);
                }
            }
            ("host", Value::String(host)) if path.is_in("rules") && !is_subdomain(host) => {
                self.report(path, Breach::Host(host.clone()));
            }
            ("data", Value::Object(data)) => {
                for key in data.keys().filter(|key| !is_key(key)) {
                    self.report(path, Breach::Key(key.clone()));
                }
            }
            ("secretKey", Value::String(key)) if !is_key(key) => self.report(path, Breach::Key(key.clone())),
            _ => {}
        }
    }

    /// What an object names has to be there.
    fn reference(&mut self, path: Path<'_>, label: &str, field: &Value) {
        let own = field.as_str().unwrap_or_default();
        let (kind, name) = match label {
            "configMap" => ("ConfigMap", text(field, "/name")),
            "secret" => ("Secret", text(field, "/secretName")),
            "secretKeyRef" => ("Secret", text(field, "/name")),
            "secretName" if path.is_in("tls") => ("Secret", own),
            "serviceAccountName" => ("ServiceAccount", own),
            "service" if path.is_in("backend") => ("Service", text(field, "/name")),
            _ => return,
        };
        if !self.names.contains(&(kind, name)) {
            self.report(path, Breach::Dangling(format!("{kind}/{name}")));
        }
    }

    fn block(&mut self, path: Path<'_>, value: &Value) {
        let cidr = text(value, "/cidr");
        let Some(block) = Block::parse(cidr) else {
            return self.report(path.below(Step::Label("cidr")), Breach::Block(cidr.to_owned()));
        };
        let exceptions = value
            .get("except")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for exception in exceptions.filter_map(Value::as_str) {
            match Block::parse(exception) {
                None => self.report(
                    path.below(Step::Label("except")),
                    Breach::Block(exception.to_owned()),
                ),
                Some(inner) if !block.holds(&inner) => {
                    self.report(
                        path.below(Step::Label("except")),
                        Breach::Exception(exception.to_owned()),
                    );
                }
                Some(_) => {}
            }
        }
    }

    fn selectors(&mut self, value: &Value, pods: &[&Value]) {
        let matches = |selector: &Value, labels: &Value| {
            let selector = selector.as_object();
            selector.is_some_and(|wanted| {
                !wanted.is_empty() && wanted.iter().all(|(key, value)| labels.get(key) == Some(value))
            })
        };
        let (pointer, own) = match text(value, "/kind") {
            "Deployment" | "StatefulSet" => ("/spec/selector/matchLabels", true),
            "PodDisruptionBudget" => ("/spec/selector/matchLabels", false),
            "Service" => ("/spec/selector", false),
            _ => return,
        };
        let selector = at(value, pointer).unwrap_or(&Value::Null);
        if own {
            let labels = at(value, "/spec/template/metadata/labels").unwrap_or(&Value::Null);
            if !matches(selector, labels) {
                self.report("spec.selector", Breach::Selector);
            }
        } else if !pods.iter().any(|labels| matches(selector, labels)) {
            self.report("spec.selector", Breach::NoPods);
        }
    }

    fn duplicates(&mut self, values: &[&Value]) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for value in values {
            *counts.entry(title(value)).or_default() += 1;
        }
        for (object, _) in counts.into_iter().filter(|(_, count)| *count > 1) {
            self.object = object;
            self.report("metadata.name", Breach::Duplicate);
        }
    }
}

fn is_port(number: &Number) -> bool {
    number.as_u64().is_some_and(|port| (1..=65535).contains(&port))
}

fn is_label_value(text: &str) -> bool {
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let bytes = text.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    bytes.len() <= 63 && bytes.iter().all(inner) && ends.into_iter().flatten().all(u8::is_ascii_alphanumeric)
}

fn is_key(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text != "."
        && !text.starts_with("..")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// A block of addresses, its prefix in the upper bits.
struct Block {
    is_v4: bool,
    bits: u128,
    length: u32,
}

impl Block {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let length: u32 = length.parse().ok()?;
        let (is_v4, bits, width) = match address.parse().ok()? {
            IpAddr::V4(address) => (true, u128::from(u32::from(address)) << 96, 32),
            IpAddr::V6(address) => (false, u128::from(address), 128),
        };
        (length <= width).then_some(Self { is_v4, bits, length })
    }

    /// Whether `other` is a proper part.
    fn holds(&self, other: &Self) -> bool {
        let mask = u128::MAX.checked_shl(128 - self.length).unwrap_or(0);
        self.is_v4 == other.is_v4 && self.length < other.length && (self.bits ^ other.bits) & mask == 0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Objects without fault: a deployment with its service, its account and its network policy.
    fn objects() -> Vec<Value> {
        let labels = json!({ "app.kubernetes.io/component": "panel" });
        vec![
            json!({ "kind": "ServiceAccount", "metadata": { "name": "panel", "namespace": "acme" } }),
            json!({ "kind": "ConfigMap", "metadata": { "name": "panel-config-1" }, "data": { "a.json": "{}" } }),
            json!({ "kind": "Deployment", "metadata": { "name": "panel" }, "spec": {
                "selector": { "matchLabels": labels },
                "template": { "metadata": { "labels": labels }, "spec": {
                    "containers": [{ "ports": [{ "containerPort": 8080, "protocol": "TCP" }] }],
                    "serviceAccountName": "panel",
                    "volumes": [{ "configMap": { "name": "panel-config-1" } }],
                } },
            } }),
            json!({ "kind": "Service", "metadata": { "name": "panel" }, "spec": {
                "ports": [{ "port": 80, "protocol": "TCP", "targetPort": "http" }], "selector": labels,
            } }),
            json!({ "kind": "NetworkPolicy", "metadata": { "name": "out" }, "spec": {
                "policyTypes": ["Egress"],
                "egress": [{ "to": [{ "ipBlock": { "cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"] } }] }],
            } }),
        ]
    }

    fn violations(objects: Vec<Value>) -> Vec<Violation> {
        let manifest = |value| Manifest { folder: "", value };
        check(&objects.into_iter().map(manifest).collect::<Vec<_>>())
    }

    #[test]
    fn each_thing_that_schemas_let_pass_is_found_at_its_place() {
        assert_eq!(violations(objects()), []);
        let long = "a".repeat(64);
        let rows = [
            (
                2,
                "/spec/template/spec/containers/0/ports/0/containerPort",
                json!(99999),
                Breach::Port("99999".into()),
            ),
            (3, "/spec/ports/0/port", json!(0), Breach::Port("0".into())),
            (3, "/spec/ports/0", json!({ "port": 80 }), Breach::Protocol),
            (4, "/spec/policyTypes", json!(["Ingres"]), Breach::Direction),
            (4, "/spec/policyTypes", json!([]), Breach::Direction),
            (
                2,
                "/spec/selector/matchLabels",
                json!({ "a": "b" }),
                Breach::Selector,
            ),
            (3, "/spec/selector", json!({ "a": "b" }), Breach::NoPods),
            (
                3,
                "/metadata/name",
                json!("Bad_Name"),
                Breach::Name("Bad_Name".into()),
            ),
            (3, "/metadata/name", json!("1st"), Breach::Name("1st".into())),
            (0, "/metadata/namespace", json!(long), Breach::Name(long.clone())),
            (
                3,
                "/metadata",
                json!({ "name": "a", "labels": { "a": "-b" } }),
                Breach::LabelValue("-b".into()),
            ),
            (
                2,
                "/spec/template/spec/serviceAccountName",
                json!("x"),
                Breach::Dangling("ServiceAccount/x".into()),
            ),
            (
                2,
                "/spec/template/spec/volumes/0/configMap/name",
                json!("x"),
                Breach::Dangling("ConfigMap/x".into()),
            ),
            (
                4,
                "/spec/egress/0/to/0/ipBlock/cidr",
                json!("10.0.0.0"),
                Breach::Block("10.0.0.0".into()),
            ),
            (
                4,
                "/spec/egress/0/to/0/ipBlock/cidr",
                json!("10.0.0.0/8"),
                Breach::Exception("10.0.0.0/8".into()),
            ),
            (
                4,
                "/spec/egress/0/to/0/ipBlock/cidr",
                json!("::/0"),
                Breach::Exception("10.0.0.0/8".into()),
            ),
            (1, "/data", json!({ "a/b": "" }), Breach::Key("a/b".into())),
        ];
        for (index, pointer, value, expected) in rows {
            let mut objects = objects();
            *objects[index].pointer_mut(pointer).unwrap() = value;
            let found = violations(objects);
            let breaches: Vec<&Breach> = found.iter().map(|violation| &violation.breach).collect();
            assert_eq!(breaches, [&expected], "{pointer}");
        }
    }

    #[test]
    fn a_place_is_told_by_labels_and_numbers() {
        let mut objects = objects();
        objects[3]["spec"]["ports"][0]["port"] = json!(0);
        let found = violations(objects);
        assert_eq!(
            found[0].to_string(),
            "`Service/panel`, `spec.ports.0.port`: `0` is no port; those are 1 to 65535"
        );
    }

    #[test]
    fn names_are_unique_by_kind() {
        let mut objects = objects();
        objects.push(objects[0].clone());
        let found = violations(objects);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].breach, Breach::Duplicate);
    }
}
