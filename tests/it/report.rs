//! Reports beside what is printed, expectations and filters, as a CI job uses them on the example fleet.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// How a run of the program went.
struct Run {
    exit: i32,
    out: String,
    err: String,
}

fn meshc(words: &[&str], folder: &Path) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meshc"));
    let output = command
        .args(words)
        .current_dir(folder)
        .env_remove("GIT_DIR")
        .output()
        .unwrap();
    Run {
        exit: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The example fleet with its history: a description, a refactoring, a release in staging, a weakened gate, an approval.
fn history() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let fleet = folder.path().join("fleet");
    assert_eq!(meshc(&["demo", fleet.to_str().unwrap()], folder.path()).exit, 0);
    folder
}

const GATE: [&str; 5] = ["plan", "--base", "HEAD~2", "--head", "HEAD~1"];

fn with<'a>(words: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [words, more].concat()
}

#[test]
fn one_run_writes_several_reports_or_none() {
    let folder = history();
    let fleet = folder.path().join("fleet");
    let reports = [
        "--report",
        "json=plan.json",
        "--report",
        "html=plan.html",
        "--report",
        "gitlab=plan.tf.json",
    ];
    let run = meshc(&with(&GATE, &reports), &fleet);
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(run.out.starts_with("meshc plan") && run.out.contains("rollout.gate.approvals"));
    let read = |name: &str| fs::read_to_string(fleet.join(name)).unwrap();
    let plan: Value = serde_json::from_str(&read("plan.json")).unwrap();
    assert_eq!(plan["summary"]["change"], 1);
    assert!(read("plan.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(read("plan.tf.json"), "{\"create\":0,\"update\":1,\"delete\":0}\n");

    let alone = meshc(
        &with(&GATE, &["--report", "json=-", "--report", "markdown=plan.md"]),
        &fleet,
    );
    assert_eq!(alone.out, read("plan.json"));
    assert!(read("plan.md").starts_with("### meshc plan"));

    let before = read("plan.json");
    let lost = [
        "--report",
        "json=new.json",
        "--report",
        "html=plan.json",
        "--report",
        "json=no/such/folder.json",
    ];
    let run = meshc(&with(&GATE, &lost), &fleet);
    assert_eq!((run.exit, run.out.as_str()), (74, ""));
    assert!(
        run.err.contains("`no/such/folder.json` cannot be written"),
        "{}",
        run.err
    );
    assert_eq!(read("plan.json"), before);
    assert!(!fleet.join("new.json").exists());
    let leftovers = fs::read_dir(&fleet).unwrap().map(Result::unwrap);
    let leftovers: Vec<_> = leftovers
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(".meshc"))
        .collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");

    let device = meshc(&with(&GATE, &["--report", "json=/dev/null"]), &fleet);
    assert_eq!(device.exit, 74, "a device is no place for a file");
    for clash in [
        ["--format", "json", "--report", "json=-"],
        ["--report", "json=-", "--report", "html=-"],
        ["--report", "json=a", "--report", "html=a"],
    ] {
        assert_eq!(meshc(&with(&GATE, &clash), &fleet).exit, 64, "{clash:?}");
    }
}

#[test]
fn a_check_writes_reports_too_and_keeps_its_exit_code() {
    let folder = history();
    let fleet = folder.path().join("fleet");
    let file = "instances/norhaven-port/instance.dhall";
    let text = fs::read_to_string(fleet.join(file)).unwrap();
    fs::write(
        fleet.join(file),
        text.replace("release = \"2025.54.0\"", "release = \"2025.540.0\""),
    )
    .unwrap();
    let words = [
        "check",
        "--report",
        "sarif=a.sarif",
        "--report",
        "junit=a.xml",
        "--report",
        "gitlab=a.json",
    ];
    let run = meshc(&words, &fleet);
    assert_eq!(run.exit, 1);
    assert!(run.out.contains("2025.540.0"), "{}", run.out);
    for (name, part) in [
        ("a.sarif", "\"ruleId\""),
        ("a.xml", "<failure type="),
        ("a.json", "\"fingerprint\""),
    ] {
        let report = fs::read_to_string(fleet.join(name)).unwrap();
        assert!(report.contains(part) && report.contains("2025.540.0"), "{name}");
    }
    let stopped = meshc(&["check", "--rev", "nowhere", "--format", "jsonl"], &fleet);
    let line: Value = serde_json::from_str(&stopped.out).unwrap();
    assert_eq!((stopped.exit, &line["type"]), (74, &Value::from("error")));
    assert_eq!(stopped.out.lines().count(), 1);
}

#[test]
fn a_refactoring_can_be_held_to_changing_nothing() {
    let folder = history();
    let fleet = folder.path().join("fleet");
    let same = meshc(
        &[
            "plan",
            "--base",
            "HEAD~4",
            "--head",
            "HEAD~3",
            "--expect-no-changes",
        ],
        &fleet,
    );
    assert_eq!(same.exit, 0, "{}", same.out);
    let digests: Vec<&str> = same
        .out
        .lines()
        .filter_map(|line| {
            line.trim_start()
                .strip_prefix("before ")
                .or(line.trim_start().strip_prefix("after "))
        })
        .map(str::trim)
        .collect();
    assert_eq!(digests.len(), 2, "{}", same.out);
    assert!(
        digests[0] == digests[1] && digests[0].starts_with("sha256:"),
        "{digests:?}"
    );

    let expecting = with(&GATE, &["--expect-no-changes"]);
    let other = meshc(&expecting, &fleet);
    assert_eq!(other.exit, 1);
    let told = "plan/unexpected-change  instances/norhaven-port/instance.dhall:16:19  norhaven-port/production: \
                2 values change, and nothing was to";
    assert!(other.out.contains(told), "{}", other.out);
    let plain = meshc(&with(&GATE, &["--format", "json"]), &fleet);
    let json = meshc(&with(&expecting, &["--format", "json"]), &fleet);
    let digest = |run: &Run| serde_json::from_str::<Value>(&run.out).unwrap()["digest"].clone();
    assert_eq!(digest(&plain), digest(&json));

    // What cannot be read may hide a change.
    fs::write(fleet.join("instances/norhaven-port/instance.dhall"), "{").unwrap();
    let broken = meshc(&["plan", "--base", "HEAD", "--expect-no-changes"], &fleet);
    assert_eq!(broken.exit, 1);
    assert!(
        broken.out.contains("nobody can say whether anything changes"),
        "{}",
        broken.out
    );
}

#[test]
fn filters_never_change_the_digest_or_the_exit_code() {
    let folder = history();
    let fleet = folder.path().join("fleet");
    let digest = |run: &Run| {
        run.out
            .lines()
            .rev()
            .find(|line| line.starts_with("Digest: "))
            .map(str::to_owned)
    };
    let detailed = with(&GATE, &["--detailed-exitcode"]);
    let whole = meshc(&detailed, &fleet);
    assert_eq!(whole.exit, 2);
    let rows: [&[&str]; 6] = [
        &["--class", "gate"],
        &["--class", "gate,hosts"],
        &["--env", "norhaven-port"],
        &["--class", "hosts", "--env", "*/staging"],
        &["--summarize"],
        &["--context", "full"],
    ];
    for more in rows {
        let run = meshc(&with(&detailed, more), &fleet);
        assert_eq!((run.exit, digest(&run)), (2, digest(&whole)), "{more:?}");
        let says = run.out.contains("filtered by ");
        assert_eq!(says, more[0] == "--class" || more[0] == "--env", "{}", run.out);
    }
    let nothing = meshc(&with(&GATE, &["--env", "norhaven-prt"]), &fleet);
    assert_eq!(nothing.exit, 4, "{}", nothing.out);
    assert!(nothing.err.contains("no environment matches"), "{}", nothing.err);
    for (word, said) in [("gates", "there are cosmetic"), ("", "there are cosmetic")] {
        let run = meshc(&with(&GATE, &["--class", word]), &fleet);
        assert_eq!(run.exit, 64);
        assert!(run.err.contains(said), "{}", run.err);
    }
}
