//! R5: a release is named by three numbers.

use super::mentions;
use crate::diagnostic::Diagnostic;
use crate::release::{Version, VersionError};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Wherever a release is named, in an environment, in an agreement or in the catalog, its identifier is
    /// `year.minor.patch`: three numbers without a zero in front, nothing before and nothing behind them. The
    /// first is a year from 2023 on; for releases before that, a number from 0 to 8.
    ///
    /// ## Why
    ///
    /// Releases are ordered by these numbers, and the order decides what is newest, what is at its end of life
    /// and what is a step back. A name such as `latest` or a tag such as `v2025.55.0` has no place in it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// production with release = "v2025.55.0"
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// production with release = "2025.55.0"
    /// ```
    R5 = "R5", Stated Error, "A release is named by three numbers `year.minor.patch`",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<_> = mentions(context)
        .iter()
        .filter_map(|mention| judge(context, &mention.place, mention.text))
        .collect();
    if let Some(catalog) = context.catalog {
        let releases = catalog.file.releases.iter().map(|release| &release.version);
        let withdrawn = catalog.file.withdrawn.iter().map(|withdrawn| &withdrawn.version);
        let lists = [
            ("releases", releases.collect::<Vec<_>>()),
            ("withdrawn", withdrawn.collect()),
        ];
        for (list, texts) in lists {
            found.extend(texts.iter().enumerate().filter_map(|(index, text)| {
                let place = Place::in_catalog(catalog, &format!("{list}.{index}.version"));
                judge(context, &place, text)
            }));
        }
    }
    found
}

fn judge(context: &Context<'_>, place: &Place, text: &str) -> Option<Diagnostic> {
    let error = text.parse::<Version>().err()?;
    let finding = R5
        .finding(format!("{} names no release: {error}", quote(text)))
        .on(place, part(&error))
        .expected("three numbers `year.minor.patch`, such as `2025.55.0`");
    if let Some(version) = mend(text) {
        return Some(
            finding
                .help(format!("write `{version}`"))
                .replace(place, format!("\"{version}\"")),
        );
    }
    let newest = context.catalog.and_then(|catalog| catalog.newest(context.as_of));
    Some(match newest {
        Some((version, _)) => finding.help(format!("the newest release is `{version}`")),
        None => finding,
    })
}

/// A few words for the culprit.
fn part(error: &VersionError) -> String {
    match error {
        VersionError::NotThreeNumbers => "not three numbers".to_owned(),
        VersionError::Prefixed => "without the `v`".to_owned(),
        VersionError::LeadingZero(number) => format!("`{number}` without the zero"),
        VersionError::Suffixed => "nothing behind the third number".to_owned(),
        VersionError::NoYear(year) => format!("`{year}` is no year from 2023 on"),
    }
}

/// What was most likely meant.
pub(super) fn mend(text: &str) -> Option<Version> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let end = text
        .find(|char: char| char != '.' && !char.is_ascii_digit())
        .unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let mut parts: Vec<u64> = numbers
        .split('.')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    // A suffix is a mark of a release that is not one, or of a build; `2025.x` is neither.
    let is_suffix = parts.len() == 3 && rest.starts_with(['-', '+']);
    if !rest.is_empty() && !is_suffix {
        return None;
    }
    if parts.len() == 2 {
        parts.push(0);
    }
    let [year, minor, patch] = parts[..] else {
        return None;
    };
    let year = if (23..100).contains(&year) {
        2000 + year
    } else {
        year
    };
    Version::from_numbers(year, minor, patch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn each_way_of_missing_the_form_is_named_and_mended() {
        let rows = [
            ("v2025.55.0", "it starts with `v`", Some("\"2025.55.0\"")),
            (
                "2025.55",
                "it is not three numbers `year.minor.patch`",
                Some("\"2025.55.0\""),
            ),
            (
                "2025.55.0-rc1",
                "there is more behind the third number",
                Some("\"2025.55.0\""),
            ),
            ("2025.055.0", "`055` has a zero in front", Some("\"2025.55.0\"")),
            (
                "25.55.0",
                "`25` is neither a year from 2023 on nor a number of the older numbering",
                Some("\"2025.55.0\""),
            ),
            ("latest", "it is not three numbers `year.minor.patch`", None),
            ("2025.x", "it is not three numbers `year.minor.patch`", None),
            ("2025.1.2.3", "there is more behind the third number", None),
            ("", "it is not three numbers `year.minor.patch`", None),
        ];
        for (text, reason, mended) in rows {
            let sample = Sample::new().set("acme:plan.production.release", text);
            let message = format!(
                "error acme:plan.production.release: {} names no release: {reason}",
                quote(text)
            );
            assert_eq!(sample.everything(), [format!("R5 {message}")], "{text}");
            let found = &sample.diagnostics(&R5)[0];
            let suggestion = found
                .suggestion
                .as_ref()
                .map(|suggestion| suggestion.replacement.as_str());
            assert_eq!(suggestion, mended, "{text}");
            assert_eq!(found.address.as_deref(), Some("acme/production.release"));
        }
    }

    proptest::proptest! {
        #[test]
        fn it_fires_exactly_for_what_is_no_release_and_not_for_what_it_offers(
            text in r"[vV]?[0-9]{1,4}(\.[0-9]{1,3}){0,3}([-+.a-z]{0,3})",
        ) {
            let found = |text: &str| Sample::new().set("acme:plan.production.release", text).diagnostics(&R5);
            let findings = found(&text);
            proptest::prop_assert_eq!(findings.len(), usize::from(text.parse::<Version>().is_err()));
            let suggestion = findings.first().and_then(|finding| finding.suggestion.as_ref());
            if let Some(suggestion) = suggestion {
                proptest::prop_assert!(found(suggestion.replacement.trim_matches('"')).is_empty());
            }
        }
    }

    #[test]
    fn every_place_that_names_a_release_is_read() {
        for path in [
            "acme:plan.staging.release",
            "acme:plan.agreement.extendedSupport.0.release",
            "catalog:releases.1.version",
            "catalog:withdrawn.0.version",
        ] {
            let found = Sample::new().set(path, "v2025.50.0").findings(&R5);
            assert_eq!(found.len(), 1, "{path}");
            assert!(found[0].starts_with(&format!("error {path}: ")), "{found:?}");
        }
    }

    #[test]
    fn the_older_numbering_has_the_form() {
        let sample = Sample::new().set("acme:plan.production.release", "7.176.0");
        assert_eq!(sample.findings(&R5), [] as [&str; 0]);
    }
}
