//! I32: reports are final when the provider's are.

use super::platform::scopes;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, Plan, PlatformType, Provider};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// Usage reports become final (`finalize-reports-after-days`) when the slowest provider in use has told its
    /// last costs: private platforms take a day, Google Cloud 5 days, Amazon Web Services 6, Microsoft Azure about 15.
    /// Which platforms are metered is set in the panel. In use are those that the product catalogue names and that
    /// `aws-collection` or `openStack` are for; the cloud that an On-Prem instance runs on is taken to be one of them.
    /// Too few days are a warning.
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

const GOOGLE: (&str, u64) = ("Google Cloud", 5);
const AMAZON: (&str, u64) = ("Amazon Web Services", 6);
const MICROSOFT: (&str, u64) = ("Microsoft Azure", 15);

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

/// A provider in use: what it is called, how many days its costs take, and where it is named.
struct Used {
    name: &'static str,
    days: u64,
    path: String,
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let mut used = used(declared);
    // Of several that take as long, the first is named.
    used.reverse();
    let slowest = used.into_iter().max_by_key(|used| used.days)?;
    let worker = &declared.instance.settings.kraken.worker;
    let days = worker.finalize_reports_after_days;
    (days < slowest.days).then(|| {
        let place = Place::in_instance(declared, "settings.kraken.worker.finalize-reports-after-days");
        let named = Place::in_instance(declared, &slowest.path);
        let (days, takes) = (count(days, "day"), count(slowest.days, "day"));
        let name = slowest.name;
        I32.finding(format!(
            "usage reports are final after {days}, and those of {name} take {takes}"
        ))
        .on(&place, "")
        .beside(&named, "in use")
        .expected(format!("{takes} or more"))
        .help(format!("wait longer, unless nothing at {name} is metered"))
    })
}

fn used(declared: &Declared) -> Vec<Used> {
    let settings = &declared.instance.settings;
    let mut found = Vec::new();
    let mut add = |(name, days), path: String| found.push(Used { name, days, path });
    if let Plan::OnPrem(plan) = &declared.instance.plan {
        let path = "plan.infrastructure.provider".to_owned();
        match plan.infrastructure.provider {
            Provider::OnPremise(_) => {}
            Provider::GoogleCloud(_) => add(GOOGLE, path),
            Provider::AWS(_) => add(AMAZON, path),
            Provider::Azure(_) => add(MICROSOFT, path),
        }
    }
    if settings.kraken.aws_collection.is_some() {
        add(AMAZON, "settings.kraken.aws-collection".to_owned());
    }
    for index in 0..settings.replicator.open_stack.len() {
        add(("OpenStack", 1), format!("settings.replicator.openStack.{index}"));
    }
    for scope in scopes(declared) {
        let provider = match scope.kind {
            PlatformType::Aws => AMAZON,
            PlatformType::Azure => MICROSOFT,
            PlatformType::Gcp => GOOGLE,
            PlatformType::Aks => ("AKS", 1),
            PlatformType::CloudFoundry => ("Cloud Foundry", 1),
            PlatformType::Kubernetes => ("Kubernetes", 1),
            PlatformType::OpenShift => ("OpenShift", 1),
            PlatformType::OpenStack => ("OpenStack", 1),
        };
        add(provider, scope.path);
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn reports_wait_for_what_the_settings_name() {
        let worker =
            |instance: &str| format!("{instance}:settings.kraken.worker.finalize-reports-after-days");
        let sold = |kind: &str| {
            json!({ "discounts": [], "products": [{
                "resourceType": "sellerInfo", "displayName": "", "usageTypes": [], "description": "",
                "sellerId": "cloud-team", "sellerProductGroup": null, "scope": { "platformType": kind },
            }] })
        };
        let (acme, beta) = (worker("acme"), worker("beta"));
        let catalog = "beta:settings.kraken.productcatalog";
        let late = |place: &str, days: &str, who: &str| {
            format!("warning {place}: usage reports are final after {days}, and those of {who}")
        };
        let azure = late(&beta, "14 days", "Microsoft Azure take 15 days");
        let aws = late(&acme, "5 days", "Amazon Web Services take 6 days");
        let private = late(&beta, "0 days", "Kubernetes take 1 day");
        let collection = json!({ "awsStateCollectionInterval": "P1D" });
        let rows: &[Row<'_>] = &[
            (&[(catalog, sold("Azure")), (&beta, json!(14))], &[&azure]),
            (&[(catalog, sold("Azure")), (&beta, json!(15))], &[]),
            (&[(catalog, sold("Kubernetes")), (&beta, json!(0))], &[&private]),
            (&[(catalog, sold("Kubernetes")), (&beta, json!(1))], &[]),
            (
                &[
                    ("acme:settings.kraken.aws-collection", collection),
                    (&acme, json!(5)),
                ],
                &[&aws],
            ),
        ];
        check_rows(&I32, rows);
    }

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
