//! The Dhall engine at its door: trees of files in memory, what they come to, and what is said of mistakes.

use std::collections::BTreeMap;
use std::sync::Arc;

use meshc::dhall::{DataType, Datum, DatumValue, Engine, Evaluated, Host, Options, ReadError};
use meshc::source::{RepoPath, Sources};

struct Tree(BTreeMap<RepoPath, Arc<[u8]>>);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Self {
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
fn evaluate(files: &[(&str, &str)], expected: Option<&DataType>) -> (Evaluated, Sources) {
    let tree = Tree::new(files);
    let sources = Sources::default();
    let engine = Engine::new(&tree, &sources, Options::default());
    let result = engine.evaluate(&RepoPath::parse(files[0].0).unwrap(), expected);
    (result, sources)
}

/// Data as one line.
fn show(datum: &Datum) -> String {
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
fn messages(result: &Evaluated, sources: &Sources) -> Vec<String> {
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
