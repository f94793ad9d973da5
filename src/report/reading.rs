//! How a repository reads what the plans leave open, where it is not the usual reading.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::UnusualReading;

/// One reading.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadingReport {
    /// The setting in `meshc.dhall`.
    pub setting: &'static str,
    /// Its alternative.
    pub alternative: &'static str,
    /// What that comes to.
    pub text: &'static str,
}

impl From<&UnusualReading> for ReadingReport {
    fn from(reading: &UnusualReading) -> Self {
        Self {
            setting: reading.setting,
            alternative: reading.alternative,
            text: reading.text,
        }
    }
}

/// All of them in a line; `None` if all are usual.
pub(super) fn line(readings: &[UnusualReading]) -> Option<String> {
    let texts: Vec<&str> = readings.iter().map(|reading| reading.text).collect();
    (!texts.is_empty()).then(|| format!("read here: {}", texts.join("; ")))
}
