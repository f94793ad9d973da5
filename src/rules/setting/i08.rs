//! I08: a reference to a platform is `<platform>.<location>`, and of one type.

use std::collections::BTreeMap;

use super::platform::{Kind, is_identifier, references, scopes};
use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// A platform is written `<platform>.<location>`: two identifiers of lower-case letters, digits and single inner
    /// hyphens. The product catalogue writes the two apart, as `platformInstance` and `location`. A platform is of one
    /// type wherever it is named. Platforms are kept in the panel, so that nobody can tell from the configuration
    /// whether one exists.
    ///
    /// ## Why
    ///
    /// What names no platform is passed over in silence: a pattern for user names that is never used, a price that is
    /// never charged.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { platform-identifier = "openshift", euid-pattern = "ma-%s" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { platform-identifier = "openshift.vienna", euid-pattern = "ma-%s" }
    /// ```
    I08 = "I08", Stated Error, "A reference to a platform is `<platform>.<location>`, and of one type",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        found.extend(spelling(declared));
        found.extend(types(declared));
    }
    found
}

fn spelling(declared: &Declared) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for reference in references(declared) {
        let parts = reference.text.split_once('.');
        if !parts.is_some_and(|(platform, location)| is_identifier(platform) && is_identifier(location)) {
            let message = format!("{} names no platform in a location", quote(reference.text));
            found.push(
                I08.finding(message)
                    .on(&Place::in_instance(declared, &reference.path), "")
                    .expected("`<platform>.<location>`, such as `openshift.vienna`"),
            );
        }
    }
    for scope in scopes(declared) {
        for (label, text) in [("platformInstance", scope.platform), ("location", scope.location)] {
            let Some(text) = text.filter(|text| !is_identifier(text)) else {
                continue;
            };
            let place = Place::in_instance(declared, &format!("{}.{label}", scope.path));
            found.push(
                I08.finding(format!("{} is no identifier", quote(text)))
                    .on(&place, "")
                    .expected(
                        "lower-case letters, digits and single inner hyphens; platform and location apart",
                    ),
            );
        }
    }
    found
}

/// Platforms that are of two types.
fn types(declared: &Declared) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, (Kind, String)> = BTreeMap::new();
    for reference in references(declared) {
        if reference.kind != Kind::Any {
            let first = (reference.kind, reference.path);
            known.entry(reference.text.to_owned()).or_insert(first);
        }
    }
    let mut found = Vec::new();
    for scope in scopes(declared) {
        let (Some(platform), Some(location)) = (scope.platform, scope.location) else {
            continue;
        };
        let name = format!("{platform}.{location}");
        let here = format!("{}.platformType", scope.path);
        let (kind, first) = known
            .entry(name.clone())
            .or_insert((Kind::Metered(scope.kind.clone()), here.clone()));
        let message = match kind {
            Kind::Metered(kind) if kind == scope.kind => None,
            Kind::Metered(kind) => Some(format!("{} is of the type `{kind:?}` elsewhere", quote(&name))),
            Kind::Marketplace => Some(format!("{} is an OSB platform elsewhere", quote(&name))),
            Kind::Any => None,
        };
        if let Some(message) = message {
            found.push(
                I08.finding(message)
                    .on(&Place::in_instance(declared, &here), "")
                    .beside(&Place::in_instance(declared, first), "the other")
                    .expected("one type for each platform"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn platforms_are_named_with_their_location() {
        let platform = |text: &str| {
            (
                "acme:settings.meshfed.platforms",
                json!([{ "platform-identifier": text, "euid-pattern": "%s" }]),
            )
        };
        let at = "error acme:settings.meshfed.platforms.0.platform-identifier";
        let message = |text: &str| format!("{at}: `{text}` names no platform in a location");
        let rows: &[Row<'_>] = &[
            (&[platform("open-shift.vienna-1")], &[]),
            (&[platform("openshift")], &[&message("openshift")]),
            (&[platform("a.b.c")], &[&message("a.b.c")]),
            (&[platform("OpenShift.vienna")], &[&message("OpenShift.vienna")]),
            (&[platform(".vienna")], &[&message(".vienna")]),
        ];
        check_rows(&I08, rows);
    }

    #[test]
    fn a_platform_is_of_one_type() {
        let product = |kind: &str, platform: &str, location: Option<&str>| {
            json!({
                "resourceType": "sellerInfo", "displayName": "", "usageTypes": [], "description": "",
                "sellerId": "", "sellerProductGroup": null,
                "scope": {
                    "platformType": kind, "platformInstance": platform, "location": location,
                    "localProjectId": null,
                },
            })
        };
        let catalog = |products: &[Json]| {
            (
                "acme:settings.kraken.productcatalog",
                json!({ "discounts": [], "products": products }),
            )
        };
        let at = "error acme:settings.kraken.productcatalog.products";
        let other = format!("{at}.1.scope.platformType: `cloud.vienna` is of the type `OpenStack` elsewhere");
        let joined = format!("{at}.0.scope.platformInstance: `cloud.vienna` is no identifier");
        let first = || product("OpenStack", "cloud", Some("vienna"));
        let rows: &[Row<'_>] = &[
            (&[catalog(&[first(), first()])], &[]),
            (
                &[catalog(&[first(), product("Aws", "cloud", Some("vienna"))])],
                &[&other],
            ),
            (&[catalog(&[first(), product("Aws", "cloud", Some("graz"))])], &[]),
            (&[catalog(&[product("Aws", "cloud.vienna", None)])], &[&joined]),
        ];
        check_rows(&I08, rows);
    }
}
