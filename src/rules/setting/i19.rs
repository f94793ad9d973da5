//! I19: a column of a statement is a key that there is.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

/// The keys of metadata that every statement has.
const STATIC: [&str; 9] = [
    "contactMail",
    "last_modified",
    "ownerFirstName",
    "ownerLastName",
    "ownerUsername",
    "paymentAmount",
    "paymentExpirationDate",
    "paymentIdentifier",
    "paymentName",
];

/// The keys that were there once.
const FORMER: [&str; 2] = ["tenantLandingZone", "tenant_local_id"];

rule! {
    /// Each of a statement's `relevant-meta-keys` is a key of the metadata that the product has, or the name of a
    /// tag of a workspace, a project or a payment method, and stands there once. Tags are defined in the panel, so
    /// that nobody can tell from the configuration whether one exists: what is nearly a key of the metadata is a
    /// warning, and so is one that there was once.
    ///
    /// Keys of the metadata are `contactMail`, `last_modified`, `ownerUsername`, `ownerFirstName`,
    /// `ownerLastName`, `paymentName`, `paymentIdentifier`, `paymentExpirationDate` and `paymentAmount`.
    ///
    /// ## Why
    ///
    /// A key that does not exist is an empty column in every statement, and a key that stands there twice two
    /// equal ones. Bookkeeping finds out at the end of the month.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// relevant-meta-keys = [ "ownerUserName", "paymentName", "paymentName" ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// relevant-meta-keys = [ "ownerUsername", "paymentName" ]
    /// ```
    I19 = "I19", Stated Error, "A column of a statement is a key that there is",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(statements) = &declared.instance.settings.kraken.statements else {
        return Vec::new();
    };
    let keys = &statements.relevant_meta_keys;
    let place = |index: usize| {
        Place::in_instance(
            declared,
            &format!("settings.kraken.statements.relevant-meta-keys.{index}"),
        )
    };
    let mut found = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let first = keys.iter().position(|other| other == key).unwrap_or(index);
        if key.trim().is_empty() {
            let finding = I19.finding("a key of the statements is empty");
            found.push(
                finding
                    .on(&place(index), "")
                    .expected("a key of the metadata, or the name of a tag"),
            );
        } else if first < index {
            let finding = I19.finding(format!("{} is a column twice", quote(key)));
            found.push(
                finding
                    .on(&place(index), "")
                    .beside(&place(first), "the first")
                    .help("remove one"),
            );
        } else if let Some(known) = nearly(key) {
            let finding = I19.warning(format!(
                "{} is no key of the metadata, and `{known}` is",
                quote(key)
            ));
            let finding = finding
                .on(&place(index), "")
                .expected(format!("`{known}`, or the name of a tag"));
            found.push(finding.replace(&place(index), format!("\"{known}\"")));
        } else if FORMER.contains(&key.as_str()) {
            let finding = I19.warning(format!("{} is no key of the metadata any more", quote(key)));
            found.push(
                finding
                    .on(&place(index), "")
                    .help("remove it, or keep it if a tag has that name"),
            );
        }
    }
    found
}

/// How much of a text has to be that of a key for a slip.
const LIKENESS: f32 = 0.9;

/// The key of the metadata that a text differs from in spelling alone, or by a slip.
fn nearly(key: &str) -> Option<&'static str> {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|char| char.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    if STATIC.contains(&key) {
        return None;
    }
    let alike = STATIC
        .iter()
        .find(|known| letters(known) == letters(key))
        .copied();
    alike.or_else(|| {
        let nearest = ::similar::get_close_matches(key, &STATIC, 1, LIKENESS);
        nearest.first().copied()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Sample;

    #[test]
    fn columns_are_keys_and_each_is_there_once() {
        let place = |index: usize| format!("acme:settings.kraken.statements.relevant-meta-keys.{index}");
        let rows: &[(&[&str], Vec<String>)] = &[
            (&["ownerUsername", "costCentre", "last_modified"], vec![]),
            (
                &["", "x"],
                vec![format!("error {}: a key of the statements is empty", place(0))],
            ),
            (
                &["a", "b", "a"],
                vec![format!("error {}: `a` is a column twice", place(2))],
            ),
            (
                &["ownerUserName", "lastModified"],
                vec![
                    format!(
                        "warning {}: `ownerUserName` is no key of the metadata, and `ownerUsername` is",
                        place(0)
                    ),
                    format!(
                        "warning {}: `lastModified` is no key of the metadata, and `last_modified` is",
                        place(1)
                    ),
                ],
            ),
            (
                &["tenant_local_id"],
                vec![format!(
                    "warning {}: `tenant_local_id` is no key of the metadata any more",
                    place(0)
                )],
            ),
        ];
        for (keys, expected) in rows {
            let found = Sample::new()
                .set("acme:settings.kraken.statements.relevant-meta-keys", json!(keys))
                .findings(&I19);
            assert_eq!(&found, expected, "{keys:?}");
        }
    }
}
