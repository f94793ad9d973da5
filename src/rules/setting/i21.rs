//! I21: every attribute of LDAP that a transformation uses is fetched.

use super::ldap::{Read, reads};
use crate::diagnostic::Diagnostic;
use crate::model::{CollectionType, Declared, LdapConfiguration, LdapFilter};
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// Every attribute that the import from LDAP reads of persons (`distinguishedNameAttribute` and the
    /// transformations) is among the `attributes` of each search for persons, and every one that it reads of groups
    /// (`membersAttribute`, the transformations and the role) among those of each search for groups. Capital letters
    /// do not count; `*` fetches every attribute.
    ///
    /// `dn` is the name of an entry and no attribute. The product's own examples read it, and whether a directory gives
    /// it without being asked is not known: that is a warning.
    ///
    /// ## Why
    ///
    /// A directory gives what it is asked for. What was not fetched is empty: people without a mail address, groups
    /// without members.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { attributes = "cn,description", membersAttribute = "member" }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { attributes = "cn,description,member", membersAttribute = "member" }
    /// ```
    I21 = "I21", Derived Error, "Every attribute of LDAP that a transformation uses is fetched",
    Enforcement::Snapshot(check)
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        if let Some(ldap) = &declared.instance.settings.identityconnector.ldap {
            let reads = reads(ldap);
            found.extend(reads.iter().filter_map(|read| judge(declared, ldap, read)));
        }
    }
    found
}

fn judge(declared: &Declared, ldap: &LdapConfiguration, read: &Read<'_>) -> Option<Diagnostic> {
    let place = Place::in_instance(declared, &read.path);
    let what = match read.kind {
        CollectionType::Person => "persons",
        CollectionType::Group => "groups",
    };
    if read.attribute.trim().is_empty() {
        return Some(
            I21.finding(format!("the name of an attribute of {what} is empty"))
                .on(&place, "")
                .expected("an attribute that is fetched"),
        );
    }
    let sources = ldap.collector.sources.iter().enumerate();
    let (index, source) = sources
        .filter(|(_, source)| source.collection_type == read.kind)
        .find(|(_, source)| !fetches(source, read.attribute))?;
    let message = format!("{} is not fetched from {what}", quote(read.attribute));
    let finding = if read.attribute.eq_ignore_ascii_case("dn") {
        I21.warning(message)
    } else {
        I21.finding(message)
    };
    let searched = Place::in_instance(
        declared,
        &format!("settings.identityconnector.ldap.collector.sources.{index}.attributes"),
    );
    Some(
        finding
            .on(&place, "")
            .beside(&searched, "what is fetched")
            .expected(format!("one of {}", quote(&source.attributes)))
            .help("add it to `attributes` of the search, or read one that is there"),
    )
}

/// Whether a search asks for an attribute, with or without options (RFC 4512, section 2.5).
fn fetches(source: &LdapFilter, attribute: &str) -> bool {
    let name = |text: &str| text.split(';').next().unwrap_or(text).trim().to_lowercase();
    let wanted = name(attribute);
    let mut fetched = source.attributes.split(',').map(name);
    fetched.any(|fetched| fetched == "*" || fetched == wanted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::fixture::Row;
    use crate::rules::setting::ldap::check_rows;

    #[test]
    fn what_is_read_is_fetched() {
        let persons = |attributes: &str| ("collector.sources.0.attributes", json!(attributes));
        let groups = |attributes: &str| ("collector.sources.1.attributes", json!(attributes));
        let user = "transform.userAttributesTransformations";
        let group = "transform.groupAttributesTransformations";
        let dn = format!("{user}.distinguishedNameAttribute");
        let role = "transform.groupBindingAttributesTransformations.roleName.attribute";
        let sn = format!("error {user}.lastName.attribute: `sn` is not fetched from persons");
        let member = format!("error {group}.membersAttribute: `member` is not fetched from groups");
        let fallback = format!("error {group}.displayName.ifNullAttribute: `cn` is not fetched from groups");
        let rows: &[Row<'_>] = &[
            (&[], &[]),
            (&[persons("ENTRYDN;binary, uid , mail,givenname,SN")], &[]),
            (&[persons("*")], &[]),
            (&[persons("entryDN,uid,mail,givenName")], &[&sn]),
            (&[groups("cn,description,o")], &[&member]),
            (
                &[groups("description,member,o")],
                &[
                    &format!("error {group}.name.attribute: `cn` is not fetched from groups"),
                    &fallback,
                    &format!("error {group}.egid.attribute: `cn` is not fetched from groups"),
                    &format!("error {role}: `cn` is not fetched from groups"),
                ],
            ),
            (
                &[(&dn, json!("dn"))],
                &[&format!("warning {dn}: `dn` is not fetched from persons")],
            ),
            (
                &[(&dn, json!(""))],
                &[&format!(
                    "error {dn}: the name of an attribute of persons is empty"
                )],
            ),
        ];
        check_rows(&I21, rows);
    }
}
