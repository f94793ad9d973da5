//! What the objects of one environment share: its namespace, its labels, where its images come from.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::component::{Component, Image};
use super::name;
use crate::model::{EnvironmentView, Plan};
use crate::release::Version;

/// Where the operator keeps the artifacts of releases; a customer's own store takes its place.
const OPERATOR_REGISTRY: &str = "registry.meshcloud.io/meshstack";

/// The labels by which objects find the pods of a component. They cannot be changed later.
const INSTANCE: &str = "app.kubernetes.io/instance";
const NAME: &str = "app.kubernetes.io/name";
const COMPONENT: &str = "app.kubernetes.io/component";

/// An environment, and what its objects share.
pub(super) struct Site<'a> {
    pub(super) environment: &'a EnvironmentView<'a>,
    pub(super) release: &'a Version,
    /// The namespace, one for each environment and nothing else in it.
    pub(super) namespace: String,
}

impl<'a> Site<'a> {
    pub(super) fn new(environment: &'a EnvironmentView<'a>, release: &'a Version) -> Self {
        let address = &environment.address;
        Self {
            environment,
            release,
            namespace: name::label(&format!("meshstack-{}-{}", address.instance, address.kind)),
        }
    }

    /// The registry and the path in it under which the images of every component are.
    pub(super) fn registry(&self) -> &'a str {
        match &self.environment.declared.instance.plan {
            Plan::OnPrem(plan) => match &plan.artifact_store {
                Some(store) => store.registry.trim_end_matches('/'),
                None => OPERATOR_REGISTRY,
            },
            Plan::SaaS(_) => OPERATOR_REGISTRY,
        }
    }

    /// The image of a component.
    pub(super) fn image(&self, component: &Component) -> String {
        let repository = match component.image {
            Image::Product => component.name,
            Image::Foreign(repository, _) => repository,
        };
        format!("{}/{repository}:{}", self.registry(), self.version(component))
    }

    /// The version that a component runs in.
    pub(super) fn version(&self, component: &Component) -> String {
        match component.image {
            Image::Product => self.release.to_string(),
            Image::Foreign(_, tag) => tag.to_owned(),
        }
    }

    /// The labels of every object.
    pub(super) fn labels(&self) -> BTreeMap<String, String> {
        let mut labels = self.instance_labels();
        labels.extend(texts([
            ("app.kubernetes.io/managed-by", "meshc"),
            ("app.kubernetes.io/part-of", "meshstack"),
        ]));
        labels
    }

    /// The labels of what belongs to a component.
    pub(super) fn component_labels(&self, component: &str) -> BTreeMap<String, String> {
        let mut labels = self.labels();
        labels.insert(COMPONENT.to_owned(), component.to_owned());
        labels
    }

    /// The labels of what changes with the version of a component; never part of a selector.
    pub(super) fn versioned_labels(&self, component: &Component) -> BTreeMap<String, String> {
        let mut labels = self.component_labels(component.name);
        labels.insert("app.kubernetes.io/version".to_owned(), self.version(component));
        labels
    }

    /// The labels by which the pods of a component are found.
    pub(super) fn selector_labels(&self, component: &str) -> BTreeMap<String, String> {
        let mut labels = self.instance_labels();
        labels.insert(COMPONENT.to_owned(), component.to_owned());
        labels
    }

    /// The labels that all pods of the environment have, and no others.
    pub(super) fn instance_labels(&self) -> BTreeMap<String, String> {
        texts([(INSTANCE, self.namespace.as_str()), (NAME, "meshstack")])
    }

    /// Selects the pods of a component.
    pub(super) fn selector(&self, component: &str) -> LabelSelector {
        LabelSelector {
            match_labels: Some(self.selector_labels(component)),
            ..LabelSelector::default()
        }
    }

    /// The metadata of an object in the namespace.
    pub(super) fn meta(&self, name: impl Into<String>, labels: BTreeMap<String, String>) -> ObjectMeta {
        ObjectMeta {
            name: Some(name.into()),
            namespace: Some(self.namespace.clone()),
            labels: Some(labels),
            ..ObjectMeta::default()
        }
    }
}

/// A map from pairs of texts.
pub(super) fn texts<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
