//! I49: secrets are named, never written down.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Exposed, Node, Secret, Value};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// A secret is written as a reference: `fromTerraform`, `fromEnv` or `fromAnsible` with the name under which
    /// it is kept, of letters, digits and `_ . / -`. `Raw` and `Native` are refused in every environment, and so
    /// are a reference whose name is none, and a private key or the password of a URL in any other text. A text in the place of a secret
    /// cannot be written.
    ///
    /// What stands there is never shown, here or anywhere else.
    ///
    /// ## Why
    ///
    /// What is committed stays in the history of the repository and of all its copies, one of which may be the
    /// customer's. A credential that was committed once is no secret any more and has to be replaced.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// azure with client-secret = meshc.Secret.Raw "hunter2"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// azure with client-secret = meshc.Secret.fromTerraform "acme_lookup_client_secret"
    /// ```
    I49 = "I49", Derived Error, "Secrets are named, never written down",
    Enforcement::Snapshot(check),
    ["Secret"] => ["*"],
    ["Mail", "Smtp"] => ["password", "passwd", "pass", "secret"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        walk(declared, &declared.tree, &mut String::new(), &mut found);
    }
    found
}

/// Looks at every part of an instance; `path` is that of `node`.
fn walk(declared: &Declared, node: &Node, path: &mut String, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Secret(secret) => {
            found.extend(secret_fault(secret).map(|fault| report(declared, path, fault)))
        }
        Value::Text(text) => found.extend(Exposed::find(text).map(|exposed| {
            let fault = match exposed {
                Exposed::PrivateKey => "a private key is written down here",
                Exposed::Password => "a password is written into this URL",
            };
            report(declared, path, fault)
        })),
        Value::Record(fields) => {
            for (label, field) in fields {
                descend(declared, field, label, path, found);
            }
        }
        Value::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                descend(declared, element, &index.to_string(), path, found);
            }
        }
        Value::Union(_, Some(payload)) => walk(declared, payload, path, found),
        Value::Union(_, None)
        | Value::Absent
        | Value::Bool(_)
        | Value::Natural(_)
        | Value::Integer(_)
        | Value::Double(_)
        | Value::Date(_)
        | Value::Time(_) => {}
    }
}

fn descend(declared: &Declared, child: &Node, label: &str, path: &mut String, found: &mut Vec<Diagnostic>) {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    path.push_str(label);
    walk(declared, child, path, found);
    path.truncate(length);
}

fn secret_fault(secret: &Secret) -> Option<&'static str> {
    match secret {
        Secret::Raw(_) => Some("this secret is written down with `Raw`"),
        Secret::Native(_) => Some("this secret is written down with `Native`, be it a name or a literal"),
        Secret::FromTerraform(name) | Secret::FromEnv(name) | Secret::FromAnsible(name) => {
            (!Secret::is_name(name))
                .then_some("what refers to this secret is no name, and may be the secret itself")
        }
    }
}

fn report(declared: &Declared, path: &str, fault: &str) -> Diagnostic {
    I49.finding(fault)
        .on(&Place::in_instance(declared, path), "")
        .expected("a reference, such as `Secret.fromTerraform \"acme_smtp_password\"`")
        .help("keep it in the secret store and write its name; replace a credential that was ever committed")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};

    const CERTIFICATE: &str = "acme:plan.production.certificates.secret";

    #[test]
    fn every_secret_of_every_environment_is_a_named_reference() {
        let lookup = "acme:settings.meshfed.identity-lookup.provider.azure.client-secret";
        let rows: &[Row<'_>] = &[
            (
                &[(CERTIFICATE, json!({ "Raw": "hunter2" }))],
                &["error acme:plan.production.certificates.secret: this secret is written down with `Raw`"],
            ),
            (
                &[(
                    "acme:plan.staging.certificates.secret",
                    json!({ "Native": "hunter2" }),
                )],
                &[
                    "error acme:plan.staging.certificates.secret: this secret is written down with `Native`, be it a \
                   name or a literal",
                ],
            ),
            (
                &[(lookup, json!({ "fromEnv": "hunter2 = pa$$word" }))],
                &[
                    "error acme:settings.meshfed.identity-lookup.provider.azure.client-secret: what refers to this \
                   secret is no name, and may be the secret itself",
                ],
            ),
            (&[(lookup, json!({ "fromEnv": "LOOKUP_CLIENT_SECRET" }))], &[]),
        ];
        check_rows(&I49, rows);
    }

    #[test]
    fn secrets_in_lists_and_alternatives_are_found() {
        let platform = json!([{
            "platform": "azure.west",
            "permissionReplication": { "AzureAd": {
                "groupNamePattern": null,
                "servicePrincipal": {
                    "aadTenant": "example.org",
                    "objectId": "1",
                    "clientId": "2",
                    "clientSecret": { "Raw": "hunter2" },
                },
                "b2bUserInvitation": null,
                "roleMappings": [],
            } },
        }]);
        let found = Sample::new()
            .set("beta:settings.osb.platforms", platform)
            .findings(&I49);
        let place = "settings.osb.platforms.0.permissionReplication.servicePrincipal.clientSecret";
        assert_eq!(
            found,
            [format!(
                "error beta:{place}: this secret is written down with `Raw`"
            )]
        );
    }

    #[test]
    fn a_private_key_is_one_wherever_it_stands() {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE";
        let found = Sample::new().set("acme:customer.name", key).findings(&I49);
        assert_eq!(
            found,
            ["error acme:customer.name: a private key is written down here"]
        );
        let public = "-----BEGIN PUBLIC KEY-----\nMIIE";
        assert_eq!(
            Sample::new().set("acme:customer.name", public).findings(&I49),
            [] as [&str; 0]
        );
    }

    #[test]
    fn no_finding_shows_a_secret() {
        for secret in [
            json!({ "Raw": "hunter2" }),
            json!({ "fromEnv": "hunter2 pa$$word" }),
        ] {
            let found = Sample::new().set(CERTIFICATE, secret).diagnostics(&I49);
            assert_eq!(found.len(), 1);
            assert!(!format!("{found:?}").contains("hunter2"));
        }
    }
}
