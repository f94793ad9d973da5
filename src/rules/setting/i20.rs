//! I20: the thresholds of discount tiers differ.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, DiscountRule};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// The tiers of a discount have thresholds that differ from each other, none below 0, and there is a tier.
    ///
    /// ## Why
    ///
    /// An amount is given the one tier with the highest threshold below it. Of two tiers with one threshold nobody can
    /// say which that is, and below 0 there are no amounts. A discount without a tier is never given.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// [ { lowerThreshold = 1000.0, discountPercentage = -2.5 }
    /// , { lowerThreshold = 1000.0, discountPercentage = -5.0 }
    /// ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// [ { lowerThreshold = 1000.0, discountPercentage = -2.5 }
    /// , { lowerThreshold = 5000.0, discountPercentage = -5.0 }
    /// ]
    /// ```
    I20 = "I20", Derived Error, "The thresholds of discount tiers differ",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(catalog) = &declared.instance.settings.kraken.productcatalog else {
        return Vec::new();
    };
    let rules = catalog.discounts.iter().map(|discount| &discount.discount_rule);
    rules
        .enumerate()
        .filter_map(|(index, rule)| {
            let (label, thresholds) = tiers(rule)?;
            let path = format!("settings.kraken.productcatalog.discounts.{index}.discountRule.{label}");
            Some(findings(declared, &path, &thresholds))
        })
        .flatten()
        .collect()
}

/// The thresholds of a rule with tiers, and the label under which they are.
fn tiers(rule: &DiscountRule) -> Option<(&'static str, Vec<f64>)> {
    match rule {
        DiscountRule::FixedPercentage(_) => None,
        DiscountRule::TieredPercentage(rule) => {
            let tiers = rule.discount_percentage_tiers_by_lower_thresholds.iter();
            Some((
                "discountPercentageTiersByLowerThresholds",
                tiers.map(|tier| tier.lower_threshold).collect(),
            ))
        }
        DiscountRule::TieredFixedAmount(rule) => {
            let tiers = rule.discount_fixed_amount_tiers_by_lower_thresholds.iter();
            Some((
                "discountFixedAmountTiersByLowerThresholds",
                tiers.map(|tier| tier.lower_threshold).collect(),
            ))
        }
    }
}

fn findings(declared: &Declared, path: &str, thresholds: &[f64]) -> Vec<Diagnostic> {
    let place = |index: usize| Place::in_instance(declared, &format!("{path}.{index}.lowerThreshold"));
    if thresholds.is_empty() {
        let finding = I20.warning("the discount has no tier, and is never given");
        return vec![
            finding
                .on(&Place::in_instance(declared, path), "")
                .expected("a tier, or no discount"),
        ];
    }
    let mut found = Vec::new();
    for (index, threshold) in thresholds.iter().enumerate() {
        let first = thresholds.iter().position(|other| other == threshold);
        if let Some(first) = first.filter(|first| *first < index) {
            found.push(
                I20.finding(format!("two tiers begin at {threshold}"))
                    .on(&place(index), "")
                    .beside(&place(first), "the first")
                    .expected("another amount than any other tier's"),
            );
        } else if *threshold < 0.0 {
            found.push(
                I20.finding(format!("a tier begins at {threshold}, below any amount"))
                    .on(&place(index), "")
                    .expected("0 or more"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::rules::fixture::Sample;

    fn discount(rule: &Json) -> Json {
        json!({ "discounts": [{
            "scope": { "PlatformType": { "platformType": "Azure" } },
            "discountRule": rule,
            "displayName": "", "description": "", "sellerId": "cloud-team", "sellerProductGroup": "",
        }], "products": [] })
    }

    fn scope() -> Json {
        json!({
            "productSellerIdRegex": null,
            "productDisplayNameRegex": null,
            "usageTypeDisplayNameRegex": null,
        })
    }

    fn percentages(thresholds: &[f64]) -> Json {
        let tiers = thresholds
            .iter()
            .map(|threshold| json!({ "lowerThreshold": threshold, "discountPercentage": -1.0 }));
        json!({ "tieredPercentage": {
            "discountScope": scope(),
            "discountPercentageTiersByLowerThresholds": tiers.collect::<Vec<_>>(),
        } })
    }

    fn amounts(thresholds: &[f64]) -> Json {
        let tiers = thresholds
            .iter()
            .map(|threshold| json!({ "lowerThreshold": threshold, "fixedAmount": 15.0 }));
        json!({ "tieredFixedAmount": {
            "discountScope": scope(),
            "discountFixedAmountTiersByLowerThresholds": tiers.collect::<Vec<_>>(),
        } })
    }

    #[test]
    fn each_tier_has_a_threshold_of_its_own() {
        let at = "acme:settings.kraken.productcatalog.discounts.0.discountRule";
        let percent = format!("{at}.discountPercentageTiersByLowerThresholds");
        let amount = format!("{at}.discountFixedAmountTiersByLowerThresholds");
        let rows = [
            (percentages(&[0.0, 1000.0, 500.0]), vec![]),
            (
                percentages(&[10.0, 5.0, 10.0]),
                vec![format!("error {percent}.2.lowerThreshold: two tiers begin at 10")],
            ),
            (
                amounts(&[-1.5]),
                vec![format!(
                    "error {amount}.0.lowerThreshold: a tier begins at -1.5, below any amount"
                )],
            ),
            (
                amounts(&[0.0, -0.0]),
                vec![format!("error {amount}.1.lowerThreshold: two tiers begin at -0")],
            ),
            (
                amounts(&[]),
                vec![format!(
                    "warning {amount}: the discount has no tier, and is never given"
                )],
            ),
            (
                json!({ "fixedPercentage": { "discountScope": scope(), "discountPercentage": -200.0 } }),
                vec![],
            ),
        ];
        for (rule, expected) in rows {
            let found = Sample::new()
                .set("acme:settings.kraken.productcatalog", discount(&rule))
                .findings(&I20);
            assert_eq!(found, expected, "{rule}");
        }
    }
}
