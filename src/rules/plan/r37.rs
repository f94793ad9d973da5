//! R37: the customer decides when production is rolled out.

use super::window;
use crate::diagnostic::Diagnostic;
use crate::model::{ProductionRollout, Rollout};
use crate::rules::{Context, Enforcement, rule};

rule! {
    /// An On-Prem instance has a production environment, and the customer decides its timeline: by a weekly
    /// window, or by a gate, which may have a window as well. A window has a zone of the IANA database, and ends
    /// later on the same day than it starts. An instance without production, or a rollout as soon as a release
    /// is there, cannot be written.
    ///
    /// ## Why
    ///
    /// A window that never opens stops all updates without anybody noticing, until the upgrade window is over. An
    /// abbreviation such as `CEST` names no place, is wrong for half of the year, and moves the window by an hour.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.ProductionRollout.Window
    ///   { weekday = meshc.Weekday.Tuesday
    ///   , start = 22:00:00
    ///   , end = 02:00:00
    ///   , zone = "CEST"
    ///   }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.ProductionRollout.Window
    ///   { weekday = meshc.Weekday.Tuesday
    ///   , start = 20:00:00
    ///   , end = 23:59:00
    ///   , zone = "Europe/Berlin"
    ///   }
    /// ```
    R37 = "R37", Stated Error, "An On-Prem customer decides when production is rolled out",
    Enforcement::Snapshot(check),
    ["OnPrem"] => ["production", "prod", "productions"],
    ["Production"] => ["rollout", "rollouts", "window", "windows", "gate", "schedule", "timeline"],
    ["ProductionRollout"] => [
        "AsSoonAsPossible", "Asap", "Automatic", "Auto", "Immediate", "Immediately", "Always", "Continuous",
    ],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let environments = context.fleet.environments();
    environments
        .flat_map(|environment| {
            let (path, window) = match environment.rollout() {
                Rollout::Production(ProductionRollout::Window(window)) => ("rollout", Some(window)),
                Rollout::Production(ProductionRollout::Gate(gate)) => {
                    ("rollout.window", gate.window.as_ref())
                }
                Rollout::Saas(_) | Rollout::Staging(_) => return Vec::new(),
            };
            window.map_or_else(Vec::new, |window| window::judge(&R37, &environment, path, window))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows, window};

    #[test]
    fn the_window_of_production_can_be_kept_with_and_without_a_gate() {
        let alone = |window| ("acme:plan.production.rollout", json!({ "Window": window }));
        let gated = |window| ("acme:plan.production.rollout.window", window);
        let rows: &[Row<'_>] = &[
            (
                &[alone(window("22:00:00", "Europe/Vienna"))],
                &[
                    "error acme:plan.production.rollout.end: the window ends at 21:00:00, before it starts at \
                   22:00:00",
                ],
            ),
            (
                &[gated(window("20:00:00", "Europe/Atlantis"))],
                &["error acme:plan.production.rollout.window.zone: there is no zone `Europe/Atlantis`"],
            ),
            (&[alone(window("20:00:00", "Europe/Vienna"))], &[]),
            (&[gated(window("20:00:00", "Europe/Vienna"))], &[]),
        ];
        check_rows(&R37, rows);
    }
}
