//! I05: the euid has one source.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, IdentityProvider};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// A lookup in Microsoft Entra ID takes the euid from a schema extension (`euidSchemaExtensionUpdate`), from an
    /// attribute (`euidUserAttributeUpdate`), or from neither; never from both.
    ///
    /// ## Why
    ///
    /// Both write the same field of a person. Which one comes last is chance, and an euid that changes cuts people
    /// off from the platforms that know them by it.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// azure
    /// with euidSchemaExtensionUpdate = Some extension
    /// with euidUserAttributeUpdate = Some { userAttributeName = "employeeId" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// azure
    /// with euidUserAttributeUpdate = Some { userAttributeName = "employeeId" }
    /// ```
    I05 = "I05", Derived Error, "The euid has one source",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let lookup = declared.instance.settings.meshfed.identity_lookup.as_ref()?;
    let Some(IdentityProvider::Azure(azure)) = &lookup.provider else {
        return None;
    };
    let both = azure.azure.euid_schema_extension_update.is_some()
        && azure.azure.euid_user_attribute_update.is_some();
    both.then(|| {
        let place = |label| {
            let path = format!("settings.meshfed.identity-lookup.provider.azure.{label}");
            Place::in_instance(declared, &path)
        };
        I05.finding("the euid comes from a schema extension and from an attribute")
            .on(&place("euidUserAttributeUpdate"), "")
            .beside(&place("euidSchemaExtensionUpdate"), "the extension")
            .expected("one of them")
            .help("remove the one that platforms do not know people by")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn one_source_or_none() {
        let azure = "acme:settings.meshfed.identity-lookup.provider.azure";
        let attribute_path = format!("{azure}.euidUserAttributeUpdate");
        let extension_path = format!("{azure}.euidSchemaExtensionUpdate");
        let attribute = (
            attribute_path.as_str(),
            json!({ "userAttributeName": "employeeId" }),
        );
        let extension = (
            extension_path.as_str(),
            json!({ "euidExtensionSchemaProperty": "p", "euidExtensionSchemaIdentifier": "i" }),
        );
        let message =
            format!("error {attribute_path}: the euid comes from a schema extension and from an attribute");
        let rows: &[Row<'_>] = &[
            (&[attribute.clone(), extension.clone()], &[&message]),
            (&[attribute], &[]),
            (&[extension], &[]),
            (
                &[("acme:settings.meshfed.identity-lookup.provider", json!(null))],
                &[],
            ),
        ];
        check_rows(&I05, rows);
    }
}
