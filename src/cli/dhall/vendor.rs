//! `meshc dhall vendor`: copies of remote imports in the repository.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::args::{AtArgs, RepositoryArgs};
use super::super::check::snapshot;
use super::super::failure::Failure;
use super::super::reach::reach;
use super::super::{Console, Exit};
use super::args::VendorArgs;
use super::told::{replace, tell};
use crate::compile::{Vendored, vendor as vendored};
use crate::repository::Repository;
use crate::source::{RepoPath, Sources};

/// Writes the copies that the repository needs and removes those that it does not need any more. If an import
/// can not be had, nothing is written: half of the copies would help nobody.
pub(super) fn vendor(args: &VendorArgs, console: &mut Console) -> Result<Exit, Failure> {
    let repository = RepositoryArgs {
        repo: args.repo.clone(),
        as_of: None,
    };
    let at = AtArgs {
        rev: None,
        staged: false,
    };
    let snapshot = snapshot(&repository, &at)?;
    let root = match Repository::discover(&args.repo) {
        Ok(found) => found.root().to_owned(),
        Err(_) => args.repo.clone(),
    };
    let sources = Sources::default();
    let found = vendored(snapshot.as_ref(), &sources, &reach(&args.reach));
    if found.findings.has_errors() {
        return Ok(tell(found.findings, &sources, args.report, console));
    }
    let exit = tell(found.findings.iter().cloned(), &sources, args.report, console);
    let (mut written, mut same) = (0, 0);
    for (path, bytes) in &found.files {
        if snapshot.read(path).is_ok_and(|present| *present == **bytes) {
            same += 1;
            continue;
        }
        let file = place(&root, path).map_err(|source| Failure::Output {
            file: path.to_string(),
            source,
        })?;
        replace(&file, |out| out.write_all(bytes))?;
        written += 1;
    }
    for path in &found.stale {
        remove(&root, path)?;
    }
    console.say(&format!(
        "meshc: {}: {written} copies written, {} removed, {same} unchanged",
        Vendored::FOLDER,
        found.stale.len()
    ));
    Ok(exit)
}

/// The place of a copy, with its folders made. What is a link on the way could lead out of the repository.
fn place(root: &Path, path: &RepoPath) -> io::Result<PathBuf> {
    let mut place = root.to_owned();
    let mut names = path.components().peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let is_folder = names.peek().is_some();
        match fs::symlink_metadata(&place) {
            Ok(there) if is_folder == there.is_dir() && !there.is_symlink() => {}
            Ok(_) => {
                return Err(io::Error::new(
                    ErrorKind::AlreadyExists,
                    "something else is in its place",
                ));
            }
            Err(error) if error.kind() == ErrorKind::NotFound && is_folder => fs::create_dir(&place)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(place)
}

fn remove(root: &Path, path: &RepoPath) -> Result<(), Failure> {
    let removed = place(root, path).and_then(fs::remove_file);
    removed.map_err(|source| Failure::Output {
        file: path.to_string(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_link_on_the_way_is_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let path = RepoPath::parse("vendor/dhall/x").unwrap();
        assert_eq!(
            place(root.path(), &path).unwrap(),
            root.path().join("vendor/dhall/x")
        );
        fs::remove_dir(root.path().join("vendor/dhall")).unwrap();
        std::os::unix::fs::symlink(other.path(), root.path().join("vendor/dhall")).unwrap();
        assert!(place(root.path(), &path).is_err());
        fs::remove_file(root.path().join("vendor/dhall")).unwrap();
        fs::create_dir(root.path().join("vendor/dhall")).unwrap();
        std::os::unix::fs::symlink(other.path().join("y"), root.path().join("vendor/dhall/x")).unwrap();
        assert!(place(root.path(), &path).is_err());
    }
}
