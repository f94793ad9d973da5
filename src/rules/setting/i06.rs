//! I06: the euid of an identity lookup overrides `set-email-as-euid`.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, IdentityProvider};
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// Where the identity lookup gives the euid, `set-email-as-euid` of `rolerequest` is `False`.
    ///
    /// ## Why
    ///
    /// The lookup wins. `True` says that people are known to platforms by their mail address, when those whom the
    /// lookup found are known by something else.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { provider = IdentityProvider.GcdEuid { gcd, euid }, set-email-as-euid = True }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { provider = IdentityProvider.GcdEuid { gcd, euid }, set-email-as-euid = False }
    /// ```
    I06 = "I06", Stated Warning, "The euid of an identity lookup overrides `set-email-as-euid`",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let meshfed = &declared.instance.settings.meshfed;
    let request = meshfed.rolerequest.as_ref()?;
    let label = match meshfed.identity_lookup.as_ref()?.provider.as_ref()? {
        IdentityProvider::Azure(identity) if identity.azure.euid_schema_extension_update.is_some() => {
            "azure.euidSchemaExtensionUpdate"
        }
        IdentityProvider::Azure(identity) if identity.azure.euid_user_attribute_update.is_some() => {
            "azure.euidUserAttributeUpdate"
        }
        IdentityProvider::GcdEuid(_) => "euid",
        IdentityProvider::Azure(_) | IdentityProvider::Gcd(_) => return None,
    };
    request.set_email_as_euid.then(|| {
        let place = Place::in_instance(declared, "settings.meshfed.rolerequest.set-email-as-euid");
        let lookup = format!("settings.meshfed.identity-lookup.provider.{label}");
        I06.finding("`set-email-as-euid` is `True`, and the identity lookup gives another euid")
            .on(&place, "")
            .beside(&Place::in_instance(declared, &lookup), "wins")
            .expected("`False`")
            .replace(&place, "False")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn one_of_the_two_gives_the_euid() {
        let mail = |mail: bool| {
            (
                "acme:settings.meshfed.rolerequest",
                json!({
                    "min-approval-count": 1,
                    "set-email-as-euid": mail,
                    "restrict-customer-admin-role-assignment": false,
                }),
            )
        };
        let attribute = (
            "acme:settings.meshfed.identity-lookup.provider.azure.euidUserAttributeUpdate",
            json!({ "userAttributeName": "employeeId" }),
        );
        let both = "warning acme:settings.meshfed.rolerequest.set-email-as-euid: `set-email-as-euid` is `True`, and \
                    the identity lookup gives another euid";
        let rows: &[Row<'_>] = &[
            (&[mail(true), attribute.clone()], &[both]),
            (&[mail(false), attribute.clone()], &[]),
            (&[mail(true)], &[]),
            (&[attribute], &[]),
        ];
        check_rows(&I06, rows);
    }
}
