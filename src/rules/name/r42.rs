//! R42: a customer's certificate covers every host, with its whole chain.

use super::host;
use crate::diagnostic::Diagnostic;
use crate::model::{Certificates, Coverage, EnvironmentView};
use crate::rules::{Context, Enforcement, Located, Place, count, quote, rule};

rule! {
    /// The certificate that an On-Prem customer supplies covers every host of its environment, and comes with the
    /// whole chain up to the customer's own roots. A list of names (SAN) names each host; a wildcard covers one
    /// level: `*.example.org` covers `api.example.org`, and neither `example.org` nor `a.b.example.org`.
    ///
    /// `Coverage.Wildcard` is a certificate for a domain and for every name one level below it. Either all hosts
    /// are the panel's and names right below it, or all are names right below one domain. Under plan SaaS, where
    /// the operator sees to certificates, none can be written (R21).
    ///
    /// ## Why
    ///
    /// Browsers forgive nothing: a host that is not covered is down. A certificate without its chain works in
    /// some clients and not in others, and components that talk to each other are among those.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// certificates with coverage = meshc.Coverage.San [ "mesh.example.org", "api.mesh.example.org" ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Certificates.covering hosts (meshc.Secret.fromTerraform "acme_certificate")
    /// ```
    R42 = "R42", Stated Error, "A customer's certificate covers every host with its whole chain",
    Enforcement::Snapshot(check),
    ["Production", "Staging"] => ["certificates", "certificate", "tls", "tlsSecret", "cert"],
    ["Certificates"] => ["coverage", "san", "sans", "hosts", "domains", "fullChain", "chain", "roots", "ca"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for environment in context.fleet.environments() {
        if let Some(certificates) = environment.certificates() {
            found.extend(chain(&environment, certificates));
            found.extend(coverage(&environment, certificates));
        }
    }
    found
}

fn chain(environment: &EnvironmentView<'_>, certificates: &Certificates) -> Option<Diagnostic> {
    (!certificates.full_chain).then(|| {
        R42.finding("the certificate comes without its chain")
            .on(&Place::in_environment(environment, "certificates.fullChain"), "")
            .expected("`True`")
            .help("put the intermediate certificates and your own roots behind the certificate")
    })
}

fn coverage(environment: &EnvironmentView<'_>, certificates: &Certificates) -> Option<Diagnostic> {
    // What is no host has a finding of its own.
    let hosts = environment.hosts().all().into_iter().map(|(_, host)| host);
    let mut hosts: Vec<&str> = hosts.filter(|host| host::flaw(host).is_none()).collect();
    hosts.dedup();
    let missing: Vec<&str> = match &certificates.coverage {
        Coverage::San(names) => {
            let is_covered = |host: &str| names.iter().any(|name| covers(name, host));
            hosts.into_iter().filter(|host| !is_covered(host)).collect()
        }
        Coverage::Wildcard => beyond_wildcard(&hosts),
    };
    if missing.is_empty() {
        return None;
    }
    let (hosts, verb) = (
        count(i128::try_from(missing.len()).unwrap_or(i128::MAX), "host"),
        match missing.len() {
            1 => "is",
            _ => "are",
        },
    );
    let names: Vec<String> = missing.into_iter().map(quote).collect();
    let message = format!(
        "{hosts} {verb} not covered by the certificate: {}",
        names.join(", ")
    );
    Some(
        R42.finding(message)
            .on(&Place::in_environment(environment, "certificates.coverage"), "")
            .beside(&Place::in_environment(environment, "hosts"), "the hosts")
            .expected("every host of the environment")
            .help("write what the certificate covers; if it does not cover all, ask for another one"),
    )
}

/// Whether a name of a certificate covers a host, RFC 6125, section 6.4.3: a wildcard is the whole leftmost label
/// and stands for one label.
fn covers(name: &str, host: &str) -> bool {
    match name.strip_prefix("*.") {
        Some(domain) => is_right_below(host, domain),
        None => name.eq_ignore_ascii_case(host),
    }
}

fn is_right_below(host: &str, domain: &str) -> bool {
    let parent = host.split_once('.').map(|(_, parent)| parent);
    domain.contains('.') && parent.is_some_and(|parent| parent.eq_ignore_ascii_case(domain))
}

/// The hosts that are not covered by a certificate for a domain and the names right below it, for the domain that
/// leaves out the fewest; the first host is the panel's.
fn beyond_wildcard<'a>(hosts: &[&'a str]) -> Vec<&'a str> {
    let Some(panel) = hosts.first() else {
        return Vec::new();
    };
    let parent = panel.split_once('.').map(|(_, parent)| parent);
    let domains = [Some(*panel), parent].into_iter().flatten();
    let beyond = domains.map(|domain| {
        let is_beyond = |host: &&&str| **host != domain && !is_right_below(host, domain);
        hosts.iter().filter(is_beyond).copied().collect::<Vec<_>>()
    });
    beyond.min_by_key(Vec::len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn a_wildcard_stands_for_one_whole_label() {
        for (name, host, expected) in [
            ("mesh.acme.example", "mesh.acme.example", true),
            ("MESH.acme.example", "mesh.acme.example", true),
            ("*.acme.example", "mesh.acme.example", true),
            ("*.acme.example", "api.mesh.acme.example", false),
            ("*.acme.example", "acme.example", false),
            ("*.example", "acme.example", false),
            ("m*.acme.example", "mesh.acme.example", false),
            ("acme.example", "mesh.acme.example", false),
        ] {
            assert_eq!(covers(name, host), expected, "{name} {host}");
        }
    }

    #[test]
    fn every_host_is_covered_with_the_whole_chain() {
        let coverage = |names: &[&str]| {
            (
                "acme:plan.production.certificates.coverage",
                json!({ "San": names }),
            )
        };
        let place = "error acme:plan.production.certificates";
        let missing =
            format!("{place}.coverage: 1 host is not covered by the certificate: `sso.mesh.acme.example`");
        let all = format!(
            "{place}.coverage: 5 hosts are not covered by the certificate: `mesh.acme.example`, \
             `api.mesh.acme.example`, `kraken.mesh.acme.example`, `sso.mesh.acme.example`, `sonar.mesh.acme.example`"
        );
        let chain = format!("{place}.fullChain: the certificate comes without its chain");
        let deep =
            format!("{place}.coverage: 1 host is not covered by the certificate: `a.b.mesh.acme.example`");
        let three = [
            "mesh.acme.example",
            "api.mesh.acme.example",
            "kraken.mesh.acme.example",
            "sonar.mesh.acme.example",
        ];
        let rows: &[Row<'_>] = &[
            (&[coverage(&three)], &[&missing]),
            (&[coverage(&[])], &[&all]),
            (&[coverage(&["mesh.acme.example", "*.mesh.acme.example"])], &[]),
            (
                &[("acme:plan.production.certificates.fullChain", json!(false))],
                &[&chain],
            ),
            (
                &[("acme:plan.production.hosts.sso", json!("a.b.mesh.acme.example"))],
                &[&deep],
            ),
            (
                &[("acme:plan.production.hosts.sso", json!("login.mesh.acme.example"))],
                &[],
            ),
        ];
        check_rows(&R42, rows);
    }

    #[test]
    fn a_wildcard_may_be_that_of_the_panels_domain() {
        let host = |label: &str, host: &str| (format!("acme:plan.production.hosts.{label}"), json!(host));
        let siblings = [
            host("api", "mesh-api.acme.example"),
            host("kraken", "mesh-kraken.acme.example"),
            host("sso", "mesh-sso.acme.example"),
            host("sonar", "mesh-sonar.acme.example"),
        ];
        let edits: Vec<_> = siblings
            .iter()
            .map(|(path, json)| (path.as_str(), json.clone()))
            .collect();
        check_rows(&R42, &[(&edits, &[])]);
    }
}
