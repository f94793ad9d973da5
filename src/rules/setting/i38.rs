//! I38: placeholders have the form of the field that they stand in.

use std::ops::RangeInclusive;

use super::ldap::regexes;
use super::template::{Placeholder, placeholders};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, IdentityProvider, PermissionReplication};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// The placeholders of a text are those of its field, and no others:
    ///
    /// - an `euid-pattern` has `%s` for the euid or `%S` for it in upper case, one of them at least;
    /// - a `groupNamePattern` has `%s` for the next of workspace, project, number and role alias, or `%4$s` for the
    ///   fourth; names of groups differ by workspace, project and role, so that one without them is a warning;
    /// - a `formatString` and a `template` have one `%s`.
    ///
    /// `%%` is a per cent sign. `#{...}` belongs in the name patterns of platforms and `${...}` in the values of tags,
    /// both of which are kept in the panel.
    ///
    /// ## Why
    ///
    /// A placeholder of another field is taken for text, and everybody is called `#{euid}`. Without a placeholder
    /// everybody has the same name.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { platform-identifier = "openshift.vienna", euid-pattern = "ma-#{euid}" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { platform-identifier = "openshift.vienna", euid-pattern = "ma-%s" }
    /// ```
    I38 = "I38", Stated Error, "Placeholders have the form of the field that they stand in",
    Enforcement::Snapshot(check)
}

/// A text with placeholders, and what may stand in it.
struct Field<'a> {
    path: String,
    text: &'a str,
    /// How many arguments there are.
    arguments: usize,
    /// How many placeholders there may be.
    count: RangeInclusive<usize>,
    /// What the field takes, as words.
    takes: &'static str,
    /// Arguments that should be there.
    telling: &'static [(usize, &'static str)],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        for field in fields(declared) {
            found.extend(judge(declared, &field));
        }
    }
    found
}

fn fields(declared: &Declared) -> Vec<Field<'_>> {
    let settings = &declared.instance.settings;
    let mut found = Vec::new();
    for (index, platform) in settings.meshfed.platforms.iter().enumerate() {
        found.push(Field {
            path: format!("settings.meshfed.platforms.{index}.euid-pattern"),
            text: &platform.euid_pattern,
            arguments: usize::MAX,
            count: 1..=usize::MAX,
            takes: "`%s` or `%S`, once at least",
            telling: &[],
        });
    }
    for (index, platform) in settings.osb.platforms.iter().enumerate() {
        if let PermissionReplication::AzureAd(directory) = &platform.permission_replication
            && let Some(text) = &directory.group_name_pattern
        {
            found.push(Field {
                path: format!("settings.osb.platforms.{index}.permissionReplication.groupNamePattern"),
                text,
                arguments: 4,
                count: 0..=usize::MAX,
                takes: "`%s` for the next of four, or `%1$s` to `%4$s`",
                telling: &[(1, "workspace"), (2, "project"), (4, "role")],
            });
        }
    }
    found.extend(formats(declared));
    found
}

/// The fields that take one `%s`.
fn formats(declared: &Declared) -> Vec<Field<'_>> {
    let settings = &declared.instance.settings;
    let mut texts: Vec<(String, &str)> = Vec::new();
    let provider = settings.meshfed.identity_lookup.as_ref();
    if let Some(IdentityProvider::Azure(identity)) = provider.and_then(|lookup| lookup.provider.as_ref())
        && let Some(update) = &identity.azure.username_attribute_update
        && let Some(text) = &update.format_string
    {
        let path = "settings.meshfed.identity-lookup.provider.azure.usernameAttributeUpdate.formatString";
        texts.push((path.to_owned(), text.as_str()));
    }
    if let Some(ldap) = &settings.identityconnector.ldap {
        for (path, regex) in regexes(ldap) {
            texts.extend(
                regex
                    .template
                    .as_ref()
                    .map(|text| (format!("{path}.template"), text.as_str())),
            );
        }
    }
    let field = |(path, text)| Field {
        path,
        text,
        arguments: 1,
        count: 1..=1,
        takes: "one `%s`",
        telling: &[],
    };
    texts.into_iter().map(field).collect()
}

fn judge(declared: &Declared, field: &Field<'_>) -> Vec<Diagnostic> {
    let place = Place::in_instance(declared, &field.path);
    let placeholders = placeholders(field.text);
    let mut messages: Vec<_> = placeholders
        .iter()
        .filter_map(|placeholder| foreign(field, placeholder))
        .collect();
    if messages.is_empty() && !field.count.contains(&placeholders.len()) {
        messages.push(match placeholders.len() {
            0 => format!("{} has no placeholder", quote(field.text)),
            many => format!("{} has {many} placeholders", quote(field.text)),
        });
    }
    if !messages.is_empty() {
        let finding = |message| I38.finding(message).on(&place, "").expected(field.takes);
        return messages.into_iter().map(finding).collect();
    }
    let is_there = |wanted: usize| {
        let is_it = |placeholder: &Placeholder<'_>| matches!(placeholder, Placeholder::Argument { index, .. } if *index == wanted);
        placeholders.iter().any(is_it)
    };
    let missing: Vec<_> = field
        .telling
        .iter()
        .filter(|(index, _)| !is_there(*index))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let whats: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
    let expected = missing
        .iter()
        .map(|(index, what)| format!("`%{index}$s` for the {what}"));
    let message = format!(
        "{} gives every {} the same name",
        quote(field.text),
        whats.join(", every ")
    );
    vec![
        I38.warning(message)
            .on(&place, "")
            .expected(expected.collect::<Vec<_>>().join(", ")),
    ]
}

/// What is wrong with a placeholder, if it is not one of the field's.
fn foreign(field: &Field<'_>, placeholder: &Placeholder<'_>) -> Option<String> {
    match placeholder {
        Placeholder::Named(text) => Some(format!("{} is no placeholder here", quote(text))),
        Placeholder::Unknown(text) => Some(format!("{} stands for nothing", quote(text))),
        Placeholder::Argument {
            conversion: 'd',
            index,
        } if (field.arguments, *index) != (4, 3) => Some("`%d` is for numbers".to_owned()),
        Placeholder::Argument { index, .. } if !(1..=field.arguments).contains(index) => {
            Some(format!("there is no argument {index}"))
        }
        Placeholder::Argument { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::rules::fixture::Sample;
    use crate::rules::setting::ldap;

    fn check(path: &str, sample: impl Fn(&str) -> Sample, rows: &[(&str, &[&str])]) {
        for (text, expected) in rows {
            let found = sample(text).findings(&I38);
            let expected: Vec<_> = expected
                .iter()
                .map(|text| text.replacen(' ', &format!(" {path}: "), 1))
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn user_names_have_the_euid() {
        let sample = |text: &str| {
            let platform = json!({ "platform-identifier": "openshift.vienna", "euid-pattern": text });
            Sample::new().set("acme:settings.meshfed.platforms", json!([platform]))
        };
        check(
            "acme:settings.meshfed.platforms.0.euid-pattern",
            sample,
            &[
                ("ma-%s", &[]),
                ("%S@%s", &[]),
                ("ma", &["error `ma` has no placeholder"]),
                ("ma-#{euid}", &["error `#{euid}` is no placeholder here"]),
                ("%d", &["error `%d` is for numbers"]),
                ("%s%x", &["error `%x` stands for nothing"]),
            ],
        );
    }

    #[test]
    fn names_of_groups_have_four_arguments() {
        let sample = |text: &str| {
            let directory: Json = json!({ "AzureAd": {
                "groupNamePattern": text,
                "servicePrincipal": {
                    "aadTenant": "example.org", "objectId": "", "clientId": "",
                    "clientSecret": { "fromTerraform": "secret" },
                },
                "b2bUserInvitation": null,
                "roleMappings": [],
            } });
            let platform = json!({ "platform": "services.vienna", "permissionReplication": directory });
            Sample::new().set("acme:settings.osb.platforms", json!([platform]))
        };
        check(
            "acme:settings.osb.platforms.0.permissionReplication.groupNamePattern",
            sample,
            &[
                ("%s.%s-%4$s", &[]),
                ("%s.%s-%d.%s", &[]),
                ("%s.%s.%s.%s.%s", &["error there is no argument 5"]),
                ("%s.%s.%0$s", &["error there is no argument 0"]),
                ("%s.%s", &["warning `%s.%s` gives every role the same name"]),
                (
                    "fix",
                    &["warning `fix` gives every workspace, every project, every role the same name"],
                ),
                ("${x}%s", &["error `${x}` is no placeholder here"]),
            ],
        );
    }

    #[test]
    fn formats_have_one_placeholder() {
        let path = "acme:settings.meshfed.identity-lookup.provider.azure";
        let sample = |text: &str| {
            Sample::new()
                .set(&format!("{path}.emailAttributeUpdate"), json!(null))
                .set(
                    &format!("{path}.usernameAttributeUpdate"),
                    json!({ "propertyToUse": "employeeId", "formatString": text }),
                )
        };
        check(
            &format!("{path}.usernameAttributeUpdate.formatString"),
            sample,
            &[
                ("%s@acme.example", &[]),
                ("%s.%1$s", &["error `%s.%1$s` has 2 placeholders"]),
                ("%s.%s", &["error there is no argument 2"]),
                ("%2$s", &["error there is no argument 2"]),
                ("100%%", &["error `100%%` has no placeholder"]),
            ],
        );
        let role =
            "acme:settings.identityconnector.ldap.transform.groupBindingAttributesTransformations.roleName";
        let sample = |text: &str| {
            Sample::new()
                .set("acme:settings.identityconnector.ldap", ldap::sample())
                .set(&format!("{role}.template"), text)
        };
        check(
            &format!("{role}.template"),
            sample,
            &[
                ("Workspace %s", &[]),
                ("Workspace", &["error `Workspace` has no placeholder"]),
            ],
        );
    }
}
