//! R41: production never runs ahead of staging.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, OnPrem};
use crate::release::Version;
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// Where an On-Prem instance has a staging environment, production runs no higher release than staging.
    ///
    /// ## Why
    ///
    /// Staging is rolled out by itself and production after a gate, so that a release is tried before customers
    /// meet it. With production ahead, nobody has tried what they work with. It follows from how rollouts are
    /// described and is not said in so many words: a warning.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { production = production with release = "2025.55.0"
    /// , staging = Some (trial with release = "2025.54.0")
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { production = production with release = "2025.54.0"
    /// , staging = Some (trial with release = "2025.55.0")
    /// }
    /// ```
    R41 = "R41", Derived Warning, "Production never runs ahead of staging",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let instances = context.on_prem();
    instances
        .filter_map(|(declared, plan)| judge(context, declared, plan))
        .collect()
}

fn judge(context: &Context<'_>, declared: &Declared, plan: &OnPrem) -> Option<Diagnostic> {
    let production: Version = plan.production.release.parse().ok()?;
    let staging: Version = plan.staging.as_ref()?.release.parse().ok()?;
    // What does not exist is no release that runs ahead (R10).
    let exists = |version| {
        context
            .catalog
            .is_none_or(|catalog| catalog.release(version).is_some())
    };
    (production > staging && exists(&production) && exists(&staging)).then(|| {
        let place = |kind| Place::in_instance(declared, &format!("plan.{kind}.release"));
        R41.finding(format!(
            "production runs `{production}`, ahead of staging with `{staging}`"
        ))
        .on(&place("production"), "")
        .beside(&place("staging"), "staging's")
        .expected(format!("`{staging}` or lower, or a higher release in staging"))
        .help(format!("roll `{production}` out to staging"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn staging_comes_first() {
        let production = |release: &'static str| ("acme:plan.production.release", json!(release));
        let staging = |release: &'static str| ("acme:plan.staging.release", json!(release));
        let message = "warning acme:plan.production.release: production runs `2025.55.0`, ahead of staging with \
                       `2025.54.0`";
        let rows: &[Row<'_>] = &[
            (&[production("2025.55.0"), staging("2025.54.0")], &[message]),
            (&[production("2025.55.0"), staging("2025.55.0")], &[]),
            (&[production("2025.9.0"), staging("2025.10.0")], &[]),
            (&[production("2025.55.0"), staging("soon")], &[]),
            (
                &[production("2025.55.0"), ("acme:plan.staging", json!(null))],
                &[],
            ),
        ];
        check_rows(&R41, rows);
    }
}
