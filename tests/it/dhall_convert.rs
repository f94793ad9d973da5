//! Values as JSON and YAML: what comes out, what is refused, and whether others agree.

use std::io::Write as _;
use std::process::{Command, Stdio};

use meshc::dhall::convert::{
    ConvertOptions, Doubles, Layout, MapFields, Omission, Order, convert, write_json, write_yaml,
};
use meshc::dhall::{Engine, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

struct One(String);

impl Host for One {
    fn read(&self, path: &RepoPath) -> Result<std::sync::Arc<[u8]>, ReadError> {
        match path.as_str() {
            "a.dhall" => Ok(self.0.as_bytes().into()),
            _ => Err(ReadError::Absent),
        }
    }
}

/// How a file is written out.
#[derive(Clone, Copy)]
enum Format {
    Json(Layout),
    Yaml { documents: bool },
}

/// The text, or the messages with what they point at.
fn written(text: &str, options: &ConvertOptions, format: Format) -> Result<String, String> {
    let host = One(text.to_owned());
    let sources = Sources::default();
    let engine = Engine::new(&host, &sources, Options::default());
    let formed = convert(&engine, &RepoPath::parse("a.dhall").unwrap(), options);
    let Some(document) = formed.result else {
        let messages = formed.findings.iter().map(|finding| {
            let at = finding.diagnostic.primary.as_ref();
            let at = at.map(|label| format!(" @ {}", sources.text(label.span)));
            format!("{}{}", finding.diagnostic.message, at.unwrap_or_default())
        });
        return Err(messages.collect::<Vec<_>>().join("; "));
    };
    let mut out = Vec::new();
    match format {
        Format::Json(layout) => write_json(&document, layout, &mut out).unwrap(),
        Format::Yaml { documents } => write_yaml(&document, documents, &mut out).unwrap(),
    }
    Ok(String::from_utf8(out).unwrap())
}

fn json(text: &str, options: &ConvertOptions) -> Result<Json, String> {
    written(text, options, Format::Json(Layout::Indented)).map(|text| serde_json::from_str(&text).unwrap())
}

/// The options that flags of `dhall-to-json` stand for.
fn options(flags: &[&str]) -> ConvertOptions {
    let mut options = ConvertOptions::default();
    let mut fields = MapFields::default();
    let mut flags = flags.iter();
    while let Some(flag) = flags.next() {
        let mut argument = || (*flags.next().unwrap()).to_owned();
        match *flag {
            "--preserve-null" => options.omission = Omission::Nothing,
            "--omit-empty" => options.omission = Omission::Empty,
            "--no-maps" => options.maps = None,
            "--approximate-special-doubles" => options.doubles = Doubles::Approximate,
            "--key" => fields.key = argument(),
            "--value" => fields.value = argument(),
            other => panic!("{other}"),
        }
    }
    if options.maps.is_some() {
        options.maps = Some(fields);
    }
    options
}

const SOME_AND_NONE: &str = "{ a = None Natural, b = Some 1, c = [ None Natural, Some 2 ], d = { e = None Text }, \
     f = [] : List Text, g = {=}, h = \"\", i = [ [] : List Text ] }";

const NEW_JSON: &str = "λ(JSON : Type) → λ(json : { array : List JSON → JSON, bool : Bool → JSON, double : Double → JSON, \
     integer : Integer → JSON, null : JSON, object : List { mapKey : Text, mapValue : JSON } → JSON, \
     string : Text → JSON }) → ";

const OLD_JSON: &str = "λ(JSON : Type) → λ(json : { array : List JSON → JSON, bool : Bool → JSON, null : JSON, \
     number : Double → JSON, object : List { mapKey : Text, mapValue : JSON } → JSON, string : Text → JSON }) → ";

const NESTING: &str =
    "let Nesting = < Inline | Nested : Text > let U = < A | B : Natural | C : { x : Natural } > in ";

/// Expressions that every version of `dhall-to-json` 1.7 reads, its flags, and what it writes.
fn rows() -> Vec<(String, &'static [&'static str], Json)> {
    let row = |text: &str, flags: &'static [&'static str], expected: Json| (text.to_owned(), flags, expected);
    let nested = |text: &str, flags, expected| row(&format!("{NESTING}{text}"), flags, expected);
    vec![
        row("True", &[], json!(true)),
        row(
            "\"q\\\"\\\\/\\u0001\\n\\t\\r\\b\\f<é\\u{1F600}\\u2028\"",
            &[],
            json!("q\"\\/\u{1}\n\t\r\u{8}\u{c}<é😀\u{2028}"),
        ),
        row(
            "{ n = 1, i = +5, j = -5, d = 1.5, w = 1.0, s = 0.01, l = 1e300, t = 5e-324 }",
            &[],
            json!({ "n": 1, "i": 5, "j": -5, "d": 1.5, "w": 1, "s": 0.01, "l": 1e300, "t": 5e-324 }),
        ),
        row("Some 1", &[], json!(1)),
        row("None Natural", &[], Json::Null),
        row(
            SOME_AND_NONE,
            &[],
            json!({ "b": 1, "c": [null, 2], "d": {}, "f": [], "g": {}, "h": "", "i": [[]] }),
        ),
        row(
            SOME_AND_NONE,
            &["--omit-empty"],
            json!({ "b": 1, "c": [2], "h": "" }),
        ),
        row(
            SOME_AND_NONE,
            &["--preserve-null"],
            json!({ "a": null, "b": 1, "c": [null, 2], "d": { "e": null }, "f": [], "g": {}, "h": "", "i": [[]] }),
        ),
        row("[ {=} ]", &["--omit-empty"], Json::Null),
        row("toMap { b = 1, a = 2 }", &[], json!({ "a": 2, "b": 1 })),
        row(
            "toMap { a = 2 }",
            &["--no-maps"],
            json!([{ "mapKey": "a", "mapValue": 2 }]),
        ),
        row(
            "[ { name = \"x\", value = 1 } ]",
            &["--key", "name", "--value", "value"],
            json!({ "x": 1 }),
        ),
        row(
            "[ { mapKey = \"x\", mapValue = 1 } ]",
            &["--key", "name"],
            json!([{ "mapKey": "x", "mapValue": 1 }]),
        ),
        row("[] : List { mapKey : Text, mapValue : Natural }", &[], json!({})),
        row(
            "[] : List { mapKey : Natural, mapValue : Natural }",
            &[],
            json!({}),
        ),
        row(
            "[] : List { mapKey : Text, mapValue : Natural, c : Text }",
            &[],
            json!([]),
        ),
        row(
            "[ { mapKey = 1, mapValue = 2 } ]",
            &[],
            json!([{ "mapKey": 1, "mapValue": 2 }]),
        ),
        row(
            "[ { mapKey = \"a\", mapValue = 2, c = 3 } ]",
            &[],
            json!([{ "mapKey": "a", "mapValue": 2, "c": 3 }]),
        ),
        row(
            "[ { mapKey = < A | B >.A, mapValue = 2 }, { mapKey = < A | B >.B, mapValue = 3 } ]",
            &[],
            json!({ "A": 2, "B": 3 }),
        ),
        row(
            "[ { mapKey = < A : Text | B >.A \"x\", mapValue = 2 } ]",
            &[],
            json!([{ "mapKey": "x", "mapValue": 2 }]),
        ),
        row(
            "[ { mapKey = \"a\", mapValue = 2 }, { mapKey = \"a\", mapValue = 3 }, { mapKey = \"0\", mapValue = 1 } ]",
            &[],
            json!({ "0": 1, "a": 3 }),
        ),
        row("< A | B : Natural >.A", &[], json!("A")),
        row("< A | B : Natural >.B 2", &[], json!(2)),
        row("< A | B : Natural >.B", &[], json!("B")),
        nested(
            "{ field = \"name\", nesting = Nesting.Inline, contents = U.A }",
            &[],
            json!({ "name": "A" }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Inline, contents = U.C { x = 2 } }",
            &[],
            json!({ "name": "C", "x": 2 }),
        ),
        nested(
            "{ field = \"x\", nesting = Nesting.Inline, contents = U.C { x = 2 } }",
            &[],
            json!({ "x": "C" }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Nested \"v\", contents = U.A }",
            &[],
            json!({ "name": "A" }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Nested \"v\", contents = U.A }",
            &["--preserve-null"],
            json!({ "name": "A", "v": null }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Nested \"v\", contents = U.B 2 }",
            &[],
            json!({ "name": "B", "v": 2 }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Nested \"name\", contents = U.B 2 }",
            &[],
            json!({ "name": 2 }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Nested \"v\", contents = Some 3 }",
            &[],
            json!({ "contents": 3, "field": "name", "nesting": "v" }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Inline, contents = { x = 2 } }",
            &[],
            json!({ "contents": { "x": 2 }, "field": "name", "nesting": "Inline" }),
        ),
        nested(
            "{ field = \"name\", nesting = Nesting.Inline, \
             contents = < M : List { mapKey : Text, mapValue : Natural } >.M (toMap { a = 1 }) }",
            &[],
            json!({ "a": 1, "name": "M" }),
        ),
        row(
            "{ field = \"name\", nesting = < Inline : {} | Nested : Text >.Inline {=}, contents = < C : { x : Natural } >.C { x = 2 } }",
            &[],
            json!({ "name": "C", "x": 2 }),
        ),
        row(
            "{ field = \"name\", nesting = < Inline | Nested : Text | Other >.Inline, contents = < A >.A }",
            &[],
            json!({ "contents": "A", "field": "name", "nesting": "Inline" }),
        ),
        row(
            &format!(
                "{NEW_JSON} json.array [ json.null, json.integer +5, json.double 1.5, json.bool True, json.string \"x\", \
                 json.object ([] : List {{ mapKey : Text, mapValue : JSON }}), json.array ([] : List JSON), \
                 json.object [ {{ mapKey = \"b\", mapValue = json.null }}, {{ mapKey = \"a\", mapValue = json.integer +1 }} ] ]"
            ),
            &[],
            json!([null, 5, 1.5, true, "x", {}, [], { "a": 1 }]),
        ),
        row(
            &format!("{{ a = {OLD_JSON} json.number 3.0 }}"),
            &[],
            json!({ "a": 3 }),
        ),
        row(
            &format!("{{ a = {NEW_JSON} json.null }}"),
            &["--preserve-null"],
            json!({ "a": null }),
        ),
        row(
            &format!("{NEW_JSON} json.object (toMap {{ a = json.bool False }})"),
            &["--no-maps"],
            json!({ "a": false }),
        ),
        row(
            "{ a = NaN, b = Infinity, c = -Infinity }",
            &["--approximate-special-doubles"],
            json!({ "b": f64::MAX, "c": f64::MIN }),
        ),
    ]
}

#[test]
fn values_become_json_as_dhall_to_json_does_it() {
    for (text, flags, expected) in rows() {
        assert_eq!(json(&text, &options(flags)), Ok(expected), "{text} {flags:?}");
    }
}

#[test]
fn the_official_program_says_the_same() {
    let program = std::env::var("MESHC_DHALL_TO_JSON").unwrap_or_else(|_| "dhall-to-json".to_owned());
    for (text, flags, expected) in rows() {
        let child = Command::new(&program)
            .args(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            super::dhall_standard::say("dhall-to-json: not run, the program is absent");
            return;
        };
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let found: Json = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{text} {flags:?}: {error}"));
        assert_eq!(found, expected, "{text} {flags:?}");
    }
}

#[test]
fn moments_and_bytes_become_texts() {
    let rows = [
        ("2024-01-02", json!("2024-01-02")),
        ("12:34:56.100", json!("12:34:56.100")),
        ("+01:00", json!("+01:00")),
        (
            "{ t = 12:34:56, z = -05:30 }",
            json!({ "t": "12:34:56", "z": "-05:30" }),
        ),
        ("2024-01-02T12:34:56Z", json!("2024-01-02T12:34:56+00:00")),
        ("2024-01-02T12:34:56", json!("2024-01-02T12:34:56")),
        ("12:34:56+02:00", json!("12:34:56+02:00")),
        ("{ date = 1, time = 2 }", json!({ "date": 1, "time": 2 })),
        ("0x\"00fF\"", json!("00ff")),
    ];
    for (text, expected) in rows {
        assert_eq!(json(text, &ConvertOptions::default()), Ok(expected), "{text}");
    }
}

#[test]
fn numbers_keep_every_digit() {
    let number = "123456789012345678901234567890123456789012345678901234567890";
    for (text, expected) in [
        (format!("[ {} ]", u64::MAX), format!("[\n  {}\n]\n", u64::MAX)),
        (format!("[ {number} ]"), format!("[\n  {number}\n]\n")),
        (format!("[ -{number} ]"), format!("[\n  -{number}\n]\n")),
    ] {
        let found = written(&text, &ConvertOptions::default(), Format::Json(Layout::Indented));
        assert_eq!(found, Ok(expected));
    }
}

#[test]
fn what_is_no_data_is_refused_with_its_path() {
    let rows = [
        (
            "λ(x : Natural) → x",
            "the function is no data @ λ(x : Natural) → x",
        ),
        ("Natural/show", "the function is no data @ Natural/show"),
        (
            "{ spec.ports = [ { map = λ(x : Natural) → x } ] }",
            "the function at `spec.ports[0].map` is no data @ λ(x : Natural) → x",
        ),
        (
            "{ `a b` = { T = Text } }",
            "the type at `a b.T` is no data @ Text",
        ),
        ("{ a : Natural }", "the type is no data @ { a : Natural }"),
        ("List Natural", "the type is no data @ List Natural"),
        ("< A >", "the type is no data @ < A >"),
        ("{ a = None }", "`None` at `a` does not say what is absent @ None"),
        ("{ a = NaN }", "`NaN` at `a` is no number of JSON @ NaN"),
        (
            "[ -Infinity ]",
            "`-Infinity` at `[0]` is no number of JSON @ -Infinity",
        ),
        ("assert : 1 === 1", "the assertion is no data @ assert : 1 === 1"),
        (
            "λ(T : Type) → λ(json : { null : T }) → json.null",
            "the function is no data @ λ(T : Type) → λ(json : { null : T }) → json.null",
        ),
        (
            "{ a = { field = \"name\", nesting = < Inline | Nested : Text >.Inline, contents = < B : Natural >.B 2 } }",
            "the alternative `B` at `a` carries no record, so it is not inline @ \
             { field = \"name\", nesting = < Inline | Nested : Text >.Inline, contents = < B : Natural >.B 2 }",
        ),
    ];
    for (text, expected) in rows {
        let found = json(text, &ConvertOptions::default()).unwrap_err();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn layouts() {
    let text = "{ a = [ { b = 1, c = [ 1, 2 ] } ], d = {=}, e = [] : List Text }";
    let indented = "{\n  \"a\": [\n    {\n      \"b\": 1,\n      \"c\": [\n        1,\n        2\n      ]\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}\n";
    let compact = "{\"a\":[{\"b\":1,\"c\":[1,2]}],\"d\":{},\"e\":[]}\n";
    let yaml = "a:\n- b: 1\n  c:\n  - 1\n  - 2\nd: {}\ne: []\n";
    let rows = [
        (Format::Json(Layout::Indented), indented),
        (Format::Json(Layout::Compact), compact),
        (Format::Yaml { documents: false }, yaml),
        (Format::Yaml { documents: true }, yaml),
    ];
    for (format, expected) in rows {
        let found = written(text, &ConvertOptions::default(), format);
        assert_eq!(found.as_deref(), Ok(expected));
    }
}

#[test]
fn yaml_is_safe_for_readers_of_both_versions() {
    let rows = [
        ("\"on\"", "\"on\"\n"),
        ("\"\"", "\"\"\n"),
        (
            "{ y = \"n\", `a b:` = \"1e3\" }",
            "\"a b:\": \"1e3\"\n\"y\": \"n\"\n",
        ),
        (
            "[ NaN, Infinity, -Infinity, 1.0, 1e22, 0.5 ]",
            "- .nan\n- .inf\n- -.inf\n- 1\n- 1.0e+22\n- 0.5\n",
        ),
        ("\"\\u0000\"", "\"\\x00\"\n"),
        ("{ a = ''\n  x: 1\n    y\n  '' }", "a: |\n  x: 1\n    y\n"),
        ("[ 1, 2 ]", "- 1\n- 2\n"),
        ("[ [ 1 ], [] : List Natural ]", "- - 1\n- []\n"),
    ];
    let options = ConvertOptions {
        doubles: Doubles::Kept,
        ..ConvertOptions::default()
    };
    for (text, expected) in rows {
        let found = written(text, &options, Format::Yaml { documents: false });
        assert_eq!(found.as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn documents_are_the_elements_of_a_list() {
    let rows = [
        ("[ { a = 1 }, { a = 2 } ]", "a: 1\n---\na: 2\n"),
        ("[] : List Natural", ""),
        ("toMap { a = 1 }", "a: 1\n"),
    ];
    for (text, expected) in rows {
        let found = written(text, &ConvertOptions::default(), Format::Yaml { documents: true });
        assert_eq!(found.as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn declared_order_is_that_of_the_text() {
    let rows = [
        (
            "{ b = 1, a = { d = 2, c = 3 } }",
            "{\"b\":1,\"a\":{\"d\":2,\"c\":3}}\n",
        ),
        ("let c = 1 let d = 2 in { d, c }", "{\"d\":2,\"c\":1}\n"),
        ("{ z = 1 } // { y = 2, x = 3 }", "{\"z\":1,\"y\":2,\"x\":3}\n"),
        ("toMap { b = 1, a = 2 }", "{\"a\":2,\"b\":1}\n"),
        (
            "[ { mapKey = \"b\", mapValue = 1 }, { mapKey = \"a\", mapValue = 2 } ]",
            "{\"b\":1,\"a\":2}\n",
        ),
    ];
    let options = ConvertOptions {
        order: Order::Declared,
        ..ConvertOptions::default()
    };
    for (text, expected) in rows {
        let found = written(text, &options, Format::Json(Layout::Compact));
        assert_eq!(found.as_deref(), Ok(expected), "{text}");
    }
}

/// A record that holds the one before it twice, `depth` times.
fn doubled(depth: usize) -> String {
    let mut text = "let x0 = { name = \"n\", value = 1 }\n".to_owned();
    for level in 1..=depth {
        let before = level - 1;
        text.push_str(&format!(
            "let x{level} = {{ left = x{before}, right = x{before} }}\n"
        ));
    }
    text + &format!("in x{depth}")
}

#[test]
fn what_is_shared_is_read_once() {
    let text = doubled(12);
    let host = One(text.clone());
    let sources = Sources::default();
    let engine = Engine::new(&host, &sources, Options::default());
    let formed = convert(
        &engine,
        &RepoPath::parse("a.dhall").unwrap(),
        &ConvertOptions::default(),
    );
    let document = formed.result.unwrap();
    assert!(document.len() < 20, "{}", document.len());
    let text = written(&text, &ConvertOptions::default(), Format::Json(Layout::Indented)).unwrap();
    let size = document.size();
    assert!(
        size.abs_diff(text.len() as u64) < size / 4,
        "{size} {}",
        text.len()
    );
}

#[test]
fn output_larger_than_the_limit_is_refused_before_it_is_written() {
    for depth in [40, 100] {
        let found = json(&doubled(depth), &ConvertOptions::default()).unwrap_err();
        assert!(found.starts_with("the output would have "), "{found}");
        assert!(found.contains("at most 1073741824 are written"), "{found}");
    }
}

#[test]
fn deep_data_is_written_without_recursion() {
    let depth = 1500;
    let text = format!("{}1{}", "[ ".repeat(depth), " ]".repeat(depth));
    let found = written(&text, &ConvertOptions::default(), Format::Json(Layout::Compact));
    let expected = format!("{}1{}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(found, Ok(expected));
}

/// Data that both formats hold, as Dhall text and as JSON.
fn data() -> impl Strategy<Value = (String, Json)> {
    let label = "[a-z]{1,4}";
    let leaf = prop_oneof![
        any::<bool>().prop_map(|bool| (if bool { "True" } else { "False" }.to_owned(), json!(bool))),
        any::<u64>().prop_map(|number| (number.to_string(), json!(number))),
        any::<i64>().prop_map(|number| (format!("{number:+}"), json!(number))),
        "[ -~é\n\t]{0,12}".prop_map(|text| {
            let literal = json!(text).to_string().replace('$', "\\u0024");
            (literal, json!(text))
        }),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        proptest::collection::btree_map(label, inner, 0..4).prop_map(|fields| {
            let texts: Vec<String> = fields
                .iter()
                .map(|(label, (text, _))| format!("`{label}` = {text}"))
                .collect();
            let object = fields
                .into_iter()
                .map(|(label, (_, value))| (label, value))
                .collect();
            let text = if texts.is_empty() {
                "{=}".to_owned()
            } else {
                format!("{{ {} }}", texts.join(", "))
            };
            (text, Json::Object(object))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn json_and_yaml_hold_the_same((text, expected) in data()) {
        let options = ConvertOptions::default();
        for layout in [Layout::Indented, Layout::Compact] {
            let json = written(&text, &options, Format::Json(layout)).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Json>(&json).unwrap(), &expected);
        }
        let yaml = written(&text, &options, Format::Yaml { documents: false }).unwrap();
        prop_assert_eq!(&serde_saphyr::from_str::<Json>(&yaml).unwrap(), &expected);
    }
}
