//! How a run ends.

use std::process::ExitCode;

/// The exit codes. `meshc --help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, nothing to report.
    Done = 0,
    /// Done; the configuration is bad, or `--check` found a difference.
    Bad = 1,
    /// Done; there are changes. Only with `--detailed-exitcode`, and of `dhall diff`.
    Changes = 2,
    /// The gate is closed.
    Closed = 3,
    /// Nothing matched the selection.
    NothingMatched = 4,
    /// The command line is wrong.
    Usage = 64,
    /// A bug of meshc.
    Internal = 70,
    /// Files or git could not be read or written.
    Trouble = 74,
    /// Interrupted.
    Interrupted = 130,
}

/// What `meshc --help` says of them.
pub(super) const LISTING: &str = "\
Exit codes:
    0  done (plan: with or without changes)
    1  done, and the configuration is bad, or --check found differences
    2  done, and there are changes (only with --detailed-exitcode; dhall diff: always)
    3  the gate is closed (only gate and approve)
    4  nothing matched: no instance, or none that was selected
   64  the command line is wrong
   70  internal error
   74  files or git could not be read or written
  130  interrupted";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
