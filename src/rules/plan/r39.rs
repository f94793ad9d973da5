//! R39: somebody approves before production is rolled out.

use crate::diagnostic::Diagnostic;
use crate::model::{Gate, ProductionRollout, Rollout};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// The production environment of an On-Prem instance typically has a gate: at least one person of a named
    /// role approves before it is rolled out. A rollout in a window alone, a gate that nobody has to pass, and a
    /// gate that nobody can pass are warnings, since the plan only says what is typical. The rollout itself is
    /// automatic: a manual one cannot be written.
    ///
    /// ## Why
    ///
    /// Production is where the customer decides (R37). A rollout that starts by itself, when a window opens,
    /// brings each new release without anybody having looked at it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.ProductionRollout.Gate
    ///   meshc.Gate::{ approvals = 0, roles = [ "owner" ] }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.ProductionRollout.Gate
    ///   meshc.Gate::{ approvals = 1, roles = [ "owner" ] }
    /// ```
    R39 = "R39", Typical Warning, "An approval precedes the rollout of production",
    Enforcement::Snapshot(check),
    ["ProductionRollout"] => ["*"],
    ["Gate"] => ["approvals", "approval", "roles", "approvers"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let environments = context.fleet.environments();
    environments
        .filter_map(|environment| {
            let place = |path| Place::in_environment(&environment, path);
            match environment.rollout() {
                Rollout::Production(ProductionRollout::Window(_)) => Some(
                    R39.finding("production is rolled out by itself, without a gate")
                        .on(&place("rollout"), "")
                        .expected("a gate, typically")
                        .help("write `ProductionRollout.Gate` with this window as its `window`"),
                ),
                Rollout::Production(ProductionRollout::Gate(gate)) => judge(gate, place),
                Rollout::Saas(_) | Rollout::Staging(_) => None,
            }
        })
        .collect()
}

fn judge(gate: &Gate, place: impl Fn(&'static str) -> Place) -> Option<Diagnostic> {
    if gate.approvals == 0 {
        return Some(
            R39.finding("the gate of production asks for no approval")
                .on(&place("rollout.approvals"), "")
                .expected("1 or more, typically")
                .help("ask for an approval, or write `ProductionRollout.Window` to say that none is needed"),
        );
    }
    gate.roles.iter().all(|role| role.trim().is_empty()).then(|| {
        R39.finding("the gate of production names nobody who could approve")
            .on(&place("rollout.roles"), "")
            .expected("at least one role")
            .help("name the roles whose members may approve")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows, window};

    #[test]
    fn production_without_an_approval_is_a_warning() {
        let alone = json!({ "Window": window("20:00:00", "Europe/Vienna") });
        let rows: &[Row<'_>] = &[
            (
                &[("acme:plan.production.rollout", alone)],
                &["warning acme:plan.production.rollout: production is rolled out by itself, without a gate"],
            ),
            (
                &[("acme:plan.production.rollout.approvals", json!(0))],
                &[
                    "warning acme:plan.production.rollout.approvals: the gate of production asks for no approval",
                ],
            ),
            (
                &[("acme:plan.production.rollout.roles", json!([" "]))],
                &[
                    "warning acme:plan.production.rollout.roles: the gate of production names nobody who could \
                   approve",
                ],
            ),
            (&[("acme:plan.production.rollout.approvals", json!(2))], &[]),
        ];
        check_rows(&R39, rows);
    }
}
