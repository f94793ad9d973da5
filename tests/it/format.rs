//! The formats in which CI systems and reviews take findings, each held to what its reader takes.

use std::collections::{BTreeMap, BTreeSet};

use meshc::compile;
use meshc::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use meshc::report::finding::{Check, FindingReport, github, gitlab, jsonl, junit, rdjson};
use meshc::source::{FileId, RepoPath, SourceName, Sources, Span};
use serde_json::{Value, json};

const TEXT: &str = "let é = 1\n\nin  { a = \"bad\", b = é }\n";

/// What tries to be something else in some format.
const HOSTILE: &str = "50% <b>&\"',:: \u{1b}[0m]]>\r\n::error::PWNED";

fn sources() -> (Sources, FileId) {
    let sources = Sources::default();
    let path = RepoPath::parse("instances/acme, inc/a:b.dhall").unwrap();
    let file = sources.add(SourceName::Repo(path), TEXT);
    (sources, file)
}

fn span(file: FileId, needle: &str) -> Span {
    let start = TEXT.find(needle).unwrap() as u32;
    Span::new(file, start, start + needle.len() as u32)
}

fn findings(file: FileId) -> Diagnostics {
    let mut waived =
        Diagnostic::new(Code("R7"), Severity::Note, "a waived one").address("acme/staging.release");
    waived.waived = Some("until 2026-06-30 by `ada`".to_owned());
    let error = Diagnostic::error(Code("R13"), HOSTILE)
        .at(span(file, "\"bad\""), "")
        .address("acme/production.release")
        .expected("`good`")
        .help("write `good`")
        .suggestion(span(file, "\"bad\""), "\"good\"");
    let lines = Diagnostic::new(Code("R7"), Severity::Warning, "two lines")
        .at(Span::new(file, 0, TEXT.len() as u32 - 1), "")
        .address("acme/production");
    let behind = Diagnostic::error(Code("R13"), "the second")
        .at(span(file, "b = é"), "")
        .address("acme");
    let nowhere = Diagnostic::error(Code("I49"), "no file is at fault");
    [error, lines, behind, nowhere, waived].into_iter().collect()
}

fn with<T>(found: impl Fn(FileId) -> Diagnostics, form: fn(&Check<'_>) -> T) -> T {
    let (sources, file) = sources();
    let environments = ["acme/production".to_owned(), "acme/staging".to_owned()];
    form(&Check {
        snapshot: "worktree",
        as_of: None,
        instances: 1,
        environments: &environments,
        findings: &found(file),
        sources: &sources,
        page: &compile::page,
    })
}

fn written<T>(form: fn(&Check<'_>) -> T) -> T {
    with(findings, form)
}

fn nothing(_: FileId) -> Diagnostics {
    Diagnostics::new()
}

fn holds(schema: &Value, document: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?} in {document:#}");
}

/// A workflow command as the runner of GitHub takes it apart: kind, properties, message.
fn command(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let rest = line.strip_prefix("::")?;
    let (head, message) = rest.split_once("::")?;
    let (kind, properties) = head.split_once(' ').unwrap_or((head, ""));
    let unescape = |text: &str| {
        let pairs = [
            ("%3A", ":"),
            ("%2C", ","),
            ("%0D", "\r"),
            ("%0A", "\n"),
            ("%25", "%"),
        ];
        pairs
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
    let properties = properties.map(|(key, value)| (key.to_owned(), unescape(value)));
    Some((kind.to_owned(), properties.collect(), unescape(message)))
}

#[test]
fn github_reads_a_command_for_each_finding() {
    let text = written(github);
    let commands: Vec<_> = text.lines().filter_map(command).collect();
    let kinds: Vec<&str> = commands.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["error", "error", "error", "warning", "notice"], "{text}");
    let known = ["file", "line", "endLine", "col", "endColumn", "title"];
    assert!(
        commands
            .iter()
            .all(|(_, properties, _)| properties.keys().all(|key| known.contains(&key.as_str())))
    );
    let (_, properties, message) = commands
        .iter()
        .find(|(.., message)| message.contains("PWNED"))
        .unwrap();
    assert_eq!(properties["file"], "instances/acme, inc/a:b.dhall");
    assert_eq!(
        (properties["line"].as_str(), properties["col"].as_str()),
        ("3", "11")
    );
    assert_eq!(properties["title"], "R13");
    assert!(
        message.contains(HOSTILE) && message.contains("Expected: `good`"),
        "{message}"
    );
    let (_, properties, _) = commands
        .iter()
        .find(|(.., message)| message.contains("two lines"))
        .unwrap();
    assert_eq!(properties["endLine"], "3");
    assert!(
        !properties.contains_key("col"),
        "columns are only taken within a line"
    );
}

#[test]
fn github_is_told_no_more_than_it_shows_and_people_how_much_that_was() {
    let many = |_| {
        (0..35)
            .map(|number| Diagnostic::error(Code("I49"), format!("number {number}")))
            .collect()
    };
    let text = with(many, github);
    assert_eq!(
        text.lines().filter(|line| line.starts_with("::error ")).count(),
        10
    );
    assert!(text.ends_with("35 errors, 0 warnings in worktree; 25 findings are not annotated, since GitHub shows 10 of a kind for a step\n"), "{text}");
    assert_eq!(
        with(nothing, github),
        "meshc check: 0 errors, 0 warnings in worktree\n"
    );
}

#[test]
fn gitlab_reads_an_array_of_issues_that_stay_apart() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": false,
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^./]" },
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": { "begin": { "type": "integer", "minimum": 1 } },
                        },
                    },
                },
            },
        },
    });
    let document: Value = serde_json::from_str(&written(gitlab)).unwrap();
    holds(&schema, &document);
    let issues = document.as_array().unwrap();
    assert_eq!(issues.len(), 4, "what was waived is no issue");
    let fingerprints: BTreeSet<&str> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(fingerprints.len(), issues.len());
    assert_eq!(with(nothing, gitlab), "[]\n");
    let twice = |file| {
        let finding = Diagnostic::error(Code("R13"), "the same").at(span(file, "\"bad\""), "");
        [finding.clone().expected("one"), finding.expected("other")]
            .into_iter()
            .collect()
    };
    let document: Value = serde_json::from_str(&with(twice, gitlab)).unwrap();
    assert_ne!(document[0]["fingerprint"], document[1]["fingerprint"]);
}

#[test]
fn reviewdog_reads_diagnostics_with_suggestions() {
    let position = json!({
        "type": "object",
        "required": ["line"],
        "properties": { "line": { "type": "integer", "minimum": 1 }, "column": { "type": "integer", "minimum": 1 } },
        "additionalProperties": false,
    });
    let range = json!({
        "type": "object",
        "required": ["start"],
        "properties": { "start": position, "end": position },
        "additionalProperties": false,
    });
    let schema = json!({
        "type": "object",
        "required": ["diagnostics"],
        "additionalProperties": false,
        "properties": {
            "source": { "type": "object", "properties": { "name": { "type": "string" }, "url": { "type": "string" } } },
            "severity": { "enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"] },
            "diagnostics": { "type": "array", "items": {
                "type": "object",
                "required": ["message"],
                "additionalProperties": false,
                "properties": {
                    "message": { "type": "string", "minLength": 1 },
                    "location": {
                        "type": "object",
                        "required": ["path"],
                        "properties": { "path": { "type": "string" }, "range": range },
                        "additionalProperties": false,
                    },
                    "severity": { "enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"] },
                    "code": { "type": "object", "required": ["value"], "properties": { "value": { "type": "string" } } },
                    "suggestions": { "type": "array", "items": {
                        "type": "object",
                        "required": ["range", "text"],
                        "properties": { "range": range, "text": { "type": "string" } },
                        "additionalProperties": false,
                    } },
                },
            } },
        },
    });
    let document: Value = serde_json::from_str(&written(rdjson)).unwrap();
    holds(&schema, &document);
    let diagnostics = document["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), 4);
    let mended = diagnostics
        .iter()
        .find(|found| found["suggestions"].is_array())
        .unwrap();
    let expected = json!({ "start": { "line": 3, "column": 11 }, "end": { "line": 3, "column": 16 } });
    assert_eq!(
        mended["suggestions"][0],
        json!({ "range": expected, "text": "\"good\"" })
    );
    // Columns count bytes: `é` has two.
    let behind = diagnostics
        .iter()
        .find(|found| found["message"].as_str().unwrap().contains("second"))
        .unwrap();
    assert_eq!(behind["location"]["range"]["end"]["column"], 24);
    holds(&schema, &serde_json::from_str(&with(nothing, rdjson)).unwrap());
}

#[test]
fn every_line_of_a_stream_is_an_object_with_a_type() {
    let text = written(jsonl);
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let types: Vec<&str> = lines.iter().map(|line| line["type"].as_str().unwrap()).collect();
    let expected = [&["version"][..], &["diagnostic"; 5], &["summary"]].concat();
    assert_eq!(types, expected);
    let schema = schemars::schema_for!(FindingReport);
    for line in &lines[1..6] {
        holds(schema.as_value(), &line["diagnostic"]);
    }
    assert_eq!(
        (&lines[6]["error_count"], &lines[6]["valid"]),
        (&json!(3), &json!(false))
    );
}

/// An element with its attributes, its elements and its text.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    elements: Vec<Element>,
}

/// Reads a document of the part of XML that is written here; panics if it is not well-formed.
fn parse(text: &str) -> Element {
    let rest = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .unwrap();
    assert!(
        text.chars()
            .all(|character| !character.is_control() || character == '\n'),
        "{text:?}"
    );
    let mut stack = vec![Element {
        name: String::new(),
        attributes: BTreeMap::new(),
        elements: Vec::new(),
    }];
    for part in rest.split('<').skip(1) {
        let (tag, behind) = part.split_once('>').unwrap();
        for entity in behind.split('&').skip(1) {
            assert!(
                ["amp;", "lt;", "gt;", "quot;", "#10;", "#9;"]
                    .iter()
                    .any(|known| entity.starts_with(known)),
                "{entity}"
            );
        }
        if let Some(name) = tag.strip_prefix('/') {
            let closed = stack.pop().unwrap();
            assert_eq!(closed.name, name);
            stack.last_mut().unwrap().elements.push(closed);
            continue;
        }
        let tag_text = tag.strip_suffix('/').unwrap_or(tag);
        let (name, mut rest) = tag_text.split_once(' ').unwrap_or((tag_text, ""));
        let mut attributes = BTreeMap::new();
        while let Some((key, value)) = rest.trim_start().split_once("=\"") {
            let (value, next) = value.split_once('"').unwrap();
            assert!(attributes.insert(key.to_owned(), value.to_owned()).is_none());
            rest = next;
        }
        assert_eq!(rest.trim(), "");
        let element = Element {
            name: name.to_owned(),
            attributes,
            elements: Vec::new(),
        };
        if tag.ends_with('/') {
            stack.last_mut().unwrap().elements.push(element);
        } else {
            stack.push(element);
        }
    }
    assert_eq!(stack.len(), 1);
    stack.pop().unwrap().elements.pop().unwrap()
}

/// Holds a document to the rules that servers share: names, attributes, at most one outcome a case, right counts.
fn junit_holds(root: &Element) {
    assert_eq!(root.name, "testsuites");
    let number = |element: &Element, name: &str| element.attributes[name].parse::<usize>().unwrap();
    let mut sums = [0; 3];
    for suite in &root.elements {
        assert_eq!(suite.name, "testsuite");
        let count = |name: &str| {
            suite
                .elements
                .iter()
                .filter(|case| case.elements.iter().any(|inner| inner.name == name))
                .count()
        };
        let counts = [suite.elements.len(), count("failure"), count("skipped")];
        assert_eq!(
            counts,
            ["tests", "failures", "skipped"].map(|name| number(suite, name)),
            "{suite:?}"
        );
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
        for case in &suite.elements {
            assert_eq!(case.name, "testcase");
            assert!(case.attributes.contains_key("name") && case.attributes.contains_key("classname"));
            assert!(case.elements.len() <= 1);
            for outcome in &case.elements {
                assert!(["failure", "skipped", "system-out"].contains(&outcome.name.as_str()));
                assert_eq!(outcome.name == "failure", outcome.attributes.contains_key("type"));
            }
        }
    }
    assert_eq!(
        sums,
        ["tests", "failures", "skipped"].map(|name| number(root, name))
    );
}

#[test]
fn junit_has_a_case_for_every_code_in_every_environment() {
    let root = parse(&written(junit));
    junit_holds(&root);
    let suites: Vec<&str> = root
        .elements
        .iter()
        .map(|suite| suite.attributes["name"].as_str())
        .collect();
    assert_eq!(suites, ["acme", "acme/production", "acme/staging", "repository"]);
    let outcome = |suite: usize, code: &str| {
        let mut cases = root.elements[suite].elements.iter();
        let case = cases
            .find(|case| case.attributes["name"].starts_with(&format!("{code}: ")))
            .unwrap();
        case.elements
            .first()
            .map_or("passed", |outcome| outcome.name.as_str())
            .to_owned()
    };
    assert_eq!(outcome(1, "R13"), "failure");
    assert_eq!(outcome(1, "R7"), "system-out", "a warning fails nothing");
    assert_eq!(outcome(2, "R13"), "passed");
    assert_eq!(outcome(2, "R7"), "skipped");
    assert_eq!(outcome(3, "I49"), "failure");
    let clean = parse(&with(nothing, junit));
    junit_holds(&clean);
    assert_eq!(clean.elements.len(), 2);
    assert_eq!(clean.attributes["tests"], "2");
}
