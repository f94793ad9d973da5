//! I04: nobody is refused for missing in a directory that is not there.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, rule};

rule! {
    /// An `identity-lookup` without a provider has `deny-assigning-other-users = False`.
    ///
    /// ## Why
    ///
    /// The switch restricts invitations to people whom the directory knows. Without a directory it would know
    /// nobody, and nobody could be invited.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { provider = None IdentityProvider, deny-assigning-other-users = True }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { provider = None IdentityProvider, deny-assigning-other-users = False }
    /// ```
    I04 = "I04", Stated Error, "Without a directory nobody is refused for missing in it",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().filter_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let lookup = declared.instance.settings.meshfed.identity_lookup.as_ref()?;
    (lookup.provider.is_none() && lookup.deny_assigning_other_users).then(|| {
        let place =
            |label| Place::in_instance(declared, &format!("settings.meshfed.identity-lookup.{label}"));
        let deny = place("deny-assigning-other-users");
        I04.finding("`deny-assigning-other-users` is `True`, but there is no `provider` to look people up in")
            .on(&deny, "")
            .beside(&place("provider"), "no provider")
            .expected("`False`")
            .help("name a provider, or allow inviting people whom no directory knows")
            .replace(&deny, "False")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn denying_takes_a_provider() {
        let provider = ("acme:settings.meshfed.identity-lookup.provider", json!(null));
        let deny = |value: bool| {
            (
                "acme:settings.meshfed.identity-lookup.deny-assigning-other-users",
                json!(value),
            )
        };
        let message = "error acme:settings.meshfed.identity-lookup.deny-assigning-other-users: \
                       `deny-assigning-other-users` is `True`, but there is no `provider` to look people up in";
        let rows: &[Row<'_>] = &[
            (&[provider.clone(), deny(true)], &[message]),
            (&[provider, deny(false)], &[]),
            (&[deny(false)], &[]),
            (&[("acme:settings.meshfed.identity-lookup", json!(null))], &[]),
        ];
        check_rows(&I04, rows);
    }
}
