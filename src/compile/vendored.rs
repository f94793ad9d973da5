//! Copies of remote imports inside of the repository.
//!
//! Every copy is a file of `vendor/dhall` with the name that the standard's cache would give it: `1220` and the
//! SHA-256 of its bytes. Imports with a hash are found by it. For those without one, `index.json` says which
//! copy answers for which URL.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::outside::Files;
use crate::dhall::{ReadError, Response};
use crate::source::RepoPath;

/// The folder of the copies.
pub(super) const FOLDER: &str = "vendor/dhall";

/// The name of the index in it.
pub(super) const INDEX: &str = "index.json";

/// The name of a copy.
pub(super) fn file_name(digest: &[u8; 32]) -> String {
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("1220{digits}")
}

/// The digest of bytes.
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Which copy answers for which URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Index {
    answers: BTreeMap<String, Copy>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Copy {
    /// The name of the file with the content.
    file: String,
    /// The URL that gave it, where redirections led elsewhere.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    from: Option<String>,
    /// The origins that the server lets use it.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    allowed_origins: Vec<String>,
}

impl Index {
    /// The index that a repository has; one that can not be read is as good as none.
    pub(super) fn of(files: Files<'_>) -> Self {
        let bytes = place(INDEX).and_then(|path| files(&path));
        let index = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        index.unwrap_or_default()
    }

    /// Whether there is a copy for a URL.
    pub(super) fn has(&self, url: &str) -> bool {
        self.answers.contains_key(url)
    }

    /// What the copy for a URL answers, if there is one.
    pub(super) fn answer(&self, files: Files<'_>, url: &str) -> Option<Result<Response, ReadError>> {
        let copy = self.answers.get(url)?;
        let bytes = place(&copy.file).and_then(|path| files(&path));
        let intact = bytes.filter(|bytes| file_name(&digest(bytes)) == copy.file);
        Some(match intact {
            Some(body) => Ok(Response {
                body,
                url: copy.from.clone().unwrap_or_else(|| url.to_owned()),
                allowed_origins: copy.allowed_origins.clone(),
            }),
            None => Err(ReadError::Unreadable(format!(
                "its copy `{FOLDER}/{}` is not there or not what its name says",
                copy.file
            ))),
        })
    }

    /// Adds an answer and gives the name of its copy.
    pub(super) fn add(&mut self, url: &str, response: &Response) -> String {
        let file = file_name(&digest(&response.body));
        let copy = Copy {
            file: file.clone(),
            from: (response.url != url).then(|| response.url.clone()),
            allowed_origins: response.allowed_origins.clone(),
        };
        self.answers.insert(url.to_owned(), copy);
        file
    }

    /// It as the text of its file; `None` if it is empty.
    pub(super) fn text(&self) -> Option<String> {
        if self.answers.is_empty() {
            return None;
        }
        let text = serde_json::to_string_pretty(self).expect("texts and lists are JSON");
        Some(text + "\n")
    }
}

/// A file of the folder, if that can be its name.
pub(super) fn place(name: &str) -> Option<RepoPath> {
    let is_plain = !name.contains('/');
    RepoPath::parse(&format!("{FOLDER}/{name}"))
        .ok()
        .filter(|_| is_plain)
}
