//! Files that are there and yet not read, each for its reason.

use std::fs;
use std::process::Command;

use meshc::repository::{ContentId, Failure, ReadError, Refusal, RepositoryError, SIZE_LIMIT, Special};

use super::{all, did_not_run, history, messages, open, paths, text};

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
    // A file with holes only claims its size: reading it before asking would take memory without end.
    let size = 1 << 40;
    fs::File::create(history.path("above"))
        .unwrap()
        .set_len(size)
        .unwrap();
    let read = text(&open(&history).worktree().unwrap(), "above");
    let limit = SIZE_LIMIT;
    assert_eq!(read, Err(Refusal::TooLarge { size, limit }.into()));
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
        did_not_run("no `mkfifo`");
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
        did_not_run("this user may read everything");
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
