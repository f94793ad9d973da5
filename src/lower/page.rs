//! The page of what the model has no room for.

use super::OUT_OF_RANGE;
use crate::diagnostic::{Page, Severity};

/// One page for each code of this room.
pub const PAGES: &[Page] = &[Page {
    code: OUT_OF_RANGE,
    level: Severity::Error,
    title: "Numbers and times fit the model",
    text: "\
Dhall's `Natural` has no largest value and its `Time` any number of digits behind the second. The model
holds numbers below 2^64 and times in whole seconds; nothing of the product needs more.

Write a smaller number, or a time without a fraction.
",
}];
