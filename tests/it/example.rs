//! The examples: copies of the Dhall package, and a history of commits that each write something.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use walkdir::WalkDir;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Commit {
    folder: String,
    author: String,
    email: String,
    date: jiff::Timestamp,
    message: String,
}

fn package_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file below `root` by its path from there.
fn files(root: &str) -> BTreeMap<PathBuf, Vec<u8>> {
    let root = package_path(root);
    WalkDir::new(&root)
        .into_iter()
        .map(|entry| entry.expect("the folder is part of the package"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("it is below the root");
            (path.to_owned(), fs::read(entry.path()).expect("it is readable"))
        })
        .collect()
}

#[test]
fn examples_carry_the_package_byte_for_byte() {
    let package = files("schemas/dhall");
    assert!(package.contains_key(Path::new("package.dhall")));
    for copy in ["examples/fleet/schema", "examples/minimal/schema"] {
        let copied = files(copy);
        assert!(
            copied.keys().eq(package.keys()),
            "{copy} has other files than schemas/dhall"
        );
        for (path, content) in &package {
            assert!(
                copied[path] == *content,
                "{copy}/{} differs from schemas/dhall",
                path.display()
            );
        }
    }
}

fn commits() -> Vec<Commit> {
    let text =
        fs::read_to_string(package_path("examples/history/history.json")).expect("the history is listed");
    serde_json::from_str(&text).expect("the list has the shape of commits")
}

#[test]
fn each_commit_changes_every_file_that_it_writes() {
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for commit in commits() {
        let written = files(&format!("examples/history/{}", commit.folder));
        assert!(!written.is_empty(), "{} is empty", commit.folder);
        for (path, content) in written {
            let name = path.display().to_string();
            let before = tree.insert(path, content.clone());
            assert!(before != Some(content), "{}/{name} is as before", commit.folder);
        }
    }
}

#[test]
fn commits_are_attributed_and_in_order() {
    let commits = commits();
    assert!(commits.is_sorted_by_key(|commit| commit.date));
    for commit in commits {
        assert!(!commit.author.is_empty());
        assert!(commit.email.ends_with(".example"), "{}", commit.email);
        assert!(commit.message.contains("\n\nRequest: SUP-"), "{}", commit.message);
    }
}
