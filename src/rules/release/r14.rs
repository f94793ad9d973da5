//! R14: extended support is agreed for feature releases at their end of life.

use crate::diagnostic::Diagnostic;
use crate::model::{Agreement, Declared, ExtendedSupport};
use crate::release::Version;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Extended support keeps one feature release and its patches going beyond its end of life. It is part of an
    /// On-Prem agreement: its last day lies inside the time for which the agreement holds. Under plan SaaS, which
    /// always runs the newest release, it cannot be written.
    ///
    /// A feature release has one entry. Support that is over is a note: its entry can go. Support beyond the end of the agreement is a warning,
    /// because the agreement may be renewed in time.
    ///
    /// ## Why
    ///
    /// The newest release is supported anyway, and a patch is supported by moving to the next one. An entry for
    /// either promises nothing and hides that the release in question has no support.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// agreement with extendedSupport = [ { release = "2025.40.2", until = 2026-03-31 } ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// agreement with extendedSupport = [ { release = "2025.40.0", until = 2026-03-31 } ]
    /// ```
    R14 = "R14", Stated Error, "Extended support is agreed for a feature release at its end of life",
    Enforcement::Snapshot(check),
    ["SaaS", "SaasProduction", "OnPrem", "Production", "Staging"] => [
        "extendedSupport", "extended", "longTermSupport", "lts",
    ],
    ["Agreement"] => ["longTermSupport", "lts", "extended"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (declared, plan) in context.on_prem() {
        for (index, support) in plan.agreement.extended_support.iter().enumerate() {
            let entry = Entry {
                declared,
                agreement: &plan.agreement,
                support,
                index,
            };
            found.extend(entry.release(context));
            found.extend(entry.earlier());
            found.extend(entry.until(context));
        }
    }
    found
}

struct Entry<'a> {
    declared: &'a Declared,
    agreement: &'a Agreement,
    support: &'a ExtendedSupport,
    index: usize,
}

impl Entry<'_> {
    fn place(&self, label: &str) -> Place {
        let path = format!("plan.agreement.extendedSupport.{}.{label}", self.index);
        Place::in_instance(self.declared, &path)
    }

    /// Whether the release is one that can have extended support. R5 and R10 speak of what is no release.
    fn release(&self, context: &Context<'_>) -> Option<Diagnostic> {
        let version: Version = self.support.release.parse().ok()?;
        let place = self.place("release");
        if !version.is_feature() {
            let feature = version.feature();
            return Some(
                R14.finding(format!(
                    "`{version}` is a patch, and extended support is for feature releases"
                ))
                .on(&place, "")
                .expected(format!("`{feature}`, which covers its patches"))
                .replace(&place, format!("\"{feature}\"")),
            );
        }
        let (newest, _) = context.catalog?.newest(context.as_of)?;
        (version == *newest).then(|| {
            R14.finding(format!(
                "`{version}` is the newest release and needs no extended support"
            ))
            .on(&place, "not at its end of life")
            .help("remove the entry, and agree on one when a higher release is out")
        })
    }

    /// Whether an entry before it is of the same release: then nobody knows which of the two days holds.
    fn earlier(&self) -> Option<Diagnostic> {
        let release = &self.support.release;
        let mut before = self.agreement.extended_support[..self.index].iter();
        let first = before.position(|other| other.release == *release)?;
        let first = Place::in_instance(
            self.declared,
            &format!("plan.agreement.extendedSupport.{first}.release"),
        );
        Some(
            R14.finding(format!("{} has extended support twice", quote(release)))
                .on(&self.place("release"), "")
                .beside(&first, "the first")
                .help("keep the entry with the day that was agreed"),
        )
    }

    /// Whether the last day is one of the agreement, and still to come.
    fn until(&self, context: &Context<'_>) -> Option<Diagnostic> {
        let ExtendedSupport { release, until } = self.support;
        let Agreement {
            valid_from,
            valid_until,
            ..
        } = self.agreement;
        let place = self.place("until");
        let agreement = |label| Place::in_instance(self.declared, &format!("plan.agreement.{label}"));
        if until < valid_from {
            let message =
                format!("this support ends on {until}, before the agreement begins on {valid_from}");
            return Some(
                R14.finding(message)
                    .on(&place, "")
                    .beside(&agreement("validFrom"), "the agreement begins")
                    .expected(format!("a day from {valid_from} on")),
            );
        }
        if *until < context.as_of {
            let message = format!("this support ended on {until}");
            return Some(
                R14.note(message)
                    .on(&place, "")
                    .help("remove the entry, or agree on a later day"),
            );
        }
        let end = valid_until.filter(|end| until > end)?;
        Some(
            R14.warning(format!(
                "this support ends on {until}, after the agreement does on {end}"
            ))
            .on(&place, "")
            .beside(&agreement("validUntil"), "the agreement ends")
            .help(format!(
                "renew the agreement before {end}, or end the support with it"
            ))
            .expected(format!("a day of the agreement for `{}`", release.escape_debug())),
        )
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};

    const RELEASE: &str = "acme:plan.agreement.extendedSupport.0.release";
    const UNTIL: &str = "acme:plan.agreement.extendedSupport.0.until";

    #[test]
    fn only_feature_releases_at_their_end_of_life_are_supported() {
        let rows: &[Row<'_>] = &[
            (
                &[(RELEASE, json!("2025.55.0"))],
                &[
                    "error acme:plan.agreement.extendedSupport.0.release: `2025.55.0` is the newest release and \
                   needs no extended support",
                ],
            ),
            (
                &[(RELEASE, json!("2025.52.1"))],
                &[
                    "error acme:plan.agreement.extendedSupport.0.release: `2025.52.1` is a patch, and extended \
                   support is for feature releases",
                ],
            ),
            (&[(RELEASE, json!("2025.54.0"))], &[]),
            (&[(RELEASE, json!("2025.40.0"))], &[]),
        ];
        check_rows(&R14, rows);
    }

    #[test]
    fn a_release_has_one_entry() {
        let entries = |one: &str, other: &str| {
            let entry = |release: &str| json!({ "release": release, "until": "2026-03-31" });
            (
                "acme:plan.agreement.extendedSupport",
                json!([entry(one), entry(other)]),
            )
        };
        let twice =
            "error acme:plan.agreement.extendedSupport.1.release: `2025.50.0` has extended support twice";
        let rows: &[Row<'_>] = &[
            (&[entries("2025.50.0", "2025.50.0")], &[twice]),
            (&[entries("2025.50.0", "2025.51.0")], &[]),
        ];
        check_rows(&R14, rows);
    }

    #[test]
    fn the_last_day_is_one_of_the_agreement() {
        let rows: &[Row<'_>] = &[
            (
                &[(UNTIL, json!("2023-12-31"))],
                &[
                    "error acme:plan.agreement.extendedSupport.0.until: this support ends on 2023-12-31, before \
                   the agreement begins on 2024-01-01",
                ],
            ),
            (
                &[(UNTIL, json!("2027-01-01"))],
                &[
                    "warning acme:plan.agreement.extendedSupport.0.until: this support ends on 2027-01-01, after \
                   the agreement does on 2026-12-31",
                ],
            ),
            (
                &[(UNTIL, json!("2025-12-17"))],
                &["note acme:plan.agreement.extendedSupport.0.until: this support ended on 2025-12-17"],
            ),
            (&[(UNTIL, json!("2025-12-18"))], &[]),
            (&[(UNTIL, json!("2026-12-31"))], &[]),
            (
                &[
                    (UNTIL, json!("2030-01-01")),
                    ("acme:plan.agreement.validUntil", json!(null)),
                ],
                &[],
            ),
        ];
        check_rows(&R14, rows);
    }

    #[test]
    fn a_patch_is_mended_to_its_feature_release() {
        let found = &Sample::new().set(RELEASE, "2025.52.1").diagnostics(&R14)[0];
        let suggestion = found
            .suggestion
            .as_ref()
            .map(|suggestion| suggestion.replacement.as_str());
        assert_eq!(suggestion, Some("\"2025.52.0\""));
    }
}
