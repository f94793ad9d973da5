//! `meshc demo`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::args::DemoArgs;
use super::failure::Failure;
use super::{Console, Exit, run as run_command};
use crate::example::{self, ExampleError};

/// Writes the example, runs the main commands on it as a person would, and names the ones to try next.
pub(super) fn run(args: &DemoArgs, console: &mut Console) -> Result<Exit, Failure> {
    let directory = match &args.dir {
        Some(directory) => directory.clone(),
        None => temporary_directory()?,
    };
    let commits = example::write(&directory)?;
    let shown = shell_word(&directory);
    let mut told = format!(
        "The example fleet is in {shown}, a git repository with {} commits:\n\n",
        commits.len()
    );
    for commit in &commits {
        told.push_str(&format!("  {}  {}\n", &commit.id[..7], commit.summary));
    }
    console.print(&told);
    for (what, words) in tour() {
        step(what, words, &directory, console);
    }
    console.print(&next(&shown));
    Ok(Exit::Done)
}

/// What is shown, and the arguments for it; `DIR` and `OUT` stand for the paths.
fn tour() -> [(&'static str, &'static [&'static str]); 7] {
    [
        ("Is the fleet right?", &["check", "--repo", "DIR"]),
        (
            "A refactoring: three files change, and no environment does.",
            &["plan", "--repo", "DIR", "--base", "HEAD~4", "--head", "HEAD~3"],
        ),
        (
            "A release for one staging environment, with what it brings.",
            &["plan", "--repo", "DIR", "--base", "HEAD~3", "--head", "HEAD~2"],
        ),
        (
            "A production gate that is weakened and used in the same commit.",
            &["plan", "--repo", "DIR", "--base", "HEAD~2", "--head", "HEAD~1"],
        ),
        (
            "May that go on Christmas Day? One of two has approved, and lowering the gate helps only the next change.",
            &[
                "gate",
                "--repo",
                "DIR",
                "--base",
                "HEAD~2",
                "--as-of",
                "2025-12-25T21:15:00+01:00",
            ],
        ),
        (
            "When could it go at all?",
            &[
                "windows",
                "--repo",
                "DIR",
                "--env",
                "norhaven-port",
                "--from",
                "2025-12-18",
                "--until",
                "2026-01-02",
            ],
        ),
        (
            "The files that are deployed.",
            &["render", "--repo", "DIR", "--out", "OUT"],
        ),
    ]
}

fn step(what: &str, words: &[&str], directory: &Path, console: &mut Console) {
    let path = |word: &&str| match *word {
        "DIR" => directory.to_owned(),
        "OUT" => directory.join("rendered"),
        word => PathBuf::from(word),
    };
    let typed: Vec<String> = words.iter().map(|word| shell_word(&path(word))).collect();
    console.print(&format!("\n# {what}\n$ meshc {}\n\n", typed.join(" ")));
    let colour = if console.is_coloured() { "always" } else { "never" };
    let fixed = ["meshc", "--color", colour].map(OsString::from);
    let arguments: Vec<OsString> = fixed
        .into_iter()
        .chain(words.iter().map(|word| path(word).into()))
        .collect();
    run_command(&arguments, console);
}

fn next(shown: &str) -> String {
    format!(
        "\n# What to try next\n\
         $ cd {shown}\n\
         $ meshc plan --base HEAD~2 --diff rendered    # down to the lines of the manifests\n\
         $ meshc explain R13                            # what a rule is about\n\
         $ meshc check --as-of 2026-06-30               # what is overdue half a year later\n\
         Change a file under instances/ or lib/, then:\n\
         $ meshc check\n\
         $ meshc plan --base HEAD\n"
    )
}

/// A new directory, which stays.
fn temporary_directory() -> Result<PathBuf, ExampleError> {
    let made = tempfile::Builder::new()
        .prefix("meshc-demo-")
        .disable_cleanup(true)
        .tempdir();
    made.map(|directory| directory.path().to_owned())
        .map_err(|source| ExampleError::Disk {
            path: std::env::temp_dir(),
            source,
        })
}

/// A path as it is typed into a shell.
pub(super) fn shell_word(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./~@+,:=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
