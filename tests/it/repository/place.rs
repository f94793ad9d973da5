//! Where a repository and its root are found: sub-folders, hooks, linked and bare repositories, none at all.

use std::fs;
use std::path::Path;

use meshc::repository::{Environment, Repository, RepositoryError, Snapshot, Tree, open_directory};

use super::{all, did_not_run, discover, environment, history, open, paths, text};
use crate::history::History;

#[test]
fn the_root_is_the_nearest_folder_that_looks_like_a_configuration() {
    let (_parent, history) = history();
    let files = [
        ("README", ""),
        ("docs/x", ""),
        ("examples/fleet/instances/acme/instance.dhall", ""),
        ("examples/fleet/lib/x", ""),
        ("examples/small/meshc.dhall", ""),
        ("examples/small/instances", "a file, not a folder"),
    ];
    history.commit("One", &files);
    let rows = [
        ("", ""),
        ("docs", ""),
        ("examples", ""),
        ("examples/fleet", "examples/fleet"),
        ("examples/fleet/lib", "examples/fleet"),
        ("examples/fleet/instances/acme", "examples/fleet"),
        ("examples/small", "examples/small"),
        (".git", ""),
        (".git/refs", ""),
    ];
    for (asked, expected) in rows {
        let repository = discover(&history.path(asked)).unwrap();
        assert_eq!(repository.prefix().as_str(), expected, "{asked}");
        assert_eq!(
            repository.root(),
            history.directory().join(expected).components().as_path(),
            "{asked}"
        );
    }
}

#[test]
fn a_configuration_in_a_sub_folder_is_a_repository_of_its_own() {
    let (_parent, history) = history();
    history.commit("Without", &[("top", "")]);
    let files = [
        ("fleet/instances/a/instance.dhall", "{=}"),
        ("fleet/x.dhall", "1"),
        ("fleet-b/y", ""),
    ];
    history
        .commit("With", &files)
        .write(".gitignore", "x.tmp\n/fleet/y.tmp\n");
    history
        .write("fleet/x.tmp", "")
        .write("fleet/y.tmp", "")
        .write("fleet/z.tmp", "")
        .remove("fleet/x.dhall");
    let repository = discover(&history.path("fleet")).unwrap();
    let listed = |tree: Tree| paths(&tree).join(" ");
    assert_eq!(
        listed(repository.revision("HEAD").unwrap()),
        "instances/a/instance.dhall x.dhall"
    );
    assert_eq!(listed(repository.index().unwrap()), "instances/a/instance.dhall");
    assert_eq!(
        listed(repository.worktree().unwrap()),
        "instances/a/instance.dhall z.tmp"
    );
    assert_eq!(
        listed(repository.revision("HEAD~1").unwrap()),
        "",
        "not there yet"
    );
}

#[test]
fn a_root_that_git_ignores_as_a_whole_is_read_nonetheless() {
    let (_parent, history) = history();
    history
        .commit("One", &[(".gitignore", "/tmp/\n")])
        .write("tmp/fleet/meshc.dhall", "")
        .write("tmp/fleet/a", "");
    let repository = discover(&history.path("tmp/fleet")).unwrap();
    assert_eq!(paths(&repository.worktree().unwrap()), ["a", "meshc.dhall"]);
}

#[test]
fn a_plain_directory_needs_no_git() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir_all(root.join("instances/acme")).unwrap();
    fs::write(root.join("instances/acme/instance.dhall"), "{=}").unwrap();
    fs::write(root.join(".gitignore"), "*").unwrap();
    History::new(root.join("nested")).commit("One", &[("a", "")]);
    let tree = open_directory(root).unwrap();
    assert_eq!(paths(&tree), [".gitignore", "instances/acme/instance.dhall"]);
    assert_eq!(tree.identity().to_string(), "the directory");
    let error = Repository::discover_with(
        root,
        &Environment {
            ceilings: vec![root.into()],
            ..environment(root)
        },
    );
    assert!(matches!(error, Err(RepositoryError::NotRepository { .. })));
    assert!(matches!(
        open_directory(&root.join("no")),
        Err(RepositoryError::NoSuchDirectory { .. })
    ));
    let file = root.join(".gitignore");
    assert!(matches!(
        open_directory(&file),
        Err(RepositoryError::NotDirectory { .. })
    ));
    assert!(matches!(
        discover(&file),
        Err(RepositoryError::NotDirectory { .. })
    ));
    assert!(matches!(
        discover(&file.join("x")),
        Err(RepositoryError::NotDirectory { .. })
    ));
}

#[test]
fn a_repository_without_commits_has_a_working_tree_only() {
    let (_parent, history) = history();
    history.write("a", "");
    let repository = open(&history);
    assert_eq!(paths(&repository.worktree().unwrap()), ["a"]);
    assert_eq!(paths(&repository.index().unwrap()), [""; 0]);
    for name in ["HEAD", "HEAD~1", "@"] {
        let error = repository.commit(name).unwrap_err();
        assert!(
            matches!(&error, RepositoryError::Unborn { branch } if branch == "main"),
            "{name}: {error}"
        );
    }
    assert!(matches!(
        repository.default_base(),
        Err(RepositoryError::Unborn { .. })
    ));
}

#[test]
fn a_bare_repository_has_revisions_only() {
    let (parent, history) = history();
    history.commit("One", &[("a", "")]);
    let bare = parent.path().join("bare.git");
    let mut builder = git2::build::RepoBuilder::new();
    builder
        .bare(true)
        .clone(history.directory().to_str().unwrap(), &bare)
        .unwrap();
    let repository = discover(&bare).unwrap();
    assert_eq!(paths(&repository.revision("HEAD").unwrap()), ["a"]);
    assert!(matches!(repository.worktree(), Err(RepositoryError::Bare { .. })));
    assert!(matches!(repository.index(), Err(RepositoryError::Bare { .. })));
    assert!(matches!(
        discover(&bare.join("objects")).unwrap().index(),
        Err(RepositoryError::Bare { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_repository_of_another_user_must_be_trusted_first() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "")]);
    let changed = [history.directory().to_owned(), history.path(".git")]
        .iter()
        .all(|place| std::os::unix::fs::chown(place, Some(54_321), None).is_ok());
    if !changed {
        did_not_run("this user may not give files away");
        return;
    }
    match discover(history.directory()) {
        Err(RepositoryError::Owner { directory }) => assert_eq!(directory, history.directory()),
        Err(error) => panic!("{error}"),
        Ok(_) => did_not_run("this user trusts every directory"),
    }
}

#[test]
fn the_index_of_a_partial_commit_is_the_one_that_is_checked() {
    let (parent, history) = history();
    history
        .commit("One", &[("a", "1"), ("b", "1")])
        .write("a", "2")
        .stage("a")
        .write("b", "2")
        .stage("b");
    let partial = history.path(".git/next-index-1.lock");
    fs::copy(history.path(".git/index"), &partial).unwrap();
    let mut index = git2::Index::open(&partial).unwrap();
    index.remove_path(Path::new("b")).unwrap();
    index.write().unwrap();
    let hook = |current: &Path, file: &str| Environment {
        index_file: Some(file.into()),
        ..environment(current)
    };
    let staged = |directory: &Path, environment: &Environment| {
        let repository = Repository::discover_with(directory, environment).unwrap();
        paths(&repository.index().unwrap()).join(" ")
    };
    let top = history.directory();
    assert_eq!(staged(top, &hook(top, ".git/index")), "a b");
    assert_eq!(staged(top, &hook(top, ".git/next-index-1.lock")), "a");
    assert_eq!(staged(top, &hook(top, partial.to_str().unwrap())), "a");
    assert_eq!(
        staged(top, &hook(Path::new("/"), partial.to_str().unwrap())),
        "a",
        "from outside of all repositories"
    );
    let other = History::new(parent.path().join("other"));
    other.commit("One", &[("c", "")]);
    assert_eq!(
        staged(other.directory(), &hook(top, partial.to_str().unwrap())),
        "c",
        "another repository"
    );
    assert_eq!(
        staged(other.directory(), &hook(top, ".git/next-index-1.lock")),
        "c"
    );
}

#[test]
fn git_dir_and_work_tree_are_heeded_where_they_apply() {
    let (parent, history) = history();
    history.commit("One", &[("a", "")]);
    let detached = parent.path().join("detached");
    fs::create_dir(&detached).unwrap();
    fs::write(detached.join("b"), "").unwrap();
    let with = |directory: &Path, work_tree: Option<&Path>| {
        let variables = Environment {
            git_dir: Some(history.path(".git")),
            work_tree: work_tree.map(Path::to_owned),
            ..environment(directory)
        };
        let repository = Repository::discover_with(directory, &variables)?;
        Ok::<_, RepositoryError>(
            paths(&repository.worktree()?).join(" ") + "|" + &paths(&repository.index()?).join(" "),
        )
    };
    assert_eq!(with(&detached, Some(&detached)).unwrap(), "b|a");
    assert_eq!(with(history.directory(), None).unwrap(), "a|a");
    assert!(
        matches!(with(&detached, None), Err(RepositoryError::NotRepository { .. })),
        "it lies elsewhere"
    );
}

#[test]
fn objects_of_a_push_that_is_not_yet_taken_in_are_found() {
    let (parent, history) = history();
    history.commit("One", &[("a", "")]);
    let pusher = History::new(parent.path().join("pusher"));
    pusher.commit("Pushed", &[("b", "pushed")]);
    let variables = Environment {
        objects: vec![pusher.path(".git/objects")],
        ..environment(history.directory())
    };
    let repository = Repository::discover_with(history.directory(), &variables).unwrap();
    assert_eq!(
        text(&repository.revision(&pusher.head()).unwrap(), "b").unwrap(),
        "pushed"
    );
    assert!(open(&history).revision(&pusher.head()).is_err());
}

#[test]
fn a_linked_working_tree_has_its_own_files_index_and_head() {
    let (parent, history) = history();
    history.commit("One", &[("a", "1")]).branch("side");
    let side = history.git().find_reference("refs/heads/side").unwrap();
    let linked = parent.path().join("linked");
    let mut options = git2::WorktreeAddOptions::new();
    history
        .git()
        .worktree("linked", &linked, Some(options.reference(Some(&side))))
        .unwrap();
    history.commit("Two", &[("b", "")]);
    fs::write(linked.join("c"), "").unwrap();
    let repository = discover(&linked).unwrap();
    let [worktree, index, head] = all(&repository);
    assert_eq!(paths(&worktree), ["a", "c"]);
    assert_eq!(paths(&index), ["a"]);
    assert_eq!(paths(&head), ["a"]);
    assert_eq!(paths(&repository.revision("main").unwrap()), ["a", "b"]);
}
