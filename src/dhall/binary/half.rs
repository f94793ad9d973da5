//! Floating-point numbers of 16 bits (IEEE 754 binary16).

/// The half that has exactly this value, if there is one; `NaN` is the caller's business.
pub(super) fn exact_half(value: f32) -> Option<u16> {
    let bits = value.to_bits();
    let sign = (bits >> 16 & 0x8000) as u16;
    let exponent = (bits >> 23 & 0xff) as i32;
    let mantissa = bits & 0x007f_ffff;
    if value == 0.0 {
        return Some(sign);
    }
    if value.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // A half has 10 bits of mantissa, and exponents from -14 to 15.
    let exponent = exponent - 127;
    if (-14..=15).contains(&exponent) && mantissa & 0x1fff == 0 {
        return Some(sign | ((exponent + 15) as u16) << 10 | (mantissa >> 13) as u16);
    }
    // Below, the leading one moves into the mantissa.
    if (-24..-14).contains(&exponent) {
        let full = mantissa | 0x0080_0000;
        let shift = (-exponent - 14 + 13) as u32;
        if full.trailing_zeros() >= shift {
            return Some(sign | (full >> shift) as u16);
        }
    }
    None
}

/// The value of a half.
pub(super) fn half_value(half: u16) -> f64 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(half >> 10 & 0x1f);
    let mantissa = f64::from(half & 0x3ff);
    match exponent {
        0 => sign * mantissa * (-24_f64).exp2(),
        31 if mantissa == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN,
        _ => sign * (1024.0 + mantissa) * f64::from(exponent - 25).exp2(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_that_is_a_number_is_found_again() {
        for half in 0..=u16::MAX {
            let value = half_value(half);
            if !value.is_nan() {
                assert_eq!(exact_half(value as f32), Some(half), "{value}");
            }
        }
    }

    #[test]
    fn what_needs_more_bits_is_no_half() {
        for value in [0.1_f32, 65_520.0, 2049.0, 1e-8, 3.0 * (-25_f32).exp2()] {
            assert_eq!(exact_half(value), None, "{value}");
        }
    }
}
