//! What commits say of themselves.

use git2::{Oid, Sort};

use super::{RepositoryError, Revision, error};

/// The most commits that are looked at; a comparison over more of them is no review.
const LIMIT: usize = 10_000;

/// The messages of the commits that `to` has and `from` has not, the newest first.
pub(super) fn between(
    repository: &git2::Repository,
    from: &Revision,
    to: &Revision,
) -> Result<Vec<String>, RepositoryError> {
    let id = |revision: &Revision| Oid::from_str(&revision.oid).expect("a resolved revision has a full id");
    let walk = || -> Result<Vec<Oid>, git2::Error> {
        let mut walk = repository.revwalk()?;
        walk.set_sorting(Sort::TOPOLOGICAL)?;
        walk.push(id(to))?;
        walk.hide(id(from))?;
        walk.take(LIMIT).collect()
    };
    let commits = walk().map_err(error::git("listing the commits between two revisions"))?;
    let message = |id: Oid| {
        let commit = repository.find_commit(id).map_err(error::object(id))?;
        Ok(String::from_utf8_lossy(commit.message_bytes()).into_owned())
    };
    commits.into_iter().map(message).collect()
}
