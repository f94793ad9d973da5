//! The identifier of a release.

use std::fmt;
use std::str::FromStr;

/// Three numbers, `year.minor.patch`, or `major.minor.patch` in the numbering before 2023.
///
/// Ordered by the numbers, which puts the older numbering before the years.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(semver::Version);

/// The year in which the numbering by years began.
const FIRST_YEAR: u64 = 2023;

/// The highest first number that the older numbering ever gave.
const LAST_MAJOR: u64 = 8;

/// Why a text is no identifier of a release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// Not three numbers separated by points.
    #[error("it is not three numbers `year.minor.patch`")]
    NotThreeNumbers,
    /// Starts with `v`.
    #[error("it starts with `v`")]
    Prefixed,
    /// A number with a zero in front.
    #[error("`{0}` has a zero in front")]
    LeadingZero(String),
    /// Something behind the third number.
    #[error("there is more behind the third number")]
    Suffixed,
    /// The first number is neither a year from 2023 on nor a number of the older numbering.
    #[error("`{0}` is neither a year from 2023 on nor a number of the older numbering")]
    NoYear(u64),
}

impl Version {
    /// The year, or the first number of the older numbering.
    pub fn year(&self) -> u64 {
        self.0.major
    }

    /// The number of the feature release in its year.
    pub fn minor(&self) -> u64 {
        self.0.minor
    }

    /// The number of the patch; 0 for the feature release itself.
    pub fn patch(&self) -> u64 {
        self.0.patch
    }

    /// Whether the first number is a year.
    pub fn is_by_year(&self) -> bool {
        self.year() >= FIRST_YEAR
    }

    /// Whether this is a feature release and not a patch.
    pub fn is_feature(&self) -> bool {
        self.patch() == 0
    }

    /// The feature release that this belongs to; itself, if it is one.
    pub fn feature(&self) -> Self {
        Self(semver::Version::new(self.year(), self.minor(), 0))
    }

    /// The version with these numbers; `None` if the first is neither a year nor of the older numbering.
    pub fn from_numbers(year: u64, minor: u64, patch: u64) -> Option<Self> {
        let version = Self(semver::Version::new(year, minor, patch));
        (version.is_by_year() || year <= LAST_MAJOR).then_some(version)
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        if text.starts_with(['v', 'V']) {
            return Err(VersionError::Prefixed);
        }
        let parts: Vec<&str> = text.splitn(3, '.').collect();
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let [year, minor, patch] = parts[..] else {
            return Err(VersionError::NotThreeNumbers);
        };
        if !is_number(year) || !is_number(minor) {
            return Err(VersionError::NotThreeNumbers);
        }
        if !is_number(patch) {
            let starts_with_digit = patch.starts_with(|first: char| first.is_ascii_digit());
            return Err(if starts_with_digit {
                VersionError::Suffixed
            } else {
                VersionError::NotThreeNumbers
            });
        }
        if let Some(part) = parts.iter().find(|part| part.len() > 1 && part.starts_with('0')) {
            return Err(VersionError::LeadingZero((*part).to_owned()));
        }
        let version = semver::Version::parse(text).map_err(|_| VersionError::NotThreeNumbers)?;
        let (year, minor, patch) = (version.major, version.minor, version.patch);
        Self::from_numbers(year, minor, patch).ok_or(VersionError::NoYear(year))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_plain_numbers_and_nothing_else() {
        let rows = [
            ("2025.55.0", None),
            ("7.176.0", None),
            ("2023.42", Some(VersionError::NotThreeNumbers)),
            ("v2023.42.0", Some(VersionError::Prefixed)),
            ("2023.42.0-rc1", Some(VersionError::Suffixed)),
            ("2023.42.0.1", Some(VersionError::Suffixed)),
            ("23.42.0", Some(VersionError::NoYear(23))),
            ("2023.042.0", Some(VersionError::LeadingZero("042".into()))),
            ("latest", Some(VersionError::NotThreeNumbers)),
            ("2025.x.0", Some(VersionError::NotThreeNumbers)),
            ("2025.99999999999999999999.0", Some(VersionError::NotThreeNumbers)),
            ("", Some(VersionError::NotThreeNumbers)),
        ];
        for (text, expected) in rows {
            assert_eq!(text.parse::<Version>().err(), expected, "{text}");
        }
    }

    #[test]
    fn order_is_by_number_and_puts_the_older_numbering_first() {
        let ordered = [
            "3.3.9",
            "3.3.10",
            "7.99.0",
            "7.100.0",
            "8.1.0",
            "2023.1.0",
            "2023.9.0",
            "2023.10.0",
            "2024.1.0",
        ];
        let versions = ordered.map(|text| text.parse::<Version>().unwrap());
        assert!(versions.is_sorted());
    }
}
