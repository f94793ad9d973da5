//! What stopped a run, as JSON, format `error.v1`, and as SARIF.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// The document of a run that was stopped. Readers ignore keys that they do not know; a change that breaks them
/// changes the first number of `format_version`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FailureReport {
    /// `1.0`.
    pub format_version: &'static str,
    /// The version of meshc.
    pub meshc_version: &'static str,
    /// What stopped it.
    pub error: StopReport,
}

/// What stopped a run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StopReport {
    /// Whose fault it is.
    pub kind: StopKind,
    /// What happened, for people.
    pub message: String,
    /// The exit code of the run.
    pub exit_code: u8,
}

/// Whose fault it is that a run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StopKind {
    /// The command line cannot be followed.
    Usage,
    /// The configuration is so bad that there is nothing to report on.
    Configuration,
    /// No instance, or none that was selected.
    NothingMatched,
    /// Files or git could not be read or written.
    Trouble,
    /// A bug of meshc.
    Internal,
}

impl FailureReport {
    /// The document of a run that was stopped.
    pub fn new(kind: StopKind, message: &str, exit_code: u8) -> Self {
        Self {
            format_version: "1.0",
            meshc_version: env!("CARGO_PKG_VERSION"),
            error: StopReport {
                kind,
                message: message.to_owned(),
                exit_code,
            },
        }
    }

    /// As one JSON document with a newline at its end.
    pub fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("a report has only strings for keys");
        text + "\n"
    }

    /// As the last line of a stream of JSON objects.
    pub fn jsonl(&self) -> String {
        let mut line = json!({ "type": "error" });
        let report = serde_json::to_value(self).expect("a report has only strings for keys");
        for (key, value) in report.as_object().into_iter().flatten() {
            line[key] = value.clone();
        }
        format!("{line}\n")
    }

    /// As a SARIF log of an invocation that was not successful, with a newline at its end.
    pub fn sarif(&self) -> String {
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "meshc", "version": self.meshc_version, "rules": [] } },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": false,
                    "exitCode": self.error.exit_code,
                    "toolExecutionNotifications": [
                        { "level": "error", "message": { "text": self.error.message } },
                    ],
                }],
                "results": [],
            }],
        });
        format!("{log:#}\n")
    }
}
