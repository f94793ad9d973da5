//! I41: one strategy looks people up, by the attribute that is their euid.

use crate::diagnostic::Diagnostic;
use crate::model::{AzureLookupStrategy, Declared, IdentityProvider, PermissionReplication, Settings};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// `aadUserLookupStrategy` of the replicator holds for every Azure platform and every OSB platform with groups of Entra ID;
    /// another one for a single platform cannot be written. Where the identity lookup takes the euid from an attribute of Entra
    /// ID, that is the attribute of the strategy: `mail` or `userPrincipalName`. Where the euid is the mail address
    /// (`set-email-as-euid`) and no lookup overrides it, the strategy is the one for mail addresses. An OSB platform with
    /// groups of Entra ID needs a strategy.
    ///
    /// ## Why
    ///
    /// The replicator compares the euid with the attribute of the strategy. If the euid comes from another one, it finds
    /// nobody, and nobody gets access.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { aadUserLookupStrategy = Some AzureLookupStrategy.UserByMailLookupStrategy
    /// , euidUserAttributeUpdate = Some { userAttributeName = "userPrincipalName" }
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { aadUserLookupStrategy = Some AzureLookupStrategy.UserByUsernameLookupStrategy
    /// , euidUserAttributeUpdate = Some { userAttributeName = "userPrincipalName" }
    /// }
    /// ```
    I41 = "I41", Stated Warning, "One strategy looks people up on all platforms with Entra ID",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let settings = &declared.instance.settings;
    let place = Place::in_instance(declared, "settings.replicator.aadUserLookupStrategy");
    let wanted = match &settings.replicator.aad_user_lookup_strategy {
        Some(AzureLookupStrategy::UserByMailLookupStrategy) => "mail",
        Some(AzureLookupStrategy::UserByUsernameLookupStrategy) => "userPrincipalName",
        None => return without_strategy(declared),
    };
    let (attribute, source) = euid(settings)?;
    (!attribute.eq_ignore_ascii_case(wanted)).then(|| {
        I41.finding(format!(
            "people are looked up by `{wanted}`, and their euid is {}",
            quote(attribute)
        ))
        .on(&place, "")
        .beside(&Place::in_instance(declared, source), "the euid")
        .expected("the strategy of the attribute that is the euid")
    })
}

/// The attribute that the euid is taken from, and where that is said; `None` where nothing here says it.
fn euid(settings: &Settings) -> Option<(&str, &'static str)> {
    let meshfed = &settings.meshfed;
    let lookup = meshfed.identity_lookup.as_ref();
    match lookup.and_then(|lookup| lookup.provider.as_ref()) {
        Some(IdentityProvider::Azure(identity)) => {
            let creds = &identity.azure;
            if let Some(update) = &creds.euid_user_attribute_update {
                let place = "settings.meshfed.identity-lookup.provider.azure.euidUserAttributeUpdate.userAttributeName";
                return Some((&update.user_attribute_name, place));
            }
            if creds.euid_schema_extension_update.is_some() {
                return None;
            }
        }
        Some(IdentityProvider::GcdEuid(_)) => return None,
        Some(IdentityProvider::Gcd(_)) | None => {}
    }
    let request = meshfed.rolerequest.as_ref()?;
    let place = "settings.meshfed.rolerequest.set-email-as-euid";
    request.set_email_as_euid.then_some(("mail", place))
}

/// A platform that looks people up in Entra ID, and nothing says how.
fn without_strategy(declared: &Declared) -> Option<Diagnostic> {
    let mut platforms = declared.instance.settings.osb.platforms.iter();
    let index = platforms
        .position(|platform| matches!(platform.permission_replication, PermissionReplication::AzureAd(_)))?;
    let path = format!("settings.osb.platforms.{index}.permissionReplication");
    Some(
        I41.finding("groups of Entra ID are written, and nothing says how people are found there")
            .on(&Place::in_instance(declared, &path), "")
            .expected("`replicator.aadUserLookupStrategy`"),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows, entra_groups};

    #[test]
    fn people_are_looked_up_by_their_euid() {
        let strategy = |strategy: &str| ("acme:settings.replicator.aadUserLookupStrategy", json!(strategy));
        let euid = |attribute: &str| {
            (
                "acme:settings.meshfed.identity-lookup.provider.azure.euidUserAttributeUpdate",
                json!({ "userAttributeName": attribute }),
            )
        };
        let mail = "UserByMailLookupStrategy";
        let name = "UserByUsernameLookupStrategy";
        let place = "warning acme:settings.replicator.aadUserLookupStrategy";
        let other = format!("{place}: people are looked up by `mail`, and their euid is `userPrincipalName`");
        let rows: &[Row<'_>] = &[
            (&[strategy(mail), euid("userPrincipalName")], &[&other]),
            (&[strategy(mail), euid("Mail")], &[]),
            (&[strategy(name), euid("userPrincipalName")], &[]),
            (&[strategy(mail)], &[]),
            (&[euid("employeeId")], &[]),
        ];
        check_rows(&I41, rows);
    }

    #[test]
    fn a_mail_address_that_is_the_euid_is_looked_up_as_one() {
        let strategy = |strategy: &str| ("acme:settings.replicator.aadUserLookupStrategy", json!(strategy));
        let by_mail = (
            "acme:settings.meshfed.rolerequest",
            json!({
                "min-approval-count": 1, "set-email-as-euid": true, "restrict-customer-admin-role-assignment": false,
            }),
        );
        let without = ("acme:settings.meshfed.identity-lookup", json!(null));
        let other = "warning acme:settings.replicator.aadUserLookupStrategy: people are looked up by \
                     `userPrincipalName`, and their euid is `mail`";
        let (mail, name) = ("UserByMailLookupStrategy", "UserByUsernameLookupStrategy");
        let rows: &[Row<'_>] = &[
            (&[strategy(name), by_mail.clone(), without.clone()], &[other]),
            (&[strategy(mail), by_mail, without], &[]),
        ];
        check_rows(&I41, rows);
    }

    #[test]
    fn groups_of_entra_need_a_strategy() {
        let directory = entra_groups();
        let platforms = |permissions: serde_json::Value| {
            (
                "acme:settings.osb.platforms",
                json!([{ "platform": "services.vienna", "permissionReplication": permissions }]),
            )
        };
        let strategy = (
            "acme:settings.replicator.aadUserLookupStrategy",
            json!("UserByMailLookupStrategy"),
        );
        let none = ("acme:settings.replicator.aadUserLookupStrategy", json!(null));
        let missing = "warning acme:settings.osb.platforms.0.permissionReplication: groups of Entra ID are written, \
                       and nothing says how people are found there";
        let rows: &[Row<'_>] = &[
            (&[none.clone(), platforms(directory.clone())], &[missing]),
            (&[none, platforms(json!("MeshIdb"))], &[]),
            (&[strategy, platforms(directory)], &[]),
        ];
        check_rows(&I41, rows);
    }
}
