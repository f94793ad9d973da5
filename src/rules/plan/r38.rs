//! R38: staging is rolled out by itself.

use super::window;
use crate::diagnostic::Diagnostic;
use crate::model::{Rollout, StagingRollout};
use crate::rules::{Context, Enforcement, rule};

rule! {
    /// A staging environment is rolled out by a pipeline, of the operator or of the customer: as soon as a
    /// release is there, or in a weekly window. A manual rollout, a gate, or an instance without a pipeline
    /// cannot be written. A window has a zone of the IANA database, and ends later on the same day than it
    /// starts.
    ///
    /// ## Why
    ///
    /// Staging shows early what a release does to the customer's own data. It can do so only if it gets every
    /// release, without anybody having to remember.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.StagingRollout.Window
    ///   { weekday = meshc.Weekday.Friday
    ///   , start = 09:00:00
    ///   , end = 09:00:00
    ///   , zone = "UTC+2"
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.StagingRollout.Window
    ///   { weekday = meshc.Weekday.Friday
    ///   , start = 09:00:00
    ///   , end = 12:00:00
    ///   , zone = "Europe/Berlin"
    ///   }
    /// ```
    R38 = "R38", Stated Error, "Staging is rolled out by itself, at once or in a window",
    Enforcement::Snapshot(check),
    ["StagingRollout"] => ["*"],
    ["Staging"] => [
        "rollout", "rollouts", "gate", "approval", "approvals", "trigger", "manual", "window", "windows",
        "schedule",
    ],
    ["OnPrem"] => ["pipeline", "pipelines"],
    ["Pipeline"] => ["provider", "owner"],
    ["PipelineProvider"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let environments = context.fleet.environments();
    environments
        .flat_map(|environment| match environment.rollout() {
            Rollout::Staging(StagingRollout::Window(window)) => {
                window::judge(&R38, &environment, "rollout", window)
            }
            Rollout::Staging(StagingRollout::AsSoonAsPossible)
            | Rollout::Saas(_)
            | Rollout::Production(_) => Vec::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows, window};

    #[test]
    fn the_window_of_staging_can_be_kept() {
        let rows: &[Row<'_>] = &[
            (
                &[(
                    "acme:plan.staging.rollout",
                    json!({ "Window": window("21:00:00", "Europe/Nowhere") }),
                )],
                &[
                    "error acme:plan.staging.rollout.zone: there is no zone `Europe/Nowhere`",
                    "error acme:plan.staging.rollout.end: the window is empty: it ends at 21:00:00, when it starts",
                ],
            ),
            (&[("acme:plan.staging.rollout", json!("AsSoonAsPossible"))], &[]),
            // The window of production is a matter of R37.
            (
                &[(
                    "acme:plan.production.rollout.window",
                    window("22:00:00", "Europe/Nowhere"),
                )],
                &[],
            ),
        ];
        check_rows(&R38, rows);
    }
}
