//! What is wrong with the surroundings: the directory, the repository, the revision that was named.

use std::io;
use std::path::PathBuf;

use git2::ErrorCode;

/// Why a snapshot cannot be had. Each says what to do.
#[derive(Debug, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "the fields are the words in backticks of their sentence"
)]
pub enum RepositoryError {
    /// The directory does not exist.
    #[error("there is no directory `{}`", directory.display())]
    NoSuchDirectory { directory: PathBuf },
    /// The directory is a file.
    #[error("`{}` is a file; name the directory that holds the configuration", directory.display())]
    NotDirectory { directory: PathBuf },
    /// The operating system says no.
    #[error("`{}` cannot be read: {source}", path.display())]
    Disk { path: PathBuf, source: io::Error },
    /// The folders from the top of the repository to the directory are not UTF-8.
    #[error("`{}` is not UTF-8; rename it to use it as the root of a configuration", directory.display())]
    NotUnicode { directory: PathBuf },

    /// No repository holds the directory.
    #[error(
        "`{}` is in no git repository; the index and revisions need one: run `git init`, or name another directory",
        directory.display()
    )]
    NotRepository { directory: PathBuf },
    /// The repository belongs to another user, whose hooks and settings are not to be trusted.
    #[error(
        "the git repository at `{0}` belongs to another user; if it is to be trusted, run \
         `git config --global --add safe.directory {0}`",
        directory.display()
    )]
    Owner { directory: PathBuf },
    /// The repository uses an extension of git's format, such as a partial clone or SHA-256 objects.
    #[error(
        "the git repository is in a format that cannot be read ({}); use a full clone in git's default format",
        source.message()
    )]
    Format { source: git2::Error },
    /// There are no files on disk and there is no index.
    #[error("the git repository at `{}` is bare: it has no working tree and no index; name a revision", git_directory.display())]
    Bare { git_directory: PathBuf },

    /// The index cannot be read, for example because it is split or sparse.
    #[error(
        "the git index cannot be read ({}); if it is split or sparse, run `git update-index --no-split-index` or \
         `git sparse-checkout disable`",
        source.message()
    )]
    Index { source: git2::Error },
    /// A merge is not finished.
    #[error(
        "the index holds unmerged files: {}; settle the conflict and `git add` them",
        listed(paths)
    )]
    Unmerged { paths: Vec<String> },

    /// No commit yet.
    #[error("branch `{branch}` has no commit yet; commit first, or check the working tree")]
    Unborn { branch: String },
    /// No such revision.
    #[error("there is no revision `{name}`{}", suggested(similar))]
    Unknown { name: String, similar: Vec<String> },
    /// An ancestor that the branch does not have.
    #[error("`{name}` lies before the first commit; name a later one")]
    BeforeFirst { name: String },
    /// The text is no way to name one revision.
    #[error("`{name}` does not name one revision; give a branch, a tag, a commit, or one of them with `~1`")]
    Malformed { name: String },
    /// Several objects begin with these digits.
    #[error("`{name}` is ambiguous; give more digits of the commit")]
    Ambiguous { name: String },
    /// Names a file or a folder of a commit.
    #[error("`{name}` is a {kind}, not a commit; name a branch, a tag or a commit")]
    NotCommit { name: String, kind: &'static str },
    /// The clone ends before the revision.
    #[error(
        "`{name}` lies beyond the end of this shallow clone; run `git fetch --deepen 50` or `git fetch --unshallow`, \
         or let CI clone in full (`fetch-depth: 0`, `GIT_DEPTH: 0`)"
    )]
    Shallow { name: String },
    /// The histories never met.
    #[error("`HEAD` and its upstream `{upstream}` have no common ancestor; name the base of the comparison")]
    Unrelated { upstream: String },
    /// Two revisions that are to be merged never met.
    #[error("`{one}` and `{other}` have no common ancestor, so they cannot be merged")]
    Unmergeable { one: String, other: String },
    /// An object that a commit needs is not there.
    #[error(
        "object {id} is not in this clone; use a clone without `--filter`, or let `git fsck` tell what is damaged"
    )]
    Missing { id: String },

    /// A listing without end, by accident or on purpose.
    #[error("more than {limit} files; name the directory that holds only the configuration")]
    TooManyFiles { limit: usize },
    /// Git refuses for a reason that has no sentence of its own here.
    #[error("git failed while {doing}: {}", source.message())]
    Git {
        doing: &'static str,
        source: git2::Error,
    },
}

/// For failures that only git can explain.
pub(super) fn git(doing: &'static str) -> impl Fn(git2::Error) -> RepositoryError {
    move |source| RepositoryError::Git { doing, source }
}

/// For failures of looking up an object whose id comes from another object.
pub(super) fn object(id: git2::Oid) -> impl Fn(git2::Error) -> RepositoryError {
    move |source| match source.code() {
        ErrorCode::NotFound => RepositoryError::Missing { id: id.to_string() },
        _ => RepositoryError::Git {
            doing: "reading an object",
            source,
        },
    }
}

fn listed(paths: &[String]) -> String {
    const SHOWN: usize = 10;
    let mut text: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    if paths.len() > SHOWN {
        text.push(format!("and {} more", paths.len() - SHOWN));
    }
    text.join(", ")
}

fn suggested(similar: &[String]) -> String {
    match similar {
        [] => "; fetch it, or name one that `git branch --all` or `git tag` lists".to_owned(),
        [one] => format!("; did you mean `{one}`?"),
        [first, rest @ ..] => {
            let rest: String = rest.iter().map(|name| format!(" or `{name}`")).collect();
            format!("; did you mean `{first}`{rest}?")
        }
    }
}
