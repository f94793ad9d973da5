//! R6: a release is numbered by the year in which it is published.

use super::{Entry, entries};
use crate::diagnostic::Diagnostic;
use crate::model::Date;
use crate::release::Catalog;
use crate::rules::{Context, Enforcement, Located, rule};

/// The day of `2023.1.0`, the first release that was numbered by its year.
const FIRST_DAY_BY_YEAR: Date = Date(jiff::civil::date(2023, 6, 14));

rule! {
    /// The first number of a release is the calendar year of its day of publication. Feature releases since
    /// 14 June 2023 are numbered this way; patches for older feature releases keep the older numbering.
    ///
    /// ## Why
    ///
    /// Whoever reads a release reads its age. And since numbers decide what is newest, one wrong year puts a
    /// release above all that follow it in the right one.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { version = "2024.56.0", date = 2025-01-02, kind = Feature, breaking = No, summary = "" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { version = "2025.1.0", date = 2025-01-02, kind = Feature, breaking = No, summary = "" }
    /// ```
    R6 = "R6", Stated Error, "The first number of a release is the year of its publication",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let Some(catalog) = context.catalog else {
        return Vec::new();
    };
    entries(catalog)
        .iter()
        .filter_map(|entry| judge(catalog, entry))
        .collect()
}

fn judge(catalog: &Catalog, entry: &Entry<'_>) -> Option<Diagnostic> {
    let (version, date) = (&entry.version, entry.release.date);
    let published = i64::from(date.0.year());
    // A patch carries the year of the feature release that it mends.
    let feature = catalog
        .release(&version.feature())
        .map_or(date, |feature| feature.date);
    let message = if version.is_by_year() {
        let same = i64::try_from(version.year()) == Ok(i64::from(feature.0.year()));
        let message = format!(
            "`{version}` carries the year {}, but was published on {date}",
            version.year()
        );
        (!same).then_some(message)
    } else {
        let late = version.is_feature() && date >= FIRST_DAY_BY_YEAR;
        late.then(|| format!("`{version}` was published on {date} and carries no year"))
    }?;
    Some(
        R6.finding(message)
            .on(&entry.place(catalog, "version"), "")
            .beside(&entry.place(catalog, "date"), "the day of publication")
            .expected(format!("`{published}` as the first number"))
            .help("correct the number or the day, whichever is wrong"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    fn check(releases: &[(&str, &str)], expected: &[&str]) {
        assert_eq!(
            Sample::new().releases(releases).findings(&R6),
            expected,
            "{releases:?}"
        );
    }

    #[test]
    fn a_number_of_another_year_is_found() {
        check(
            &[("2024.56.0", "2025-01-02")],
            &[
                "error catalog:releases.0.version: `2024.56.0` carries the year 2024, but was published on \
               2025-01-02",
            ],
        );
        check(
            &[("2026.1.0", "2025-12-31")],
            &[
                "error catalog:releases.0.version: `2026.1.0` carries the year 2026, but was published on \
               2025-12-31",
            ],
        );
    }

    #[test]
    fn the_first_and_the_last_day_of_a_year_belong_to_it() {
        check(&[("2024.56.0", "2024-12-31"), ("2025.1.0", "2025-01-01")], &[]);
    }

    #[test]
    fn a_patch_keeps_the_year_of_its_feature_release() {
        check(&[("2024.56.0", "2024-12-30"), ("2024.56.1", "2025-01-02")], &[]);
        check(
            &[("2024.56.1", "2025-01-02")],
            &[
                "error catalog:releases.0.version: `2024.56.1` carries the year 2024, but was published on \
               2025-01-02",
            ],
        );
    }

    #[test]
    fn the_older_numbering_ended_with_the_first_year() {
        check(&[("7.176.0", "2023-06-13"), ("7.176.1", "2023-07-01")], &[]);
        check(
            &[("7.177.0", "2023-06-14")],
            &["error catalog:releases.0.version: `7.177.0` was published on 2023-06-14 and carries no year"],
        );
    }
}
