//! `meshc dhall test`.

use std::path::{Path, PathBuf};

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::{Report, TestArgs};
use super::expression::{too_long, write_expression};
use super::place::Place;
use super::told::{diagnostics, replace, tell};
use crate::dhall::convert::{ConvertOptions, Doubles, Layout, convert, write_json, write_yaml};
use crate::dhall::{Engine, Finding, Form, Formed};
use crate::diagnostic::{Code, Diagnostic};
use crate::repository::{Repository, RepositoryError, Snapshot, open_directory};
use crate::source::RepoPath;

/// What a golden file is called, behind the name of the file that it belongs to.
const GOLDEN: [(&str, Golden); 3] = [
    (".golden.json", Golden::Json),
    (".golden.yaml", Golden::Yaml),
    (".golden.dhall", Golden::Dhall),
];

#[derive(Clone, Copy)]
enum Golden {
    Json,
    Yaml,
    Dhall,
}

#[derive(Default)]
struct Tally {
    files: usize,
    golden: usize,
    written: usize,
    findings: Vec<Diagnostic>,
}

/// Checks every file, and what it comes to where a golden file says so.
pub(super) fn test(args: &TestArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::of_folder(args.paths.first().map(PathBuf::as_path), &args.surroundings)?;
    let all = listed(place.root())?;
    let mut chosen = Vec::new();
    for path in &args.paths {
        chosen.push(place.locate(path)?);
    }
    let is_chosen = |path: &RepoPath| chosen.is_empty() || chosen.iter().any(|folder| path.is_below(folder));
    let tested: Vec<&RepoPath> = all
        .iter()
        .filter(|path| path.as_str().ends_with(".dhall") && !path.as_str().ends_with(".golden.dhall"))
        .filter(|path| is_chosen(path))
        .collect();
    if tested.is_empty() {
        return Err(Failure::NoTest {
            root: place.root().display().to_string(),
        });
    }
    let mut tally = Tally::default();
    let engine = place.engine();
    for path in tested {
        one(&place, &engine, path, args.update, &mut tally)?;
    }
    Ok(told(tally, &place, args.surroundings.report, console))
}

fn told(tally: Tally, place: &Place, report: Report, console: &mut Console) -> Exit {
    let Tally {
        files,
        golden,
        written,
        findings,
    } = tally;
    let exit = if findings.is_empty() && report == Report::Human {
        Exit::Done
    } else {
        tell(findings, &place.sources, report, console)
    };
    if report == Report::Human {
        let plural = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        let verdict = if exit == Exit::Done {
            "all right"
        } else {
            "not all right"
        };
        let updated = match written {
            0 => String::new(),
            count => format!(", {count} written"),
        };
        console.print(&format!(
            "Tested {} and {}{updated}: {verdict}.\n",
            plural(files, "file"),
            plural(golden, "golden file"),
        ));
    }
    exit
}

/// The files below a folder; those that git ignores are left out.
fn listed(root: &Path) -> Result<Vec<RepoPath>, Failure> {
    let snapshot: Box<dyn Snapshot> = match Repository::discover(root) {
        Ok(repository) if repository.root() == root => Box::new(repository.worktree()?),
        Ok(_) | Err(RepositoryError::NotRepository { .. }) => Box::new(open_directory(root)?),
        Err(error) => return Err(error.into()),
    };
    Ok(snapshot.paths().to_vec())
}

fn one(
    place: &Place,
    engine: &Engine<'_>,
    path: &RepoPath,
    update: bool,
    tally: &mut Tally,
) -> Result<(), Failure> {
    tally.files += 1;
    // The imports are found without writing anything out, so functions and types pass, too.
    let findings = engine.imports(path).findings;
    let is_right = findings.is_empty();
    tally.findings.extend(diagnostics(findings));
    for (suffix, golden) in GOLDEN {
        let stem = path.as_str().trim_end_matches(".dhall");
        let Ok(beside) = RepoPath::parse(&format!("{stem}{suffix}")) else {
            continue;
        };
        let Some(expected) = place.content(&beside) else {
            continue;
        };
        tally.golden += 1;
        if !is_right {
            continue;
        }
        let formed = output(engine, path, golden);
        tally.findings.extend(diagnostics(formed.findings));
        let Some(found) = formed.result.filter(|found| found[..] != expected[..]) else {
            continue;
        };
        if update {
            replace(&place.on_disk(&beside), |out| out.write_all(&found))?;
            tally.written += 1;
        } else {
            tally.findings.push(differs(path, &beside, &found, &expected));
        }
    }
    Ok(())
}

fn output(engine: &Engine<'_>, path: &RepoPath, golden: Golden) -> Formed<Vec<u8>> {
    let mut bytes = Vec::new();
    let doubles = match golden {
        Golden::Yaml => Doubles::Kept,
        Golden::Json | Golden::Dhall => Doubles::Refused,
    };
    if let Golden::Dhall = golden {
        let Formed { result, mut findings } = engine.form(path, Form::Normal);
        findings.extend(result.as_ref().and_then(too_long).map(|diagnostic| Finding {
            diagnostic,
            mismatch: None,
        }));
        let result = result.filter(|_| findings.is_empty()).map(|ast| {
            write_expression(&ast, &mut bytes).expect("writing to memory does not fail");
            bytes
        });
        return Formed { result, findings };
    }
    let options = ConvertOptions {
        doubles,
        ..ConvertOptions::default()
    };
    let Formed { result, findings } = convert(engine, path, &options);
    let result = result.map(|document| {
        let written = match golden {
            Golden::Yaml => write_yaml(&document, false, &mut bytes),
            Golden::Json | Golden::Dhall => write_json(&document, Layout::Indented, &mut bytes),
        };
        written.expect("writing to memory does not fail");
        bytes
    });
    Formed { result, findings }
}

/// Says which line is the first to differ.
fn differs(path: &RepoPath, golden: &RepoPath, found: &[u8], expected: &[u8]) -> Diagnostic {
    let lines = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (found, expected) = (lines(found), lines(expected));
    let same = found.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let shown = |lines: &[String]| match lines.get(same) {
        Some(line) => format!("`{}`", line.trim()),
        None => "its end".to_owned(),
    };
    let message = format!("`{path}` does not come to what `{golden}` says");
    Diagnostic::error(Code("dhall/golden"), message)
        .expected(format!(
            "{} in line {}, not {}",
            shown(&expected),
            same + 1,
            shown(&found)
        ))
        .help("if the change is wanted, write the file anew with `--update`")
}
