//! A snapshot as the engine's window to the world, and what else it may see.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::cache::Cache;
use super::reach::Reach;
use super::vendored::{FOLDER, Index, file_name};
use crate::dhall::syntax::Location;
use crate::dhall::{Host, ReadError, Request, Response};
use crate::network::{Client, FetchError};
use crate::repository::{self, Snapshot};
use crate::source::RepoPath;

/// The variable with the user's own headers, by the standard.
const HEADERS: &str = "DHALL_HEADERS";

/// The files of a snapshot, its copies of remote imports, and what a [`Reach`] names.
pub(super) struct SnapshotHost<'a> {
    snapshot: &'a dyn Snapshot,
    reach: Reach,
    client: Option<Client>,
    cache: Option<Cache>,
    copies: Index,
    /// Whether copies of the repository are used.
    has_copies: bool,
    seen: Mutex<Seen>,
}

/// What was imported from afar.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Answers by the URL that was asked for.
    pub(super) answers: BTreeMap<String, Response>,
    /// Encoded normal forms by their digest.
    pub(super) forms: BTreeMap<[u8; 32], Arc<[u8]>>,
}

impl<'a> SnapshotHost<'a> {
    pub(super) fn new(snapshot: &'a dyn Snapshot, reach: &Reach) -> Self {
        Self {
            snapshot,
            client: reach.client(),
            cache: reach.cache.clone().map(Cache::new),
            copies: Index::of(snapshot),
            has_copies: true,
            reach: reach.clone(),
            seen: Mutex::default(),
        }
    }

    /// It without the copies that the repository has.
    pub(super) fn without_copies(mut self) -> Self {
        self.copies = Index::default();
        self.has_copies = false;
        self
    }

    /// What was imported from afar up to now.
    pub(super) fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        note(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn found(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        let copy = if self.has_copies {
            let path = RepoPath::parse(&format!("{FOLDER}/{}", file_name(digest))).ok();
            path.and_then(|path| self.snapshot.read(&path).ok())
        } else {
            None
        };
        copy.or_else(|| self.cache.as_ref()?.read(digest))
    }
}

impl Host for SnapshotHost<'_> {
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError> {
        self.snapshot.read(path).map_err(|error| match error {
            repository::ReadError::Absent => ReadError::Absent,
            repository::ReadError::Refused { why } => ReadError::Refused(why.to_string()),
            repository::ReadError::Unreadable { why } => ReadError::Unreadable(why.to_string()),
        })
    }

    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        if !self.reach.variables.contains(name) {
            return Err(ReadError::Refused(format!(
                "no environment variable is read but those that `--allow-env` or `allowEnv` in `meshc.dhall` \
                 names{}",
                listed(&self.reach.variables)
            )));
        }
        let value = self.reach.lookup.and_then(|lookup| lookup(name));
        let value = value.ok_or(ReadError::Absent)?;
        Ok(value.as_encoded_bytes().into())
    }

    fn refusal(&self, url: &str) -> Option<String> {
        if self.copies.has(url) {
            return None;
        }
        let Some(client) = &self.client else {
            return Some(
                "nothing is asked of the network but hosts that `--allow-host` or `allowHosts` in `meshc.dhall` \
                 names"
                    .to_owned(),
            );
        };
        let refusal = client.refusal(url)?;
        let denied = matches!(refusal, FetchError::Denied(_));
        let hint = if denied {
            format!(
                "; `--allow-host` or `allowHosts` in `meshc.dhall` names the allowed ones{}",
                listed(&self.reach.hosts)
            )
        } else {
            String::new()
        };
        Some(format!("{refusal}{hint}"))
    }

    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        let response = match self.copies.answer(self.snapshot, &request.url) {
            Some(copy) => copy?,
            None => self.ask(request)?,
        };
        self.note(|seen| {
            seen.answers.insert(request.url.clone(), response.clone());
        });
        Ok(response)
    }

    fn headers(&self) -> Option<Location> {
        let is_lent = self.reach.variables.contains(HEADERS);
        is_lent.then(|| Location::Env(HEADERS.into()))
    }

    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        let found = self.found(digest)?;
        self.note(|seen| {
            seen.forms.insert(*digest, Arc::clone(&found));
        });
        Some(found)
    }

    fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        self.note(|seen| {
            seen.forms.insert(*digest, encoded.into());
        });
        // What comes from the repository alone is there anyway, and a stranger's change must not fill a disk.
        if let Some(cache) = self.cache.as_ref().filter(|_| self.client.is_some()) {
            cache.write(digest, encoded);
        }
    }
}

impl SnapshotHost<'_> {
    fn ask(&self, request: &Request) -> Result<Response, ReadError> {
        let Some(client) = &self.client else {
            return Err(ReadError::Refused("nothing is asked of the network".to_owned()));
        };
        let answer =
            client
                .get(&request.url, &request.headers)
                .map_err(|error| match error.is_absence() {
                    true => ReadError::Unreachable(error.to_string()),
                    false => ReadError::Refused(error.to_string()),
                })?;
        Ok(Response {
            body: answer.body.into(),
            url: answer.url,
            allowed_origins: answer.allowed_origins,
        })
    }
}

fn listed<T: ToString>(names: &std::collections::BTreeSet<T>) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.to_string()))
        .collect();
    format!(": {}", names.join(", "))
}
