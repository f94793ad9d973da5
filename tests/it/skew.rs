//! What is right in each of two branches and wrong in their merge.

use std::fs;
use std::path::Path;

use meshc::change::{Skew, SkewKind};
use meshc::compile::{PlanOptions, Skewed, skew};
use meshc::report::skew::{SkewReport, Skews, human, json, markdown};
use meshc::repository::Repository;
use meshc::source::Sources;
use tempfile::TempDir;

use crate::golden;
use crate::history::History;
use crate::memory::Memory;

const PORT: &str = "instances/norhaven-port/instance.dhall";
const STEEL: &str = "instances/karlsried-steel/instance.dhall";
const GATES: &str = "lib/gates.dhall";

/// An edit: the file, and what is replaced in it by what.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// A repository with the branches `topic` and `other`, each with its edits of the example.
struct Branches {
    _parent: TempDir,
    history: History,
    sources: Sources,
}

impl Branches {
    fn new(topic: &[Edit<'_>], other: &[Edit<'_>]) -> Self {
        let parent = tempfile::tempdir().unwrap();
        let history = History::new(fs::canonicalize(parent.path()).unwrap().join("fleet"));
        let example = Memory::example();
        let kept = |path: &str| !path.starts_with("instances/") || [PORT, STEEL].contains(&path);
        let files: Vec<(String, String)> = example
            .every()
            .into_iter()
            .filter(|path| kept(path))
            .map(|path| (path.clone(), example.text(&path)))
            .collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        history.commit("Describe two customers", &files);
        history.branch("topic").branch("other");
        for (branch, edits) in [("topic", topic), ("other", other)] {
            history.switch(branch);
            let mut edited = example.clone();
            for (path, from, to) in edits {
                edited = edited.edited(path, from, to);
            }
            for (path, text) in &files {
                history.write(path, text).stage(path);
            }
            let touched: Vec<(&str, String)> = edits
                .iter()
                .map(|(path, ..)| (*path, edited.text(path)))
                .collect();
            let touched: Vec<(&str, &str)> = touched
                .iter()
                .map(|(path, text)| (*path, text.as_str()))
                .collect();
            history.commit(&format!("Edit on {branch}"), &touched);
        }
        history.switch("main");
        Self {
            _parent: parent,
            history,
            sources: Sources::default(),
        }
    }

    fn skews(&self) -> Skews {
        let repository = Repository::discover(self.history.directory()).unwrap();
        let [base, topic, other] = ["main", "topic", "other"].map(|name| repository.commit(name).unwrap());
        let merged = repository.merged(Some(&base), [&topic, &other]).unwrap();
        let Skewed { skews, .. } = skew(&merged, &self.sources, &PlanOptions::default());
        let without = repository.merged(None, [&topic, &other]).unwrap();
        let Skewed { skews: same, .. } = skew(&without, &Sources::default(), &PlanOptions::default());
        assert_eq!(kinds(&same.skews), kinds(&skews.skews));
        skews
    }
}

fn kinds(skews: &[Skew]) -> Vec<(String, SkewKind)> {
    let told = skews.iter().map(|skew| match skew.path.0.is_empty() {
        true => (skew.address.to_string(), skew.kind),
        false => (format!("{}.{}", skew.address, skew.path), skew.kind),
    });
    told.collect()
}

fn found(topic: &[Edit<'_>], other: &[Edit<'_>]) -> Vec<(String, SkewKind)> {
    kinds(&Branches::new(topic, other).skews().skews)
}

fn told(rows: &[(&str, SkewKind)]) -> Vec<(String, SkewKind)> {
    rows.iter()
        .map(|(place, kind)| ((*place).to_owned(), *kind))
        .collect()
}

#[test]
fn changes_of_two_customers_go_together() {
    let branches = Branches::new(
        &[(PORT, "\"2025.53.1\"", "\"2025.54.0\"")],
        &[(
            STEEL,
            "Karlsried Steel\", contact",
            "Karlsried Steel SE\", contact",
        )],
    );
    let skews = branches.skews();
    assert_eq!((skews.errors(), skews.touched), (0, Some(2)));
    let text = human(&skews, &branches.sources, false);
    assert!(
        text.contains("They go together: the merge changes 2 environments."),
        "{text}"
    );
}

#[test]
fn one_raises_the_release_and_the_other_lowers_the_gate() {
    let topic = [(PORT, "\"2025.53.1\"", "\"2025.54.0\"")];
    let other = [(PORT, "approvals = 2", "approvals = 1")];
    let used = [(
        "norhaven-port/production.rollout.gate.approvals",
        SkewKind::GuardrailUsed,
    )];
    assert_eq!(found(&topic, &other), told(&used));
    assert_eq!(found(&other, &topic), told(&used));
    // On one branch a reviewer of that branch sees it.
    assert_eq!(found(&[topic[0], other[0]], &[(STEEL, "21", "22")]), []);
}

#[test]
fn both_change_a_value_that_git_merges_without_a_conflict() {
    // One in the library, the other in the instance that takes the library's.
    let topic = [(GATES, "approvals = 2", "approvals = 3")];
    let other = [(
        STEEL,
        "gates.withoutStaging",
        "(gates.withoutStaging with approvals = 1)",
    )];
    let found = found(&topic, &other);
    let place = "karlsried-steel/production.rollout.gate.approvals";
    assert_eq!(found, told(&[(place, SkewKind::ValueConflict)]));
}

#[test]
fn a_change_is_lost_if_the_other_branch_no_longer_reads_it() {
    let written = "meshc.Gate::{ approvals = 2, roles = [ \"platform-owner\", \"change-manager\" ] }";
    let topic = [(GATES, "approvals = 2", "approvals = 3")];
    let other = [(STEEL, "gates.withoutStaging", written)];
    let place = "karlsried-steel/production.rollout.gate.approvals";
    assert_eq!(found(&topic, &other), told(&[(place, SkewKind::ChangeLost)]));
}

#[test]
fn a_value_appears_where_one_moves_a_default_and_the_other_comes_to_follow_it() {
    let gate = "meshc.Gate::{\n            , approvals = 2\n            , roles = [ \"harbour-it\", \"change-manager\" ]\n            , soakDays = 2\n            , window = Some windows.thursdayNight\n            }";
    let follows = "(((../../lib/gates.dhall).fourEyes) with window = Some windows.thursdayNight)";
    let topic = [(GATES, "soakDays = 2", "soakDays = 9")];
    let other = [(PORT, gate, follows)];
    let found = found(&topic, &other);
    let place = "norhaven-port/production.rollout.gate.soakDays";
    assert_eq!(found, told(&[(place, SkewKind::ValueAppears)]));
}

#[test]
fn a_finding_that_only_the_merge_has_is_told() {
    // Production waits for staging's release to soak: one rolls production up to it, the other rolls staging back.
    let branches = Branches::new(
        &[(PORT, "\"2025.53.1\"", "\"2025.54.0\"")],
        &[(PORT, "{ release = \"2025.54.0\"", "{ release = \"2025.53.1\"")],
    );
    let skews = branches.skews();
    assert!(!skews.findings.is_empty(), "{:?}", skews.skews);
    let text = human(&skews, &branches.sources, false);
    assert!(text.contains("neither branch has it by itself"), "{text}");
}

#[test]
fn what_git_cannot_merge_is_told_and_the_values_are_compared_all_the_same() {
    let branches = Branches::new(
        &[(PORT, "approvals = 2", "approvals = 1")],
        &[(PORT, "approvals = 2", "approvals = 3")],
    );
    let skews = branches.skews();
    assert_eq!(
        (skews.conflicts.as_slice(), skews.touched),
        ([PORT.to_owned()].as_slice(), None)
    );
    let place = "norhaven-port/production.rollout.gate.approvals";
    assert_eq!(kinds(&skews.skews), told(&[(place, SkewKind::ValueConflict)]));
    golden::check(
        "tests/golden/skew/conflict.txt",
        &stable(&branches, &human(&skews, &branches.sources, false)),
    );
    golden::check(
        "tests/golden/skew/conflict.md",
        &stable(&branches, &markdown(&skews, &branches.sources)),
    );
    golden::check(
        "tests/golden/skew/conflict.json",
        &stable(&branches, &json(&skews, &branches.sources)),
    );
}

/// The text without the ids of commits, which follow from the whole example.
fn stable(branches: &Branches, text: &str) -> String {
    let repository = Repository::discover(branches.history.directory()).unwrap();
    ["main", "topic", "other"]
        .into_iter()
        .fold(text.to_owned(), |text, name| {
            let commit = repository.commit(name).unwrap();
            text.replace(&commit.short, &format!("{name}-commit"))
        })
}

#[test]
fn merging_writes_nothing() {
    let branches = Branches::new(
        &[(PORT, "\"2025.53.1\"", "\"2025.54.0\"")],
        &[(PORT, "approvals = 2", "approvals = 1")],
    );
    let listed = || {
        let files = walkdir::WalkDir::new(branches.history.directory()).sort_by_file_name();
        let files = files.into_iter().map(|entry| entry.unwrap().path().to_owned());
        files.collect::<Vec<_>>()
    };
    let before = listed();
    branches.skews();
    assert_eq!(listed(), before);
}

#[test]
fn the_schema_of_skews_is_current_and_holds() {
    let schema = schemars::schema_for!(SkewReport);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    golden::check("schemas/skew.v1.json", &text);
    let validator = jsonschema::validator_for(schema.as_value()).unwrap();
    let branches = Branches::new(
        &[(PORT, "\"2025.53.1\"", "\"2025.54.0\"")],
        &[(PORT, "approvals = 2", "approvals = 1")],
    );
    let report: serde_json::Value =
        serde_json::from_str(&json(&branches.skews(), &branches.sources)).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(report["error_count"], 1);
    assert!(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schemas/skew.v1.json")
            .exists()
    );
}
