//! R43: the hosts of an environment lie under one domain and have the names that people know.

use super::host;
use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentView;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The panel has a domain to itself, and the other hosts are right below it under their usual names: `api.`,
    /// `kraken.`, `sso.` and `sonar.`. Other hosts work and are a warning.
    ///
    /// ## Why
    ///
    /// Documentation, probes and support expect these names, and one wildcard certificate covers them all. A host
    /// under another domain is mostly one that was copied.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// hosts with sso = "login.example.org"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// hosts = meshc.Hosts.under "mesh.example.org"
    /// ```
    R43 = "R43", Stated Warning, "Hosts lie under one domain and have their usual names",
    Enforcement::Snapshot(check),
    ["Hosts"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .fleet
        .environments()
        .flat_map(|environment| judge(&environment))
        .collect()
}

fn judge(environment: &EnvironmentView<'_>) -> Vec<Diagnostic> {
    let hosts = environment.hosts();
    // What is no host has a finding of its own.
    if host::flaw(&hosts.panel).is_some() {
        return Vec::new();
    }
    let others = hosts
        .all()
        .into_iter()
        .filter(|(label, host)| *label != "panel" && host::flaw(host).is_none());
    others
        .filter_map(|(label, host)| {
            let usual = format!("{label}.{}", hosts.panel);
            let place = |label: &str| Place::in_environment(environment, &format!("hosts.{label}"));
            (host != usual).then(|| {
                R43.finding(format!("the host {} is not the usual one", quote(host)))
                    .on(&place(label), "")
                    .beside(&place("panel"), "the domain")
                    .expected(quote(&usual))
                    .help("take the usual name, or make sure that records and certificates know this one")
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn every_host_has_its_usual_name_below_the_panels() {
        let sso = "acme:plan.staging.hosts.sso";
        let message = |host: &str| format!("warning {sso}: the host `{host}` is not the usual one");
        let (other, login) = (
            message("sso.acme.example"),
            message("login.mesh-test.acme.example"),
        );
        let rows: &[Row<'_>] = &[
            (&[(sso, json!("sso.acme.example"))], &[&other]),
            (&[(sso, json!("login.mesh-test.acme.example"))], &[&login]),
            (&[(sso, json!("sso.mesh-test.acme.example"))], &[]),
            (&[(sso, json!("https://sso.acme.example"))], &[]),
            (&[("acme:plan.staging.hosts.panel", json!(""))], &[]),
        ];
        check_rows(&R43, rows);
    }
}
