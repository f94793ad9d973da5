//! What a plan says of a step to a higher release, of raised levels, and of a base that another meshc wrote.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::history::History;
use crate::waiver::example;

const INSTANCE: &str = "instances/globex/instance.dhall";

const GLOBEX: &str = "\
let meshc = ../../schema/package.dhall

in  meshc.Instance::{
    , id = \"globex\"
    , customer = { name = \"Globex\", contact = \"it@globex.example\" }
    , plan =
        meshc.Plan.OnPrem
          meshc.OnPrem::{
          , agreement = meshc.Agreement::{
            , reference = \"OP-2024-001\"
            , validFrom = 2024-01-15
            , upgradeWindowDays = 300
            }
          , infrastructure = meshc.Infrastructure::{
            , provider = meshc.Provider.OnPremise { location = \"Springfield\" }
            , operatorAccess = { principal = \"operations\", path = \"VPN\" }
            }
          , pipeline =
            { provider = meshc.PipelineProvider.Operator
            , system = meshc.CiSystem.ArgoCD
            }
          , production = meshc.Production::{
            , release = \"2025.51.0\"
            , hosts = meshc.Hosts.under \"mesh.globex.example\"
            , certificates =
                meshc.Certificates.wildcard
                  (meshc.Secret.fromTerraform \"globex_tls\")
            , rollout =
                meshc.ProductionRollout.Gate
                  meshc.Gate::{ approvals = 2, roles = [ \"owner\" ] }
            }
          }
    , settings =
            meshc.Settings.default
        with panel.motd = Some
          { message = \"Maintenance\"
          , startTime = \"2025-11-30T20:00:00Z\"
          , endTime = \"2025-11-30T22:00:00Z\"
          }
    }
";

const CATALOG: &str = "\
let release = ../schema/release.dhall

let Feature = release.ReleaseKind.Feature

let No = release.Breaking.No

in  release.Catalog::{
    , releases =
      [ { version = \"2025.51.0\", date = 2025-11-26, kind = Feature, breaking = No, summary = \"a\" }
      , { version = \"2025.52.0\", date = 2025-12-03, kind = Feature, breaking = No, summary = \"b\" }
      , { version = \"2025.53.0\", date = 2025-12-10, kind = Feature, breaking = No, summary = \"c\" }
      ]
    }
";

/// A repository with globex alone, and the package of the program.
fn repository(directory: &Path) -> History {
    let history = History::new(directory);
    let files = package(&example("minimal").join("schema"));
    let mut files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    files.extend([
        ("meshc.dhall", "(./schema/package.dhall).Repository::{=}\n"),
        ("releases/catalog.dhall", CATALOG),
        (INSTANCE, GLOBEX),
    ]);
    history.commit("Describe globex", &files);
    history
}

/// The files of a package, by their paths from the root of a repository.
fn package(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = entries
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder.parent().unwrap()).unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            (path.to_str().unwrap().to_owned(), text)
        })
        .collect()
}

fn meshc(history: &History, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_meshc"))
        .args(words)
        .args(["--repo", history.directory().to_str().unwrap()])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn plan(history: &History) -> Value {
    let text = meshc(history, &["plan", "--base", "HEAD", "--format", "json"]);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_plan_names_the_settings_that_a_release_takes_away() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    history.write(INSTANCE, GLOBEX.replace("2025.51.0", "2025.53.0"));
    let upgrades = &plan(&history)["upgrades"];
    assert_eq!(upgrades.as_array().unwrap().len(), 1);
    let upgrade = &upgrades[0];
    assert_eq!(upgrade["address"], "globex/production");
    assert_eq!(
        (&upgrade["from"], &upgrade["to"]),
        (&Value::from("2025.51.0"), &Value::from("2025.53.0"))
    );
    assert_eq!(upgrade["breaks"], true);
    let setting = &upgrade["settings"][0];
    assert_eq!(setting["name"], "mesh.panel.environment.motd");
    assert_eq!(
        (&setting["fate"], &setting["release"]),
        (&Value::from("moved"), &Value::from("2025.52.0"))
    );
    assert_eq!(setting["used"][0]["path"], "settings.panel.motd");
    assert_eq!(setting["used"][0]["place"]["file"], INSTANCE);
    let human = meshc(&history, &["plan", "--base", "HEAD"]);
    assert!(human.contains("# settings on the way"), "{human}");
    assert!(
        human.contains("- mesh.panel.environment.motd  moved with 2025.52.0; it is kept in the panel"),
        "{human}"
    );
    assert!(
        human.contains("! still set in 1 instance: instances/globex/instance.dhall:"),
        "{human}"
    );
    let markdown = meshc(&history, &["plan", "--base", "HEAD", "--format", "markdown"]);
    assert!(markdown.contains("#### Settings on the way"), "{markdown}");
    assert!(markdown.contains("!     still set in 1 instance"), "{markdown}");
}

#[test]
fn a_step_that_touches_no_setting_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    let later = GLOBEX
        .replace("2025.51.0", "2025.52.0")
        .replace("Some\n", "None meshc.settings.panel.MessageOfTheDay.Type\n");
    let later = later.split("          { message").next().unwrap().to_owned() + "    }\n";
    history.commit("Drop the message", &[(INSTANCE, &later)]);
    history.write(INSTANCE, later.replace("2025.52.0", "2025.53.0"));
    let document = plan(&history);
    assert_eq!(document["upgrades"][0]["breaks"], false, "{document:#}");
    assert_eq!(document["upgrades"][0]["settings"], Value::Array(Vec::new()));
    let human = meshc(&history, &["plan", "--base", "HEAD"]);
    assert!(
        human.contains("2025.52.0 -> 2025.53.0  no setting comes or goes, in globex/production"),
        "{human}"
    );
}

#[test]
fn a_raised_level_shows_in_checks_and_plans() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    let twice = "  { monitor = Some { additionalAlertAddresses = [ \"a@b.example\", \"a@b.example\" ] }, sonar = None meshc.settings.monitoring.Sonar.Type }";
    let doubled = GLOBEX.replace(
        "        with panel",
        &format!("        with monitoring =\n          {twice}\n        with panel"),
    );
    history.write(INSTANCE, &doubled);
    let levels = |level: &str| {
        let settings = format!(
            "let meshc = ./schema/package.dhall in meshc.Repository::{{ levels = [ {{ rule = \"model/limit\", level = meshc.Level.{level} }} ] }}\n"
        );
        history.write("meshc.dhall", settings);
        let check = meshc(&history, &["check", "--format", "json"]);
        let check: Value = serde_json::from_str(&check).unwrap();
        let planned = plan(&history);
        [check["diagnostics"][0].clone(), planned["findings"][0].clone()].map(|found| {
            (
                found["code"].as_str().unwrap_or_default().to_owned(),
                found["severity"].as_str().unwrap_or_default().to_owned(),
            )
        })
    };
    let said = |level: &str| ("model/limit".to_owned(), level.to_owned());
    assert_eq!(levels("Error"), [said("error"), said("error")]);
    history.write("meshc.dhall", "(./schema/package.dhall).Repository::{=}\n");
    let planned = plan(&history);
    assert_eq!(planned["findings"][0]["severity"], "warning", "{planned:#}");
}

#[test]
fn a_base_with_another_package_is_read_with_this_one_and_the_plan_says_so() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    // A package from before windows could be read in two ways.
    let current = fs::read_to_string(history.path("schema/repository.dhall")).unwrap();
    let older = current
        .replace("          , windowReading : WindowReading\n", "")
        .replace("        , windowReading = WindowReading.Civil\n", "");
    assert_ne!(older, current);
    history.commit("Keep an older package", &[("schema/repository.dhall", &older)]);
    history.write("schema/repository.dhall", &current);
    let document = plan(&history);
    assert_eq!(document["complete"], true);
    assert_eq!(document["changes"], Value::Array(Vec::new()), "{document:#}");
    let findings = document["findings"].as_array().unwrap();
    let note = findings
        .iter()
        .find(|found| found["code"] == "plan/other-package");
    assert_eq!(
        note.map(|note| &note["severity"]),
        Some(&Value::from("note")),
        "{findings:#?}"
    );
    let human = meshc(&history, &["plan", "--base", "HEAD"]);
    assert!(
        human.contains("so it is read with the types and defaults of this one"),
        "{human}"
    );
}

#[test]
fn a_placeholder_is_underlined_in_its_text() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    let pattern = "        with meshfed.platforms = [ { platform-identifier = \"a.b\", euid-pattern = \"ma-%s-#{euid}\" } ]\n";
    history.write(
        INSTANCE,
        GLOBEX.replace("        with panel", &format!("{pattern}        with panel")),
    );
    let check: Value = serde_json::from_str(&meshc(&history, &["check", "--format", "json"])).unwrap();
    let found = &check["diagnostics"][0];
    assert_eq!(found["code"], "I38", "{check:#}");
    let column = pattern.find("#{euid}").unwrap() as u64 + 1;
    assert_eq!(found["place"]["start_column"], column, "{found:#}");
    assert_eq!(
        found["place"]["end_column"],
        column + "#{euid}".len() as u64,
        "{found:#}"
    );
}

#[test]
fn readings_that_are_not_usual_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let history = repository(directory.path());
    history.write(
        "meshc.dhall",
        "let meshc = ./schema/package.dhall in meshc.Repository::{ upgradeDayReading = meshc.DayReading.Working }\n",
    );
    let document = plan(&history);
    assert_eq!(document["readings"][0]["setting"], "upgradeDayReading");
    let line = "read here: upgrade windows count Monday to Friday";
    for words in [
        &["plan", "--base", "HEAD"][..],
        &["status"],
        &["plan", "--base", "HEAD", "--format", "markdown"],
        &["status", "--format", "markdown"],
    ] {
        let text = meshc(&history, words);
        assert!(text.contains(line), "{words:?}\n{text}");
    }
    history.write("meshc.dhall", "(./schema/package.dhall).Repository::{=}\n");
    assert!(!meshc(&history, &["status"]).contains("read here"));
}
