//! R45: logs are kept as long as is published.

use crate::diagnostic::Diagnostic;
use crate::model::{EnvironmentView, LogRetention};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// Logs are kept for a time inside the published range, in months:
    ///
    /// | log | label | at least | at most |
    /// |---|---|---|---|
    /// | audit events | `events` | 12 | 60 |
    /// | logs of the components | `components` | 1 | 6 |
    /// | events of the identity broker | `identityEvents` | 2 | 12 |
    /// | logs of the identity broker | `identityLogs` | 1 | 6 |
    ///
    /// ## Why
    ///
    /// Too short, and an incident cannot be followed back; too long, and personal data are kept without a reason.
    /// The ranges are part of what customers have been told.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with logRetention = meshc.LogRetention::{ components = 7 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with logRetention = meshc.LogRetention::{ components = 6 }
    /// ```
    R45 = "R45", Stated Error, "Logs are kept for a time inside the published range",
    Enforcement::Snapshot(check),
    ["SaasProduction", "Production", "Staging"] => ["logRetention", "retention", "logRetentionMonths"],
    ["LogRetention"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .fleet
        .environments()
        .flat_map(|environment| judge(&environment))
        .collect()
}

/// Each log with its label, its months, and the range of them.
fn logs(retention: &LogRetention) -> [(&'static str, &'static str, u64, [u64; 2]); 4] {
    [
        ("audit events", "events", retention.events, [12, 60]),
        (
            "logs of the components",
            "components",
            retention.components,
            [1, 6],
        ),
        (
            "events of the identity broker",
            "identityEvents",
            retention.identity_events,
            [2, 12],
        ),
        (
            "logs of the identity broker",
            "identityLogs",
            retention.identity_logs,
            [1, 6],
        ),
    ]
}

fn judge(environment: &EnvironmentView<'_>) -> Vec<Diagnostic> {
    let outside = logs(environment.log_retention())
        .into_iter()
        .filter(|(_, _, months, [least, most])| months < least || months > most);
    outside
        .map(|(log, label, months, [least, most])| {
            let place = Place::in_environment(environment, &format!("logRetention.{label}"));
            let (bound, nearest) = match months < least {
                true => ("least", least),
                false => ("most", most),
            };
            let message = format!(
                "{log} are kept for {}, and the published range is at {bound} {}",
                count(months, "month"),
                count(nearest, "month"),
            );
            R45.finding(message)
                .on(&place, "")
                .expected(format!("{least} to {most} months"))
                .replace(&place, nearest.to_string())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};

    #[test]
    fn the_first_and_the_last_month_of_each_range_are_in_it() {
        for (label, least, most) in [
            ("events", 12, 60),
            ("components", 1, 6),
            ("identityEvents", 2, 12),
            ("identityLogs", 1, 6),
        ] {
            for (months, inside) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
                let path = format!("beta:plan.production.logRetention.{label}");
                let found = Sample::new().set(&path, months).findings(&R45);
                assert_eq!(found.is_empty(), inside, "{label} {months}");
            }
        }
    }

    #[test]
    fn it_says_which_bound_is_broken() {
        let rows: &[Row<'_>] = &[
            (
                &[("acme:plan.production.logRetention.components", json!(7))],
                &[
                    "error acme:plan.production.logRetention.components: logs of the components are kept for 7 months, \
                   and the published range is at most 6 months",
                ],
            ),
            (
                &[("acme:plan.staging.logRetention.events", json!(6))],
                &[
                    "error acme:plan.staging.logRetention.events: audit events are kept for 6 months, and the published \
                   range is at least 12 months",
                ],
            ),
        ];
        check_rows(&R45, rows);
    }
}
