//! A new repository is right from the start, an old one gets its package back, and schemas say what is read.

use std::fs;
use std::path::Path;
use std::process::Command;

use meshc::model::SECRET_ALTERNATIVES;
use meshc::schema::Document;
use serde_json::Value;

/// Exit code, standard output and standard error of the program.
fn meshc(words: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_meshc"))
        .args(words)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The codes of what `check` finds, with the level of each.
fn findings(directory: &str) -> Vec<String> {
    let (_, out, err) = meshc(&["check", "--format", "json", "--repo", directory]);
    let document: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    let found = document["diagnostics"].as_array().unwrap().iter();
    let word = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    found
        .map(|finding| format!("{} {}", word(finding, "severity"), word(finding, "code")))
        .collect()
}

#[test]
fn a_new_repository_is_right_and_is_never_written_over_another() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("configuration");
    let name = root.to_str().unwrap();
    let (exit, out, err) = meshc(&["init", name]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.contains("instances/example/instance.dhall"), "{out}");
    for file in [".gitignore", "README.md", "meshc.dhall", "schema/package.dhall"] {
        assert!(root.join(file).is_file(), "{file}");
    }
    assert_eq!(findings(name), [] as [&str; 0]);
    fs::write(root.join("meshc.dhall"), "mine").unwrap();
    let (exit, out, err) = meshc(&["init", name]);
    assert_eq!((exit, out.as_str()), (74, ""));
    assert!(err.contains("is not empty"), "{err}");
    assert_eq!(fs::read_to_string(root.join("meshc.dhall")).unwrap(), "mine");
}

#[test]
fn a_folder_with_git_alone_is_empty_enough() {
    let directory = tempfile::tempdir().unwrap();
    git2::Repository::init(directory.path()).unwrap();
    let name = directory.path().to_str().unwrap();
    assert_eq!(meshc(&["init", name]).0, 0);
    assert_eq!(findings(name), [] as [&str; 0]);
}

#[test]
fn the_package_of_a_repository_is_refreshed_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let name = directory.path().to_str().unwrap();
    let refresh = || meshc(&["init", "--schema-only", name]);
    assert_eq!(refresh().0, 74);
    assert_eq!(meshc(&["init", name]).0, 0);
    assert!(refresh().1.contains("already"));
    let at = |file: &str| directory.path().join(file);
    fs::write(at("schema/agreement.dhall"), "{=}").unwrap();
    fs::remove_file(at("schema/settings/entry.dhall")).unwrap();
    fs::write(at("schema/own.dhall"), "1").unwrap();
    fs::write(at("README.md"), "mine").unwrap();
    let (exit, out, _) = refresh();
    assert_eq!(exit, 0);
    assert!(
        out.ends_with("\n\n  schema/agreement.dhall\n  schema/settings/entry.dhall\n"),
        "{out}"
    );
    assert_eq!(findings(name), [] as [&str; 0]);
    assert_eq!(fs::read_to_string(at("README.md")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(at("schema/own.dhall")).unwrap(), "1");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_package_is_not_written_through() {
    let (directory, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir(directory.path().join("instances")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), directory.path().join("schema")).unwrap();
    let (exit, _, err) = meshc(&["init", "--schema-only", directory.path().to_str().unwrap()]);
    assert_eq!(exit, 74);
    assert!(err.contains("is a symbolic link"), "{err}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn every_schema_is_one_and_the_printed_ones_are_those_of_the_files() {
    let names = [
        "model",
        "repository",
        "catalog",
        "waiver",
        "check",
        "plan",
        "status",
        "log",
        "blame",
        "why",
        "error",
        "lock",
    ];
    let listed = meshc(&["schema"]).1;
    for name in names {
        assert!(listed.contains(&format!("{name:<12} ")), "{listed}");
        let (exit, out, _) = meshc(&["schema", name]);
        assert_eq!(exit, 0, "{name}");
        let schema: Value = serde_json::from_str(&out).unwrap();
        assert!(jsonschema::validator_for(&schema).is_ok(), "{name}");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.v1.json"));
        assert!(
            !file.exists() || fs::read_to_string(file).unwrap() == out,
            "{name}"
        );
    }
}

#[test]
fn the_types_of_what_is_read_are_printed_as_dhall() {
    let (_, whole, _) = meshc(&["schema", "model", "--format", "dhall"]);
    assert!(whole.contains("-- schema/settings/panel/motd.dhall\n"), "{whole}");
    let (_, catalog, _) = meshc(&["schema", "catalog", "--format=dhall"]);
    let (_, release, _) = meshc(&["schema", "--file", "release.dhall"]);
    assert_eq!(catalog, release);
    assert!(release.contains("Catalog"), "{release}");
    assert_eq!(meshc(&["schema", "check", "--format", "dhall"]).0, 64);
    let (exit, _, err) = meshc(&["schema", "--file", "motd.dhall"]);
    assert_eq!(exit, 64);
    assert!(
        err.contains("perhaps `settings/panel/motd.dhall` was meant"),
        "{err}"
    );
}

/// References to secrets as they are read, where a printed one is a text such as `fromAnsible acme/tls`.
fn with_secrets(json: Value) -> Value {
    match json {
        Value::String(text) => match text.split_once(' ') {
            Some((alternative, path)) if SECRET_ALTERNATIVES.contains(&alternative) => {
                serde_json::json!({ alternative: path })
            }
            _ => Value::String(text),
        },
        Value::Array(items) => items.into_iter().map(with_secrets).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter();
            fields.map(|(label, json)| (label, with_secrets(json))).collect()
        }
        other => other,
    }
}

/// An instance of the example as JSON is what its schema describes.
#[test]
fn the_schema_of_an_instance_describes_the_instances_of_the_example() {
    let schema: Value = serde_json::from_str(&Document::Model.json_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet");
    let snapshot = meshc::repository::open_directory(&root).unwrap();
    let sources = meshc::source::Sources::default();
    let loaded = meshc::compile::load(&snapshot, &sources, None, &meshc::compile::Reach::default());
    assert!(loaded.fleet.instances.len() > 10);
    for (id, declared) in &loaded.fleet.instances {
        let instance = with_secrets(serde_json::to_value(&declared.instance).unwrap());
        let wrong: Vec<String> = validator
            .iter_errors(&instance)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(wrong, [] as [&str; 0], "{id}");
        let mut other = instance.clone();
        other["colour"] = Value::from("blue");
        assert!(!validator.is_valid(&other), "{id}");
    }
}
