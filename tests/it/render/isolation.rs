//! Who can reach whom, worked out from the rendered policies as a cluster would.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde_json::Value as Json;

use super::fleet::{bundles, objects, on_prem, saas};

/// A pod of the cluster, or a host outside.
#[derive(Clone, Debug)]
struct Peer {
    namespace: String,
    labels: BTreeMap<String, String>,
    ports: BTreeMap<String, u64>,
    address: Ipv4Addr,
}

struct Cluster {
    policies: Vec<Json>,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Ingress,
    Egress,
}

impl Cluster {
    fn allows(&self, from: &Peer, to: &Peer, port: u64) -> bool {
        self.passes(from, to, to, port, Way::Egress) && self.passes(to, from, to, port, Way::Ingress)
    }

    /// Whether the policies of `own` let a connection with `other` pass, which goes to `port` of `target`.
    fn passes(&self, own: &Peer, other: &Peer, target: &Peer, port: u64, way: Way) -> bool {
        let (name, list, peers) = match way {
            Way::Ingress => ("Ingress", "ingress", "from"),
            Way::Egress => ("Egress", "egress", "to"),
        };
        let applying: Vec<&Json> = self
            .policies
            .iter()
            .filter(|policy| {
                policy["metadata"]["namespace"] == own.namespace.as_str()
                    && selects(&policy["spec"]["podSelector"], &own.labels)
                    && policy["spec"]["policyTypes"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|kind| kind == name)
            })
            .collect();
        let opens = |policy: &&Json| {
            let namespace = policy["metadata"]["namespace"].as_str().unwrap();
            let rules = policy["spec"][list].as_array().into_iter().flatten();
            rules.into_iter().any(|rule| {
                let ports = rule["ports"].as_array();
                let through =
                    ports.is_none_or(|ports| ports.iter().any(|entry| is_port(&entry["port"], port, target)));
                let known = rule[peers].as_array();
                through && known.is_none_or(|known| known.iter().any(|peer| means(peer, other, namespace)))
            })
        };
        applying.is_empty() || applying.iter().any(opens)
    }
}

fn is_port(entry: &Json, port: u64, target: &Peer) -> bool {
    match entry {
        Json::Number(number) => number.as_u64() == Some(port),
        Json::String(name) => target.ports.get(name) == Some(&port),
        _ => true,
    }
}

fn means(peer: &Json, other: &Peer, own_namespace: &str) -> bool {
    if let Some(block) = peer.get("ipBlock") {
        let excluded = block["except"].as_array().into_iter().flatten();
        return within(block["cidr"].as_str().unwrap(), other.address)
            && !excluded
                .into_iter()
                .any(|block| within(block.as_str().unwrap(), other.address));
    }
    let namespace = match peer.get("namespaceSelector") {
        None => other.namespace == own_namespace,
        Some(selector) => {
            let labels = [("kubernetes.io/metadata.name".to_owned(), other.namespace.clone())].into();
            selects(selector, &labels)
        }
    };
    namespace
        && peer
            .get("podSelector")
            .is_none_or(|selector| selects(selector, &other.labels))
}

fn within(block: &str, address: Ipv4Addr) -> bool {
    let (base, length) = block.split_once('/').unwrap();
    let Ok(base) = base.parse::<Ipv4Addr>() else {
        return false;
    };
    let mask = u32::MAX
        .checked_shl(32 - length.parse::<u32>().unwrap())
        .unwrap_or(0);
    u32::from(base) & mask == u32::from(address) & mask
}

fn selects(selector: &Json, labels: &BTreeMap<String, String>) -> bool {
    let equal = selector["matchLabels"].as_object().into_iter().flatten();
    let mut expressions = selector["matchExpressions"].as_array().into_iter().flatten();
    equal
        .into_iter()
        .all(|(key, value)| labels.get(key).map(String::as_str) == value.as_str())
        && expressions.all(|expression| {
            assert_eq!(expression["operator"], "In");
            let own = labels
                .get(expression["key"].as_str().unwrap())
                .map_or("", String::as_str);
            expression["values"]
                .as_array()
                .unwrap()
                .iter()
                .any(|value| value == own)
        })
}

fn texts(json: &Json) -> BTreeMap<String, String> {
    let fields = json.as_object().unwrap().iter();
    fields
        .map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned()))
        .collect()
}

fn pod(workload: &Json, address: Ipv4Addr) -> Peer {
    let template = &workload["spec"]["template"];
    let ports = template["spec"]["containers"][0]["ports"]
        .as_array()
        .unwrap()
        .iter();
    Peer {
        namespace: workload["metadata"]["namespace"].as_str().unwrap().to_owned(),
        labels: texts(&template["metadata"]["labels"]),
        ports: ports
            .map(|port| {
                (
                    port["name"].as_str().unwrap().to_owned(),
                    port["containerPort"].as_u64().unwrap(),
                )
            })
            .collect(),
        address,
    }
}

/// A pod of a cluster's own services.
fn system(namespace: &str, label: (&str, &str)) -> Peer {
    Peer {
        namespace: namespace.to_owned(),
        labels: [(label.0.to_owned(), label.1.to_owned())].into(),
        ports: BTreeMap::new(),
        address: Ipv4Addr::new(10, 0, 255, 1),
    }
}

fn outside(address: [u8; 4]) -> Peer {
    Peer {
        namespace: String::new(),
        labels: BTreeMap::new(),
        ports: BTreeMap::new(),
        address: address.into(),
    }
}

/// One cluster in which all of some instances run, and its pods.
fn cluster() -> (Cluster, Vec<Peer>) {
    let aws = serde_json::json!({ "AWS": { "account": "1", "region": "eu-central-1" } });
    let instances = [
        saas("acme"),
        saas("acme-two"),
        on_prem("globex", aws.clone(), "Large"),
        on_prem("hooli", aws, "Small"),
    ];
    let all: Vec<Json> = bundles(&instances).iter().flat_map(objects).collect();
    let workloads = all
        .iter()
        .filter(|object| object["kind"] == "Deployment" || object["kind"] == "StatefulSet");
    let pods = workloads
        .enumerate()
        .map(|(index, workload)| pod(workload, Ipv4Addr::new(10, 0, 1, u8::try_from(index).unwrap())));
    let pods = pods.collect();
    let policies = all
        .into_iter()
        .filter(|object| object["kind"] == "NetworkPolicy")
        .collect();
    (Cluster { policies }, pods)
}

fn find<'a>(pods: &'a [Peer], namespace: &str, component: &str) -> &'a Peer {
    let is_it =
        |pod: &&Peer| pod.namespace == namespace && pod.labels["app.kubernetes.io/component"] == component;
    pods.iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("{namespace} {component}"))
}

#[test]
fn no_pod_reaches_a_pod_of_another_environment() {
    let (cluster, pods) = cluster();
    let ports: Vec<u64> = vec![
        25, 53, 80, 443, 587, 1433, 3306, 5672, 6443, 7800, 8080, 8081, 8443, 9000, 9090, 15692,
    ];
    let mut pairs = 0;
    for from in &pods {
        for to in pods.iter().filter(|to| to.namespace != from.namespace) {
            for port in &ports {
                assert!(!cluster.allows(from, to, *port), "{from:?} -> {to:?}:{port}");
                pairs += 1;
            }
        }
    }
    assert!(pairs > 10_000, "{pairs}");
}

#[test]
fn inside_an_environment_exactly_the_flows_of_the_product_are_open() {
    let (cluster, pods) = cluster();
    let own: Vec<&Peer> = pods
        .iter()
        .filter(|pod| pod.namespace == "meshstack-acme-production")
        .collect();
    let mut open = Vec::new();
    for from in &own {
        for to in &own {
            for (name, port) in &to.ports {
                let component = |pod: &Peer| pod.labels["app.kubernetes.io/component"].clone();
                if component(from) != "telemetry" && cluster.allows(from, to, *port) {
                    open.push(format!("{} -> {} {name}", component(from), component(to)));
                }
            }
        }
    }
    open.sort();
    let expected = [
        "identity-broker -> identity-broker cluster",
        "identity-broker -> identity-db mysql",
        "kraken-api -> broker amqp",
        "kraken-api -> document-db http",
        "kraken-api -> meshfed http",
        "kraken-worker -> broker amqp",
        "kraken-worker -> document-db http",
        "kraken-worker -> meshfed http",
        "meshfed -> broker amqp",
        "meshfed -> db mysql",
        "meshfed -> identity-broker http",
        "replicator -> broker amqp",
        "replicator -> meshfed http",
    ];
    assert_eq!(open, expected);
}

#[test]
fn a_flow_that_a_setting_asks_for_is_open_where_it_is_set() {
    let (cluster, pods) = cluster();
    for (namespace, expected) in [
        ("meshstack-acme-production", false),
        ("meshstack-globex-production", true),
    ] {
        let pod = |component| find(&pods, namespace, component);
        assert_eq!(
            cluster.allows(pod("replicator"), pod("identity-broker"), 8080),
            expected
        );
        // A public mail server, one in the customer's network, a metadata service.
        assert_eq!(
            cluster.allows(pod("meshfed"), &outside([198, 51, 100, 7]), 587),
            expected
        );
        assert_eq!(
            cluster.allows(pod("meshfed"), &outside([10, 9, 9, 9]), 587),
            expected
        );
        assert_eq!(
            cluster.allows(pod("meshfed"), &outside([10, 9, 9, 9]), 8443),
            expected
        );
        assert!(!cluster.allows(pod("meshfed"), &outside([169, 254, 169, 254]), 587));
        assert!(!cluster.allows(pod("replicator"), &outside([169, 254, 169, 254]), 443));
        assert!(cluster.allows(pod("replicator"), &outside([198, 51, 100, 7]), 443));
        assert!(!cluster.allows(pod("panel"), &outside([198, 51, 100, 7]), 443));
        assert!(!cluster.allows(pod("db"), &outside([198, 51, 100, 7]), 443));
    }
    let saas = find(&pods, "meshstack-acme-production", "replicator");
    assert!(!cluster.allows(saas, &outside([10, 9, 9, 9]), 443));
}

#[test]
fn the_clusters_own_services_get_in_where_they_have_to_and_nowhere_else() {
    let (cluster, pods) = cluster();
    let controller = system("ingress-nginx", ("app.kubernetes.io/name", "ingress-nginx"));
    let prometheus = system("monitoring", ("app.kubernetes.io/name", "prometheus"));
    let impostors = [
        system("other", ("app.kubernetes.io/name", "ingress-nginx")),
        system("ingress-nginx", ("app.kubernetes.io/name", "else")),
    ];
    let exposed = ["identity-broker", "kraken-api", "meshfed", "panel", "sonar"];
    let dns = system("kube-system", ("k8s-app", "kube-dns"));
    for pod in &pods {
        let component = pod.labels["app.kubernetes.io/component"].as_str();
        assert_eq!(
            cluster.allows(&controller, pod, 8080),
            exposed.contains(&component),
            "{component}"
        );
        for port in pod.ports.values() {
            for impostor in &impostors {
                assert!(!cluster.allows(impostor, pod, *port), "{component}");
            }
            let is_metrics = pod.ports.get("metrics") == Some(port);
            assert_eq!(cluster.allows(&prometheus, pod, *port), is_metrics, "{component}");
        }
        assert!(cluster.allows(pod, &dns, 53), "{component}");
    }
}
