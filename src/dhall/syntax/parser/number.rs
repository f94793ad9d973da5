//! Numbers, dates, times and time zones.

use num_bigint::{BigInt, BigUint, Sign};

use super::super::{Date, Expr, ExprId, Name, Spelled, Time, TimeZone};
use super::cursor::{Parse, Parser};

/// From how many digits on a decimal number is split in halves, so that a long one takes no quadratic time.
const SPLIT_DIGITS: usize = 2_000;

impl Parser<'_> {
    /// What begins with a digit.
    pub(super) fn number(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let digits = self.digits(start);
        match (digits, self.byte(start + digits)) {
            (1, b'x') if self.byte(start) == b'0' && self.byte(start + 2) == b'"' => {
                return self.bytes_literal();
            }
            (4, b'-') if self.digits(start + 5) == 2 => return self.date_and_time(),
            (2, b':') if self.digits(start + 3) == 2 => return self.time_and_zone(),
            _ => {}
        }
        if let Some(end) = self.double_end(start) {
            return self.double(start, end);
        }
        let (natural, end) = self.natural(start)?;
        self.close_token(end);
        let expr = match u64::try_from(&natural) {
            Ok(small) => Expr::Natural(small),
            Err(_) => Expr::BigNatural(Box::new(natural.into())),
        };
        Ok(self.add(expr, start))
    }

    /// What begins with a sign and a digit.
    pub(super) fn signed(&mut self) -> Parse<ExprId> {
        let start = self.at;
        if self.digits(start + 1) == 2 && self.byte(start + 3) == b':' && self.digits(start + 4) > 0 {
            let zone = self.zone(start)?;
            self.close_token(start + 6);
            return Ok(self.add(Expr::TimeZone(zone), start));
        }
        if let Some(end) = self.double_end(start + 1) {
            return self.double(start, end);
        }
        let (natural, end) = self.natural(start + 1)?;
        self.close_token(end);
        let sign = if self.byte(start) == b'-' {
            Sign::Minus
        } else {
            Sign::Plus
        };
        let integer = BigInt::from_biguint(sign, natural.into());
        let expr = match i64::try_from(&integer) {
            Ok(small) => Expr::Integer(small),
            Err(_) => Expr::BigInteger(Box::new(integer)),
        };
        Ok(self.add(expr, start))
    }

    /// The `n` of `x@n`; `None` if it is larger than any number of bindings can be.
    pub(super) fn variable_index(&mut self) -> Parse<Option<u32>> {
        let start = self.at;
        if !self.peek().is_ascii_digit() {
            return Err(self.expected("a number behind `@`, such as `x@1`"));
        }
        let (natural, end) = self.natural(start)?;
        let index = match natural {
            Natural::Small(small) => u32::try_from(small).ok(),
            Natural::Big(_) => None,
        };
        self.close_token(end);
        Ok(index)
    }

    fn digits(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(rest.len())
    }

    /// `natural-literal`, with the place behind it.
    fn natural(&mut self, start: usize) -> Parse<(Natural, usize)> {
        if self.byte(start) != b'0' {
            let end = start + self.digits(start);
            return Ok((decimal(&self.text[start..end]), end));
        }
        let radix = match self.byte(start + 1) {
            b'x' => 16,
            b'b' => 2,
            b'0'..=b'9' => return Err(self.leading_zero(start, start + self.digits(start))),
            _ => return Ok((Natural::Small(0), start + 1)),
        };
        let rest = &self.bytes[start + 2..];
        let length = rest.iter().position(|byte| !(*byte as char).is_digit(radix));
        let digits = &rest[..length.unwrap_or(rest.len())];
        if digits.is_empty() {
            return Err(self.no_radix_digits(start, radix));
        }
        let big = BigUint::parse_bytes(digits, radix).expect("only digits of the radix");
        let natural = match u64::try_from(&big) {
            Ok(small) => Natural::Small(small),
            Err(_) => Natural::Big(big),
        };
        Ok((natural, start + 2 + digits.len()))
    }

    /// The place behind a `Double` that begins at `start`, if there is one.
    fn double_end(&self, start: usize) -> Option<usize> {
        let mut at = start + self.digits(start);
        let mut is_double = false;
        if self.byte(at) == b'.' && self.byte(at + 1).is_ascii_digit() {
            at += 1 + self.digits(at + 1);
            is_double = true;
        }
        if matches!(self.byte(at), b'e' | b'E') {
            let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
            let digits = self.digits(at + 1 + sign);
            if digits > 0 {
                return Some(at + 1 + sign + digits);
            }
        }
        is_double.then_some(at)
    }

    fn double(&mut self, start: usize, end: usize) -> Parse<ExprId> {
        let value: f64 = self.text[start..end]
            .parse()
            .expect("digits, a point, an exponent");
        if value.is_infinite() {
            return Err(self.double_too_large(start, end));
        }
        self.close_token(end);
        Ok(self.add(Expr::Double(value), start))
    }

    /// A number of exactly two digits at `at`.
    fn two(&self, at: usize) -> Option<u8> {
        (self.digits(at) == 2).then(|| (self.bytes[at] - b'0') * 10 + self.bytes[at + 1] - b'0')
    }

    fn date_and_time(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let date = self.date(start)?;
        let mut end = start + 10;
        if !matches!(self.byte(end), b'T' | b't') {
            if matches!(self.byte(end), b'+' | b'-' | b'Z') {
                return Err(self.zone_without_time(start, end));
            }
            self.close_token(end);
            return Ok(self.add(Expr::Date(date), start));
        }
        let date = self.ast.add(Expr::Date(date), start as u32, end as u32);
        let (time, zone);
        (time, zone, end) = self.time_parts(end + 1)?;
        self.close_token(end);
        let parts = [
            Some(("date", date)),
            Some(("time", time)),
            zone.map(|zone| ("timeZone", zone)),
        ];
        Ok(self.temporal_record(start, parts))
    }

    fn time_and_zone(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let (time, zone, end) = self.time_parts(start)?;
        self.close_token(end);
        let Some(zone) = zone else {
            return Ok(time);
        };
        Ok(self.temporal_record(start, [Some(("time", time)), Some(("timeZone", zone)), None]))
    }

    /// A literal of several parts stands for a record of them.
    fn temporal_record(&mut self, start: usize, parts: [Option<(&str, ExprId)>; 3]) -> ExprId {
        let fields = parts
            .into_iter()
            .flatten()
            .map(|(name, value)| {
                let span = self.ast.span(value);
                let name = Name::new(name);
                (
                    Spelled {
                        name,
                        span: (span.start, span.end),
                    },
                    value,
                )
            })
            .collect();
        self.add(Expr::Record(fields), start)
    }

    fn date(&mut self, start: usize) -> Parse<Date> {
        let year = self.text[start..start + 4].parse().expect("four digits");
        let month = self.two(start + 5);
        let day = (self.byte(start + 7) == b'-')
            .then(|| self.two(start + 8))
            .flatten();
        let (Some(month), Some(day)) = (month, day) else {
            return Err(self.bad_date(start, start + 7));
        };
        Date::new(year, month, day).ok_or_else(|| self.bad_date(start, start + 10))
    }

    /// `hh:mm:ss`, its fraction and its zone, with the place behind them.
    fn time_parts(&mut self, start: usize) -> Parse<(ExprId, Option<ExprId>, usize)> {
        let (time, end) = self.time(start)?;
        let time = self.ast.add(Expr::Time(Box::new(time)), start as u32, end as u32);
        let (zone, length) = match self.byte(end) {
            b'Z' => (TimeZone { minutes: 0 }, 1),
            b'+' | b'-' if self.digits(end + 1) == 2 && self.byte(end + 3) == b':' => (self.zone(end)?, 6),
            _ => return Ok((time, None, end)),
        };
        let after = end + length;
        let zone = self.ast.add(Expr::TimeZone(zone), end as u32, after as u32);
        Ok((time, Some(zone), after))
    }

    fn time(&mut self, start: usize) -> Parse<(Time, usize)> {
        let colons = self.byte(start + 2) == b':' && self.byte(start + 5) == b':';
        let parts = (self.two(start), self.two(start + 3), self.two(start + 6));
        let (Some(hour), Some(minute), Some(second)) = parts else {
            return Err(self.bad_time(start));
        };
        if !colons || hour > 23 || minute > 59 || second > 59 {
            return Err(self.bad_time(start));
        }
        let mut end = start + 8;
        let mut fraction = "";
        if self.byte(end) == b'.' && self.digits(end + 1) > 0 {
            let digits = self.digits(end + 1);
            fraction = &self.text[end + 1..end + 1 + digits];
            end += 1 + digits;
        }
        let time = Time {
            hour,
            minute,
            second,
            fraction: fraction.into(),
        };
        Ok((time, end))
    }

    /// `±hh:mm`.
    fn zone(&mut self, start: usize) -> Parse<TimeZone> {
        let parts = (self.two(start + 1), self.two(start + 4));
        match parts {
            (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => {
                let minutes = i16::from(hours) * 60 + i16::from(minutes);
                let east = self.byte(start) == b'+';
                Ok(TimeZone {
                    minutes: if east { minutes } else { -minutes },
                })
            }
            _ => Err(self.bad_zone(start)),
        }
    }
}

/// A natural number of any size.
enum Natural {
    Small(u64),
    Big(BigUint),
}

impl From<Natural> for BigUint {
    fn from(natural: Natural) -> Self {
        match natural {
            Natural::Small(small) => Self::from(small),
            Natural::Big(big) => big,
        }
    }
}

impl TryFrom<&Natural> for u64 {
    type Error = ();

    fn try_from(natural: &Natural) -> Result<Self, ()> {
        match natural {
            Natural::Small(small) => Ok(*small),
            Natural::Big(_) => Err(()),
        }
    }
}

fn decimal(digits: &str) -> Natural {
    match digits.parse() {
        Ok(small) => Natural::Small(small),
        Err(_) => Natural::Big(big_decimal(digits)),
    }
}

fn big_decimal(digits: &str) -> BigUint {
    if digits.len() <= SPLIT_DIGITS {
        return digits.parse().expect("only digits");
    }
    let (high, low) = digits.split_at(digits.len() / 2);
    let scale = BigUint::from(10_u8).pow(low.len() as u32);
    big_decimal(high) * scale + big_decimal(low)
}
