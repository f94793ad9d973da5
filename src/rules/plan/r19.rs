//! R19: a link to a security operations centre is for On-Prem only.

use crate::diagnostic::Diagnostic;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The events of an On-Prem instance can be sent to the customer's security operations centre. Under plan
    /// SaaS a `soc` cannot be written. Events go to an `https://` URL, which has no login in it: what it takes to
    /// send there is the `token`.
    ///
    /// ## Why
    ///
    /// A SaaS instance shares its cluster with others, and the operator watches over all of them. Only an
    /// installation on the customer's own infrastructure can be joined to the customer's own centre. Events name
    /// people and what they did, so they do not travel in the open.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Plan.SaaS
    ///   meshc.SaaS::{
    ///   , window = meshc.SaasWindow.Monday
    ///   , production
    ///   , soc = Some { endpoint = "https://soc.example.org", token }
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
    ///   , soc = Some { endpoint = "https://soc.example.org", token }
    ///   }
    /// ```
    R19 = "R19", Stated Error, "A link to a security operations centre is for On-Prem only",
    Enforcement::Snapshot(check),
    ["SaaS", "SaasProduction"] => [
        "soc", "socLink", "socIntegration", "siem", "securityOperations", "securityOperationsCentre",
        "securityOperationsCenter",
    ],
    ["SocLink"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let links = context
        .on_prem()
        .filter_map(|(declared, plan)| Some((declared, plan.soc.as_ref()?)));
    links
        .filter_map(|(declared, soc)| {
            let finding = R19.finding(flaw(&soc.endpoint)?);
            let place = Place::in_instance(declared, "plan.soc.endpoint");
            Some(
                finding
                    .on(&place, "")
                    .expected("a URL such as `https://soc.example.org/events`"),
            )
        })
        .collect()
}

/// What is wrong with a place that events are sent to.
fn flaw(endpoint: &str) -> Option<String> {
    let Some((scheme, rest)) = endpoint.split_once("://") else {
        return Some(format!("{} is no URL to send events to", quote(endpoint)));
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        // The login may be a credential, so the text is not repeated.
        Some("the URL that events are sent to has a login in it".to_owned())
    } else if scheme != "https" {
        Some(format!(
            "events are sent over {}, which nothing protects",
            quote(scheme)
        ))
    } else if authority.is_empty() || rest.contains(char::is_whitespace) {
        Some(format!("{} is no URL to send events to", quote(endpoint)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn events_go_to_a_protected_place() {
        for (endpoint, message) in [
            ("https://soc.acme.example/events?x=y", None),
            ("https://soc.acme.example:8443", None),
            (
                "http://soc.acme.example",
                Some("events are sent over `http`, which nothing protects"),
            ),
            (
                "soc.acme.example",
                Some("`soc.acme.example` is no URL to send events to"),
            ),
            (
                "https:///events",
                Some("`https:///events` is no URL to send events to"),
            ),
            (
                "https://mesh:hunter2@soc.acme.example/",
                Some("the URL that events are sent to has a login in it"),
            ),
            ("https://soc.acme.example/a@b", None),
        ] {
            let soc = json!({ "endpoint": endpoint, "token": { "fromEnv": "SOC_TOKEN" } });
            let found = Sample::new().set("acme:plan.soc", soc).findings(&R19);
            let expected = message.map(|message| format!("error acme:plan.soc.endpoint: {message}"));
            assert_eq!(found, Vec::from_iter(expected), "{endpoint}");
        }
    }
}
