//! Numbers as JSON writes them.

use crate::dhall::syntax::printer::double_text;

/// From here on whole numbers are written with an exponent.
const LARGE: f64 = 1e20;

/// A finite `Double`; without a fraction where it has none.
pub(super) fn double(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < LARGE {
        return format!("{number:.0}");
    }
    double_text(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_point_and_large_ones_an_exponent() {
        let rows = [
            (1.0, "1"),
            (-0.0, "-0"),
            (1.5, "1.5"),
            (1e7, "10000000"),
            (1e19, "10000000000000000000"),
            (9.9e19, "99000000000000000000"),
            (1e20, "1.0e20"),
            (0.01, "1.0e-2"),
            (12345678.5, "1.23456785e7"),
            (f64::MAX, "1.7976931348623157e308"),
            (5e-324, "5.0e-324"),
        ];
        for (number, expected) in rows {
            assert_eq!(double(number), expected);
            assert_eq!(expected.parse(), Ok(number));
        }
    }
}
