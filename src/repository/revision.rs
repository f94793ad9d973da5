//! Commits: naming one, describing one, and the base of a comparison.

use std::fmt;

use git2::{ErrorCode, ObjectType};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::{RepositoryError, error};

/// Digits of a short id: always as many, so that it does not depend on how much a clone has fetched.
const SHORT: usize = 10;

/// Suggestions for a name that is not there.
const SUGGESTIONS: usize = 3;

/// A commit and what reports say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// What it was called: `HEAD~1`, `main`, or an id.
    pub asked: String,
    /// The full id, 40 hexadecimal digits.
    pub oid: String,
    /// The first ten digits of the id.
    pub short: String,
    /// Who wrote it; what is not UTF-8 is replaced.
    pub author_name: String,
    /// When it was written.
    pub authored: Instant,
    /// When it was committed.
    pub committed: Instant,
    /// The first paragraph of its message on one line.
    pub summary: String,
}

/// A time of git: seconds and the zone's offset at that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

impl From<git2::Time> for Instant {
    fn from(time: git2::Time) -> Self {
        Self {
            seconds: time.seconds(),
            offset_minutes: time.offset_minutes(),
        }
    }
}

impl Instant {
    /// The same as RFC 3339 has it, such as `2026-01-05T09:00:00+01:00`; `None` for a time that no calendar has.
    pub fn rfc3339(self) -> Option<String> {
        let zone = Offset::from_seconds(self.offset_minutes.checked_mul(60)?).ok()?;
        let time = Timestamp::from_second(self.seconds).ok()?;
        Some(time.display_with_offset(zone).to_string())
    }

    /// The day, in the zone of whoever made the commit.
    pub fn day(self) -> Option<String> {
        Some(self.rfc3339()?.split_once('T')?.0.to_owned())
    }
}

impl Revision {
    pub(super) fn of(commit: &git2::Commit<'_>, asked: &str) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let oid = commit.id().to_string();
        Self {
            asked: asked.to_owned(),
            short: oid[..SHORT].to_owned(),
            oid,
            author_name: text(commit.author().name_bytes()),
            authored: commit.author().when().into(),
            committed: commit.committer().when().into(),
            summary: text(commit.summary_bytes().unwrap_or_default()),
        }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.oid.starts_with(&self.asked) {
            f.write_str(&self.short)
        } else {
            write!(f, "{} ({})", self.asked, self.short)
        }
    }
}

/// The commit that `name` means.
pub(super) fn resolve(repository: &git2::Repository, name: &str) -> Result<Revision, RepositoryError> {
    let object = repository
        .revparse_single(name)
        .map_err(|source| unresolved(repository, name, source))?;
    let commit = object.peel_to_commit().map_err(|source| match source.code() {
        ErrorCode::NotFound => RepositoryError::Missing {
            id: object.id().to_string(),
        },
        _ => RepositoryError::NotCommit {
            name: name.to_owned(),
            kind: kind(&object),
        },
    })?;
    Ok(Revision::of(&commit, name))
}

fn kind(object: &git2::Object<'_>) -> &'static str {
    match object.kind() {
        Some(ObjectType::Blob) => "file",
        Some(ObjectType::Tree) => "folder",
        _ => "tag of something else",
    }
}

fn unresolved(repository: &git2::Repository, name: &str, source: git2::Error) -> RepositoryError {
    let name = name.to_owned();
    match source.code() {
        ErrorCode::Ambiguous => RepositoryError::Ambiguous { name },
        ErrorCode::InvalidSpec | ErrorCode::Invalid | ErrorCode::Peel => RepositoryError::Malformed { name },
        ErrorCode::NotFound | ErrorCode::UnbornBranch => not_found(repository, name),
        _ => RepositoryError::Git {
            doing: "looking up a revision",
            source,
        },
    }
}

fn not_found(repository: &git2::Repository, name: String) -> RepositoryError {
    if let (Some(branch), true) = (unborn(repository), is_head(&name)) {
        return RepositoryError::Unborn { branch };
    }
    let steps_back = name.contains(['~', '^']);
    if repository.is_shallow() && (steps_back || is_id(&name)) {
        return RepositoryError::Shallow { name };
    }
    if steps_back && repository.revparse_single(start(&name)).is_ok() {
        return RepositoryError::BeforeFirst { name };
    }
    let similar = similar(repository, start(&name));
    RepositoryError::Unknown { name, similar }
}

/// What a name starts from, before the steps back from there.
fn start(name: &str) -> &str {
    name.split(['~', '^', '@', ':']).next().unwrap_or_default()
}

fn is_head(name: &str) -> bool {
    matches!(start(name), "HEAD" | "")
}

/// The branch of an unborn HEAD.
fn unborn(repository: &git2::Repository) -> Option<String> {
    let error = repository.head().err()?;
    if error.code() != ErrorCode::UnbornBranch {
        return None;
    }
    let head = repository.find_reference("HEAD").ok()?;
    let target = String::from_utf8_lossy(head.symbolic_target_bytes()?).into_owned();
    Some(target.strip_prefix("refs/heads/").unwrap_or(&target).to_owned())
}

/// Whether a name is digits of an object's id.
fn is_id(name: &str) -> bool {
    name.len() >= 7 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Branches and tags that `start` may have meant, the likeliest first.
fn similar(repository: &git2::Repository, start: &str) -> Vec<String> {
    let mut known: Vec<String> = repository
        .references()
        .into_iter()
        .flatten()
        .flatten()
        .filter(|reference| reference.is_branch() || reference.is_remote() || reference.is_tag())
        .filter_map(|reference| reference.shorthand().ok().map(str::to_owned))
        .collect();
    known.sort();
    known.dedup();
    let remote = known.iter().filter(|known| known.ends_with(&format!("/{start}")));
    let mut found: Vec<String> = remote.cloned().collect();
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    for near in ::similar::get_close_matches(start, &names, SUGGESTIONS, 0.7) {
        if !found.iter().any(|found| found == near) {
            found.push(near.to_owned());
        }
    }
    found.truncate(SUGGESTIONS);
    found
}

/// The upstream of the branch that HEAD is on, by its short name; `None` for a detached HEAD, a branch
/// without one, or one that was not fetched.
pub(super) fn upstream(
    repository: &git2::Repository,
) -> Result<Option<(String, git2::Oid)>, RepositoryError> {
    let head = match repository.head() {
        Ok(head) if head.is_branch() => head,
        Ok(_) => return Ok(None),
        Err(source) => return Err(unresolved(repository, "HEAD", source)),
    };
    let upstream = match git2::Branch::wrap(head).upstream() {
        Ok(upstream) => upstream,
        Err(source) if source.code() == ErrorCode::NotFound => return Ok(None),
        Err(source) => return Err(error::git("looking up the upstream branch")(source)),
    };
    let name = String::from_utf8_lossy(upstream.get().shorthand_bytes()).into_owned();
    Ok(upstream
        .get()
        .target_peel()
        .or_else(|| upstream.get().target())
        .map(|id| (name, id)))
}

/// The newest commit that HEAD and its upstream share; `None` without an upstream.
pub(super) fn merge_base(repository: &git2::Repository) -> Result<Option<Revision>, RepositoryError> {
    let Some((upstream, theirs)) = upstream(repository)? else {
        return Ok(None);
    };
    let head = resolve(repository, "HEAD")?;
    let ours = git2::Oid::from_str(&head.oid).expect("a resolved revision has a full id");
    let asked = format!("merge-base of HEAD and {upstream}");
    match repository.merge_base(ours, theirs) {
        Ok(base) => {
            let commit = repository.find_commit(base).map_err(error::object(base))?;
            Ok(Some(Revision::of(&commit, &asked)))
        }
        Err(_) if repository.is_shallow() => Err(RepositoryError::Shallow { name: asked }),
        Err(source) if source.code() == ErrorCode::NotFound => Err(RepositoryError::Unrelated { upstream }),
        Err(source) => Err(error::git("looking for the merge base")(source)),
    }
}
