//! Who talks to whom: inside the namespace by component and port, and outside by what the settings ask for.

use super::component::{COMPONENTS, Component, IDENTITY_CONNECTOR, component, components};
use crate::model::{EnvironmentView, IdentityLookup, Mail, PermissionReplication, Plan, Settings};

/// One component may open connections to a port of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// The name of the port.
    pub(super) port: &'static str,
}

/// Some components may open connections to a port outside the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct External {
    /// What for, a label of DNS.
    pub(super) name: &'static str,
    pub(super) components: &'static [&'static str],
    pub(super) port: u64,
    pub(super) reach: Reach,
}

/// Where the other side may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// At a public address.
    Public,
    /// Anywhere, in the customer's own network, too.
    Anywhere,
}

/// The flows that every environment has.
const ALWAYS: [Flow; 13] = [
    flow("identity-broker", "identity-broker", "cluster"),
    flow("identity-broker", "identity-db", "mysql"),
    flow("kraken-api", "broker", "amqp"),
    flow("kraken-api", "document-db", "http"),
    // meshfed tells the other services where everything is.
    flow("kraken-api", "meshfed", "http"),
    flow("kraken-worker", "broker", "amqp"),
    flow("kraken-worker", "document-db", "http"),
    flow("kraken-worker", "meshfed", "http"),
    flow("meshfed", "broker", "amqp"),
    flow("meshfed", "db", "mysql"),
    flow("meshfed", "identity-broker", "http"),
    flow("replicator", "broker", "amqp"),
    flow("replicator", "meshfed", "http"),
];

const fn flow(from: &'static str, to: &'static str, port: &'static str) -> Flow {
    Flow { from, to, port }
}

/// The flows inside the namespace of `environment`.
pub(super) fn internal(environment: &EnvironmentView<'_>) -> Vec<Flow> {
    let mut flows = ALWAYS.to_vec();
    let settings = &environment.declared.instance.settings;
    if replication(settings).any(|way| *way == PermissionReplication::MeshIdb) {
        flows.push(flow("replicator", "identity-broker", "http"));
    }
    if settings.identityconnector.ldap.is_some() {
        flows.push(flow(IDENTITY_CONNECTOR, "meshfed", "http"));
    }
    let measured =
        components(settings).filter(|target| target.name != "telemetry" && target.port("metrics").is_some());
    flows.extend(measured.map(|target| flow("telemetry", target.name, "metrics")));
    flows
}

/// The ways out of the namespace of `environment`, by name.
pub(super) fn external(environment: &EnvironmentView<'_>) -> Vec<External> {
    let instance = &environment.declared.instance;
    let settings = &instance.settings;
    let (own, soc) = match &instance.plan {
        Plan::SaaS(_) => (Reach::Public, None),
        Plan::OnPrem(plan) => (Reach::Anywhere, plan.soc.as_ref()),
    };
    let https = |name, components, reach| External {
        name,
        components,
        port: 443,
        reach,
    };
    let mut ways = vec![
        https("cloud", &["kraken-worker", "replicator"], own),
        https("identity-federation", &["identity-broker"], own),
        https("smoke-test", &["sonar"], own),
        https("telemetry", &["telemetry"], Reach::Public),
    ];
    if matches!(
        settings.meshfed.identity_lookup,
        Some(IdentityLookup {
            provider: Some(_),
            ..
        })
    ) {
        ways.push(https("identity-lookup", &["meshfed"], Reach::Public));
    }
    if let Some(mail) = mail(settings) {
        ways.push(External {
            port: mail.port,
            ..https("smtp", &["meshfed"], own)
        });
    }
    if let Some(ldap) = &settings.identityconnector.ldap {
        ways.push(External {
            port: port_of(&ldap.source.url),
            ..https("directory", &[IDENTITY_CONNECTOR], own)
        });
    }
    if !settings.osb.platforms.is_empty() {
        ways.push(https("service-broker", &["meshfed"], own));
    }
    if replication(settings).any(|way| matches!(way, PermissionReplication::AzureAd(_))) {
        ways.push(https("service-broker-entra", &["replicator"], Reach::Public));
    }
    if let Some(soc) = soc {
        ways.push(External {
            port: port_of(&soc.endpoint),
            ..https("soc", &["meshfed"], Reach::Anywhere)
        });
    }
    ways.sort_by_key(|way| way.name);
    ways
}

/// The components that are reached through the ingress controller, with the label of their host.
pub(super) fn exposed() -> impl Iterator<Item = (&'static Component, &'static str)> {
    COMPONENTS
        .iter()
        .filter_map(|component| Some((component, component.host?)))
}

/// The mail server, when mails are sent.
pub(super) fn mail(settings: &Settings) -> Option<&Mail> {
    settings.meshfed.mail.as_ref().filter(|mail| mail.enabled)
}

/// The number of the port that a flow goes to.
pub(super) fn number(flow: &Flow) -> u16 {
    component(flow.to)
        .and_then(|target| target.port(flow.port))
        .expect("a test sees to it that every flow ends at a port that is there")
}

fn replication(settings: &Settings) -> impl Iterator<Item = &PermissionReplication> {
    let platforms = settings.osb.platforms.iter();
    platforms.map(|platform| &platform.permission_replication)
}

/// The port of a URL; 0, which is no port, where it cannot be read.
fn port_of(url: &str) -> u64 {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let usual = match scheme {
        "ldap" => 389,
        "ldaps" => 636,
        _ => 443,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let behind_address = authority.rsplit(']').next().unwrap_or_default();
    match behind_address.rsplit_once(':') {
        Some((_, port)) => port.parse().unwrap_or(0),
        None => usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flow_joins_components_and_ends_at_a_port() {
        for flow in ALWAYS {
            assert!(component(flow.from).is_some(), "{flow:?}");
            let target = component(flow.to).and_then(|target| target.port(flow.port));
            assert!(target.is_some(), "{flow:?}");
        }
    }

    #[test]
    fn the_port_of_a_link_is_the_one_of_its_url() {
        let rows = [
            ("https://soc.example.org/in", 443),
            ("https://soc.example.org:8443/in", 8443),
            ("https://[2001:db8::1]:8443", 8443),
            ("https://[2001:db8::1]/", 443),
            ("https://soc.example.org:none/", 0),
            ("ldaps://ldap.example.org", 636),
            ("ldap://ldap.example.org/", 389),
            ("ldap://ldap.example.org:3268", 3268),
        ];
        for (url, port) in rows {
            assert_eq!(port_of(url), port, "{url}");
        }
    }
}
