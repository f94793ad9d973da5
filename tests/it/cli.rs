//! The program as its users meet it: what is printed for a repository with a mistake, and how the run ends.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, str};

use meshc::report::failure::FailureReport;
use meshc::report::finding::CheckReport;
use serde_json::Value;
use tempfile::TempDir;

use crate::golden;

const CATALOG: &str = "releases/catalog.dhall";
const BANK: &str = "instances/brackenfeld-bank/instance.dhall";
const ENERGY: &str = "instances/ostermoor-energy/instance.dhall";
const RAIL: &str = "instances/velmont-rail/instance.dhall";
const UNIVERSITY: &str = "instances/isenau-university/instance.dhall";
const CITY: &str = "instances/wiesbruck-city/instance.dhall";

/// What no output may show.
const CANARY: &str = "CANARY7x9";

/// A copy of the example fleet.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet");
        for entry in walkdir::WalkDir::new(&from) {
            let entry = entry.unwrap();
            let to = directory.path().join(entry.path().strip_prefix(&from).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(&to).unwrap();
            } else {
                fs::copy(entry.path(), &to).unwrap();
            }
        }
        Self(directory)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces the first `from` in a file.
    fn edit(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, text.replacen(from, to, 1));
        self
    }

    fn run(&self, words: &[&str]) -> Run {
        let mut words = words.to_vec();
        words.extend(["--repo", self.path().to_str().unwrap()]);
        meshc(words)
    }

    /// `LEVEL CODE FILE:LINE` for each finding; every document has to fit its schema.
    fn findings(&self) -> Vec<String> {
        let run = self.run(&["check", "--format", "json"]);
        let document = run.document();
        holds("schemas/check.v1.json", &document);
        let findings = document["diagnostics"].as_array().unwrap();
        assert_eq!(run.exit, i32::from(document["error_count"] != 0), "{}", run.out);
        findings
            .iter()
            .map(|finding| {
                let place = &finding["place"];
                let (file, line) = (place["file"].as_str().unwrap_or("-"), &place["start_line"]);
                let word = |name: &str| finding[name].as_str().unwrap().to_owned();
                format!("{} {} {file}:{line}", word("severity"), word("code"))
            })
            .collect()
    }
}

/// How a run of the program went.
struct Run {
    exit: i32,
    out: String,
    err: String,
}

impl Run {
    /// Standard output as one JSON document.
    fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_meshc"));
    for variable in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "FORCE_COLOR",
        "COLUMNS",
        "GIT_DIR",
    ] {
        command.env_remove(variable);
    }
    command
}

fn meshc(words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
    let output = program().args(words).output().unwrap();
    Run {
        exit: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Holds a document to a schema of the package.
fn holds(schema: &str, document: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?} in {document:#}");
}

/// The line, from 1, of the first `needle` in a text.
fn line(text: &str, needle: &str) -> usize {
    let at = text.find(needle).unwrap_or_else(|| panic!("no {needle}"));
    text[..at].matches('\n').count() + 1
}

/// What is expected of an edit: `LEVEL CODE` where the new text begins, or `LEVEL CODE @ NEEDLE` in the line of a
/// text of the file, or `LEVEL CODE @ FILE @ NEEDLE`.
fn check(rows: &[(&str, &str, &str, &[&str])]) {
    for (file, from, to, expected) in rows {
        let copy = Copy::new();
        let begin = line(&copy.read(file), from);
        copy.edit(file, from, to);
        let found = copy.findings();
        let place = |row: &&str| {
            let parts: Vec<&str> = row.split(" @ ").collect();
            match parts[..] {
                [what, other, needle] => format!("{what} {other}:{}", line(&copy.read(other), needle)),
                [what, needle] => format!("{what} {file}:{}", line(&copy.read(file), needle)),
                _ => format!("{row} {file}:{begin}"),
            }
        };
        let expected: Vec<String> = expected.iter().map(place).collect();
        assert_eq!(found, expected, "{file}: {from} -> {to}");
    }
}

#[test]
fn the_example_is_right() {
    assert_eq!(Copy::new().findings(), [] as [&str; 0]);
}

#[test]
fn each_rule_of_releases_is_found_where_it_is_broken_and_nowhere_else() {
    let end = "      ]\n    , withdrawn";
    let then = |version: &str| {
        let kind = if version.ends_with(".0") {
            "Feature"
        } else {
            "Patch"
        };
        format!(
            "      , {{ version = \"{version}\", date = 2025-12-17, kind = {kind}, breaking = No, summary = \"\" }}\n{end}"
        )
    };
    let wrong = then("2025.56.0").replace("= Feature", "= Patch");
    let [next, gap, orphan, skip] = ["2025.56.0", "2025.57.0", "2025.56.1", "2025.55.2"].map(then);
    let again = then("2025.54.0");
    check(&[
        (ENERGY, "\"2025.54.0\"", "\"v2025.54.0\"", &["error R5"]),
        (ENERGY, "\"2025.54.0\"", "\"2025.54\"", &["error R5"]),
        (CATALOG, "2025-01-08", "2024-12-31", &["error R6"]),
        (CATALOG, "2025-01-08", "2025-01-01", &[]),
        (CATALOG, end, &gap, &["warning R7"]),
        (CATALOG, end, &again, &["error R7"]),
        (CATALOG, end, &next, &[]),
        (CATALOG, end, &wrong, &["error R8"]),
        (CATALOG, end, &orphan, &["error R8"]),
        (CATALOG, end, &skip, &["warning R8"]),
        (ENERGY, "\"2025.54.0\"", "\"2025.77.0\"", &["error R10"]),
        (ENERGY, "\"2025.54.0\"", "\"8.0.0\"", &["error R10"]),
        (ENERGY, ", hosts\n", ", hosts, supported = True\n", &["error R12"]),
        (ENERGY, "\"2025.54.0\"", "\"2025.48.0\"", &["error R13"]),
        // Inside the upgrade window still, which ends before the next window for rollouts opens.
        (
            ENERGY,
            "\"2025.54.0\"",
            "\"2025.49.0\"",
            &["warning model/schedule @ meshc.ProductionRollout.Gate"],
        ),
        (
            BANK,
            "until = 2026-03-31",
            "until = 2025-12-16",
            &["error R13 @ release = \"2025.40.0\"", "note R14"],
        ),
        // On the last day of extended support, after the last window.
        (
            BANK,
            "until = 2026-03-31",
            "until = 2025-12-17",
            &["warning model/schedule @ meshc.ProductionRollout.Gate"],
        ),
    ]);
}

#[test]
fn each_rule_of_the_plans_is_found_where_it_is_broken_and_nowhere_else() {
    let saas = ", window =";
    let hosts = ", hosts = meshc";
    let monday = "meshc.SaasWindow.Monday";
    let gate =
        "meshc.ProductionRollout.Gate\n            (gates.inWindow windows.saturdayMorning gates.fourEyes)";
    let window = "meshc.ProductionRollout.Window windows.saturdayMorning";
    check(&[
        (
            RAIL,
            saas,
            ", configRepository = None Text, window =",
            &["error R3"],
        ),
        (
            RAIL,
            saas,
            ", configCopy = Some { repository = \"https://git.velmont.example/mesh.git\", contact = \"it@velmont.example\" }, window =",
            &["error R3"],
        ),
        (RAIL, saas, ", extendedSupport = True, window =", &["error R14"]),
        (RAIL, saas, ", soc = None Text, window =", &["error R19"]),
        (
            RAIL,
            saas,
            ", agreement = { reference = 1 }, window =",
            &["error R20"],
        ),
        (RAIL, saas, ", infrastructure = 1, window =", &["error R21"]),
        (
            RAIL,
            hosts,
            ", size = meshc.Size.Large, hosts = meshc",
            &["error R21"],
        ),
        (RAIL, saas, ", environments = 1, window =", &["error R25"]),
        (
            RAIL,
            hosts,
            ", release = \"2025.54.0\", hosts = meshc",
            &["error R27"],
        ),
        (RAIL, monday, "meshc.SaasWindow.Tuesday", &["error R28"]),
        (RAIL, monday, "[ meshc.SaasWindow.Monday ]", &["error R28"]),
        (RAIL, monday, "meshc.SaasWindow.Thursday", &[]),
        (
            RAIL,
            saas,
            ", artifactStore = None Text, window =",
            &["error R34"],
        ),
        (RAIL, saas, ", staging = None Text, window =", &["error R35"]),
        (
            ENERGY,
            ", staging = Some trial",
            ", staging = Some trial, qa = trial",
            &["error R35"],
        ),
        (ENERGY, "\"OP-2023-004\"", "\"\"", &["error R30"]),
        (ENERGY, "2023-07-01", "2025-12-18", &["error R30"]),
        (ENERGY, "2023-07-01", "2025-12-17", &[]),
        (
            CITY,
            "meshc.StagingRollout.Window windows.tuesdayEvening",
            "meshc.StagingRollout.Manual",
            &["error R38"],
        ),
        (CITY, "windows.tuesdayEvening", "windows.mondayEvening", &[]),
        (ENERGY, gate, window, &["warning R39"]),
        (
            ENERGY,
            "gates.fourEyes)",
            "(gates.fourEyes with approvals = 0))",
            &["warning R39"],
        ),
        (
            ENERGY,
            "gates.fourEyes)",
            "(gates.fourEyes with approvals = 1))",
            &[],
        ),
    ]);
}

#[test]
fn each_rule_of_settings_and_names_is_found_where_it_is_broken_and_nowhere_else() {
    let kraken = "with kraken = metering.googleCloud";
    let lookup = "with meshfed.identity-lookup = Some meshc.settings.meshfed.IdentityLookup::{ deny-assigning-other-users = True }\n      with kraken";
    let late = "with kraken = metering.googleCloud // { worker = { finalize-reports-after-days = 6 } }";
    let early = "with kraken = metering.googleCloud // { worker = { finalize-reports-after-days = 5 } }";
    let mail = "\"employeeId\" }\n        , emailAttributeUpdate = Some { propertyToUse = \"otherMails\" }";
    check(&[
        (
            RAIL,
            "payment True settings",
            "((payment True settings) with panel.registration = Some { requirePayment = False })",
            &["error I01"],
        ),
        (
            RAIL,
            kraken,
            late,
            &["error I02 @ lib/metering.dhall @ period-offset-days"],
        ),
        (RAIL, kraken, early, &[]),
        (
            UNIVERSITY,
            "\"employeeId\" }",
            mail,
            &["error I03 @ usernameAttributeUpdate"],
        ),
        (RAIL, "with kraken", lookup, &["error I04"]),
        (
            ENERGY,
            "secret \"ostermoor_tls\"",
            "meshc.Secret.Raw \"x\"",
            &["error I49"],
        ),
        (ENERGY, "secret \"ostermoor_tls\"", "\"x\"", &["error I49"]),
        (ENERGY, "secret \"ostermoor_tls\"", "secret \"other_tls\"", &[]),
        (RAIL, "\"velmont-rail\"", "\"velmont\"", &["error model/id"]),
        (
            RAIL,
            "\"cloud.velmont.example\"",
            "\"velmont\"",
            &["error model/host"],
        ),
        (
            RAIL,
            "\"cloud.velmont.example\"",
            "\"meshstack.quendel.example\"",
            &["error model/host"],
        ),
    ]);
}

#[test]
fn what_a_plan_does_not_have_is_said_in_the_words_of_the_model() {
    let rows = [
        (", window =", ", soc = 1, window =", "plan SaaS has no `soc`"),
        (
            "Window.Monday",
            "Window.Tuesday",
            "plan SaaS has no window `Tuesday`",
        ),
        (
            ", hosts = meshc",
            ", size = 1, hosts = meshc",
            "the production environment of plan SaaS has no `size`",
        ),
        (
            ", window = meshc.SaasWindow.Monday\n",
            "\n",
            "plan SaaS needs `window`",
        ),
        (
            "meshc.SaasWindow.Monday",
            "\"Monday\"",
            "`window` of plan SaaS has the type `Text`, not `SaasWindow`",
        ),
    ];
    for (from, to, message) in rows {
        let copy = Copy::new();
        let document = copy
            .edit(RAIL, from, to)
            .run(&["check", "--format", "json"])
            .document();
        assert_eq!(document["diagnostics"][0]["message"], message);
        assert!(
            document["diagnostics"][0]["help"]
                .as_str()
                .unwrap()
                .contains("rule R"),
            "{message}"
        );
    }
}

#[test]
fn mistakes_of_one_file_are_all_found_and_one_mistake_is_found_once() {
    let copy = Copy::new();
    for (from, to) in [
        ("release = \"2025.54.0\"", "relase = \"2025.54.0\""),
        ("size = meshc.Size.Large", "size = meshc.Size.Huge"),
        ("principal =", "principl ="),
        ("\"SUP-19862\"", "3"),
        ("\"OP-2023-004\"", "5"),
        ("2023-07-01", "\"2023-07-01\""),
        ("PipelineProvider.Operator", "PipelineProvider.Us"),
        ("CiSystem.ArgoCD", "CiSystem.Jenkins"),
        ("endpoint =", "endpont ="),
        ("{ name =", "{ nme ="),
    ] {
        copy.edit(ENERGY, from, to);
    }
    let needles = [
        "relase",
        "Size.Huge",
        "principl =",
        "request = 3",
        "nme =",
        "reference = 5",
        "validFrom = \"",
        "Provider.Us",
        "CiSystem.Jenkins",
        "endpont",
    ];
    let text = copy.read(ENERGY);
    let lines = needles.map(|needle| line(&text, needle).to_string());
    let found = copy.findings();
    let found_lines: Vec<&str> = found
        .iter()
        .map(|found| found.rsplit(':').next().unwrap())
        .collect();
    assert_eq!(found_lines, lines, "{found:?}");
}

#[test]
fn a_broken_or_absent_file_that_many_import_is_one_finding() {
    check(&[
        (
            "lib/metering.dhall",
            "days + 1",
            "days + True",
            &["error dhall/type"],
        ),
        (
            "lib/metering.dhall",
            "let finalAfter =",
            "let finalAfter = =",
            &["error dhall/parse"],
        ),
        (
            "schema/agreement.dhall",
            "{ reference : Text",
            "{ reference : Txt",
            &["error dhall/scope", "warning model/schema"],
        ),
    ]);
    let copy = Copy::new();
    fs::remove_file(copy.path().join("lib/metering.dhall")).unwrap();
    let first = line(&copy.read(BANK), "../../lib/metering.dhall");
    assert_eq!(copy.findings(), [format!("error dhall/import {BANK}:{first}")]);
    let text = copy.run(&["check"]).out;
    assert!(text.contains("`lib/metering.dhall` does not exist"), "{text}");
    assert!(text.contains("more files import it"), "{text}");
}

#[test]
fn a_file_that_is_cut_anywhere_is_said_to_end_too_soon() {
    let copy = Copy::new();
    let text = copy.read(RAIL);
    for end in (0..text.len()).step_by(50) {
        copy.write(RAIL, &text[..end]);
        let found = copy.findings();
        assert!((1..=3).contains(&found.len()), "cut at {end}: {found:?}");
        assert!(
            found.iter().any(|found| found.contains("dhall/parse")),
            "cut at {end}: {found:?}"
        );
        assert!(
            found.iter().all(|found| found.contains(RAIL)),
            "cut at {end}: {found:?}"
        );
    }
}

#[test]
fn broken_repositories_are_told_and_never_crash() {
    let copy = Copy::new();
    copy.edit(RAIL, "\"Velmont Rail\"", "3");
    copy.edit(ENERGY, "\"mesh.ostermoor.example\"", "\"mesh\"");
    copy.write("instances/garbage/instance.dhall", (0..=255).collect::<Vec<u8>>());
    copy.write("instances/empty/instance.dhall", "");
    fs::remove_file(copy.path().join(CATALOG)).unwrap();
    let found = copy.findings();
    for expected in [
        "error dhall/parse instances/empty/instance.dhall:1",
        "error dhall/parse instances/garbage/instance.dhall:2",
        &format!("error dhall/type {RAIL}:{}", line(&copy.read(RAIL), "name = 3")),
        "error model/catalog -:null",
        &format!(
            "error model/host {ENERGY}:{}",
            line(&copy.read(ENERGY), "\"mesh\"")
        ),
    ] {
        assert!(
            found.iter().any(|found| found.as_str() == expected),
            "{expected} in {found:?}"
        );
    }
    let text = copy.run(&["check"]).out;
    let obeyed = text
        .chars()
        .find(|char| char.is_control() && *char != '\n' && *char != '\t');
    assert_eq!(obeyed, None, "{text}");
}

#[test]
fn the_original_of_two_instances_with_one_id_is_the_one_in_the_folder_of_that_name() {
    let copy = Copy::new();
    copy.write("instances/a-copy/instance.dhall", copy.read(RAIL));
    let id = line(&copy.read(RAIL), "id = ");
    assert_eq!(
        copy.findings(),
        [format!("error model/id instances/a-copy/instance.dhall:{id}")]
    );
}

#[test]
fn imports_that_leave_the_repository_are_refused() {
    for import in [
        "/etc/passwd",
        "~/.ssh/id_rsa",
        "env:HOME",
        "https://user:CANARY7x9@example.com/x.dhall",
        "../../../outside.dhall",
    ] {
        let copy = Copy::new();
        copy.edit(RAIL, "../../lib/mail.dhall", import);
        let run = copy.run(&["check", "--format", "json"]);
        let document = run.document();
        assert_eq!(document["diagnostics"][0]["code"], "dhall/policy", "{import}");
        assert_eq!(document["error_count"], 1, "{import}");
        let message = document["diagnostics"][0]["message"].as_str().unwrap();
        assert!(!message.contains(CANARY), "{message}");
    }
}

#[test]
fn no_output_shows_a_secret() {
    let (tls, soc) = (
        "secret \"ostermoor_tls\"",
        "token = secret \"ostermoor_soc_token\"",
    );
    let key = "secret \"-----BEGIN PRIVATE KEY-----CANARY7x9\"";
    let rows: [&[(&str, &str, &str)]; 15] = [
        &[(ENERGY, tls, "meshc.Secret.Raw \"CANARY7x9\"")],
        &[(ENERGY, tls, "meshc.Secret.Native (\"a\" ++ \"CANARY7x9\")")],
        &[(ENERGY, tls, "meshc.Secret.Vault \"CANARY7x9\"")],
        &[(ENERGY, tls, "\"CANARY7x9\"")],
        &[(ENERGY, tls, "(\"CANARY7x9\" \"x\")")],
        &[(ENERGY, tls, key)],
        &[(ENERGY, tls, "meshc.Secret.Raw \"CANARY7x9\" ]")],
        &[(ENERGY, tls, "meshc.Secret.Raw \"CANARY7x9")],
        &[(ENERGY, tls, "secret \"CANARY7x9 $\"")],
        &[(ENERGY, soc, "token = \"CANARY7x9\"")],
        &[(ENERGY, soc, "token = \"CANARY7x9\" ) }")],
        &[(
            ENERGY,
            "let secret =",
            "let a = assert : \"CANARY7x9\" === \"x\" let secret =",
        )],
        &[
            (
                ENERGY,
                "let secret =",
                "let p = \"CANARY7x9\" let q = tru let secret =",
            ),
            (ENERGY, tls, "meshc.Secret.Raw p"),
        ],
        &[
            (
                "lib/gates.dhall",
                "{ fourEyes,",
                "{ p = \"CANARY7x9\", q = nope, fourEyes,",
            ),
            (ENERGY, tls, "meshc.Secret.Raw gates.p"),
        ],
        &[(
            ENERGY,
            "\"Ostermoor Energy\"",
            "\"-----BEGIN RSA PRIVATE KEY-----CANARY7x9\"",
        )],
    ];
    for edits in rows {
        let copy = Copy::new();
        for (file, from, to) in edits {
            copy.edit(file, from, to);
        }
        let out = copy.path().join("out");
        for words in [
            vec!["check"],
            vec!["check", "--format", "json"],
            vec!["check", "--format", "sarif"],
            vec!["render", "--out", out.to_str().unwrap()],
        ] {
            let run = copy.run(&words);
            assert_eq!(run.exit, 1, "{edits:?}");
            assert!(!(run.out + &run.err).contains(CANARY), "{words:?} {edits:?}");
        }
        assert!(!out.exists(), "a configuration with errors was rendered");
    }
}

#[test]
fn every_failure_is_a_document_when_one_is_asked_for() {
    let copy = Copy::new();
    let repo = copy.path().to_str().unwrap();
    let empty = tempfile::tempdir().unwrap();
    let empty = empty.path().to_str().unwrap();
    let rows: [(&[&str], i32, &str); 8] = [
        (&["check", "--format", "json", "--nope"], 64, "usage"),
        (&["check", "--format=json", "--as-of", "soon"], 64, "usage"),
        (&["plan", "--format", "json", "--base"], 64, "usage"),
        (
            &["check", "--format", "json", "--repo", "/nonexistent"],
            74,
            "trouble",
        ),
        (
            &["check", "--format", "json", "--repo", repo, "--rev", "HEAD"],
            74,
            "trouble",
        ),
        (&["plan", "--format", "json", "--repo", repo], 74, "trouble"),
        (
            &["check", "--format", "json", "--repo", empty],
            4,
            "nothing-matched",
        ),
        (&["explain", "R99", "--format", "json"], 64, "usage"),
    ];
    for (words, exit, kind) in rows {
        let run = meshc(words);
        assert_eq!(run.exit, exit, "{words:?}");
        let document = run.document();
        holds("schemas/error.v1.json", &document);
        assert_eq!(document["error"]["kind"], kind, "{words:?}");
        assert_eq!(document["error"]["exit_code"], exit, "{words:?}");
        assert!(run.err.starts_with("meshc: "), "{words:?}");
    }
    let sarif = meshc(["check", "--format", "sarif", "--nope"]).document();
    assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

/// Makes a copy a git repository with one commit.
fn committed(copy: &Copy) {
    let repository = git2::Repository::init(copy.path()).unwrap();
    let mut index = repository.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let who = git2::Signature::new("A", "a@example.org", &git2::Time::new(1_765_000_000, 0)).unwrap();
    repository
        .commit(Some("HEAD"), &who, &who, "first", &tree, &[])
        .unwrap();
}

#[test]
fn a_plan_says_what_changes_and_refuses_to_go_back() {
    let copy = Copy::new();
    committed(&copy);
    let detailed = [
        "plan",
        "--format",
        "json",
        "--detailed-exitcode",
        "--base",
        "HEAD",
    ];
    let plan = |expected: i32| {
        let run = copy.run(&detailed);
        assert_eq!(run.exit, expected, "{}{}", run.out, run.err);
        let document = run.document();
        holds("schemas/plan.v1.json", &document);
        document
    };
    let same = plan(0);
    copy.write("lib/energy.dhall", copy.read(ENERGY).replace("../../", "../"));
    copy.write(ENERGY, "../../lib/energy.dhall\n");
    assert_eq!(plan(0)["digest"], same["digest"]);
    copy.edit("lib/energy.dhall", "\"2025.54.0\"", "\"2025.55.0\"");
    let changes = &plan(2)["changes"];
    assert_eq!(changes.as_array().unwrap().len(), 1);
    assert_eq!(changes[0]["address"], "ostermoor-energy/production");
    copy.edit("lib/energy.dhall", "\"2025.55.0\"", "\"2025.53.1\"");
    let back = plan(1);
    assert_eq!(back["findings"][0]["code"], "R11");
    let release = line(&copy.read("lib/energy.dhall"), "2025.53.1");
    assert_eq!(back["findings"][0]["place"]["start_line"], release);
    assert_eq!(copy.run(&["check", "--staged"]).exit, 0);
    copy.edit(RAIL, "meshc.Plan.SaaS", "meshc.Plan.");
    assert_eq!(plan(1)["complete"], false);
    assert_eq!(copy.run(&["check", "--rev", "HEAD"]).exit, 0);
}

#[test]
fn the_schemas_of_checks_and_failures_are_current() {
    for (path, schema) in [
        ("schemas/check.v1.json", schemars::schema_for!(CheckReport)),
        ("schemas/error.v1.json", schemars::schema_for!(FailureReport)),
    ] {
        golden::check(path, &(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
    }
}

#[test]
fn sarif_points_into_the_repository() {
    let copy = Copy::new();
    copy.edit(RAIL, "\"velmont-rail\"", "\"velmont\"");
    let log = copy.run(&["check", "--format", "sarif"]).document();
    let run = &log["runs"][0];
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], RAIL);
    assert_eq!(place["region"]["startLine"], line(&copy.read(RAIL), "id = "));
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "model/id");
}

#[test]
fn colour_follows_the_flag_and_then_the_environment() {
    let copy = Copy::new();
    copy.edit(RAIL, "\"velmont-rail\"", "\"velmont\"");
    let coloured = |flag: &[&str], variables: &[(&str, &str)]| {
        let output = program()
            .args(["check", "--repo"])
            .arg(copy.path())
            .args(flag)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--format", "json"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure_and_a_full_disk_is() {
    let copy = Copy::new();
    copy.edit(RAIL, "\"velmont-rail\"", "\"velmont\"");
    let mut command = program();
    command
        .args(["check", "--repo"])
        .arg(copy.path())
        .stderr(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), str::from_utf8(&output.stderr)),
        (Some(1), Ok(""))
    );
    let full = PathBuf::from("/dev/full");
    if full.exists() {
        let full = fs::OpenOptions::new().write(true).open(full).unwrap();
        let output = command.stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(74));
    }
}

#[test]
fn help_is_there_whichever_way_it_is_asked_for() {
    for words in [
        &["-h"][..],
        &["--help"],
        &["help"],
        &["check", "-h"],
        &["help", "plan"],
        &["explain", "-h"],
    ] {
        let run = meshc(words);
        assert_eq!((run.exit, run.err.as_str()), (0, ""), "{words:?}");
        assert!(run.out.contains("Usage: meshc"), "{words:?}");
    }
    let alone = meshc([] as [&str; 0]);
    assert_eq!((alone.exit, alone.out.as_str()), (64, ""));
    assert!(alone.err.contains("Usage: meshc"));
    let listed = meshc(["explain", "--list"]).out;
    for code in listed.lines().map(|line| line.split_whitespace().next().unwrap()) {
        let page = meshc(["explain", code]);
        assert_eq!(page.exit, 0, "{code}");
        assert!(page.out.starts_with(code), "{code}");
    }
    assert_eq!(meshc(["explain", "R99"]).exit, 64);
}
