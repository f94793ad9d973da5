//! The pod of a component: one container that may do as little as possible.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    Capabilities, ConfigMapVolumeSource, Container, ContainerPort, EmptyDirVolumeSource, EnvVar,
    EnvVarSource, ExecAction, HTTPGetAction, LocalObjectReference, PodSecurityContext, PodSpec,
    PodTemplateSpec, Probe, ResourceRequirements, SeccompProfile, SecretKeySelector, SecretVolumeSource,
    SecurityContext, TopologySpreadConstraint, Volume, VolumeMount,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::component::{Component, Health, Scale, SecretStyle};
use super::secret::{self, Entry, Secrets};
use super::site::Site;
use crate::model::Size;

/// What the pods of an environment refer to.
pub(super) struct References<'a> {
    /// The name of each component's configuration.
    pub(super) configs: BTreeMap<&'static str, String>,
    pub(super) secrets: &'a Secrets,
}

/// How many replicas a component runs in.
pub(super) fn replicas(site: &Site<'_>, component: &Component) -> i32 {
    match (&component.scale, site.environment.size()) {
        (Scale::Single | Scale::Store(..), _) | (Scale::Replicated, Size::Small) => 1,
        (Scale::Replicated, Size::Medium) => 2,
        (Scale::Replicated, Size::Large) => 3,
    }
}

/// The pods of a component.
pub(super) fn template(
    site: &Site<'_>,
    component: &Component,
    references: &References<'_>,
) -> PodTemplateSpec {
    let secrets = references.secrets;
    let pull = secrets.get(secret::ARTIFACT_STORE).map(|entries| {
        let name = secret::secret_name(secret::ARTIFACT_STORE, entries);
        vec![LocalObjectReference { name }]
    });
    let (volumes, mounts) = volumes(component, references).into_iter().unzip();
    PodTemplateSpec {
        metadata: Some(ObjectMeta {
            labels: Some(site.versioned_labels(component)),
            ..ObjectMeta::default()
        }),
        spec: Some(PodSpec {
            automount_service_account_token: Some(false),
            containers: vec![container(site, component, references, mounts)],
            enable_service_links: Some(false),
            image_pull_secrets: pull,
            security_context: Some(pod_security(component)),
            service_account_name: Some(component.name.to_owned()),
            topology_spread_constraints: (replicas(site, component) > 1)
                .then(|| vec![spread(site, component)]),
            volumes: Some(volumes),
            ..PodSpec::default()
        }),
    }
}

fn container(
    site: &Site<'_>,
    component: &Component,
    references: &References<'_>,
    mounts: Vec<VolumeMount>,
) -> Container {
    let owned = |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.to_owned()).collect() };
    let (live, ready) = match component.health {
        Health::Http(port, live, ready) => (http(port, live), http(port, ready)),
        Health::Command(command) => (exec(owned(command)), exec(owned(command))),
    };
    Container {
        args: Some(owned(component.args)).filter(|args| !args.is_empty()),
        env: Some(variables(site, component, references)).filter(|variables| !variables.is_empty()),
        image: Some(site.image(component)),
        // A process that starts slowly is given five minutes before anybody judges it.
        startup_probe: Some(Probe {
            failure_threshold: Some(30),
            period_seconds: Some(10),
            ..live.clone()
        }),
        liveness_probe: Some(live),
        name: component.name.to_owned(),
        ports: Some(
            component
                .ports
                .iter()
                .map(|port| container_port(port.name, port.number))
                .collect(),
        ),
        readiness_probe: Some(ready),
        resources: Some(resources(site, component)),
        security_context: Some(container_security()),
        volume_mounts: Some(mounts),
        ..Container::default()
    }
}

fn container_port(name: &str, number: u16) -> ContainerPort {
    ContainerPort {
        container_port: number.into(),
        name: Some(name.to_owned()),
        protocol: Some("TCP".to_owned()),
        ..ContainerPort::default()
    }
}

fn http(port: &str, path: &str) -> Probe {
    Probe {
        http_get: Some(HTTPGetAction {
            path: Some(path.to_owned()),
            port: IntOrString::String(port.to_owned()),
            ..HTTPGetAction::default()
        }),
        ..probe()
    }
}

fn exec(command: Vec<String>) -> Probe {
    Probe {
        exec: Some(ExecAction {
            command: Some(command),
        }),
        ..probe()
    }
}

fn probe() -> Probe {
    Probe {
        period_seconds: Some(10),
        timeout_seconds: Some(5),
        ..Probe::default()
    }
}

fn variables(site: &Site<'_>, component: &Component, references: &References<'_>) -> Vec<EnvVar> {
    let fixed = component
        .variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let mut variables: Vec<EnvVar> = fixed.map(|(name, value)| literal(name, value)).collect();
    if component.name == "identity-broker" {
        let host = format!("https://{}", site.environment.hosts().sso);
        variables.push(literal("KC_HOSTNAME".to_owned(), host));
    }
    if component.secrets == SecretStyle::Variables {
        let entries = references
            .secrets
            .get(component.name)
            .map_or(&[][..], Vec::as_slice);
        let name = secret::secret_name(component.name, entries);
        variables.extend(entries.iter().map(|entry| from_secret(&name, entry)));
    }
    variables.sort_by(|one, other| one.name.cmp(&other.name));
    variables
}

fn literal(name: String, value: String) -> EnvVar {
    EnvVar {
        name,
        value: Some(value),
        value_from: None,
    }
}

fn from_secret(secret: &str, entry: &Entry) -> EnvVar {
    EnvVar {
        name: entry.key.clone(),
        value: None,
        value_from: Some(EnvVarSource {
            secret_key_ref: Some(SecretKeySelector {
                key: entry.key.clone(),
                name: secret.to_owned(),
                optional: None,
            }),
            ..EnvVarSource::default()
        }),
    }
}

/// Memory doubles with the size; half a core for each gibibyte is set aside, and the processor is not limited.
fn resources(site: &Site<'_>, component: &Component) -> ResourceRequirements {
    let factor = match site.environment.size() {
        Size::Small => 1,
        Size::Medium => 2,
        Size::Large => 4,
    };
    let memory = component.memory * factor;
    let processor = Quantity(format!("{}m", (memory / 2).max(50)));
    // An API server would write it in the largest unit; so does this, and nobody sees a difference.
    let memory = Quantity(match memory % 1024 {
        0 => format!("{}Gi", memory / 1024),
        _ => format!("{memory}Mi"),
    });
    ResourceRequirements {
        limits: Some([("memory".to_owned(), memory.clone())].into()),
        requests: Some([("cpu".to_owned(), processor), ("memory".to_owned(), memory)].into()),
        ..ResourceRequirements::default()
    }
}

fn volumes(component: &Component, references: &References<'_>) -> Vec<(Volume, VolumeMount)> {
    let mut volumes = Vec::new();
    if let Some(config) = references.configs.get(component.name) {
        let volume = Volume {
            config_map: Some(ConfigMapVolumeSource {
                name: config.clone(),
                ..ConfigMapVolumeSource::default()
            }),
            ..Volume::default()
        };
        volumes.push(mounted(volume, "config", "/etc/meshstack/config", true));
    }
    if let (SecretStyle::Files, Some(entries)) = (&component.secrets, references.secrets.get(component.name))
    {
        let volume = Volume {
            secret: Some(SecretVolumeSource {
                default_mode: Some(0o440),
                secret_name: Some(secret::secret_name(component.name, entries)),
                ..SecretVolumeSource::default()
            }),
            ..Volume::default()
        };
        volumes.push(mounted(volume, "secret", "/etc/meshstack/secret", true));
    }
    for (index, path) in component.scratch.iter().enumerate() {
        volumes.push(mounted(scratch(), &format!("scratch-{index}"), path, false));
    }
    volumes.push(mounted(scratch(), "tmp", "/tmp", false));
    volumes
}

/// The volume of a store, which its stateful set claims.
pub(super) fn data_mount(component: &Component) -> Option<VolumeMount> {
    let Scale::Store(_, path) = component.scale else {
        return None;
    };
    Some(mounted(Volume::default(), "data", path, false).1)
}

fn scratch() -> Volume {
    Volume {
        empty_dir: Some(EmptyDirVolumeSource::default()),
        ..Volume::default()
    }
}

fn mounted(volume: Volume, name: &str, path: &str, read_only: bool) -> (Volume, VolumeMount) {
    let volume = Volume {
        name: name.to_owned(),
        ..volume
    };
    let mount = VolumeMount {
        mount_path: path.to_owned(),
        name: name.to_owned(),
        read_only: read_only.then_some(true),
        ..VolumeMount::default()
    };
    (volume, mount)
}

/// Pod Security Standards, restricted.
fn pod_security(component: &Component) -> PodSecurityContext {
    PodSecurityContext {
        fs_group: Some(component.user),
        run_as_group: Some(component.user),
        run_as_non_root: Some(true),
        run_as_user: Some(component.user),
        seccomp_profile: Some(SeccompProfile {
            type_: "RuntimeDefault".to_owned(),
            localhost_profile: None,
        }),
        ..PodSecurityContext::default()
    }
}

/// Pod Security Standards, restricted, and a root file system that cannot be written to.
fn container_security() -> SecurityContext {
    SecurityContext {
        allow_privilege_escalation: Some(false),
        capabilities: Some(Capabilities {
            add: None,
            drop: Some(vec!["ALL".to_owned()]),
        }),
        read_only_root_filesystem: Some(true),
        ..SecurityContext::default()
    }
}

fn spread(site: &Site<'_>, component: &Component) -> TopologySpreadConstraint {
    TopologySpreadConstraint {
        label_selector: Some(site.selector(component.name)),
        max_skew: 1,
        topology_key: "kubernetes.io/hostname".to_owned(),
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        ..TopologySpreadConstraint::default()
    }
}
