//! R47: an instance stands in the EU, unless the customer wishes otherwise.

use crate::diagnostic::Diagnostic;
use crate::model::{OnPrem, Provider};
use crate::rules::{Context, Enforcement, Located, Place, plan::region_flaw, quote, rule};

/// The regions of Amazon Web Services inside the EU.
const AWS: [&str; 7] = [
    "eu-central-1",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-3",
    "eusc-de-east-1",
];

/// The regions of Microsoft Azure inside the EU.
const AZURE: [&str; 14] = [
    "austriaeast",
    "belgiumcentral",
    "denmarkeast",
    "francecentral",
    "francesouth",
    "germanynorth",
    "germanywestcentral",
    "italynorth",
    "northeurope",
    "polandcentral",
    "spaincentral",
    "swedencentral",
    "swedensouth",
    "westeurope",
];

/// The regions of Google Cloud inside the EU.
const GOOGLE_CLOUD: [&str; 11] = [
    "europe-central2",
    "europe-north1",
    "europe-north2",
    "europe-southwest1",
    "europe-west1",
    "europe-west10",
    "europe-west12",
    "europe-west3",
    "europe-west4",
    "europe-west8",
    "europe-west9",
];

rule! {
    /// An instance stands in the EU by default. The region of an On-Prem instance is part of the customer's own
    /// infrastructure, so another one is only worth a note: somebody should know that it was wished for. London
    /// and Zurich lie outside the EU, though their regions are called European. Where a data centre of the
    /// customer stands is not judged.
    ///
    /// Penetration tests, of which the same source speaks, need notice and a signed approval; they leave no trace
    /// in a configuration.
    ///
    /// ## Why
    ///
    /// Customers are told that their data are hosted in the EU unless they ask for another place. What leaves the
    /// EU needs another legal ground.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// infrastructure with provider = meshc.Provider.AWS { account, region = "eu-west-2" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// infrastructure with provider = meshc.Provider.AWS { account, region = "eu-west-1" }
    /// ```
    R47 = "R47", Stated Note, "An instance stands in the EU unless the customer wishes otherwise",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let instances = context.on_prem();
    instances
        .filter_map(|(declared, plan)| {
            let (region, known) = region(plan)?;
            let is_shaped = region_flaw(&plan.infrastructure.provider).is_none();
            (is_shaped && !known.contains(&region)).then(|| {
                let place = Place::in_instance(declared, "plan.infrastructure.provider.region");
                R47.finding(format!("the region {} is none of the EU", quote(region)))
                    .on(&place, "")
                    .help("make sure that the customer wishes it")
            })
        })
        .collect()
}

/// The region of a cloud, and the regions of that cloud inside the EU.
fn region(plan: &OnPrem) -> Option<(&str, &'static [&'static str])> {
    match &plan.infrastructure.provider {
        Provider::OnPremise(_) => None,
        Provider::AWS(aws) => Some((&aws.region, &AWS)),
        Provider::Azure(azure) => Some((&azure.region, &AZURE)),
        Provider::GoogleCloud(google) => Some((&google.region, &GOOGLE_CLOUD)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn a_region_outside_the_eu_is_worth_a_note() {
        let aws = |region| json!({ "AWS": { "account": "111122223333", "region": region } });
        let azure = |region| json!({ "Azure": { "subscription": "", "region": region } });
        let google = |region| json!({ "GoogleCloud": { "project": "", "region": region } });
        for (provider, region) in [
            (aws("us-east-1"), Some("us-east-1")),
            (aws("eu-west-2"), Some("eu-west-2")),
            (aws("eu-west-1"), None),
            (aws("EU West"), None),
            (azure("uksouth"), Some("uksouth")),
            (azure("swedencentral"), None),
            (google("europe-west6"), Some("europe-west6")),
            (google("europe-west4"), None),
            (json!({ "OnPremise": { "location": "Vienna" } }), None),
        ] {
            let found = Sample::new()
                .set("acme:plan.infrastructure.provider", provider)
                .findings(&R47);
            let place = "note acme:plan.infrastructure.provider.region";
            let expected = region.map(|region| format!("{place}: the region `{region}` is none of the EU"));
            assert_eq!(found, Vec::from_iter(expected));
        }
    }

    #[test]
    fn the_lists_are_in_order() {
        assert!(AWS.is_sorted() && AZURE.is_sorted() && GOOGLE_CLOUD.is_sorted());
    }
}
