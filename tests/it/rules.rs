//! The rules against the types of the model, which they trace labels back to.

use std::collections::BTreeSet;

use meshc::dhall::DataType;
use meshc::lower::{data_type, record_name};
use meshc::model::Instance;
use meshc::release::CatalogFile;
use meshc::rules;

/// The names of all records and unions inside a type.
fn names(ty: &DataType, found: &mut BTreeSet<&'static str>) {
    found.extend(record_name(ty));
    match ty {
        DataType::Optional(inner) | DataType::List(inner) => names(inner, found),
        DataType::Record(fields) => fields.values().for_each(|field| names(field, found)),
        DataType::Union(alternatives) => {
            alternatives
                .values()
                .flatten()
                .for_each(|payload| names(payload, found));
        }
        _ => {}
    }
}

#[test]
fn what_a_rule_rules_out_is_ruled_out_of_a_type_that_the_model_has() {
    let mut found = BTreeSet::new();
    names(&data_type::<Instance>(), &mut found);
    names(&data_type::<CatalogFile>(), &mut found);
    for rule in rules::ALL {
        for barrier in rule.impossible {
            for container in barrier.containers {
                assert!(found.contains(container), "{} speaks of {container}", rule.code);
            }
        }
    }
}

#[test]
fn every_rule_is_found_by_its_code_and_stands_in_the_table() {
    let table = rules::table();
    assert_eq!(table.len(), rules::ALL.len());
    for (row, rule) in table.iter().zip(rules::ALL) {
        assert_eq!(row.code, rule.code.0);
        let page = rules::rule(row.code).map(|rule| rule.page());
        assert_eq!(page.map(|page| page.title), Some(row.title));
    }
}
