//! The edge of an environment: its namespace, and the hosts under which it is reached.

use k8s_openapi::api::core::v1::Namespace;
use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule, IngressServiceBackend,
    IngressSpec, IngressTLS, ServiceBackendPort,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::component::Component;
use super::flow;
use super::secret::CERTIFICATE;
use super::site::Site;

/// The version of the Pod Security Standards that is held to; pinned, so that a cluster's upgrade changes nothing.
const POD_SECURITY: &str = "v1.29";

/// The namespace, with the strictest of the Pod Security Standards.
pub(super) fn namespace(site: &Site<'_>) -> Namespace {
    let mut labels = site.labels();
    for mode in ["audit", "enforce", "warn"] {
        let key = format!("pod-security.kubernetes.io/{mode}");
        labels.insert(format!("{key}-version"), POD_SECURITY.to_owned());
        labels.insert(key, "restricted".to_owned());
    }
    Namespace {
        metadata: ObjectMeta {
            name: Some(site.namespace.clone()),
            labels: Some(labels),
            ..ObjectMeta::default()
        },
        ..Namespace::default()
    }
}

/// One ingress for each component that is reached from outside.
pub(super) fn ingresses(site: &Site<'_>) -> Vec<Ingress> {
    let hosts = site.environment.hosts().all();
    let host_of = |wanted: &str| {
        hosts
            .iter()
            .find(|(label, _)| *label == wanted)
            .map(|(_, host)| *host)
    };
    flow::exposed()
        .filter_map(|(component, label)| Some(ingress(site, component, host_of(label)?)))
        .collect()
}

fn ingress(site: &Site<'_>, component: &Component, host: &str) -> Ingress {
    let path = HTTPIngressPath {
        backend: IngressBackend {
            service: Some(IngressServiceBackend {
                name: component.name.to_owned(),
                port: Some(ServiceBackendPort {
                    name: Some("http".to_owned()),
                    number: None,
                }),
            }),
            resource: None,
        },
        path: Some("/".to_owned()),
        path_type: "Prefix".to_owned(),
    };
    Ingress {
        metadata: site.meta(component.name, site.component_labels(component.name)),
        spec: Some(IngressSpec {
            ingress_class_name: Some("nginx".to_owned()),
            rules: Some(vec![IngressRule {
                host: Some(host.to_owned()),
                http: Some(HTTPIngressRuleValue { paths: vec![path] }),
            }]),
            tls: Some(vec![IngressTLS {
                hosts: Some(vec![host.to_owned()]),
                secret_name: Some(CERTIFICATE.to_owned()),
            }]),
            ..IngressSpec::default()
        }),
        ..Ingress::default()
    }
}
