//! I41: one strategy looks people up, by the attribute that is their euid.

use crate::diagnostic::Diagnostic;
use crate::model::{AzureLookupStrategy, Declared, IdentityProvider};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// `aadUserLookupStrategy` of the replicator holds for every Azure platform and every OSB platform with groups of Entra ID;
    /// another one for a single platform cannot be written. Where the identity lookup takes the euid from an attribute of Entra
    /// ID, that is the attribute of the strategy: `mail` or `userPrincipalName`.
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
    let wanted = match settings.replicator.aad_user_lookup_strategy.as_ref()? {
        AzureLookupStrategy::UserByMailLookupStrategy => "mail",
        AzureLookupStrategy::UserByUsernameLookupStrategy => "userPrincipalName",
    };
    let IdentityProvider::Azure(identity) = settings.meshfed.identity_lookup.as_ref()?.provider.as_ref()?
    else {
        return None;
    };
    let attribute = &identity
        .azure
        .euid_user_attribute_update
        .as_ref()?
        .user_attribute_name;
    (!attribute.eq_ignore_ascii_case(wanted)).then(|| {
        let place = Place::in_instance(declared, "settings.replicator.aadUserLookupStrategy");
        let lookup =
            "settings.meshfed.identity-lookup.provider.azure.euidUserAttributeUpdate.userAttributeName";
        I41.finding(format!(
            "people are looked up by `{wanted}`, and their euid is {}",
            quote(attribute)
        ))
        .on(&place, "")
        .beside(&Place::in_instance(declared, lookup), "the euid")
        .expected("the strategy of the attribute that is the euid")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

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
}
