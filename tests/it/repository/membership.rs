//! Which files belong to a snapshot, and names and trees that were made to mislead.

use std::fs;
use std::path::Path;

use git2::ObjectType;
use meshc::repository::{LeftOut, ReadError, RepositoryError, Snapshot};

use super::{all, discover, history, messages, open, path, paths, text};
use crate::history::History;

#[test]
fn what_git_ignores_is_left_out_unless_it_is_tracked() {
    let (_parent, history) = history();
    history.commit(
        "One",
        &[
            (".gitignore", "*.log\n/build/\n!keep.log\n"),
            ("forced.log", ""),
            ("build/kept", ""),
        ],
    );
    for file in [
        "a.log",
        "sub/b.log",
        "keep.log",
        "build/made",
        "sub/build/c",
        "sub/d",
    ] {
        history.write(file, "");
    }
    history.write("sub/.gitignore", "d\n");
    let tree = open(&history).worktree().unwrap();
    let expected = [
        ".gitignore",
        "build/kept",
        "forced.log",
        "keep.log",
        "sub/.gitignore",
        "sub/build/c",
    ];
    assert_eq!(paths(&tree), expected);
    for ignored in ["a.log", "sub/b.log", "build/made", "sub/d"] {
        assert_eq!(text(&tree, ignored), Err(ReadError::Absent));
        assert_eq!(tree.left_out(&path(ignored)), Some(LeftOut::Ignored), "{ignored}");
    }
    assert_eq!(tree.left_out(&path("keep.log")), None);
    assert_eq!(tree.left_out(&path("nowhere")), None);
}

#[test]
fn other_repositories_and_submodules_are_left_out() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "")]);
    History::new(history.path("nested")).commit("Inner", &[("inside", "")]);
    History::new(history.path("module")).commit("Module", &[("inside", "")]);
    history
        .write("linked/.git", "gitdir: ../elsewhere\n")
        .write("linked/inside", "");
    // A folder with the name but nothing in it is no repository, so it hides nothing.
    fs::create_dir_all(history.path("plain/.git")).unwrap();
    history
        .write("plain/file", "")
        .stage("a")
        .stage("module")
        .commit("Submodule", &[("plain/file", "")]);
    for tree in all(&open(&history)) {
        assert_eq!(paths(&tree), ["a", "plain/file"], "{}", tree.identity());
        assert_eq!(tree.left_out(&path("module/inside")), Some(LeftOut::Nested));
    }
    let inner = discover(&history.path("nested")).unwrap().worktree().unwrap();
    assert_eq!(
        paths(&inner),
        ["inside"],
        "from inside it is a repository like any other"
    );
}

#[test]
fn rendered_output_is_left_out_everywhere_except_at_the_root() {
    let (_parent, history) = history();
    let files = [
        ("meshc.lock.json", "{}"),
        ("out/meshc.lock.json", "{}"),
        ("out/acme/a.yaml", ""),
        ("output/a.yaml", ""),
        ("out-of/meshc.lock.json.d/a", ""),
    ];
    history.commit("One", &files);
    for tree in all(&open(&history)) {
        assert_eq!(
            paths(&tree),
            ["meshc.lock.json", "out-of/meshc.lock.json.d/a", "output/a.yaml"]
        );
        assert_eq!(tree.left_out(&path("out/acme/a.yaml")), Some(LeftOut::Rendered));
        assert_eq!(text(&tree, "out/acme/a.yaml"), Err(ReadError::Absent));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_paths_are_told_and_left_out() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (_parent, history) = history();
    history.commit("One", &[("lib/a", "")]);
    fs::write(history.path("lib").join(OsStr::from_bytes(b"caf\xe9")), "").unwrap();
    fs::create_dir(history.directory().join(OsStr::from_bytes(b"\xff"))).unwrap();
    fs::write(history.directory().join(OsStr::from_bytes(b"\xff/x")), "").unwrap();
    let mut index = history.git().index().unwrap();
    index
        .add_path(Path::new(OsStr::from_bytes(b"lib/caf\xe9")))
        .unwrap();
    index.add_path(Path::new(OsStr::from_bytes(b"\xff/x"))).unwrap();
    index.write().unwrap();
    history.commit("Two", &[]);
    for tree in all(&open(&history)) {
        assert_eq!(paths(&tree), ["lib/a"]);
        let messages = messages(&tree);
        assert_eq!(messages.len(), 2, "{messages:?}");
        assert!(messages[0].contains("lib/caf\u{fffd}"), "{messages:?}");
        assert!(messages[1].contains("\u{fffd}"), "{messages:?}");
    }
}

/// Writes a tree object byte by byte, as git itself never would.
fn raw_tree(git: &git2::Repository, entries: &[(&str, &str, git2::Oid)]) -> git2::Oid {
    let mut bytes = Vec::new();
    for (mode, name, id) in entries {
        bytes.extend_from_slice(format!("{mode} {name}\0").as_bytes());
        bytes.extend_from_slice(id.as_bytes());
    }
    git.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
}

/// A commit of a tree that libgit2 would not commit by itself.
fn raw_commit(git: &git2::Repository, tree: git2::Oid) -> String {
    let text = format!("tree {tree}\nauthor A <a@b> 0 +0000\ncommitter A <a@b> 0 +0000\n\nRaw\n");
    git.odb()
        .unwrap()
        .write(ObjectType::Commit, text.as_bytes())
        .unwrap()
        .to_string()
}

#[test]
fn hostile_trees_end_in_warnings_and_errors() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "")]);
    let git = history.git();
    let blob = git.blob(b"x").unwrap();
    let names = [
        ("100644", "..", blob),
        ("100644", ".git", blob),
        ("100644", "a/../../b", blob),
        ("100644", "ok", blob),
    ];
    let repository = open(&history);
    let tree = repository
        .revision(&raw_commit(git, raw_tree(git, &names)))
        .unwrap();
    assert_eq!(paths(&tree), ["ok"]);
    assert_eq!(tree.diagnostics().len(), 3, "{:?}", messages(&tree));

    let deep = (0..2000).fold(raw_tree(git, &[("100644", "f", blob)]), |below, _| {
        raw_tree(git, &[("40000", "d", below)])
    });
    let tree = repository.revision(&raw_commit(git, deep)).unwrap();
    assert_eq!(paths(&tree), [""; 0]);
    assert!(
        messages(&tree)[0].contains("more than 128 folders deep"),
        "{:?}",
        messages(&tree)
    );

    let ten = |below| -> Vec<(&str, &str, git2::Oid)> {
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
            .map(|name| ("40000", name, below))
            .to_vec()
    };
    let bomb = (0..12).fold(raw_tree(git, &[]), |below, _| raw_tree(git, &ten(below)));
    let error = repository.revision(&raw_commit(git, bomb)).unwrap_err();
    assert!(matches!(error, RepositoryError::TooManyFiles { .. }), "{error}");
}

#[test]
fn unmerged_files_are_one_error_that_lists_them() {
    let (_parent, history) = history();
    history
        .commit("Base", &[("a", "base"), ("b", "base"), ("c", "base")])
        .branch("theirs");
    history.commit("Ours", &[("a", "ours"), ("b", "ours")]);
    let ours = history.git().head().unwrap().peel_to_commit().unwrap();
    history
        .switch("theirs")
        .commit("Theirs", &[("a", "theirs"), ("b", "theirs")]);
    let theirs = history.git().head().unwrap().peel_to_commit().unwrap();
    let mut merged = history.git().merge_commits(&ours, &theirs, None).unwrap();
    let mut index = history.git().index().unwrap();
    index.clear().unwrap();
    let entries: Vec<_> = merged.iter().collect();
    assert!(merged.has_conflicts() && entries.len() == 7);
    for conflict in merged.conflicts().unwrap().map(Result::unwrap) {
        for entry in [conflict.ancestor, conflict.our, conflict.their]
            .into_iter()
            .flatten()
        {
            index.add(&entry).unwrap();
        }
    }
    merged.clear().unwrap();
    index.write().unwrap();
    let repository = open(&history);
    let error = repository.index().unwrap_err();
    assert!(
        matches!(&error, RepositoryError::Unmerged { paths } if paths == &["a", "b"]),
        "{error}"
    );
    assert!(error.to_string().contains("`a`, `b`"), "{error}");
    assert_eq!(
        paths(&repository.worktree().unwrap()),
        ["a", "b", "c"],
        "the disk can still be read"
    );
}

#[test]
fn files_that_are_only_announced_are_not_staged() {
    let (_parent, history) = history();
    history
        .commit("One", &[("a", "")])
        .write("soon", "text")
        .stage("soon");
    let mut index = history.git().index().unwrap();
    let mut entry = index.get_path(Path::new("soon"), 0).unwrap();
    entry.flags_extended |= git2::IndexEntryExtendedFlag::INTENT_TO_ADD.bits();
    index.add(&entry).unwrap();
    index.write().unwrap();
    let repository = open(&history);
    assert_eq!(paths(&repository.index().unwrap()), ["a"]);
    assert_eq!(paths(&repository.worktree().unwrap()), ["a", "soon"]);
}

#[test]
fn an_index_that_cannot_be_read_is_an_error_when_staged_files_are_asked_for_and_a_warning_otherwise() {
    let (_parent, history) = history();
    history.commit("One", &[("a", ""), (".gitignore", "forced\n"), ("forced", "")]);
    // The mandatory extension of a split index, which needs a second file.
    let mut bytes = fs::read(history.path(".git/index")).unwrap();
    bytes.truncate(bytes.len() - 20);
    bytes.extend_from_slice(b"link\0\0\0\0");
    bytes.extend_from_slice(&[0; 20]);
    fs::write(history.path(".git/index"), bytes).unwrap();
    let repository = open(&history);
    let error = repository.index().unwrap_err();
    assert!(matches!(error, RepositoryError::Index { .. }), "{error}");
    assert!(
        error.to_string().contains("git update-index --no-split-index"),
        "{error}"
    );
    let tree = repository.worktree().unwrap();
    assert_eq!(paths(&tree), [".gitignore", "a"]);
    assert_eq!(messages(&tree).len(), 1);
    assert_eq!(
        paths(&repository.revision("HEAD").unwrap()),
        [".gitignore", "a", "forced"]
    );
}
