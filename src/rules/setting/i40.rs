//! I40: names and tags keep to their lengths.

use super::platform::{LONGEST_NAMESPACE, namespaced};
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::tag::literals;
use crate::rules::{Context, Enforcement, Located, Place, count, quote, rule};

rule! {
    /// The value of a default tag of users, and one that the import from LDAP fills in as it is written, has at most 255
    /// characters. Where Kubernetes or OpenShift is metered, the longest identifiers of a workspace and a project (16 and
    /// 30 without a `restriction`) leave room for the hyphen between them: 63 characters have a namespace and all that is
    /// in its name (I30). Name patterns are kept in the panel and may do without, so that this is a warning.
    ///
    /// Lengths of accounts, project ids and tags on other platforms follow from patterns in the panel.
    ///
    /// ## Why
    ///
    /// The platform refuses a name that is too long, and it does so for the first workspace that has one, long after the
    /// identifiers were handed out.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 23, projectIdentifierLength = Some 40 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 20, projectIdentifierLength = Some 40 }
    /// ```
    I40 = "I40", Stated Error, "Names and tags keep to the lengths of their platform",
    Enforcement::Snapshot(check)
}

/// The longest value of a tag.
const LONGEST_TAG: usize = 255;

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let mut found = tags(declared);
    found.extend(namespaces(declared));
    found
}

fn tags(declared: &Declared) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for literal in literals(&declared.instance.settings) {
        for (value, path) in literal.values.iter().zip(&literal.value_paths) {
            let length = value.chars().count();
            if length > LONGEST_TAG {
                let message = format!(
                    "a value of the tag {} has {length} characters",
                    quote(literal.key)
                );
                found.push(
                    I40.finding(message)
                        .on(&Place::in_instance(declared, path), "")
                        .expected(format!("{LONGEST_TAG} at most")),
                );
            }
        }
    }
    found
}

/// Names of namespaces that may get too long. I30 speaks of identifiers that are too long by themselves.
fn namespaces(declared: &Declared) -> Option<Diagnostic> {
    let (length, metered) = namespaced(declared)?;
    (length == LONGEST_NAMESPACE).then(|| {
        let place = Place::in_instance(declared, "settings.meshfed.restriction");
        let platform = Place::in_instance(declared, &metered.path);
        I40.warning(format!(
            "a namespace of the longest workspace and project has {}",
            count(length + 1, "character")
        ))
        .on(&place, "")
        .beside(&platform, "namespaces are metered")
        .expected(format!(
            "{LONGEST_NAMESPACE} at most, with a hyphen between the two"
        ))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample, check_rows};
    use crate::rules::setting::ldap::sample;
    use crate::rules::setting::platform::sample::{lengths, metered};

    #[test]
    fn values_of_tags_have_a_longest() {
        let tag = |length: usize| {
            let value = "ä".repeat(length);
            (
                "acme:settings.meshfed.user",
                json!({ "tags": [{ "mapKey": "unit", "mapValue": ["it", value] }] }),
            )
        };
        let long = "error acme:settings.meshfed.user.tags.0.mapValue.1: a value of the tag `unit` has 256 characters";
        let rows: &[Row<'_>] = &[(&[tag(255)], &[]), (&[tag(256)], &[long])];
        check_rows(&I40, rows);
        let users = "acme:settings.identityconnector.ldap.transform.userAttributesTransformations.tags";
        let imported = Sample::new()
            .set("acme:settings.identityconnector.ldap", sample())
            .set(
                users,
                json!([{ "tagKey": "unit", "transformation": { "Regex": {
                "attribute": "cn", "postProcessor": null, "template": null, "otherwise": "x".repeat(256),
                "rules": [{ "regex": "a", "value": "x".repeat(255) }],
            } } }]),
            );
        let long =
            format!("error {users}.0.transformation.otherwise: a value of the tag `unit` has 256 characters");
        assert_eq!(imported.findings(&I40), [long]);
    }

    #[test]
    fn namespaces_have_a_longest() {
        let at = "warning acme:settings.meshfed.restriction";
        let message = |length| {
            format!("{at}: a namespace of the longest workspace and project has {length} characters")
        };
        let rows: &[Row<'_>] = &[
            (&[metered("Kubernetes"), lengths(Some(32), None)], &[]),
            (&[metered("Kubernetes"), lengths(Some(33), None)], &[&message(64)]),
            (&[metered("OpenShift"), lengths(None, Some(47))], &[&message(64)]),
            (&[metered("Aws"), lengths(Some(40), Some(40))], &[]),
            (&[metered("Aks")], &[]),
        ];
        check_rows(&I40, rows);
    }
}
