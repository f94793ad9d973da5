//! What settings say about tags in so many words.

use super::Owner;
use crate::model::{AttributeTransformation, Settings, TagMapping};

/// A tag that settings name, with the values that they spell out.
pub(in crate::rules) struct Literal<'a> {
    pub(super) owner: Owner,
    pub(in crate::rules) key: &'a str,
    /// Where the key is.
    pub(super) key_path: String,
    /// The values together are one value of the tag.
    pub(in crate::rules) values: Vec<&'a str>,
    /// Where each of the values is.
    pub(in crate::rules) value_paths: Vec<String>,
}

/// Every tag that settings name.
pub(in crate::rules) fn literals(settings: &Settings) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let user = settings.meshfed.user.as_ref();
    for (tag, entry) in user.iter().flat_map(|user| user.tags.iter().enumerate()) {
        let path = format!("settings.meshfed.user.tags.{tag}");
        let places = (0..entry.map_value.len()).map(|index| format!("{path}.mapValue.{index}"));
        found.push(Literal {
            owner: Owner::User,
            key: &entry.map_key,
            value_paths: places.collect(),
            values: entry.map_value.iter().map(String::as_str).collect(),
            key_path: format!("{path}.mapKey"),
        });
    }
    if let Some(ldap) = &settings.identityconnector.ldap {
        let transform = &ldap.transform;
        let users = &transform.user_attributes_transformations.tags;
        let groups = &transform.group_attributes_transformations.tags;
        found.extend(imported(Owner::User, "userAttributesTransformations", users));
        found.extend(imported(Owner::Group, "groupAttributesTransformations", groups));
    }
    found.retain(|literal| !literal.key.trim().is_empty());
    found
}

fn imported<'a>(owner: Owner, section: &str, tags: &'a [TagMapping]) -> Vec<Literal<'a>> {
    let mut found = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        let path = format!("settings.identityconnector.ldap.transform.{section}.tags.{index}");
        let of = |values: Vec<&'a str>, value_paths| Literal {
            owner,
            key: &tag.tag_key,
            key_path: format!("{path}.tagKey"),
            values,
            value_paths,
        };
        let spelled = spelled(&tag.transformation);
        if spelled.is_empty() {
            found.push(of(Vec::new(), Vec::new()));
        }
        for (label, value) in spelled {
            found.push(of(vec![value], vec![format!("{path}.transformation.{label}")]));
        }
    }
    found
}

/// The values that a transformation gives as they are written, each with its place in it.
fn spelled(transformation: &AttributeTransformation) -> Vec<(String, &str)> {
    let AttributeTransformation::Regex(regex) = transformation else {
        return Vec::new();
    };
    // A template and another case make something else of them.
    if regex.template.is_some() || regex.post_processor.is_some() {
        return Vec::new();
    }
    let rules = regex.rules.iter().enumerate();
    let values = rules.filter_map(|(index, rule)| {
        let value = rule.value.as_deref()?;
        Some((format!("rules.{index}.value"), value))
    });
    let otherwise = regex
        .otherwise
        .as_deref()
        .map(|value| ("otherwise".to_owned(), value));
    values.chain(otherwise).collect()
}
