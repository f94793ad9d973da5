//! Every place that an environment of the model can have, for tests that must leave none out.

use std::collections::BTreeMap;

use serde_dhall::{SimpleType, StaticType};

use super::path::Segment;
use super::{Leaf, Path};
use crate::model::{Customer, Date, EnvironmentKind, OnPrem, SaaS, Settings, TagSchemas};

/// What can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A leaf without parts, with two values that differ.
    Leaf(Leaf, Leaf),
    /// A union, with its alternatives.
    Union(Vec<String>),
    /// A list.
    List,
    /// A record that may not be there.
    Record,
}

/// Every place by its path. Elements of lists stand at index 0.
pub(super) fn places() -> BTreeMap<Path, Place> {
    let mut found = BTreeMap::new();
    let mut root: Vec<(String, SimpleType)> = vec![
        ("customer".to_owned(), Customer::static_type()),
        ("settings".to_owned(), Settings::static_type()),
        ("tags".to_owned(), Option::<TagSchemas>::static_type()),
        (
            "isolation".to_owned(),
            record(&[("account", SimpleType::Text), ("registry", SimpleType::Text)]),
        ),
        (
            "freezes".to_owned(),
            list(&[
                ("from", Date::static_type()),
                ("until", Date::static_type()),
                ("reason", SimpleType::Text),
            ]),
        ),
    ];
    for plan in [SaaS::static_type(), OnPrem::static_type()] {
        for (label, ty) in fields(plan) {
            match [EnvironmentKind::Production, EnvironmentKind::Staging].map(EnvironmentKind::as_str) {
                kinds if kinds.contains(&label.as_str()) => root.extend(fields(inner(ty))),
                _ => root.push((label, ty)),
            }
        }
    }
    for (label, ty) in root {
        walk(&ty, vec![Segment::Field(label.into())], &mut found);
    }
    found
}

/// A list of records.
fn list(fields: &[(&str, SimpleType)]) -> SimpleType {
    SimpleType::List(Box::new(record(fields)))
}

fn record(fields: &[(&str, SimpleType)]) -> SimpleType {
    let fields = fields.iter().map(|(label, ty)| ((*label).to_owned(), ty.clone()));
    SimpleType::Record(fields.collect())
}

fn inner(ty: SimpleType) -> SimpleType {
    match ty {
        SimpleType::Optional(inner) => *inner,
        other => other,
    }
}

fn fields(ty: SimpleType) -> Vec<(String, SimpleType)> {
    match ty {
        SimpleType::Record(fields) => fields.into_iter().collect(),
        other => panic!("a record expected, not {other:?}"),
    }
}

fn walk(ty: &SimpleType, path: Vec<Segment<'static>>, found: &mut BTreeMap<Path, Place>) {
    let below = |segment| [path.clone(), vec![segment]].concat();
    let place = match ty {
        SimpleType::Bool => Place::Leaf(Leaf::Bool(true), Leaf::Bool(false)),
        SimpleType::Natural => Place::Leaf(Leaf::Natural(2), Leaf::Natural(1)),
        SimpleType::Integer => Place::Leaf(Leaf::Integer(2), Leaf::Integer(1)),
        SimpleType::Double => Place::Leaf(Leaf::Double(2.0.into()), Leaf::Double(1.0.into())),
        SimpleType::Text => Place::Leaf(Leaf::Text("a".into()), Leaf::Text("b".into())),
        SimpleType::Optional(inner) => {
            if matches!(**inner, SimpleType::Record(_)) {
                found.insert(Path(path.clone()), Place::Record);
            }
            return walk(inner, path, found);
        }
        SimpleType::List(element) => {
            walk(element, below(Segment::Index(0)), found);
            Place::List
        }
        SimpleType::Record(fields) => {
            for (label, ty) in fields {
                walk(ty, below(Segment::Field(label.clone().into())), found);
            }
            return;
        }
        SimpleType::Union(alternatives) => union(alternatives, &path, found),
    };
    let path = Path(path);
    match (found.get_mut(&path), place) {
        // Production and staging have a place in common, but not every alternative.
        (Some(Place::Union(known)), Place::Union(names)) => {
            known.extend(names);
            known.sort();
            known.dedup();
        }
        (_, place) => {
            found.insert(path, place);
        }
    }
}

fn union(
    alternatives: &std::collections::HashMap<String, Option<SimpleType>>,
    path: &[Segment<'static>],
    found: &mut BTreeMap<Path, Place>,
) -> Place {
    let mut names: Vec<String> = alternatives.keys().cloned().collect();
    names.sort();
    match names[0].as_str() {
        "dhall:Date" => {
            let day = |day| Leaf::Date(Date(jiff::civil::date(2025, 1, day)));
            return Place::Leaf(day(2), day(1));
        }
        "dhall:Time" => {
            let hour = |hour| Leaf::Time(crate::model::Time(jiff::civil::time(hour, 0, 0, 0)));
            return Place::Leaf(hour(9), hour(8));
        }
        "Native" => return Place::Leaf(Leaf::Secret("fromEnv A".into()), Leaf::Secret("fromEnv B".into())),
        _ => {}
    }
    for (name, payload) in alternatives {
        if let Some(payload) = payload {
            walk(
                payload,
                [path, &[Segment::Alternative(name.clone().into())]].concat(),
                found,
            );
        }
    }
    Place::Union(names)
}
