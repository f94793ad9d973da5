//! Naming and describing commits, and where a comparison starts.

use std::collections::BTreeMap;
use std::fs;

use git2::ObjectType;
use meshc::repository::{RepositoryError, Snapshot};

use super::{history, open, text};
use crate::history::{AUTHOR, FIRST_COMMIT, History};

#[test]
fn a_revision_that_is_not_one_says_what_to_do() {
    let (_parent, history) = history();
    history
        .commit("One", &[("a", "1")])
        .branch("release")
        .branch("feature/windows")
        .commit("Two", &[("a", "2")]);
    let git = history.git();
    let head = git.head().unwrap().peel_to_commit().unwrap();
    git.reference("refs/remotes/origin/trunk", head.id(), true, "")
        .unwrap();
    let blob = git.revparse_single("HEAD:a").unwrap();
    git.tag_lightweight("blob", &blob, true).unwrap();
    git.tag("v1", head.as_object(), &head.author(), "annotated", true)
        .unwrap();
    let repository = open(&history);
    assert_eq!(repository.commit("v1").unwrap().oid, history.head());
    assert_eq!(
        repository.commit(&history.head()[..7]).unwrap().to_string(),
        history.head()[..10]
    );
    let rows = [
        (
            "relaese",
            "there is no revision `relaese`; did you mean `release`?",
        ),
        (
            "trunk",
            "there is no revision `trunk`; did you mean `origin/trunk`?",
        ),
        (
            "windows",
            "there is no revision `windows`; did you mean `feature/windows`?",
        ),
        (
            "relaese~1",
            "there is no revision `relaese~1`; did you mean `release`?",
        ),
        (
            "zzz",
            "there is no revision `zzz`; fetch it, or name one that `git branch --all` or `git tag` lists",
        ),
        (
            "HEAD~7",
            "`HEAD~7` lies before the first commit; name a later one",
        ),
        (
            "blob",
            "`blob` is a file, not a commit; name a branch, a tag or a commit",
        ),
        (
            "HEAD:a",
            "`HEAD:a` is a file, not a commit; name a branch, a tag or a commit",
        ),
        (
            "HEAD^{tree}",
            "`HEAD^{tree}` is a folder, not a commit; name a branch, a tag or a commit",
        ),
        (
            "main..release",
            "`main..release` does not name one revision; give a branch, a tag, a commit, or one of them with `~1`",
        ),
        (
            "",
            "`` does not name one revision; give a branch, a tag, a commit, or one of them with `~1`",
        ),
        (
            "HEAD^{",
            "`HEAD^{` does not name one revision; give a branch, a tag, a commit, or one of them with `~1`",
        ),
    ];
    for (name, expected) in rows {
        assert_eq!(
            repository.commit(name).unwrap_err().to_string(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn digits_that_begin_several_commits_are_ambiguous() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "")]);
    let git = history.git();
    let tree = git.head().unwrap().peel_to_tree().unwrap().id();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let prefix = (0..)
        .find_map(|number| {
            let text =
                format!("tree {tree}\nauthor A <a@b> {number} +0000\ncommitter A <a@b> 0 +0000\n\nX\n");
            let id = git
                .odb()
                .unwrap()
                .write(ObjectType::Commit, text.as_bytes())
                .unwrap()
                .to_string();
            let count = seen.entry(id[..4].to_owned()).or_default();
            *count += 1;
            (*count == 2).then(|| id[..4].to_owned())
        })
        .unwrap();
    let error = open(&history).commit(&prefix).unwrap_err();
    assert!(matches!(error, RepositoryError::Ambiguous { .. }), "{error}");
}

#[test]
fn a_commit_is_described_for_reports() {
    let (_parent, history) = history();
    history
        .commit("One", &[("a", "")])
        .commit("Raise the log retention\nof acme\n\nBody.\n", &[("a", "1")]);
    let revision = open(&history).head().unwrap();
    assert_eq!(revision.oid, history.head());
    assert_eq!(revision.short, history.head()[..10]);
    assert_eq!(revision.author_name, AUTHOR);
    assert_eq!(revision.committed.seconds, FIRST_COMMIT + 86_400);
    assert_eq!(
        (revision.authored, revision.committed.offset_minutes),
        (revision.committed, 60)
    );
    assert_eq!(revision.summary, "Raise the log retention of acme");
}

/// Makes `upstream` the upstream of the current branch.
fn follow(history: &History, upstream: &str) {
    let mut config = history.git().config().unwrap();
    config.set_str("branch.main.remote", ".").unwrap();
    config
        .set_str("branch.main.merge", &format!("refs/heads/{upstream}"))
        .unwrap();
}

#[test]
fn a_comparison_starts_at_the_merge_base_with_the_upstream_else_at_head() {
    let (_parent, history) = history();
    history.commit("Base", &[("a", "base")]).branch("trunk");
    let base = history.head();
    let start = |history: &History| {
        let repository = open(history);
        let merge_base = repository
            .merge_base_with_upstream()
            .unwrap()
            .map(|revision| revision.oid);
        (
            merge_base,
            repository.default_base().unwrap().identity().to_string(),
        )
    };
    history.commit("Ours", &[("a", "ours")]);
    let head = format!("HEAD ({})", &history.head()[..10]);
    assert_eq!(start(&history), (None, head.clone()), "no upstream");
    follow(&history, "gone");
    assert_eq!(
        start(&history),
        (None, head.clone()),
        "an upstream that was not fetched"
    );
    follow(&history, "trunk");
    history
        .switch("trunk")
        .commit("Theirs", &[("a", "theirs")])
        .switch("main");
    let expected = format!("merge-base of HEAD and trunk ({})", &base[..10]);
    assert_eq!(start(&history), (Some(base), expected));
    let oid = git2::Oid::from_str(&history.head()).unwrap();
    history.git().set_head_detached(oid).unwrap();
    assert_eq!(start(&history), (None, head), "a detached HEAD, as in CI");
}

#[test]
fn histories_that_never_met_are_an_error() {
    let (_parent, history) = history();
    history
        .switch("other")
        .commit("Other", &[("a", "")])
        .switch("main")
        .commit("One", &[("a", "1")]);
    follow(&history, "other");
    let error = open(&history).default_base().unwrap_err();
    assert!(
        matches!(&error, RepositoryError::Unrelated { upstream } if upstream == "other"),
        "{error}"
    );
}

#[test]
fn a_shallow_clone_says_how_to_fetch_more() {
    let (_parent, history) = history();
    history
        .commit("One", &[("a", "1")])
        .branch("trunk")
        .commit("Two", &[("a", "2")])
        .commit("Three", &[("a", "3")]);
    let first = history.git().revparse_single("HEAD~2").unwrap().id().to_string();
    follow(&history, "trunk");
    // What a clone of depth one is: HEAD's objects, and a file that says where the history was cut.
    fs::write(history.path(".git/shallow"), format!("{}\n", history.head())).unwrap();
    for commit in ["HEAD~1", "HEAD~2"] {
        let id = history.git().revparse_single(commit).unwrap().id().to_string();
        fs::remove_file(history.path(&format!(".git/objects/{}/{}", &id[..2], &id[2..]))).unwrap();
    }
    let repository = open(&history);
    assert!(repository.is_shallow());
    for name in ["HEAD~1", "HEAD^", first.as_str()] {
        let error = repository.revision(name).unwrap_err();
        assert!(
            matches!(error, RepositoryError::Shallow { .. }),
            "{name}: {error}"
        );
        assert!(error.to_string().contains("fetch-depth: 0"), "{error}");
    }
    let error = repository.default_base().unwrap_err();
    assert!(
        matches!(error, RepositoryError::Shallow { .. }),
        "its tip is missing: {error}"
    );
    history
        .switch("trunk")
        .commit_tree("Four", history.git().revparse_single("main^{tree}").unwrap().id());
    history.switch("main");
    let error = open(&history).default_base().unwrap_err();
    assert!(
        matches!(error, RepositoryError::Shallow { .. }),
        "its history is cut: {error}"
    );
    assert!(matches!(
        repository.revision("mian"),
        Err(RepositoryError::Unknown { .. })
    ));
    assert_eq!(text(&repository.revision("HEAD").unwrap(), "a").unwrap(), "3");
}
