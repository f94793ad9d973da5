//! Network policies: nothing is open but what a flow of the product needs.
//!
//! Policies only add to each other, so everything is closed once, for both directions, and each further policy
//! opens one thing. Nothing ever opens a way to another instance: inside the cluster, targets are pods of the
//! same namespace, or those of the cluster's own services by namespace and pod together.

use std::collections::BTreeSet;

use k8s_openapi::api::networking::v1::{
    IPBlock, NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer,
    NetworkPolicyPort, NetworkPolicySpec,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::component::components;
use super::flow::{self, External, Flow, Reach};
use super::site::{Site, texts};

/// Addresses that are nobody's public ones, and the metadata services of clouds, by family.
const PUBLIC: [(&str, &[&str]); 2] = [
    (
        "0.0.0.0/0",
        &[
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
        ],
    ),
    ("::/0", &["::1/128", "fc00::/7", "fe80::/10"]),
];

/// Only the machine itself and the metadata services of clouds, by family.
const ANYWHERE: [(&str, &[&str]); 2] = [
    ("0.0.0.0/0", &["127.0.0.0/8", "169.254.0.0/16"]),
    ("::/0", &["::1/128", "fd00:ec2::254/128", "fe80::/10"]),
];

/// The pods of the cluster that take requests from outside.
fn ingress_controller() -> NetworkPolicyPeer {
    cluster_pods("ingress-nginx", ("app.kubernetes.io/name", "ingress-nginx"))
}

/// Every policy of the environment.
pub(super) fn policies(site: &Site<'_>) -> Vec<NetworkPolicy> {
    let mut policies = vec![default_deny(site), dns(site), monitoring(site)];
    let flows = flow::internal(site.environment);
    policies.extend(
        components(&site.environment.declared.instance.settings)
            .filter_map(|component| between(site, component.name, &flows)),
    );
    policies.extend(flow::exposed().map(|(component, _)| exposed(site, component.name)));
    policies.extend(
        flow::external(site.environment)
            .iter()
            .map(|way| leaving(site, way)),
    );
    policies.push(smoke_test(site));
    policies
}

fn default_deny(site: &Site<'_>) -> NetworkPolicy {
    policy(
        site,
        "default-deny",
        LabelSelector::default(),
        Some(vec![]),
        Some(vec![]),
    )
}

fn dns(site: &Site<'_>) -> NetworkPolicy {
    let rule = NetworkPolicyEgressRule {
        ports: Some(vec![port("TCP", 53), port("UDP", 53)]),
        to: Some(vec![cluster_pods("kube-system", ("k8s-app", "kube-dns"))]),
    };
    policy(
        site,
        "allow-dns",
        LabelSelector::default(),
        None,
        Some(vec![rule]),
    )
}

fn monitoring(site: &Site<'_>) -> NetworkPolicy {
    let rule = NetworkPolicyIngressRule {
        from: Some(vec![cluster_pods(
            "monitoring",
            ("app.kubernetes.io/name", "prometheus"),
        )]),
        ports: Some(vec![NetworkPolicyPort {
            port: Some(IntOrString::String("metrics".to_owned())),
            protocol: Some("TCP".to_owned()),
            end_port: None,
        }]),
    };
    policy(
        site,
        "allow-monitoring",
        LabelSelector::default(),
        Some(vec![rule]),
        None,
    )
}

/// What a component takes from and sends to its neighbours; `None` for one without neighbours.
fn between(site: &Site<'_>, name: &str, flows: &[Flow]) -> Option<NetworkPolicy> {
    let ports_to = |target: &str, source: &str| -> Vec<NetworkPolicyPort> {
        let numbers = flows
            .iter()
            .filter(|flow| flow.to == target && flow.from == source);
        numbers
            .map(|flow| port("TCP", flow::number(flow).into()))
            .collect()
    };
    let sources: BTreeSet<&str> = flows
        .iter()
        .filter(|flow| flow.to == name)
        .map(|flow| flow.from)
        .collect();
    let targets: BTreeSet<&str> = flows
        .iter()
        .filter(|flow| flow.from == name)
        .map(|flow| flow.to)
        .collect();
    let ingress: Vec<_> = sources
        .into_iter()
        .map(|source| NetworkPolicyIngressRule {
            from: Some(vec![neighbour(site, source)]),
            ports: Some(ports_to(name, source)),
        })
        .collect();
    let egress: Vec<_> = targets
        .into_iter()
        .map(|target| NetworkPolicyEgressRule {
            ports: Some(ports_to(target, name)),
            to: Some(vec![neighbour(site, target)]),
        })
        .collect();
    if ingress.is_empty() && egress.is_empty() {
        return None;
    }
    let ingress = Some(ingress).filter(|rules| !rules.is_empty());
    let egress = Some(egress).filter(|rules| !rules.is_empty());
    let selector = site.selector(name);
    Some(policy(site, &format!("allow-{name}"), selector, ingress, egress))
}

fn exposed(site: &Site<'_>, name: &str) -> NetworkPolicy {
    let rule = NetworkPolicyIngressRule {
        from: Some(vec![ingress_controller()]),
        ports: Some(vec![port("TCP", 8080)]),
    };
    policy(
        site,
        &format!("expose-{name}"),
        site.selector(name),
        Some(vec![rule]),
        None,
    )
}

/// A way out of the cluster.
fn leaving(site: &Site<'_>, way: &External) -> NetworkPolicy {
    let blocks = match way.reach {
        Reach::Public => PUBLIC,
        Reach::Anywhere => ANYWHERE,
    };
    let peers = blocks.map(|(cidr, except)| NetworkPolicyPeer {
        ip_block: Some(IPBlock {
            cidr: cidr.to_owned(),
            except: Some(except.iter().map(|&block| block.to_owned()).collect()),
        }),
        ..NetworkPolicyPeer::default()
    });
    let rule = NetworkPolicyEgressRule {
        ports: Some(vec![port("TCP", way.port)]),
        to: Some(peers.into()),
    };
    let selector = any_of(site, way.components);
    policy(
        site,
        &format!("egress-{}", way.name),
        selector,
        None,
        Some(vec![rule]),
    )
}

/// A public host may lead back to the ingress controller without leaving the cluster.
fn smoke_test(site: &Site<'_>) -> NetworkPolicy {
    let rule = NetworkPolicyEgressRule {
        ports: Some(vec![port("TCP", 443)]),
        to: Some(vec![ingress_controller()]),
    };
    let selector = site.selector("sonar");
    policy(
        site,
        "egress-smoke-test-ingress",
        selector,
        None,
        Some(vec![rule]),
    )
}

/// A policy with a direction for each list that is there; an empty list closes its direction.
fn policy(
    site: &Site<'_>,
    name: &str,
    pods: LabelSelector,
    ingress: Option<Vec<NetworkPolicyIngressRule>>,
    egress: Option<Vec<NetworkPolicyEgressRule>>,
) -> NetworkPolicy {
    let types = [("Ingress", ingress.is_some()), ("Egress", egress.is_some())];
    let types = types.into_iter().filter(|(_, there)| *there);
    NetworkPolicy {
        metadata: site.meta(name, site.labels()),
        spec: Some(NetworkPolicySpec {
            policy_types: Some(types.map(|(direction, _)| direction.to_owned()).collect()),
            pod_selector: Some(pods),
            ingress: ingress.filter(|rules| !rules.is_empty()),
            egress: egress.filter(|rules| !rules.is_empty()),
        }),
    }
}

fn port(protocol: &str, number: u64) -> NetworkPolicyPort {
    // A number too large for the type is no port either way, which the invariants find.
    NetworkPolicyPort {
        port: Some(IntOrString::Int(i32::try_from(number).unwrap_or(i32::MAX))),
        protocol: Some(protocol.to_owned()),
        end_port: None,
    }
}

/// Pods of the same namespace: without a selector of namespaces a peer never means another one.
fn neighbour(site: &Site<'_>, component: &str) -> NetworkPolicyPeer {
    NetworkPolicyPeer {
        pod_selector: Some(site.selector(component)),
        ..NetworkPolicyPeer::default()
    }
}

/// Pods of a namespace of the cluster. Both selectors stand in one peer: in two they would add up.
fn cluster_pods(namespace: &str, pods: (&str, &str)) -> NetworkPolicyPeer {
    let labels = |pair| LabelSelector {
        match_labels: Some(texts([pair])),
        ..LabelSelector::default()
    };
    NetworkPolicyPeer {
        namespace_selector: Some(labels(("kubernetes.io/metadata.name", namespace))),
        pod_selector: Some(labels(pods)),
        ip_block: None,
    }
}

fn any_of(site: &Site<'_>, components: &[&str]) -> LabelSelector {
    if let [component] = components {
        return site.selector(component);
    }
    LabelSelector {
        match_labels: Some(site.instance_labels()),
        match_expressions: Some(vec![LabelSelectorRequirement {
            key: "app.kubernetes.io/component".to_owned(),
            operator: "In".to_owned(),
            values: Some(components.iter().map(|&name| name.to_owned()).collect()),
        }]),
    }
}
