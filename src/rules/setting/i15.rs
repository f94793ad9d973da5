//! I15: who asks for two approvals warns of workspaces that cannot give them.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// Where roles take the approval of two or more (`min-approval-count` of `rolerequest`), the dashboard warns of
    /// workspaces with fewer managers than that (`show4EyePrincipleWarning`). A role takes one approval at least.
    ///
    /// ## Why
    ///
    /// In a workspace with too few managers a request goes through as soon as all of them have approved, which may be
    /// one person, or the one who asks. Nobody notices that the four-eyes principle does not hold there, unless the
    /// dashboard says so.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// settings
    /// with meshfed.rolerequest = Some RoleRequest::{ min-approval-count = 2 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// settings
    /// with meshfed.rolerequest = Some RoleRequest::{ min-approval-count = 2 }
    /// with panel.dashboardNotification = Some { show4EyePrincipleWarning = Some True }
    /// ```
    I15 = "I15", Stated Warning, "Two approvals or more come with the warning of the four-eyes principle",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let settings = &declared.instance.settings;
    let approvals = settings.meshfed.rolerequest.as_ref()?.min_approval_count;
    let place = Place::in_instance(declared, "settings.meshfed.rolerequest.min-approval-count");
    if approvals == 0 {
        let finding = I15.finding("a role that takes no approval is everybody's who asks");
        return Some(
            finding
                .on(&place, "")
                .expected("1 or more; 2 is the four-eyes principle"),
        );
    }
    let shown = settings
        .panel
        .dashboard_notification
        .as_ref()
        .and_then(|notification| notification.show_4_eye_principle_warning);
    (approvals >= 2 && shown != Some(true)).then(|| {
        let message = format!(
            "roles take {}, and the dashboard does not warn of workspaces with fewer managers",
            count(approvals, "approval")
        );
        let other = Place::in_instance(
            declared,
            "settings.panel.dashboardNotification.show4EyePrincipleWarning",
        );
        I15.finding(message)
            .on(&place, "")
            .beside(&other, "the warning")
            .help("set `show4EyePrincipleWarning` of `panel.dashboardNotification` to `Some True`")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn two_approvals_come_with_the_warning() {
        let approvals = |count: u64| {
            (
                "acme:settings.meshfed.rolerequest",
                json!({
                    "min-approval-count": count,
                    "set-email-as-euid": false,
                    "restrict-customer-admin-role-assignment": false,
                }),
            )
        };
        let warning = |shown: Option<bool>| {
            (
                "acme:settings.panel.dashboardNotification",
                json!({ "show4EyePrincipleWarning": shown }),
            )
        };
        let place = "warning acme:settings.meshfed.rolerequest.min-approval-count";
        let silent = format!(
            "{place}: roles take 2 approvals, and the dashboard does not warn of workspaces with fewer managers"
        );
        let none = format!("{place}: a role that takes no approval is everybody's who asks");
        let rows: &[Row<'_>] = &[
            (&[approvals(2)], &[&silent]),
            (&[approvals(2), warning(None)], &[&silent]),
            (&[approvals(2), warning(Some(false))], &[&silent]),
            (&[approvals(2), warning(Some(true))], &[]),
            (&[approvals(1)], &[]),
            (&[approvals(0)], &[&none]),
            (&[warning(Some(false))], &[]),
        ];
        check_rows(&I15, rows);
    }
}
