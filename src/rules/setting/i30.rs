//! I30: identifiers of workspace and project together have at most 63 characters on Kubernetes.

use super::platform::{LONGEST_NAMESPACE, namespaced};
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// On Kubernetes and OpenShift, the identifiers of a workspace and a project are letters and digits with hyphens,
    /// and have at most 63 characters together. Identifiers are given in the panel, within the lengths of
    /// `meshfed.restriction` (16 and 30 where none is set); where the product catalogue names such platforms, these
    /// allow 63 together at most. An identifier itself, and which letters it may have, cannot be written here.
    ///
    /// ## Why
    ///
    /// The name of a namespace is made of both, and Kubernetes refuses longer ones.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 40, projectIdentifierLength = Some 40 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 20, projectIdentifierLength = Some 40 }
    /// ```
    I30 = "I30", Stated Error, "Identifiers of workspace and project together have at most 63 characters on Kubernetes",
    Enforcement::Snapshot(check),
    ["Restriction"] => ["identifierRegex", "customerIdentifierRegex", "projectIdentifierRegex", "workspaceIdentifierRegex", "namespaceLength", "combinedIdentifierLength", "identifierLength"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let (length, platform) = namespaced(declared)?;
    (length > LONGEST_NAMESPACE).then(|| {
        let place = Place::in_instance(declared, "settings.meshfed.restriction");
        let platform = Place::in_instance(declared, &platform.path);
        I30.finding(format!(
            "the identifiers of a workspace and a project may have {} together",
            count(length, "character")
        ))
        .on(&place, "")
        .beside(&platform, "there are namespaces")
        .expected(format!("{LONGEST_NAMESPACE} at most"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{Row, check_rows};
    use crate::rules::setting::platform::sample::{lengths, metered};

    #[test]
    fn identifiers_fit_into_the_name_of_a_namespace() {
        let message = |length| {
            format!(
                "error acme:settings.meshfed.restriction: the identifiers of a workspace and a project may have \
                 {length} characters together"
            )
        };
        let rows: &[Row<'_>] = &[
            (&[metered("Kubernetes"), lengths(Some(33), None)], &[]),
            (&[metered("Kubernetes"), lengths(Some(34), None)], &[&message(64)]),
            (&[metered("OpenShift"), lengths(None, Some(60))], &[&message(76)]),
            (&[metered("OpenStack"), lengths(Some(40), Some(40))], &[]),
            (&[lengths(Some(40), Some(40))], &[]),
        ];
        check_rows(&I30, rows);
    }
}
