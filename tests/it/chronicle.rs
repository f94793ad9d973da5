//! Histories as people and programs get them: logs, blames, and the commits beside a plan.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use meshc::cli::{self, Console, Exit};
use meshc::report::history::{BlameReport, LogReport};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::golden;
use crate::history::History;

const GLOBEX: &str = include_str!("chronicle/globex.dhall");
const CATALOG: &str = include_str!("../../examples/minimal/releases/catalog.dhall");
const ACME: &str = include_str!("../../examples/minimal/instances/acme/instance.dhall");
const GATE: &str = "let meshc = ../schema/package.dhall in meshc.Gate::{ approvals = 2, roles = [ \"board\" ], soakDays = 0 }\n";
const NEWEST: &str = "      , { version = \"2025.55.0\", date = 2025-12-17, kind = Feature, breaking = Yes, summary = \"exact-match block queries\" }\n";

/// What a run printed, and how it ended.
struct Run {
    out: String,
    err: String,
    exit: Exit,
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Buffer {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn meshc(directory: &Path, words: &[&str]) -> Run {
    let (out, err) = (Buffer::default(), Buffer::default());
    let mut console = Console::new(Box::new(out.clone()), Box::new(err.clone()));
    let mut arguments = vec!["meshc".into()];
    arguments.extend(words.iter().map(Into::into));
    arguments.extend(["--color=never".into(), "--repo".into(), directory.into()]);
    let exit = cli::run(&arguments, &mut console);
    Run {
        out: out.text(),
        err: err.text(),
        exit,
    }
}

/// An empty repository with the Dhall package staged.
fn with_schema() -> (TempDir, History) {
    let parent = tempfile::tempdir().unwrap();
    let history = History::new(fs::canonicalize(parent.path()).unwrap().join("fleet"));
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/dhall");
    for entry in WalkDir::new(&package).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&package).unwrap().to_str().unwrap();
            let path = format!("schema/{path}");
            history.write(&path, fs::read(entry.path()).unwrap()).stage(&path);
        }
    }
    (parent, history)
}

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "nothing to replace: {from}");
        text.replace(from, to)
    })
}

const GATE_FILE: &str = "lib/gate.dhall";
const GLOBEX_FILE: &str = "instances/globex/instance.dhall";
const ACME_FILE: &str = "instances/acme/instance.dhall";
const CATALOG_FILE: &str = "releases/catalog.dhall";

/// A year of two customers: a refactoring, a lowered gate, an instance that is broken and mended, a release, a merge
/// that adds a change of its own, and a customer that leaves.
fn year() -> (TempDir, History) {
    let (parent, history) = with_schema();
    let written = "meshc.Gate::{ approvals = 2, roles = [ \"board\" ], soakDays = 0 }";
    let first = edited(GLOBEX, &[("../../lib/gate.dhall", written)]);
    let older = edited(CATALOG, &[(NEWEST, "")]);
    history.commit(
        "Describe two customers",
        &[(CATALOG_FILE, &older), (ACME_FILE, ACME), (GLOBEX_FILE, &first)],
    );
    history.commit(
        "Keep the gate in one place",
        &[(GATE_FILE, GATE), (GLOBEX_FILE, GLOBEX)],
    );
    let lower = edited(GATE, &[("approvals = 2", "approvals = 1")]);
    history.commit("One approval is enough", &[(GATE_FILE, &lower)]);
    let broken = edited(GLOBEX, &[("\"2025.53.0\"", "2025")]);
    history.commit("Globex: a slip", &[(GLOBEX_FILE, &broken)]);
    let rolled = edited(GLOBEX, &[("2025.53.0", "2025.53.1")]);
    history.commit("Globex: 2025.53.1", &[(GLOBEX_FILE, &rolled)]);
    history.commit("Publish 2025.55.0", &[(CATALOG_FILE, CATALOG)]);
    history.branch("contact").switch("contact");
    let contact = edited(&rolled, &[("it@globex.example", "cloud@globex.example")]);
    history.commit("Globex: another contact", &[(GLOBEX_FILE, &contact)]);
    let side = history.head();
    history
        .switch("main")
        .write(GLOBEX_FILE, &rolled)
        .stage(GLOBEX_FILE);
    let name = edited(ACME, &[("name = \"Acme\"", "name = \"Acme Bank\"")]);
    history.commit("Acme is a bank", &[(ACME_FILE, &name)]);
    let merged = edited(&contact, &[("2025.53.1", "2025.54.0")]);
    history.merge(
        "Merge branch contact, and 2025.54.0",
        &side,
        &[(GLOBEX_FILE, &merged)],
    );
    history.remove(ACME_FILE).commit("Acme leaves", &[]);
    (parent, history)
}

#[test]
fn a_plan_names_who_last_wrote_each_line() {
    let (_parent, history) = year();
    let rows: [(&[&str], &str); 3] = [
        (&["plan", "--base", "HEAD~3", "--head", "HEAD~1"], "plan.txt"),
        (
            &["plan", "--base", "HEAD~3", "--head", "HEAD~1", "--format", "json"],
            "plan.json",
        ),
        (&["plan", "--base", "HEAD"], "plan-worktree.txt"),
    ];
    let globex = fs::read_to_string(history.path(GLOBEX_FILE)).unwrap();
    history.write(
        GLOBEX_FILE,
        edited(&globex, &[("\"Globex\"", "\"Globex Corporation\"")]),
    );
    for (words, file) in rows {
        golden(&history, words, file);
    }
    let end = history.git().revparse_single("HEAD").unwrap().id();
    history.write(".git/shallow", format!("{end}\n"));
    let run = meshc(history.directory(), &["plan", "--base", "HEAD"]);
    assert!(
        run.out
            .contains("who wrote the lines is not known: the clone is shallow"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("not committed"), "{}", run.out);
}

/// The text with commits numbered from the first one, so that it does not change with every file of the package.
fn numbered(history: &History, text: &str) -> String {
    let mut walk = history.git().revwalk().unwrap();
    walk.set_sorting(git2::Sort::TOPOLOGICAL | git2::Sort::TIME | git2::Sort::REVERSE)
        .unwrap();
    walk.push_head().unwrap();
    let mut text = text.to_owned();
    for (index, id) in walk.enumerate() {
        let id = id.unwrap().to_string();
        let number = index + 1;
        text = text
            .replace(&id, &format!("{number:040}"))
            .replace(&id[..10], &format!("commit{number:04}"));
    }
    text
}

fn golden(history: &History, words: &[&str], file: &str) {
    let run = meshc(history.directory(), words);
    assert_eq!((run.exit, run.err.as_str()), (Exit::Done, ""), "{words:?}");
    golden::check(
        &format!("tests/golden/history/{file}"),
        &numbered(history, &run.out),
    );
}

#[test]
fn a_year_of_commits_reads_well() {
    let (_parent, history) = year();
    let rows: [(&[&str], &str); 6] = [
        (&["log"], "log.txt"),
        (&["log", "--all", "acme"], "acme.txt"),
        (&["log", "globex/production.release"], "release.txt"),
        (&["log", "--format", "json"], "log.json"),
        (&["blame", "globex"], "blame.txt"),
        (
            &[
                "blame",
                "acme/production.release",
                "--rev",
                "HEAD~1",
                "--format",
                "json",
            ],
            "blame.json",
        ),
    ];
    for (words, file) in rows {
        golden(&history, words, file);
    }
}

/// The summaries of the commits that a log tells, newest first.
fn told(history: &History, words: &[&str]) -> Vec<String> {
    let words = [&["log", "--format", "json"], words].concat();
    let run = meshc(history.directory(), &words);
    assert_eq!(run.exit, Exit::Done, "{}", run.err);
    let log: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let entries = log["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| entry["commit"]["summary"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_log_in_numbers_reads_well() {
    let (_parent, history) = year();
    golden(&history, &["log", "--stat"], "stat.txt");
    let run = meshc(history.directory(), &["log", "--stat", "--format", "json"]);
    assert_eq!(run.exit, Exit::Usage);
}

#[test]
fn a_log_is_about_what_was_asked_for() {
    let (_parent, history) = year();
    let rows: [(&[&str], &[&str]); 8] = [
        (
            &["globex/production.rollout.gate"],
            &[
                "Globex: a slip",
                "One approval is enough",
                "Describe two customers",
            ],
        ),
        (
            &["acme.customer"],
            &["Acme leaves", "Acme is a bank", "Describe two customers"],
        ),
        (
            &["acme/production.release"],
            &["Acme leaves", "Publish 2025.55.0", "Describe two customers"],
        ),
        (
            &["acme", "--as-of", "2025-12-16"],
            &["Acme leaves", "Acme is a bank", "Describe two customers"],
        ),
        (&["--instance", "a*", "--since", "HEAD~2"], &["Acme leaves"]),
        (
            &["--since", "2026-01-12"],
            &["Acme leaves", "Merge branch contact, and 2025.54.0"],
        ),
        (
            &["globex.customer.contact"],
            &[
                "Globex: another contact",
                "Globex: a slip",
                "Describe two customers",
            ],
        ),
        (&["acme", "--rev", "HEAD~6"], &["Describe two customers"]),
    ];
    for (words, expected) in rows {
        assert_eq!(told(&history, words), expected, "{words:?}");
    }
}

#[test]
fn what_is_not_there_is_said() {
    let (_parent, history) = year();
    let rows: [(&[&str], Exit, &str); 5] = [
        (
            &["log", "initech"],
            Exit::NothingMatched,
            "nothing matches `initech`",
        ),
        (&["blame", "acme"], Exit::NothingMatched, "nothing matches `acme`"),
        (
            &["blame", "globex/production.nothing"],
            Exit::NothingMatched,
            "nothing matches",
        ),
        (
            &["blame", "globex", "--rev", "HEAD~5"],
            Exit::Bad,
            "instance `globex` cannot be read",
        ),
        (
            &["log", "globex/test"],
            Exit::Usage,
            "`globex/test` is no address",
        ),
    ];
    for (words, exit, message) in rows {
        let run = meshc(history.directory(), words);
        assert_eq!(run.exit, exit, "{words:?} {}", run.err);
        assert!(run.err.contains(message), "{words:?} {}", run.err);
    }
}

#[test]
fn a_log_equals_the_plan_of_each_commit() {
    let (_parent, history) = year();
    let compared = compared_with_plans(&history);
    assert!(compared >= 5, "{compared}");
}

#[test]
fn a_log_tells_who_comes_to_share_an_account_as_the_plan_does() {
    let (_parent, history) = with_schema();
    let instance = |id: &str, account: &str| {
        let name = format!("instances/{id}/instance.dhall");
        let provider = format!("AWS {{ account = \"{account}\", region = \"eu-west-1\" }}");
        let edits = [
            ("OnPremise { location = \"Springfield\" }", provider.as_str()),
            ("\"globex\"", &format!("\"{id}\"")),
            ("mesh.globex", &format!("mesh.{id}")),
            ("OP-2024-001", id),
            ("globex_tls", &format!("{}_tls", id.replace('-', "_"))),
        ];
        (name, edited(GLOBEX, &edits))
    };
    let (first, second) = ("111122223333", "444455556666");
    let commit = |message: &str, instances: &[(&str, &str)]| {
        let written: Vec<(String, String)> = instances
            .iter()
            .map(|(id, account)| instance(id, account))
            .collect();
        let written: Vec<(&str, &str)> = written
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        history.commit(message, &written);
    };
    history.commit("Catalog", &[(CATALOG_FILE, CATALOG), (GATE_FILE, GATE)]);
    commit("Two customers", &[("globex", first), ("hooli", second)]);
    commit("Globex moves", &[("globex", second)]);
    commit("A third customer", &[("initech", second)]);
    commit("Hooli and Initech move", &[("hooli", first), ("initech", first)]);
    compared_with_plans(&history);

    let log = meshc(history.directory(), &["log", "--format", "json"]);
    let log: serde_json::Value = serde_json::from_str(&log.out).unwrap();
    let told = |summary: &str| -> Vec<String> {
        let mut entries = log["entries"].as_array().unwrap().iter();
        let entry = entries
            .find(|entry| entry["commit"]["summary"] == summary)
            .unwrap();
        let environments = entry["environments"].as_array().unwrap().iter();
        let changes = environments.flat_map(|environment| {
            let changes = environment["changes"].as_array().unwrap().iter();
            let shared = changes.filter(|change| change["path"] == "isolation.account");
            shared.map(|change| format!("{} {}", environment["address"], change["guardrail"]))
        });
        changes.collect()
    };
    let weaker = |id: &str| format!("\"{id}/production\" \"isolation-shared\"");
    assert_eq!(told("Globex moves"), [weaker("globex"), weaker("hooli")]);
    // Who shares it already loses nothing by a third one, and whoever is new had nothing to itself.
    assert_eq!(told("A third customer"), [] as [&str; 0]);
    // Two go on together, and one has it to itself.
    let rest = told("Hooli and Initech move");
    assert_eq!(
        rest,
        ["globex", "hooli", "initech"].map(|id| format!("\"{id}/production\" null"))
    );
}

/// Compares the log with the plan of each commit that has one parent, and says how many there were.
fn compared_with_plans(history: &History) -> usize {
    let log = meshc(history.directory(), &["log", "--format", "json", "--all"]);
    let log: serde_json::Value = serde_json::from_str(&log.out).unwrap();
    let mut compared = 0;
    for entry in log["entries"].as_array().unwrap() {
        let commit = history
            .git()
            .find_commit(entry["commit"]["id"].as_str().unwrap().parse().unwrap())
            .unwrap();
        if commit.parent_count() != 1
            || entry["commit"]["summary"]
                .as_str()
                .unwrap()
                .starts_with("Globex: ")
        {
            continue;
        }
        let (base, head) = (commit.parent_id(0).unwrap().to_string(), commit.id().to_string());
        let plan = meshc(
            history.directory(),
            &["plan", "--base", &base, "--head", &head, "--format", "json"],
        );
        let plan: serde_json::Value = serde_json::from_str(&plan.out).unwrap();
        let key = |address: &serde_json::Value, change: &serde_json::Value| {
            format!(
                "{address} {} {} {}",
                change["path"], change["before"], change["after"]
            )
        };
        let planned = plan["changes"].as_array().unwrap().iter();
        let planned = planned.filter(|change| change["environment_action"] == "update");
        // What the changes below tell is in no log.
        let planned = planned.filter(|change| change["path"] != "isolation");
        let planned: Vec<String> = planned.map(|change| key(&change["address"], change)).collect();
        let environments = entry["environments"].as_array().unwrap().iter();
        let logged: Vec<String> = environments
            .flat_map(|environment| {
                let changes = environment["changes"].as_array().unwrap().iter();
                changes
                    .map(|change| key(&environment["address"], change))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(logged, planned, "{}", entry["commit"]["summary"]);
        compared += 1;
    }
    compared
}

#[test]
fn a_shallow_clone_says_where_it_ends() {
    let (_parent, history) = year();
    let end = history.git().revparse_single("HEAD~4").unwrap().id();
    history.write(".git/shallow", format!("{end}\n"));
    let log = meshc(history.directory(), &["log", "--all"]);
    assert_eq!(log.exit, Exit::Done, "{}", log.err);
    assert!(
        log.out.contains("what this commit changed is not known"),
        "{}",
        log.out
    );
    assert!(log.out.contains("git fetch --unshallow"), "{}", log.out);
    assert!(!log.out.contains("Describe two customers"), "{}", log.out);
    let blame = meshc(history.directory(), &["blame", "globex/production.rollout"]);
    assert!(
        blame.out.contains(&format!("^{}", &end.to_string()[..10])),
        "{}",
        blame.out
    );
}

#[test]
fn a_file_that_was_looked_for_in_vain_may_come() {
    let (_parent, history) = with_schema();
    let choice = edited(ACME, &[("name = \"Acme\"", "name = (./name.dhall ? \"Acme\")")]);
    history.commit("Describe acme", &[(CATALOG_FILE, CATALOG), (ACME_FILE, &choice)]);
    history.commit("Name acme", &[("instances/acme/name.dhall", "\"Acme Bank\"")]);
    history
        .remove("instances/acme/name.dhall")
        .commit("Forget the name", &[]);
    assert_eq!(
        told(&history, &["acme"]),
        ["Forget the name", "Name acme", "Describe acme"]
    );
}

#[test]
fn a_history_reads_variables_that_are_allowed() {
    let (_parent, history) = with_schema();
    let named = edited(ACME, &[("name = \"Acme\"", "name = env:CARGO_PKG_NAME as Text")]);
    history.commit("Describe acme", &[(CATALOG_FILE, CATALOG), (ACME_FILE, &named)]);
    let log = meshc(history.directory(), &["log", "acme"]);
    assert!(log.out.contains("cannot be read"), "{}", log.out);
    let allowed = ["--allow-env", "CARGO_PKG_NAME"];
    let log = meshc(history.directory(), &[&["log", "acme"], &allowed[..]].concat());
    assert!(!log.out.contains("cannot be read"), "{}", log.out);
    let blame = meshc(
        history.directory(),
        &[&["blame", "acme/production.release"], &allowed[..]].concat(),
    );
    assert!(blame.out.contains("Describe acme"), "{}", blame.out);
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_counts_where_it_is_imported() {
    let (_parent, history) = with_schema();
    let linked = edited(ACME, &[("\"Acme\", contact", "../../shared/name.dhall, contact")]);
    history.link("shared", "lib").stage("shared");
    history.commit(
        "Describe acme",
        &[
            (CATALOG_FILE, CATALOG),
            (ACME_FILE, &linked),
            ("lib/name.dhall", "\"Acme\""),
        ],
    );
    history.commit("Acme is a bank", &[("lib/name.dhall", "\"Acme Bank\"")]);
    assert_eq!(told(&history, &["acme"]), ["Acme is a bank", "Describe acme"]);
}

#[test]
fn the_schemas_of_histories_are_current_and_hold() {
    let (_parent, history) = year();
    let rows: [(schemars::Schema, &str, &[&[&str]]); 2] = [
        (
            schemars::schema_for!(LogReport),
            "schemas/log.v1.json",
            &[&["log"], &["log", "--all"], &["log", "acme.release"]],
        ),
        (
            schemars::schema_for!(BlameReport),
            "schemas/blame.v1.json",
            &[&["blame", "globex"]],
        ),
    ];
    for (schema, file, runs) in rows {
        golden::check(
            file,
            &format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()),
        );
        let validator = jsonschema::validator_for(schema.as_value()).unwrap();
        for words in runs {
            let run = meshc(history.directory(), &[*words, &["--format", "json"]].concat());
            let document: serde_json::Value = serde_json::from_str(&run.out).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&document)
                .map(|error| error.to_string())
                .collect();
            assert!(errors.is_empty(), "{words:?} {errors:?}");
        }
    }
}
