//! I36: prices are in EUR; the currencies that are converted are known.

use crate::rules::{Enforcement, rule};

rule! {
    /// Prices and sums of the product catalogue are in EUR. What platforms bill in USD, CNY, TWD, CAD or INR the
    /// product converts to EUR by itself. Another currency cannot be written.
    ///
    /// ## Why
    ///
    /// A report adds its items up. With two currencies in it, the sum is of neither.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// kraken.UsageType::{ displayName, resource, netAmount = 9.0, currency = "USD" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// kraken.UsageType::{ displayName, resource, netAmount = 9.0 }
    /// ```
    I36 = "I36", Stated Error, "Prices are in EUR; the currencies that are converted are known",
    Enforcement::Type,
    ["UsageType", "Product", "ProductCatalog", "AmountTier", "TieredFixedAmountDiscountRule", "Statements", "KrakenSettings"] => ["currency", "currencies", "exchangeRate", "exchangeRates", "currencyConversion"],
}
