//! What is there: which files stand in the way, and which belong to somebody else.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::lock::{Lock, digest, digest_at};
use super::{Comparison, LOCK_FILE, Scope, WriteError};
use crate::render::Bundle;
use crate::source::RepoPath;

/// What has to change below a folder.
pub(super) struct Survey {
    /// The lock file as it is, mended after an interrupted run.
    pub(super) before: Lock,
    /// The lock file as it is to be.
    pub(super) after: Lock,
    /// Which files change.
    pub(super) comparison: Comparison,
    /// The environments with a file that changes.
    pub(super) changed: BTreeSet<String>,
}

impl Survey {
    /// Looks at everything below `out`; `before` is what is known to have been made.
    pub(super) fn new(out: &Path, before: Lock, bundles: &[Bundle], scope: Scope) -> Self {
        let rendered: BTreeSet<String> = bundles
            .iter()
            .map(|bundle| bundle.environment.to_string())
            .collect();
        let mut kept = before.environments.clone();
        kept.retain(|environment, _| scope == Scope::Selected && !rendered.contains(environment));
        let after = Lock::new(bundles, &kept);
        let mut survey = Self {
            before,
            after,
            comparison: Comparison::default(),
            changed: BTreeSet::new(),
        };
        survey.compare_files(out, &kept.keys().cloned().collect());
        survey.compare_lock(out);
        survey
    }

    fn compare_files(&mut self, out: &Path, kept: &BTreeSet<String>) {
        let wanted: BTreeMap<&str, (&str, &str)> = files_of(&self.after, kept);
        let made: BTreeMap<&str, (&str, &str)> = files_of(&self.before, kept);
        for (path, (environment, digest)) in &wanted {
            let there = fs::symlink_metadata(out.join(path)).is_ok();
            let list = match (there, made.contains_key(path)) {
                (true, true) if digest_at(&out.join(path)).as_deref() == Some(*digest) => {
                    self.comparison.unchanged += 1;
                    continue;
                }
                (true, true) => &mut self.comparison.changed,
                (true, false) => &mut self.comparison.blocked,
                (false, _) => &mut self.comparison.added,
            };
            list.push(RepoPath::parse(path).unwrap_or_default());
            self.changed.insert((*environment).to_owned());
        }
        for (path, (environment, _)) in made.iter().filter(|(path, _)| !wanted.contains_key(*path)) {
            self.changed.insert((*environment).to_owned());
            if fs::symlink_metadata(out.join(path)).is_ok() {
                self.comparison
                    .removed
                    .push(RepoPath::parse(path).unwrap_or_default());
            }
        }
    }

    fn compare_lock(&mut self, out: &Path) {
        let path = RepoPath::parse(LOCK_FILE).unwrap_or_default();
        match digest_at(&out.join(LOCK_FILE)) {
            Some(there) if there == digest(self.after.text().as_bytes()) => self.comparison.unchanged += 1,
            Some(_) => self.comparison.changed.push(path),
            None => self.comparison.added.push(path),
        }
    }

    /// Refuses to touch what was not made here, and to go through a link.
    pub(super) fn check_way(&self, out: &Path) -> Result<(), WriteError> {
        let (known, wanted) = (self.changed_files(&self.before), self.changed_files(&self.after));
        let (mut folders, mut foreign) = (HashSet::new(), BTreeSet::new());
        for path in wanted.union(&known).copied().chain([LOCK_FILE]) {
            let ends = path.match_indices('/').map(|(end, _)| end);
            for sofar in ends.chain([path.len()]).map(|end| &path[..end]) {
                if folders.contains(sofar) {
                    continue;
                }
                let place = out.join(sofar);
                let Ok(metadata) = fs::symlink_metadata(&place) else {
                    break;
                };
                if metadata.is_symlink() {
                    return Err(WriteError::Symlink { path: place });
                }
                let is_last = sofar.len() == path.len();
                if metadata.is_dir() && !is_last {
                    folders.insert(sofar);
                } else if metadata.is_dir() || !known.contains(sofar) && sofar != LOCK_FILE {
                    foreign.insert(RepoPath::parse(sofar).unwrap_or_default());
                }
            }
        }
        if foreign.is_empty() {
            return Ok(());
        }
        Err(WriteError::Foreign {
            paths: foreign.into_iter().collect(),
        })
    }

    /// The files of the environments that change.
    fn changed_files<'a>(&self, lock: &'a Lock) -> BTreeSet<&'a str> {
        let environments = lock.environments.iter();
        let changed = environments.filter(|(environment, _)| self.changed.contains(*environment));
        changed
            .flat_map(|(_, made)| made.files.keys().map(String::as_str))
            .collect()
    }
}

/// The files of all environments but those in `kept`, with the environment and the digest of each.
fn files_of<'a>(lock: &'a Lock, kept: &BTreeSet<String>) -> BTreeMap<&'a str, (&'a str, &'a str)> {
    let environments = lock
        .environments
        .iter()
        .filter(|(environment, _)| !kept.contains(*environment));
    environments
        .flat_map(|(environment, made)| {
            let files = made.files.iter();
            files.map(move |(path, digest)| (path.as_str(), (environment.as_str(), digest.as_str())))
        })
        .collect()
}

/// What lies below `folder` and is neither a file in `made` nor a folder that holds one: files, links, and
/// folders without anything. Paths are relative to `folder`; `made` holds absolute ones.
pub(super) fn foreign<'a>(
    folder: &'a Path,
    made: &'a HashSet<PathBuf>,
) -> impl Iterator<Item = PathBuf> + 'a {
    let entries = WalkDir::new(folder)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    entries.filter_map(move |entry| {
        let is_foreign = if entry.file_type().is_dir() {
            fs::read_dir(entry.path()).is_ok_and(|mut entries| entries.next().is_none())
        } else {
            !made.contains(entry.path())
        };
        let relative = entry.path().strip_prefix(folder).ok()?.to_owned();
        is_foreign.then_some(relative)
    })
}
