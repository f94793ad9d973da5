//! Dates, times of day and weekly windows.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_dhall::{SimpleType, StaticType};

use super::record::{record, union};

/// How [`StaticType`] says a type that it has no word for: a union of one alternative with this prefix.
///
/// `serde_dhall` stops at version 20 of the standard, which had no dates and times.
pub const FOREIGN_TYPE: &str = "dhall:";

macro_rules! literal {
    ($(#[$meta:meta])* $name:ident($inner:ty), $dhall:literal, $format:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map(Self).map_err(de::Error::custom)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $dhall.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }

        impl StaticType for $name {
            fn static_type() -> SimpleType {
                SimpleType::Union([(format!("{FOREIGN_TYPE}{}", $dhall), None)].into_iter().collect())
            }
        }
    };
}

literal!(
    /// A calendar date, Dhall's `Date`.
    Date(jiff::civil::Date), "Date", "date"
);
literal!(
    /// A time of day, Dhall's `Time`.
    Time(jiff::civil::Time), "Time", "partial-time"
);

impl Date {
    /// The days from this one until `other`; less than 0 if that lies before.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.since(self.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// The day so many days later, or the last one that the calendar has.
    pub fn plus_days(self, days: u64) -> Self {
        // No calendar has so many days that 32 bits would not hold them.
        let days = i64::from(u32::try_from(days).unwrap_or(u32::MAX));
        let span = jiff::Span::new().try_days(days);
        let later = span.and_then(|span| self.0.checked_add(span));
        Self(later.unwrap_or(jiff::civil::Date::MAX))
    }
}

union! {
    /// A day of the week.
    #[derive(Copy, Eq)]
    pub enum Weekday {
        /// Monday.
        Monday,
        /// Tuesday.
        Tuesday,
        /// Wednesday.
        Wednesday,
        /// Thursday.
        Thursday,
        /// Friday.
        Friday,
        /// Saturday.
        Saturday,
        /// Sunday.
        Sunday,
    }
}

impl Weekday {
    /// The same day in the calendar library's words.
    pub fn civil(self) -> jiff::civil::Weekday {
        match self {
            Self::Monday => jiff::civil::Weekday::Monday,
            Self::Tuesday => jiff::civil::Weekday::Tuesday,
            Self::Wednesday => jiff::civil::Weekday::Wednesday,
            Self::Thursday => jiff::civil::Weekday::Thursday,
            Self::Friday => jiff::civil::Weekday::Friday,
            Self::Saturday => jiff::civil::Weekday::Saturday,
            Self::Sunday => jiff::civil::Weekday::Sunday,
        }
    }
}

record! {
    /// A weekly window for rollouts, by the wall clock of a zone; it begins and ends on the same day.
    pub struct Window {
        /// The day of the week.
        weekday: Weekday = "weekday",
        /// The first moment.
        start: Time = "start",
        /// The first moment after it; later than `start`.
        end: Time = "end",
        /// An IANA zone, such as `Europe/Berlin`. Abbreviations like CEST are no zones.
        zone: String = "zone",
    }
}

union! {
    /// The windows that the generic agreement offers: 17:00 to 21:00, by the reading of the repository.
    #[derive(Copy, Eq)]
    pub enum SaasWindow {
        /// Monday.
        Monday,
        /// Thursday.
        Thursday,
    }
}

impl SaasWindow {
    /// The same window written out, in `zone`.
    pub fn window(self, zone: &str) -> Window {
        let weekday = match self {
            Self::Monday => Weekday::Monday,
            Self::Thursday => Weekday::Thursday,
        };
        let hour = |hour| Time(jiff::civil::time(hour, 0, 0, 0));
        Window {
            weekday,
            start: hour(17),
            end: hour(21),
            zone: zone.to_owned(),
        }
    }
}
