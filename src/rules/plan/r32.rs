//! R32: the operator's staff have a way into an On-Prem environment.

use crate::diagnostic::Diagnostic;
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// An On-Prem instance says how the operator's staff get in: as which group or role (`principal`), and by
    /// which way (`path`), such as a VPN or a bastion host. Without them the infrastructure cannot be written, and
    /// neither of them is empty.
    ///
    /// ## Why
    ///
    /// The operator manages the installation on somebody else's infrastructure. Who finds out during an incident
    /// that there is no way in loses hours of it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// infrastructure with operatorAccess = { principal = "", path = "VPN" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// infrastructure with operatorAccess = { principal = "meshstack-operations", path = "VPN" }
    /// ```
    R32 = "R32", Stated Error, "The operator's staff have a way into an On-Prem environment",
    Enforcement::Snapshot(check),
    ["OnPrem", "Infrastructure"] => ["operatorAccess", "access", "vpn", "bastion"],
    ["OperatorAccess"] => ["principal", "path", "user", "group", "role", "vpn", "bastion", "enabled"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        let access = &plan.infrastructure.operator_access;
        for (label, text, missing, expected) in [
            (
                "principal",
                &access.principal,
                "as whom",
                "a group or role of the operator's staff",
            ),
            (
                "path",
                &access.path,
                "by which way",
                "the way in, such as a VPN or a bastion host",
            ),
        ] {
            if text.trim().is_empty() {
                let path = format!("plan.infrastructure.operatorAccess.{label}");
                found.push(
                    R32.finding(format!(
                        "nobody can tell {missing} the operator's staff get in: `{label}` is empty"
                    ))
                    .on(&Place::in_instance(declared, &path), "")
                    .expected(expected),
                );
            }
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
    fn a_way_in_has_a_principal_and_a_path() {
        let principal = "acme:plan.infrastructure.operatorAccess.principal";
        let path = "acme:plan.infrastructure.operatorAccess.path";
        let messages = [
            format!(
                "error {principal}: nobody can tell as whom the operator's staff get in: `principal` is empty"
            ),
            format!(
                "error {path}: nobody can tell by which way the operator's staff get in: `path` is empty"
            ),
        ];
        let rows: &[Row<'_>] = &[
            (&[(principal, json!(""))], &[&messages[0]]),
            (&[(path, json!("\n"))], &[&messages[1]]),
            (
                &[(principal, json!(" ")), (path, json!(""))],
                &[&messages[0], &messages[1]],
            ),
            (&[(principal, json!("ops")), (path, json!("VPN"))], &[]),
        ];
        check_rows(&R32, rows);
    }
}
