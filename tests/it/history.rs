//! The example history: each commit writes something, and they come one after the other.

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

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/history")
}

fn commits() -> Vec<Commit> {
    let text = fs::read_to_string(folder().join("history.json")).expect("the history is listed");
    serde_json::from_str(&text).expect("the list has the shape of commits")
}

#[test]
fn each_commit_changes_every_file_that_it_writes() {
    let mut tree: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for commit in commits() {
        let root = folder().join(&commit.folder);
        let mut count = 0;
        for entry in WalkDir::new(&root) {
            let entry = entry.expect("the commit has a folder");
            if !entry.file_type().is_file() {
                continue;
            }
            let path = entry.path().strip_prefix(&root).expect("it is below the root");
            let content = fs::read(entry.path()).expect("it is readable");
            let before = tree.insert(path.to_owned(), content.clone());
            assert!(
                before != Some(content),
                "{}/{} is as before",
                commit.folder,
                path.display()
            );
            count += 1;
        }
        assert!(count > 0, "{} is empty", commit.folder);
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
