//! The Dhall engine at its door: trees of files in memory, what they come to, and what is said of mistakes.

use std::collections::BTreeMap;
use std::sync::Arc;

use meshc::dhall::syntax::print_line;
use meshc::dhall::{DataType, Datum, DatumValue, Engine, Evaluated, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};

pub(crate) struct Tree(BTreeMap<RepoPath, Arc<[u8]>>);

impl Tree {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| (RepoPath::parse(path).unwrap(), text.as_bytes().into());
        Self(files.iter().map(file).collect())
    }
}

impl Host for Tree {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Absent)
    }
}

/// Evaluates the first file.
pub(crate) fn evaluate(files: &[(&str, &str)], expected: Option<&DataType>) -> (Evaluated, Sources) {
    let tree = Tree::new(files);
    let sources = Sources::default();
    let engine = Engine::new(&tree, &sources, Options::default());
    let result = engine.evaluate(&RepoPath::parse(files[0].0).unwrap(), expected);
    (result, sources)
}

/// Data as one line.
pub(crate) fn show(datum: &Datum) -> String {
    match &datum.value {
        DatumValue::Bool(bool) => bool.to_string(),
        DatumValue::Natural(number) => number.to_string(),
        DatumValue::Integer(number) => format!("{number:+}"),
        DatumValue::Double(number) => format!("{number:?}"),
        DatumValue::Text(text) => format!("{text:?}"),
        DatumValue::Optional(None) => "None".to_owned(),
        DatumValue::Optional(Some(inner)) => format!("Some {}", show(inner)),
        DatumValue::List(elements) => {
            format!("[{}]", elements.iter().map(show).collect::<Vec<_>>().join(", "))
        }
        DatumValue::Record(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(label, field)| format!("{label} = {}", show(field)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        DatumValue::Union { alternative, payload } => match payload {
            Some(payload) => format!("{alternative} {}", show(payload)),
            None => alternative.clone(),
        },
        other => format!("{other:?}"),
    }
}

/// The message of each finding, with what it points at.
pub(crate) fn messages(result: &Evaluated, sources: &Sources) -> Vec<String> {
    let shown = result.findings.iter().map(|finding| {
        let at = finding
            .diagnostic
            .primary
            .as_ref()
            .map(|label| sources.text(label.span));
        format!("{} @ {}", finding.diagnostic.message, at.unwrap_or_default())
    });
    shown.collect()
}

#[test]
fn expressions_come_to_their_data() {
    let rows = [
        ("1 + 2 * 3", "7"),
        (
            "let x = 1 let y = x + 1 in { x, y = [ y, x ] }",
            "{x = 1, y = [2, 1]}",
        ),
        (
            "let f = λ(n : Natural) → \"n=${Natural/show n}\" in f 3",
            "\"n=3\"",
        ),
        ("{ a = 1 } // { b = True }", "{a = 1, b = true}"),
        ("{ a.b = 1 } /\\ { a.c = 2 }", "{a = {b = 1, c = 2}}"),
        ("let U = < A | B : Natural > in [ U.A, U.B 2 ]", "[A, B 2]"),
        (
            "let U = < A | B : Natural > in merge { A = 0, B = λ(n : Natural) → n } (U.B 2)",
            "2",
        ),
        (
            "{ Type = { a : Natural, b : Bool }, default = { b = False } }::{ a = 1 }",
            "{a = 1, b = false}",
        ),
        (
            "toMap { b = 1, a = 2 }",
            "[{mapKey = \"a\", mapValue = 2}, {mapKey = \"b\", mapValue = 1}]",
        ),
        ("{ a = Some { b = 1 } } with a.?.b = 2", "{a = Some {b = 2}}"),
        (
            "List/fold Natural [ 1, 2, 3 ] Natural (λ(x : Natural) → λ(y : Natural) → x + y) 0",
            "6",
        ),
        ("Natural/fold 10 Natural (λ(x : Natural) → x * 2) 1", "1024"),
        (
            "List/build Natural (λ(l : Type) → λ(c : Natural → l → l) → λ(n : l) → c 1 (c 2 n))",
            "[1, 2]",
        ),
        (
            "let id = λ(a : Type) → λ(x : a) → x in id (List Natural) [ 1 ]",
            "[1]",
        ),
        ("let _ = assert : 1 + 1 === 2 in None Natural", "None"),
        ("(λ(r : { a : { b : Natural } }) → r.a.b) { a = { b = 4 } }", "4"),
        ("missing ? ./nothing.dhall ? 5", "5"),
        ("Text/replace \"a\" \"b\" \"banana\"", "\"bbnbnb\""),
    ];
    for (text, expected) in rows {
        let (result, sources) = evaluate(&[("a.dhall", text)], None);
        assert_eq!(messages(&result, &sources), Vec::<String>::new(), "{text}");
        assert_eq!(show(&result.datum.unwrap()), expected, "{text}");
    }
}

/// The leaves of data with their paths, each with the text that gave it.
fn origins(datum: &Datum, path: &str, sources: &Sources, out: &mut Vec<String>) {
    let mut inside = |label: &str, inner: &Datum| origins(inner, &format!("{path}.{label}"), sources, out);
    match &datum.value {
        DatumValue::Record(fields) => fields.iter().for_each(|(label, field)| inside(label, field)),
        DatumValue::List(elements) => {
            let numbered = elements.iter().enumerate();
            numbered.for_each(|(at, element)| inside(&at.to_string(), element));
        }
        DatumValue::Optional(Some(held)) => inside("?", held),
        DatumValue::Union {
            payload: Some(payload),
            ..
        } => inside("!", payload),
        _ => {
            let text = datum.origin.map(|span| {
                let name = sources.source(span.file).name.to_string();
                format!("{name}: {}", sources.text(span))
            });
            out.push(format!("{path} {}", text.unwrap_or_default()));
        }
    }
}

#[test]
fn every_leaf_knows_the_text_that_gave_it() {
    let library = (
        "lib.dhall",
        "{ port = 80, name = \"lib\", Env = < Prod | Test : Natural >, twice = λ(n : Natural) → n * 2 }",
    );
    let rows: [(&str, &[&str]); 14] = [
        ("let x = 1 in { a = x }", &[".a a.dhall: 1"]),
        ("{ a = ./lib.dhall }.a.port", &[" lib.dhall: 80"]),
        (
            "(./lib.dhall).{ port } // { host = \"h\" }",
            &[".host a.dhall: \"h\"", ".port lib.dhall: 80"],
        ),
        (
            "{ a.b = 1, a.c = 2 } with a.b = 3",
            &[".a.b a.dhall: 3", ".a.c a.dhall: 2"],
        ),
        (
            "let S = { Type = { a : Natural, b : Text }, default.b = \"d\" } in S::{ a = 4 }",
            &[".a a.dhall: 4", ".b a.dhall: \"d\""],
        ),
        (
            "let f = λ(x : { a : Natural }) → [ x.a ] in f { a = 7 }",
            &[".0 a.dhall: 7"],
        ),
        ("if True then 1 else 2", &[" a.dhall: 1"]),
        ("\"a\" ++ \"b\"", &[" a.dhall: \"a\" ++ \"b\""]),
        (
            "let n = 1 in { t = \"v${Natural/show n}\" }",
            &[".t a.dhall: \"v${Natural/show n}\""],
        ),
        (
            "let E = (./lib.dhall).Env in { p = E.Prod, t = E.Test 5 }",
            &[".p a.dhall: E.Prod", ".t.! a.dhall: 5"],
        ),
        (
            "let E = (./lib.dhall).Env in merge { Prod = 1, Test = λ(n : Natural) → n } E.Prod",
            &[" a.dhall: 1"],
        ),
        (
            "toMap { k = 9 }",
            &[".0.mapKey a.dhall: 9", ".0.mapValue a.dhall: 9"],
        ),
        (
            "{ a = { x = 1 } } /\\ { a = { y = Some 2 } }",
            &[".a.x a.dhall: 1", ".a.y.? a.dhall: 2"],
        ),
        (
            "List/fold Natural [ 5, 6 ] (List Natural) (λ(n : Natural) → λ(l : List Natural) → [ n ] # l) ([] : List Natural)",
            &[".0 a.dhall: 5", ".1 a.dhall: 6"],
        ),
    ];
    for (text, expected) in rows {
        let (result, sources) = evaluate(&[("a.dhall", text), library], None);
        assert_eq!(messages(&result, &sources), Vec::<String>::new(), "{text}");
        let mut found = Vec::new();
        origins(&result.datum.unwrap(), "", &sources, &mut found);
        assert_eq!(found, expected, "{text}");
    }
}

/// The leaves of data that are numbers, with their paths and places.
fn numbers(datum: &Datum, path: &str, out: &mut Vec<(String, String, Option<meshc::source::Span>)>) {
    let mut inside = |label: &str, inner: &Datum| numbers(inner, &format!("{path}.{label}"), out);
    match &datum.value {
        DatumValue::Record(fields) => fields.iter().for_each(|(label, field)| inside(label, field)),
        DatumValue::List(elements) => {
            let numbered = elements.iter().enumerate();
            numbered.for_each(|(at, element)| inside(&at.to_string(), element));
        }
        DatumValue::Optional(Some(held)) => inside("?", held),
        DatumValue::Union {
            payload: Some(payload),
            ..
        } => inside("!", payload),
        DatumValue::Natural(number) => out.push((path.to_owned(), number.to_string(), datum.origin)),
        _ => {}
    }
}

#[test]
fn editing_the_text_that_gave_a_leaf_changes_that_leaf() {
    let files = [
        (
            "a.dhall",
            "let L = ./lib.dhall let base = L.Host::{ port = 81 } with limits.cpu = 3 in \
             { one = base, two = base // { port = L.next base.limits.cpu }, many = L.map [ 5, 6 ], \
               deep = merge { On = λ(n : Natural) → Some n, Off = Some 0 } (L.Switch.On 7) }",
        ),
        (
            "lib.dhall",
            "{ Host = { Type = { port : Natural, limits : { cpu : Natural, ram : Natural } } \
             , default = { port = 80, limits = { cpu = 1, ram = 2 } } } \
             , next = λ(n : Natural) → n + 1 \
             , Switch = < On : Natural | Off > \
             , map = λ(l : List Natural) → List/fold Natural l (List { at : Natural }) \
                 (λ(n : Natural) → λ(r : List { at : Natural }) → [ { at = n } ] # r) ([] : List { at : Natural }) }",
        ),
    ];
    let read = |files: &[(&str, &str)]| {
        let (result, sources) = evaluate(files, None);
        assert_eq!(messages(&result, &sources), Vec::<String>::new());
        let mut found = Vec::new();
        numbers(&result.datum.unwrap(), "", &mut found);
        (found, sources)
    };
    let (leaves, sources) = read(&files);
    assert_eq!(leaves.len(), 9);
    for (at, (path, before, place)) in leaves.iter().enumerate() {
        let place = place.expect("every leaf here is written somewhere");
        let name = sources.source(place.file).name.to_string();
        let edited = files.map(|(file, text)| {
            let mut text = text.to_owned();
            if file == name {
                text.replace_range(place.start as usize..place.end as usize, "987");
            }
            (file, text)
        });
        let borrowed: Vec<_> = edited.iter().map(|(file, text)| (*file, text.as_str())).collect();
        let (after, _) = read(&borrowed);
        assert_eq!(
            (&after[at].0, after[at].1.as_str()),
            (path, "987"),
            "it was {before}"
        );
    }
}

#[test]
fn every_difference_from_the_expected_type_is_found_where_it_is_written() {
    let record = |fields: &[(&str, DataType)]| {
        DataType::Record(
            fields
                .iter()
                .map(|(label, ty)| ((*label).to_owned(), ty.clone()))
                .collect(),
        )
    };
    let host = record(&[("name", DataType::Text), ("port", DataType::Natural)]);
    let plan = DataType::Union(
        [
            ("SaaS".to_owned(), None),
            ("OnPrem".to_owned(), Some(DataType::Text)),
        ]
        .into(),
    );
    let expected = record(&[
        ("hosts", DataType::List(Box::new(host))),
        ("plan", plan),
        ("note", DataType::Optional(Box::new(DataType::Text))),
    ]);
    type Row = (&'static [(&'static str, &'static str)], &'static [&'static str]);
    let rows: [Row; 4] = [
        (
            &[(
                "a.dhall",
                "let Plan = < SaaS | OnPrem : Text > in { hosts = [ { name = \"a\", port = 1 } ], plan = Plan.SaaS, note = None Text }",
            )],
            &[],
        ),
        (
            &[
                (
                    "a.dhall",
                    "{ hosts = [ ./host.dhall, ./host.dhall ], plan = ./plan.dhall, note = \"x\" }",
                ),
                ("host.dhall", "{ name = 1 } // { prt = 2 }"),
                ("plan.dhall", "< SaaS | OnPrem : Natural >.SaaS"),
            ],
            &[
                "the field `name` has the type `Natural`, not `Text` @ 1",
                "there is no field `prt` in the expected record @ 2",
                "the field `note` has the type `Text`, not `Optional Text` @ \"x\"",
                "the alternative `OnPrem` carries `Natural`, not `Text` @ < SaaS | OnPrem : Natural >.SaaS",
            ],
        ),
        (
            &[("a.dhall", "1")],
            &[
                "this has the type `Natural`, not `{ hosts : List { name : Text, port : Natural }, note : Optional Text, plan : … }` @ 1",
            ],
        ),
        (
            &[(
                "a.dhall",
                "let Plan = < SaaS > in { hosts = [] : List { name : Text, port : Natural }, plan = Plan.SaaS, note = None Text }",
            )],
            &["this union lacks the alternative `OnPrem` of the expected one @ Plan.SaaS"],
        ),
    ];
    for (files, wanted) in rows {
        let (result, sources) = evaluate(files, Some(&expected));
        let mut found = messages(&result, &sources);
        found.dedup();
        let mut unique: Vec<String> = Vec::new();
        found.into_iter().for_each(|message| {
            if !unique.contains(&message) {
                unique.push(message);
            }
        });
        assert_eq!(unique, wanted, "{files:?}");
        assert_eq!(result.datum.is_some(), wanted.is_empty());
    }
}

#[test]
fn files_share_what_they_import_and_name_it() {
    let tree = Tree::new(&[
        ("a.dhall", "{ a = ./lib/x.dhall, b = missing ? 2 }"),
        ("b.dhall", "{ a = ./lib/x.dhall, c = ./lib/text.txt as Text }"),
        ("bad.dhall", "./lib/x.dhall + True"),
        ("lib/x.dhall", "./y.dhall + 1"),
        ("lib/y.dhall", "41"),
        ("lib/text.txt", "hello"),
    ]);
    let sources = Sources::default();
    let engine = Engine::new(&tree, &sources, Options::default());
    let path = |text| RepoPath::parse(text).unwrap();
    let paths = ["a.dhall", "bad.dhall", "b.dhall", "absent.dhall"].map(path);
    let results = engine.evaluate_all(&paths, None);
    let shown: Vec<_> = results
        .iter()
        .map(|result| {
            let imports: Vec<_> = result.imports.iter().map(ToString::to_string).collect();
            let data = result.datum.as_ref().map_or("-".to_owned(), show);
            format!("{data} {} {:?}", imports.join(" "), messages(result, &sources))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "{a = 42, b = 2} lib/x.dhall lib/y.dhall []",
            "- lib/x.dhall lib/y.dhall [\"`+` works on `Natural`, and this has the type `Bool` @ True\"]",
            "{a = 42, c = \"hello\"} lib/text.txt lib/x.dhall lib/y.dhall []",
            "-  [\"`absent.dhall` does not exist @ \"]",
        ]
    );
}

/// The digest of an expression without imports, if it has a type.
pub(crate) fn digest(text: &str) -> Option<[u8; 32]> {
    let tree = Tree::new(&[("a.dhall", text)]);
    let engine = Engine::new(&tree, &Sources::default(), Options::default());
    engine.digest(&RepoPath::parse("a.dhall").unwrap()).result
}

/// The tree of a large file is not kept; whoever asks for it later gets it nonetheless.
#[test]
fn a_large_file_is_explained_and_resolved_like_a_small_one() {
    let expected = DataType::List(Box::new(DataType::Record(
        [
            ("a".to_owned(), DataType::Natural),
            ("b".to_owned(), DataType::Text),
        ]
        .into(),
    )));
    for count in [10, 10_000] {
        let elements: String = (0..count)
            .map(|at| format!(", {{ a = {at}, b = True }}"))
            .collect();
        let text = format!("[ {}, ./one.dhall ]", &elements[2..]);
        let files = [("a.dhall", &*text), ("one.dhall", "{ a = 1, b = False }")];
        let (tree, sources) = (Tree::new(&files), Sources::default());
        let engine = Engine::new(&tree, &sources, Options::default());
        let path = RepoPath::parse("a.dhall").unwrap();
        for _ in 0..2 {
            let result = engine.evaluate(&path, Some(&expected));
            let places = result
                .findings
                .iter()
                .filter_map(|finding| finding.diagnostic.primary.as_ref());
            let texts: Vec<String> = places.map(|label| sources.text(label.span)).collect();
            assert_eq!(texts.first().map(|text| &**text), Some("True"), "{count}");
        }
        let resolved = engine.resolve(&path).result.unwrap();
        let text = print_line(&resolved);
        assert!(text.starts_with("[ { a = 0, b = True },"), "{count}");
        let end = format!("{{ a = {}, b = True }}, {{ a = 1, b = False }} ]", count - 1);
        assert!(text.ends_with(&end), "{count}");
    }
}
