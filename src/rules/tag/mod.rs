//! Tags keep to the schemas that a configuration has for them.

mod literal;
mod schema;

use std::collections::BTreeMap;

use super::{Context, Enforcement, Located, Place, quote, rule};
use crate::diagnostic::Diagnostic;
use crate::model::{Declared, TagSchemas};
use literal::Literal;
pub(super) use literal::literals;
use schema::{Schema, SchemaFault};

rule! {
    /// Where an instance has a JSON Schema for the tags of users, groups, workspaces, projects, payment methods or
    /// landing zones (`tags`), it is a valid one, needs nothing from elsewhere, and its own defaults keep to it. What
    /// the configuration says about tags keeps to it, too:
    ///
    /// - the default tags of users (`meshfed.user.tags`);
    /// - the keys of tags that the import from LDAP fills, and the values that it fills in as they are written
    ///   (`value` and `otherwise` of regular expressions);
    /// - the keys of tags that are columns of statements (`relevant-meta-keys`), once the tags of workspaces, projects
    ///   and payment methods are all described.
    ///
    /// A schema describes an object with a property for each tag. A tag is a list of texts; one whose property is not
    /// a list (`type` is not `array`) is the text itself while it has exactly one. Which tags are required does not
    /// matter here: others may fill them. The schemas are this repository's own, the product does not read them.
    ///
    /// ## Why
    ///
    /// The product refuses a tag that is not in its catalogue or has another value than the catalogue allows, and it
    /// does so at the next start or import, not at the change.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// { tags = Some meshc.TagSchemas::{ user = Some "{ \"properties\": { \"unit\": { \"enum\": [\"it\"] } } }" }
    /// , settings = settings with meshfed.user = Some { tags = toMap { unit = [ "sales" ] } }
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// { tags = Some meshc.TagSchemas::{ user = Some ./user-tags.json as Text }
    /// , settings = settings with meshfed.user = Some { tags = toMap { unit = [ "it" ] } }
    /// }
    /// ```
    TAG = "model/tag", Derived Error, "Tags keep to the schemas that the configuration has for them",
    Enforcement::Snapshot(check)
}

/// What has tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    User,
    Group,
    Workspace,
    Project,
    PaymentMethod,
    LandingZone,
}

impl Owner {
    const ALL: [Self; 6] = [
        Self::User,
        Self::Group,
        Self::Workspace,
        Self::Project,
        Self::PaymentMethod,
        Self::LandingZone,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Workspace => "workspace",
            Self::Project => "project",
            Self::PaymentMethod => "paymentMethod",
            Self::LandingZone => "landingZone",
        }
    }

    fn plural(self) -> &'static str {
        match self {
            Self::User => "users",
            Self::Group => "groups",
            Self::Workspace => "workspaces",
            Self::Project => "projects",
            Self::PaymentMethod => "payment methods",
            Self::LandingZone => "landing zones",
        }
    }

    fn text(self, schemas: &TagSchemas) -> Option<&str> {
        match self {
            Self::User => schemas.user.as_deref(),
            Self::Group => schemas.group.as_deref(),
            Self::Workspace => schemas.workspace.as_deref(),
            Self::Project => schemas.project.as_deref(),
            Self::PaymentMethod => schemas.payment_method.as_deref(),
            Self::LandingZone => schemas.landing_zone.as_deref(),
        }
    }
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    // Instances share their schemas more often than not.
    let mut known: BTreeMap<&str, Result<Schema, SchemaFault>> = BTreeMap::new();
    let mut found = Vec::new();
    for declared in context.fleet.instances.values() {
        let Some(schemas) = &declared.instance.tags else {
            continue;
        };
        let texts = Owner::ALL
            .into_iter()
            .filter_map(|owner| Some((owner, owner.text(schemas)?)));
        let texts: Vec<(Owner, &str)> = texts.collect();
        for (_, text) in &texts {
            known.entry(text).or_insert_with(|| Schema::parse(text));
        }
        let mut usable: BTreeMap<Owner, &Schema> = BTreeMap::new();
        for (owner, text) in texts {
            match &known[text] {
                Ok(schema) => {
                    found.extend(defaults(declared, owner, schema));
                    usable.insert(owner, schema);
                }
                Err(fault) => found.push(refused(declared, owner, fault)),
            }
        }
        for literal in literals(&declared.instance.settings) {
            if let Some(schema) = usable.get(&literal.owner) {
                found.extend(judge(declared, &literal, schema));
            }
        }
        found.extend(columns(declared, &usable));
    }
    found
}

fn place(declared: &Declared, owner: Owner) -> Place {
    Place::in_instance(declared, &format!("tags.{}", owner.label()))
}

fn refused(declared: &Declared, owner: Owner, fault: &SchemaFault) -> Diagnostic {
    let tags = owner.plural();
    TAG.finding(format!("the schema of the tags of {tags} {fault}"))
        .on(&place(declared, owner), "")
        .expected("a JSON Schema of an object with a property for each tag")
}

fn defaults(declared: &Declared, owner: Owner, schema: &Schema) -> Vec<Diagnostic> {
    let faults = schema.defaults();
    faults
        .into_iter()
        .map(|(key, fault)| {
            let tags = owner.plural();
            TAG.finding(format!(
                "the default of the tag {} of {tags} breaks its own schema: {fault}",
                quote(&key)
            ))
            .on(&place(declared, owner), "")
            .expected("a default that the schema allows")
        })
        .collect()
}

fn judge(declared: &Declared, literal: &Literal<'_>, schema: &Schema) -> Vec<Diagnostic> {
    let tags = literal.owner.plural();
    let here = Place::in_instance(declared, &literal.key_path);
    if !schema.describes(literal.key) {
        let message = format!("the schema of the tags of {tags} has no {}", quote(literal.key));
        let finding = match schema.is_closed() {
            true => TAG.finding(message),
            false => TAG.warning(message),
        };
        let finding = finding
            .on(&here, "")
            .beside(&place(declared, literal.owner), "the schema")
            .expected("the key of a tag that the schema describes");
        let near = schema.nearest(literal.key);
        return vec![match near {
            Some(near) => finding.help(format!("{} is the nearest", quote(near))),
            None => finding,
        }];
    }
    let faults = schema.faults(literal.key, &literal.values);
    faults
        .into_iter()
        .map(|(index, fault)| {
            let path = index
                .and_then(|index| literal.value_paths.get(index))
                .unwrap_or(&literal.key_path);
            TAG.finding(format!(
                "the tag {} breaks its schema: {fault}",
                quote(literal.key)
            ))
            .on(&Place::in_instance(declared, path), "")
            .beside(&place(declared, literal.owner), "the schema")
            .expected("a value that the schema allows")
        })
        .collect()
}

/// Columns of statements that are the key of nothing.
fn columns(declared: &Declared, usable: &BTreeMap<Owner, &Schema>) -> Vec<Diagnostic> {
    let sources = [Owner::Workspace, Owner::Project, Owner::PaymentMethod];
    let schemas: Vec<&Schema> = sources
        .iter()
        .filter_map(|owner| usable.get(owner).copied())
        .collect();
    let statements = declared.instance.settings.kraken.statements.as_ref();
    let Some(statements) = statements.filter(|_| schemas.len() == sources.len()) else {
        return Vec::new();
    };
    let keys = statements.relevant_meta_keys.iter().enumerate();
    let unknown = keys.filter(|(_, key)| {
        !key.trim().is_empty()
            && !super::setting::METADATA.contains(&key.as_str())
            && !schemas.iter().any(|schema| schema.describes(key))
    });
    unknown
        .map(|(index, key)| {
            let path = format!("settings.kraken.statements.relevant-meta-keys.{index}");
            let near = schemas.iter().find_map(|schema| schema.nearest(key));
            let finding = TAG
                .finding(format!(
                    "{} is neither a key of the metadata nor a tag of a workspace, a project or a payment method",
                    quote(key)
                ))
                .on(&Place::in_instance(declared, &path), "")
                .expected("a key that there is");
            match near {
                Some(near) => finding.help(format!("{} is the nearest", quote(near))),
                None => finding,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
