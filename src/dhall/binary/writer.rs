//! Writing CBOR in the one form that the standard hashes.

use num_bigint::{BigInt, BigUint, Sign};

use super::half::exact_half;
use super::label::{self, Label};
use crate::dhall::syntax::{Date, Import, Location, Operator, Time, TimeZone};

const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;

/// Bytes that grow by one CBOR item at a time; containers are a head, then their items.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What has been written.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What has been written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// How many bytes have been written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Appends items that were written before, such as a closed part that occurs again.
    pub fn raw(&mut self, items: &[u8]) {
        self.bytes.extend_from_slice(items);
    }

    /// Appends the range `start..end` of what has been written once more.
    pub fn repeat(&mut self, start: usize, end: usize) {
        self.bytes.extend_from_within(start..end);
    }

    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        match argument {
            0..24 => self.bytes.push(major | argument as u8),
            24..0x100 => self.bytes.extend([major | 24, argument as u8]),
            0x100..0x1_0000 => {
                self.bytes.push(major | 25);
                self.bytes.extend((argument as u16).to_be_bytes());
            }
            0x1_0000..0x1_0000_0000 => {
                self.bytes.push(major | 26);
                self.bytes.extend((argument as u32).to_be_bytes());
            }
            _ => {
                self.bytes.push(major | 27);
                self.bytes.extend(argument.to_be_bytes());
            }
        }
    }

    /// The head of an array of so many items.
    pub fn array(&mut self, items: usize) {
        self.head(ARRAY, items as u64);
    }

    /// The head of a map of so many pairs; the standard wants them sorted by their labels.
    pub fn map(&mut self, pairs: usize) {
        self.head(MAP, pairs as u64);
    }

    /// The head of an array of so many items, the first of which is the label that is written, too.
    pub fn labelled(&mut self, items: usize, label: Label) {
        self.array(items);
        self.unsigned(label as u64);
    }

    /// The head of `l op r`, whose two sides follow.
    pub fn operator(&mut self, operator: Operator) {
        self.labelled(4, Label::Operator);
        self.unsigned(label::operator_number(operator));
    }

    /// The head of `T::r`, whose two sides follow.
    pub fn completion(&mut self) {
        self.labelled(4, Label::Operator);
        self.unsigned(label::COMPLETION);
    }

    /// A number from 0 on.
    pub fn unsigned(&mut self, number: u64) {
        self.head(UNSIGNED, number);
    }

    /// `null`.
    pub fn null(&mut self) {
        self.bytes.push(0xf6);
    }

    /// `true`, `false`.
    pub fn bool(&mut self, value: bool) {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.head(TEXT, text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Bytes.
    pub fn byte_string(&mut self, bytes: &[u8]) {
        self.head(BYTES, bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    /// A number from 0 on of any size.
    pub fn big_unsigned(&mut self, number: &BigUint) {
        match u64::try_from(number) {
            Ok(small) => self.unsigned(small),
            Err(_) => {
                self.head(TAG, 2);
                self.byte_string(&number.to_bytes_be());
            }
        }
    }

    /// A number of any size and sign.
    pub fn big_signed(&mut self, number: &BigInt) {
        if number.sign() != Sign::Minus {
            return self.big_unsigned(number.magnitude());
        }
        let beyond = number.magnitude() - 1_u8;
        match u64::try_from(&beyond) {
            Ok(small) => self.head(NEGATIVE, small),
            Err(_) => {
                self.head(TAG, 3);
                self.byte_string(&beyond.to_bytes_be());
            }
        }
    }

    /// A number of either sign.
    pub fn signed(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.unsigned(number),
            Err(_) => self.head(NEGATIVE, (-1 - number) as u64),
        }
    }

    /// A `Double` in the fewest bits that keep its value.
    pub fn double(&mut self, value: f64) {
        if value.is_nan() {
            self.bytes.extend([0xf9, 0x7e, 0x00]);
            return;
        }
        let single = value as f32;
        if f64::from(single) != value {
            self.bytes.push(0xfb);
            self.bytes.extend(value.to_be_bytes());
        } else if let Some(half) = exact_half(single) {
            self.bytes.push(0xf9);
            self.bytes.extend(half.to_be_bytes());
        } else {
            self.bytes.push(0xfa);
            self.bytes.extend(single.to_be_bytes());
        }
    }

    /// The whole expression `x@n`.
    pub fn variable(&mut self, name: &str, index: u64) {
        if name != "_" {
            self.array(2);
            self.text(name);
        }
        self.unsigned(index);
    }

    /// The whole literal of a `Natural`.
    pub fn natural(&mut self, number: u64) {
        self.labelled(2, Label::Natural);
        self.unsigned(number);
    }

    /// The whole literal of a date.
    pub fn date(&mut self, date: Date) {
        self.labelled(4, Label::Date);
        self.unsigned(u64::from(date.year));
        self.unsigned(u64::from(date.month));
        self.unsigned(u64::from(date.day));
    }

    /// The whole literal of a time: its seconds are a decimal fraction with the digits that were written.
    pub fn time(&mut self, time: &Time) {
        self.labelled(4, Label::Time);
        self.unsigned(u64::from(time.hour));
        self.unsigned(u64::from(time.minute));
        self.head(TAG, 4);
        self.array(2);
        self.signed(-(time.fraction.len() as i64));
        let digits = format!("{}{}", time.second, time.fraction);
        match digits.parse() {
            Ok(small) => self.unsigned(small),
            Err(_) => self.big_unsigned(&digits.parse().expect("only digits")),
        }
    }

    /// The whole literal of a time zone.
    pub fn time_zone(&mut self, zone: TimeZone) {
        let minutes = u64::from(zone.minutes.unsigned_abs());
        self.labelled(4, Label::TimeZone);
        self.bool(zone.minutes >= 0);
        self.unsigned(minutes / 60);
        self.unsigned(minutes % 60);
    }

    /// A whole import; `headers` are the bytes of the encoded expression behind `using`.
    pub fn import(&mut self, import: &Import, headers: Option<&[u8]>) {
        if self.import_start(import) {
            match headers {
                None => self.null(),
                Some(items) => self.raw(items),
            }
        }
        self.import_end(&import.location);
    }

    /// The head of an import up to the number of its scheme. True if the headers are to be written next,
    /// `null` without any; then comes [`Writer::import_end`].
    pub fn import_start(&mut self, import: &Import) -> bool {
        let parts = match &import.location {
            Location::Missing => 0,
            Location::Env(_) => 1,
            Location::Local { components, .. } => components.len(),
            Location::Remote { components, .. } => components.len() + 3,
        };
        self.labelled(4 + parts, Label::Import);
        match &import.hash {
            None => self.null(),
            Some(digest) => {
                // The multihash of SHA-256: its number and its length, then the digest.
                self.head(BYTES, 34);
                self.bytes.extend([0x12, 0x20]);
                self.bytes.extend(digest);
            }
        }
        self.unsigned(label::mode_number(import.mode));
        self.unsigned(match &import.location {
            Location::Missing => label::MISSING,
            Location::Env(_) => label::ENVIRONMENT,
            Location::Local { prefix, .. } => label::prefix_number(*prefix),
            Location::Remote { https, .. } => u64::from(*https),
        });
        matches!(import.location, Location::Remote { .. })
    }

    /// What follows the scheme and the headers of an import.
    pub fn import_end(&mut self, location: &Location) {
        match location {
            Location::Missing => {}
            Location::Env(name) => self.text(name),
            Location::Local { components, .. } => {
                components.iter().for_each(|component| self.text(component));
            }
            Location::Remote {
                authority,
                components,
                query,
                ..
            } => {
                self.text(authority);
                components.iter().for_each(|component| self.text(component));
                match query {
                    None => self.null(),
                    Some(query) => self.text(query),
                }
            }
        }
    }
}
