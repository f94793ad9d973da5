//! What stopped a run, told so that both people and programs get it.

use std::error::Error;
use std::ffi::OsString;

use clap::error::ErrorKind;

use super::args::FailureFormat;
use super::{Console, Exit};
use crate::compile::{ApprovalRefused, HistoryError, SelectionError, UnknownRelease, WriteError};
use crate::example::ExampleError;
use crate::report::failure::{FailureReport, StopKind};
use crate::repository::RepositoryError;
use crate::setup::SetupError;

/// What stopped a run.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Repository(#[from] RepositoryError),
    #[error(transparent)]
    Selection(#[from] SelectionError),
    #[error(transparent)]
    History(#[from] HistoryError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Example(#[from] ExampleError),
    #[error(transparent)]
    Release(#[from] UnknownRelease),
    #[error(transparent)]
    Setup(#[from] SetupError),
    #[error("the Dhall package has no file `{file}`{}; `meshc schema` lists all", suggestion.map(|file| format!(", perhaps `{file}` was meant")).unwrap_or_default())]
    NoSchemaFile {
        file: String,
        suggestion: Option<&'static str>,
    },
    #[error(
        "Dhall has types only for what is read: `model`, `repository`, `catalog`, `waiver` and `approval`"
    )]
    NoDhallSchema,
    #[error("there is no code `{code}`{}; `meshc explain --list` lists all", suggestion.as_ref().map(|code| format!(", perhaps `{code}` was meant")).unwrap_or_default())]
    UnknownCode {
        code: String,
        suggestion: Option<String>,
    },
    #[error(
        "there is no instance in {snapshot}; an instance is a file `instances/<id>/instance.dhall`, and `--repo` \
         names the configuration repository"
    )]
    NoInstance { snapshot: String },
    #[error(
        "there is no day to judge by, because neither side has a release catalog that can be read; \
         `meshc check` says what is wrong with it, or name a day with `--as-of`"
    )]
    NoDay,
    #[error("`{file}` cannot be read: {source}")]
    Input { file: String, source: std::io::Error },
    #[error("`{file}` cannot be written: {source}")]
    Output { file: String, source: std::io::Error },
    #[error("`{file}` is not below `{root}`; name another folder with `--root`")]
    OutsideRoot { file: String, root: String },
    #[error("`{flag}` is for `--format {format}`")]
    Misfit {
        flag: &'static str,
        format: &'static str,
    },
    #[error("standard output takes one format; give one `--format`, or one `--report FORMAT=-`")]
    OutputTwice,
    #[error(
        "`--with` says what does not go together as `human`, `json` or `markdown`; give one of these as `--format`"
    )]
    NoSkewFormat,
    #[error("two reports would be written to `{file}`")]
    ReportTwice { file: String },
    #[error("no file to test below `{root}`")]
    NoTest { root: String },
    #[error(
        "there is no release catalog that can be read and has a release in it; `meshc check` says what is wrong \
         with it"
    )]
    NoCatalog,
    #[error("no environment matches; `meshc check` says how many there are")]
    NothingMatched,
    #[error(
        "whether a gate is open depends on the time, and meshc asks no clock: name an instant with \
         `--as-of \"$(date -u +%FT%TZ)\"`, or a day"
    )]
    NoInstant,
    #[error("`--until` lies before `--from`")]
    Backwards,
    #[error("from `--from` to `--until` there are more than {years} years; ask for less")]
    TooLong { years: i16 },
    #[error(
        "nothing that was selected changes between {base} and {head}; `--base` names the revision before the change"
    )]
    NoChange { base: String, head: String },
    #[error(transparent)]
    Approval(#[from] ApprovalRefused),
}

impl Failure {
    fn exit(&self) -> Exit {
        match self {
            Self::Repository(_)
            | Self::Write(_)
            | Self::Example(_)
            | Self::Setup(_)
            | Self::Input { .. }
            | Self::Output { .. } => Exit::Trouble,
            Self::NoInstant | Self::Backwards | Self::TooLong { .. } => Exit::Usage,
            Self::Approval(refused) => match refused {
                ApprovalRefused::NotAsked => Exit::NothingMatched,
                ApprovalRefused::Errors { .. } | ApprovalRefused::Incomplete => Exit::Bad,
                ApprovalRefused::Maker { .. } => Exit::Closed,
                ApprovalRefused::Role { .. }
                | ApprovalRefused::Nobody
                | ApprovalRefused::Anonymous { .. } => Exit::Usage,
                ApprovalRefused::Exists { .. } | ApprovalRefused::Disk { .. } => Exit::Trouble,
            },
            Self::Selection(_)
            | Self::Release(_)
            | Self::UnknownCode { .. }
            | Self::NoSchemaFile { .. }
            | Self::NoDhallSchema
            | Self::OutsideRoot { .. }
            | Self::OutputTwice
            | Self::NoSkewFormat
            | Self::ReportTwice { .. }
            | Self::Misfit { .. } => Exit::Usage,
            Self::NoDay | Self::NoCatalog => Exit::Bad,
            Self::NoInstance { .. } | Self::NoTest { .. } | Self::NothingMatched | Self::NoChange { .. } => {
                Exit::NothingMatched
            }
            Self::History(HistoryError::Repository(_)) => Exit::Trouble,
            Self::History(HistoryError::NothingMatched { .. }) => Exit::NothingMatched,
            Self::History(HistoryError::Unread { .. }) => Exit::Bad,
        }
    }

    /// Tells it and says how the run ends.
    pub(super) fn tell(&self, format: FailureFormat, console: &mut Console) -> Exit {
        tell(&in_full(self), self.exit(), format, console)
    }
}

/// An error and what caused it, without what a message says already.
fn in_full(error: &dyn Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !message.contains(&text) {
            message.push_str(&format!(": {text}"));
        }
        cause = error.source();
    }
    message
}

/// Answers what clap could not parse: help and the version are no failures.
pub(super) fn usage(arguments: &[OsString], error: &clap::Error, console: &mut Console) -> Exit {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.print(&text);
            Exit::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.say(text.trim_end());
            Exit::Usage
        }
        _ => {
            let message = text.trim_end();
            let message = message.strip_prefix("error: ").unwrap_or(message);
            tell(message, Exit::Usage, asked_format(arguments), console)
        }
    }
}

/// Tells of a bug.
pub(super) fn bug(arguments: &[OsString], what: &str, console: &mut Console) -> Exit {
    let message = format!("this is a bug of meshc, and nothing that it printed can be relied on: {what}");
    tell(&message, Exit::Internal, asked_format(arguments), console)
}

/// Tells what stopped a run.
fn tell(message: &str, exit: Exit, format: FailureFormat, console: &mut Console) -> Exit {
    console.say(&format!("meshc: {message}"));
    let kind = match exit {
        Exit::Usage => StopKind::Usage,
        Exit::Internal => StopKind::Internal,
        Exit::NothingMatched => StopKind::NothingMatched,
        Exit::Bad | Exit::Closed => StopKind::Configuration,
        Exit::Done | Exit::Changes | Exit::Trouble | Exit::Interrupted => StopKind::Trouble,
    };
    let report = FailureReport::new(kind, message, exit as u8);
    match format {
        FailureFormat::Human => {}
        FailureFormat::Json => console.print(&report.json()),
        FailureFormat::Jsonl => console.print(&report.jsonl()),
        FailureFormat::Sarif => console.print(&report.sarif()),
    }
    exit
}

/// The format that was asked for, read from arguments that do not parse.
pub(super) fn asked_format(arguments: &[OsString]) -> FailureFormat {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    // There, `--format` is that of the data.
    let flag = if words.get(1) == Some(&"dhall") {
        "--report"
    } else {
        "--format"
    };
    let separate = words
        .windows(2)
        .filter(|pair| pair[0] == flag)
        .map(|pair| pair[1]);
    let joined = words
        .iter()
        .filter_map(|word| word.strip_prefix(flag)?.strip_prefix('='));
    match separate.chain(joined).last() {
        Some("json" | "change-request") => FailureFormat::Json,
        Some("jsonl") => FailureFormat::Jsonl,
        Some("sarif") => FailureFormat::Sarif,
        _ => FailureFormat::Human,
    }
}
