//! I24: roles have names of the release that is run.

use super::ldap::transformations;
use super::running::running;
use crate::diagnostic::Diagnostic;
use crate::model::{AttributeTransformation, Authority, Declared, EnvironmentView, LdapConfiguration};
use crate::release::Version;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// What the import from LDAP gives as `roleName` is a role of the releases that run: `Customer ...` before
    /// 2023.8.0, `Workspace ...` from then on; `Partner ...`, `Platform Operator` and `Controller` before 2025.20.0,
    /// `Organization ...`, `Platform Engineer` and `FinOps Manager` from then on. Names that are none of the product's
    /// are passed over.
    ///
    /// Where owners are bound, the API user may assign them: `WORKSPACEOWNER_ASSIGN`, before 2024.51.0
    /// `CUSTOMEROWNER_ASSIGN`.
    ///
    /// ## Why
    ///
    /// meshfed turns bindings to a role that it does not know away, and so do those of an owner without the authority.
    /// Whoever has lost the role with the upgrade loses the workspace.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { regex = "^mesh-.+-owner\$", value = Some "Customer Owner" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { regex = "^mesh-.+-owner\$", value = Some "Workspace Owner" }
    /// ```
    I24 = "I24", Stated Error, "Roles have names of the release that is run",
    Enforcement::Snapshot(check)
}

/// A name of roles, or how several begin, before a release and from it on.
struct Renaming {
    before: &'static str,
    after: &'static str,
    release: &'static str,
}

const RENAMINGS: [Renaming; 4] = [
    Renaming {
        before: "Customer ",
        after: "Workspace ",
        release: "2023.8.0",
    },
    Renaming {
        before: "Partner ",
        after: "Organization ",
        release: "2025.20.0",
    },
    Renaming {
        before: "Platform Operator",
        after: "Platform Engineer",
        release: "2025.20.0",
    },
    Renaming {
        before: "Controller",
        after: "FinOps Manager",
        release: "2025.20.0",
    },
];

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        if let Some(ldap) = &declared.instance.settings.identityconnector.ldap {
            let running = running(context, declared);
            let names = names(ldap);
            let misnamed = names
                .iter()
                .filter_map(|(path, name)| judge(declared, &running, path, name));
            found.extend(misnamed);
            found.extend(authority(declared, ldap, &names));
        }
    }
    found
}

/// The names of roles that are written down, with their paths.
fn names(ldap: &LdapConfiguration) -> Vec<(String, String)> {
    let Some(role) = transformations(ldap).pop() else {
        return Vec::new();
    };
    let AttributeTransformation::Regex(regex) = role.is else {
        return Vec::new();
    };
    let wrap = |text: &str| match &regex.template {
        Some(template) => template.replacen("%s", text, 1),
        None => text.to_owned(),
    };
    let rules = regex.rules.iter().enumerate().filter_map(|(index, rule)| {
        let path = format!("{}.rules.{index}.value", role.path);
        Some((path, wrap(rule.value.as_ref()?)))
    });
    let otherwise = regex.otherwise.iter();
    let otherwise = otherwise.map(|name| (format!("{}.otherwise", role.path), name.clone()));
    rules.chain(otherwise).collect()
}

fn judge(
    declared: &Declared,
    running: &[(EnvironmentView<'_>, Version)],
    path: &str,
    name: &str,
) -> Option<Diagnostic> {
    let mut missed = running.iter().flat_map(|(environment, version)| {
        let misses = RENAMINGS.iter().filter_map(move |renaming| {
            let release: Version = renaming.release.parse().ok()?;
            let (wrong, right) = if *version < release {
                (renaming.after, renaming.before)
            } else {
                (renaming.before, renaming.after)
            };
            name.starts_with(wrong).then_some((renaming, right))
        });
        misses.map(move |(renaming, right)| (environment, version, renaming, right))
    });
    let (environment, version, renaming, right) = missed.next()?;
    let change = if right == renaming.after { "left" } else { "came" };
    let kind = environment.address.kind;
    let message = format!(
        "the role {} {change} with `{}`, and {kind} runs `{version}`",
        quote(name),
        renaming.release
    );
    Some(
        I24.finding(message)
            .on(&Place::in_instance(declared, path), "")
            .expected(format!("a role `{}`", right_name(renaming, right, name))),
    )
}

/// What a role is called on the other side of its renaming, as far as that follows from the name.
fn right_name(renaming: &Renaming, right: &str, name: &str) -> String {
    match right.strip_suffix(' ') {
        Some(_) if renaming.release == "2025.20.0" => format!("{right}..."),
        Some(_) => name.replacen(other(renaming, right), right, 1),
        None => right.to_owned(),
    }
}

fn other<'a>(renaming: &'a Renaming, right: &str) -> &'a str {
    if right == renaming.after {
        renaming.before
    } else {
        renaming.after
    }
}

/// Owners that are bound by somebody who may not.
fn authority(
    declared: &Declared,
    ldap: &LdapConfiguration,
    names: &[(String, String)],
) -> Option<Diagnostic> {
    let authorities = &ldap.transport.api_user.authorities;
    let may = [Authority::WorkspaceOwnerAssign, Authority::CustomerOwnerAssign];
    let is_owner = |name: &str| name == "Workspace Owner" || name == "Customer Owner";
    let (path, name) = names.iter().find(|(_, name)| is_owner(name))?;
    (!may.iter().any(|authority| authorities.contains(authority))).then(|| {
        let place = "settings.identityconnector.ldap.transport.apiUser.authorities";
        I24.finding(format!(
            "groups are given the role {}, which the API user may not assign",
            quote(name)
        ))
        .on(&Place::in_instance(declared, place), "")
        .beside(&Place::in_instance(declared, path), "the role")
        .expected("`WORKSPACEOWNER_ASSIGN` among the authorities, before 2024.51.0 `CUSTOMEROWNER_ASSIGN`")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::{Row, Sample};
    use crate::rules::setting::ldap::{check_rows, sample};

    const ROLE: &str = "transform.groupBindingAttributesTransformations.roleName";

    #[test]
    fn roles_are_those_of_the_release() {
        let otherwise = format!("{ROLE}.otherwise");
        let value = format!("{ROLE}.rules.1.value");
        let rows: &[Row<'_>] = &[
            (&[], &[]),
            (&[(&otherwise, json!("Auditor"))], &[]),
            (&[(&otherwise, json!("Organization Admin"))], &[]),
            (
                &[(&otherwise, json!("Customer Employee"))],
                &[&format!(
                    "error {otherwise}: the role `Customer Employee` left with `2023.8.0`, and production runs \
                     `2025.54.0`"
                )],
            ),
            (
                &[(&value, json!("Controller"))],
                &[&format!(
                    "error {value}: the role `Controller` left with `2025.20.0`, and production runs `2025.54.0`"
                )],
            ),
            (
                &[
                    (&value, json!("Partner")),
                    (&format!("{ROLE}.template"), json!("%s Admin")),
                    (&format!("{ROLE}.rules.0.value"), json!(null)),
                ],
                &[&format!(
                    "error {value}: the role `Partner Admin` left with `2025.20.0`, and production runs `2025.54.0`"
                )],
            ),
            (
                &[(
                    "transport.apiUser.authorities",
                    json!(["EXTERNAL_MESH_OBJECT_IMPORT"]),
                )],
                &[
                    "error transport.apiUser.authorities: groups are given the role `Workspace Owner`, which the API \
                     user may not assign",
                ],
            ),
        ];
        check_rows(&I24, rows);
    }

    #[test]
    fn an_old_release_has_the_old_names() {
        let at = format!("acme:settings.identityconnector.ldap.{ROLE}");
        let sample = Sample::new()
            .set("acme:settings.identityconnector.ldap", sample())
            .set("acme:plan.staging.release", "2023.7.0")
            .set("acme:plan.production.release", "2023.7.0");
        let came = |name| {
            format!("the role `Workspace {name}` came with `2023.8.0`, and production runs `2023.7.0`")
        };
        let expected = [
            format!("error {at}.rules.0.value: {}", came("Owner")),
            format!("error {at}.otherwise: {}", came("Member")),
        ];
        assert_eq!(sample.findings(&I24), expected);
        let sample = sample
            .set(&format!("{at}.rules.0.value"), "Customer Owner")
            .set(&format!("{at}.otherwise"), "Customer Employee");
        assert_eq!(sample.findings(&I24), [] as [&str; 0]);
    }
}
