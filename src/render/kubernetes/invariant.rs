//! What an API server demands and no schema says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::IpAddr;

use serde_json::Value;

use super::Manifest;
use super::name::{is_label, is_subdomain};

/// What is wrong with an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The object, such as `Service/panel`.
    pub object: String,
    /// The field, such as `spec.ports.0.port`.
    pub field: String,
    /// What holds there, and what would be right.
    pub breach: Breach,
}

/// What an object can do wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Breach {
    /// Two objects of one kind have the same name.
    Duplicate,
    /// The name is no name of DNS of the length that its kind takes.
    Name(String),
    /// The host is no name of DNS.
    Host(String),
    /// The text is neither empty nor a value of a label.
    LabelValue(String),
    /// The number is no port, 1 to 65535.
    Port(String),
    /// The protocol is not written out.
    Protocol,
    /// The policy has a direction that is neither `Ingress` nor `Egress`, or none.
    Direction,
    /// The block is no block of addresses.
    Block(String),
    /// The exception does not lie inside the block.
    Exception(String),
    /// The selector does not find the pods of its own template.
    Selector,
    /// The service or budget finds no pods.
    NoPods,
    /// The object that is named is not there.
    Dangling(String),
    /// The key is none of a config map or secret.
    Key(String),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`, `{}`: ", self.object, self.field)?;
        match &self.breach {
            Breach::Duplicate => f.write_str("another object of this kind has the same name"),
            Breach::Name(name) => write!(f, "`{name}` is no name of DNS that this kind takes"),
            Breach::Host(host) => write!(f, "`{host}` is no host name of DNS"),
            Breach::LabelValue(value) => write!(
                f,
                "`{value}` is no value of a label; those are at most 63 letters, digits, `-`, `_` and `.`"
            ),
            Breach::Port(port) => write!(f, "`{port}` is no port; those are 1 to 65535"),
            Breach::Protocol => f.write_str("the protocol is not written out"),
            Breach::Direction => f.write_str("a policy is for `Ingress`, `Egress` or both"),
            Breach::Block(block) => write!(f, "`{block}` is no block of addresses"),
            Breach::Exception(block) => {
                write!(f, "`{block}` does not lie inside the block that it is cut from")
            }
            Breach::Selector => f.write_str("the selector does not find the pods of its own template"),
            Breach::NoPods => f.write_str("no workload has pods with these labels"),
            Breach::Dangling(name) => write!(f, "`{name}` is not among the objects"),
            Breach::Key(key) => write!(
                f,
                "`{key}` is no key; those are letters, digits, `-`, `_` and `.`"
            ),
        }
    }
}

/// Everything that is wrong with the objects of one environment, in order.
pub(in crate::render) fn check(manifests: &[Manifest]) -> Vec<Violation> {
    let mut check = Check::default();
    let values: Vec<&Value> = manifests.iter().map(|manifest| &manifest.value).collect();
    let pods: Vec<&Value> = values
        .iter()
        .filter_map(|value| value.pointer("/spec/template/metadata/labels"))
        .collect();
    let names = names(&values);
    for value in &values {
        check.object = title(value);
        check.names(value);
        check.visit("", value);
        check.selectors(value, &pods);
        check.references(value, &names);
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

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The names of the objects that others refer to; an external secret counts as the secret that it makes.
fn names<'a>(values: &[&'a Value]) -> BTreeSet<(&'a str, &'a str)> {
    let named = values.iter().map(|value| match text(value, "/kind") {
        "ExternalSecret" => ("Secret", text(value, "/spec/target/name")),
        kind => (kind, text(value, "/metadata/name")),
    });
    named.collect()
}

#[derive(Default)]
struct Check {
    object: String,
    violations: Vec<Violation>,
}

impl Check {
    fn report(&mut self, field: &str, breach: Breach) {
        self.violations.push(Violation {
            object: self.object.clone(),
            field: field.trim_start_matches('.').to_owned(),
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
        if let Some(namespace) = value.pointer("/metadata/namespace").and_then(Value::as_str)
            && !is_label(namespace)
        {
            self.report("metadata.namespace", Breach::Name(namespace.to_owned()));
        }
    }

    /// What holds for a field wherever it stands.
    fn visit(&mut self, path: &str, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (label, field) in fields {
                    self.field(&format!("{path}.{label}"), label, field);
                }
                if fields.contains_key("cidr") {
                    self.block(path, value);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.visit(&format!("{path}.{index}"), element);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn field(&mut self, path: &str, label: &str, field: &Value) {
        match (label, field) {
            ("port" | "containerPort" | "targetPort", Value::Number(number))
                if !number.as_u64().is_some_and(|port| (1..=65535).contains(&port)) =>
            {
                self.report(path, Breach::Port(number.to_string()));
            }
            ("ports", Value::Array(ports)) => {
                for (index, port) in ports.iter().enumerate() {
                    if port.get("protocol").is_none() {
                        self.report(&format!("{path}.{index}"), Breach::Protocol);
                    }
                }
            }
            ("labels" | "matchLabels", Value::Object(labels)) => {
                for (key, value) in labels {
                    let value = value.as_str().unwrap_or_default();
                    if !is_label_value(value) {
                        self.report(&format!("{path}.{key}"), Breach::LabelValue(value.to_owned()));
                    }
                }
            }
            ("policyTypes", Value::Array(types)) => {
                let known = |direction: &Value| *direction == "Ingress" || *direction == "Egress";
                if types.is_empty() || !types.iter().all(known) {
                    self.report(path, Breach::Direction);
                }
            }
            ("host", Value::String(host)) if path.contains(".rules.") && !is_subdomain(host) => {
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
        self.visit(path, field);
    }

    fn block(&mut self, path: &str, value: &Value) {
        let cidr = text(value, "/cidr");
        let Some(block) = Block::parse(cidr) else {
            return self.report(&format!("{path}.cidr"), Breach::Block(cidr.to_owned()));
        };
        let exceptions = value
            .get("except")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for exception in exceptions.filter_map(Value::as_str) {
            match Block::parse(exception) {
                None => self.report(&format!("{path}.except"), Breach::Block(exception.to_owned())),
                Some(inner) if !block.holds(&inner) => {
                    self.report(&format!("{path}.except"), Breach::Exception(exception.to_owned()));
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
        let selector = value.pointer(pointer).unwrap_or(&Value::Null);
        if own {
            let labels = value
                .pointer("/spec/template/metadata/labels")
                .unwrap_or(&Value::Null);
            if !matches(selector, labels) {
                self.report("spec.selector", Breach::Selector);
            }
        } else if !pods.iter().any(|labels| matches(selector, labels)) {
            self.report("spec.selector", Breach::NoPods);
        }
    }

    /// What an object names has to be there.
    fn references(&mut self, value: &Value, names: &BTreeSet<(&str, &str)>) {
        let mut wanted: Vec<(String, &str, &str)> = Vec::new();
        collect_references("", value, &mut wanted);
        for (path, kind, name) in wanted {
            if !names.contains(&(kind, name)) {
                self.report(&path, Breach::Dangling(format!("{kind}/{name}")));
            }
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

fn collect_references<'a>(path: &str, value: &'a Value, wanted: &mut Vec<(String, &'static str, &'a str)>) {
    let children: Vec<(String, &str, &Value)> = match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(label, field)| (format!("{path}.{label}"), label.as_str(), field))
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(index, element)| (format!("{path}.{index}"), "", element))
            .collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (path, label, field) in children {
        let named = match label {
            "configMap" => Some(("ConfigMap", text(field, "/name"))),
            "secret" => Some(("Secret", text(field, "/secretName"))),
            "secretKeyRef" => Some(("Secret", text(field, "/name"))),
            "secretName" if path.contains(".tls.") => Some(("Secret", field.as_str().unwrap_or_default())),
            "serviceAccountName" => Some(("ServiceAccount", field.as_str().unwrap_or_default())),
            "service" if path.contains(".backend.") => Some(("Service", text(field, "/name"))),
            _ => None,
        };
        if let Some((kind, name)) = named {
            wanted.push((path.clone(), kind, name));
        }
        collect_references(&path, field, wanted);
    }
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
