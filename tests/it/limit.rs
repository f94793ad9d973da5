//! The table of limits against the model, the documentation, and what is known of the product.

use std::collections::BTreeSet;
use std::path::Path;

use meshc::model::Instance;
use meshc::model::limit::{Form, LIMITS, Origin, Strength};
use meshc::rules;
use serde_dhall::{SimpleType, StaticType};

use crate::setting::facts;

/// The types at a place of a limit.
fn types_at(place: &str) -> Vec<SimpleType> {
    let place = place.replace("[]", ".[]");
    let steps = place.split('.');
    steps.fold(vec![Instance::static_type()], |types, step| {
        types.iter().flat_map(|ty| below(ty, step)).collect()
    })
}

fn below(ty: &SimpleType, step: &str) -> Vec<SimpleType> {
    match (ty, step) {
        (SimpleType::Optional(inner), step) => below(inner, step),
        (SimpleType::List(inner), "[]") => vec![(**inner).clone()],
        (SimpleType::Record(fields), "*") => fields.values().cloned().collect(),
        (SimpleType::Record(fields), step) => fields.get(step).cloned().into_iter().collect(),
        (SimpleType::Union(alternatives), "*") => alternatives.values().flatten().cloned().collect(),
        (SimpleType::Union(alternatives), step) => {
            alternatives.get(step).cloned().flatten().into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn bare(ty: &SimpleType) -> &SimpleType {
    match ty {
        SimpleType::Optional(inner) => inner,
        ty => ty,
    }
}

#[test]
fn every_limit_is_of_a_value_of_its_type() {
    for limit in LIMITS {
        let types = types_at(limit.place);
        assert!(!types.is_empty(), "{}", limit.place);
        for ty in &types {
            let fits = match (limit.form, bare(ty)) {
                (Form::AtLeast(_), ty) => *ty == SimpleType::Natural,
                (Form::NotNegative, ty) => *ty == SimpleType::Integer,
                (Form::NotZero, ty) => *ty == SimpleType::Double,
                (Form::Off, ty) => *ty == SimpleType::Bool,
                (Form::Elements(_) | Form::Exactly(_), ty) => matches!(ty, SimpleType::List(_)),
                (Form::Distinct(label), SimpleType::List(element)) => {
                    label.is_empty() || !below(element, label).is_empty()
                }
                (Form::Together(one, other), ty) => {
                    below(ty, one) == [SimpleType::Text] && below(ty, other) == [SimpleType::Text]
                }
                (_, ty) => *ty == SimpleType::Text,
            };
            assert!(fits, "{} is `{ty}`", limit.place);
        }
    }
}

#[test]
fn no_place_has_one_kind_of_limit_twice() {
    let mut seen = BTreeSet::new();
    for limit in LIMITS {
        assert!(
            seen.insert((limit.place, format!("{:?}", limit.form))),
            "{}",
            limit.place
        );
    }
}

/// The table of `docs/limits.md`.
fn document() -> String {
    let mut text = "# Limits of values\n\n\
        What the types of the model leave open, field by field. A value beyond its limit is an error under the code\n\
        `model/limit`; one that works and is hardly ever meant is a warning. `[]` stands for each element of a list, `*`\n\
        for each field of a record. Limits without \"stated\" follow from what the field is for. What several fields have\n\
        to agree on is said by the [rules](rules.md).\n\n\
        | place | limit | beyond it | basis |\n|---|---|---|---|\n"
        .to_owned();
    for limit in LIMITS {
        let strength = match limit.strength {
            Strength::Must => "error",
            Strength::Should => "warning",
        };
        let origin = match limit.origin {
            Origin::Stated => "stated",
            Origin::Derived => "derived",
        };
        let form = limit.form.to_string().replace('|', "\\|");
        text += &format!("| `{}` | {form} | {strength} | {origin} |\n", limit.place);
    }
    text
}

#[test]
fn the_table_of_limits_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/limits.md");
    let text = document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == text,
        "docs/limits.md is not current; UPDATE=1 cargo test writes it"
    );
}

/// How constraints that the facts put into words are kept, where they do not name the rule themselves: by the limit of
/// the field (`limit`), by a rule, by the type, or not at all since they are not about the value.
const KEPT: &[(&str, &str)] = &[
    ("!= 0 (derived)", "limit"),
    (">= 1; >= 2 means four-eyes", "limit"),
    ("absolute URL", "limit"),
    ("mail address", "I17"),
    ("mail addresses", "limit"),
    ("UUID or domain name", "limit"),
    ("UUID", "limit"),
    ("hex colour", "limit"),
    ("any attribute usable in a Graph $select", "limit"),
    ("keys unique", "limit"),
    ("must be a valid regular expression", "limit"),
    ("valid regex", "limit"),
    ("sanitised HTML allowed", "limit"),
    ("ldap:// or ldaps://", "limit"),
    ("DN", "limit"),
    ("RFC 4515 syntax; no extra quotes since 2021", "limit"),
    ("yyyy-MM-ddTHH:mm:ssZ", "limit"),
    ("first of a month (derived)", "limit"),
    (
        "daily recommended; hourly to two-daily possible (7.83.0)",
        "limit",
    ),
    ("False in production (derived)", "limit"),
    ("https URL ending /access", "limit"),
    ("URL ending /v3", "limit"),
    ("with idp-protocol", "limit"),
    ("with idp-provider", "limit"),
    ("1..65535 (derived)", "I17"),
    ("10..100 advised", "I47"),
    ("> 0", "I47"),
    ("EXTERNAL_MESH_OBJECT_IMPORT required", "I47"),
    ("at least one PERSON and one GROUP source (derived)", "replaces"),
    ("exactly one %s (derived)", "I38"),
    ("one %s", "I38"),
    (
        "%s keeps, %S upper-cases; at least one placeholder (derived)",
        "I38",
    ),
    (
        "4 positional args: workspace, project, numeric id, role alias",
        "I38",
    ),
    ("identifier charset", "I31"),
    ("identifiers unique", "I07"),
    ("unique ranks (derived)", "limit"),
    ("non-empty (derived)", "I22"),
    ("order/duplicates matter for columns (derived)", "I19"),
    ("parsable by JavaScript Date.parse", "I16"),
    (
        "applies to all Azure and OSB platforms using Entra permissions",
        "I41",
    ),
    ("positive credits, negative charges the seller", "I33"),
    ("immutable reference key", "I07"),
    ("must exist", "I08"),
    ("enum", "type"),
    ("= sellerInfo", "type"),
    ("base64 JSON", "type"),
    ("function of the Secret type", "type"),
    ("mandatory since 7.14.0", "type"),
    ("inherited", "words"),
    ("inherited from static", "words"),
    ("visible to anonymous visitors", "words"),
    ("was Optional Bool until Mar 2021", "words"),
    ("was Optional until Mar 2021", "words"),
    (
        "still described in prose after leaving the type in Nov 2022",
        "words",
    ),
    ("server must support it", "words"),
    (
        "for a custom property userType=Guest is checked additionally",
        "words",
    ),
    ("default source is userPrincipalName", "words"),
    ("default source is mail", "words"),
    ("affects new workspaces only", "words"),
    ("re-applied at startup, on add and on import", "words"),
    ("add-myself then grants Workspace Member", "words"),
    ("needed only if euids differ between platforms", "words"),
    ("MeshIdb platforms need no entry", "words"),
    ("still old printf syntax", "words"),
    ("global for all platforms", "words"),
    ("not changeable via panel or API", "words"),
    ("replaces group/user pair since May 2021", "words"),
    ("added Jan 2023", "words"),
];

fn is_rule(code: &str) -> bool {
    rules::rule(code).is_some()
}

#[test]
fn every_constraint_that_is_known_is_kept_or_is_none() {
    let Some(sections) = facts() else { return };
    let mut open = BTreeSet::new();
    let mut counted = 0;
    for section in sections {
        let is_here = [
            "current",
            "current-undocumented",
            "release-note-only",
            "removed-in-product",
        ]
        .contains(&section.status.as_str());
        for field in section
            .fields
            .iter()
            .filter(|field| is_here && field.status == "current")
        {
            for constraint in &field.constraints {
                counted += 1;
                let code = constraint.split([':', ' ']).next().unwrap_or_default();
                let names_a_rule = code.len() == 3 && code.starts_with('I') && is_rule(code);
                let kept = KEPT.iter().find(|(text, _)| text == constraint);
                let is_kept = kept.is_some_and(|(_, by)| match *by {
                    "limit" => LIMITS.iter().any(|limit| is_of(limit.place, &field.name)),
                    "type" | "words" | "replaces" => true,
                    code => is_rule(code),
                });
                if !names_a_rule && !is_kept {
                    open.insert(format!("{} {}: {constraint}", section.id, field.name));
                }
            }
        }
    }
    assert_eq!(open, BTreeSet::new());
    assert!(counted > 80, "{counted}");
}

/// Whether a limit is of the field, by the last label of its name; some limits are of all fields of a record.
fn is_of(place: &str, field: &str) -> bool {
    let last = |name: &str| {
        let name = name.trim_end_matches("[]");
        name.rsplit('.').next().unwrap_or_default().to_owned()
    };
    let wanted = last(field);
    last(place) == wanted
        || place.ends_with(".discountScope.*")
        || place.ends_with(".openStack[]") && wanted.starts_with("idp-")
        || place.ends_with(".roles") && wanted == "rank"
}
