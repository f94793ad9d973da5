//! Who made the commits of a range, who wrote a file last, and who sits at the keyboard.

use std::collections::{BTreeMap, BTreeSet};

use git2::{Commit, Oid, Sort};

use super::{Repository, RepositoryError, Revision, error, git};
use crate::source::RepoPath;

/// The line of a message that names somebody who made a commit together with its author.
const CO_AUTHOR: &str = "co-authored-by:";

impl Repository {
    /// The people who made the commits that `to` has and `from` has not, as git names them: `Name <address>`. Commits
    /// that change nothing of the configuration but files in the folder `beside` do not count, and neither do merges
    /// that only bring together. `None` if the history was cut off in between.
    pub fn makers(
        &self,
        from: &Revision,
        to: &Revision,
        beside: &str,
    ) -> Result<Option<BTreeSet<String>>, RepositoryError> {
        let repository = self.objects().lock();
        let mut people = BTreeSet::new();
        for id in walk(&repository, to, Some(from))? {
            if self.cut_off().contains(&id.to_string()) {
                return Ok(None);
            }
            let commit = repository.find_commit(id).map_err(error::object(id))?;
            let changed = self.changed(&repository, &commit)?;
            let inside = |path: &String| path.split('/').next() == Some(beside);
            if changed.iter().any(|path| !inside(path)) {
                people.extend(of(&commit));
            }
        }
        Ok(Some(people))
    }

    /// The people of the commit that brought each file into the history of `head` as it is there. Files of which that
    /// is not known are left out: they are not there, or the history was cut off before.
    pub fn writers(
        &self,
        head: &Revision,
        files: &BTreeSet<RepoPath>,
    ) -> Result<BTreeMap<RepoPath, BTreeSet<String>>, RepositoryError> {
        let repository = self.objects().lock();
        let mut wanted = files.clone();
        let mut known = BTreeMap::new();
        for id in walk(&repository, head, None)? {
            if wanted.is_empty() {
                break;
            }
            let cut_off = self.cut_off().contains(&id.to_string());
            let commit = repository.find_commit(id).map_err(error::object(id))?;
            let parents: Vec<Commit<'_>> = if cut_off {
                Vec::new()
            } else {
                commit.parents().collect()
            };
            for path in wanted.clone() {
                let own = self.entry(&commit, &path);
                let same = |parent: &Commit<'_>| self.entry(parent, &path) == own;
                if own.is_none() || parents.iter().any(same) {
                    continue;
                }
                if !cut_off {
                    known.insert(path.clone(), of(&commit));
                }
                wanted.remove(&path);
            }
        }
        Ok(known)
    }

    /// Who git takes for the author of commits that are made here: `Name <address>`. `None` if nobody told it.
    pub fn person(&self) -> Option<String> {
        let repository = self.objects().lock();
        let config = repository.config().ok()?.snapshot().ok()?;
        let value = |key| config.get_str(key).ok().map(|text| text.trim().to_owned());
        let (name, mail) = (value("user.name")?, value("user.email")?);
        (!name.is_empty() && !mail.is_empty()).then(|| format!("{name} <{mail}>"))
    }

    /// The paths below the root that a commit has otherwise than each of its parents.
    fn changed(
        &self,
        repository: &git2::Repository,
        commit: &Commit<'_>,
    ) -> Result<BTreeSet<String>, RepositoryError> {
        let doing = error::git("comparing a commit with its parents");
        let folder = |commit: &Commit<'_>| -> Result<Option<git2::Tree<'_>>, RepositoryError> {
            let id = git::descend(repository, commit.tree_id(), self.prefix())?;
            id.map(|id| repository.find_tree(id).map_err(error::object(id)))
                .transpose()
        };
        let own = folder(commit)?;
        let mut parents: Vec<Option<git2::Tree<'_>>> = Vec::new();
        for parent in commit.parents() {
            parents.push(folder(&parent)?);
        }
        if parents.is_empty() {
            parents.push(None);
        }
        let mut common: Option<BTreeSet<String>> = None;
        for parent in &parents {
            let diff = repository
                .diff_tree_to_tree(parent.as_ref(), own.as_ref(), None)
                .map_err(&doing)?;
            let paths = diff
                .deltas()
                .flat_map(|delta| [delta.old_file(), delta.new_file()]);
            let paths = paths.filter_map(|file| file.path_bytes());
            let paths: BTreeSet<String> = paths
                .map(|path| String::from_utf8_lossy(path).into_owned())
                .collect();
            common = Some(match common {
                None => paths,
                Some(known) => known.intersection(&paths).cloned().collect(),
            });
        }
        Ok(common.unwrap_or_default())
    }

    /// The id of the content of a file in a commit.
    fn entry(&self, commit: &Commit<'_>, path: &RepoPath) -> Option<Oid> {
        let full = self.prefix().join(path.as_str()).ok()?;
        let tree = commit.tree().ok()?;
        tree.get_path(std::path::Path::new(full.as_str()))
            .ok()
            .map(|entry| entry.id())
    }
}

/// The commits that `to` has and `from` has not, every one before its parents.
fn walk(
    repository: &git2::Repository,
    to: &Revision,
    from: Option<&Revision>,
) -> Result<Vec<Oid>, RepositoryError> {
    let id = |revision: &Revision| Oid::from_str(&revision.oid).expect("a resolved revision has a full id");
    let walk = || -> Result<Vec<Oid>, git2::Error> {
        let mut walk = repository.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
        walk.push(id(to))?;
        if let Some(from) = from {
            walk.hide(id(from))?;
        }
        walk.collect()
    };
    walk().map_err(error::git("walking the history"))
}

/// The author of a commit and those that its message names beside.
fn of(commit: &Commit<'_>) -> BTreeSet<String> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    let author = commit.author();
    let mut people = BTreeSet::from([format!(
        "{} <{}>",
        text(author.name_bytes()),
        text(author.email_bytes())
    )]);
    let message = text(commit.message_bytes());
    let lines = message.lines().map(str::trim);
    people.extend(lines.filter_map(|line| {
        let start = line.get(..CO_AUTHOR.len())?;
        let named = start.eq_ignore_ascii_case(CO_AUTHOR);
        named.then(|| line[CO_AUTHOR.len()..].trim().to_owned())
    }));
    people
}
