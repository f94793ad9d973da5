//! Snapshots of a repository: what belongs to them, what is refused, and that nothing is ever written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use git2::ObjectType;
use meshc::repository::{
    ContentId, Environment, Failure, LeftOut, ReadError, Refusal, Repository, RepositoryError, SIZE_LIMIT,
    Snapshot, Special, Tree, instances, open_directory,
};
use meshc::source::RepoPath;
use tempfile::TempDir;

use crate::history::{AUTHOR, FIRST_COMMIT, History};

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

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_snapshot_and_refused_outside_of_it() {
    let (parent, history) = history();
    fs::write(parent.path().join("secret"), "secret").unwrap();
    history.commit(
        "Files",
        &[
            ("lib/a", "A"),
            ("lib/deep/b", "B"),
            ("top", "T"),
            (".gitignore", "ignored\n"),
        ],
    );
    history.write("ignored", "not in a clone");
    let link = |name| path(name);
    let outside = |name, target: &str| Refusal::Outside {
        link: link(name),
        target: target.to_owned(),
    };
    let absolute = |name, target: &str| Refusal::Absolute {
        link: link(name),
        target: target.to_owned(),
    };
    let dangling = |name, target| Refusal::Dangling {
        link: link(name),
        target: link(target),
    };
    let secret = parent.path().join("secret").display().to_string();
    let inside = history.path("top").display().to_string();
    let rows: Vec<(&str, &str, &str, Result<&str, Refusal>)> = vec![
        ("l/file", "../top", "l/file", Ok("T")),
        ("l/dot", "./.././/lib/a", "l/dot", Ok("A")),
        ("l/folder", "../lib", "l/folder/deep/b", Ok("B")),
        ("l/chain", "folder/a", "l/chain", Ok("A")),
        // `..` after a linked folder leaves the folder, not the link.
        ("l/up", "../lib/deep", "l/up/b", Ok("B")),
        ("l/through", "up/../a", "l/through", Ok("A")),
        (
            "l/out",
            "../../secret",
            "l/out",
            Err(outside("l/out", "../../secret")),
        ),
        (
            "l/above",
            "../..",
            "l/above/secret",
            Err(outside("l/above", "../..")),
        ),
        (
            "l/around",
            "../../fleet/top",
            "l/around",
            Err(outside("l/around", "../../fleet/top")),
        ),
        ("l/hop", "out", "l/hop", Err(outside("l/out", "../../secret"))),
        (
            "l/absolute",
            &secret,
            "l/absolute",
            Err(absolute("l/absolute", &secret)),
        ),
        ("l/home", &inside, "l/home", Err(absolute("l/home", &inside))),
        (
            "l/git",
            "../.git/config",
            "l/git",
            Err(dangling("l/git", ".git/config")),
        ),
        (
            "l/ignored",
            "../ignored",
            "l/ignored",
            Err(dangling("l/ignored", "ignored")),
        ),
        (
            "l/nothing",
            "../nothing",
            "l/nothing",
            Err(dangling("l/nothing", "nothing")),
        ),
        (
            "l/beyond",
            "../top/x/y",
            "l/beyond",
            Err(dangling("l/beyond", "top/x/y")),
        ),
        (
            "l/self",
            "self",
            "l/self",
            Err(Refusal::Endless { link: link("l/self") }),
        ),
        (
            "l/one",
            "two",
            "l/one",
            Err(Refusal::Endless { link: link("l/one") }),
        ),
        (
            "l/two",
            "one",
            "l/two",
            Err(Refusal::Endless { link: link("l/two") }),
        ),
        (
            "l/grow",
            "grow/x",
            "l/grow",
            Err(Refusal::Endless { link: link("l/grow") }),
        ),
        ("l/dir", "../lib", "l/dir", Err(Refusal::Folder)),
    ];
    for (name, target, ..) in &rows {
        history.link(name, target).stage(name);
    }
    history.commit("Links", &[]);
    for tree in all(&open(&history)) {
        for (name, target, asked, expected) in &rows {
            let case = format!("{name} -> {target}, reading {asked} of {}", tree.identity());
            assert!(tree.paths().contains(&path(name)), "{case}");
            let expected = expected.clone().map(str::to_owned).map_err(ReadError::from);
            assert_eq!(text(&tree, asked), expected, "{case}");
            let id = expected.ok().map(|text| ContentId::of(text.as_bytes()));
            assert_eq!(tree.content_id(&path(asked)), id, "{case}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_target_beyond_the_systems_bounds_or_utf8_is_refused_in_a_tree() {
    let (_parent, history) = history();
    let git = history.git();
    let mut builder = git.treebuilder(None).unwrap();
    builder
        .insert("long", git.blob("a/".repeat(5000).as_bytes()).unwrap(), 0o120_000)
        .unwrap();
    builder
        .insert("bytes", git.blob(b"\xff\xfe").unwrap(), 0o120_000)
        .unwrap();
    history.commit_tree("Links", builder.write().unwrap());
    let tree = open(&history).revision("HEAD").unwrap();
    for name in ["long", "bytes"] {
        assert_eq!(
            text(&tree, name),
            Err(Refusal::NotUnicode { link: path(name) }.into())
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_becomes_a_link_after_listing_is_not_followed() {
    let (parent, history) = history();
    history.commit("One", &[("a/secret", "mine"), ("b", "")]);
    let tree = open(&history).worktree().unwrap();
    fs::write(parent.path().join("secret"), "theirs").unwrap();
    fs::remove_dir_all(history.path("a")).unwrap();
    fs::remove_file(history.path("b")).unwrap();
    history.link("a", "..").link("b", "../secret");
    assert_eq!(text(&tree, "a/secret"), Err(Refusal::Replaced.into()));
    assert_eq!(text(&tree, "b"), Err(Refusal::Replaced.into()));
}

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
fn placeholders_of_lfs_are_refused_and_texts_about_lfs_are_not() {
    let (_parent, history) = history();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    history.commit(
        "One",
        &[
            ("pointer", pointer),
            ("about", &format!("-- {pointer}")),
            ("long", &pointer.repeat(20)),
        ],
    );
    for tree in all(&open(&history)) {
        assert_eq!(text(&tree, "pointer"), Err(Refusal::LfsPointer.into()));
        assert!(text(&tree, "about").is_ok());
        assert!(text(&tree, "long").is_ok());
    }
}

#[test]
fn files_above_the_bound_are_refused() {
    let (_parent, history) = history();
    let at = "x".repeat(SIZE_LIMIT as usize);
    history.commit("One", &[("at", &at), ("above", &format!("{at}x"))]);
    let refusal = ReadError::from(Refusal::TooLarge {
        size: SIZE_LIMIT + 1,
        limit: SIZE_LIMIT,
    });
    for tree in all(&open(&history)) {
        assert!(text(&tree, "at").is_ok());
        assert_eq!(text(&tree, "above"), Err(refusal.clone()));
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_refused_at_once() {
    let (_parent, history) = history();
    history.commit("One", &[("a", ""), ("b", "")]);
    let _socket = std::os::unix::net::UnixListener::bind(history.path("socket")).unwrap();
    history.link("via", "socket");
    let tree = open(&history).worktree().unwrap();
    assert_eq!(paths(&tree), ["a", "b", "via"]);
    assert_eq!(
        text(&tree, "socket"),
        Err(Refusal::Special(Special::Socket).into())
    );
    assert_eq!(text(&tree, "via"), Err(Refusal::Special(Special::Socket).into()));
    fs::remove_file(history.path("a")).unwrap();
    let made = Command::new("mkfifo")
        .arg(history.path("a"))
        .arg(history.path("pipe"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        println!("did not run in full: no `mkfifo`");
        return;
    }
    assert_eq!(
        text(&tree, "a"),
        Err(Refusal::Special(Special::Pipe).into()),
        "swapped after listing"
    );
    let tree = open(&history).worktree().unwrap();
    assert_eq!(text(&tree, "pipe"), Err(Refusal::Special(Special::Pipe).into()));
}

#[cfg(unix)]
#[test]
fn what_the_system_forbids_is_unreadable_and_the_rest_is_listed() {
    use std::os::unix::fs::PermissionsExt;
    let (_parent, history) = history();
    history.commit("One", &[("a", ""), ("closed", ""), ("folder/b", "")]);
    let forbid =
        |name, mode| fs::set_permissions(history.path(name), fs::Permissions::from_mode(mode)).unwrap();
    forbid("closed", 0o000);
    forbid("folder", 0o000);
    if fs::read(history.path("closed")).is_ok() {
        println!("did not run: this user may read everything");
        return;
    }
    let tree = open(&history).worktree().unwrap();
    assert_eq!(paths(&tree), ["a", "closed"]);
    let denied = ReadError::from(Failure::Disk(std::io::ErrorKind::PermissionDenied));
    assert_eq!(text(&tree, "closed"), Err(denied.clone()));
    assert_eq!(text(&tree, "folder/b"), Err(denied));
    assert_eq!(messages(&tree), ["`folder` cannot be listed: permission denied"]);
    forbid("folder", 0o755);
}

#[test]
fn objects_that_are_missing_are_named() {
    let (_parent, history) = history();
    history.commit("One", &[("a", "kept"), ("b", "lost"), ("c/d", "")]);
    let repository = open(&history);
    let lose = |id: String| {
        fs::remove_file(history.path(&format!(".git/objects/{}/{}", &id[..2], &id[2..]))).unwrap()
    };
    let lost = ContentId::of(b"lost");
    lose(lost.to_string());
    let tree = repository.revision("HEAD").unwrap();
    assert_eq!(text(&tree, "a").unwrap(), "kept");
    assert_eq!(text(&tree, "b"), Err(Failure::Missing(lost).into()));
    let folder = history.git().revparse_single("HEAD:c").unwrap().id().to_string();
    lose(folder.clone());
    let error = open(&history).revision("HEAD").unwrap_err();
    assert!(
        matches!(&error, RepositoryError::Missing { id } if *id == folder),
        "{error}"
    );
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
            "there is no revision `HEAD~7`; fetch it, or name one that `git branch --all` or `git tag` lists",
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
        println!("did not run: this user may not give files away");
        return;
    }
    match discover(history.directory()) {
        Err(RepositoryError::Owner { directory }) => assert_eq!(directory, history.directory()),
        Err(error) => panic!("{error}"),
        Ok(_) => println!("did not run: this user trusts every directory"),
    }
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

#[test]
fn instances_are_found_and_near_misses_are_told() {
    let (_parent, history) = history();
    let files = [
        "instances/zeta/instance.dhall",
        "instances/acme/instance.dhall",
        "instances/acme/extra.dhall",
        "instances/acme/old/instance.dhall",
        "instances/README.md",
        "instances/loose.dhall",
        "instances/empty/notes.md",
        "instances/cased/Instance.dhall",
        "instances/typo/instance.dhal",
        "instances/named/named.dhall",
        "Instances/globex/instance.dhall",
        "templates/instance.dhall",
    ];
    history.commit("One", &files.map(|file| (file, "")));
    let tree = open(&history).revision("HEAD").unwrap();
    let result = instances(&tree);
    let found: Vec<_> = result
        .found
        .iter()
        .map(|instance| (instance.id.as_str(), instance.path.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("acme", "instances/acme/instance.dhall"),
            ("zeta", "instances/zeta/instance.dhall")
        ]
    );
    let mut told: Vec<_> = result
        .diagnostics
        .iter()
        .map(|it| format!("{}: {}", it.severity.as_str(), it.message))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "error: `Instances/globex/instance.dhall` is not read: the folder of the instances is `instances`, not `Instances`",
            "error: `instances/acme/old/instance.dhall` is not read: it lies too deep",
            "error: `instances/cased/Instance.dhall` is not read: the file of an instance is called `instance.dhall`",
            "error: `instances/named/named.dhall` is not read: the file of an instance is called `instance.dhall`",
            "error: `instances/typo/instance.dhal` is not read: the file of an instance is called `instance.dhall`",
            "warning: `instances/empty` holds no `instance.dhall`, so it describes no instance",
            "warning: `instances/loose.dhall` is not an instance: an instance is a folder with `instance.dhall` in it",
        ]
    );
}
