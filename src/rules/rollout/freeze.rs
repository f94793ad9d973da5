//! Freezes are for some days, for a reason, and of environments that there are.

use super::{PATTERN, nth, pattern_flaw};
use crate::diagnostic::Diagnostic;
use crate::model::Freeze;
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// `freezes` in `meshc.dhall` lists the times in which nothing is rolled out: from the beginning of the first day
    /// to the end of the last, in the environments of the scope. Days begin and end where the windows of the generic
    /// agreement are. A freeze begins before it ends, says why, and each pattern of its scope matches an environment:
    /// one that protects nothing is a slip.
    ///
    /// A freeze does not change what is configured, only when it may go: `meshc windows` lists what it blocks, and
    /// `meshc gate` is closed while it holds. A change that lifts one cannot make use of it in the same go.
    ///
    /// ## Why
    ///
    /// Nobody wants to mend an installation over the holidays, or in the week of the annual accounts.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// freezes = [ meshc.Freeze::{ from = 2026-01-06, until = 2025-12-20, reason = "" } ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// freezes =
    ///   [ meshc.Freeze::{
    ///     , from = 2025-12-20
    ///     , until = 2026-01-06
    ///     , reason = "holidays"
    ///     , scope = [ "*/production" ]
    ///     }
    ///   ]
    /// ```
    FREEZE = "model/freeze", Derived Error, "A freeze has days, a reason, and environments that there are",
    Enforcement::Snapshot(check),
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let freezes = context.fleet.settings.freezes.iter().enumerate();
    freezes
        .flat_map(|(index, freeze)| judge(context, index, freeze))
        .collect()
}

fn judge(context: &Context<'_>, index: usize, freeze: &Freeze) -> Vec<Diagnostic> {
    let place = |path: &str| Place::in_settings(context.fleet, &format!("freezes.{index}.{path}"));
    let mut found = Vec::new();
    if freeze.until < freeze.from {
        found.push(
            FREEZE
                .finding(format!(
                    "the freeze ends on {}, before it begins on {}",
                    freeze.until, freeze.from
                ))
                .on(&place("until"), "")
                .beside(&place("from"), "it begins")
                .expected(format!("{} or a later day", freeze.from)),
        );
    }
    if freeze.reason.trim().is_empty() {
        found.push(
            FREEZE
                .finding("the freeze has no reason, so nobody can tell whether it may be lifted")
                .on(&place("reason"), "")
                .expected("why nothing is rolled out, such as `holidays`"),
        );
    }
    if freeze.scope.is_empty() {
        found.push(
            FREEZE
                .finding("the freeze is of no environment")
                .on(&place("scope"), "")
                .expected(PATTERN),
        );
    }
    let patterns = freeze.scope.iter().enumerate();
    found.extend(patterns.filter_map(|(at, pattern)| {
        let (_, message) = pattern_flaw(context, pattern)?;
        let finding = FREEZE.finding(message).on(&nth(place, at), "");
        Some(finding.expected(PATTERN))
    }));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::Sample;

    fn check(edits: &[(&str, Value)], expected: &[&str]) {
        let mut freeze = json!({
            "from": "2025-12-20",
            "until": "2025-12-20",
            "reason": "holidays",
            "scope": ["acme/*", "*/production", "beta"],
        });
        for (label, value) in edits {
            freeze[*label] = value.clone();
        }
        assert_eq!(
            Sample::new().freeze(freeze).findings(&FREEZE),
            expected,
            "{edits:?}"
        );
    }

    #[test]
    fn a_freeze_of_one_day_and_of_what_there_is_is_right() {
        check(&[], &[]);
        check(&[("scope", json!(["*"]))], &[]);
    }

    #[test]
    fn what_a_freeze_lacks_is_told() {
        check(
            &[("until", json!("2025-12-19"))],
            &[
                "error settings:freezes.0.until: the freeze ends on 2025-12-19, before it begins on 2025-12-20",
            ],
        );
        check(
            &[("reason", json!(" "))],
            &[
                "error settings:freezes.0.reason: the freeze has no reason, so nobody can tell whether it may be lifted",
            ],
        );
        check(
            &[("scope", json!([]))],
            &["error settings:freezes.0.scope: the freeze is of no environment"],
        );
        check(
            &[(
                "scope",
                json!(["acme", "acne/production", "beta/staging", "acme/qa"]),
            )],
            &[
                "error settings:freezes.0.scope.1: no environment matches `acne/production`",
                "error settings:freezes.0.scope.2: no environment matches `beta/staging`",
                "error settings:freezes.0.scope.3: `acme/qa` names no environment",
            ],
        );
    }
}
