//! Where values come from: that it is known, and that it is true.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use meshc::change::{Holding, Leaf, Side, holdings};
use meshc::compile::{Address, Loaded, Reach, load, why};
use meshc::model::{Date, EnvironmentAddress};
use meshc::report::why::{Link, LinkKind, WhyReport, human, json};
use meshc::repository::{Tree, open_directory};
use meshc::source::{SourceName, Sources, Span};

use crate::golden;
use crate::memory::Memory;

fn example() -> Tree {
    open_directory(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet")).unwrap()
}

/// Every leaf of the example fleet.
fn leaves(loaded: &Loaded) -> Vec<(EnvironmentAddress, Holding)> {
    let side = Side {
        fleet: &loaded.fleet,
        catalog: loaded.catalog.as_ref(),
        as_of: loaded.as_of.unwrap(),
    };
    let environments = holdings(&side).into_iter();
    environments
        .flat_map(|(address, leaves)| leaves.into_iter().map(move |leaf| (address.clone(), leaf)))
        .collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the measure is worth seeing")]
fn nearly_every_leaf_of_the_example_has_an_origin() {
    let sources = Sources::default();
    let loaded = load(&example(), &sources, None, &Reach::default());
    let leaves = leaves(&loaded);
    let without = leaves.iter().filter(|(_, leaf)| leaf.origin.is_none());
    let without: Vec<String> = without
        .map(|(address, leaf)| format!("{address}.{}", leaf.path))
        .collect();
    println!(
        "{} of {} leaves have no origin: {without:?}",
        without.len(),
        leaves.len()
    );
    assert!(leaves.len() > 500, "{}", leaves.len());
    assert!(without.len() * 20 <= leaves.len(), "{without:?}");
    // A repository that does not choose how windows are read has nowhere to point to.
    assert!(
        without.iter().all(|path| path.ends_with(".windowReading")),
        "{without:?}"
    );
}

/// Another literal for one that was written, and the value that it stands for.
fn another(leaf: &Leaf, written: &str, path: &str) -> Option<(String, Leaf)> {
    match leaf {
        Leaf::Natural(number) if *written == number.to_string() => {
            Some((format!("{}", number + 1), Leaf::Natural(number + 1)))
        }
        Leaf::Bool(value) if matches!(written, "True" | "False") => Some((
            if *value { "False" } else { "True" }.to_owned(),
            Leaf::Bool(!value),
        )),
        Leaf::Text(text) if *written == format!("\"{text}\"") => {
            let other = if path == "release" {
                "2099.1.0".to_owned()
            } else {
                format!("{text}-other")
            };
            Some((format!("\"{other}\""), Leaf::Text(other)))
        }
        _ => None,
    }
}

/// A fleet with another literal in the place of a span.
fn edited(fleet: &Memory, span: Span, literal: &str, sources: &Sources) -> Memory {
    let source = sources.source(span.file);
    let SourceName::Repo(path) = &source.name else {
        panic!("{} is no file of the repository", source.name)
    };
    let (start, rest) = source.text.split_at(span.start as usize);
    let text = format!("{start}{literal}{}", &rest[(span.end - span.start) as usize..]);
    let mut edited = fleet.clone();
    edited.write(path.as_str(), &text);
    edited
}

/// The leaves of an instance, and everything that each rests on, as places of files.
struct Held {
    alone: Memory,
    leaves: BTreeMap<String, Holding>,
    ways: BTreeMap<String, BTreeSet<String>>,
}

impl Held {
    fn new(example: &Memory, id: &str, day: Option<Date>) -> Self {
        let alone = example.only(id);
        let reach = Reach::default();
        let ways = why(&alone, &Sources::default(), &id.parse().unwrap(), day, &reach).unwrap();
        let places = |links: &[Link]| links.iter().map(|link| link.place.to_string()).collect();
        let ways = { ways.values.iter() }
            .map(|value| (format!("{}.{}", value.address, value.path), places(&value.links)));
        Self {
            leaves: named(&load(&alone, &Sources::default(), day, &reach)),
            ways: ways.collect(),
            alone,
        }
    }
}

fn named(loaded: &Loaded) -> BTreeMap<String, Holding> {
    let leaves = leaves(loaded).into_iter();
    leaves
        .map(|(address, leaf)| (format!("{address}.{}", leaf.path), leaf))
        .collect()
}

#[test]
fn editing_exactly_what_is_shown_changes_that_leaf_and_what_comes_from_the_same_place_alone() {
    let example = Memory::example();
    let sources = Sources::default();
    let loaded = load(&example, &sources, None, &Reach::default());
    let mut held: BTreeMap<String, Held> = BTreeMap::new();
    let mut tried = [0; 3];
    let literals = leaves(&loaded).into_iter().filter_map(|(address, leaf)| {
        let path = leaf.path.to_string();
        // A member of a set is its own address: another one stands elsewhere.
        let span = leaf.origin.filter(|_| !path.contains('['))?;
        let (literal, expected) = another(&leaf.leaf, &sources.text(span), &path)?;
        Some((address, path, span, literal, expected))
    });
    for (index, (environment, path, span, literal, expected)) in literals.enumerate() {
        // Bools are few; of the others a sample is enough.
        if index % 9 != 0 && !matches!(expected, Leaf::Bool(_)) {
            continue;
        }
        let id = &environment.instance;
        let held = held
            .entry(id.clone())
            .or_insert_with(|| Held::new(&example, id, loaded.as_of));
        let edited = edited(&held.alone, span, &literal, &sources);
        let after = named(&load(
            &edited,
            &Sources::default(),
            loaded.as_of,
            &Reach::default(),
        ));
        let address = format!("{environment}.{path}");
        assert_eq!(after[&address].leaf, expected, "{address}");
        let (start, _) = sources.range(span);
        let name = &sources.source(span.file).name;
        let place = format!("{name}:{}:{}", start.line, start.column);
        for (other, leaf) in &held.leaves {
            let stays = after.get(other).is_some_and(|now| now.leaf == leaf.leaf);
            let rests = held.ways[other].contains(&place);
            assert!(
                stays || rests,
                "{other} changes with {address}, written at {place}"
            );
        }
        // An element that has the literal in its name goes, and comes with another.
        let came = after.keys().filter(|name| !held.leaves.contains_key(*name));
        let gone = held.leaves.keys().filter(|name| !after.contains_key(*name));
        assert_eq!(came.count(), gone.count(), "{address}");
        match expected {
            Leaf::Natural(_) => tried[0] += 1,
            Leaf::Bool(_) => tried[1] += 1,
            _ => tried[2] += 1,
        }
    }
    assert!(tried.iter().all(|count| *count >= 3), "{tried:?}");
}

#[test]
fn every_way_leads_from_the_origin_to_the_instance() {
    let tree = example();
    let sources = Sources::default();
    let loaded = load(&tree, &sources, None, &Reach::default());
    let leaves = leaves(&loaded);
    for id in ["ostermoor-energy", "sarnow-media", "wiesbruck-city"] {
        let own = Sources::default();
        let address: Address = id.parse().unwrap();
        let ways = why(&tree, &own, &address, loaded.as_of, &Reach::default()).unwrap();
        let expected = leaves.iter().filter(|(address, _)| address.instance == id);
        assert_eq!(ways.values.len(), expected.clone().count(), "{id}");
        for (way, (environment, leaf)) in ways.values.iter().zip(expected) {
            let name = format!("{environment}.{}", leaf.path);
            let Some(origin) = leaf.origin else { continue };
            let (start, _) = sources.range(origin);
            // The place of an optional value is that of its `Some`; the way goes on to what it holds.
            if sources.text(origin).starts_with("Some ") {
                continue;
            }
            let place = format!(
                "{}:{}:{}",
                sources.source(origin.file).name,
                start.line,
                start.column
            );
            assert_eq!(way.links[0].place.to_string(), place, "{name} {:?}", way.links);
            let file = &way.links.last().unwrap().place.file;
            let is_instance = *file == format!("instances/{id}/instance.dhall");
            let is_catalog = *file == "releases/catalog.dhall" && leaf.path.to_string() == "release";
            let is_settings = *file == "meshc.dhall" && leaf.path.to_string().starts_with("freezes");
            assert!(is_instance || is_catalog || is_settings, "{name} ends in {file}");
        }
    }
}

/// The smallest repository, with some files written anew.
pub(crate) fn fleet(files: &[(&str, &str)]) -> (tempfile::TempDir, Tree) {
    let directory = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal");
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.unwrap();
        let path = directory.path().join(entry.path().strip_prefix(&root).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(path).unwrap();
        } else {
            std::fs::copy(entry.path(), path).unwrap();
        }
    }
    for (path, text) in files {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let tree = open_directory(directory.path()).unwrap();
    (directory, tree)
}

/// `acme` with an expression for its customer.
pub(crate) fn acme(customer: &str) -> String {
    let text = include_str!("../../examples/minimal/instances/acme/instance.dhall");
    let written = "{ name = \"Acme\", contact = \"cloud@acme.example\" }";
    assert!(text.contains(written));
    text.replace(written, customer)
}

fn kinds(customer: &str, field: &str) -> Vec<LinkKind> {
    let shared =
        "{ people = { name = \"N\", contact = \"C\" }, call = \\(name : Text) -> { name, contact = \"C\" } }";
    let files = [
        ("instances/acme/instance.dhall", acme(customer)),
        ("lib/shared.dhall", shared.to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let (_directory, tree) = fleet(&files);
    let address: Address = format!("acme/production.customer.{field}").parse().unwrap();
    let ways = why(&tree, &Sources::default(), &address, None, &Reach::default())
        .unwrap_or_else(|error| panic!("{customer}: {error}"));
    ways.values[0].links.iter().map(|link| link.kind).collect()
}

#[test]
fn a_way_names_what_put_the_value_there() {
    use LinkKind::{
        Bound, Called, Chosen, Combined, Computed, Defaulted, Imported, Overridden, Updated, Written,
    };
    let shared = "(../../lib/shared.dhall)";
    let rows: [(&str, &str, &[LinkKind]); 15] = [
        ("{ name = \"A\", contact = \"B\" }", "name", &[Written]),
        (
            "(let n = \"A\" in { name = n, contact = \"B\" })",
            "name",
            &[Written, Bound],
        ),
        (&format!("{shared}.people"), "contact", &[Written, Imported]),
        (
            &format!("({shared}.call \"A\")"),
            "name",
            &[Written, Bound, Called],
        ),
        (&format!("({shared}.call \"A\")"), "contact", &[Written, Called]),
        (
            "({ name = \"A\", contact = \"B\" } // { name = \"Z\" })",
            "name",
            &[Written, Overridden],
        ),
        (
            "({ name = \"A\", contact = \"B\" } // { name = \"Z\" })",
            "contact",
            &[Written],
        ),
        (
            "({ name = \"A\" } /\\ { contact = \"B\" })",
            "contact",
            &[Written, Combined],
        ),
        (
            "({ name = \"A\", contact = \"B\" } with name = \"Z\")",
            "name",
            &[Written, Updated],
        ),
        (
            "{ Type = { name : Text, contact : Text }, default.name = \"A\" }::{ contact = \"B\" }",
            "name",
            &[Written, Defaulted],
        ),
        (
            "(if True then { name = \"A\", contact = \"B\" } else { name = \"Z\", contact = \"B\" })",
            "name",
            &[Written, Chosen],
        ),
        (
            "(merge { Some = \\(n : Text) -> { name = n, contact = \"B\" }, None = { name = \"Z\", contact = \"B\" } } (Some \"A\"))",
            "name",
            &[Written, Bound, Chosen],
        ),
        (
            "{ name = \"A\" ++ \"B\", contact = \"B\" }",
            "name",
            &[Computed, Written, Written],
        ),
        (
            "{ name = Natural/show 5, contact = \"B\" }",
            "name",
            &[Computed, Written],
        ),
        (
            "(let n = \"A\" in { name = \"${n}${n}\", contact = \"B\" })",
            "name",
            &[Computed, Bound, Written, Bound],
        ),
    ];
    for (customer, field, expected) in rows {
        assert_eq!(kinds(customer, field), expected, "{customer} {field}");
    }
}

/// An exception from a rule.
fn waiver(scope: &str, expires: &str) -> String {
    format!(
        "let meshc = ../schema/package.dhall in {{ rule = \"I49\", scope = meshc.WaiverScope.{scope}, \
         owner = \"Ada\", reason = \"the customer insists\", ticket = \"SUP-1\", expires = {expires} }}"
    )
}

#[test]
fn a_way_tells_the_exceptions_that_hold_where_it_leads() {
    let rows = [
        ("Instance \"acme\"", "2027-01-31", "acme.customer", true),
        (
            "Environment \"acme/production\"",
            "2027-01-31",
            "acme.customer",
            true,
        ),
        (
            "Environment \"acme/staging\"",
            "2027-01-31",
            "acme.customer",
            false,
        ),
        (
            "Address \"acme/production.hosts.*\"",
            "2027-01-31",
            "acme/production.hosts",
            true,
        ),
        (
            "Address \"acme/production.hosts.*\"",
            "2027-01-31",
            "acme/production.customer",
            false,
        ),
        ("Instance \"acme\"", "2024-01-31", "acme.customer", false),
        ("Instance \"acme-corp\"", "2027-01-31", "acme.customer", false),
    ];
    for (scope, expires, asked, expected) in rows {
        let (_directory, tree) = fleet(&[("waivers/one.dhall", &waiver(scope, expires))]);
        let ways = why(
            &tree,
            &Sources::default(),
            &asked.parse().unwrap(),
            None,
            &Reach::default(),
        );
        let told = ways.unwrap().waivers.len();
        assert_eq!(told == 1, expected, "{scope} {expires} {asked}");
    }
}

#[test]
fn a_way_reads_well_and_fits_its_schema() {
    let customer =
        "((../../lib/shared.dhall).call \"Acme\") with contact = (../../lib/shared.dhall).people.contact";
    let shared = "-- People and calls.\nlet people = { name = \"N\", contact = \"C\" }\n\nin  { people, call = \\(name : Text) -> people // { name } }\n";
    let text = acme(&format!("({customer})"));
    let (_directory, tree) = fleet(&[
        ("instances/acme/instance.dhall", &text),
        ("lib/shared.dhall", shared),
        (
            "waivers/customer.dhall",
            &waiver("Address \"acme.customer.*\"", "2027-01-31"),
        ),
    ]);
    let ways = why(
        &tree,
        &Sources::default(),
        &"acme.customer".parse().unwrap(),
        None,
        &Reach::default(),
    )
    .unwrap();
    golden::check("tests/golden/history/why.txt", &human(&ways, false));
    let schema = schemars::schema_for!(WhyReport);
    golden::check(
        "schemas/why.v1.json",
        &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()),
    );
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&json(&ways)).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
}
