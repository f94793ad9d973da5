//! The acceptance tests of the Dhall standard, one test here for each kind of them.
//!
//! They are data of their own, not part of this package. The directory that holds them is looked for in the
//! environment variable `MESHC_DHALL_SUITE`, then next to the package; it may also be a copy of the standard's
//! whole repository, whose library some tests need. Where it is absent, each test says that it did not run.

mod binary;
mod meaning;
mod parser;
mod server;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One test of the suite.
pub(crate) struct Case {
    /// Its file, less the directory of its kind, such as `success/unit/ListA.dhall`.
    pub(crate) name: String,
    /// Its file.
    pub(crate) path: PathBuf,
}

impl Case {
    /// The bytes of the input.
    pub(crate) fn input(&self) -> Vec<u8> {
        read(&self.path)
    }

    /// The bytes of the file that goes with the input `…A.…`, such as `…B.dhallb`.
    pub(crate) fn sibling(&self, suffix: &str) -> Vec<u8> {
        read(&self.sibling_path(suffix))
    }

    /// The path of the file that goes with the input `…A.…`, or with the only file of a failure.
    pub(crate) fn sibling_path(&self, suffix: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
        let stem = stem.strip_suffix('A').unwrap_or(stem);
        self.path.with_file_name(format!("{stem}{suffix}"))
    }
}

/// How a test went.
pub(crate) enum Outcome {
    Passed,
    /// With what went wrong.
    Failed(String),
    /// With the reason.
    NotRun(String),
}

impl Outcome {
    /// Passed if the two are equal.
    pub(crate) fn of_bytes(found: &[u8], expected: &[u8]) -> Self {
        if found == expected {
            return Self::Passed;
        }
        Self::Failed(format!("found {}, expected {}", hex(found), hex(expected)))
    }
}

/// The directory of the suite, if it is there.
pub(crate) fn suite() -> Option<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("MESHC_DHALL_SUITE").map(PathBuf::from);
    let beside = ["../shared/conformance", "../../shared/conformance"].map(|path| package.join(path));
    let found = named.into_iter().chain(beside).find(|path| path.is_dir())?;
    let whole = found.join("tests");
    Some(if whole.is_dir() { whole } else { found })
}

/// The standard's library, if a copy of the standard's whole repository is there.
pub(crate) fn prelude() -> Option<PathBuf> {
    let beside = suite()?.parent()?.join("Prelude");
    beside.is_dir().then_some(beside)
}

/// Runs every test of a directory such as `parser/success` whose file name ends in `suffix`, prints the
/// count, names what did not run, and fails if any test did.
pub(crate) fn run(directory: &str, suffix: &str, check: impl Fn(&Case) -> Outcome) {
    let Some(cases) = cases(directory, suffix) else {
        return say(&format!(
            "dhall standard, {directory}: not run, the suite is absent"
        ));
    };
    let (mut passed, mut failed, mut not_run) = (0, Vec::new(), Vec::new());
    for case in &cases {
        match check(case) {
            Outcome::Passed => passed += 1,
            Outcome::Failed(why) => failed.push(format!("{}: {why}", case.name)),
            Outcome::NotRun(why) => not_run.push(format!("{}: {why}", case.name)),
        }
    }
    let counts = format!(
        "{passed} passed, {} failed, {} not run",
        failed.len(),
        not_run.len()
    );
    say(&format!("dhall standard, {directory}: {counts}"));
    for reason in &not_run {
        say(&format!("  not run: {reason}"));
    }
    assert!(failed.is_empty(), "{directory}: {counts}\n{}", failed.join("\n"));
    assert!(!cases.is_empty(), "{directory} has no tests");
}

/// The tests of a directory of the suite, in the order of their names.
pub(crate) fn cases(directory: &str, suffix: &str) -> Option<Vec<Case>> {
    let root = suite()?.join(directory);
    let mut cases = Vec::new();
    let mut directories = vec![root.clone()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).expect("a directory of the suite can be read") {
            let path = entry.expect("an entry of the suite can be read").path();
            if path.is_dir() {
                directories.push(path);
            } else if path.to_string_lossy().ends_with(suffix)
                && !path.to_string_lossy().ends_with("ENV.dhall")
            {
                let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
                cases.push(Case { name, path });
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Some(cases)
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Prints a line even when the test passes.
pub(crate) fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("the output can be written");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
