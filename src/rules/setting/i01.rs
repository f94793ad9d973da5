//! I01: panel and meshfed agree on whether signing up takes a payment method.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, PaymentReading};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// When the panel's `registration` is set, its `requirePayment` is the same as meshfed's under `register`.
    /// Without a `register`, or with `None` in it, meshfed asks for no payment information: `False`. A repository
    /// that leaves it to the panel says `paymentReading = meshc.PaymentReading.AsPanel` in `meshc.dhall`, and then
    /// only two values that are written can differ.
    ///
    /// ## Why
    ///
    /// The panel shows the form, meshfed accepts or refuses what comes out of it. If only the panel asks, what was
    /// entered is not needed; if only meshfed does, nobody can sign up, and the panel does not say why.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// settings
    /// with panel.registration = Some { requirePayment = True }
    /// with meshfed.register = Some { requirePayment = None Bool }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// settings
    /// with panel.registration = Some { requirePayment = True }
    /// with meshfed.register = Some { requirePayment = Some True }
    /// ```
    I01 = "I01", Stated Error, "Panel and meshfed agree on `requirePayment`",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let reading = context.fleet.settings.payment_reading;
    let instances = context.fleet.instances.values();
    instances
        .filter_map(|declared| judge(declared, reading))
        .collect()
}

fn judge(declared: &Declared, reading: PaymentReading) -> Option<Diagnostic> {
    let settings = &declared.instance.settings;
    let panel = settings.panel.registration.as_ref()?.require_payment;
    let written = settings
        .meshfed
        .register
        .as_ref()
        .and_then(|register| register.require_payment);
    let meshfed = written.unwrap_or(match reading {
        PaymentReading::NotRequired => false,
        PaymentReading::AsPanel => panel,
    });
    if panel == meshfed {
        return None;
    }
    let dhall = |bool| if bool { "True" } else { "False" };
    let reading = if written.is_none() {
        ", which is how a value that is not set is read"
    } else {
        ""
    };
    let message = format!(
        "the panel's `requirePayment` is `{}` and meshfed's is `{}`{reading}",
        dhall(panel),
        dhall(meshfed)
    );
    let place = Place::in_instance(declared, "settings.panel.registration.requirePayment");
    let other = Place::in_instance(declared, "settings.meshfed.register.requirePayment");
    Some(
        I01.finding(message)
            .on(&place, "")
            .beside(&other, "meshfed's")
            .expected("the same value in both")
            .help("decide whether signing up takes a payment method, and write it in both sections"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn both_sides_say_the_same() {
        let panel = |value| ("acme:settings.panel.registration", value);
        let meshfed = |value| ("acme:settings.meshfed.register", value);
        let value = |value| json!({ "requirePayment": value });
        let only_panel = "error acme:settings.panel.registration.requirePayment: the panel's `requirePayment` is \
                          `True` and meshfed's is `False`";
        let unset = format!("{only_panel}, which is how a value that is not set is read");
        let only_meshfed = "error acme:settings.panel.registration.requirePayment: the panel's `requirePayment` \
                            is `False` and meshfed's is `True`";
        let rows: &[Row<'_>] = &[
            (
                &[panel(value(Some(true))), meshfed(value(Some(false)))],
                &[only_panel],
            ),
            (&[panel(value(Some(true))), meshfed(value(None))], &[&unset]),
            (&[panel(value(Some(true))), meshfed(json!(null))], &[&unset]),
            (
                &[panel(value(Some(false))), meshfed(value(Some(true)))],
                &[only_meshfed],
            ),
            (&[panel(value(Some(true))), meshfed(value(Some(true)))], &[]),
            (&[panel(value(Some(false))), meshfed(value(Some(false)))], &[]),
            (&[panel(value(Some(false))), meshfed(value(None))], &[]),
            (&[panel(value(Some(false))), meshfed(json!(null))], &[]),
            (&[panel(json!(null)), meshfed(value(Some(true)))], &[]),
        ];
        check_rows(&I01, rows);
    }

    #[test]
    fn a_value_that_is_not_set_is_read_as_the_repository_says() {
        use crate::model::PaymentReading;
        use crate::rules::fixture::Sample;

        let sample = Sample::new().set(
            "acme:settings.meshfed.register.requirePayment",
            serde_json::Value::Null,
        );
        assert_eq!(sample.findings(&I01).len(), 1);
        let panel =
            |sample: Sample| sample.settings(|settings| settings.payment_reading = PaymentReading::AsPanel);
        assert_eq!(panel(sample).findings(&I01), [] as [&str; 0]);
        let written = Sample::new().set("acme:settings.meshfed.register.requirePayment", false);
        assert_eq!(panel(written).findings(&I01).len(), 1);
    }
}
