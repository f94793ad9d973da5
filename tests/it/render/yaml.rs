//! YAML that every parser reads alike.

use std::io::Write as _;
use std::process::{Command, Stdio};

use meshc::yaml::document;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::fleet::did_not_run;

/// Texts that one parser or another takes for something else.
const NASTY: &[&str] = &[
    "",
    " ",
    "  ",
    "a ",
    " a",
    "a  b",
    "no",
    "No",
    "NO",
    "n",
    "y",
    "Y",
    "yes",
    "on",
    "off",
    "true",
    "True",
    "false",
    "null",
    "Null",
    "nil",
    "~",
    "NaN",
    ".nan",
    ".inf",
    "-.inf",
    "inf",
    "infinity",
    "1",
    "-1",
    "+1",
    "1.0",
    "1.",
    ".5",
    "1e3",
    "1E3",
    "1e+3",
    "0x1f",
    "0X1F",
    "0o17",
    "017",
    "0b101",
    "1_000",
    "1__0",
    "0b_",
    "+_",
    "-_",
    "+__",
    "10:20",
    "10:20:30",
    "190:20:30.15",
    "2021-01-01",
    "2021-01-01T00:00:00Z",
    "2021-01-01 00:00:00",
    "<<",
    "=",
    "-",
    "- a",
    "-a",
    "--",
    "---",
    "--- a",
    "...",
    "?",
    "? a",
    ":",
    ": a",
    "a: b",
    "a:",
    "a:b",
    "a :b",
    "#",
    "# a",
    "a #b",
    "a#b",
    "a # b",
    "!",
    "!a",
    "!!str a",
    "&a",
    "*a",
    "@a",
    "`a",
    "%a",
    "|",
    ">",
    "|-",
    "{",
    "}",
    "{}",
    "[",
    "]",
    "[]",
    "{a: b}",
    "[a, b]",
    ",",
    "a,b",
    "'",
    "\"",
    "'a'",
    "\"a\"",
    "it's",
    "\\",
    "\\n",
    "a\\",
    "\t",
    "\ta",
    "a\t",
    "a\tb",
    "\n",
    "\n\n",
    "a\n",
    "a\n\n",
    "a\n\n\n",
    "\na",
    "\n a",
    " \n",
    "a\nb",
    "a\nb\n",
    "a\n b\n",
    "a\n\tb",
    "\ta\nb",
    " a\nb",
    "a \nb",
    "a\nb ",
    "a\nb\t\n",
    "a\n\nb",
    "a\n \nb",
    "# a\nb\n",
    "---\na\n",
    "a\n---\nb\n",
    "a\n...\n",
    "- a\n- b\n",
    "a: b\nc: d\n",
    "%YAML 1.2\n---\n",
    "\r",
    "\r\n",
    "a\rb",
    "a\r\nb\r\n",
    "\u{85}",
    "a\u{85}b",
    "\u{2028}",
    "a\u{2029}b",
    "\u{FEFF}",
    "\u{FEFF}a",
    "a\u{FEFF}",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{1B}[0m",
    "\u{7F}",
    "\u{80}",
    "\u{9F}",
    "\u{A0}",
    "\u{A0}a",
    "ä",
    "Börse & Söhne",
    "日本語",
    "😀",
    "a\n😀\n",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{200B}",
    "\u{202E}abc",
    "\u{FFFD}",
    "\u{10FFFD}",
    "_",
    "_a",
    "/",
    "/a",
    "/a/b c",
    "a/b",
    "a=b",
    "a;b",
    "(a)",
    "a(b)",
    "a@b.example",
    "${a.b}",
    "$a",
    "http://a.example:8080/",
    "%s.%s-%4$s",
    "2025.55.0",
    "1.2.3",
    "sha256:00",
    "a: ",
    "a\u{0B}b",
    "a\u{0C}b",
    "key: |\n  text\n",
    "\u{E000}",
];

fn holder(text: &str) -> Json {
    json!({
        "map": { "value": text, "list": [text, [text, { "deep": text }], { "one": text, "two": text }] },
        "key": { text: text, "other": { text: [text] } },
        "last": text,
    })
}

#[test]
fn every_text_comes_back_as_it_was() {
    for text in NASTY {
        for value in [holder(text), json!(text), json!([text])] {
            let written = document(&value, &["map", "value"]).unwrap();
            let read: Json = serde_saphyr::from_str(&written)
                .unwrap_or_else(|error| panic!("{text:?}: {error}\n{written}"));
            assert_eq!(read, value, "{text:?}\n{written}");
            assert!(written.ends_with('\n') && !written.contains('\r'));
        }
    }
}

#[test]
fn other_values_come_back_as_they_were() {
    let long = "k".repeat(1500);
    let value = json!({
        "a": null, "b": true, "c": false, "d": 0, "e": -1, "f": u64::MAX, "g": [], "h": {}, "i": [[], {}, [[1]], [{ "a": 1, "b": [] }]],
        "j": 1.5, "k": 1e300, "l": -2.5e-9, "m": 3.0, long.as_str(): { "a": [1] },
    });
    let written = document(&value, &[]).unwrap();
    let read: Json = serde_saphyr::from_str(&written).unwrap();
    assert_eq!(read, value, "{written}");
}

#[test]
fn first_fields_come_first_and_the_others_in_order() {
    let written = document(
        &json!({ "b": 1, "a": { "b": 2, "kind": 3 }, "kind": "x" }),
        &["kind"],
    )
    .unwrap();
    assert_eq!(written, "kind: x\na:\n  kind: 3\n  b: 2\nb: 1\n");
}

#[test]
fn texts_of_several_lines_stay_readable() {
    let written = document(&json!({ "a": "x: 1\n\ny: 2\n", "b": ["one\ntwo"] }), &[]).unwrap();
    assert_eq!(written, "a: |\n  x: 1\n\n  y: 2\nb:\n- |-\n  one\n  two\n");
}

#[test]
fn what_nothing_can_hold_is_refused_with_its_place() {
    for text in ["\0", "a\u{FFFE}", "\u{FFFF}"] {
        let error = document(&json!({ "data": { "x": [text] } }), &[]).unwrap_err();
        assert_eq!(error.path, "data.x");
        assert!(document(&json!({ text: 1 }), &[]).is_err());
    }
}

/// Reads documents, one JSON string each, from the standard input, and prints what they hold as JSON.
const PYTHON: &str = "
import json, sys
try:
    import yaml
except ImportError:
    sys.exit(42)
for line in sys.stdin:
    print(json.dumps(yaml.safe_load(json.loads(line))))
";

#[test]
fn another_parser_agrees() {
    let python = std::env::var("MESHC_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let child = Command::new(python)
        .args(["-c", PYTHON])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        did_not_run("there is no python3");
        return;
    };
    let values: Vec<Json> = NASTY.iter().map(|text| holder(text)).collect();
    let mut input = child.stdin.take().unwrap();
    let documents: String = values
        .iter()
        .map(|value| format!("{}\n", json!(document(value, &[]).unwrap())))
        .collect();
    let feeder = std::thread::spawn(move || input.write_all(documents.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let fed = feeder.join().unwrap();
    if output.status.code() == Some(42) {
        did_not_run("python3 has no module yaml");
        return;
    }
    fed.unwrap();
    assert!(output.status.success());
    let read = String::from_utf8(output.stdout).unwrap();
    let read: Vec<Json> = read
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(read.len(), values.len());
    for (read, value) in read.iter().zip(&values) {
        assert_eq!(read, value);
    }
}

proptest! {
    #[test]
    fn any_text_comes_back(text in any::<String>(), lines in proptest::collection::vec("[ \t#:a-]{0,4}", 1..5)) {
        let text: String = text.chars().filter(|c| !matches!(c, '\0' | '\u{FFFE}' | '\u{FFFF}')).collect();
        for text in [text, lines.join("\n")] {
            let value = holder(&text);
            let written = document(&value, &[]).unwrap();
            prop_assert_eq!(serde_saphyr::from_str::<Json>(&written).unwrap(), value);
        }
    }
}
