//! Reports that are written to files beside what is printed.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use tempfile::{Builder, NamedTempFile};

use super::failure::Failure;

/// `FORMAT=PATH`, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Report<F> {
    /// What to write.
    pub(super) format: F,
    /// Where.
    pub(super) target: Target,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// In the place of what is printed: `-`.
    Output,
    /// To a file.
    File(PathBuf),
}

impl<F: ValueEnum> FromStr for Report<F> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or_else(|| {
                "write FORMAT=PATH, such as json=plan.json, or FORMAT=- for standard output".to_owned()
            })?;
        let format = F::from_str(format, false).map_err(|_| {
            let variants = F::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value);
            let names: Vec<String> = variants.map(|value| value.get_name().to_owned()).collect();
            format!("there is no format `{format}`; there are {}", names.join(", "))
        })?;
        let target = match path {
            "-" => Target::Output,
            path => Target::File(PathBuf::from(path)),
        };
        Ok(Self { format, target })
    }
}

/// What is printed: the report for `-`, else the format that was asked for.
///
/// # Errors
///
/// Two formats for standard output, or two reports for one file.
pub(super) fn printed<F: Copy>(format: Option<F>, reports: &[Report<F>], default: F) -> Result<F, Failure> {
    let mut files = BTreeSet::new();
    let mut printed = format;
    for report in reports {
        match &report.target {
            Target::Output if printed.is_some() => return Err(Failure::OutputTwice),
            Target::Output => printed = Some(report.format),
            Target::File(path) if !files.insert(path) => {
                let file = path.display().to_string();
                return Err(Failure::ReportTwice { file });
            }
            Target::File(_) => {}
        }
    }
    Ok(printed.unwrap_or(default))
}

/// Writes every file or none: all texts are on the disk before the first takes its place, and what has taken its
/// place is put back if a later one cannot.
///
/// # Errors
///
/// The first file that cannot be written.
pub(super) fn write<F>(reports: &[(&Report<F>, String)]) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for (report, text) in reports {
        if let Target::File(path) = &report.target {
            staged.push(Staged::new(path, text).map_err(|source| failure(path, source))?);
        }
    }
    let mut written: Vec<Written> = Vec::new();
    for file in staged {
        let path = file.path.clone();
        match file.persist() {
            Ok(done) => written.push(done),
            Err(source) => {
                // What cannot be put back either is told by the same failure: its disk is the same.
                written.into_iter().rev().for_each(|done| drop(done.undo()));
                return Err(failure(&path, source));
            }
        }
    }
    Ok(())
}

fn failure(path: &Path, source: io::Error) -> Failure {
    let file = path.display().to_string();
    Failure::Output { file, source }
}

/// A file that is written, but not in its place yet.
struct Staged {
    path: PathBuf,
    file: NamedTempFile,
    /// What stands in its place.
    before: Option<Vec<u8>>,
}

impl Staged {
    fn new(path: &Path, text: &str) -> io::Result<Self> {
        // A link stays, and what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let before = match fs::metadata(&path) {
            Ok(found) if !found.is_file() => {
                let text = "it is there and no plain file; `-` stands for standard output";
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
            }
            Ok(_) => Some(fs::read(&path)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let file = stage(&path, text.as_bytes())?;
        Ok(Self { path, file, before })
    }

    fn persist(self) -> io::Result<Written> {
        self.file.persist(&self.path).map_err(|error| error.error)?;
        Ok(Written {
            path: self.path,
            before: self.before,
        })
    }
}

/// A file in its place, with what stood there.
struct Written {
    path: PathBuf,
    before: Option<Vec<u8>>,
}

impl Written {
    fn undo(self) -> io::Result<()> {
        match self.before {
            None => fs::remove_file(&self.path),
            Some(bytes) => {
                stage(&self.path, &bytes)?
                    .persist(&self.path)
                    .map_err(|error| error.error)?;
                Ok(())
            }
        }
    }
}

/// Bytes in a new file beside `path`, with the rights that new files have.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(".meshc-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    // Its own message names the file that nobody asked for.
    let named = |error: io::Error| io::Error::from(error.kind());
    let mut file = builder.tempfile_in(folder).map_err(named)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::PlanFormat;

    fn parse(text: &str) -> Result<Report<PlanFormat>, String> {
        text.parse()
    }

    #[test]
    fn a_report_is_a_format_and_a_path() {
        let file = |path: &str| Target::File(PathBuf::from(path));
        let json = PlanFormat::Json;
        assert_eq!(
            parse("json=a=b.json").unwrap(),
            Report {
                format: json,
                target: file("a=b.json")
            }
        );
        assert_eq!(parse("json=-").unwrap().target, Target::Output);
        for (text, told) in [
            ("json", "FORMAT=PATH"),
            ("json=", "FORMAT=PATH"),
            ("yaml=x", "there are human"),
        ] {
            assert!(parse(text).unwrap_err().contains(told), "{text}");
        }
    }

    #[test]
    fn standard_output_takes_one_format() {
        let reports = |texts: &[&str]| texts.iter().map(|text| parse(text).unwrap()).collect::<Vec<_>>();
        let default = PlanFormat::Human;
        let decided = |format, texts: &[&str]| printed(format, &reports(texts), default).ok();
        assert_eq!(decided(None, &["json=x"]), Some(PlanFormat::Human));
        assert_eq!(decided(None, &["json=-", "html=x"]), Some(PlanFormat::Json));
        assert_eq!(
            decided(Some(PlanFormat::Markdown), &["html=x"]),
            Some(PlanFormat::Markdown)
        );
        assert_eq!(decided(Some(PlanFormat::Markdown), &["html=-"]), None);
        assert_eq!(decided(None, &["json=-", "html=-"]), None);
        assert_eq!(decided(None, &["json=x", "html=x"]), None);
    }

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let report = |name: &str| Report {
            format: PlanFormat::Json,
            target: Target::File(path(name)),
        };
        fs::write(path("old"), "old").unwrap();
        fs::create_dir(path("folder")).unwrap();
        let all = |names: &[&str]| {
            let reports: Vec<_> = names.iter().map(|name| report(name)).collect();
            write(
                &reports
                    .iter()
                    .map(|report| (report, "text".to_owned()))
                    .collect::<Vec<_>>(),
            )
        };
        for bad in ["folder", "missing/x"] {
            assert!(matches!(all(&["old", "new", bad]), Err(Failure::Output { .. })));
            assert_eq!(fs::read_to_string(path("old")).unwrap(), "old");
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                2,
                "nothing is left behind"
            );
        }
        all(&["old", "new"]).unwrap();
        assert_eq!(fs::read_to_string(path("old")).unwrap(), "text");
        assert_eq!(fs::read_to_string(path("new")).unwrap(), "text");
    }

    #[test]
    fn what_was_written_can_be_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "old").unwrap();
        for path in [&old, &new] {
            Staged::new(path, "text")
                .unwrap()
                .persist()
                .unwrap()
                .undo()
                .unwrap();
        }
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
        assert!(!new.exists());
    }
}
