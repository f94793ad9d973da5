//! Decoding literals and imports.

use num_bigint::BigInt;

use super::decode::{Decode, Decoder};
use super::label::{ENVIRONMENT, FIRST_PREFIX, Label, MISSING, MODES, PREFIXES};
use super::reader::{BigOr, Item};
use crate::dhall::syntax::{Date, Expr, Import, Location, Time, TimeZone};

/// How many digits the fraction of a second may have; more would let few bytes ask for much memory.
const FRACTION_LIMIT: u64 = 4_096;

impl Decoder<'_> {
    pub(super) fn literal(&mut self, label: Label, items: u64, start: usize) -> Decode<Expr> {
        let at = self.reader.at;
        Ok(match (label, items) {
            (Label::Natural, 1) => match self.reader.item()? {
                Item::Unsigned(BigOr::Small(small)) => Expr::Natural(small),
                Item::Unsigned(BigOr::Big(big)) => Expr::BigNatural(Box::new(big)),
                _ => return self.unexpected(at, "a natural number"),
            },
            (Label::Integer, 1) => {
                let number = match self.reader.item()? {
                    Item::Unsigned(BigOr::Small(small)) => BigInt::from(small),
                    Item::Unsigned(BigOr::Big(big)) => BigInt::from(big),
                    Item::Negative(number) => number,
                    _ => return self.unexpected(at, "an integer"),
                };
                match i64::try_from(&number) {
                    Ok(small) => Expr::Integer(small),
                    Err(_) => Expr::BigInteger(Box::new(number)),
                }
            }
            (Label::Bytes, 1) => match self.reader.item()? {
                Item::Bytes(bytes) => Expr::Bytes(bytes.into()),
                _ => return self.unexpected(at, "bytes"),
            },
            (Label::Text, 1..) if items % 2 == 1 => return self.text(items),
            (Label::Date, 3) => Expr::Date(self.date()?),
            (Label::Time, 3) => Expr::Time(Box::new(self.time()?)),
            (Label::TimeZone, 3) => Expr::TimeZone(self.time_zone()?),
            _ => return self.unexpected(start, "a literal with so many parts"),
        })
    }

    fn text(&mut self, items: u64) -> Decode<Expr> {
        let mut segments = vec![self.text_item()?.into()];
        let mut interpolations = Vec::new();
        for _ in 0..items / 2 {
            interpolations.push(self.expr()?);
            segments.push(self.text_item()?.into());
        }
        Ok(Expr::Text {
            segments: segments.into_boxed_slice(),
            interpolations: interpolations.into_boxed_slice(),
        })
    }

    fn date(&mut self) -> Decode<Date> {
        let at = self.reader.at;
        let (year, month, day) = (self.below(10_000)?, self.below(13)?, self.below(32)?);
        match Date::new(year as u16, month as u8, day as u8) {
            Some(date) => Ok(date),
            None => self.unexpected(at, "a date of the calendar"),
        }
    }

    fn time(&mut self) -> Decode<Time> {
        let (hour, minute) = (self.below(24)? as u8, self.below(60)? as u8);
        let at = self.reader.at;
        if self.reader.item()? != Item::Fraction || self.reader.item()? != Item::Array(2) {
            return self.unexpected(at, "a decimal fraction");
        }
        let digits = match self.reader.item()? {
            Item::Unsigned(BigOr::Small(0)) => 0,
            Item::Negative(exponent) => match u64::try_from(-exponent) {
                Ok(digits @ ..=FRACTION_LIMIT) => digits as usize,
                _ => return self.unexpected(at, "a decimal fraction of so many digits"),
            },
            _ => return self.unexpected(at, "a decimal fraction of seconds"),
        };
        let mantissa = match self.reader.item()? {
            Item::Unsigned(BigOr::Small(small)) => small.to_string(),
            // Twice the bits that the digits of the fraction could need.
            Item::Unsigned(BigOr::Big(big)) if big.bits() <= 8 * (digits as u64 + 2) => big.to_string(),
            _ => return self.unexpected(at, "a number of seconds"),
        };
        let mantissa = format!("{mantissa:0>width$}", width = digits + 1);
        let (second, fraction) = mantissa.split_at(mantissa.len() - digits);
        match second.parse() {
            Ok(second @ 0..=59) => Ok(Time {
                hour,
                minute,
                second,
                fraction: fraction.into(),
            }),
            _ => self.unexpected(at, "a number of seconds"),
        }
    }

    fn time_zone(&mut self) -> Decode<TimeZone> {
        let at = self.reader.at;
        let Item::Bool(east) = self.reader.item()? else {
            return self.unexpected(at, "`true` for east or `false` for west");
        };
        let minutes = (self.below(24)? * 60 + self.below(60)?) as i16;
        Ok(TimeZone {
            minutes: if east { minutes } else { -minutes },
        })
    }

    /// An import whose location has so many items behind its scheme.
    pub(super) fn import(&mut self, items: u64) -> Decode<Expr> {
        let at = self.reader.at;
        let hash = match self.reader.item()? {
            Item::Null => None,
            Item::Bytes([0x12, 0x20, digest @ ..]) if digest.len() == 32 => {
                Some(<[u8; 32]>::try_from(digest).expect("32 bytes"))
            }
            _ => return self.unexpected(at, "the multihash of a SHA-256 hash"),
        };
        let mode = MODES[self.below(MODES.len() as u64)? as usize];
        let at = self.reader.at;
        let location = match (self.below(MISSING + 1)?, items) {
            (MISSING, 0) => Location::Missing,
            (ENVIRONMENT, 1) => Location::Env(self.text_item()?.into()),
            (scheme @ 0..FIRST_PREFIX, 4..) => self.remote(scheme == 1, items - 3)?,
            (scheme @ FIRST_PREFIX..ENVIRONMENT, 1..) => Location::Local {
                prefix: PREFIXES[(scheme - FIRST_PREFIX) as usize],
                components: self.components(items)?,
            },
            _ => return self.unexpected(at, "an import with so many parts"),
        };
        Ok(Expr::Import(Box::new(Import { location, hash, mode })))
    }

    fn components(&mut self, items: u64) -> Decode<Box<[Box<str>]>> {
        let mut components = Vec::new();
        for _ in 0..items {
            components.push(self.text_item()?.into());
        }
        Ok(components.into_boxed_slice())
    }

    fn remote(&mut self, https: bool, components: u64) -> Decode<Location> {
        let headers = self.optional()?;
        let authority = self.text_item()?.into();
        let components = self.components(components)?;
        let at = self.reader.at;
        let query = match self.reader.item()? {
            Item::Null => None,
            Item::Text(query) => Some(query.into()),
            _ => return self.unexpected(at, "a query or `null`"),
        };
        Ok(Location::Remote {
            https,
            authority,
            components,
            query,
            headers,
        })
    }
}
