//! The request of a change, found in the messages of the commits that make it.

use std::fs;
use std::path::PathBuf;

use meshc::compile::{PlanOptions, plan};
use meshc::repository::{Environment, Identity, Repository, Snapshot};
use meshc::source::Sources;
use walkdir::WalkDir;

use crate::history::History;
use crate::waiver::example;

/// Every file of the smallest repository.
fn files() -> Vec<(String, String)> {
    let root = example("minimal");
    let entries = WalkDir::new(&root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path: PathBuf = entry.path().strip_prefix(&root).unwrap().to_owned();
        (
            path.display().to_string(),
            fs::read_to_string(entry.path()).unwrap(),
        )
    });
    files.collect()
}

/// What is said of requests when `messages` are those of two commits on top of the first.
fn check(messages: [&str; 2]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap().join("fleet");
    let history = History::new(&root);
    let files = files();
    let borrowed: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    history.commit("Begin\n\nRequest: SUP-1", &borrowed);
    let (path, text) = borrowed
        .iter()
        .find(|(path, _)| path.ends_with("acme/instance.dhall"))
        .unwrap();
    let renamed = text.replace("name = \"Acme\"", "name = \"Acme Inc.\"");
    assert_ne!(*text, renamed);
    history.commit(messages[0], &[(path, &renamed)]);
    history.commit(messages[1], &[("README.md", "An example.\n")]);
    let environment = Environment {
        current: root.clone(),
        ..Environment::default()
    };
    let repository = Repository::discover_with(&root, &environment).unwrap();
    let (before, after) = (
        repository.revision("HEAD~2").unwrap(),
        repository.revision("HEAD").unwrap(),
    );
    let (Identity::Revision(from), Identity::Revision(to)) = (before.identity(), after.identity()) else {
        panic!("revisions");
    };
    let messages = repository.messages(from, to).unwrap();
    assert_eq!(messages.len(), 2);
    let options = PlanOptions {
        messages: Some(&messages),
        ..PlanOptions::default()
    };
    let planned = plan(&before, &after, &Sources::default(), &options);
    let found = planned.findings.iter().filter(|found| found.code.0 == "R4");
    found
        .map(|found| format!("{} {}", found.severity.as_str(), found.message))
        .collect()
}

#[test]
fn one_of_the_commits_of_a_change_names_its_request() {
    let missing = "note the change of 1 instance names no request";
    assert_eq!(check(["Rename acme", "Say what this is"]), [missing]);
    assert_eq!(
        check(["Rename acme\n\nRequest: SUP-2\n", "Say what this is"]),
        [] as [&str; 0]
    );
    assert_eq!(
        check(["Rename acme", "Say what this is\n\nrequest: SUP-2, SUP-3"]),
        [] as [&str; 0]
    );
    let none = "note the change of 1 instance names `none`, which is no request";
    assert_eq!(
        check(["Rename acme\n\nRequest: none", "Say what this is"]),
        [none]
    );
}
