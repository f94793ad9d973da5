//! What runs a component: a deployment or a stateful set, its service, its account, its budget for disruptions.

use k8s_openapi::api::apps::v1::{
    Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment, StatefulSet, StatefulSetSpec,
};
use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, Service, ServiceAccount, ServicePort, ServiceSpec,
    VolumeResourceRequirements,
};
use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::component::{Component, Scale};
use super::pod::{self, References};
use super::site::Site;

/// The deployment of a component that keeps nothing.
pub(super) fn deployment(site: &Site<'_>, component: &Component, references: &References<'_>) -> Deployment {
    let replicas = pod::replicas(site, component);
    Deployment {
        metadata: site.meta(component.name, site.versioned_labels(component)),
        spec: Some(DeploymentSpec {
            replicas: Some(replicas),
            revision_history_limit: Some(3),
            selector: site.selector(component.name),
            strategy: Some(strategy(component)),
            template: pod::template(site, component, references),
            ..DeploymentSpec::default()
        }),
        ..Deployment::default()
    }
}

/// What may run twice stays up; of what may not, the old one goes first.
fn strategy(component: &Component) -> DeploymentStrategy {
    match component.scale {
        Scale::Replicated => DeploymentStrategy {
            rolling_update: Some(RollingUpdateDeployment {
                max_surge: Some(IntOrString::Int(1)),
                max_unavailable: Some(IntOrString::Int(0)),
            }),
            type_: Some("RollingUpdate".to_owned()),
        },
        Scale::Single | Scale::Store(..) => DeploymentStrategy {
            rolling_update: None,
            type_: Some("Recreate".to_owned()),
        },
    }
}

/// The stateful set of a store; `None` for what keeps nothing.
pub(super) fn stateful_set(
    site: &Site<'_>,
    component: &Component,
    references: &References<'_>,
) -> Option<StatefulSet> {
    let Scale::Store(gibibytes, _) = component.scale else {
        return None;
    };
    let mut template = pod::template(site, component, references);
    let containers = template.spec.iter_mut().flat_map(|spec| &mut spec.containers);
    for container in containers {
        container
            .volume_mounts
            .get_or_insert_default()
            .extend(pod::data_mount(component));
    }
    Some(StatefulSet {
        metadata: site.meta(component.name, site.versioned_labels(component)),
        spec: Some(StatefulSetSpec {
            replicas: Some(1),
            revision_history_limit: Some(3),
            selector: site.selector(component.name),
            service_name: Some(component.name.to_owned()),
            template,
            volume_claim_templates: Some(vec![claim(gibibytes)]),
            ..StatefulSetSpec::default()
        }),
        ..StatefulSet::default()
    })
}

/// A claim cannot be changed later, so nothing in it may follow the release or the size.
fn claim(gibibytes: u32) -> PersistentVolumeClaim {
    let storage = Quantity(format!("{gibibytes}Gi"));
    PersistentVolumeClaim {
        metadata: ObjectMeta {
            name: Some("data".to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(PersistentVolumeClaimSpec {
            access_modes: Some(vec!["ReadWriteOnce".to_owned()]),
            resources: Some(VolumeResourceRequirements {
                limits: None,
                requests: Some([("storage".to_owned(), storage)].into()),
            }),
            ..PersistentVolumeClaimSpec::default()
        }),
        ..PersistentVolumeClaim::default()
    }
}

/// The service of a component; that of a store has no address of its own.
pub(super) fn service(site: &Site<'_>, component: &Component) -> Service {
    let ports = component.ports.iter().map(|port| ServicePort {
        name: Some(port.name.to_owned()),
        port: port.number.into(),
        protocol: Some("TCP".to_owned()),
        target_port: Some(IntOrString::String(port.name.to_owned())),
        ..ServicePort::default()
    });
    Service {
        metadata: site.meta(component.name, site.component_labels(component.name)),
        spec: Some(ServiceSpec {
            cluster_ip: component.is_store().then(|| "None".to_owned()),
            ports: Some(ports.collect()),
            selector: Some(site.selector_labels(component.name)),
            ..ServiceSpec::default()
        }),
        ..Service::default()
    }
}

/// The account that a component runs under; it has no rights and no token.
pub(super) fn account(site: &Site<'_>, component: &Component) -> ServiceAccount {
    ServiceAccount {
        automount_service_account_token: Some(false),
        metadata: site.meta(component.name, site.component_labels(component.name)),
        ..ServiceAccount::default()
    }
}

/// At most one replica away at a time. With one replica it would only keep nodes from being drained.
pub(super) fn budget(site: &Site<'_>, component: &Component) -> Option<PodDisruptionBudget> {
    (pod::replicas(site, component) > 1).then(|| PodDisruptionBudget {
        metadata: site.meta(component.name, site.component_labels(component.name)),
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: Some(IntOrString::Int(1)),
            selector: Some(site.selector(component.name)),
            ..PodDisruptionBudgetSpec::default()
        }),
        ..PodDisruptionBudget::default()
    })
}
