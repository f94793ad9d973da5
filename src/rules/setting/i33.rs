//! I33: a positive discount is a fee, a negative one a deduction.

use crate::diagnostic::Diagnostic;
use crate::model::{AmountTier, Declared, Discount, DiscountRule, PercentageTier};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// A positive amount of a discount is a fee, which the seller is credited with, and a negative one a deduction, which the
    /// seller is charged. One that is called a discount or a rebate and is positive, or called a fee or a surcharge and is
    /// negative, is a warning, and so is a deduction of more than all.
    ///
    /// ## Why
    ///
    /// With the wrong sign everybody pays more who was promised to pay less, and statements that are final are not made again.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { displayName = "Volume discount", discountPercentage = 5.0 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { displayName = "Volume discount", discountPercentage = -5.0 }
    /// ```
    I33 = "I33", Stated Warning, "A positive discount is a fee, a negative one a deduction",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(catalog) = &declared.instance.settings.kraken.productcatalog else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, discount) in catalog.discounts.iter().enumerate() {
        let root = format!("settings.kraken.productcatalog.discounts.{index}");
        for amount in amounts(&discount.discount_rule) {
            if let Some(message) = wrong(discount, &amount) {
                let place = Place::in_instance(declared, &format!("{root}.discountRule.{}", amount.path));
                let name = Place::in_instance(declared, &format!("{root}.displayName"));
                found.push(
                    I33.finding(message)
                        .on(&place, "")
                        .beside(&name, "its name")
                        .expected("a positive number for a fee, a negative one for a deduction"),
                );
            }
        }
    }
    found
}

/// A percentage or a sum, and where it stands in its rule.
struct Amount {
    path: String,
    number: f64,
    is_percentage: bool,
}

fn amounts(rule: &DiscountRule) -> Vec<Amount> {
    match rule {
        DiscountRule::FixedPercentage(rule) => vec![Amount {
            path: "discountPercentage".to_owned(),
            number: rule.discount_percentage,
            is_percentage: true,
        }],
        DiscountRule::TieredPercentage(rule) => {
            let tiers = rule
                .discount_percentage_tiers_by_lower_thresholds
                .iter()
                .enumerate();
            let amount = |(index, tier): (usize, &PercentageTier)| Amount {
                path: format!("discountPercentageTiersByLowerThresholds.{index}.discountPercentage"),
                number: tier.discount_percentage,
                is_percentage: true,
            };
            tiers.map(amount).collect()
        }
        DiscountRule::TieredFixedAmount(rule) => {
            let tiers = rule
                .discount_fixed_amount_tiers_by_lower_thresholds
                .iter()
                .enumerate();
            let amount = |(index, tier): (usize, &AmountTier)| Amount {
                path: format!("discountFixedAmountTiersByLowerThresholds.{index}.fixedAmount"),
                number: tier.fixed_amount,
                is_percentage: false,
            };
            tiers.map(amount).collect()
        }
    }
}

fn wrong(discount: &Discount, amount: &Amount) -> Option<String> {
    let name = discount.display_name.to_lowercase();
    let is_called = |known: [&str; 2]| {
        let mut words = name.split(|char: char| !char.is_alphanumeric());
        words.any(|word| {
            known
                .iter()
                .any(|known| word == *known || word.strip_suffix('s') == Some(known))
        })
    };
    let (is_deduction, is_fee) = (is_called(["discount", "rebate"]), is_called(["fee", "surcharge"]));
    let name = quote(&discount.display_name);
    let number = amount.number;
    if is_deduction && !is_fee && number > 0.0 {
        Some(format!("{name} is a fee, for {number} is positive"))
    } else if is_fee && !is_deduction && number < 0.0 {
        Some(format!("{name} is a deduction, for {number} is negative"))
    } else if amount.is_percentage && number < -100.0 {
        Some(format!("{name} deducts more than all"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn the_sign_says_what_the_name_says() {
        let scope = || {
            json!({
                "productSellerIdRegex": null,
                "productDisplayNameRegex": null,
                "usageTypeDisplayNameRegex": null,
            })
        };
        let discount = |name: &str, rule: serde_json::Value| {
            (
                "acme:settings.kraken.productcatalog",
                json!({ "discounts": [{
                    "scope": { "PlatformType": { "platformType": "Azure" } },
                    "discountRule": rule,
                    "displayName": name, "description": "", "sellerId": "cloud-team", "sellerProductGroup": "",
                }], "products": [] }),
            )
        };
        let fixed = |name: &str, percent: f64| {
            let rule = json!({ "discountScope": scope(), "discountPercentage": percent });
            discount(name, json!({ "fixedPercentage": rule }))
        };
        let tiered = |name: &str, amount: f64| {
            let tiers = json!([{ "lowerThreshold": 0.0, "fixedAmount": amount }]);
            discount(
                name,
                json!({ "tieredFixedAmount": {
                    "discountScope": scope(), "discountFixedAmountTiersByLowerThresholds": tiers,
                } }),
            )
        };
        let at = "warning acme:settings.kraken.productcatalog.discounts.0.discountRule";
        let fee = format!("{at}.discountPercentage: `Volume discount` is a fee, for 5 is positive");
        let tier = format!(
            "{at}.discountFixedAmountTiersByLowerThresholds.0.fixedAmount: `Service fees` is a deduction, for -2.5 is \
             negative"
        );
        let all = format!("{at}.discountPercentage: `Archive` deducts more than all");
        let rows: &[Row<'_>] = &[
            (&[fixed("Volume discount", -5.0)], &[]),
            (&[fixed("Volume discount", 5.0)], &[&fee]),
            (&[fixed("Discounted feed", 5.0)], &[]),
            (&[fixed("Fee after discount", 5.0)], &[]),
            (&[fixed("Archive", -100.0)], &[]),
            (&[fixed("Archive", -100.5)], &[&all]),
            (&[tiered("Service fees", 2.5)], &[]),
            (&[tiered("Service fees", -2.5)], &[&tier]),
            (&[tiered("Archive", -200.0)], &[]),
        ];
        check_rows(&I33, rows);
    }
}
