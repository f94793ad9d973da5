//! The hosts of an environment: DNS names, and its own.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentAddress;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Each host of an environment is a full DNS name in lower case: at least two labels of letters, digits and
    /// inner hyphens, without scheme, port, path, wildcard or final point. No two environments of the fleet have
    /// a host in common.
    ///
    /// ## Why
    ///
    /// Hosts become routes and certificates, and a route takes a bare name only. A host that two environments
    /// share sends the requests of one to the other, and environments are isolated from each other.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with hosts.panel = "https://mesh.example.org/"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with hosts.panel = "mesh.example.org"
    /// ```
    HOST = "model/host", Derived Error, "A host is a DNS name, and of one environment only",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut owners: BTreeMap<String, (EnvironmentAddress, Place)> = BTreeMap::new();
    for environment in context.fleet.environments() {
        let hosts = environment.hosts();
        // What is wrong with a domain is wrong with every host below it, and said once.
        let mut faulty: Vec<&str> = Vec::new();
        for (label, host) in hosts.all() {
            let is_below = |domain: &&str| host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
            if faulty.iter().any(is_below) {
                continue;
            }
            let place = Place::in_environment(&environment, &format!("hosts.{label}"));
            if let Some(finding) = shape(host, &place) {
                found.push(finding);
                faulty.push(host);
                continue;
            }
            let owner = (environment.address.clone(), place.clone());
            let (owner, first) = owners.entry(host.to_owned()).or_insert(owner);
            if *owner != environment.address {
                faulty.push(host);
                let message = format!("the host {} is already one of `{owner}`", quote(host));
                found.push(
                    HOST.finding(message)
                        .on(&place, "")
                        .beside(first, "the other environment's")
                        .expected("a host of its own")
                        .help("give each environment a domain of its own"),
                );
            }
        }
    }
    found
}

fn shape(host: &str, place: &Place) -> Option<Diagnostic> {
    let fault = flaw(host)?;
    let finding = HOST
        .finding(format!("the host {} {fault}", quote(host)))
        .on(place, "")
        .expected("a DNS name such as `mesh.example.org`");
    let bare = host.split_once("://").map_or(host, |(_, rest)| rest);
    let bare = bare.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let bare = bare.trim().trim_end_matches('.').to_lowercase();
    Some(match flaw(&bare) {
        None => finding
            .help(format!("write `{bare}`"))
            .replace(place, format!("\"{bare}\"")),
        Some(_) => finding,
    })
}

/// Why a text is no full DNS name in lower case.
pub(super) fn flaw(host: &str) -> Option<&'static str> {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if host.is_empty() {
        Some("is empty")
    } else if host.contains("://") {
        Some("is a URL")
    } else if host.starts_with("*.") {
        Some("is a wildcard")
    } else if host.chars().any(char::is_uppercase) {
        Some("has upper-case letters")
    } else if host.len() > 253 || !host.split('.').all(is_label) {
        Some("is no DNS name")
    } else if !host.contains('.') {
        Some("is not a full DNS name")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};

    #[test]
    fn hosts_are_full_dns_names() {
        let rows = [
            ("mesh.acme.example", None, None),
            ("xn--mnchen-3ya.example", None, None),
            (
                "https://mesh.acme.example/",
                Some("is a URL"),
                Some("\"mesh.acme.example\""),
            ),
            (
                "mesh.acme.example:443",
                Some("is no DNS name"),
                Some("\"mesh.acme.example\""),
            ),
            (
                "Mesh.Acme.Example",
                Some("has upper-case letters"),
                Some("\"mesh.acme.example\""),
            ),
            (
                "mesh.acme.example.",
                Some("is no DNS name"),
                Some("\"mesh.acme.example\""),
            ),
            ("mesh..example", Some("is no DNS name"), None),
            ("-mesh.example", Some("is no DNS name"), None),
            ("*.acme.example", Some("is a wildcard"), None),
            ("localhost", Some("is not a full DNS name"), None),
            ("", Some("is empty"), None),
        ];
        for (host, fault, mended) in rows {
            let found = Sample::new()
                .set("acme:plan.production.hosts.panel", host)
                .diagnostics(&HOST);
            let messages: Vec<_> = found.iter().map(|found| found.message.clone()).collect();
            assert_eq!(
                messages,
                Vec::from_iter(fault.map(|fault| format!("the host `{host}` {fault}")))
            );
            let suggestion = found.first().and_then(|found| found.suggestion.as_ref());
            assert_eq!(
                suggestion.map(|suggestion| suggestion.replacement.as_str()),
                mended,
                "{host}"
            );
        }
    }

    #[test]
    fn no_two_environments_share_a_host() {
        let host = json!("api.mesh.acme.example");
        let rows: &[Row<'_>] = &[
            (
                &[("beta:plan.production.hosts.api", host.clone())],
                &[
                    "error beta:plan.production.hosts.api: the host `api.mesh.acme.example` is already one of \
                   `acme/production`",
                ],
            ),
            (
                &[("acme:plan.staging.hosts.sso", host.clone())],
                &[
                    "error acme:plan.staging.hosts.sso: the host `api.mesh.acme.example` is already one of \
                   `acme/production`",
                ],
            ),
            // One environment may serve two components under one name.
            (&[("acme:plan.production.hosts.sso", host)], &[]),
        ];
        check_rows(&HOST, rows);
    }
}
