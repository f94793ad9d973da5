//! R44: another backup than the default was asked for.

use super::request;
use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentView;
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

/// Hours between two backups, unless another value was asked for.
const EVERY_HOURS: u64 = 24;

/// Days that a backup is kept, unless another value was asked for.
const KEEP_DAYS: u64 = 30;

rule! {
    /// An environment is backed up every 24 hours, and a backup is kept for 30 days. Other values of an On-Prem
    /// environment name the request under which they were asked for. There is always a backup: its interval and
    /// the days that it is kept are at least 1, and it is kept until the next one. Under plan SaaS the default
    /// holds (R21).
    ///
    /// ## Why
    ///
    /// How much is lost in a disaster is what the customer has been told. A shorter time, or a longer one with
    /// personal data in it, is the customer's decision.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with backup = { everyHours = 24, keepDays = 7, request = None Text }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with backup = { everyHours = 24, keepDays = 7, request = Some "SUP-4711" }
    /// ```
    R44 = "R44", Stated Error, "Another backup than the default was asked for",
    Enforcement::Snapshot(check),
    ["Production", "Staging"] => ["backup", "backups", "backupSchedule"],
    ["Backup"] => [
        "enabled", "schedule", "cron", "retention", "frequency", "interval", "ticket", "reference", "everyHours",
        "keepDays", "request",
    ],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context
        .fleet
        .environments()
        .filter_map(|environment| judge(&environment))
        .collect()
}

fn judge(environment: &EnvironmentView<'_>) -> Option<Diagnostic> {
    let backup = environment.backup();
    let place = |label: &str| Place::in_environment(environment, &format!("backup{label}"));
    let (every, keep) = (backup.every_hours, backup.keep_days);
    for (label, value, what) in [(".everyHours", every, "is made"), (".keepDays", keep, "is kept")] {
        if value == 0 {
            return Some(
                R44.finding(format!("no backup {what}: `{}` is 0", &label[1..]))
                    .on(&place(label), "")
                    .expected("1 or more"),
            );
        }
    }
    if keep.saturating_mul(24) < every {
        let (keep, every) = (count(keep, "day"), count(every, "hour"));
        return Some(
            R44.finding(format!(
                "a backup is kept for {keep}, and the next one comes after {every}"
            ))
            .on(&place(".keepDays"), "")
            .beside(&place(".everyHours"), "the interval")
            .expected("at least as long as the interval"),
        );
    }
    if (every, keep) == (EVERY_HOURS, KEEP_DAYS) {
        return None;
    }
    let flaw = match &backup.request {
        None => "nobody asked for it".to_owned(),
        Some(request) => format!("its request {}", request::flaw(request)?),
    };
    let values = format!(
        "every {} and kept for {}",
        count(every, "hour"),
        count(keep, "day")
    );
    Some(
        R44.finding(format!("the backup is made {values}, and {flaw}"))
            .on(&place(""), "")
            .expected("every 24 hours and kept for 30 days, or the number of a request")
            .help("name the request under which the customer asked for other values, or take the default"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn other_values_were_asked_for() {
        let backup = |every: u64, keep: u64, request: Option<&str>| {
            (
                "acme:plan.production.backup",
                json!({ "everyHours": every, "keepDays": keep, "request": request }),
            )
        };
        let place = "error acme:plan.production.backup";
        let messages = [
            format!(
                "{place}: the backup is made every 24 hours and kept for 7 days, and nobody asked for it"
            ),
            format!(
                "{place}: the backup is made every 1 hour and kept for 30 days, and its request is empty"
            ),
            format!(
                "{place}: the backup is made every 6 hours and kept for 30 days, and its request names no request"
            ),
            format!("{place}.keepDays: no backup is kept: `keepDays` is 0"),
            format!("{place}.everyHours: no backup is made: `everyHours` is 0"),
            format!("{place}.keepDays: a backup is kept for 1 day, and the next one comes after 25 hours"),
        ];
        let rows: &[Row<'_>] = &[
            (&[backup(24, 7, None)], &[&messages[0]]),
            (&[backup(1, 30, Some(""))], &[&messages[1]]),
            (&[backup(6, 30, Some("n/a"))], &[&messages[2]]),
            (&[backup(24, 0, Some("SUP-1"))], &[&messages[3]]),
            (&[backup(0, 30, Some("SUP-1"))], &[&messages[4]]),
            (&[backup(25, 1, Some("SUP-1"))], &[&messages[5]]),
            (&[backup(24, 30, None)], &[]),
            (&[backup(24, 7, Some("SUP-1"))], &[]),
            (&[backup(24, 1, Some("SUP-1"))], &[]),
        ];
        check_rows(&R44, rows);
    }
}
