//! The lock file: which files were made, by what, from what.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{LOCK_FILE, WriteError};
use crate::render::Bundle;
use crate::source::RepoPath;

/// The version of the lock file's own format.
const FORMAT: u32 = 1;

/// Which files were made. Only these are ever replaced or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The version of this format, 1.
    format: u32,
    /// The program that made them.
    generator: String,
    /// By `INSTANCE/ENVIRONMENT`, which is also the folder of the files.
    pub(super) environments: BTreeMap<String, Made>,
}

/// The files of one environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// The digest of the model that they were made from.
    model: String,
    /// The release that they are of.
    release: String,
    /// The digest of each file, by its path below the folder of the lock file.
    pub(super) files: BTreeMap<String, String>,
}

/// Why a lock file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// It is not written like one.
    #[error("it is not a lock file of meshc ({0})")]
    Syntax(#[from] serde_json::Error),
    /// It is of another version of the format.
    #[error("its format is {0}, and this meshc knows format 1")]
    Format(u32),
    /// It claims a file that cannot have been made.
    #[error("it lists `{0}`, which is outside the folder of its environment")]
    Outside(String),
}

impl Lock {
    /// What is written about `bundles`, beside what `before` says of the environments in `kept`.
    pub(super) fn new(bundles: &[Bundle], kept: &BTreeMap<String, Made>) -> Self {
        let mut environments = kept.clone();
        for bundle in bundles {
            let digests = bundle.files.iter();
            let made = Made {
                model: bundle.digest.clone(),
                release: bundle.release.clone(),
                files: digests
                    .map(|(path, text)| (path.to_string(), digest(text.as_bytes())))
                    .collect(),
            };
            environments.insert(bundle.environment.to_string(), made);
        }
        Self {
            format: FORMAT,
            generator: concat!("meshc ", env!("CARGO_PKG_VERSION")).to_owned(),
            environments,
        }
    }

    /// The lock file of `out`; an empty one if there is none.
    pub(super) fn read(out: &Path) -> Result<Self, WriteError> {
        Ok(Self::read_file(&out.join(LOCK_FILE))?.unwrap_or_default())
    }

    /// The lock file at `path`; `None` if there is none.
    pub(super) fn read_file(path: &Path) -> Result<Option<Self>, WriteError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(WriteError::Io {
                    action: "read",
                    path: path.to_owned(),
                    source,
                });
            }
        };
        let parsed = Self::parse(&text).map_err(|source| WriteError::Lock {
            path: path.to_owned(),
            source,
        });
        parsed.map(Some)
    }

    fn parse(text: &str) -> Result<Self, LockError> {
        let lock: Self = serde_json::from_str(text)?;
        if lock.format != FORMAT {
            return Err(LockError::Format(lock.format));
        }
        for (folder, made) in &lock.environments {
            for path in made.files.keys() {
                let is_below = |path: &RepoPath| {
                    folder.split('/').count() == 2
                        && RepoPath::parse(folder).is_ok_and(|folder| path.is_below(&folder))
                };
                if !RepoPath::parse(path).is_ok_and(|parsed| parsed.as_str() == path && is_below(&parsed)) {
                    return Err(LockError::Outside(path.clone()));
                }
            }
        }
        Ok(lock)
    }

    /// The file's text.
    pub(super) fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("every key is a text");
        format!("{text}\n")
    }

    /// Every file, of all environments.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let environments = self.environments.values();
        environments.flat_map(|made| {
            made.files
                .iter()
                .map(|(path, digest)| (path.as_str(), digest.as_str()))
        })
    }

    /// This after an interrupted run that was about to make `staged`: each environment was swapped as a whole,
    /// so that what is there tells how far the run came.
    pub(super) fn recovered(mut self, staged: &Self, out: &Path) -> Self {
        for (environment, made) in &staged.environments {
            let arrived = made
                .files
                .iter()
                .all(|(path, digest)| digest_at(&out.join(path)).as_ref() == Some(digest));
            if arrived {
                self.environments.insert(environment.clone(), made.clone());
            }
        }
        self.format = FORMAT;
        self
    }
}

/// `sha256:` and the digest of `bytes`.
pub(super) fn digest(bytes: &[u8]) -> String {
    let hex: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{hex}")
}

/// The digest of the file at `path`; `None` if there is no file that can be read.
pub(super) fn digest_at(path: &Path) -> Option<String> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_file
        .then(|| fs::read(path).ok())
        .flatten()
        .map(|bytes| digest(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_claims_nothing_outside_the_folder_of_an_environment() {
        let rows = [
            ("acme/production", "acme/production/a.yaml", true),
            ("acme/production", "acme/production/../../b", false),
            ("acme/production", "../b", false),
            ("acme/production", "/etc/passwd", false),
            ("acme/production", "globex/production/a.yaml", false),
            ("..", "b", false),
            ("", "b", false),
            (".git", ".git/config", false),
        ];
        for (folder, path, fits) in rows {
            let text = format!(
                r#"{{"format":1,"generator":"x","environments":{{"{folder}":{{"model":"","release":"","files":{{"{path}":""}}}}}}}}"#
            );
            assert_eq!(Lock::parse(&text).is_ok(), fits, "{folder} {path}");
        }
    }
}
