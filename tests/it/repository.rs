//! Snapshots of a repository: what belongs to them, what is refused, and that nothing is ever written.

mod instance;
mod link;
mod membership;
mod place;
mod refusal;
mod revision;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use meshc::repository::{
    ContentId, Environment, ReadError, Refusal, Repository, RepositoryError, Snapshot, Tree,
};
use meshc::source::RepoPath;
use tempfile::TempDir;

use crate::history::History;

fn history() -> (TempDir, History) {
    let parent = tempfile::tempdir().unwrap();
    let history = History::new(fs::canonicalize(parent.path()).unwrap().join("fleet"));
    (parent, history)
}

fn environment(current: &Path) -> Environment {
    Environment {
        current: current.to_owned(),
        ..Environment::default()
    }
}

fn discover(directory: &Path) -> Result<Repository, RepositoryError> {
    Repository::discover_with(directory, &environment(directory))
}

fn open(history: &History) -> Repository {
    discover(history.directory()).unwrap()
}

fn path(text: &str) -> RepoPath {
    RepoPath::parse(text).unwrap()
}

fn paths(snapshot: &dyn Snapshot) -> Vec<&str> {
    snapshot.paths().iter().map(RepoPath::as_str).collect()
}

fn text(snapshot: &dyn Snapshot, at: &str) -> Result<String, ReadError> {
    snapshot
        .read(&path(at))
        .map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

/// The three snapshots of a clean repository, which must not be told apart by their files.
fn all(repository: &Repository) -> [Tree; 3] {
    [
        repository.worktree().unwrap(),
        repository.index().unwrap(),
        repository.revision("HEAD").unwrap(),
    ]
}

fn messages(snapshot: &dyn Snapshot) -> Vec<&str> {
    snapshot
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect()
}

/// For what one machine cannot try.
#[expect(clippy::print_stdout, reason = "a test that passes without a trial says so")]
fn did_not_run(why: &str) {
    println!("did not run: {why}");
}

/// Every file of a directory with its bytes and time of change.
fn fingerprint(directory: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    walkdir::WalkDir::new(directory)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let modified = entry.metadata().unwrap().modified().unwrap();
            (
                entry.path().display().to_string(),
                (fs::read(entry.path()).unwrap(), modified),
            )
        })
        .collect()
}

#[test]
fn a_clean_repository_looks_the_same_from_disk_index_and_revision() {
    let (_parent, history) = history();
    history.commit(
        "One",
        &[
            ("b.dhall", "1"),
            ("a/x.dhall", "2"),
            ("a-b.dhall", "3"),
            (".hidden", ""),
        ],
    );
    let trees = all(&open(&history));
    for tree in &trees {
        assert_eq!(
            paths(tree),
            [".hidden", "a/x.dhall", "a-b.dhall", "b.dhall"],
            "{}",
            tree.identity()
        );
        assert_eq!(text(tree, "a/x.dhall").unwrap(), "2");
        assert_eq!(text(tree, "c.dhall"), Err(ReadError::Absent));
        assert_eq!(text(tree, "b.dhall/x"), Err(ReadError::Absent));
        assert_eq!(text(tree, "a"), Err(Refusal::Folder.into()));
        assert_eq!(text(tree, ""), Err(Refusal::Folder.into()));
        for at in tree.paths() {
            assert_eq!(tree.content_id(at), Some(ContentId::of(&tree.read(at).unwrap())));
        }
        assert_eq!(tree.content_id(&path("c.dhall")), None);
        // The id that `git hash-object` prints for an empty file.
        let empty = tree.content_id(&path(".hidden")).unwrap();
        assert_eq!(empty.to_string(), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    }
    let named = trees.each_ref().map(|tree| tree.identity().to_string());
    let short = &history.head()[..10];
    assert_eq!(
        named,
        [
            "the working tree".to_owned(),
            "the index".to_owned(),
            format!("HEAD ({short})")
        ]
    );
}

#[test]
fn each_snapshot_shows_its_own_state() {
    let (_parent, history) = history();
    history
        .commit("One", &[("a", "committed"), ("gone", "")])
        .commit("Two", &[("a", "second")]);
    history
        .write("a", "staged")
        .stage("a")
        .remove("gone")
        .write("a", "edited")
        .write("new", "");
    let repository = open(&history);
    let [worktree, index, head] = all(&repository);
    let before = repository.revision("HEAD~1").unwrap();
    let texts = [&worktree, &index, &head, &before].map(|tree| text(tree, "a").unwrap());
    assert_eq!(texts, ["edited", "staged", "second", "committed"]);
    assert_eq!(paths(&worktree), ["a", "new"]);
    assert_eq!(paths(&index), ["a"]);
    assert_eq!(paths(&head), ["a", "gone"]);
}

#[test]
fn nothing_is_written() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "1"), (".gitignore", "*.tmp\n"), ("sub/b", "2")]);
    // A touched file is what would tempt git to refresh its index.
    history.write("a", "1").write("x.tmp", "").write("untracked", "");
    let before = fingerprint(history.directory());
    let repository = open(&history);
    for tree in all(&repository) {
        for at in tree.paths() {
            tree.read(at).unwrap();
            tree.content_id(at);
        }
    }
    repository.default_base().unwrap();
    repository.revision("mian").unwrap_err();
    drop(repository);
    assert_eq!(fingerprint(history.directory()), before);
}

#[test]
fn a_file_that_changes_or_goes_after_it_was_read_stays_as_it_was() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "first"), ("b", "first")]);
    let tree = open(&history).worktree().unwrap();
    assert_eq!(text(&tree, "a").unwrap(), "first");
    history.write("a", "second").remove("b").write("late", "");
    assert_eq!(text(&tree, "a").unwrap(), "first");
    assert_eq!(tree.content_id(&path("a")), Some(ContentId::of(b"first")));
    assert_eq!(text(&tree, "b"), Err(ReadError::Absent));
    history.write("b", "again");
    assert_eq!(text(&tree, "b"), Err(ReadError::Absent), "one read a path");
    assert_eq!(
        text(&tree, "late"),
        Err(ReadError::Absent),
        "the listing is of one moment"
    );
}

#[test]
fn many_threads_read_one_snapshot() {
    let (_parent, history) = history();
    let names: Vec<String> = (0..50).map(|number| format!("{number:02}")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    history.commit("Many", &files);
    for tree in all(&open(&history)) {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for name in &names {
                        assert_eq!(text(&tree, name).as_ref(), Ok(name));
                    }
                });
            }
        });
    }
}
