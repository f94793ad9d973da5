//! The attributes that an import from LDAP reads, each with the place that names it.

use crate::model::{
    AttributeTransformation, CollectionType, LdapConfiguration, RegexAttributeTransformation, TagMapping,
};

/// Where the transformations are.
const TRANSFORM: &str = "settings.identityconnector.ldap.transform";

/// A transformation, the objects that it is of, and its path in an instance.
pub(super) struct Transformation<'a> {
    pub(super) kind: CollectionType,
    pub(super) path: String,
    pub(super) is: &'a AttributeTransformation,
}

/// An attribute that is read.
pub(super) struct Read<'a> {
    pub(super) kind: CollectionType,
    pub(super) path: String,
    pub(super) attribute: &'a str,
}

/// Every transformation of an import.
pub(super) fn transformations(ldap: &LdapConfiguration) -> Vec<Transformation<'_>> {
    let user = &ldap.transform.user_attributes_transformations;
    let group = &ldap.transform.group_attributes_transformations;
    let binding = &ldap.transform.group_binding_attributes_transformations;
    let mut found = Vec::new();
    let mut add = |kind: CollectionType, label: &str, is| {
        let section = match kind {
            CollectionType::Person => "userAttributesTransformations",
            CollectionType::Group => "groupAttributesTransformations",
        };
        let path = format!("{TRANSFORM}.{section}.{label}");
        found.push(Transformation { kind, path, is });
    };
    add(CollectionType::Person, "name", &user.name);
    add(CollectionType::Person, "email", &user.email);
    add(CollectionType::Person, "firstName", &user.first_name);
    add(CollectionType::Person, "lastName", &user.last_name);
    add(CollectionType::Person, "euid", &user.euid);
    for (label, is) in tags(&user.tags) {
        add(CollectionType::Person, &label, is);
    }
    add(CollectionType::Group, "name", &group.name);
    for (label, is) in [
        ("ownedByWorkspace", &group.owned_by_workspace),
        ("ownedByCustomer", &group.owned_by_customer),
    ] {
        if let Some(is) = is {
            add(CollectionType::Group, label, is);
        }
    }
    add(CollectionType::Group, "displayName", &group.display_name);
    add(CollectionType::Group, "egid", &group.egid);
    for (label, is) in tags(&group.tags) {
        add(CollectionType::Group, &label, is);
    }
    found.push(Transformation {
        kind: CollectionType::Group,
        path: format!("{TRANSFORM}.groupBindingAttributesTransformations.roleName"),
        is: &binding.role_name,
    });
    found
}

fn tags(tags: &[TagMapping]) -> impl Iterator<Item = (String, &AttributeTransformation)> {
    tags.iter()
        .enumerate()
        .map(|(index, tag)| (format!("tags.{index}.transformation"), &tag.transformation))
}

/// Every attribute that an import reads.
pub(super) fn reads(ldap: &LdapConfiguration) -> Vec<Read<'_>> {
    let user = &ldap.transform.user_attributes_transformations;
    let group = &ldap.transform.group_attributes_transformations;
    let mut found = vec![
        Read {
            kind: CollectionType::Person,
            path: format!("{TRANSFORM}.userAttributesTransformations.distinguishedNameAttribute"),
            attribute: &user.distinguished_name_attribute,
        },
        Read {
            kind: CollectionType::Group,
            path: format!("{TRANSFORM}.groupAttributesTransformations.membersAttribute"),
            attribute: &group.members_attribute,
        },
    ];
    for transformation in transformations(ldap) {
        let mut read = |label: &str, attribute| {
            found.push(Read {
                kind: transformation.kind.clone(),
                path: format!("{}.{label}", transformation.path),
                attribute,
            });
        };
        match transformation.is {
            AttributeTransformation::Static(is) => read("attribute", &is.attribute),
            AttributeTransformation::IfNull(is) => {
                read("attribute", &is.attribute);
                read("ifNullAttribute", &is.if_null_attribute);
            }
            AttributeTransformation::Regex(is) => read("attribute", &is.attribute),
        }
    }
    found
}

/// Every transformation with regular expressions, and its path.
pub(super) fn regexes(ldap: &LdapConfiguration) -> Vec<(String, &RegexAttributeTransformation)> {
    let mut found = Vec::new();
    for transformation in transformations(ldap) {
        if let AttributeTransformation::Regex(is) = transformation.is {
            found.push((transformation.path, is));
        }
    }
    found
}

/// An import that breaks no rule, as JSON.
#[cfg(test)]
pub(crate) fn sample() -> serde_json::Value {
    use serde_json::json;

    let read = |attribute: &str| json!({ "Static": { "attribute": attribute, "postProcessor": null } });
    let secret = || json!({ "fromTerraform": "ldap_password" });
    json!({
        "source": {
            "url": "ldaps://ldap.acme.example",
            "base": "dc=acme,dc=example",
            "username": "cn=reader",
            "password": secret(),
        },
        "collector": { "pageSize": 100, "sources": [
            { "collectionType": "PERSON", "attributes": "entryDN,uid,mail,givenName,sn", "base": "", "filter": "" },
            { "collectionType": "GROUP", "attributes": "cn, description, member, o", "base": "", "filter": "" },
        ] },
        "transform": {
            "includeAllUsers": false,
            "userAttributesTransformations": {
                "distinguishedNameAttribute": "entryDN",
                "name": read("uid"),
                "email": read("mail"),
                "firstName": read("givenName"),
                "lastName": read("sn"),
                "euid": read("uid"),
                "tags": [{ "tagKey": "unit", "transformation": read("uid") }],
            },
            "groupAttributesTransformations": {
                "membersAttribute": "member",
                "name": read("cn"),
                "ownedByWorkspace": read("o"),
                "displayName": { "IfNull": {
                    "attribute": "description", "ifNullAttribute": "cn", "postProcessor": null,
                } },
                "egid": read("cn"),
                "tags": [],
            },
            "groupBindingAttributesTransformations": { "roleName": { "Regex": {
                "attribute": "cn",
                "postProcessor": null,
                "rules": [
                    { "regex": "-owner$", "value": "Workspace Owner" },
                    { "regex": "-(.+)$", "value": null },
                ],
                "otherwise": "Workspace Member",
                "template": null,
            } } },
        },
        "transport": {
            "apiUser": {
                "username": "identity-connector",
                "password": secret(),
                "authorities": ["EXTERNAL_MESH_OBJECT_IMPORT", "WORKSPACEOWNER_ASSIGN"],
            },
            "chunkSize": 50,
            "dryRunOnly": false,
            "httpTimeoutSec": 60,
        },
    })
}

/// Fails unless breaking the sample of an import in each way gives exactly the findings of `rule` beside it, each
/// without `acme:settings.identityconnector.ldap.` in front of its place.
#[cfg(test)]
pub(super) fn check_rows(rule: &crate::rules::Rule, rows: &[crate::rules::fixture::Row<'_>]) {
    use crate::rules::fixture::Sample;

    const ROOT: &str = "acme:settings.identityconnector.ldap";
    for (edits, expected) in rows {
        let sample = Sample::new().set(ROOT, sample());
        let sample = edits.iter().fold(sample, |sample, (path, json)| {
            sample.set(&format!("{ROOT}.{path}"), json.clone())
        });
        let found = sample.findings(rule);
        let found: Vec<_> = found
            .iter()
            .map(|text| text.replacen(&format!("{ROOT}."), "", 1))
            .collect();
        assert_eq!(&found, expected, "{edits:?}");
    }
}
