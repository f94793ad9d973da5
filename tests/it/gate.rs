//! Gates, approvals and freezes on a fleet with a history, as people work with it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use git2::{IndexAddOption, Signature, Time};
use meshc::compile::{AsOf, Environments, PlanOptions, Planned, Reach, gate, load, plan, windows};
use meshc::example;
use meshc::report::windows::WindowsReport;
use meshc::repository::{Environment, Repository, Snapshot, open_directory};
use meshc::source::Sources;
use serde_json::Value;
use tempfile::TempDir;

const JONAS: &str = "Jonas Petri <jonas.petri@operator.example>";
const MARA: &str = "Mara Lindqvist <mara.lindqvist@operator.example>";
const OLE: &str = "Ole Brandt <ole.brandt@norhaven.example>";
const NORHAVEN: &str = "instances/norhaven-port/instance.dhall";
const ISENAU: &str = "instances/isenau-university/instance.dhall";

/// A Thursday evening in the window of production of `norhaven-port`, after all freezes.
const OPEN: &str = "2026-01-08T21:15:00+01:00";

/// The example with its history, to be worked on.
struct Work {
    folder: TempDir,
    git: git2::Repository,
}

impl Work {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        example::write(folder.path()).unwrap();
        let git = git2::Repository::open(folder.path()).unwrap();
        Self { folder, git }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn edit(&self, file: &str, from: &str, to: &str) -> &Self {
        let path = self.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        self
    }

    /// Commits everything on top of the given parents, which are HEAD unless there are any.
    fn commit_on(&self, parents: &[&str], who: &str, when: &str, message: &str) -> &Self {
        let (name, mail) = who.trim_end_matches('>').split_once(" <").unwrap();
        let when: jiff::Timestamp = when.parse().unwrap();
        let person = Signature::new(name, mail, &Time::new(when.as_second(), 60)).unwrap();
        let mut index = self.git.index().unwrap();
        index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = self.git.find_tree(index.write_tree().unwrap()).unwrap();
        let find = |name: &&str| self.git.revparse_single(name).unwrap().peel_to_commit().unwrap();
        let parents: Vec<git2::Commit<'_>> = parents.iter().map(find).collect();
        let parents: Vec<&git2::Commit<'_>> = parents.iter().collect();
        let id = self
            .git
            .commit(None, &person, &person, message, &tree, &parents)
            .unwrap();
        self.git.reference("refs/heads/main", id, true, "commit").unwrap();
        self
    }

    fn commit(&self, who: &str, when: &str) -> &Self {
        self.commit_on(&["HEAD"], who, when, "Change\n\nRequest: SUP-1\n")
    }

    /// Lets somebody approve and commit the approval.
    fn approve(&self, base: &str, who: &str, role: &str) -> &Self {
        let run = self.meshc(&["approve", "--base", base, "--who", who, "--as", role]);
        assert_eq!(run.0, 0, "{}", run.1);
        self.commit(who, "2025-12-19T10:00:00+01:00")
    }

    fn meshc(&self, words: &[&str]) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_meshc"))
            .args(words)
            .current_dir(self.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap() + str::from_utf8(&output.stderr).unwrap();
        (output.status.code().unwrap(), text)
    }

    fn repository(&self) -> Repository {
        let environment = Environment {
            current: fs::canonicalize(self.path()).unwrap(),
            ..Environment::default()
        };
        Repository::discover_with(self.path(), &environment).unwrap()
    }

    /// The questions that a gate answers with no, by environment; those that are open have none.
    fn closed(&self, base: &str, as_of: &str) -> BTreeMap<String, Vec<&'static str>> {
        let repository = self.repository();
        let range = [
            repository.commit(base).unwrap(),
            repository.commit("HEAD").unwrap(),
        ];
        let as_of = AsOf::Instant(as_of.parse().unwrap());
        let (sources, reach) = (Sources::default(), Reach::default());
        let gated = gate(&repository, [&range[0], &range[1]], &sources, (as_of, &reach));
        let gated = gated.unwrap().unwrap();
        let verdicts = gated.verdicts(&Environments::default());
        let failed = verdicts.iter().map(|verdict| {
            let failed = verdict.checks.iter().filter(|check| !check.passed);
            let failed = failed.map(|check| check.predicate.as_str()).collect();
            (verdict.address.to_string(), failed)
        });
        failed.collect()
    }

    /// What is against production of `norhaven-port`.
    fn against(&self, base: &str, as_of: &str) -> Vec<&'static str> {
        let mut closed = self.closed(base, as_of);
        closed.remove("norhaven-port/production").expect("it changes")
    }

    fn plan(&self, base: &str) -> Planned {
        let repository = self.repository();
        let [before, after] = [base, "HEAD"].map(|name| repository.revision(name).unwrap());
        plan(&before, &after, &Sources::default(), &PlanOptions::default())
    }

    fn digest(&self, base: &str) -> String {
        self.plan(base).plan.unwrap().digest.to_string()
    }
}

#[test]
fn a_change_goes_when_enough_have_approved_and_the_window_is_open() {
    let work = Work::new();
    assert_eq!(work.against("HEAD~2", OPEN), ["approvals"]);
    assert_eq!(
        work.against("HEAD~2", "2026-01-08T20:15:00+01:00"),
        ["approvals", "window"]
    );
    assert_eq!(
        work.against("HEAD~2", "2025-12-25T21:15:00+01:00"),
        ["approvals", "freeze"]
    );
    work.approve("HEAD~2", OLE, "harbour-it");
    assert_eq!(work.against("HEAD~3", OPEN), [] as [&str; 0]);
    // The gate lets one approval do from the next change on.
    assert_eq!(
        work.against("HEAD~3", "2026-02-01T00:00:00Z"),
        ["configuration", "release", "approvals", "window"]
    );
}

#[test]
fn the_example_has_what_approve_writes() {
    let work = Work::new();
    let file = "approvals/b54a5dc11947-mara.lindqvist-operator.example.dhall";
    let kept = fs::read_to_string(work.path().join(file)).unwrap();
    fs::remove_file(work.path().join(file)).unwrap();
    let words = [
        "approve",
        "--base",
        "HEAD~2",
        "--head",
        "HEAD~1",
        "--as",
        "change-manager",
        "--who",
        MARA,
    ];
    let more = ["--until", "2026-01-31", "--ticket", "SUP-21093"];
    let (exit, text) = work.meshc(&[&words[..], &more[..]].concat());
    assert_eq!(exit, 0, "{text}");
    assert!(
        text.contains("! fewer people have to approve a rollout"),
        "{text}"
    );
    assert_eq!(fs::read_to_string(work.path().join(file)).unwrap(), kept);
    // Neither is it written over, nor does a draft stay behind.
    let (exit, text) = work.meshc(&[&words[..], &more[..]].concat());
    assert_eq!((exit, text.contains("is there already")), (74, true), "{text}");
    assert_eq!(fs::read_dir(work.path().join("approvals")).unwrap().count(), 1);
}

#[test]
fn approvals_are_refused_that_would_not_count() {
    let work = Work::new();
    let approve = |words: &[&str]| work.meshc(&[&["approve", "--base", "HEAD~2"], words].concat()).0;
    assert_eq!(approve(&["--as", "harbour-it", "--who", JONAS]), 3);
    assert_eq!(approve(&["--as", "harbour-it", "--who", "Nobody"]), 64);
    assert_eq!(approve(&["--as", "owner", "--who", OLE]), 64);
    assert_eq!(
        approve(&["--as", "harbour-it", "--who", OLE, "--env", "merrow-air"]),
        4
    );
    assert_eq!(
        approve(&["--as", "harbour-it", "--who", OLE, "--head", "HEAD~2"]),
        4
    );
    work.edit(NORHAVEN, "\"2025.54.0\"", "\"2025.54\"")
        .commit(JONAS, "2025-12-19T09:00:00Z");
    assert_eq!(
        work.meshc(&["approve", "--base", "HEAD~3", "--as", "harbour-it", "--who", OLE])
            .0,
        1
    );
    assert_eq!(fs::read_dir(work.path().join("approvals")).unwrap().count(), 1);
}

#[test]
fn an_approval_outlives_all_that_means_the_same() {
    let work = Work::new();
    let digest = work.digest("HEAD~2");
    assert_eq!(digest, work.digest("HEAD~1~1"));
    // Other formatting, another file for a part, and a comment.
    let text = fs::read_to_string(work.path().join(NORHAVEN)).unwrap();
    fs::write(work.path().join("instances/norhaven-port/all.dhall"), text).unwrap();
    fs::write(work.path().join(NORHAVEN), "-- All of it.\n    ./all.dhall\n").unwrap();
    work.commit(JONAS, "2025-12-19T09:00:00+01:00");
    assert_eq!(work.digest("HEAD~3"), digest);
    work.approve("HEAD~3", OLE, "harbour-it");
    assert_eq!(
        (work.digest("HEAD~4"), work.against("HEAD~4", OPEN)),
        (digest, vec![])
    );
}

#[test]
fn an_approval_outlives_a_rebase() {
    let work = Work::new();
    work.approve("HEAD~2", OLE, "harbour-it");
    let text = |file: &str| fs::read_to_string(work.path().join(file)).unwrap();
    let (before, after) = (text(ISENAU), text(NORHAVEN));
    let digest = work.digest("HEAD~3");
    // Another change comes first, on the commit that the branch came from; then the same commits again.
    let old = Work::new();
    let base = fs::read_to_string(old.path().join(NORHAVEN)).unwrap();
    assert_eq!(base, after);
    work.edit(NORHAVEN, ", release = \"2025.54.0\"", ", release = \"2025.53.1\"");
    work.edit(NORHAVEN, "approvals = 1", "approvals = 2");
    fs::rename(work.path().join("approvals"), work.path().join("kept")).unwrap();
    let kept = work.path().join("kept");
    let aside = tempfile::tempdir().unwrap();
    fs::rename(&kept, aside.path().join("approvals")).unwrap();
    work.edit(
        ISENAU,
        "name = \"Isenau University\"",
        "name = \"University of Isenau\"",
    );
    work.commit_on(
        &["HEAD~3"],
        JONAS,
        "2025-12-18T17:00:00+01:00",
        "Rename\n\nRequest: SUP-1\n",
    );
    fs::write(work.path().join(NORHAVEN), after).unwrap();
    work.commit(JONAS, "2025-12-18T17:45:00+01:00");
    assert_ne!(text(ISENAU), before);
    fs::create_dir(work.path().join("approvals")).unwrap();
    for (slug, who) in [("mara", MARA), ("ole", OLE)] {
        for entry in fs::read_dir(aside.path().join("approvals")).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_str().unwrap().contains(slug) {
                fs::copy(
                    entry.path(),
                    work.path().join("approvals").join(entry.file_name()),
                )
                .unwrap();
            }
        }
        work.commit(who, "2025-12-19T10:00:00+01:00");
    }
    assert_eq!(work.digest("HEAD~3"), digest);
    assert_eq!(work.against("HEAD~3", OPEN), [] as [&str; 0]);
}

#[test]
fn changes_elsewhere_touch_no_approval_and_changes_inside_void_it() {
    let work = Work::new();
    work.approve("HEAD~2", OLE, "harbour-it");
    work.edit(
        ISENAU,
        "name = \"Isenau University\"",
        "name = \"University of Isenau\"",
    );
    work.commit(JONAS, "2025-12-19T11:00:00+01:00");
    assert_ne!(work.digest("HEAD~4"), work.digest("HEAD~3~1~1"));
    assert_eq!(work.against("HEAD~4", OPEN), [] as [&str; 0]);
    assert_eq!(work.closed("HEAD~4", OPEN).len(), 3);
    work.edit(NORHAVEN, "2025.54.0", "2025.55.0")
        .commit(JONAS, "2025-12-19T12:00:00+01:00");
    assert_eq!(work.against("HEAD~5", OPEN), ["approvals", "staging-first"]);
    let planned = work.plan("HEAD~5");
    let told = planned
        .findings
        .iter()
        .filter(|found| found.code.0 == "plan/approval");
    let told: Vec<&str> = told.map(|found| found.message.as_str()).collect();
    assert_eq!(told.len(), 2);
    assert!(
        told.iter()
            .all(|message| message.contains("approves another change than this")),
        "{told:?}"
    );
}

#[test]
fn a_renamed_environment_is_held_to_its_gate_and_approved_under_either_name() {
    let work = Work::new();
    let [old, new] = ["norhaven-port", "norhaven-harbour"];
    let folder = |id: &str| work.path().join("instances").join(id);
    work.edit(NORHAVEN, &format!("\"{old}\""), &format!("\"{new}\""));
    fs::rename(folder(old), folder(new)).unwrap();
    work.commit(JONAS, "2025-12-19T09:00:00+01:00");
    let against = |base: &str| work.closed(base, OPEN).remove("norhaven-harbour/production");

    // The approval of the change without the new name is of another change. Staging is known by its old name.
    assert_eq!(against("HEAD~3"), Some(vec!["approvals"]));
    // The change lowers the gate to one approval, which does not hold for itself, whatever the name.
    work.approve("HEAD~3", MARA, "change-manager");
    assert_eq!(against("HEAD~4"), Some(vec!["approvals"]));

    let approve_in = |scope: &str| {
        let words = ["approve", "--base", "HEAD~4", "--who", OLE, "--as", "harbour-it"];
        let (exit, text) = work.meshc(&words);
        assert_eq!(exit, 0, "{text}");
        let approvals = fs::read_dir(work.path().join("approvals")).unwrap();
        let mut files = approvals.map(|entry| entry.unwrap().path());
        let file = files.find(|path| path.to_string_lossy().contains("ole.brandt"));
        let text = fs::read_to_string(file.as_ref().unwrap()).unwrap();
        let edited = text.replace("norhaven-harbour/production", scope);
        fs::write(file.unwrap(), edited).unwrap();
        work.commit(OLE, "2025-12-19T11:00:00+01:00");
    };
    approve_in("norhaven-port/production");
    assert_eq!(against("HEAD~5"), Some(vec![]));
    let took_back = work.git.revparse_single("HEAD~1").unwrap();
    work.git.reset(&took_back, git2::ResetType::Hard, None).unwrap();
    approve_in("norhaven-port/staging");
    assert_eq!(against("HEAD~5"), Some(vec!["approvals"]));
}

#[test]
fn who_approves_has_to_commit_it_and_made_nothing_of_the_change() {
    let by_another = Work::new();
    let run = by_another.meshc(&["approve", "--base", "HEAD~2", "--who", OLE, "--as", "harbour-it"]);
    assert_eq!(run.0, 0, "{}", run.1);
    by_another.commit(JONAS, "2025-12-19T10:00:00+01:00");
    assert_eq!(by_another.against("HEAD~3", OPEN), ["approvals"]);
    let (exit, text) = by_another.meshc(&["gate", "--base", "HEAD~3", "--as-of", OPEN]);
    assert_eq!(exit, 3);
    assert!(
        text.contains("was committed by jonas.petri@operator.example, not by the person it names"),
        "{text}"
    );

    let together = Work::new();
    together.approve("HEAD~2", OLE, "harbour-it");
    let ole = "Tidy\n\nCo-authored-by: O. Brandt <OLE.brandt@norhaven.example>\n";
    together.edit("lib/texts.dhall", "\n", "\n\n");
    together.commit_on(&["HEAD"], JONAS, "2025-12-19T11:00:00+01:00", ole);
    assert_eq!(together.against("HEAD~4", OPEN), ["approvals"]);
    let (_, text) = together.meshc(&["gate", "--base", "HEAD~4", "--as-of", OPEN]);
    assert!(text.contains("is by somebody who made the change"), "{text}");
}

#[test]
fn a_freeze_that_is_lifted_still_holds_for_the_change_that_lifts_it() {
    let work = Work::new();
    work.approve("HEAD~2", OLE, "harbour-it");
    let christmas = "2025-12-25T21:15:00+01:00";
    assert_eq!(work.against("HEAD~3", christmas), ["freeze"]);
    work.edit("meshc.dhall", "until = 2025-12-26", "until = 2025-12-24")
        .commit(MARA, "2025-12-19T11:00:00+01:00");
    let against = work.against("HEAD~4", christmas);
    assert!(against.contains(&"freeze"), "{against:?}");
    let planned = work.plan("HEAD~1");
    let plan = planned.plan.unwrap();
    let weaker = { plan.environments.iter() }.filter(|change| change.guardrails().count() == 1);
    // Two of the fourteen are frozen on those days by another freeze as well.
    assert_eq!((plan.environments.len(), weaker.count()), (14, 12));
    // By itself it is nothing that rolls out, and the next change is free of it.
    assert_eq!(work.closed("HEAD~1", christmas), BTreeMap::new());
    let (exit, _) = work.meshc(&["gate", "--base", "HEAD~1", "--as-of", christmas]);
    assert_eq!(exit, 4);
}

#[test]
fn staging_is_proved_from_what_was_merged_and_not_from_dates_of_a_branch() {
    let work = Work::new();
    // Staging gets 2025.55.0 on a branch, with a date long ago, and is merged on the 29th.
    work.edit(NORHAVEN, "{ release = \"2025.54.0\"", "{ release = \"2025.55.0\"");
    let main = work.git.revparse_single("HEAD").unwrap().id().to_string();
    work.commit(JONAS, "2025-12-01T09:00:00+01:00");
    let branch = work.git.revparse_single("HEAD").unwrap().id().to_string();
    work.commit_on(
        &[&main, &branch],
        MARA,
        "2025-12-29T09:00:00+01:00",
        "Merge\n\nRequest: SUP-1\n",
    );
    work.edit(NORHAVEN, ", release = \"2025.54.0\"", ", release = \"2025.55.0\"");
    work.commit(JONAS, "2025-12-29T10:00:00+01:00");
    let staging_first = |as_of: &str| work.against("HEAD~1", as_of).contains(&"staging-first");
    assert!(staging_first("2025-12-31T08:59:59+01:00"));
    assert!(!staging_first("2025-12-31T09:00:00+01:00"));
    // Before it was merged nothing is proved, though the branch said so for weeks.
    assert!(staging_first("2025-12-28T00:00:00+01:00"));
    let (_, text) = work.meshc(&["gate", "--base", "HEAD~1", "--as-of", "2025-12-30T09:00:00+01:00"]);
    assert!(
        text.contains("staging had `2025.55.0` for 1 day of 2 days, since 2025-12-29T08:00:00Z"),
        "{text}"
    );
    assert!(
        text.contains("long enough from 2025-12-31T08:00:00Z on"),
        "{text}"
    );
}

#[test]
fn a_merge_makes_nobody_an_author_unless_it_changes_something_itself() {
    let work = Work::new();
    let makers = |base: &str| {
        let repository = work.repository();
        let range = [base, "HEAD"].map(|name| repository.commit(name).unwrap());
        let makers = repository
            .makers(&range[0], &range[1], "approvals")
            .unwrap()
            .unwrap();
        makers.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(makers("HEAD~2"), [JONAS]);
    assert_eq!(makers("HEAD~1"), [] as [&str; 0]);
    let name = || work.git.revparse_single("HEAD").unwrap().id().to_string();
    let main = name();
    work.edit(
        ISENAU,
        "name = \"Isenau University\"",
        "name = \"University of Isenau\"",
    );
    work.commit(JONAS, "2025-12-19T09:00:00+01:00");
    let branch = name();
    work.commit_on(&[&main, &branch], MARA, "2025-12-19T10:00:00+01:00", "Merge");
    assert_eq!(makers(&main), [JONAS]);
    work.edit(NORHAVEN, "soakDays = 2", "soakDays = 0");
    work.commit_on(
        &[&main, &branch],
        MARA,
        "2025-12-19T10:00:00+01:00",
        "Merge, and more",
    );
    assert_eq!(makers(&main), [JONAS, MARA]);
}

#[test]
fn in_a_shallow_clone_nobody_knows_who_approved() {
    let work = Work::new();
    work.approve("HEAD~2", OLE, "harbour-it");
    assert_eq!(work.against("HEAD~3", OPEN), [] as [&str; 0]);
    let base = work.git.revparse_single("HEAD~3").unwrap().id().to_string();
    // The history is cut off at the commit with the change.
    let cut = work.git.revparse_single("HEAD~2").unwrap().id();
    fs::write(work.path().join(".git/shallow"), format!("{cut}\n")).unwrap();
    assert_eq!(work.against(&base, OPEN), ["approvals"]);
}

#[test]
fn a_gate_does_not_guess_what_time_it_is() {
    let work = Work::new();
    let (exit, text) = work.meshc(&["gate", "--base", "HEAD~2"]);
    assert_eq!(exit, 64);
    assert!(text.contains("--as-of \"$(date -u +%FT%TZ)\""), "{text}");
    for wrong in ["2025-12-25T21:15:00", "tomorrow", "2025-12-32"] {
        assert_eq!(
            work.meshc(&["gate", "--base", "HEAD~2", "--as-of", wrong]).0,
            64,
            "{wrong}"
        );
    }
    // A day is open only if all of it is.
    let (exit, text) = work.meshc(&["gate", "--base", "HEAD~2", "--as-of", "2026-01-08"]);
    assert_eq!(exit, 3);
    assert!(text.contains("no    window"), "{text}");
    let nothing = work.meshc(&["gate", "--base", "HEAD~4", "--head", "HEAD~3", "--as-of", OPEN]);
    assert_eq!(nothing.0, 4, "{}", nothing.1);
}

/// Holds a document to a published schema.
fn holds(schema: &str, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(schema);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&document)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?} in {document:#}");
    document
}

#[test]
fn what_programs_get_fits_its_schema() {
    let work = Work::new();
    let words = ["gate", "--base", "HEAD~2", "--as-of", OPEN, "--format", "json"];
    let (exit, text) = work.meshc(&words);
    let document = holds("schemas/gate.v1.json", &text);
    assert_eq!((exit, &document["open"]), (3, &Value::Bool(false)));
    let environment = &document["environments"][0];
    assert_eq!(environment["approvals"][0]["role"], "change-manager");
    assert_eq!(environment["digest"], document["digest"]);
    let words = [
        "windows",
        "--from",
        "2025-12-18",
        "--until",
        "2026-01-06",
        "--format",
        "json",
        "--base",
        "HEAD~2",
    ];
    let (exit, text) = work.meshc(&words);
    let document = holds("schemas/windows.v1.json", &text);
    assert_eq!(exit, 0);
    let rollouts = document["rollouts"].as_array().unwrap();
    let mine = rollouts
        .iter()
        .find(|rollout| rollout["address"] == "norhaven-port/production")
        .unwrap();
    assert_eq!(
        (&mine["approvals"]["needed"], &mine["approvals"]["present"]),
        (&2.into(), &1.into())
    );
}

#[test]
fn a_list_of_windows_is_the_same_as_a_list_of_its_parts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fleet");
    let snapshot = open_directory(&folder).unwrap();
    let loaded = load(
        &snapshot as &dyn Snapshot,
        &Sources::default(),
        None,
        &Reach::default(),
    );
    let list = |from: &str, until: &str| -> Vec<String> {
        let bounds = [from, until].map(|instant| instant.parse().unwrap());
        let table = windows(&loaded, &Environments::default(), bounds, None);
        let report = WindowsReport::new(&table);
        let openings = report.rollouts.iter().filter(|rollout| rollout.window);
        openings
            .map(|rollout| format!("{} {} {:?}", rollout.address, rollout.utc.from, rollout.open))
            .collect()
    };
    let whole = list("2026-03-01T00:00:00Z", "2026-04-06T00:00:00Z");
    let mut parts = list("2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z");
    parts.extend(list("2026-03-20T00:00:00Z", "2026-04-06T00:00:00Z"));
    assert_eq!(whole, parts);
    assert!(whole.len() > 50, "{}", whole.len());
}

/// The commands and outputs of a document: `$ command` and what follows, in blocks marked `console`.
#[test]
fn the_worked_example_of_the_documentation_works() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/approvals.md");
    let kept = fs::read_to_string(&path).unwrap();
    let work = Work::new();
    let mut shown = String::new();
    let mut in_block = false;
    for line in kept.lines() {
        let fence = line.starts_with("```");
        in_block = if fence { line == "```console" } else { in_block };
        if !in_block || fence {
            shown += &format!("{line}\n");
        } else if let Some(command) = line.strip_prefix("$ ") {
            shown += &format!("{line}\n{}", work.typed(command));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &shown).unwrap();
    }
    assert_eq!(
        shown, kept,
        "docs/approvals.md is not current; UPDATE=1 cargo test writes it"
    );
}

impl Work {
    /// What a command of the documentation prints. A commit is made by whoever approved last.
    fn typed(&self, command: &str) -> String {
        if command.starts_with("git ") {
            self.commit(OLE, "2025-12-19T10:00:00+01:00");
            return String::new();
        }
        let words: Vec<String> = shell_words(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        assert_eq!(words[0], "meshc");
        let (exit, text) = self.meshc(&words[1..]);
        match exit {
            0 => text,
            exit => format!("{text}exit {exit}\n"),
        }
    }
}

fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for character in command.chars() {
        match character {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words
}
