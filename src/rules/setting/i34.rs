//! I34: sellers are identifiers of workspaces.

use super::platform::is_identifier;
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Each of `outOfScopeMarketplaceSellers` is the identifier of a workspace: lower-case letters, digits and single inner
    /// hyphens; and stands there once. Who sells what is not a service, such as a public cloud, need not be a workspace.
    ///
    /// ## Why
    ///
    /// A seller that is no workspace is passed over, and its services are charged although they are said to cost nothing.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// outOfScopeMarketplaceSellers = [ "Cloud Team" ]
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// outOfScopeMarketplaceSellers = [ "cloud-team" ]
    /// ```
    I34 = "I34", Stated Error, "Sellers are identifiers of workspaces",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Vec<Diagnostic> {
    let Some(marketplace) = &declared.instance.settings.kraken.mesh_marketplace else {
        return Vec::new();
    };
    let sellers = &marketplace.out_of_scope_marketplace_sellers;
    let place = |index: usize| {
        let path = format!("settings.kraken.meshMarketplace.outOfScopeMarketplaceSellers.{index}");
        Place::in_instance(declared, &path)
    };
    let mut found = Vec::new();
    for (index, seller) in sellers.iter().enumerate() {
        let first = sellers.iter().position(|other| other == seller);
        if !is_identifier(seller) {
            found.push(
                I34.finding(format!("{} is no identifier of a workspace", quote(seller)))
                    .on(&place(index), "")
                    .expected("lower-case letters, digits and single inner hyphens"),
            );
        } else if let Some(first) = first.filter(|first| *first < index) {
            found.push(
                I34.warning(format!("the seller {} stands here twice", quote(seller)))
                    .on(&place(index), "")
                    .beside(&place(first), "the first")
                    .expected("each once"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn sellers_are_workspaces() {
        let sellers = |sellers: &[&str]| {
            (
                "acme:settings.kraken.meshMarketplace",
                json!({ "outOfScopeMarketplaceSellers": sellers }),
            )
        };
        let at = "acme:settings.kraken.meshMarketplace.outOfScopeMarketplaceSellers";
        let name = format!("error {at}.0: `Cloud Team` is no identifier of a workspace");
        let twice = format!("warning {at}.1: the seller `a` stands here twice");
        let rows: &[Row<'_>] = &[
            (&[sellers(&["cloud-team", "it2"])], &[]),
            (&[sellers(&["Cloud Team"])], &[&name]),
            (&[sellers(&["a", "a"])], &[&twice]),
        ];
        check_rows(&I34, rows);
    }
}
