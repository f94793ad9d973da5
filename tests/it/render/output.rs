//! Output below a folder: what is made, compared, kept and removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use meshc::model::{EnvironmentAddress, EnvironmentKind};
use meshc::render::{Bundle, LOCK_FILE, Scope, WriteError, compare, write};
use meshc::source::RepoPath;
use serde_json::json;
use tempfile::TempDir;

use super::fleet::{bundles, on_prem, saas, write_all};

/// A bundle of a few small files.
fn small(instance: &str, files: &[(&str, &str)]) -> Bundle {
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

/// Every file below `folder` but the lock file, with its text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let path = entry
            .path()
            .strip_prefix(folder)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        if entry.file_type().is_file() && path != LOCK_FILE {
            files.insert(path, fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

fn names(paths: &[RepoPath]) -> Vec<&str> {
    paths.iter().map(RepoPath::as_str).collect()
}

fn expect(folder: &Path, expected: &[(&str, &str)]) {
    let expected = expected
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    assert_eq!(tree(folder), expected.collect());
}

/// The parent of the output holds nothing else afterwards.
fn place() -> (TempDir, std::path::PathBuf) {
    let place = TempDir::new().unwrap();
    let out = place.path().join("out");
    (place, out)
}

fn assert_tidy(place: &TempDir, out: &Path) {
    let entries: Vec<_> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(entries, [out.file_name().unwrap()]);
    assert!(!out.join(".meshc").exists());
}

#[test]
fn a_second_run_changes_nothing_and_a_comparison_says_so() {
    let (place, out) = place();
    let bundles = bundles(&[
        saas("acme"),
        on_prem("globex", json!({ "OnPremise": { "location": "Bonn" } }), "Large"),
    ]);
    let before = compare(&out, &bundles, Scope::All).unwrap();
    assert!(!out.exists());
    let count: usize = bundles.iter().map(|bundle| bundle.files.len()).sum();
    assert_eq!(before.added.len(), count + 1);
    assert_eq!(write_all(&out, &bundles), before);
    let lock = fs::read(out.join(LOCK_FILE)).unwrap();
    let again = write_all(&out, &bundles);
    assert!(again.is_same());
    assert_eq!(again.unchanged, count + 1);
    assert_eq!(fs::read(out.join(LOCK_FILE)).unwrap(), lock);
    assert!(compare(&out, &bundles, Scope::All).unwrap().is_same());
    assert_tidy(&place, &out);
}

#[test]
fn what_is_no_longer_made_goes_and_edited_files_come_back() {
    let (place, out) = place();
    write_all(
        &out,
        &[
            small("acme", &[("a", "1"), ("b", "2"), ("c/d", "3")]),
            small("globex", &[("a", "1")]),
        ],
    );
    fs::write(out.join("acme/production/a"), "edited").unwrap();
    let bundles = [small("acme", &[("a", "1"), ("b", "4"), ("e", "5")])];
    let outcome = compare(&out, &bundles, Scope::All).unwrap();
    assert_eq!(names(&outcome.added), ["acme/production/e"]);
    assert_eq!(
        names(&outcome.changed),
        ["acme/production/a", "acme/production/b", LOCK_FILE]
    );
    assert_eq!(
        names(&outcome.removed),
        ["acme/production/c/d", "globex/production/a"]
    );
    assert_eq!(write_all(&out, &bundles), outcome);
    expect(
        &out,
        &[
            ("acme/production/a", "1"),
            ("acme/production/b", "4"),
            ("acme/production/e", "5"),
        ],
    );
    assert!(!out.join("globex").exists());
    assert_tidy(&place, &out);
}

#[cfg(unix)]
#[test]
fn files_of_others_stay_as_they_are_and_where_they_are() {
    let (place, out) = place();
    fs::create_dir_all(out.join(".git/objects")).unwrap();
    fs::write(out.join("README"), "mine").unwrap();
    let old = [
        small("acme", &[("a", "1"), ("x/b", "2")]),
        small("globex", &[("a", "1")]),
    ];
    write_all(&out, &old);
    fs::write(out.join("acme/production/x/note"), "mine, too").unwrap();
    fs::write(out.join("globex/production/note"), "and this").unwrap();
    fs::create_dir(out.join("acme/production/empty")).unwrap();
    let inode = |path: &str| std::os::unix::fs::MetadataExt::ino(&fs::metadata(out.join(path)).unwrap());
    let before = (inode("."), inode("README"), inode("acme/production/x/note"));
    write_all(&out, &[small("acme", &[("a", "2")])]);
    expect(
        &out,
        &[
            ("README", "mine"),
            ("acme/production/a", "2"),
            ("acme/production/x/note", "mine, too"),
            ("globex/production/note", "and this"),
        ],
    );
    assert!(out.join("acme/production/empty").is_dir() && out.join(".git/objects").is_dir());
    assert_eq!(
        before,
        (inode("."), inode("README"), inode("acme/production/x/note"))
    );
    assert_tidy(&place, &out);
}

#[test]
fn a_foreign_file_in_the_way_is_named_and_nothing_is_written() {
    let (place, out) = place();
    for blocked in ["acme/production/a", "acme", "acme/production/c"] {
        fs::create_dir_all(&out).unwrap();
        let path = out.join(blocked);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "mine").unwrap();
        let before = tree(&out);
        let bundles = [small("acme", &[("a", "1"), ("b", "2"), ("c/d", "3")])];
        let error = write(&out, &bundles, Scope::All).unwrap_err();
        assert!(
            matches!(&error, WriteError::Foreign { paths } if names(paths) == [blocked]),
            "{error}"
        );
        assert_eq!(tree(&out), before);
        assert_tidy(&place, &out);
        fs::remove_dir_all(&out).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let (place, out) = place();
    let elsewhere = place.path().join("elsewhere");
    for link in ["acme", "acme/production", "acme/production/a", LOCK_FILE] {
        fs::create_dir_all(&elsewhere).unwrap();
        fs::create_dir_all(out.join(link).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(&elsewhere, out.join(link)).unwrap();
        let result = write(&out, &[small("acme", &[("a", "1")])], Scope::All);
        assert!(result.is_err(), "{link}");
        assert_eq!(tree(&elsewhere), BTreeMap::new());
        fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn a_selection_leaves_the_other_environments_alone() {
    let (place, out) = place();
    write_all(
        &out,
        &[small("acme", &[("a", "1")]), small("globex", &[("a", "1")])],
    );
    fs::write(out.join("globex/production/a"), "edited").unwrap();
    let outcome = write(&out, &[small("acme", &[("a", "2")])], Scope::Selected).unwrap();
    assert_eq!(names(&outcome.changed), ["acme/production/a", LOCK_FILE]);
    assert!(outcome.removed.is_empty());
    expect(
        &out,
        &[("acme/production/a", "2"), ("globex/production/a", "edited")],
    );
    let all = compare(
        &out,
        &[small("acme", &[("a", "2")]), small("globex", &[("a", "1")])],
        Scope::All,
    )
    .unwrap();
    assert_eq!(names(&all.changed), ["globex/production/a"]);
    assert_tidy(&place, &out);
}

#[test]
fn a_lock_file_of_somebody_else_is_not_trusted() {
    let (_place, out) = place();
    fs::create_dir(&out).unwrap();
    for text in [
        "{}",
        "not json",
        r#"{"format":2,"generator":"","environments":{}}"#,
        r#"{"format":1,"generator":"","environments":{"a/b":{"model":"","release":"","files":{"../x":""}}}}"#,
    ] {
        fs::write(out.join(LOCK_FILE), text).unwrap();
        let error = write(&out, &[small("acme", &[("a", "1")])], Scope::All).unwrap_err();
        assert!(matches!(error, WriteError::Lock { .. }), "{text}");
        assert!(compare(&out, &[], Scope::All).is_err());
        assert_eq!(fs::read_to_string(out.join(LOCK_FILE)).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_no_folder_and_a_link_to_a_folder_is_one() {
    let (place, out) = place();
    fs::write(&out, "mine").unwrap();
    let error = write(&out, &[small("acme", &[("a", "1")])], Scope::All).unwrap_err();
    assert!(matches!(error, WriteError::NoFolder { .. }), "{error}");
    let (real, link) = (place.path().join("real"), place.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    write_all(&link, &[small("acme", &[("a", "1")])]);
    expect(&real, &[("acme/production/a", "1")]);
    assert!(link.is_symlink());
}

#[test]
fn nothing_to_render_removes_what_was_made() {
    let (_place, out) = place();
    write_all(&out, &[small("acme", &[("a", "1")])]);
    write_all(&out, &[]);
    expect(&out, &[]);
    assert!(!out.join("acme").exists());
}

#[test]
fn the_schema_of_the_lock_file_is_current_and_holds() {
    let schema = schemars::schema_for!(meshc::render::Lock);
    let text = format!("{:#}\n", schema.as_value());
    crate::golden::check("schemas/lock.v1.json", &text);
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("out");
    write(&out, &[small("acme", &[("a.yaml", "a\n")])], Scope::All).unwrap();
    let lock: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join(LOCK_FILE)).unwrap()).unwrap();
    assert!(jsonschema::is_valid(schema.as_value(), &lock), "{lock:#}");
    assert!(!jsonschema::is_valid(schema.as_value(), &json!({ "format": 1 })));
}
