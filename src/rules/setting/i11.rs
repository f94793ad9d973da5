//! I11: with AWS, identifiers are short.

use super::platform::scopes;
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, PlatformType};
use crate::rules::{Context, Enforcement, Located, Place, count, rule};

rule! {
    /// Where the product catalogue names platforms of Amazon Web Services, a `restriction` of identifiers lets those of
    /// workspaces have at most 16 characters and those of projects at most 30. Without a number, that is how long they may be.
    ///
    /// ## Why
    ///
    /// The names of accounts are made of both. A workspace with a longer identifier cannot get an account, and identifiers
    /// cannot be changed.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 20 }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshfed.Restriction::{ customerIdentifierLength = Some 16 }
    /// ```
    I11 = "I11", Stated Error, "With AWS, identifiers of workspaces have at most 16 characters and of projects at most 30",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(restriction) = &declared.instance.settings.meshfed.restriction else {
        return Vec::new();
    };
    let mut scopes = scopes(declared).into_iter();
    let Some(scope) = scopes.find(|scope| *scope.kind == PlatformType::Aws) else {
        return Vec::new();
    };
    let limits = [
        (
            "customerIdentifierLength",
            restriction.customer_identifier_length,
            16,
            "workspace",
        ),
        (
            "projectIdentifierLength",
            restriction.project_identifier_length,
            30,
            "project",
        ),
    ];
    let mut found = Vec::new();
    for (label, length, most, what) in limits {
        let Some(length) = length.filter(|length| *length > most) else {
            continue;
        };
        let place = Place::in_instance(declared, &format!("settings.meshfed.restriction.{label}"));
        let message = format!(
            "the identifier of a {what} may have {}",
            count(length, "character")
        );
        found.push(
            I11.finding(message)
                .on(&place, "")
                .beside(
                    &Place::in_instance(declared, &scope.path),
                    "there are accounts of AWS",
                )
                .expected(format!("{most} at most")),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn accounts_of_aws_have_short_identifiers() {
        let sold = |kind: &str| {
            (
                "acme:settings.kraken.productcatalog",
                json!({ "discounts": [], "products": [{
                    "resourceType": "sellerInfo", "displayName": "", "usageTypes": [], "description": "",
                    "sellerId": "cloud-team", "sellerProductGroup": null,
                    "scope": { "platformType": kind },
                }] }),
            )
        };
        let lengths = |workspace: u64, project: u64| {
            (
                "acme:settings.meshfed.restriction",
                json!({ "customerIdentifierLength": workspace, "projectIdentifierLength": project }),
            )
        };
        let at = "error acme:settings.meshfed.restriction";
        let workspace =
            format!("{at}.customerIdentifierLength: the identifier of a workspace may have 17 characters");
        let project =
            format!("{at}.projectIdentifierLength: the identifier of a project may have 31 characters");
        let rows: &[Row<'_>] = &[
            (&[sold("Aws"), lengths(16, 30)], &[]),
            (&[sold("Aws"), lengths(17, 30)], &[&workspace]),
            (&[sold("Aws"), lengths(16, 31)], &[&project]),
            (&[sold("Azure"), lengths(17, 31)], &[]),
            (&[sold("Aws")], &[]),
        ];
        check_rows(&I11, rows);
    }
}
