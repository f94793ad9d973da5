//! Symbolic links: where they may lead, the same on disk, in the index and in a revision.

use std::fs;
use std::path::Path;

use meshc::repository::{ContentId, ReadError, Refusal, Snapshot, open_directory};
use proptest::prelude::*;

use super::{all, history, open, path, text};

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
        // On disk and in git alike, every step needs a folder to step from.
        (
            "l/void",
            "../void/../top",
            "l/void",
            Err(dangling("l/void", "void")),
        ),
        ("l/slash", "../top/", "l/slash", Err(dangling("l/slash", "top"))),
        ("l/stay", "../top/.", "l/stay", Err(dangling("l/stay", "top"))),
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

/// A name of the random trees; few, so that targets hit.
fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", "c"])
}

fn place() -> impl Strategy<Value = String> {
    prop::collection::vec(name(), 1..4).prop_map(|names| names.join("/"))
}

fn target() -> impl Strategy<Value = String> {
    let step = prop_oneof![2 => name(), 1 => Just(".."), 1 => Just(".")];
    (prop::collection::vec(step, 1..5), prop::bool::weighted(0.1))
        .prop_map(|(steps, slash)| steps.join("/") + if slash { "/" } else { "" })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// The operating system is the judge: what it reads inside the root is read, and nothing else is.
    #[test]
    fn links_lead_where_the_operating_system_says(
        files in prop::collection::vec(place(), 1..6),
        links in prop::collection::vec((place(), target()), 1..8),
        asked in prop::collection::vec(place(), 8),
    ) {
        let directory = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(directory.path()).unwrap().join("root");
        let make = |at: &str, write: &dyn Fn(&Path) -> std::io::Result<()>| {
            // Where a name is taken already, or a parent is no folder, the entry is simply not made.
            let full = root.join(at);
            let parent = full.parent().unwrap();
            let real = fs::create_dir_all(parent).is_ok() && fs::canonicalize(parent).unwrap() == parent;
            real && !full.is_symlink() && !full.exists() && write(&full).is_ok()
        };
        for file in &files {
            make(file, &|full| fs::write(full, file));
        }
        for (link, target) in &links {
            make(link, &|full| std::os::unix::fs::symlink(target, full));
        }
        let tree = open_directory(&root).unwrap();
        for asked in asked.iter().chain(&files).chain(links.iter().map(|(link, _)| link)) {
            let real = fs::canonicalize(root.join(asked)).ok().filter(|real| real.starts_with(&root));
            let expected = real.and_then(|real| fs::read(real).ok());
            let read = tree.read(&path(asked)).ok();
            prop_assert_eq!(read.as_deref(), expected.as_deref(), "{}: {:?}", asked, tree.read(&path(asked)));
        }
    }
}
