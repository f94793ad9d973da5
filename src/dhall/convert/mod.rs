//! Values as JSON and YAML, by the rules of `dhall-to-json` and `dhall-to-yaml` 1.7.
//!
//! A file's value is first read into a [`Document`], then written. In a document what is shared stands once,
//! so that its size is that of the evaluated value, however long the text is that it stands for. That length
//! is known before a byte is written; text longer than the limit is refused.
//!
//! - A list of records of a `mapKey` and a `mapValue` is an object, unless [`ConvertOptions::maps`] says
//!   otherwise.
//! - An alternative is what it carries, or its name if it carries nothing. A record
//!   `{ contents, field, nesting }` keeps the name of the alternative `contents`, in the field `field`.
//! - `None` is left out of records, or kept as null: [`Omission`].
//! - The functions `∀(JSON : Type) → ∀(json : { … }) → JSON` of the Prelude are the JSON that they build.
//! - Dates, times and zones are texts, a record of them is one text; bytes are text of hexadecimal digits.
//! - Other functions and types are no data; the finding names their path.

mod document;
mod encoding;
mod json;
mod nesting;
mod number;
mod read;
mod refusal;
mod yaml;

pub use document::Document;
pub use json::{Layout, write_json};
pub use yaml::write_yaml;

use super::import::{Engine, Formed};
use crate::source::RepoPath;

/// How values become data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertOptions {
    /// The two fields of a record that is an entry of an object; `None` keeps such lists as lists.
    pub maps: Option<MapFields>,
    /// What records leave out.
    pub omission: Omission,
    /// What becomes of `NaN` and the infinities.
    pub doubles: Doubles,
    /// The order of the fields of a record.
    pub order: Order,
    /// The most bytes that the text may have.
    pub limit: u64,
}

impl Default for ConvertOptions {
    fn default() -> Self {
        Self {
            maps: Some(MapFields::default()),
            omission: Omission::Null,
            doubles: Doubles::Refused,
            order: Order::Sorted,
            limit: 1 << 30,
        }
    }
}

/// The two fields of an entry of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFields {
    /// The name.
    pub key: String,
    /// The value.
    pub value: String,
}

impl Default for MapFields {
    fn default() -> Self {
        Self {
            key: "mapKey".to_owned(),
            value: "mapValue".to_owned(),
        }
    }
}

/// What records leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Omission {
    /// Nothing.
    Nothing,
    /// Fields that are null.
    Null,
    /// Fields that are null, and records and lists that hold nothing else; lists leave them out, too.
    Empty,
}

/// What becomes of `NaN` and the infinities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubles {
    /// They are refused: JSON has no word for them.
    Refused,
    /// `NaN` is null, an infinity is the largest number of its sign.
    Approximate,
    /// They stay, for YAML.
    Kept,
}

/// The order of the fields of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By label.
    Sorted,
    /// As they stand in the record that was written; where several were joined, as their values stand.
    Declared,
}

/// Evaluates a file to a document.
pub fn convert(engine: &Engine<'_>, path: &RepoPath, options: &ConvertOptions) -> Formed<Document> {
    let formed = engine.inspect(path, |machine, value, _| {
        let read = read::document(machine, value, options)?;
        Ok(read.map_err(|refusal| refusal.finding(machine)))
    });
    let mut findings = formed.findings;
    let result = match formed.result {
        Some(Ok(document)) => Some(document),
        Some(Err(finding)) => {
            findings.push(finding);
            None
        }
        None => None,
    };
    Formed { result, findings }
}
