//! A git repository that was found, and the snapshots it gives.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::discover::{self, Environment};
use super::git::{self, Objects};
use super::history;
use super::snapshot::Identity;
use super::tree::{Store, Tree};
use super::worktree::{self, Root, Rules};
use super::{RepositoryError, Revision, message, revision};
use crate::source::RepoPath;

/// A git repository and the root of the configuration in it.
///
/// The root is the directory that was asked for if it holds `meshc.dhall` or `instances/`, else the nearest
/// folder above that does, else the top of the working tree. Every path of every snapshot starts there.
#[derive(Debug)]
pub struct Repository {
    objects: Objects,
    root: Root,
    prefix: RepoPath,
    index_file: PathBuf,
    cut_off: BTreeSet<String>,
}

impl Repository {
    /// Finds the repository of `directory`, heeding git's environment variables as in a hook.
    ///
    /// [`RepositoryError::NotRepository`] means that only [`open_directory`](super::open_directory) can help.
    pub fn discover(directory: &Path) -> Result<Self, RepositoryError> {
        Self::discover_with(directory, &Environment::of_process())
    }

    /// The same with variables that are given.
    pub fn discover_with(directory: &Path, environment: &Environment) -> Result<Self, RepositoryError> {
        let found = discover::find(directory, environment)?;
        Ok(Self {
            cut_off: history::cut_off(&found.repository),
            objects: Objects::new(found.repository),
            root: found.root,
            prefix: found.prefix,
            index_file: found.index_file,
        })
    }

    /// The folder on disk that paths start from; of a bare repository, its git directory.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The root as seen from the top of the repository; for links to a hosting service and for annotations.
    pub fn prefix(&self) -> &RepoPath {
        &self.prefix
    }

    /// Whether the history was cut off when cloning.
    pub fn is_shallow(&self) -> bool {
        self.objects.lock().is_shallow()
    }

    pub(super) fn objects(&self) -> &Objects {
        &self.objects
    }

    /// The commits whose parents a shallow clone left behind.
    pub(super) fn cut_off(&self) -> &BTreeSet<String> {
        &self.cut_off
    }

    /// The files on disk that are tracked, or could be: what git ignores and does not track is left out.
    pub fn worktree(&self) -> Result<Tree, RepositoryError> {
        let repository = self.objects.lock();
        not_bare(&repository)?;
        let rules = Rules::new(&repository, &self.index_file, &self.prefix)?;
        let mut listing = worktree::list(&self.root, &rules)?;
        rules.warn(&mut listing);
        Ok(listing.finish(Identity::Worktree, Store::Disk(self.root.clone())))
    }

    /// What is staged. Files that `git add --intent-to-add` has only announced are not there yet.
    pub fn index(&self) -> Result<Tree, RepositoryError> {
        let repository = self.objects.lock();
        not_bare(&repository)?;
        let listing = git::list_index(&repository, &self.index_file, &self.prefix)?;
        Ok(listing.finish(Identity::Index, Store::Git(self.objects.clone())))
    }

    /// The files of the commit that `name` means, in any way git can name one.
    ///
    /// A commit without the root's folder gives a snapshot without files.
    pub fn revision(&self, name: &str) -> Result<Tree, RepositoryError> {
        self.at(self.commit(name)?)
    }

    /// The commit that `name` means.
    pub fn commit(&self, name: &str) -> Result<Revision, RepositoryError> {
        revision::resolve(&self.objects.lock(), name)
    }

    /// The commit that is checked out.
    pub fn head(&self) -> Result<Revision, RepositoryError> {
        self.commit("HEAD")
    }

    /// The newest commit that HEAD shares with its upstream branch; `None` if it has none here, as in CI on a
    /// detached HEAD.
    pub fn merge_base_with_upstream(&self) -> Result<Option<Revision>, RepositoryError> {
        revision::merge_base(&self.objects.lock())
    }

    /// What a comparison starts from unless told: the merge base with the upstream, else HEAD.
    pub fn default_base(&self) -> Result<Tree, RepositoryError> {
        let base = self.merge_base_with_upstream()?;
        self.at(base.map_or_else(|| self.head(), Ok)?)
    }

    /// The messages of the commits that `to` has and `from` has not, the newest first.
    pub fn messages(&self, from: &Revision, to: &Revision) -> Result<Vec<String>, RepositoryError> {
        message::between(&self.objects.lock(), from, to)
    }

    /// The files of a commit of this repository.
    pub fn at(&self, revision: Revision) -> Result<Tree, RepositoryError> {
        let repository = self.objects.lock();
        let missing = |_| RepositoryError::Missing {
            id: revision.oid.clone(),
        };
        let id = git2::Oid::from_str(&revision.oid).map_err(missing)?;
        let top = repository.find_commit(id).map_err(missing)?.tree_id();
        let listing = git::list_tree(&repository, top, &self.prefix)?;
        Ok(listing.finish(Identity::Revision(revision), Store::Git(self.objects.clone())))
    }
}

fn not_bare(repository: &git2::Repository) -> Result<(), RepositoryError> {
    if repository.workdir().is_none() {
        return Err(RepositoryError::Bare {
            git_directory: repository.path().to_owned(),
        });
    }
    Ok(())
}
