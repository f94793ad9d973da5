//! The commits that led to a revision, and who last wrote the lines of a file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use git2::{BlameOptions, Oid, Sort};

use super::snapshot::ContentId;
use super::{Identity, Repository, RepositoryError, Revision, Snapshot, error, git};
use crate::source::RepoPath;

/// A commit with its place in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// What reports say of it.
    pub revision: Revision,
    /// The full ids of its parents, the branch that was merged into first. None for the first commit, and none
    /// where the history was cut off.
    pub parents: Vec<String>,
    /// Whether it has parents that a shallow clone left behind.
    pub cut_off: bool,
    /// The id of the root's folder: commits with the same hold the same files. `None` without that folder.
    pub folder: Option<ContentId>,
}

/// How far back a history goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// To the first commit.
    Beginning,
    /// To what this commit does not have in its own history.
    Revision(Revision),
    /// To the commits made at or after this time, in seconds since 1970-01-01T00:00:00Z.
    Time(i64),
}

impl Since {
    /// Since a day, written `YYYY-MM-DD`; it begins at midnight UTC, wherever the commits were made.
    pub fn day(text: &str) -> Option<Self> {
        let day: jiff::civil::Date = text.parse().ok()?;
        let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Self::Time(midnight.timestamp().as_second()))
    }
}

impl Repository {
    /// The commits that led to `from`, newest first: every commit stands before its parents.
    pub fn history(&self, from: &Revision, since: &Since) -> Result<Vec<Commit>, RepositoryError> {
        let ids = self.walk(from, since)?;
        let commits = ids.iter().map(|id| self.lineage(&id.to_string()));
        let recent = |commit: &Commit| match since {
            Since::Time(start) => commit.revision.committed.seconds >= *start,
            Since::Beginning | Since::Revision(_) => true,
        };
        commits
            .filter(|commit| commit.as_ref().map_or(true, recent))
            .collect()
    }

    fn walk(&self, from: &Revision, since: &Since) -> Result<Vec<Oid>, RepositoryError> {
        let repository = self.objects().lock();
        let doing = error::git("walking the history");
        let mut walk = repository.revwalk().map_err(&doing)?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME).map_err(&doing)?;
        walk.push(id(&from.oid)?).map_err(&doing)?;
        if let Since::Revision(until) = since {
            walk.hide(id(&until.oid)?).map_err(&doing)?;
        }
        walk.collect::<Result<_, _>>().map_err(&doing)
    }

    /// A commit by its full id.
    pub fn lineage(&self, oid: &str) -> Result<Commit, RepositoryError> {
        let repository = self.objects().lock();
        let id = id(oid)?;
        let commit = repository.find_commit(id).map_err(error::object(id))?;
        let cut_off = self.cut_off().contains(oid);
        let parents = commit.parent_ids().map(|parent| parent.to_string());
        Ok(Commit {
            revision: Revision::of(&commit, oid),
            parents: if cut_off { Vec::new() } else { parents.collect() },
            cut_off,
            folder: git::descend(&repository, commit.tree_id(), self.prefix())?.map(ContentId::from),
        })
    }

    /// The commits that last wrote each of some lines of a file; `None` for a line that is not committed. Lines count
    /// from 1.
    ///
    /// Lines of which nothing is known are left out: those of a file that lies outside of git, and all of a shallow
    /// clone, whose oldest commit would answer for everything that came before it.
    pub fn authors(
        &self,
        snapshot: &dyn Snapshot,
        file: &RepoPath,
        lines: &BTreeSet<u32>,
    ) -> Result<BTreeMap<u32, Option<Revision>>, RepositoryError> {
        if self.is_shallow() {
            return Ok(BTreeMap::new());
        }
        let head = match snapshot.identity() {
            Identity::Revision(revision) => return self.written(revision, file, lines, None),
            Identity::Merge(_) | Identity::Directory => return Ok(BTreeMap::new()),
            Identity::Worktree | Identity::Index => self.head(),
        };
        let not_committed = || lines.iter().map(|line| (*line, None)).collect();
        let Ok(head) = head else {
            return Ok(not_committed());
        };
        let committed = self.at(head.clone())?.content_id(file);
        let Some(committed) = committed else {
            return Ok(not_committed());
        };
        match snapshot.read(file) {
            Ok(_) if snapshot.content_id(file) == Some(committed) => self.written(&head, file, lines, None),
            Ok(bytes) => self.written(&head, file, lines, Some(&bytes)),
            Err(_) => Ok(BTreeMap::new()),
        }
    }

    /// Who wrote lines of a file as `revision` has it, or as `bytes` change it.
    fn written(
        &self,
        revision: &Revision,
        file: &RepoPath,
        lines: &BTreeSet<u32>,
        bytes: Option<&[u8]>,
    ) -> Result<BTreeMap<u32, Option<Revision>>, RepositoryError> {
        let repository = self.objects().lock();
        let (Some(first), Some(last), Ok(path)) =
            (lines.first(), lines.last(), self.prefix().join(file.as_str()))
        else {
            return Ok(BTreeMap::new());
        };
        let mut options = BlameOptions::new();
        options.newest_commit(id(&revision.oid)?);
        if bytes.is_none() {
            options.min_line(*first as usize).max_line(*last as usize);
        }
        // The file may lie outside of the commit, behind a link, or have fewer lines: then nobody is known.
        let Ok(committed) = repository.blame_file(Path::new(path.as_str()), Some(&mut options)) else {
            return Ok(BTreeMap::new());
        };
        let blame = match bytes {
            None => committed,
            Some(bytes) => committed
                .blame_buffer(bytes)
                .map_err(error::git("comparing lines"))?,
        };
        let mut authors = BTreeMap::new();
        for line in lines {
            let Some(hunk) = blame.get_line(*line as usize) else {
                continue;
            };
            let id = hunk.final_commit_id();
            if id.is_zero() {
                authors.insert(*line, None);
                continue;
            }
            let commit = repository.find_commit(id).map_err(error::object(id))?;
            authors.insert(*line, Some(Revision::of(&commit, &id.to_string())));
        }
        Ok(authors)
    }
}

/// The commits whose parents a shallow clone left behind.
pub(super) fn cut_off(repository: &git2::Repository) -> BTreeSet<String> {
    if !repository.is_shallow() {
        return BTreeSet::new();
    }
    let list = std::fs::read_to_string(repository.commondir().join("shallow")).unwrap_or_default();
    list.lines().map(str::to_owned).collect()
}

fn id(oid: &str) -> Result<Oid, RepositoryError> {
    Oid::from_str(oid).map_err(|_| RepositoryError::Missing { id: oid.to_owned() })
}
