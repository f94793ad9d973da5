//! I32: reports are final when the provider's are.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, OnPrem, Provider};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// Usage reports become final (`finalize-reports-after-days`) when the slowest provider in use has told its
    /// last costs: Google Cloud takes 5 days, Amazon Web Services 6, Microsoft Azure about 15. Which platforms are
    /// metered is set in the panel; the cloud that an On-Prem instance runs on is taken to be one of them, so
    /// that too few days are a warning.
    ///
    /// ## Why
    ///
    /// What comes in after the report is final is not charged to anybody. The product's default of 4 days is too
    /// short for every cloud.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- on Amazon Web Services
    /// worker.finalize-reports-after-days = 4
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// -- on Amazon Web Services
    /// worker.finalize-reports-after-days = 6
    /// ```
    I32 = "I32", Stated Warning, "Usage reports are final when the provider's are",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let instances = context.on_prem();
    instances
        .filter_map(|(declared, plan)| judge(declared, plan))
        .collect()
}

fn judge(declared: &Declared, plan: &OnPrem) -> Option<Diagnostic> {
    let (provider, takes) = match plan.infrastructure.provider {
        Provider::OnPremise(_) => return None,
        Provider::GoogleCloud(_) => ("Google Cloud", 5),
        Provider::AWS(_) => ("Amazon Web Services", 6),
        Provider::Azure(_) => ("Microsoft Azure", 15),
    };
    let days = declared
        .instance
        .settings
        .kraken
        .worker
        .finalize_reports_after_days;
    (days < takes).then(|| {
        let place = Place::in_instance(declared, "settings.kraken.worker.finalize-reports-after-days");
        let cloud = Place::in_instance(declared, "plan.infrastructure.provider");
        let (days, takes) = (count(days, "day"), count(takes, "day"));
        I32.finding(format!(
            "usage reports are final after {days}, and those of {provider} take {takes}"
        ))
        .on(&place, "")
        .beside(&cloud, "runs there")
        .expected(format!("{takes} or more"))
        .help(format!("wait longer, unless nothing at {provider} is metered"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn reports_wait_for_the_cloud_that_the_instance_runs_on() {
        let days = |days: u64| {
            (
                "acme:settings.kraken.worker.finalize-reports-after-days",
                json!(days),
            )
        };
        let on = |provider| ("acme:plan.infrastructure.provider", provider);
        let aws = || on(json!({ "AWS": { "account": "111122223333", "region": "eu-west-1" } }));
        let azure = || on(json!({ "Azure": { "subscription": "", "region": "westeurope" } }));
        let google = || on(json!({ "GoogleCloud": { "project": "acme-mesh", "region": "europe-west3" } }));
        let place = "warning acme:settings.kraken.worker.finalize-reports-after-days";
        let messages = [
            format!(
                "{place}: usage reports are final after 5 days, and those of Amazon Web Services take 6 days"
            ),
            format!(
                "{place}: usage reports are final after 14 days, and those of Microsoft Azure take 15 days"
            ),
            format!("{place}: usage reports are final after 1 day, and those of Google Cloud take 5 days"),
        ];
        let rows: &[Row<'_>] = &[
            (&[aws(), days(5)], &[&messages[0]]),
            (&[aws(), days(6)], &[]),
            (&[azure(), days(14)], &[&messages[1]]),
            (&[azure(), days(15)], &[]),
            (&[google(), days(1)], &[&messages[2]]),
            (&[google(), days(5)], &[]),
            (&[days(0)], &[]),
        ];
        check_rows(&I32, rows);
    }
}
