//! R18: a customer's staff look at the monitoring on request only.

use super::request;
use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentView;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Somebody of the customer may look at the monitoring of an environment if the customer asked for it: each
    /// entry of `monitoringAccess` names who, and the request. An entry without either cannot be written, and an
    /// empty text or a word such as `none` is no request.
    ///
    /// ## Why
    ///
    /// The monitoring shows how an installation is used. Who sees it is decided by the customer, and an auditor
    /// asks for the decision.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production
    /// with monitoringAccess = [ { principal = "it-operations", request = "" } ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production
    /// with monitoringAccess = [ { principal = "it-operations", request = "SUP-4711" } ]
    /// ```
    R18 = "R18", Stated Error, "A customer's staff look at the monitoring on request only",
    Enforcement::Snapshot(check),
    ["MonitoringAccess"] => ["principal", "user", "group", "role", "request", "ticket", "reference", "reason"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .fleet
        .environments()
        .flat_map(|environment| judge(&environment))
        .collect()
}

fn judge(environment: &EnvironmentView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, access) in environment.monitoring_access().iter().enumerate() {
        let place = |label| Place::in_environment(environment, &format!("monitoringAccess.{index}.{label}"));
        let (principal, asked) = (place("principal"), place("request"));
        if access.principal.trim().is_empty() {
            found.push(
                R18.finding("monitoring access is given to nobody: the principal is empty")
                    .on(&principal, "")
                    .expected("a person or a group of the customer"),
            );
        }
        if let Some(flaw) = request::flaw(&access.request) {
            let (who, what) = (quote(access.principal.trim()), quote(&access.request));
            found.push(
                R18.finding(format!(
                    "the request for the monitoring access of {who} {flaw}: {what}"
                ))
                .on(&asked, "")
                .beside(&principal, "has access")
                .expected("the number of the request")
                .help("write the request under which the customer asked for it, or remove the access"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn access_has_a_principal_and_a_request() {
        let access = |environment: &'static str, principal, request| {
            (
                environment,
                json!([{ "principal": principal, "request": request }]),
            )
        };
        let (acme, beta) = (
            "acme:plan.staging.monitoringAccess",
            "beta:plan.production.monitoringAccess",
        );
        let rows: &[Row<'_>] = &[
            (
                &[access(acme, "ops", " ")],
                &[
                    "error acme:plan.staging.monitoringAccess.0.request: the request for the monitoring access of \
                   `ops` is empty: ` `",
                ],
            ),
            (
                &[access(beta, "ops", "None")],
                &[
                    "error beta:plan.production.monitoringAccess.0.request: the request for the monitoring access \
                   of `ops` names no request: `None`",
                ],
            ),
            (
                &[access(beta, "", "SUP-1")],
                &[
                    "error beta:plan.production.monitoringAccess.0.principal: monitoring access is given to nobody: \
                   the principal is empty",
                ],
            ),
            (&[access(beta, "ops", "SUP-1")], &[]),
            (&[access(acme, "ops", "none-of-your-business-7")], &[]),
        ];
        check_rows(&R18, rows);
    }
}
