//! From the places in a plan to the commits that last wrote them.

use std::collections::{BTreeMap, BTreeSet};

use super::timeline::named;
use crate::change::{Action, Cause, Change, Plan};
use crate::report::plan::{Author, Authors};
use crate::repository::{Repository, RepositoryError, Snapshot};
use crate::source::{RepoPath, SourceName, Sources, Span};

/// How many files of each side are looked at: who wrote a file is as costly as the file is old.
const FILES: usize = 32;

/// Who last wrote the lines that the changes of `plan` point at, in environments that stay.
pub fn authors(
    repository: &Repository,
    plan: &Plan,
    [before, after]: [&dyn Snapshot; 2],
    sources: &Sources,
) -> Result<Authors, RepositoryError> {
    let stay = plan
        .environments
        .iter()
        .filter(|environment| environment.action == Action::Update);
    let changes: Vec<&Change> = stay.flat_map(|environment| &environment.changes).collect();
    let gone = |change: &&Change| match change.cause {
        Some(Cause::Gone(span)) => Some(span),
        Some(Cause::Written(_)) | None => None,
    };
    let written = |change: &&Change| match change.cause {
        Some(Cause::Written(span)) => Some(span),
        Some(Cause::Gone(_)) | None => None,
    };
    let old = changes
        .iter()
        .flat_map(|change| [change.origin_before, gone(change)])
        .flatten();
    let new = changes
        .iter()
        .flat_map(|change| [change.origin_after, written(change)])
        .flatten();
    Ok(Authors {
        before: side(repository, before, &lines(old, sources))?,
        after: side(repository, after, &lines(new, sources))?,
        shallow: repository.is_shallow(),
    })
}

type Lines = BTreeMap<RepoPath, BTreeSet<u32>>;

fn lines(origins: impl Iterator<Item = Span>, sources: &Sources) -> Lines {
    let mut lines = Lines::new();
    for span in origins {
        if let SourceName::Repo(path) = &sources.source(span.file).name {
            let (start, _) = sources.range(span);
            lines.entry(path.clone()).or_default().insert(start.line);
        }
    }
    lines
}

fn side(
    repository: &Repository,
    snapshot: &dyn Snapshot,
    lines: &Lines,
) -> Result<BTreeMap<(String, u32), Author>, RepositoryError> {
    let mut known = BTreeMap::new();
    for (file, lines) in lines.iter().take(FILES) {
        for (line, revision) in repository.authors(snapshot, file, lines)? {
            let author = match revision {
                Some(revision) => Author::Committed(named(&revision)),
                None => Author::NotCommitted,
            };
            known.insert((file.to_string(), line), author);
        }
    }
    Ok(known)
}
