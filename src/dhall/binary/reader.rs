//! Reading CBOR item by item, trusting nothing.

use num_bigint::{BigInt, BigUint, Sign};

use super::half::half_value;

/// Why bytes are not the binary form of an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes end inside of an item.
    #[error("the bytes end inside of an item")]
    Truncated,
    /// There are bytes behind the expression.
    #[error("{0} bytes follow the expression")]
    Trailing(usize),
    /// An item has a form that no part of an expression has.
    #[error("the item at byte {at} is not {expected}")]
    Unexpected {
        /// Where the item begins.
        at: usize,
        /// What would have been right there.
        expected: &'static str,
    },
    /// The expression is nested too deeply.
    #[error("the expression is nested more than {0} levels deep")]
    TooDeep(u32),
}

/// A part of the bytes that is one CBOR item or its head.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item<'a> {
    Unsigned(BigOr<u64>),
    /// A number below 0.
    Negative(BigInt),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(u64),
    Map(u64),
    /// A decimal fraction; its exponent and its mantissa follow.
    Fraction,
    Bool(bool),
    Null,
    Double(f64),
}

/// A number that may be too large for the small type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum BigOr<T> {
    Small(T),
    Big(BigUint),
}

/// How many bytes a number may have, as many as one that is computed: more digits take too long to be written.
const NUMBER_LIMIT: u64 = 131_072;

/// The tag that says that bytes are CBOR, and nothing else.
const SELF_DESCRIBED: u64 = 55_799;

/// A place in the bytes.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], DecodeError> {
        let length = usize::try_from(length).map_err(|_| DecodeError::Truncated)?;
        let taken = self.bytes[self.at..]
            .get(..length)
            .ok_or(DecodeError::Truncated)?;
        self.at += length;
        Ok(taken)
    }

    /// The major type and the argument of a head, and how many bytes the argument took.
    fn head(&mut self) -> Result<(u8, u64, u8), DecodeError> {
        let at = self.at;
        let first = self.take(1)?[0];
        let (argument, width) = match first & 0x1f {
            small @ 0..24 => (u64::from(small), 0),
            24 => (self.number(1)?, 1),
            25 => (self.number(2)?, 2),
            26 => (self.number(4)?, 4),
            27 => (self.number(8)?, 8),
            _ => {
                return Err(DecodeError::Unexpected {
                    at,
                    expected: "of a definite length",
                });
            }
        };
        Ok((first >> 5, argument, width))
    }

    fn number(&mut self, width: u64) -> Result<u64, DecodeError> {
        let bytes = self.take(width)?;
        Ok(bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// The next item. Any number of tags that only say that this is CBOR may precede it.
    pub(super) fn item(&mut self) -> Result<Item<'a>, DecodeError> {
        let at = self.at;
        let mut head = self.head()?;
        while head.0 == 6 && head.1 == SELF_DESCRIBED {
            head = self.head()?;
        }
        let (major, argument, width) = head;
        let unexpected = |expected| Err(DecodeError::Unexpected { at, expected });
        Ok(match major {
            0 => Item::Unsigned(BigOr::Small(argument)),
            1 => Item::Negative(-BigInt::from(argument) - 1),
            2 => Item::Bytes(self.take(argument)?),
            3 => match std::str::from_utf8(self.take(argument)?) {
                Ok(text) => Item::Text(text),
                Err(_) => return unexpected("text in UTF-8"),
            },
            4 => Item::Array(argument),
            5 => Item::Map(argument),
            6 => return self.tagged(at, argument),
            _ => match (argument, width) {
                (20, 0) => Item::Bool(false),
                (21, 0) => Item::Bool(true),
                (22, 0) => Item::Null,
                (half, 2) => Item::Double(half_value(half as u16)),
                (single, 4) => Item::Double(f64::from(f32::from_bits(single as u32))),
                (double, 8) => Item::Double(f64::from_bits(double)),
                _ => return unexpected("a simple value of the standard"),
            },
        })
    }

    fn tagged(&mut self, at: usize, tag: u64) -> Result<Item<'a>, DecodeError> {
        let unexpected = |expected| Err(DecodeError::Unexpected { at, expected });
        if tag == 4 {
            return Ok(Item::Fraction);
        }
        if tag != 2 && tag != 3 {
            return unexpected("tagged as the standard does");
        }
        let (2, length, _) = self.head()? else {
            return unexpected("a number of many digits");
        };
        if length > NUMBER_LIMIT {
            return unexpected("a number of at most 131072 bytes");
        }
        let magnitude = BigUint::from_bytes_be(self.take(length)?);
        if tag == 3 {
            let beyond = BigInt::from_biguint(Sign::Minus, magnitude);
            return Ok(Item::Negative(beyond - 1));
        }
        Ok(Item::Unsigned(match u64::try_from(&magnitude) {
            Ok(small) => BigOr::Small(small),
            Err(_) => BigOr::Big(magnitude),
        }))
    }
}
