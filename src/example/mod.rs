//! The example fleet that comes with the program, written as a git repository with a short history.
//!
//! The files are those of `examples/fleet` and `examples/history`. Authors and dates are fixed, so that the
//! commits have the same names everywhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature, Time};
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;

static FLEET: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/fleet");
static HISTORY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/history");

/// The branch of the example.
const BRANCH: &str = "main";

/// Why the example could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    /// Something is there already.
    #[error("`{}` is not empty; name a directory that is empty or not there yet", .0.display())]
    NotEmpty(PathBuf),
    /// The operating system says no.
    #[error("`{}` cannot be written: {source}", path.display())]
    Disk {
        /// The file or directory.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
    /// Git says no.
    #[error("the history cannot be written: {0}")]
    Git(#[from] git2::Error),
}

/// One commit of the history.
#[derive(Debug, serde::Deserialize)]
struct Step {
    folder: String,
    author: String,
    email: String,
    /// RFC 3339 with a numeric offset.
    date: String,
    message: String,
}

/// A commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub id: String,
    /// The first line of its message.
    pub summary: String,
}

/// Writes the example into `directory`, which is empty or not there yet, and says which commits were made, the
/// first one first.
pub fn write(directory: &Path) -> Result<Vec<Commit>, ExampleError> {
    let disk = |source| ExampleError::Disk {
        path: directory.to_owned(),
        source,
    };
    fs::create_dir_all(directory).map_err(disk)?;
    if fs::read_dir(directory).map_err(disk)?.next().is_some() {
        return Err(ExampleError::NotEmpty(directory.to_owned()));
    }
    let mut options = RepositoryInitOptions::new();
    let repository = Repository::init_opts(directory, options.initial_head(BRANCH).external_template(false))?;
    history()
        .iter()
        .map(|step| commit(&repository, directory, step))
        .collect()
}

fn history() -> Vec<Step> {
    let file = HISTORY
        .get_file("history.json")
        .expect("the program comes with the history of its example");
    serde_json::from_slice(file.contents()).expect("the history that the program comes with can be read")
}

/// The files that a step writes: the whole fleet, or a folder of the history.
fn files(step: &Step) -> &'static Dir<'static> {
    match step.folder.as_str() {
        "../fleet" => &FLEET,
        folder => HISTORY
            .get_dir(folder)
            .expect("the program comes with every step of its history"),
    }
}

fn commit(repository: &Repository, directory: &Path, step: &Step) -> Result<Commit, ExampleError> {
    extract(files(step), files(step).path(), directory)?;
    let mut index = repository.index()?;
    index.add_all(["*"], IndexAddOption::FORCE, None)?;
    index.write()?;
    let tree = repository.find_tree(index.write_tree()?)?;
    let author = Signature::new(&step.author, &step.email, &time(&step.date))?;
    let parent = repository
        .head()
        .ok()
        .map(|head| head.peel_to_commit())
        .transpose()?;
    let parents: Vec<_> = parent.iter().collect();
    let id: Oid = repository.commit(Some("HEAD"), &author, &author, &step.message, &tree, &parents)?;
    let summary = step.message.lines().next().unwrap_or_default().to_owned();
    Ok(Commit {
        id: id.to_string(),
        summary,
    })
}

/// Writes the files of an embedded folder, whose own path is `base`, below `directory`.
fn extract(folder: &Dir<'_>, base: &Path, directory: &Path) -> Result<(), ExampleError> {
    for file in folder.files() {
        let relative = file
            .path()
            .strip_prefix(base)
            .expect("an embedded file lies in its folder");
        let path = directory.join(relative);
        let parent = path.parent().unwrap_or(directory);
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, file.contents()));
        written.map_err(|source| ExampleError::Disk { path, source })?;
    }
    folder
        .dirs()
        .try_for_each(|inner| extract(inner, base, directory))
}

fn time(date: &str) -> Time {
    let instant: Timestamp = date.parse().expect("the dates of the history are RFC 3339");
    let offset = Pieces::parse(date)
        .ok()
        .and_then(|pieces| pieces.to_numeric_offset());
    Time::new(
        instant.as_second(),
        offset.map_or(0, |offset| offset.seconds() / 60),
    )
}
