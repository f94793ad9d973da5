//! Faults and kills at every step.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::{fs, io};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::{LOCK_FILE, Scope, WriteError, swap, write};
use crate::model::{EnvironmentAddress, EnvironmentKind};
use crate::render::Bundle;
use crate::source::RepoPath;

fn bundle(instance: &str, files: &[(&str, &str)]) -> Bundle {
    let file = |(path, text): &(&str, &str)| {
        let path = RepoPath::parse(&format!("{instance}/production/{path}")).unwrap();
        (path, (*text).to_owned())
    };
    Bundle {
        environment: EnvironmentAddress {
            instance: instance.to_owned(),
            kind: EnvironmentKind::Production,
        },
        release: "2025.55.0".to_owned(),
        digest: "sha256:0".to_owned(),
        files: files.iter().map(file).collect(),
    }
}

fn before() -> Vec<Bundle> {
    vec![
        bundle("acme", &[("a", "old"), ("b", "old")]),
        bundle("globex", &[("a", "old")]),
        bundle("hooli", &[("a", "old"), ("c/d", "old")]),
    ]
}

fn after() -> Vec<Bundle> {
    vec![
        bundle("acme", &[("a", "new"), ("c/e", "new")]),
        bundle("hooli", &[("a", "new")]),
        bundle("initech", &[("a", "new")]),
    ]
}

type Tree = BTreeMap<String, String>;

fn tree(folder: &Path) -> Tree {
    let files = WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry
                .path()
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The files of one environment.
fn part(tree: &Tree, environment: &str) -> Tree {
    let own = tree.iter().filter(|(path, _)| path.starts_with(environment));
    own.map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// A folder with old output; where it is shared, with files of somebody else, too.
fn prepared(place: &Path, is_shared: bool) -> std::path::PathBuf {
    let out = place.join("out");
    write(&out, &before(), Scope::All).unwrap();
    if is_shared {
        fs::write(out.join("README"), "mine").unwrap();
        fs::write(out.join("acme/production/note"), "mine").unwrap();
    }
    out
}

/// The output that a run without trouble leaves.
fn wanted(is_shared: bool) -> (Tree, Tree) {
    let place = TempDir::new().unwrap();
    let out = prepared(place.path(), is_shared);
    let old = tree(&out);
    write(&out, &after(), Scope::All).unwrap();
    (old, tree(&out))
}

/// A run in which step number `fatal` is the last: it fails, or the process is gone.
fn interrupted(out: &Path, fatal: usize, is_kill: bool) -> Option<Result<(), WriteError>> {
    let mut count = 0;
    let mut fault = |_: &Path| {
        count += 1;
        match count == fatal {
            true if is_kill => std::panic::resume_unwind(Box::new("killed")),
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    };
    let run = AssertUnwindSafe(|| swap::write(out, &after(), Scope::All, &mut fault).map(|_| ()));
    catch_unwind(run).ok()
}

#[test]
fn a_failing_step_leaves_what_was_there() {
    for is_shared in [false, true] {
        let (old, new) = wanted(is_shared);
        for fatal in 1.. {
            let place = TempDir::new().unwrap();
            let out = prepared(place.path(), is_shared);
            if interrupted(&out, fatal, false).unwrap().is_ok() {
                assert_eq!(tree(&out), new);
                assert!(fatal > 10, "{fatal}");
                break;
            }
            assert_eq!(tree(&out), old, "step {fatal}");
            let around = fs::read_dir(place.path()).unwrap().count();
            assert_eq!(around, 1, "step {fatal} leaves something behind");
        }
    }
}

#[test]
fn a_killed_run_leaves_each_environment_whole_and_the_next_one_finishes() {
    for is_shared in [false, true] {
        let (old, new) = wanted(is_shared);
        for fatal in 1.. {
            let place = TempDir::new().unwrap();
            let out = prepared(place.path(), is_shared);
            if interrupted(&out, fatal, true).is_some() {
                assert!(fatal > 10, "{fatal}");
                break;
            }
            let found = tree(&out);
            if !is_shared {
                assert!(found == old || found == new, "step {fatal}");
            }
            for environment in ["acme/", "globex/", "hooli/", "initech/"] {
                let part = |tree| part(tree, environment);
                assert!(
                    part(&found) == part(&old) || part(&found) == part(&new),
                    "step {fatal}, {environment}"
                );
            }
            write(&out, &after(), Scope::All).unwrap();
            assert_eq!(tree(&out), new, "step {fatal}");
            assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "step {fatal}");
        }
    }
}

#[test]
fn a_run_killed_after_a_killed_run_is_finished_all_the_same() {
    let (_, new) = wanted(true);
    for fatal in (1..60).step_by(7) {
        for second in [5, 13, 24, 28] {
            let place = TempDir::new().unwrap();
            let out = prepared(place.path(), true);
            interrupted(&out, fatal, true);
            interrupted(&out, second, true);
            write(&out, &after(), Scope::All).unwrap();
            assert_eq!(tree(&out), new, "steps {fatal} and {second}");
        }
    }
}

#[test]
fn a_killed_first_run_is_taken_over() {
    for fatal in 1..12 {
        let place = TempDir::new().unwrap();
        let out = place.path().join("out");
        interrupted(&out, fatal, true);
        assert!(!out.exists() || out.join(LOCK_FILE).exists());
        write(&out, &after(), Scope::All).unwrap();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }
}

#[test]
fn two_runs_do_not_meet() {
    let place = TempDir::new().unwrap();
    let out = prepared(place.path(), false);
    let mut errors = Vec::new();
    let mut fault = |path: &Path| {
        // The first step comes before the run holds the folder.
        if !path.ends_with(place.path()) {
            errors.extend(write(&out, &before(), Scope::All).err());
        }
        Ok(())
    };
    swap::write(&out, &after(), Scope::All, &mut fault).unwrap();
    assert!(errors.len() > 5);
    assert!(
        errors
            .iter()
            .all(|error| matches!(error, WriteError::Busy { .. }))
    );
}
