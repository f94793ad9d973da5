//! What people write although a plan does not have it, told under the code of the rule that keeps it out.

use std::fs;

use meshc::compile::{Reach, load};
use meshc::repository::open_directory;
use meshc::source::Sources;

use crate::waiver::{copy, example};

/// The codes of all errors of the example `example` when `file` in it has `after` where `before` stands.
fn codes(name: &str, file: &str, before: &str, after: &str) -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    copy(&example(name), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(before), "{file} has no {before:?}");
    fs::write(&path, text.replacen(before, after, 1)).unwrap();
    let snapshot = open_directory(folder.path()).unwrap();
    let loaded = load(&snapshot, &Sources::default(), None, &Reach::default());
    let codes = loaded.findings.iter().map(|found| found.code.0);
    codes.collect()
}

#[test]
fn what_plan_saas_does_not_have_names_its_rule() {
    let file = "instances/acme/instance.dhall";
    let hosts = ", hosts =";
    for (surplus, code) in [
        (", release = \"2025.55.0\"", "R27"),
        (", deployedRelease = \"2025.55.0\"", "R29"),
        (", managedBy = \"customer\"", "R26"),
        (", provider = \"AWS\"", "R22"),
        (", namespace = \"shared\"", "R23"),
        (", region = \"eu-west-1\"", "R21"),
        (", size = meshc.Size.Large", "R21"),
        (", monitoring = { enabled = False }", "R17"),
        (", compliance = [ \"ISO 27001\" ]", "R16"),
        (", schemaVersion = 3", "R15"),
        (", networkPolicy = { enabled = False }", "R24"),
    ] {
        let found = codes("minimal", file, hosts, &format!("{surplus} {hosts}"));
        assert_eq!(found, [code], "{surplus}");
    }
    let window = "meshc.SaasWindow.Monday";
    assert_eq!(
        codes("minimal", file, window, "meshc.SaasWindow.Tuesday"),
        ["R28"]
    );
}

#[test]
fn what_plan_on_prem_does_not_have_names_its_rule() {
    let file = "instances/karlsried-steel/instance.dhall";
    for (before, surplus, code) in [
        (", production =", ", managedBy = \"customer\"", "R33"),
        (", production =", ", qa = True", "R35"),
        (", hosts =", ", supported = True", "R12"),
        (", hosts =", ", logging = { enabled = False }", "R17"),
    ] {
        let found = codes("fleet", file, before, &format!("{surplus} {before}"));
        assert_eq!(found, [code], "{surplus}");
    }
}
