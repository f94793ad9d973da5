//! R24: no instance talks to another one.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, EnvironmentAddress, Node, Value};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// No setting of an instance points at a host of another instance, neither by its name nor in a URL. In the
    /// cluster, a network policy is rendered for every environment that lets nothing through from another
    /// environment's namespace.
    ///
    /// ## Why
    ///
    /// Instances belong to different customers. A service broker, a mail server or a link that is another
    /// customer's gets tokens and names of people that it must not see; mostly it is a line that was copied from
    /// one instance to the next.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- in the instance of beta
    /// invitation with redirect-url = "https://mesh.acme.example"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// invitation with redirect-url = "https://mesh.beta.example"
    /// ```
    R24 = "R24", Stated Error, "No instance talks to another one",
    Enforcement::Snapshot(check),
    ["SaaS", "OnPrem", "SaasProduction", "Production", "Staging"] => [
        "networkPolicy", "networkPolicies", "allowFrom", "allowedNamespaces", "ingressFrom", "egressTo", "peers",
    ],
}

/// The environments by their hosts.
type Owners = BTreeMap<String, EnvironmentAddress>;

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut owners = Owners::new();
    for environment in context.fleet.environments() {
        for (_, host) in environment.hosts().all() {
            owners
                .entry(host.to_owned())
                .or_insert_with(|| environment.address.clone());
        }
    }
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        let search = Search {
            owners: &owners,
            declared,
        };
        for part in ["plan", "settings"] {
            if let Some(node) = declared.tree.child(part) {
                search.walk(node, &mut part.to_owned(), &mut found);
            }
        }
    }
    found
}

struct Search<'a> {
    owners: &'a Owners,
    declared: &'a Declared,
}

impl Search<'_> {
    /// Looks at every text; `path` is that of `node`.
    fn walk(&self, node: &Node, path: &mut String, found: &mut Vec<Diagnostic>) {
        match &node.value {
            Value::Text(text) => found.extend(self.judge(text, path)),
            // Of hosts that are those of two environments, another rule speaks.
            Value::Record(fields) => {
                for (label, child) in fields.iter().filter(|(label, _)| *label != "hosts") {
                    self.descend(label, child, path, found);
                }
            }
            Value::List(elements) => {
                for (index, child) in elements.iter().enumerate() {
                    self.descend(&index.to_string(), child, path, found);
                }
            }
            Value::Union(_, Some(payload)) => self.walk(payload, path, found),
            Value::Union(_, None)
            | Value::Absent
            | Value::Bool(_)
            | Value::Natural(_)
            | Value::Integer(_)
            | Value::Double(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::Secret(_) => {}
        }
    }

    fn descend(&self, label: &str, child: &Node, path: &mut String, found: &mut Vec<Diagnostic>) {
        let length = path.len();
        path.push('.');
        path.push_str(label);
        self.walk(child, path, found);
        path.truncate(length);
    }

    fn judge(&self, text: &str, path: &str) -> Option<Diagnostic> {
        let host = host(text)?;
        let owner = self.owners.get(&host)?;
        (owner.instance != self.declared.instance.id).then(|| {
            R24.finding(format!("this points at {}, a host of `{owner}`", quote(&host)))
                .on(&Place::in_instance(self.declared, path), "")
                .expected("a host of this instance, or of nobody else's")
                .help("one instance never talks to another; write the host of this one")
        })
    }
}

/// The host that a text names: a URL's, or the text itself with or without port and path. Mail addresses name
/// people.
fn host(text: &str) -> Option<String> {
    let text = text.trim();
    let authority = match text.split_once("://") {
        Some((_, rest)) => {
            let authority = rest.split(['/', '?', '#']).next()?;
            authority.rsplit_once('@').map_or(authority, |(_, host)| host)
        }
        None => {
            let host = text.split(['/', '?', '#']).next()?;
            match host.split_once('@') {
                Some((_, scp)) => scp.split_once(':')?.0,
                None => host,
            }
        }
    };
    let name = authority.split(':').next()?.trim_end_matches('.');
    name.contains('.').then(|| name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn hosts_are_found_in_every_form() {
        for (text, expected) in [
            ("https://mesh.acme.example", Some("mesh.acme.example")),
            (
                "https://user@Mesh.Acme.example.:8443/path?x=y",
                Some("mesh.acme.example"),
            ),
            ("mesh.acme.example:443/path", Some("mesh.acme.example")),
            ("git@mesh.acme.example:config.git", Some("mesh.acme.example")),
            ("it@mesh.acme.example", None),
            ("bastion", None),
            ("", None),
        ] {
            assert_eq!(host(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_host_of_another_instance_is_found_anywhere_and_ones_own_is_not() {
        let endpoint = |endpoint: &str| json!({ "endpoint": endpoint, "token": { "fromEnv": "SOC_TOKEN" } });
        let soc = "acme:plan.soc";
        let message = "error acme:plan.soc.endpoint: this points at `api.beta.mesh.example`, a host of \
                       `beta/production`";
        for (value, expected) in [
            ("https://api.beta.mesh.example/events", Some(message)),
            ("https://api.mesh.acme.example/events", None),
            ("https://mesh.example/events", None),
        ] {
            let found = Sample::new().set(soc, endpoint(value)).findings(&R24);
            assert_eq!(found, Vec::from_iter(expected), "{value}");
        }
        let access = json!([{ "principal": "sso.mesh-test.acme.example", "request": "SUP-1" }]);
        let found = Sample::new()
            .set("beta:plan.production.monitoringAccess", access)
            .findings(&R24);
        assert_eq!(
            found,
            [
                "error beta:plan.production.monitoringAccess.0.principal: this points at \
                 `sso.mesh-test.acme.example`, a host of `acme/staging`"
            ]
        );
    }
}
