//! I07: every project role has a mapping, and every mapping a role.

use crate::diagnostic::Diagnostic;
use crate::model::{AzureAd, Declared, PermissionReplication};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// On an OSB platform with groups of Microsoft Entra ID, each project role has one alias, and each alias is of a
    /// project role (`meshfed.project.roles`). Identifiers and ranks of roles, mapped roles and aliases stand there
    /// once.
    ///
    /// Since 2025.21.0 project roles are kept in the panel. Where none are written here, only what stands there twice
    /// is found, and that no role has an alias at all. Mappings of other platforms and of landing zones are kept in the panel.
    ///
    /// ## Why
    ///
    /// Whoever gets a role without a mapping gets no access, and the replication of the project fails. Two roles with
    /// one alias share a group, and so the stronger of their rights.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// roleMappings = toMap { admin.alias = "adm", user.alias = "adm" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// roleMappings = toMap { admin.alias = "adm", user.alias = "usr", reader.alias = "rdr" }
    /// ```
    I07 = "I07", Stated Error, "Every project role has a mapping, and every mapping a role",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        let settings = &declared.instance.settings;
        let roles = settings.meshfed.project.as_ref().map(|project| {
            let roles = project.roles.iter();
            roles.map(|role| role.identifier.as_str()).collect::<Vec<_>>()
        });
        if let Some(roles) = &roles {
            let path = |index| format!("settings.meshfed.project.roles.{index}.identifier");
            found.extend(twice(declared, roles, path));
        }
        if let Some(project) = &settings.meshfed.project {
            let ranks: Vec<String> = project.roles.iter().map(|role| role.rank.to_string()).collect();
            let ranks: Vec<&str> = ranks.iter().map(String::as_str).collect();
            let path = |index| format!("settings.meshfed.project.roles.{index}.rank");
            found.extend(twice(declared, &ranks, path));
        }
        for (index, platform) in settings.osb.platforms.iter().enumerate() {
            if let PermissionReplication::AzureAd(directory) = &platform.permission_replication {
                let path = format!("settings.osb.platforms.{index}.permissionReplication.roleMappings");
                found.extend(judge(declared, directory, &path, roles.as_deref()));
            }
        }
    }
    found
}

fn judge(declared: &Declared, directory: &AzureAd, path: &str, roles: Option<&[&str]>) -> Vec<Diagnostic> {
    let mappings = &directory.role_mappings;
    let mapped: Vec<_> = mappings.iter().map(|mapping| mapping.map_key.as_str()).collect();
    let aliases: Vec<_> = mappings
        .iter()
        .map(|mapping| mapping.map_value.alias.as_str())
        .collect();
    let mut found = twice(declared, &mapped, |index| format!("{path}.{index}.mapKey"));
    found.extend(twice(declared, &aliases, |index| {
        format!("{path}.{index}.mapValue.alias")
    }));
    let Some(roles) = roles else {
        if mapped.is_empty() {
            found.push(
                I07.finding("no project role has an alias")
                    .on(&Place::in_instance(declared, path), "")
                    .expected("an alias for each project role"),
            );
        }
        return found;
    };
    for role in roles.iter().filter(|role| !mapped.contains(role)) {
        found.push(
            I07.finding(format!("the project role {} has no alias", quote(role)))
                .on(&Place::in_instance(declared, path), "")
                .expected("an alias for each project role"),
        );
    }
    for (index, role) in mapped.iter().enumerate() {
        if !roles.contains(role) {
            let place = Place::in_instance(declared, &format!("{path}.{index}.mapKey"));
            found.push(
                I07.finding(format!("there is no project role {}", quote(role)))
                    .on(&place, "")
                    .expected("the identifier of a role of `meshfed.project`"),
            );
        }
    }
    found
}

/// What stands in a list for the second time.
fn twice(declared: &Declared, texts: &[&str], path: impl Fn(usize) -> String) -> Vec<Diagnostic> {
    let place = |index| Place::in_instance(declared, &path(index));
    let repeated = texts.iter().enumerate().filter_map(|(index, text)| {
        let first = texts.iter().position(|other| other == text)?;
        (first < index).then_some((first, index, text))
    });
    repeated
        .map(|(first, index, text)| {
            I07.finding(format!("{} stands here twice", quote(text)))
                .on(&place(index), "")
                .beside(&place(first), "the first")
                .expected("each once")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::rules::fixture::{Row, check_rows};

    fn mapped(aliases: &[(&str, &str)]) -> (&'static str, Json) {
        let mappings = aliases
            .iter()
            .map(|(role, alias)| json!({ "mapKey": role, "mapValue": { "alias": alias } }));
        let directory = json!({ "AzureAd": {
            "groupNamePattern": null,
            "servicePrincipal": {
                "aadTenant": "example.org", "objectId": "", "clientId": "",
                "clientSecret": { "fromTerraform": "secret" },
            },
            "b2bUserInvitation": null,
            "roleMappings": mappings.collect::<Vec<_>>(),
        } });
        (
            "acme:settings.osb.platforms",
            json!([{ "platform": "services.vienna", "permissionReplication": directory }]),
        )
    }

    fn roles(identifiers: &[&str]) -> (&'static str, Json) {
        let roles = identifiers
            .iter()
            .zip(1..)
            .map(|(identifier, rank)| json!({ "name": "", "identifier": identifier, "rank": rank }));
        (
            "acme:settings.meshfed.project",
            json!({ "roles": roles.collect::<Vec<_>>() }),
        )
    }

    #[test]
    fn roles_and_mappings_are_the_same() {
        let at = "acme:settings.osb.platforms.0.permissionReplication.roleMappings";
        let both = || mapped(&[("admin", "adm"), ("user", "usr")]);
        let missing = format!("error {at}: the project role `reader` has no alias");
        let unknown = format!("error {at}.1.mapKey: there is no project role `user`");
        let key = format!("error {at}.1.mapKey: `admin` stands here twice");
        let alias = format!("error {at}.1.mapValue.alias: `adm` stands here twice");
        let rows: &[Row<'_>] = &[
            (&[both(), roles(&["user", "admin"])], &[]),
            (&[both()], &[]),
            (&[both(), roles(&["user", "admin", "reader"])], &[&missing]),
            (&[both(), roles(&["admin"])], &[&unknown]),
            (&[mapped(&[("admin", "adm"), ("admin", "usr")])], &[&key]),
            (&[mapped(&[("admin", "adm"), ("user", "adm")])], &[&alias]),
            (
                &[roles(&["admin", "admin"])],
                &["error acme:settings.meshfed.project.roles.1.identifier: `admin` stands here twice"],
            ),
        ];
        check_rows(&I07, rows);
    }
}
