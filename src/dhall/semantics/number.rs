//! Arithmetic of any size, and numbers as text.

use num_bigint::{BigInt, BigUint, Sign};

use super::budget::Limit;
use super::machine::{Eval, Machine, Value};

impl Machine {
    /// A natural number as a value.
    pub(crate) fn natural_value(&mut self, number: BigUint) -> Value {
        match u64::try_from(&number) {
            Ok(small) => Value::Natural(small),
            Err(_) => Value::BigNatural(self.add_natural(number)),
        }
    }

    /// An integer as a value.
    pub(crate) fn integer_value(&mut self, number: BigInt) -> Value {
        match i64::try_from(&number) {
            Ok(small) => Value::Integer(small),
            Err(_) => Value::BigInteger(self.add_integer(number)),
        }
    }

    /// The number of a natural value.
    pub(crate) fn big(&self, value: Value) -> Option<BigUint> {
        match value {
            Value::Natural(number) => Some(number.into()),
            Value::BigNatural(id) => Some(self.natural(id).clone()),
            _ => None,
        }
    }

    /// The number of an integer value.
    pub(crate) fn big_integer(&self, value: Value) -> Option<BigInt> {
        match value {
            Value::Integer(number) => Some(number.into()),
            Value::BigInteger(id) => Some(self.integer(id).clone()),
            _ => None,
        }
    }

    pub(super) fn add(&mut self, a: Value, b: Value) -> Eval<Value> {
        if let (Value::Natural(a), Value::Natural(b)) = (a, b)
            && let Some(sum) = a.checked_add(b)
        {
            return Ok(Value::Natural(sum));
        }
        let (a, b) = self.both(a, b);
        self.spend(a.bits().max(b.bits()) / 64)?;
        self.bounded(a + b)
    }

    pub(super) fn multiply(&mut self, a: Value, b: Value) -> Eval<Value> {
        if let (Value::Natural(a), Value::Natural(b)) = (a, b)
            && let Some(product) = a.checked_mul(b)
        {
            return Ok(Value::Natural(product));
        }
        let (a, b) = self.both(a, b);
        if a.bits() + b.bits() > self.meter.budget.bits {
            return self.stop(Limit::Bits);
        }
        self.spend((a.bits() / 64 + 1) * (b.bits() / 64 + 1) / 16)?;
        self.bounded(a * b)
    }

    fn both(&self, a: Value, b: Value) -> (BigUint, BigUint) {
        (self.big(a).unwrap_or_default(), self.big(b).unwrap_or_default())
    }

    fn bounded(&mut self, number: BigUint) -> Eval<Value> {
        if number.bits() > self.meter.budget.bits {
            return self.stop(Limit::Bits);
        }
        Ok(self.natural_value(number))
    }

    /// `b - a`, not below 0.
    pub(super) fn subtract(&mut self, a: Value, b: Value) -> Value {
        if let (Value::Natural(a), Value::Natural(b)) = (a, b) {
            return Value::Natural(b.saturating_sub(a));
        }
        let (a, b) = self.both(a, b);
        let rest = if a > b { BigUint::ZERO } else { b - a };
        self.natural_value(rest)
    }

    pub(super) fn clamp(&mut self, number: Value) -> Value {
        let (sign, magnitude) = self.big_integer(number).unwrap_or_default().into_parts();
        match sign {
            Sign::Minus => Value::Natural(0),
            _ => self.natural_value(magnitude),
        }
    }

    pub(super) fn negate(&mut self, number: Value) -> Value {
        let number = -self.big_integer(number).unwrap_or_default();
        self.integer_value(number)
    }

    /// Rounded to the nearest, ties to even.
    pub(super) fn to_double(&self, number: Value) -> f64 {
        match number {
            Value::Integer(small) => small as f64,
            other => {
                let digits = self.big_integer(other).unwrap_or_default().to_string();
                digits.parse().unwrap_or(f64::NAN)
            }
        }
    }
}

/// `Integer/show`: always with a sign.
pub(super) fn show_integer(number: &BigInt) -> String {
    match number.sign() {
        Sign::Minus => number.to_string(),
        _ => format!("+{number}"),
    }
}

/// `Double/show`: the shortest digits that read back the same; plain from 0.1 up to 10^7, else with an exponent.
pub(crate) fn show_double(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if number == 0.0 {
        return if number.is_sign_negative() { "-0.0" } else { "0.0" }.to_owned();
    }
    if (0.1..1e7).contains(&number.abs()) {
        return format!("{number:?}");
    }
    let shown = format!("{number:e}");
    match shown.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_shown_as_the_reference_does() {
        let rows = [
            (0.01, "1.0e-2"),
            (0.1, "0.1"),
            (1e7, "1.0e7"),
            (9_999_999.0, "9999999.0"),
            (-0.0, "-0.0"),
            (1.5e300, "1.5e300"),
            (-42.0, "-42.0"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, expected) in rows {
            assert_eq!(show_double(number), expected);
        }
    }
}
