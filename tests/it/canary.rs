//! A canary in the place of every secret that the model has, and in the texts around it: no output sings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use meshc::model::Instance;
use serde_dhall::{SimpleType, StaticType};

use crate::history::History;
use crate::schema::{foreign, write_type};
use crate::waiver::example;

/// What no output may show.
const CANARY: &str = "CANARY7x9";

/// A text with a password in it.
const TEXT: &str = "\"https://u:CANARY7x9@host.example/x\"";

/// One step of the way to a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Field(String),
    Inside,
    Alternative(String),
}

/// The ways to every secret of a type.
fn secrets(ty: &SimpleType, way: &[Step], found: &mut Vec<Vec<Step>>) {
    let with = |step: Step| [way, &[step]].concat();
    match ty {
        SimpleType::Optional(inner) | SimpleType::List(inner) => secrets(inner, &with(Step::Inside), found),
        SimpleType::Record(fields) => {
            for (label, field) in fields {
                secrets(field, &with(Step::Field(label.clone())), found);
            }
        }
        SimpleType::Union(alternatives) if alternatives.contains_key("Native") => found.push(way.to_vec()),
        SimpleType::Union(alternatives) => {
            for (name, payload) in alternatives {
                if let Some(payload) = payload {
                    secrets(payload, &with(Step::Alternative(name.clone())), found);
                }
            }
        }
        SimpleType::Bool
        | SimpleType::Natural
        | SimpleType::Integer
        | SimpleType::Double
        | SimpleType::Text => {}
    }
}

/// Writes Dhall, with every type under a name of its own.
#[derive(Default)]
struct Writer {
    types: BTreeMap<String, usize>,
    id: String,
    /// What stands in the place of the secret at the end of the way.
    secret: String,
    /// What stands for every text.
    text: String,
}

impl Writer {
    fn named(&mut self, ty: &SimpleType) -> String {
        let mut text = String::new();
        write_type(&mut text, ty, 0);
        let next = self.types.len();
        format!("t{}", self.types.entry(text).or_insert(next))
    }

    /// A value of a type: along `way` what leads to the secret, elsewhere as little as there can be.
    fn value(&mut self, ty: &SimpleType, way: Option<&[Step]>, label: &str) -> String {
        let (step, rest) = match way {
            Some([step, rest @ ..]) => (Some(step), Some(rest)),
            Some([]) | None => (None, None),
        };
        match (ty, step) {
            (SimpleType::Bool, _) => "True".to_owned(),
            (SimpleType::Natural, _) => "1".to_owned(),
            (SimpleType::Integer, _) => "+1".to_owned(),
            (SimpleType::Double, _) => "1.0".to_owned(),
            (SimpleType::Text, _) => match label {
                "id" => format!("\"{}\"", self.id),
                "release" | "version" => "\"2025.55.0\"".to_owned(),
                _ => self.text.clone(),
            },
            (SimpleType::Optional(inner), Some(Step::Inside)) => {
                format!("(Some {})", self.value(inner, rest, label))
            }
            (SimpleType::List(inner), Some(Step::Inside)) => {
                format!("[ {} ]", self.value(inner, rest, label))
            }
            (SimpleType::Optional(inner), _) => format!("(None {})", self.named(inner)),
            (SimpleType::List(inner), _) => format!("([] : List {})", self.named(inner)),
            (SimpleType::Record(fields), step) => {
                let fields: BTreeMap<_, _> = fields.iter().collect();
                let mut parts = Vec::new();
                for (name, field) in fields {
                    let on_way = matches!(step, Some(Step::Field(wanted)) if wanted == name);
                    let value = self.value(field, rest.filter(|_| on_way), name);
                    parts.push(format!("{name} = {value}"));
                }
                format!("{{ {} }}", parts.join(", "))
            }
            (SimpleType::Union(alternatives), step) => {
                if let Some(name) = foreign(alternatives) {
                    return match name {
                        "Date" => "2025-12-01".to_owned(),
                        "Time" => "08:00:00".to_owned(),
                        other => panic!("a value of {other}"),
                    };
                }
                let ty = self.named(ty);
                if alternatives.contains_key("Native") {
                    let at_end = way.is_some();
                    let secret = if at_end {
                        self.secret.clone()
                    } else {
                        "fromEnv \"ELSEWHERE\"".to_owned()
                    };
                    return format!("({ty}.{secret})");
                }
                let names: BTreeMap<_, _> = alternatives.iter().collect();
                let wanted = match step {
                    Some(Step::Alternative(name)) => name.clone(),
                    _ => names.keys().next().unwrap().to_string(),
                };
                match names[&wanted] {
                    None => format!("{ty}.{wanted}"),
                    Some(payload) => format!("({ty}.{wanted} {})", self.value(payload, rest, label)),
                }
            }
        }
    }
}

/// An instance with a secret at the end of a way.
fn instance(id: &str, way: &[Step], secret: &str, text: &str) -> String {
    let mut writer = Writer {
        id: id.to_owned(),
        secret: secret.to_owned(),
        text: text.to_owned(),
        ..Writer::default()
    };
    let value = writer.value(&Instance::static_type(), Some(way), "");
    let mut types: Vec<(&String, &usize)> = writer.types.iter().collect();
    types.sort_by_key(|(_, number)| **number);
    let types: String = types
        .iter()
        .map(|(text, number)| format!("let t{number} ={text}\n\n"))
        .collect();
    format!("{types}in  {value}\n")
}

/// What a run of the program prints, to standard output, standard error and files.
fn told(words: &[&str], folder: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meshc"));
    let output = command.args(words).current_dir(folder).output().unwrap();
    assert_ne!(
        output.status.code(),
        Some(70),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = [output.stdout, output.stderr].concat();
    String::from_utf8(text).unwrap()
}

#[test]
fn no_output_shows_what_stands_in_the_place_of_any_secret() {
    let mut ways = Vec::new();
    secrets(&Instance::static_type(), &[], &mut ways);
    ways.sort_by_key(|way| format!("{way:?}"));
    assert!(ways.len() >= 10, "{}", ways.len());
    let literals = [
        "Raw \"CANARY7x9\"",
        "Native \"CANARY7x9\"",
        "fromEnv \"CANARY7x9 = not a name\"",
        "fromTerraform (\"CANARY\" ++ \"7x9 = not a name\")",
        "fromAnsible ''\n  -----BEGIN PRIVATE KEY-----\n  CANARY7x9\n  ''",
    ];
    let folder = tempfile::tempdir().unwrap();
    let history = History::new(folder.path().join("fleet"));
    let catalog = fs::read_to_string(example("fleet/releases/catalog.dhall")).unwrap();
    let schema = walkdir::WalkDir::new(example("fleet/schema"));
    for entry in schema
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
    {
        let path = entry
            .path()
            .strip_prefix(example("fleet"))
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let text = fs::read_to_string(entry.path()).unwrap();
        history.write(&path, text).stage(&path);
    }
    let ids: Vec<String> = (0..ways.len()).map(|number| format!("c{number}")).collect();
    let write = |sings: bool| {
        for (number, (id, way)) in ids.iter().zip(&ways).enumerate() {
            let (secret, text) = match sings {
                true => (literals[number % literals.len()], TEXT),
                false => ("fromEnv \"KEPT\"", "\"plain\""),
            };
            let path = format!("instances/{id}/instance.dhall");
            history.write(&path, instance(id, way, secret, text)).stage(&path);
        }
    };
    write(false);
    history.commit("Keep secrets", &[("releases/catalog.dhall", &catalog)]);
    write(true);
    history.commit("Write secrets down", &[]);

    let mut outputs = Vec::new();
    let mut run = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        outputs.push((words.join(" "), told(&words, history.directory())));
    };
    for format in [
        "human", "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson",
    ] {
        run(&format!("check --format {format}"));
    }
    let sides = ["--base HEAD~1 --head HEAD", "--base HEAD --head HEAD~1"];
    for side in sides {
        for format in ["human", "json", "markdown", "html", "change-request", "gitlab"] {
            run(&format!(
                "plan {side} --context full --diff rendered --format {format}"
            ));
        }
        run(&format!("plan {side} --context identity"));
        run(&format!("plan {side} --context none --summarize"));
        run(&format!("plan {side} --expect-no-changes"));
    }
    run("render --out out");
    run("log");
    run("log --format json");
    run("status");
    run("explain I49");
    for id in ids.iter().step_by(7) {
        run(&format!("blame {id}"));
        run(&format!("why {id} --format json"));
        run(&format!("why {id}"));
    }
    for format in ["human", "json"] {
        for (one, other) in ids.iter().zip(&ids[1..]).step_by(5) {
            let [one, other] = [one, other].map(|id| format!("instances/{id}/instance.dhall"));
            run(&format!("dhall diff {one} {other} --format {format}"));
        }
    }
    for (words, text) in &outputs {
        let at = text.find(CANARY);
        let around = at.map(|at| {
            text[at.saturating_sub(400)..]
                .chars()
                .take(800)
                .collect::<String>()
        });
        assert!(around.is_none(), "{words}\n{}", around.unwrap_or_default());
    }
    let told = |words: &str| {
        outputs
            .iter()
            .find(|(known, _)| known.starts_with(words))
            .unwrap()
    };
    let (_, plan) = told("plan --base HEAD~1 --head HEAD --context full --diff rendered --format json");
    let plan: serde_json::Value = serde_json::from_str(plan).unwrap();
    assert_eq!(plan["complete"], true, "{:#}", plan["findings"]);
    let changes = plan["changes"].as_array().unwrap();
    let sensitive = changes
        .iter()
        .filter(|change| change["after_sensitive"] == true)
        .count();
    assert!(sensitive >= ways.len(), "{sensitive} of {}", ways.len());
    assert!(changes.iter().any(|change| {
        change["after"]
            .as_str()
            .is_some_and(|text| text.contains("(sensitive value)@host"))
    }));
}
