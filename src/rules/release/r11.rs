//! R11: an environment never goes back to a lower release.

use crate::diagnostic::Diagnostic;
use crate::model::EnvironmentView;
use crate::release::Version;
use crate::rules::{Context, Enforcement, Located, Place, Transition, rule};

rule! {
    /// A change may keep an environment on its release or move it to a higher one, never to a lower one. An
    /// instance that leaves plan SaaS comes from what it ran there: what its last weekly window brought (R29).
    ///
    /// Moving away from a number that was taken back is not going back, whatever the number of its successor.
    ///
    /// ## Why
    ///
    /// Data that a higher release has migrated cannot be read by a lower one. Faults are mended by a patch or by
    /// the next release: the product is fixed forward, and rollbacks are neither supported nor needed.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- before: production with release = "2025.55.0"
    /// production with release = "2025.54.0"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with release = "2025.55.1"
    /// ```
    R11 = "R11", Stated Error, "An environment is never rolled back to a lower release",
    Enforcement::Change(check)
}

fn check(change: &Transition<'_>) -> Vec<Diagnostic> {
    let Transition { before, after, .. } = change;
    after
        .fleet
        .environments()
        .filter_map(|environment| {
            let declared = before.fleet.instances.get(&environment.address.instance)?;
            let earlier = EnvironmentView::new(declared, environment.address.kind)?;
            judge((before, &earlier), (after, &environment))
        })
        .collect()
}

fn judge(
    (before, earlier): (&Context<'_>, &EnvironmentView<'_>),
    (after, environment): (&Context<'_>, &EnvironmentView<'_>),
) -> Option<Diagnostic> {
    let to: Version = environment.release()?.parse().ok()?;
    let from = match earlier.release() {
        Some(text) => text.parse().ok()?,
        None => followed(before, earlier)?,
    };
    let taken_back = after.catalog.and_then(|catalog| catalog.withdrawn(&from));
    let place = Place::in_environment(environment, "release");
    if to >= from || taken_back.is_some() {
        let overtaken = earlier.release().is_none().then(|| newest(before)).flatten();
        return overtaken.filter(|newest| to < *newest).map(|newest| {
            R11.note(format!(
                "`{newest}` had not been rolled out yet, so `{to}` is no step back"
            ))
            .on(&place, "")
        });
    }
    let address = &environment.address;
    let message = format!("{} goes back from `{from}` to `{to}`", address.kind);
    let newest = after.catalog.and_then(|catalog| catalog.newest(after.as_of));
    let help = match newest {
        Some((newest, _)) if *newest > from => format!("stay on `{from}`, or go forward to `{newest}`"),
        _ => format!("stay on `{from}` until a higher release mends what is wrong with it"),
    };
    Some(
        R11.finding(message)
            .on(&place, "a lower release")
            .expected(format!("`{from}` or higher"))
            .help(help),
    )
}

fn newest(context: &Context<'_>) -> Option<Version> {
    let (newest, _) = context.catalog?.newest(context.as_of)?;
    Some(newest.clone())
}

/// The release that an environment of plan SaaS has reached by itself.
fn followed(context: &Context<'_>, environment: &EnvironmentView<'_>) -> Option<Version> {
    context.clock()?.standing(environment).release
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::rules::fixture::Sample;

    fn release(kind: &str, release: &str) -> Sample {
        Sample::new().set(&format!("acme:plan.{kind}.release"), release)
    }

    #[test]
    fn a_lower_release_of_the_same_environment_is_found() {
        let rows = [
            (
                "production",
                "2025.53.0",
                "production goes back from `2025.54.0` to `2025.53.0`",
            ),
            (
                "staging",
                "2025.52.1",
                "staging goes back from `2025.55.0` to `2025.52.1`",
            ),
        ];
        for (kind, to, message) in rows {
            let found = Sample::new().change(&release(kind, to));
            assert_eq!(found, [format!("error acme:plan.{kind}.release: {message}")]);
        }
    }

    #[test]
    fn keeping_and_raising_a_release_is_forward() {
        for (from, to) in [
            ("2025.54.0", "2025.54.0"),
            ("2025.9.0", "2025.10.0"),
            ("7.176.0", "2023.1.0"),
        ] {
            let found = release("production", from).change(&release("production", to));
            assert_eq!(found, [] as [&str; 0], "{from} {to}");
        }
    }

    #[test]
    fn leaving_a_withdrawn_number_is_no_rollback() {
        let found = release("production", "2025.49.1").change(&release("production", "2025.49.0"));
        assert_eq!(found, [] as [&str; 0]);
    }

    #[test]
    fn leaving_saas_starts_from_what_ran_there() {
        let saas = Sample::new().copy("beta", "acme").set("acme:id", "acme");
        assert_eq!(
            saas.change(&release("production", "2025.54.0")),
            [
                "note acme:plan.production.release: `2025.55.0` had not been rolled out yet, so `2025.54.0` is no step back"
            ]
        );
        assert_eq!(saas.change(&release("production", "2025.55.0")), [] as [&str; 0]);
        assert_eq!(
            saas.change(&release("production", "2025.53.0")),
            ["error acme:plan.production.release: production goes back from `2025.54.0` to `2025.53.0`"]
        );
    }

    #[test]
    fn environments_are_paired_by_their_address() {
        let without = Sample::new().set("acme:plan.staging", json!(null));
        assert_eq!(without.change(&release("staging", "2025.50.0")), [] as [&str; 0]);
    }
}
