//! What evaluation costs: steps and memory grow with the input and the work that is shared, no faster.

use std::collections::BTreeMap;
use std::sync::Arc;

use meshc::dhall::{Budget, Engine, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};
use proptest::prelude::*;

use super::dhall::{evaluate, show};

struct Tree(BTreeMap<String, String>);

impl Host for Tree {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        let text = self.0.get(path.as_str()).ok_or(ReadError::Absent)?;
        Ok(text.as_bytes().into())
    }
}

/// Whether `main.dhall` comes to data within so many steps and bytes.
fn suffices(files: &Tree, steps: u64, memory: usize) -> bool {
    let sources = Sources::default();
    let budget = Budget {
        steps,
        memory,
        ..Budget::default()
    };
    let options = Options {
        budget,
        ..Options::default()
    };
    let engine = Engine::new(files, &sources, options);
    let result = engine.evaluate(&RepoPath::parse("main.dhall").unwrap(), None);
    result.datum.is_some()
}

/// So many parts take a number of steps and bytes for each, whatever their number.
fn is_linear(name: &str, make: impl Fn(usize) -> Tree) {
    const COUNT: usize = 8_000;
    let (steps, bytes) = (400, 2_048);
    assert!(
        suffices(&make(COUNT), steps * COUNT as u64, bytes * COUNT),
        "{COUNT} of {name} take more than {steps} steps and {bytes} bytes each"
    );
}

fn one(text: String) -> Tree {
    Tree(BTreeMap::from([("main.dhall".to_owned(), text)]))
}

fn each(count: usize, thing: impl Fn(usize) -> String) -> String {
    (0..count).map(thing).collect()
}

#[test]
fn a_row_of_merges_or_updates_costs_what_its_parts_cost() {
    type Part = fn(usize) -> String;
    let rows: [(&str, Part); 7] = [
        ("⫽", |at| format!(" // {{ f{at} = {at} }}")),
        ("⫽ of the same field", |at| format!(" // {{ f = {at} }}")),
        ("∧", |at| format!(" /\\ {{ f{at} = {at} }}")),
        ("∧ inside", |at| format!(" /\\ {{ a.b.f{at} = {at} }}")),
        ("with", |at| format!(" with f{at} = {at}")),
        ("with inside", |at| format!(" with a.b.f{at} = {at}")),
        ("with and ⫽", |at| format!(" // ({{=}} with a.f{at} = {at})")),
    ];
    for (name, part) in rows {
        is_linear(name, |count| one(format!("{{ z = 0 }}{}", each(count, part))));
    }
    let types: [(&str, Part); 2] = [
        ("⩓", |at| format!(" //\\\\ {{ f{at} : Natural }}")),
        ("⩓ inside", |at| {
            format!(" //\\\\ {{ a : {{ b : {{ f{at} : Natural }} }} }}")
        }),
    ];
    for (name, part) in types {
        is_linear(name, |count| {
            // The type is no data; that a record of it has one of its fields is.
            let row = each(count, part);
            one(format!(
                "let T = {{ z : Natural }}{row} let f = λ(t : T) → t.z in {{ z = 0 }}"
            ))
        });
    }
    is_linear("dotted fields", |count| {
        one(format!(
            "{{ z = 0{} }}",
            each(count, |at| format!(", a.b.f{at} = {at}"))
        ))
    });
}

#[test]
fn width_and_number_of_files_cost_what_their_parts_cost() {
    is_linear("fields", |count| {
        one(format!(
            "{{ z = 0{} }}",
            each(count, |at| format!(", f{at} = \"{at}\""))
        ))
    });
    is_linear("elements", |count| {
        let element = |at| format!(", {{ a = {at}, b = \"{at}\", c = Some [ {at} ] }}");
        one(format!(
            "[ {{ a = 0, b = \"\", c = Some [ 1 ] }}{} ]",
            each(count, element)
        ))
    });
    is_linear("files", |count| {
        let file = |at: usize| {
            let text = match at {
                0 => "{ depth = 0 }".to_owned(),
                at => format!("let b = ./f{}.dhall in {{ depth = b.depth + 1 }}", at / 2),
            };
            (format!("f{at}.dhall"), text)
        };
        let mut files: BTreeMap<String, String> = (0..count).map(file).collect();
        let all = each(count, |at| {
            format!("{} ./f{at}.dhall", if at == 0 { "" } else { "," })
        });
        files.insert("main.dhall".to_owned(), format!("[ {all} ]"));
        Tree(files)
    });
}

#[test]
fn names_mean_what_they_are_bound_to_however_far_out_that_is() {
    let lets = each(300, |at| format!("let x{at} = y + {at} "));
    let all = each(300, |at| format!("{}x{at}", if at == 0 { "" } else { ", " }));
    let text = format!("(λ(y : Natural) → {lets}in [ y, {all} ]) 7");
    let numbers: Vec<String> = std::iter::once(7)
        .chain(7..307)
        .map(|number| number.to_string())
        .collect();
    assert_eq!(outcome(&text), outcome(&format!("[ {} ]", numbers.join(", "))));
}

/// One merge or update; `#` stands for its number in the row. A few of them do not fit what may be before.
#[test]
fn what_is_encoded_piece_by_piece_has_the_same_digest() {
    let digest = |files: &Tree, length| {
        let sources = Sources::default();
        let budget = Budget {
            length,
            ..Budget::default()
        };
        let options = Options {
            budget,
            ..Options::default()
        };
        let engine = Engine::new(files, &sources, options);
        let formed = engine.digest(&RepoPath::parse("main.dhall").unwrap());
        formed.result.unwrap_or_else(|| panic!("{:?}", formed.findings))
    };
    let doubled = each(10, |at| {
        format!("let x{} = {{ l = x{at}, r = x{at}, n = {at} }}\n", at + 1)
    });
    let texts = [
        format!("let x0 = {{ a = \"some text\", b = [ 1, 2, 3 ] }}\n{doubled}in x10"),
        format!("[ {{ a = 0 }}{} ]", each(400, |at| format!(", {{ a = {at} }}"))),
        format!(
            "λ(x : Natural) → {{ a = x{} }}",
            each(1_000, |at| format!(", f{at} = x + {at}"))
        ),
    ];
    for text in texts {
        let files = one(text);
        let whole = digest(&files, Budget::default().length);
        for length in [2_000, 3_000] {
            assert_eq!(digest(&files, length), whole, "{length}");
        }
    }
}

fn part() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        " // { c = # }",
        " // { a = { x = # } }",
        " // { b = { b = { a = # }, n# = {=} } }",
        " // {=}",
        " /\\ { f# = # }",
        " /\\ { d = { f# = # } }",
        " /\\ { b = { b = { g# = True } } }",
        " /\\ {=}",
        " with c = \"#\"",
        " with b.b.a = #",
        " with b.h = { a = # }",
        " with d.e.i# = #",
        " with d.e.i = Some { j = # }",
        " with o.? = #",
        " with b = { b = { a = #, z = {=} } }",
    ])
}

/// One more record type; few of them collide with what may be before.
fn type_part() -> impl Strategy<Value = &'static str> {
    let fine = [
        " //\\\\ { f# : Natural }",
        " //\\\\ { b : { b : { f# : Natural } } }",
        " //\\\\ { b : { d# : Bool } }",
        " //\\\\ { c : { e# : { a : Text } } }",
        " //\\\\ {}",
        " //\\\\ { k# : Type }",
    ];
    let colliding = [
        " //\\\\ { c : Natural }",
        " //\\\\ { b : { b : { a : Text } } }",
        " //\\\\ Natural",
        " //\\\\ { g# : unbound }",
    ];
    prop_oneof![
        60 => prop::sample::select(fine.to_vec()),
        1 => prop::sample::select(colliding.to_vec()),
    ]
}

/// What a text comes to, or that it is wrong.
fn outcome(text: &str) -> Option<String> {
    let (result, _) = evaluate(&[("a.dhall", text)], None);
    assert_eq!(result.datum.is_some(), result.findings.is_empty());
    result.datum.as_ref().map(show)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Merges and updates in a row are done at once; with a name for each step they are done one by one.
    #[test]
    fn a_row_comes_to_what_its_steps_come_to(parts in prop::collection::vec(part(), 16..40), open in any::<bool>()) {
        let first = "{ b = { b = { a = 1 } }, c = 2, o = Some 3 }";
        let parts: Vec<String> = parts.iter().enumerate().map(|(at, part)| part.replace('#', &at.to_string())).collect();
        let row = format!("{}{first}{}", "(".repeat(parts.len()), parts.iter().map(|part| format!("){part}")).collect::<String>());
        let steps: String = parts.iter().map(|part| format!("let r = r{part} ")).collect();
        let (row, steps) = match open {
            false => (row, format!("let r = {first} {steps}in r")),
            // Under a binder nothing is known of the record.
            true => (
                format!("let f = λ(s : {{ b : {{ b : {{ a : Natural }} }}, c : Natural, o : Optional Natural }}) → {} in f {first}", row.replacen(first, "s", 1)),
                format!("let f = λ(r : {{ b : {{ b : {{ a : Natural }} }}, c : Natural, o : Optional Natural }}) → {steps}in r in f {first}"),
            ),
        };
        prop_assert_eq!(outcome(&row), outcome(&steps));
    }

    /// The same of record types, some of which collide.
    #[test]
    fn a_row_of_types_comes_to_what_its_steps_come_to(parts in prop::collection::vec(type_part(), 16..30)) {
        let first = "{ b : { b : { a : Natural } }, c : { d : Text } }";
        let parts: Vec<String> = parts.iter().enumerate().map(|(at, part)| part.replace('#', &at.to_string())).collect();
        let row = format!("{first}{}", parts.concat());
        let steps: String = parts.iter().map(|part| format!("let r = r{part} ")).collect();
        let steps = format!("let r = {first} {steps}in r");
        let is_well = |text: &str| outcome(text).is_some();
        prop_assert_eq!(is_well(&format!("let T = {row} in 1")), is_well(&format!("let T = {steps} in 1")));
        if is_well(&format!("let T = {row} in 1")) {
            let text = format!("let T = {row} let S = {steps} let f = (λ(t : T) → t) : S → S in 1");
            prop_assert!(is_well(&text), "{}", text);
        }
    }
}
