//! Git histories for tests, the same on every machine: fixed people, fixed dates, no `git` program.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{Commit, Oid, Repository, RepositoryInitOptions, Signature, Time};

/// The author and committer of every commit.
pub(crate) const AUTHOR: &str = "Ada Example";

/// When the first commit was made: 2026-01-05T09:00:00+01:00. Each further one is a day younger.
pub(crate) const FIRST_COMMIT: i64 = 1_767_600_000;

/// A repository with a working tree, on branch `main`.
pub(crate) struct History {
    directory: PathBuf,
    git: Repository,
}

impl History {
    /// An empty repository in `directory`, which is created.
    pub(crate) fn new(directory: impl Into<PathBuf>) -> Self {
        let directory = directory.into();
        let mut options = RepositoryInitOptions::new();
        options.initial_head("main").mkpath(true).external_template(false);
        let git = Repository::init_opts(&directory, &options).unwrap();
        let mut config = git.config().unwrap();
        config.set_bool("core.autocrlf", false).unwrap();
        config.set_str("core.excludesFile", "").unwrap();
        Self { directory, git }
    }

    /// Writes the files, stages everything that differs, and commits.
    pub(crate) fn commit(&self, message: &str, files: &[(&str, &str)]) -> &Self {
        for (path, text) in files {
            self.write(path, text).stage(path);
        }
        let mut index = self.git.index().unwrap();
        index.read(false).unwrap();
        let tree = index.write_tree().unwrap();
        self.commit_tree(message, tree);
        self
    }

    /// Writes the files, stages them, and commits with `other` as a second parent.
    pub(crate) fn merge(&self, message: &str, other: &str, files: &[(&str, &str)]) -> &Self {
        for (path, text) in files {
            self.write(path, text).stage(path);
        }
        let mut index = self.git.index().unwrap();
        index.read(false).unwrap();
        let tree = index.write_tree().unwrap();
        let other = self.git.find_commit(other.parse().unwrap()).unwrap();
        self.commit_with(message, tree, &[other]);
        self
    }

    /// Commits a tree as it is, without a look at the disk or the index.
    pub(crate) fn commit_tree(&self, message: &str, tree: Oid) -> Oid {
        self.commit_with(message, tree, &[])
    }

    fn commit_with(&self, message: &str, tree: Oid, others: &[Commit<'_>]) -> Oid {
        let parent = self.git.head().ok().map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = parent.iter().chain(others).collect();
        let age = parent
            .as_ref()
            .map_or(0, |parent| (parent.time().seconds() - FIRST_COMMIT) / 86_400 + 1);
        let time = Time::new(FIRST_COMMIT + age * 86_400, 60);
        let person = Signature::new(AUTHOR, "ada@example.org", &time).unwrap();
        let tree = self.git.find_tree(tree).unwrap();
        self.git
            .commit(Some("HEAD"), &person, &person, message, &tree, &parents)
            .unwrap()
    }

    /// Writes a file of the working tree, and the folders to it.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    /// Makes a symbolic link in the working tree.
    #[cfg(unix)]
    pub(crate) fn link(&self, path: &str, target: &str) -> &Self {
        let link = self.path(path);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
        self
    }

    /// Stages a file as it is on disk, ignored or not.
    pub(crate) fn stage(&self, path: &str) -> &Self {
        let mut index = self.git.index().unwrap();
        index.read(false).unwrap();
        index.add_path(Path::new(path)).unwrap();
        index.write().unwrap();
        self
    }

    /// Removes a file from disk and from the index.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path(path)).unwrap();
        let mut index = self.git.index().unwrap();
        index.read(false).unwrap();
        index.remove_path(Path::new(path)).unwrap();
        index.write().unwrap();
        self
    }

    /// A branch at HEAD.
    pub(crate) fn branch(&self, name: &str) -> &Self {
        let head = self.git.head().unwrap().peel_to_commit().unwrap();
        self.git.branch(name, &head, true).unwrap();
        self
    }

    /// Makes HEAD mean another branch; the working tree and the index stay as they are.
    pub(crate) fn switch(&self, branch: &str) -> &Self {
        self.git.set_head(&format!("refs/heads/{branch}")).unwrap();
        self
    }

    /// The full id of HEAD.
    pub(crate) fn head(&self) -> String {
        self.git
            .head()
            .unwrap()
            .peel_to_commit()
            .unwrap()
            .id()
            .to_string()
    }

    /// The place of a file on disk.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    /// The working tree.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The repository, for what has no method here.
    pub(crate) fn git(&self) -> &Repository {
        &self.git
    }
}
