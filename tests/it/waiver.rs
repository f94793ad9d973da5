//! Exceptions from rules and the standing of environments, read from Dhall on disk.

use std::fs;
use std::path::{Path, PathBuf};

use meshc::compile::{Loaded, PlanOptions, Reach, Selection, load, page, plan, standings};
use meshc::diagnostic::Severity;
use meshc::model::EnvironmentKind;
use meshc::release::Support;
use meshc::report;
use meshc::report::finding::{self, Check};
use meshc::repository::open_directory;
use meshc::source::Sources;
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::plan::alone;

pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// Copies everything below a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().map(Result::unwrap) {
        let path = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::copy(entry.path(), path).unwrap();
        }
    }
}

/// The smallest repository, with a host that is not the usual one (R43), and other files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&example("minimal"), folder.path());
    let instance = folder.path().join("instances/acme/instance.dhall");
    let text = fs::read_to_string(&instance).unwrap();
    let hosts = "meshc.Hosts.under \"mesh.acme.example\"";
    assert!(text.contains(hosts), "{text}");
    let other = format!("({hosts} // {{ sso = \"login.mesh.acme.example\" }})");
    fs::write(&instance, text.replace(hosts, &other)).unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Each finding as `SEVERITY CODE ADDRESS`.
fn check(files: &[(&str, &str)]) -> Vec<String> {
    let folder = repository(files);
    let snapshot = open_directory(folder.path()).unwrap();
    let loaded: Loaded = load(&snapshot, &Sources::default(), None, &Reach::default());
    let shown = loaded.findings.iter().map(|found| {
        let address = found.address.as_deref().unwrap_or_default();
        format!("{} {} {address}", found.severity.as_str(), found.code)
            .trim_end()
            .to_owned()
    });
    shown.collect()
}

fn waiver(scope: &str, expires: &str) -> String {
    format!(
        "let meshc = ../schema/package.dhall\n\n\
         in  meshc.Waiver::{{\n\
         \x20   , rule = \"R43\"\n\
         \x20   , scope = meshc.WaiverScope.{scope}\n\
         \x20   , owner = \"platform-team\"\n\
         \x20   , reason = \"the customer's own login page\"\n\
         \x20   , ticket = \"SUP-4711\"\n\
         \x20   , expires = {expires}\n\
         \x20   }}\n"
    )
}

#[test]
fn an_exception_in_its_folder_turns_what_it_fits_into_a_note() {
    let host = "R43 acme/production.hosts.sso";
    let own = waiver("Environment \"acme/production\"", "2026-06-30");
    let other = waiver("Instance \"globex\"", "2026-06-30");
    let late = waiver("Instance \"acme\"", "2024-06-30");
    type Row<'a> = (&'a [(&'a str, &'a str)], &'a [String]);
    let rows: &[Row<'_>] = &[
        (&[], &[format!("warning {host}")]),
        (&[("waivers/login.dhall", &own)], &[format!("note {host}")]),
        (
            &[("waivers/login.dhall", &other)],
            &[
                format!("warning {host}"),
                "error model/waiver waivers.login.scope".to_owned(),
            ],
        ),
        (
            &[("waivers/login.dhall", &late)],
            &[
                format!("warning {host}"),
                "error model/waiver waivers.login.expires".to_owned(),
            ],
        ),
        (
            &[("waivers/deep/login.dhall", &own)],
            &[format!("warning {host}")],
        ),
    ];
    for (files, expected) in rows {
        assert_eq!(&check(files), expected, "{files:?}");
    }
}

#[test]
fn every_report_lists_what_is_waived() {
    let own = waiver("Environment \"acme/production\"", "2026-06-30");
    let folder = repository(&[("waivers/login.dhall", &own)]);
    let snapshot = open_directory(folder.path()).unwrap();
    let empty = open_directory(&example("minimal/schema")).unwrap();
    let sources = Sources::default();
    let loaded = load(&snapshot, &sources, None, &Reach::default());
    let environments = ["acme/production".to_owned()];
    let check = Check {
        snapshot: &loaded.snapshot,
        as_of: loaded.as_of,
        instances: loaded.instances,
        environments: &environments,
        findings: &loaded.findings,
        sources: &sources,
        page: &page,
    };
    let planned = plan(&empty, &snapshot, &sources, &PlanOptions::default());
    let review = alone(planned.plan.as_ref().unwrap(), &sources, &planned.findings);
    for report in [
        finding::human(&check, false, 200),
        finding::json(&check),
        finding::sarif(&check),
        report::plan::human(&review, false),
        report::plan::json(&review),
        report::plan::html(&review)
            .replace("<code>", "`")
            .replace("</code>", "`"),
        report::plan::markdown(&review),
    ] {
        assert!(
            report.contains("until 2026-06-30 by `platform-team` (`SUP-4711`)"),
            "{report}"
        );
    }
    let sarif: serde_json::Value = serde_json::from_str(&finding::sarif(&check)).unwrap();
    let suppression = &sarif["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["kind"], "external", "{sarif}");
}

#[test]
fn what_is_no_waiver_is_told_under_its_code() {
    let own = waiver("Environment \"acme/production\"", "2026-06-30");
    for broken in [
        own.replace("    , owner = \"platform-team\"\n", ""),
        own.replace("    , owner", "    , level = \"note\"\n    , owner"),
        own.replace("expires = 2026-06-30", "expires = 2024-06-30"),
    ] {
        let found = check(&[("waivers/login.dhall", &broken)]);
        assert!(
            found.contains(&"warning R43 acme/production.hosts.sso".to_owned()),
            "{found:?}"
        );
        assert!(
            found.iter().any(|found| found.starts_with("error model/waiver")),
            "{broken}\n{found:?}"
        );
    }
}

#[test]
fn an_exception_for_what_cannot_be_read_is_not_called_needless() {
    let own = waiver("Environment \"acme/production\"", "2026-06-30");
    let found = check(&[
        ("waivers/login.dhall", &own),
        ("instances/acme/instance.dhall", "{ id = "),
    ]);
    assert!(
        !found.is_empty() && found.iter().all(|found| !found.contains("waiver")),
        "{found:?}"
    );
}

#[test]
fn the_fleet_of_the_example_breaks_nothing_and_stands_where_its_story_says() {
    let snapshot = open_directory(&example("fleet")).unwrap();
    let loaded = load(&snapshot, &Sources::default(), None, &Reach::default());
    assert_eq!(
        loaded.findings.count(Severity::Error) + loaded.findings.count(Severity::Warning),
        0
    );
    let production = Selection::new(
        Some("{brackenfeld,velmont,merrow}*"),
        Some(EnvironmentKind::Production),
    );
    let standings = standings(&loaded, &production.unwrap()).unwrap();
    let shown: Vec<_> = standings
        .iter()
        .map(|(environment, standing)| {
            let release = standing.release.as_ref().map(ToString::to_string);
            (
                environment.address.to_string(),
                release.unwrap_or_default(),
                standing.support,
            )
        })
        .collect();
    let row = |address: &str, release: &str, support| (address.to_owned(), release.to_owned(), support);
    assert_eq!(
        shown,
        [
            row("brackenfeld-bank/production", "2025.40.0", Support::Extended),
            row("merrow-air/production", "2025.55.0", Support::Supported),
            // The last Monday before 17 December 2025 was the 15th.
            row("velmont-rail/production", "2025.53.1", Support::EndOfLife),
        ]
    );
}
