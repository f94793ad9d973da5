//! `Double` as text.

/// A `Double` as its literal, which is also what `Double/show` gives: the fewest digits that are this number
/// and no other, with an exponent below 0.1 and from 10^7 on.
pub fn double_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let size = value.abs();
    if size == 0.0 || (0.1..1e7).contains(&size) {
        // Never has an exponent in this range, always a point.
        return format!("{sign}{size:?}");
    }
    let digits = format!("{size:e}");
    let (mantissa, exponent) = digits.split_once('e').unwrap_or((&digits, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{sign}{mantissa}{point}e{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_depends_on_the_size() {
        let rows = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (0.01, "1.0e-2"),
            (-1.5e-10, "-1.5e-10"),
            (9_999_999.0, "9999999.0"),
            (1e7, "1.0e7"),
            (123_456_789.5, "1.234567895e8"),
            (f64::MAX, "1.7976931348623157e308"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ];
        for (value, expected) in rows {
            assert_eq!(double_text(value), expected);
        }
    }
}
