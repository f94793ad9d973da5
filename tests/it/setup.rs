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

/// The example as it is at first.
struct Fleet(tempfile::TempDir);

impl Fleet {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        meshc::example::write(directory.path()).unwrap();
        Self(directory)
    }

    fn name(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    /// Replaces the first `from` in a file.
    fn edit(self, file: &str, from: &str, to: &str) -> Self {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    fn findings(&self) -> Vec<String> {
        findings(self.name())
    }

    /// What a check as if every environment ran a release finds under a code, by address.
    fn as_if(&self, release: &str, code: &str) -> Vec<String> {
        let (_, out, err) = meshc(&[
            "check",
            "--as-if-release",
            release,
            "--format",
            "json",
            "--repo",
            self.name(),
        ]);
        let document: Value =
            serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
        let ran = format!("as if every environment ran {release}");
        assert!(
            document["snapshot"].as_str().unwrap().ends_with(&ran),
            "{document:#}"
        );
        let found = document["diagnostics"].as_array().unwrap().iter();
        found
            .filter(|finding| finding["code"] == code)
            .map(|finding| finding["address"].as_str().unwrap_or("-").to_owned())
            .collect()
    }
}

const STEEL: &str = "instances/karlsried-steel/instance.dhall";
const RAIL: &str = "instances/velmont-rail/instance.dhall";
const SETTINGS: &str = "meshc.dhall";
const READING: &str = "windowReading = meshc.WindowReading.Civil";

#[test]
fn a_package_that_is_not_of_this_program_is_one_finding_and_at_most_one_error() {
    let first = "{ reference : Text";
    let rows: [(&str, &str, &str, &[&str]); 4] = [
        (
            "schema/agreement.dhall",
            first,
            "{ reference : Natural",
            &["error dhall/type", "warning model/schema"],
        ),
        (
            "schema/agreement.dhall",
            first,
            "{ reference : Txt",
            &["error dhall/scope", "warning model/schema"],
        ),
        (
            "schema/agreement.dhall",
            first,
            "{ number : Natural, reference : Text",
            &["error R30", "warning model/schema"],
        ),
        ("schema/agreement.dhall", "-- ", "--  ", &["warning model/schema"]),
    ];
    for (file, from, to, expected) in rows {
        let found = Fleet::new().edit(file, from, to).findings();
        assert_eq!(found, expected, "{to}");
    }
}

#[test]
fn mistakes_of_instances_are_told_beside_another_package() {
    let fleet = Fleet::new()
        .edit("schema/agreement.dhall", "-- ", "--  ")
        .edit(RAIL, "\"Velmont Rail\"", "3")
        .edit(STEEL, "\"Karlsried Steel\"", "3");
    assert_eq!(
        fleet.findings(),
        ["error dhall/type", "error dhall/type", "warning model/schema"]
    );
    let fleet = fleet.edit(
        "schema/agreement.dhall",
        "{ reference : Text",
        "{ reference : Natural",
    );
    // That of the SaaS instance is its own; that of the other would be there without the edit, too, and is masked.
    let found = fleet.findings();
    assert!(
        found.len() <= 4 && found.contains(&"warning model/schema".to_owned()),
        "{found:?}"
    );
    let (_, out, _) = meshc(&["check", "--repo", fleet.name()]);
    assert!(out.contains("the field `name` has the type `Natural`"), "{out}");
    assert!(
        out.contains("more errors follow from it and are not listed"),
        "{out}"
    );
    assert_eq!(meshc(&["init", "--schema-only", fleet.name()]).0, 0);
    assert_eq!(fleet.findings(), ["error dhall/type", "error dhall/type"]);
}

#[test]
fn an_upgrade_that_would_break_something_is_known_before() {
    let motd = "settings = settings with panel.motd = Some\n          { message = \"Upgrade tonight\", startTime = \"2025-01-01T00:00:00Z\", endTime = \"2025-01-02T00:00:00Z\" }";
    let fleet = Fleet::new().edit(STEEL, "\"2025.52.0\"", "\"2025.51.0\"").edit(
        STEEL,
        "    , settings\n",
        &format!("    , {motd}\n"),
    );
    assert_eq!(fleet.findings(), [] as [&str; 0]);
    assert_eq!(fleet.as_if("2025.51.0", "I50"), [] as [&str; 0]);
    let broken = ["karlsried-steel.settings.panel.motd"];
    for release in ["2025.52.0", "2025.55.0"] {
        assert_eq!(fleet.as_if(release, "I50"), broken, "{release}");
    }
    assert!(
        fleet
            .as_if("2025.40.0", "R13")
            .contains(&"karlsried-steel/production.release".to_owned())
    );
    let (_, out, _) = meshc(&["check", "--as-if-release=2025.55.0", "--repo", fleet.name()]);
    assert!(out.contains("as if every environment ran 2025.55.0"), "{out}");
}

#[test]
fn plan_saas_is_assumed_to_run_the_release_too() {
    let motd = "settings = meshc.Settings::{=} with panel.motd = Some { message = \"Upgrade tonight\", startTime = \"2025-01-01T00:00:00Z\", endTime = \"2025-01-02T00:00:00Z\" }";
    let directory = tempfile::tempdir().unwrap();
    let fleet = Fleet(directory);
    assert_eq!(meshc(&["init", fleet.name()]).0, 0);
    let fleet = fleet.edit(
        "instances/example/instance.dhall",
        "    , plan =",
        &format!("    , {motd}\n    , plan ="),
    );
    assert_eq!(fleet.findings(), ["error I50"]);
    assert_eq!(fleet.as_if("2025.51.0", "I50"), [] as [&str; 0]);
    assert_eq!(fleet.as_if("2025.53.0", "I50"), ["example.settings.panel.motd"]);
}

#[test]
fn a_release_that_is_not_there_is_a_mistake_of_the_command_line() {
    let fleet = Fleet::new();
    for (release, expected) in [
        ("2025.56.0", "perhaps `2025.55.0` was meant"),
        ("v2025.55.0", "starts with `v`"),
    ] {
        let (exit, out, err) = meshc(&["check", "--as-if-release", release, "--repo", fleet.name()]);
        assert_eq!((exit, out.as_str()), (64, ""), "{release}");
        assert!(err.contains(expected), "{err}");
    }
}

#[test]
fn levels_are_raised_and_never_lowered() {
    let gap = "      ]\n    , withdrawn";
    let next = format!(
        "      , {{ version = \"2025.57.0\", date = 2025-12-17, kind = Feature, breaking = No, summary = \"\" }}\n{gap}"
    );
    let with = |rule: &str, level: &str| {
        let levels = format!("{READING}, levels = [ {{ rule = \"{rule}\", level = meshc.Level.{level} }} ]");
        Fleet::new()
            .edit(SETTINGS, READING, &levels)
            .edit("releases/catalog.dhall", gap, &next)
            .findings()
    };
    let rows: [(&str, &str, &[&str]); 8] = [
        ("R8", "Error", &["warning R7"]),
        ("R7", "Error", &["error R7"]),
        ("r7", "Error", &["error R7"]),
        ("model/schema", "Error", &["warning R7"]),
        ("R13", "Error", &["warning R7"]),
        ("R13", "Warning", &["error model/level", "warning R7"]),
        ("I50", "Note", &["error model/level", "warning R7"]),
        ("R999", "Error", &["error model/level", "warning R7"]),
    ];
    for (rule, level, expected) in rows {
        assert_eq!(with(rule, level), expected, "{rule} {level}");
    }
}
