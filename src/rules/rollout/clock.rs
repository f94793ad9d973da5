//! Windows at hours that the clock skips or shows twice.

use jiff::ToSpan;

use crate::diagnostic::Diagnostic;
use crate::model::{EnvironmentView, ProductionRollout, Rollout, StagingRollout, Window};
use crate::release::{Moment, Turn, Turned, turned};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// When clocks go forward, an hour of the night does not exist; when they go back, one exists twice. A window in
    /// those hours is skipped, shorter or longer on that day. This looks at the year after the day of judgement, by the
    /// zone data that comes with the program; a window that is skipped is a warning, the rest notes.
    ///
    /// A beginning or end that does not exist moves forward by the gap, and of two the first counts, as RFC 5545 has it.
    ///
    /// ## Why
    ///
    /// Whoever waits for the window at 02:30 on the last Sunday of March waits for another week.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Window.weekly meshc.Weekday.Sunday 02:00:00 03:00:00
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Window.weekly meshc.Weekday.Sunday 04:00:00 05:00:00
    /// ```
    CLOCK = "model/clock", Derived Warning, "No window lies in hours that the clock skips or shows twice",
    Enforcement::Snapshot(check),
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let environments = context.fleet.environments();
    environments
        .filter_map(|environment| {
            let (path, window) = window(&environment)?;
            let turned = next(context, window)?;
            Some(judge(&environment, path, &turned))
        })
        .collect()
}

/// The window of an environment that was agreed individually, and where it stands. That of plan SaaS is in the evening.
fn window<'a>(environment: &EnvironmentView<'a>) -> Option<(&'static str, &'a Window)> {
    match environment.rollout() {
        Rollout::Saas(_) | Rollout::Staging(StagingRollout::AsSoonAsPossible) => None,
        Rollout::Production(ProductionRollout::Window(window))
        | Rollout::Staging(StagingRollout::Window(window)) => Some(("rollout", window)),
        Rollout::Production(ProductionRollout::Gate(gate)) => Some(("rollout.window", gate.window.as_ref()?)),
    }
}

/// The first day of the coming year on which a change of the clocks touches a window, the worst first.
fn next(context: &Context<'_>, window: &Window) -> Option<Turned> {
    let start = Moment::day(context.as_of, context.fleet.settings.window_reading)?.start;
    let end = start.checked_add((366 * 24).hours()).ok()?;
    let turned = turned(window, start, end);
    let skipped = turned.iter().find(|turned| turned.turn == Turn::Skipped);
    skipped.or(turned.first()).copied()
}

fn judge(environment: &EnvironmentView<'_>, path: &str, turned: &Turned) -> Diagnostic {
    let day = turned.day;
    let place = Place::in_environment(environment, &format!("{path}.start"));
    let help = "choose hours that exist once on every day, such as after 04:00";
    let finding = match turned.turn {
        Turn::Skipped => CLOCK.finding(format!("on {day} the clocks skip all of this window")),
        Turn::Shorter(minutes) => CLOCK.note(format!(
            "on {day} this window is {} shorter, for the clocks go forward",
            count(minutes, "minute")
        )),
        Turn::Longer(minutes) => CLOCK.note(format!(
            "on {day} this window is {} longer, for the clocks go back",
            count(minutes, "minute")
        )),
        Turn::Moved => CLOCK.note(format!(
            "on {day} this window begins or ends at a time that the clocks skip or show twice"
        )),
    };
    finding.on(&place, "").help(help)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    fn check(weekday: &str, [start, end]: [&str; 2], expected: &[&str]) {
        let window = json!({ "weekday": weekday, "start": start, "end": end, "zone": "Europe/Berlin" });
        let sample = Sample::new().set("acme:plan.staging.rollout", json!({ "Window": window }));
        assert_eq!(sample.findings(&CLOCK), expected, "{weekday} {start}");
    }

    #[test]
    fn windows_in_the_hours_of_changing_clocks_are_told() {
        let told = |level: &str, what: &str| format!("{level} acme:plan.staging.rollout.start: on {what}");
        let skipped = told("warning", "2026-03-29 the clocks skip all of this window");
        check("Sunday", ["02:00:00", "03:00:00"], &[&skipped]);
        let shorter = told(
            "note",
            "2026-03-29 this window is 60 minutes shorter, for the clocks go forward",
        );
        check("Sunday", ["01:00:00", "04:00:00"], &[&shorter]);
        let moved = "2026-03-29 this window begins or ends at a time that the clocks skip or show twice";
        check("Sunday", ["00:00:00", "02:30:00"], &[&told("note", moved)]);
        check("Sunday", ["00:00:00", "02:00:00"], &[]);
        check("Sunday", ["03:00:00", "04:00:00"], &[]);
        check("Saturday", ["02:00:00", "03:00:00"], &[]);
    }
}
