//! The platforms that settings name, each with the place that names it.

use crate::model::{Declared, PlatformType, ScopeSelector};

/// A platform written as `<platform>.<location>`.
pub(super) struct Reference<'a> {
    pub(super) path: String,
    pub(super) text: &'a str,
    /// Whether something is set for the platform here.
    pub(super) is_setting: bool,
    /// What is known of its type.
    pub(super) kind: Kind,
}

/// What a section says of the type of a platform.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Nothing: platforms of all types are named there.
    Any,
    /// It is of this type.
    Metered(PlatformType),
    /// It is a marketplace of service brokers, which is metered as no platform.
    Marketplace,
}

/// Platforms by type, and perhaps by name, as the product catalogue writes them.
pub(super) struct Scope<'a> {
    pub(super) path: String,
    pub(super) kind: &'a PlatformType,
    pub(super) platform: Option<&'a str>,
    pub(super) location: Option<&'a str>,
}

/// Every platform that is written as one text.
pub(super) fn references(declared: &Declared) -> Vec<Reference<'_>> {
    let settings = &declared.instance.settings;
    let mut found = Vec::new();
    let mut add = |path: String, text, kind| {
        let is_setting = !path.contains(".sonar.");
        found.push(Reference {
            path,
            text,
            is_setting,
            kind,
        });
    };
    for (index, platform) in settings.meshfed.platforms.iter().enumerate() {
        let path = format!("settings.meshfed.platforms.{index}.platform-identifier");
        add(path, platform.platform_identifier.as_str(), Kind::Any);
    }
    for (index, platform) in settings.replicator.open_stack.iter().enumerate() {
        let path = format!("settings.replicator.openStack.{index}.platform");
        add(path, &platform.platform, Kind::Metered(PlatformType::OpenStack));
    }
    for (index, platform) in settings.osb.platforms.iter().enumerate() {
        add(
            format!("settings.osb.platforms.{index}.platform"),
            &platform.platform,
            Kind::Marketplace,
        );
    }
    let sonar = settings.monitoring.sonar.iter();
    for (scope, tried) in sonar.flat_map(|sonar| sonar.scopes.iter().enumerate()) {
        for (project, tried) in tried.projects.iter().enumerate() {
            for (target, tried) in tried.targets.iter().enumerate() {
                let path = format!(
                    "settings.monitoring.sonar.scopes.{scope}.projects.{project}.targets.{target}.platformName"
                );
                add(path, &tried.platform_name, Kind::Any);
            }
        }
    }
    found
}

/// Every scope of the product catalogue.
pub(super) fn scopes(declared: &Declared) -> Vec<Scope<'_>> {
    let Some(catalog) = &declared.instance.settings.kraken.productcatalog else {
        return Vec::new();
    };
    let root = "settings.kraken.productcatalog";
    let discounts = catalog.discounts.iter().enumerate().map(|(index, discount)| {
        let (kind, platform, location) = match &discount.scope {
            ScopeSelector::PlatformType(scope) => (&scope.platform_type, None, None),
            ScopeSelector::PlatformInstance(scope) => (
                &scope.platform_type,
                Some(scope.platform_instance.as_str()),
                Some(scope.location.as_str()),
            ),
            ScopeSelector::Tenant(scope) => (
                &scope.platform_type,
                Some(scope.platform_instance.as_str()),
                Some(scope.location.as_str()),
            ),
        };
        Scope {
            path: format!("{root}.discounts.{index}.scope"),
            kind,
            platform,
            location,
        }
    });
    let products = catalog.products.iter().enumerate().map(|(index, product)| Scope {
        path: format!("{root}.products.{index}.scope"),
        kind: &product.scope.platform_type,
        platform: product.scope.platform_instance.as_deref(),
        location: product.scope.location.as_deref(),
    });
    discounts.chain(products).collect()
}

/// How many characters the longest identifiers of a workspace and a project have together (16 and 30 where nothing
/// is set), and a scope that names platforms with namespaces; `None` if there is no restriction or no such platform.
pub(super) fn namespaced(declared: &Declared) -> Option<(u64, Scope<'_>)> {
    let restriction = declared.instance.settings.meshfed.restriction.as_ref()?;
    let workspace = restriction.customer_identifier_length.unwrap_or(16);
    let project = restriction.project_identifier_length.unwrap_or(30);
    let has_namespaces = |scope: &Scope<'_>| {
        matches!(
            scope.kind,
            PlatformType::Kubernetes | PlatformType::OpenShift | PlatformType::Aks
        )
    };
    let scope = scopes(declared).into_iter().find(has_namespaces)?;
    Some((workspace.saturating_add(project), scope))
}

/// The longest name of a namespace (RFC 1123, label).
pub(super) const LONGEST_NAMESPACE: u64 = 63;

/// Whether a text is an identifier: lower-case letters, digits, and single hyphens inside.
pub(super) fn is_identifier(text: &str) -> bool {
    let is_part = |part: &str| {
        let mut chars = part.chars();
        !part.is_empty() && chars.all(|char| char.is_ascii_lowercase() || char.is_ascii_digit())
    };
    text.split('-').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::is_identifier;

    #[test]
    fn identifiers_have_small_letters_digits_and_single_hyphens_inside() {
        for (text, expected) in [
            ("a", true),
            ("cloud-team-2", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("a--b", false),
            ("Team", false),
            ("a.b", false),
            ("ä", false),
        ] {
            assert_eq!(is_identifier(text), expected, "{text}");
        }
    }
}

/// Settings that several rules about namespaces are tried with.
#[cfg(test)]
pub(super) mod sample {
    use serde_json::{Value, json};

    /// A product that meters platforms of a type.
    pub(in crate::rules::setting) fn metered(kind: &str) -> (&'static str, Value) {
        (
            "acme:settings.kraken.productcatalog",
            json!({ "discounts": [], "products": [{
                "resourceType": "kubernetes.pod", "displayName": "", "usageTypes": [], "description": "",
                "sellerId": "cloud-team", "sellerProductGroup": null,
                "scope": { "platformType": kind },
            }] }),
        )
    }

    /// How long the identifiers of workspaces and projects may be.
    pub(in crate::rules::setting) fn lengths(
        workspace: Option<u64>,
        project: Option<u64>,
    ) -> (&'static str, Value) {
        (
            "acme:settings.meshfed.restriction",
            json!({ "customerIdentifierLength": workspace, "projectIdentifierLength": project }),
        )
    }
}
