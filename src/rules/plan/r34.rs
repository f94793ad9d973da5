//! R34: artifacts are pushed to stores of On-Prem customers only.

use crate::diagnostic::Diagnostic;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

/// The host of the operator's own registry.
const OPERATOR: &str = "registry.meshcloud.io";

rule! {
    /// The artifacts of new releases can be pushed to a store of an On-Prem customer, which has an address and a
    /// credential to push with. A store without either, or one under plan SaaS, cannot be written.
    ///
    /// The address is a host with the path of the images, without scheme, login, tag or digest, in lower case as
    /// names of images are. It is not the operator's own registry.
    ///
    /// ## Why
    ///
    /// Customers need the artifacts where they run them: to admit, to deliver, to archive. Where the operator
    /// runs them there is nothing to deliver.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , artifactStore = Some { registry = "registry.example.org/mesh" }
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Plan.OnPrem
    ///   meshc.OnPrem::{
    ///   , agreement
    ///   , infrastructure
    ///   , pipeline
    ///   , production
    ///   , artifactStore = Some
    ///     { registry = "registry.example.org/mesh"
    ///     , credential = meshc.Secret.fromTerraform "acme_registry"
    ///     }
    ///   }
    /// ```
    R34 = "R34", Stated Error, "Artifacts are pushed to stores of On-Prem customers only",
    Enforcement::Snapshot(check),
    ["SaaS", "SaasProduction"] => [
        "artifactStore", "artifactStores", "artifactRegistry", "artifactDelivery", "artifacts", "delivery",
    ],
    ["ArtifactStore"] => ["registry", "credential", "credentials", "owner", "url", "address"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        let Some(store) = &plan.artifact_store else {
            continue;
        };
        let place = Place::in_instance(declared, "plan.artifactStore.registry");
        found.extend(judge(&store.registry).map(|(message, mended)| {
            let finding = R34
                .finding(message)
                .on(&place, "")
                .expected("a host and a path such as `registry.example.org/meshstack`");
            match mended {
                Some(mended) => finding.replace(&place, format!("\"{mended}\"")),
                None => finding,
            }
        }));
    }
    found
}

/// What is wrong with the address of a store, and the address that was probably meant.
fn judge(registry: &str) -> Option<(String, Option<String>)> {
    let bare = registry.split_once("://").map_or(registry, |(_, rest)| rest);
    if bare.contains('@') {
        // A login may be in it, so the text is not repeated.
        let message = "the address of the artifact store has a login or a digest in it";
        return Some((message.to_owned(), None));
    }
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let shown = quote(registry);
    let message = if registry.trim().is_empty() {
        "the address of the artifact store is empty".to_owned()
    } else if name.eq_ignore_ascii_case(OPERATOR) {
        format!("{shown} is the operator's own registry")
    } else if bare != registry {
        format!("{shown} is a URL")
    } else if is_address(host, path) {
        return None;
    } else {
        format!("{shown} is no address of a registry")
    };
    let lower = bare.trim_matches('/').to_lowercase();
    let (host, path) = lower.split_once('/').unwrap_or((&lower, ""));
    let is_mended = is_address(host, path) && !host.starts_with(OPERATOR);
    Some((message, is_mended.then(|| lower.clone())))
}

/// Whether this is a DNS name, perhaps with a port, and a path as the OCI's distribution specification has it.
fn is_address(host: &str, path: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_part = |part: &str, inner: &[u8]| {
        let ends = part.bytes().next().zip(part.bytes().last());
        ends.is_some_and(|(first, last)| is_plain(first) && is_plain(last))
            && part.bytes().all(|byte| is_plain(byte) || inner.contains(&byte))
    };
    name.contains('.')
        && name.split('.').all(|label| is_part(label, b"-"))
        && port.parse::<u16>().is_ok_and(|port| port > 0)
        && path
            .trim_end_matches('/')
            .split('/')
            .all(|part| path.is_empty() || is_part(part, b"-_."))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    fn check(registry: &str, expected: Option<(&str, Option<&str>)>) {
        let store = json!({ "registry": registry, "credential": { "fromTerraform": "acme_registry" } });
        let found = Sample::new()
            .set("acme:plan.artifactStore", store)
            .diagnostics(&R34);
        let shown = found.first().map(|found| {
            let mended = found.suggestion.as_ref();
            (
                found.message.as_str(),
                mended.map(|mended| mended.replacement.as_str()),
            )
        });
        assert_eq!(shown, expected, "{registry}");
    }

    #[test]
    fn a_store_is_a_host_and_a_path_of_the_customer() {
        for right in [
            "registry.acme.example",
            "registry.acme.example/meshstack/",
            "registry.acme.example:5000/mirror/mesh_stack",
            "europe-west3-docker.pkg.dev/acme/mesh",
            "meshcloud.io.acme.example/registry.meshcloud.io",
        ] {
            check(right, None);
        }
        check("", Some(("the address of the artifact store is empty", None)));
        check(
            "https://registry.acme.example/mesh",
            Some((
                "`https://registry.acme.example/mesh` is a URL",
                Some("\"registry.acme.example/mesh\""),
            )),
        );
        check(
            "registry.acme.example/Mesh",
            Some((
                "`registry.acme.example/Mesh` is no address of a registry",
                Some("\"registry.acme.example/mesh\""),
            )),
        );
        check(
            "registry.acme.example/mesh:latest",
            Some((
                "`registry.acme.example/mesh:latest` is no address of a registry",
                None,
            )),
        );
        check("registry", Some(("`registry` is no address of a registry", None)));
        check(
            "registry.acme.example//mesh",
            Some(("`registry.acme.example//mesh` is no address of a registry", None)),
        );
        check(
            "registry.meshcloud.io/acme",
            Some((
                "`registry.meshcloud.io/acme` is the operator's own registry",
                None,
            )),
        );
    }

    #[test]
    fn a_login_in_the_address_is_not_repeated() {
        let message = "the address of the artifact store has a login or a digest in it";
        check(
            "https://push:hunter2@registry.acme.example/mesh",
            Some((message, None)),
        );
    }
}
