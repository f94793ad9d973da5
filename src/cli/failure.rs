//! What stopped a run, told so that both people and programs get it.

use std::ffi::OsString;

use clap::error::ErrorKind;
use serde_json::json;

use super::args::FailureFormat;
use super::{Console, Exit};
use crate::compile::{HistoryError, SelectionError, WriteError};
use crate::example::ExampleError;
use crate::repository::RepositoryError;

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
    #[error("there is no code `{code}`{}; `meshc explain --list` lists all", suggestion.as_ref().map(|code| format!(", perhaps `{code}` was meant")).unwrap_or_default())]
    UnknownCode {
        code: String,
        suggestion: Option<String>,
    },
    #[error("no instance in {snapshot}; an instance is a file `instances/<id>/instance.dhall`")]
    NoInstance { snapshot: String },
    #[error(
        "there is no day to judge by, because neither side has a release catalog that can be read; \
         `meshc check` says what is wrong with it, or name a day with `--as-of`"
    )]
    NoDay,
    #[error("no environment matches; `meshc check` says how many there are")]
    NothingMatched,
}

impl Failure {
    fn exit(&self) -> Exit {
        match self {
            Self::Repository(_) | Self::Write(_) | Self::Example(_) => Exit::Trouble,
            Self::History(HistoryError::Repository(_)) => Exit::Trouble,
            Self::History(HistoryError::NothingMatched { .. }) => Exit::NothingMatched,
            Self::History(HistoryError::Unread { .. }) => Exit::Bad,
            Self::Selection(_) | Self::UnknownCode { .. } => Exit::Usage,
            Self::NoDay => Exit::Bad,
            Self::NoInstance { .. } | Self::NothingMatched => Exit::NothingMatched,
        }
    }

    /// Tells it and says how the run ends.
    pub(super) fn tell(&self, format: FailureFormat, console: &mut Console) -> Exit {
        tell(&self.to_string(), self.exit(), format, console)
    }
}

/// Answers what clap could not parse: help and the version are no failures.
pub(super) fn usage(arguments: &[OsString], error: &clap::Error, console: &mut Console) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            console.print(&error.render().to_string());
            Exit::Done
        }
        _ => {
            let text = error.render().to_string();
            let message = text
                .trim_end()
                .strip_prefix("error: ")
                .unwrap_or(&text)
                .to_owned();
            tell(&message, Exit::Usage, asked_format(arguments), console)
        }
    }
}

/// Tells what stopped a run before it could parse its arguments, or because of a bug.
pub(super) fn tell(message: &str, exit: Exit, format: FailureFormat, console: &mut Console) -> Exit {
    console.say(&format!("meshc: {message}"));
    let kind = match exit {
        Exit::Usage => "usage",
        Exit::Internal => "internal",
        Exit::NothingMatched => "nothing-matched",
        _ => "trouble",
    };
    let document = match format {
        FailureFormat::Human => return exit,
        FailureFormat::Json => json!({
            "format_version": "1.0",
            "meshc_version": env!("CARGO_PKG_VERSION"),
            "error": { "kind": kind, "message": message, "exit_code": exit as u8 },
        }),
        FailureFormat::Sarif => json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "meshc", "version": env!("CARGO_PKG_VERSION"), "rules": [] } },
                "invocations": [{
                    "executionSuccessful": false,
                    "exitCode": exit as u8,
                    "toolExecutionNotifications": [{ "level": "error", "message": { "text": message } }],
                }],
                "results": [],
            }],
        }),
    };
    console.print(&format!("{document:#}\n"));
    exit
}

/// The format that was asked for, read from arguments that do not parse.
pub(super) fn asked_format(arguments: &[OsString]) -> FailureFormat {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let separate = words
        .windows(2)
        .filter(|pair| pair[0] == "--format")
        .map(|pair| pair[1]);
    let joined = words.iter().filter_map(|word| word.strip_prefix("--format="));
    match separate.chain(joined).last() {
        Some("json") => FailureFormat::Json,
        Some("sarif") => FailureFormat::Sarif,
        _ => FailureFormat::Human,
    }
}
