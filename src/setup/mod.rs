//! A new configuration repository, and the Dhall package of one that is there already.
//!
//! The files are those of `examples/new`, the catalog of the example fleet, which has every release, and the package
//! that comes with the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::schema::package;

static NEW: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/examples/new");

/// Every release so far: whoever starts today may run an old one.
const CATALOG: &str = include_str!("../../examples/fleet/releases/catalog.dhall");

/// The folder of the Dhall package in a repository.
pub const SCHEMA: &str = "schema";

/// Why nothing, or not all, was written.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// Something is there already.
    #[error(
        "`{}` is not empty; name a directory that is empty or not there yet, or refresh the `schema/` of a \
         configuration repository with `--schema-only`", .0.display()
    )]
    NotEmpty(PathBuf),
    /// There is no repository to refresh.
    #[error(
        "`{}` is no configuration repository: it has no `schema/`, no `instances/` and no `meshc.dhall`; without \
         `--schema-only` a new one is written", .0.display()
    )]
    NoRepository(PathBuf),
    /// A symbolic link stands where a file or folder of the package belongs.
    #[error("`{}` is a symbolic link; the package is written into plain folders only", .0.display())]
    Link(PathBuf),
    /// The operating system says no.
    #[error("`{}` cannot be written: {source}", path.display())]
    Disk {
        /// The file or directory.
        path: PathBuf,
        /// What it says.
        source: io::Error,
    },
}

/// Writes a new repository into `directory`, which is empty but for git's own folder, or not there yet. Says which
/// files it has, in order.
pub fn create(directory: &Path) -> Result<Vec<String>, SetupError> {
    let disk = |source| disk(directory, source);
    fs::create_dir_all(directory).map_err(disk)?;
    for entry in fs::read_dir(directory).map_err(disk)? {
        if entry.map_err(disk)?.file_name() != ".git" {
            return Err(SetupError::NotEmpty(directory.to_owned()));
        }
    }
    let files = files();
    for (path, content) in &files {
        write(&directory.join(path), content)?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Makes the package in the `schema/` of a repository that of this program. Says which files were not, in order; others
/// that lie there are left alone.
pub fn refresh(directory: &Path) -> Result<Vec<String>, SetupError> {
    let is_here = |name: &str| directory.join(name).exists();
    if ![SCHEMA, "instances", "meshc.dhall"].into_iter().any(is_here) {
        return Err(SetupError::NoRepository(directory.to_owned()));
    }
    let mut stale = Vec::new();
    for (path, content) in package_files() {
        let target = directory.join(&path);
        refuse_links(directory, Path::new(&path))?;
        if fs::read(&target).ok().as_deref() != Some(content) {
            stale.push((path, target, content));
        }
    }
    for (_, target, content) in &stale {
        write(target, content)?;
    }
    Ok(stale.into_iter().map(|(path, ..)| path).collect())
}

/// Every file of a new repository by its path, in order.
fn files() -> Vec<(String, &'static [u8])> {
    let mut files = vec![("releases/catalog.dhall".to_owned(), CATALOG.as_bytes())];
    files.extend(package_files());
    collect(&NEW, &mut files);
    files.sort_unstable();
    files
}

fn package_files() -> impl Iterator<Item = (String, &'static [u8])> {
    let files = package().into_iter();
    files.map(|(path, text)| (format!("{SCHEMA}/{path}"), text.as_bytes()))
}

fn collect(folder: &'static Dir<'_>, files: &mut Vec<(String, &'static [u8])>) {
    for file in folder.files() {
        let path = file
            .path()
            .to_str()
            .expect("the files of a new repository have plain names");
        files.push((path.to_owned(), file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// Nothing outside of the repository is written by way of a link in it.
fn refuse_links(directory: &Path, path: &Path) -> Result<(), SetupError> {
    let mut at = directory.to_owned();
    for name in path {
        at.push(name);
        if fs::symlink_metadata(&at).is_ok_and(|found| found.is_symlink()) {
            return Err(SetupError::Link(at));
        }
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<(), SetupError> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent)
        .and_then(|()| fs::write(path, content))
        .map_err(|source| disk(path, source))
}

fn disk(path: &Path, source: io::Error) -> SetupError {
    SetupError::Disk {
        path: path.to_owned(),
        source,
    }
}
