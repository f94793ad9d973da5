//! How findings and results reach their readers.

use std::io::{self, Write};
use std::path::Path;

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::Report;
use crate::compile::page;
use crate::dhall::Finding;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::report::finding::{self, Check};
use crate::source::Sources;

/// The findings of the engine as those of a run.
pub(super) fn diagnostics(findings: Vec<Finding>) -> Vec<Diagnostic> {
    findings.into_iter().map(|finding| finding.diagnostic).collect()
}

/// Tells findings: for people on standard error, because standard output is for data; as a document on standard
/// output. Says how the run ends.
pub(super) fn tell(
    findings: impl IntoIterator<Item = Diagnostic>,
    sources: &Sources,
    report: Report,
    console: &mut Console,
) -> Exit {
    let mut found: Diagnostics = findings.into_iter().collect();
    found.finish(sources);
    match report {
        Report::Human if found.is_empty() => {}
        Report::Human => {
            let text = finding::pictures(&found, sources, console.is_coloured(), console.width());
            console.say(text.trim_end());
        }
        Report::Json => console.print(&finding::json(&checked(&found, sources))),
        Report::Sarif => console.print(&finding::sarif(&checked(&found, sources))),
    }
    if found.has_errors() { Exit::Bad } else { Exit::Done }
}

fn checked<'a>(findings: &'a Diagnostics, sources: &'a Sources) -> Check<'a> {
    Check {
        snapshot: "the files on disk",
        as_of: None,
        instances: 0,
        environments: &[],
        findings,
        sources,
        page: &page,
    }
}

/// Writes a result to a file or, without one, to standard output.
pub(super) fn write(
    output: Option<&Path>,
    console: &mut Console,
    result: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match output {
        Some(file) => replace(file, result),
        None => {
            console.stream(result);
            Ok(())
        }
    }
}

/// Puts a file in the place of another in one step, so that nobody ever sees half of it.
pub(super) fn replace(
    file: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let written = || -> io::Result<()> {
        // A link stays one; what it leads to is written.
        let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
        let folder = match file.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        content(&mut new)?;
        new.flush()?;
        if let Ok(old) = std::fs::metadata(&file) {
            new.as_file().set_permissions(old.permissions())?;
        } else {
            open_to_readers(new.as_file())?;
        }
        new.persist(&file)?;
        Ok(())
    };
    written().map_err(|source| Failure::Output {
        file: file.display().to_string(),
        source,
    })
}

/// A temporary file is its owner's alone; a result is as any other file.
#[cfg(unix)]
fn open_to_readers(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_readers(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
