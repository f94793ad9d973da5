//! R30: On-Prem stands on an individual agreement that holds.

use crate::diagnostic::Diagnostic;
use crate::model::{Agreement, Declared};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

/// What stands in for a reference when there is none.
const PLACEHOLDERS: [&str; 9] = [
    "generic", "standard", "none", "n/a", "na", "tbd", "todo", "unknown", "-",
];

rule! {
    /// An On-Prem instance names the individual agreement that it stands on, and on the day of judgement that
    /// agreement holds: it has begun, and it has not ended. An instance without an agreement cannot be written.
    ///
    /// ## Why
    ///
    /// Infrastructure, upgrade window and extended support are what was agreed. Without an agreement that holds,
    /// nobody can say whether the instance is what the customer is owed. The generic agreement is for plan SaaS.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Agreement::{
    /// , reference = ""
    /// , validFrom = 2023-01-01
    /// , validUntil = Some 2024-12-31
    /// , upgradeWindowDays = 30
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Agreement::{
    /// , reference = "A-1234"
    /// , validFrom = 2025-01-01
    /// , validUntil = Some 2027-12-31
    /// , upgradeWindowDays = 30
    /// }
    /// ```
    R30 = "R30", Stated Error, "On-Prem stands on an individual agreement that holds",
    Enforcement::Snapshot(check),
    ["OnPrem"] => ["agreement", "agreements", "contract", "genericAgreement", "individualAgreement", "sla"],
    ["Agreement"] => ["reference", "number", "validFrom", "validUntil", "generic", "kind"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        found.extend(reference(declared, &plan.agreement));
        found.extend(validity(context, declared, &plan.agreement));
    }
    found
}

fn place(declared: &Declared, label: &str) -> Place {
    Place::in_instance(declared, &format!("plan.agreement.{label}"))
}

fn reference(declared: &Declared, agreement: &Agreement) -> Option<Diagnostic> {
    let reference = agreement.reference.trim();
    let message = if reference.is_empty() {
        "the reference of the agreement is empty".to_owned()
    } else if PLACEHOLDERS
        .iter()
        .any(|word| reference.eq_ignore_ascii_case(word))
    {
        format!("{} is no reference of an individual agreement", quote(reference))
    } else {
        return None;
    };
    Some(
        R30.finding(message)
            .on(&place(declared, "reference"), "")
            .expected("the number or name under which the contract is filed"),
    )
}

fn validity(context: &Context<'_>, declared: &Declared, agreement: &Agreement) -> Option<Diagnostic> {
    let (from, day) = (agreement.valid_from, context.as_of);
    let (begin, end) = (place(declared, "validFrom"), place(declared, "validUntil"));
    if let Some(until) = agreement.valid_until.filter(|until| *until < from) {
        let message = format!("the agreement ends on {until}, before it begins on {from}");
        return Some(
            R30.finding(message)
                .on(&end, "")
                .beside(&begin, "it begins")
                .expected(format!("a day from {from} on")),
        );
    }
    if day < from {
        let message = format!("the agreement does not hold before {from}");
        return Some(
            R30.finding(message)
                .on(&begin, format!("judged as of {day}"))
                .help("add the instance when its agreement begins, or correct the day"),
        );
    }
    let until = agreement.valid_until.filter(|until| *until < day)?;
    Some(
        R30.finding(format!("the agreement ended on {until}"))
            .on(&end, format!("judged as of {day}"))
            .help("renew the agreement and write its new last day, or retire the instance"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    const REFERENCE: &str = "acme:plan.agreement.reference";
    const FROM: &str = "acme:plan.agreement.validFrom";
    const UNTIL: &str = "acme:plan.agreement.validUntil";

    #[test]
    fn the_agreement_is_named() {
        let empty = "error acme:plan.agreement.reference: the reference of the agreement is empty";
        let generic =
            "error acme:plan.agreement.reference: `Generic` is no reference of an individual agreement";
        let rows: &[Row<'_>] = &[
            (&[(REFERENCE, json!(""))], &[empty]),
            (&[(REFERENCE, json!(" \t"))], &[empty]),
            (&[(REFERENCE, json!("Generic"))], &[generic]),
            (&[(REFERENCE, json!("Generic Motors 7"))], &[]),
        ];
        check_rows(&R30, rows);
    }

    #[test]
    fn the_agreement_holds_on_its_first_and_last_day_and_between() {
        let early = "error acme:plan.agreement.validFrom: the agreement does not hold before 2025-12-19";
        let late = "error acme:plan.agreement.validUntil: the agreement ended on 2025-12-17";
        let wrong = "error acme:plan.agreement.validUntil: the agreement ends on 2023-12-31, before it begins on 2024-01-01";
        let rows: &[Row<'_>] = &[
            (&[(FROM, json!("2025-12-19"))], &[early]),
            (&[(FROM, json!("2025-12-18"))], &[]),
            (&[(UNTIL, json!("2025-12-17"))], &[late]),
            (&[(UNTIL, json!("2025-12-18"))], &[]),
            (&[(UNTIL, json!(null))], &[]),
            (&[(UNTIL, json!("2023-12-31"))], &[wrong]),
        ];
        check_rows(&R30, rows);
    }
}
