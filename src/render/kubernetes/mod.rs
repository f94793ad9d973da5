//! The objects of Kubernetes for one environment.
//!
//! Each environment has a namespace of its own, in which nothing but its components runs. Every object is
//! built from typed Rust, then held to the [`invariant`]s that schemas do not know.

mod component;
mod config;
mod edge;
mod flow;
pub(super) mod invariant;
mod name;
mod network;
mod pod;
mod secret;
mod site;
pub(super) mod violation;
mod workload;

use serde::Serialize;
use serde_json::{Value, json};

use self::component::components;
use self::pod::References;
use self::site::Site;
use super::{RenderError, Target};

/// The fields that come before the others, in this order.
pub(super) const FIRST_FIELDS: [&str; 7] = [
    "apiVersion",
    "kind",
    "metadata",
    "name",
    "namespace",
    "labels",
    "annotations",
];

/// An object and the folder that it belongs in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manifest {
    pub(super) folder: &'static str,
    pub(super) value: Value,
}

/// The folders, in the order in which a person would read them.
const SITE: &str = "00-namespace";
const POLICY: &str = "10-policy";
const CONFIG: &str = "20-config";
const WORKLOAD: &str = "30-workload";
const EDGE: &str = "40-edge";

/// Every object of the environment.
pub(super) fn manifests(target: &Target<'_>) -> Result<Vec<Manifest>, RenderError> {
    let site = Site::new(&target.environment, target.release);
    let secrets = secret::collect(&site)?;
    let configs = config::configs(&site)?;
    let names = configs.iter().map(|config| {
        let name = config.map.metadata.name.clone();
        (config.component, name.unwrap_or_default())
    });
    let references = References {
        configs: names.collect(),
        secrets: &secrets,
    };
    let mut objects = Objects::default();
    objects.add(SITE, [edge::namespace(&site)]);
    objects.add(POLICY, network::policies(&site));
    objects.add(CONFIG, configs.into_iter().map(|config| config.map));
    objects.add(CONFIG, [config::operations(&site)]);
    objects.add(CONFIG, secret::external_secrets(&site, &secrets));
    for component in components(&site.environment.declared.instance.settings) {
        match workload::stateful_set(&site, component, &references) {
            Some(set) => objects.add(WORKLOAD, [set]),
            None => objects.add(WORKLOAD, [workload::deployment(&site, component, &references)]),
        }
        objects.add(WORKLOAD, [workload::service(&site, component)]);
        objects.add(WORKLOAD, [workload::account(&site, component)]);
        objects.add(WORKLOAD, workload::budget(&site, component));
    }
    objects.add(EDGE, edge::ingresses(&site));
    Ok(objects.0)
}

/// What `kubectl apply -k` reads: every file, sorted.
pub(super) fn kustomization(files: &[String]) -> Value {
    json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": files,
    })
}

#[derive(Default)]
struct Objects(Vec<Manifest>);

impl Objects {
    fn add<T: Serialize>(&mut self, folder: &'static str, objects: impl IntoIterator<Item = T>) {
        let manifest = |object: T| Manifest {
            folder,
            value: serde_json::to_value(&object).expect("every key of these types is a text"),
        };
        self.0.extend(objects.into_iter().map(manifest));
    }
}
