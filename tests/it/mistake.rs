//! One mistake is one finding, at the place where it was made.

use std::fs;

use meshc::compile::{Reach, load};
use meshc::repository::open_directory;
use meshc::source::Sources;

use crate::waiver::{copy, example};

/// Everything that is said about the example `name` when `file` in it has `after` where `before` stands: code, file
/// and the text that is pointed at.
fn told(name: &str, file: &str, before: &str, after: &str) -> Vec<(String, String, String)> {
    let folder = tempfile::tempdir().unwrap();
    copy(&example(name), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(before), "{file} has no {before:?}");
    fs::write(&path, text.replacen(before, after, 1)).unwrap();
    let sources = Sources::default();
    let snapshot = open_directory(folder.path()).unwrap();
    let loaded = load(&snapshot, &sources, None, &Reach::default());
    let findings = loaded.findings.iter().map(|finding| {
        let span = finding.primary.as_ref().expect("a place").span;
        (
            finding.code.0.to_owned(),
            sources.source(span.file).name.to_string(),
            sources.text(span),
        )
    });
    findings.collect()
}

const ACME: &str = "instances/acme/instance.dhall";
const KARLSRIED: &str = "instances/karlsried-steel/instance.dhall";

/// Fails unless each change of a file is told once, with that code and at that text of the same file.
fn check(name: &str, file: &str, rows: &[(&str, &str, &str, &str)]) {
    for (before, after, code, text) in rows {
        let expected = [((*code).to_owned(), file.to_owned(), (*text).to_owned())];
        assert_eq!(told(name, file, before, after), expected, "{after}");
    }
}

#[test]
fn a_value_of_another_union_is_one_mistake() {
    let window = "meshc.SaasWindow.Monday";
    check(
        "minimal",
        ACME,
        &[(window, "meshc.Weekday.Monday", "R28", "meshc.Weekday.Monday")],
    );
}

#[test]
fn what_an_unknown_alternative_is_given_is_no_second_mistake() {
    check(
        "fleet",
        KARLSRIED,
        &[
            ("meshc.Provider.AWS", "meshc.Provider.Hetzner", "R31", "Hetzner"),
            (
                "meshc.ProductionRollout.Gate",
                "meshc.ProductionRollout.Gates",
                "R39",
                "Gates",
            ),
        ],
    );
}

#[test]
fn what_cannot_be_read_is_not_missing() {
    check(
        "fleet",
        KARLSRIED,
        &[(
            ", system = meshc.CiSystem.Concourse",
            ", system == meshc.CiSystem.Concourse",
            "dhall/parse",
            "==",
        )],
    );
}

#[test]
fn a_label_in_the_path_of_an_update_is_pointed_at_whatever_its_value_is() {
    let after = "with kraken.wurker = meshc.settings.kraken.Worker::{=}\n";
    check(
        "fleet",
        KARLSRIED,
        &[
            ("with kraken = metering.aws", after, "dhall/type", "wurker"),
            (
                "with kraken = metering.aws",
                "with kraken.worker.finalise = meshc.settings.kraken.Worker.default.finalize-reports-after-days\n",
                "dhall/type",
                "finalise",
            ),
        ],
    );
}

#[test]
fn a_default_or_function_of_the_package_is_wrong_where_it_is_used() {
    check(
        "fleet",
        KARLSRIED,
        &[("with kraken = metering.aws", "", "I32", "meshc")],
    );
    let hosts = ", hosts = meshc.Hosts.under \"mesh.karlsried.example\"";
    let apart = format!("{hosts} // {{ sso = \"login.karlsried.example\" }}");
    let found = told("fleet", KARLSRIED, hosts, &apart);
    let (_, file, text) = found.iter().find(|(code, ..)| code == "R42").unwrap();
    assert_eq!(file, KARLSRIED);
    assert!(text.starts_with("meshc.Certificates.wildcard"), "{text}");
}

#[test]
fn a_number_with_a_slip_leaves_no_gap() {
    let slip = "version = \"2025.053.0\"";
    check(
        "fleet",
        "releases/catalog.dhall",
        &[("version = \"2025.53.0\"", slip, "R5", "\"2025.053.0\"")],
    );
}
