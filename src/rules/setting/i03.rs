//! I03: a directory gives another username or another mail address, not both.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, IdentityProvider};
use crate::rules::{Context, Enforcement, Located, Place, rule};

/// Where the two updates are written.
const AZURE: &str = "settings.meshfed.identity-lookup.provider.azure";

rule! {
    /// The lookup in Microsoft Entra ID may take the username from another attribute (`usernameAttributeUpdate`)
    /// or the mail address (`emailAttributeUpdate`), but not both.
    ///
    /// ## Why
    ///
    /// People whom the product already knows are recognised by one of the two. If both change their source at
    /// once, nobody is recognised, and everybody gets a second account.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// azure
    /// with usernameAttributeUpdate = Some { propertyToUse = "employeeId", formatString = None Text }
    /// with emailAttributeUpdate = Some { propertyToUse = "otherMails" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// azure
    /// with emailAttributeUpdate = Some { propertyToUse = "otherMails" }
    /// ```
    I03 = "I03", Stated Error, "Username or mail address keeps its standard source",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let lookup = declared.instance.settings.meshfed.identity_lookup.as_ref()?;
    let Some(IdentityProvider::Azure(identity)) = &lookup.provider else {
        return None;
    };
    let azure = &identity.azure;
    (azure.username_attribute_update.is_some() && azure.email_attribute_update.is_some()).then(|| {
        let place = |label| Place::in_instance(declared, &format!("{AZURE}.{label}"));
        I03.finding("`usernameAttributeUpdate` and `emailAttributeUpdate` are both set")
            .on(&place("usernameAttributeUpdate"), "")
            .beside(&place("emailAttributeUpdate"), "the other one")
            .expected("one of the two, or neither")
            .help("leave one of them `None`, so that people are still recognised by it")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    const USERNAME: &str = "acme:settings.meshfed.identity-lookup.provider.azure.usernameAttributeUpdate";
    const MAIL: &str = "acme:settings.meshfed.identity-lookup.provider.azure.emailAttributeUpdate";

    #[test]
    fn one_of_the_two_keeps_its_source() {
        let set = json!({ "propertyToUse": "employeeId", "formatString": null });
        let both =
            format!("error {USERNAME}: `usernameAttributeUpdate` and `emailAttributeUpdate` are both set");
        let rows: &[Row<'_>] = &[
            (&[(USERNAME, set.clone())], &[&both]),
            (&[(USERNAME, set), (MAIL, json!(null))], &[]),
            (&[(MAIL, json!(null))], &[]),
        ];
        check_rows(&I03, rows);
    }
}
