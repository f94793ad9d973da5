//! The rules against the types of the model, which they trace labels back to.

use std::collections::BTreeSet;

use meshc::dhall::DataType;
use meshc::dhall::syntax::parse;
use meshc::lower::{data_type, record_name};
use meshc::model::{Approval, Instance, Waiver};
use meshc::release::CatalogFile;
use meshc::rules;
use meshc::source::FileId;

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
    names(&data_type::<Waiver>(), &mut found);
    names(&data_type::<Approval>(), &mut found);
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

/// The Dhall examples of a page.
fn examples(page: &str) -> Vec<&str> {
    let blocks = page.split("```dhall\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default())
        .collect()
}

#[test]
fn every_example_of_a_page_is_dhall_or_a_field_of_a_record() {
    let is_dhall = |text: &str| parse(FileId(0), text).findings.is_empty();
    for rule in rules::ALL {
        let page = rule.page();
        assert!(!examples(page.text).is_empty(), "{}", rule.code);
        for example in examples(page.text) {
            let field = format!("{{ {example} }}");
            assert!(is_dhall(example) || is_dhall(&field), "{}:\n{example}", rule.code);
        }
    }
}

/// What is kept by another rule.
const COVERED: &[(&str, &str, &str)] = &[(
    "R1",
    "A setting belongs to the panel or to the configuration, never to both",
    "I50",
)];

/// What the rules and invariants that nothing enforces yet demand.
const OPEN: &[(&str, &str)] = &[];

/// The table of `docs/rules.md`.
fn document() -> String {
    let mut text = "# Rules\n\n\
        What the plans and the documentation of the product demand, and what keeps it. `meshc explain CODE` prints the\n\
        page of a rule. Types of the model are named where a rule, or a part\n\
        of it, is kept by what can be written in them at all.\n\n\
        | code | demands | basis | level | enforced by | kept by the types |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for code in codes() {
        if let Some((_, title, by)) = COVERED.iter().find(|(covered, ..)| *covered == code) {
            text += &format!("| {code} | {title} | | | {by} | |\n");
            continue;
        }
        let rule = rules::rule(&code);
        let Some(rule) = rule else {
            let (_, title) = OPEN.iter().find(|(open, _)| *open == code).unwrap();
            text += &format!("| {code} | {title} | | | not yet | |\n");
            continue;
        };
        text += &row(rule);
    }
    text += "\nBesides, what no source says and the compiler needs:\n\n\
        | code | demands | basis | level | enforced by | kept by the types |\n|---|---|---|---|---|---|\n";
    let numbered: BTreeSet<String> = codes().into_iter().collect();
    let others = rules::ALL.iter().filter(|rule| !numbered.contains(rule.code.0));
    text + &others.map(|rule| row(rule)).collect::<String>()
}

fn row(rule: &rules::Rule) -> String {
    let containers: BTreeSet<&str> = rule
        .impossible
        .iter()
        .flat_map(|barrier| barrier.containers)
        .copied()
        .collect();
    let containers: Vec<String> = containers.iter().map(|name| format!("`{name}`")).collect();
    format!(
        "| {} | {} | {} | {} | {} | {} |\n",
        rule.code,
        rule.title,
        rule.basis,
        rule.level.as_str(),
        rule.enforcement,
        containers.join(", ")
    )
}

/// `R1` to `R47` and `I01` to `I50`.
fn codes() -> Vec<String> {
    let rules = (1..=47).map(|number| format!("R{number}"));
    rules
        .chain((1..=50).map(|number| format!("I{number:02}")))
        .collect()
}

#[test]
fn every_demand_is_a_rule_or_said_to_be_open_and_none_is_both() {
    for code in codes() {
        let open = OPEN.iter().filter(|(open, _)| *open == code).count();
        let covered = COVERED.iter().filter(|(covered, ..)| *covered == code);
        let enforced = usize::from(rules::rule(&code).is_some()) + covered.count();
        assert_eq!(
            open + enforced,
            1,
            "{code}: {enforced} rules, {open} lines in the list of what is open"
        );
    }
    assert!(COVERED.iter().all(|(.., by)| rules::rule(by).is_some()));
    for (code, title) in OPEN {
        assert!(
            codes().iter().any(|known| known == code) && !title.ends_with('.'),
            "{code}"
        );
    }
}

#[test]
fn the_table_of_rules_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let text = document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == text,
        "docs/rules.md is not current; UPDATE=1 cargo test writes it"
    );
}
