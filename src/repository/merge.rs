//! What revisions come to when they are merged: trees that no commit has.
//!
//! Git merges texts, in memory: a handle of its own keeps every object that a merge makes to itself, so that nothing
//! reaches the repository's disk.

use std::collections::BTreeSet;

use git2::{MergeOptions, Oid};

use super::git::{self, Objects};
use super::snapshot::Identity;
use super::tree::{Store, Tree};
use super::{Repository, RepositoryError, Revision, error};

/// Before any other store of objects, so that what is written is only kept in memory.
const IN_MEMORY: i32 = 1_000;

/// Two revisions on top of a base, each by itself and both together.
#[derive(Debug)]
pub struct Merged {
    /// What both start from: the base, with what the two have in common.
    pub base: Tree,
    /// The base with the first.
    pub ours: Tree,
    /// The base with the second.
    pub theirs: Tree,
    /// The base with both; `None` if git cannot merge them.
    pub both: Option<Tree>,
    /// The files that git cannot merge, by their paths from the top of the repository.
    pub conflicts: Vec<String>,
}

impl Repository {
    /// What `ours` and `theirs` come to on top of `base`, alone and together; without a base, on top of the newest
    /// commit that both have. Nothing is written.
    ///
    /// A revision that does not merge with the base stands for itself, and its conflicts are told with the others.
    pub fn merged(
        &self,
        base: Option<&Revision>,
        [ours, theirs]: [&Revision; 2],
    ) -> Result<Merged, RepositoryError> {
        let path = self.objects().lock().path().to_owned();
        let repository = git2::Repository::open(&path).map_err(error::git("opening the repository again"))?;
        let odb = repository
            .odb()
            .map_err(error::git("opening the object database"))?;
        odb.add_new_mempack_backend(IN_MEMORY)
            .map_err(error::git("keeping objects in memory"))?;
        let mut merging = Merging {
            repository: &repository,
            conflicts: BTreeSet::new(),
        };
        let common = merging.common([id(ours), id(theirs)])?;
        let base_id = base.map_or(common, id);
        let start = merging.on_top(base_id, common)?;
        let first = merging.on_top(base_id, id(ours))?;
        let second = merging.on_top(base_id, id(theirs))?;
        let both = merging.trees(start, [first, second])?;
        let conflicts = merging.conflicts;
        let asked = base.map_or_else(
            || format!("what {} and {} have in common", ours.asked, theirs.asked),
            |base| base.asked.clone(),
        );
        drop(odb);
        let objects = Objects::new(repository);
        let tree = |top: Oid, name: String| {
            let listing = git::list_tree(&objects.lock(), top, self.prefix())?;
            Ok(listing.finish(Identity::Merge(name), Store::Git(objects.clone())))
        };
        Ok(Merged {
            base: tree(start, asked)?,
            ours: tree(first, ours.to_string())?,
            theirs: tree(second, theirs.to_string())?,
            both: both
                .map(|top| tree(top, format!("{ours} with {theirs}")))
                .transpose()?,
            conflicts: conflicts.into_iter().collect(),
        })
    }
}

fn id(revision: &Revision) -> Oid {
    Oid::from_str(&revision.oid).expect("a resolved revision has a full id")
}

struct Merging<'a> {
    repository: &'a git2::Repository,
    conflicts: BTreeSet<String>,
}

impl Merging<'_> {
    /// The newest commit that both have.
    fn common(&self, [one, other]: [Oid; 2]) -> Result<Oid, RepositoryError> {
        self.repository
            .merge_base(one, other)
            .map_err(|source| match source.code() {
                _ if self.repository.is_shallow() => RepositoryError::Shallow {
                    name: format!("merge-base of {one} and {other}"),
                },
                git2::ErrorCode::NotFound => RepositoryError::Unmergeable {
                    one: one.to_string(),
                    other: other.to_string(),
                },
                _ => error::git("looking for the merge base")(source),
            })
    }

    /// The tree of a commit merged into that of `base`; its own if it cannot be.
    fn on_top(&mut self, base: Oid, commit: Oid) -> Result<Oid, RepositoryError> {
        let tree = |id: Oid| {
            let found = self.repository.find_commit(id).map_err(error::object(id))?;
            Ok(found.tree_id())
        };
        let common = self.common([base, commit])?;
        let (own, start, onto) = (tree(commit)?, tree(common)?, tree(base)?);
        if common == base {
            return Ok(own);
        }
        if common == commit {
            return Ok(onto);
        }
        Ok(self.trees(start, [onto, own])?.unwrap_or(own))
    }

    /// The merge of two trees that both come from a third; `None` if there are conflicts.
    fn trees(&mut self, start: Oid, [one, other]: [Oid; 2]) -> Result<Option<Oid>, RepositoryError> {
        if one == start || one == other {
            return Ok(Some(other));
        }
        if other == start {
            return Ok(Some(one));
        }
        let failed = error::git("merging two revisions");
        let tree = |id: Oid| self.repository.find_tree(id).map_err(error::object(id));
        let (start, one, other) = (tree(start)?, tree(one)?, tree(other)?);
        let options = MergeOptions::new();
        let mut index = self
            .repository
            .merge_trees(&start, &one, &other, Some(&options))
            .map_err(&failed)?;
        let conflicts = index.conflicts().map_err(&failed)?;
        let mut found = BTreeSet::new();
        for conflict in conflicts {
            let conflict = conflict.map_err(&failed)?;
            let sides = [conflict.our, conflict.their, conflict.ancestor];
            let paths = sides.into_iter().flatten().map(|entry| entry.path);
            found.extend(paths.map(|path| String::from_utf8_lossy(&path).into_owned()));
        }
        if found.is_empty() {
            return index.write_tree_to(self.repository).map(Some).map_err(failed);
        }
        self.conflicts.extend(found);
        Ok(None)
    }
}
