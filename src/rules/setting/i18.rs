//! I18: a hint for the identity provider names one.

use crate::diagnostic::Diagnostic;
use crate::model::Declared;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// `kc_idp_hint` of `panel.sso` is the alias of the identity provider to which all logins go, without spaces. It is for
    /// instances with one identity provider. How many there are is kept in the identity broker, so that only a hint that can
    /// name none is found.
    ///
    /// ## Why
    ///
    /// With a hint, nobody gets to choose where to log in: people of a second identity provider stay outside. A hint that
    /// names none leaves the choice to everybody, as if there were no hint.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { kc_idp_hint = "acme, partners" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { kc_idp_hint = "acme" }
    /// ```
    I18 = "I18", Stated Error, "A hint for the identity provider is for instances with one identity provider",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    context.fleet.instances.values().flat_map(judge).collect()
}

fn judge(declared: &Declared) -> Option<Diagnostic> {
    let hint = &declared.instance.settings.panel.sso.as_ref()?.kc_idp_hint;
    let names_one =
        !hint.is_empty() && !hint.contains(|char: char| char.is_whitespace() || ",;".contains(char));
    (!names_one).then(|| {
        I18.finding(format!("{} does not name one identity provider", quote(hint)))
            .on(
                &Place::in_instance(declared, "settings.panel.sso.kc_idp_hint"),
                "",
            )
            .expected("the alias of the only identity provider, or no `sso`")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    #[test]
    fn a_hint_names_one_identity_provider() {
        let hint = |hint: &str| ("acme:settings.panel.sso", json!({ "kc_idp_hint": hint }));
        let message = |hint: &str| {
            format!("error acme:settings.panel.sso.kc_idp_hint: `{hint}` does not name one identity provider")
        };
        let rows: &[Row<'_>] = &[
            (&[hint("acme-idp")], &[]),
            (&[hint("")], &[&message("")]),
            (&[hint("acme, partners")], &[&message("acme, partners")]),
            (&[], &[]),
        ];
        check_rows(&I18, rows);
    }
}
