//! I02: statements appear after the reports in them are final.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// kraken's `period-offset-days` is greater than `finalize-reports-after-days` of its worker; the same number
    /// is not enough.
    ///
    /// ## Why
    ///
    /// Only final reports enter a chargeback statement. A statement that is made on the day on which its reports
    /// become final, or before, leaves usage out, and nobody is ever charged for it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// settings
    /// with kraken.statements = Some (statements with period-offset-days = 7)
    /// with kraken.worker.finalize-reports-after-days = 7
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// settings
    /// with kraken.statements = Some (statements with period-offset-days = 8)
    /// with kraken.worker.finalize-reports-after-days = 7
    /// ```
    I02 = "I02", Stated Error, "Statements appear after the reports in them are final",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let kraken = &declared.instance.settings.kraken;
    let offset = kraken.statements.as_ref()?.period_offset_days;
    let last = kraken.worker.finalize_reports_after_days;
    if offset > last {
        return None;
    }
    let message = format!(
        "statements appear {} after the period, when reports become final only after {}",
        count(offset, "day"),
        count(last, "day")
    );
    let place = Place::in_instance(declared, "settings.kraken.statements.period-offset-days");
    let other = Place::in_instance(declared, "settings.kraken.worker.finalize-reports-after-days");
    let expected = last
        .checked_add(1)
        .map_or_else(|| format!("more than {last}"), |next| format!("{next} or more"));
    Some(
        I02.finding(message)
            .on(&place, "")
            .beside(&other, "reports are final")
            .expected(expected)
            .help("let statements appear later; reports that are final earlier would miss late usage"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn the_offset_is_strictly_greater() {
        let offset = |days| ("acme:settings.kraken.statements.period-offset-days", json!(days));
        let at = "error acme:settings.kraken.statements.period-offset-days";
        let same = format!(
            "{at}: statements appear 7 days after the period, when reports become final only after 7 days"
        );
        let one = format!(
            "{at}: statements appear 1 day after the period, when reports become final only after 7 days"
        );
        let rows: &[Row<'_>] = &[
            (&[offset(7)], &[&same]),
            (&[offset(1)], &[&one]),
            (&[offset(8)], &[]),
            (
                &[
                    ("acme:settings.kraken.statements", json!(null)),
                    (
                        "acme:settings.kraken.worker.finalize-reports-after-days",
                        json!(15),
                    ),
                ],
                &[],
            ),
        ];
        check_rows(&I02, rows);
    }
}
