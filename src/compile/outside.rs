//! What lies outside of a repository, as far as a [`Reach`] names it: variables, servers, a cache, and the copies
//! of what servers answered that the repository itself holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::cache::Cache;
use super::reach::Reach;
use super::vendored::{Index, file_name, place};
use crate::dhall::syntax::Location;
use crate::dhall::{Key, Proof, ReadError, Request, Response};
use crate::network::{Client, FetchError};
use crate::source::RepoPath;

/// The variable with the user's own headers, by the standard.
const HEADERS: &str = "DHALL_HEADERS";

/// What imports see that are no files of the repository. The methods are those of the engine's `Host`; `files`
/// reads files of the repository.
pub struct Outside {
    reach: Reach,
    client: Client,
    cache: Option<Cache>,
    copies: Option<Index>,
    /// What was seen, where somebody wants to know.
    seen: Option<Mutex<Seen>>,
}

/// Reads a file of the repository, if it is there.
pub type Files<'a> = &'a dyn Fn(&RepoPath) -> Option<Arc<[u8]>>;

/// What was imported from afar.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Answers by the URL that was asked for.
    pub(super) answers: BTreeMap<String, Response>,
    /// Encoded normal forms by their digest.
    pub(super) forms: BTreeMap<[u8; 32], Arc<[u8]>>,
}

impl Outside {
    /// What `reach` names, and the copies that the repository holds.
    pub fn new(reach: &Reach, files: Files<'_>) -> Self {
        Self {
            client: reach.client(),
            cache: reach.cache.clone().map(Cache::new),
            copies: Some(Index::of(files)),
            reach: reach.clone(),
            seen: None,
        }
    }

    /// It without the copies, noting what is to be copied; that is evaluated, whatever was proven of it.
    pub(super) fn without_copies(mut self) -> Self {
        (self.copies, self.reach.proofs) = (None, None);
        self.seen = Some(Mutex::default());
        self
    }

    /// Whether proofs are used and kept.
    pub fn keeps_proofs(&self) -> bool {
        self.reach.proofs.is_some()
    }

    /// What an earlier run proved under a key.
    pub fn proof(&self, key: &Key) -> Option<Proof> {
        self.reach.proofs.as_ref()?.recall(key)
    }

    /// Keeps what was proven.
    pub fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        if let Some(proofs) = &self.reach.proofs {
            proofs.keep(proven);
        }
    }

    /// What was imported from afar up to now.
    pub(super) fn seen(&self) -> Seen {
        let seen = self.seen.as_ref();
        seen.map(|seen| seen.lock().unwrap_or_else(PoisonError::into_inner).clone())
            .unwrap_or_default()
    }

    fn note(&self, note: impl FnOnce(&mut Seen)) {
        if let Some(seen) = &self.seen {
            note(&mut seen.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// The value of an environment variable, if it may be read.
    pub fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        if !self.reach.variables.contains(name) {
            let allowed = listed(&self.reach.variables);
            return Err(ReadError::Refused(format!(
                "environment variables are not read unless they are allowed; `--allow-env {name}` lets it be{allowed}"
            )));
        }
        let value = self.reach.lookup.and_then(|lookup| lookup(name));
        let value = value.ok_or(ReadError::Absent)?;
        Ok(value.as_encoded_bytes().into())
    }

    /// Why a URL must not be asked for, if so. What there is a copy of is not asked for at all.
    pub fn refusal(&self, url: &str) -> Option<String> {
        if self.copies.as_ref().is_some_and(|copies| copies.has(url)) {
            return None;
        }
        let refusal = self.client.refusal(url)?;
        Some(match &refusal {
            FetchError::Denied(host) => {
                let allowed = listed(&self.reach.hosts);
                format!("{refusal}; `--allow-host {host}` lets it be asked{allowed}")
            }
            _ => refusal.to_string(),
        })
    }

    /// What a server answers, or answered when it was copied.
    pub fn fetch(&self, request: &Request, files: Files<'_>) -> Result<Response, ReadError> {
        let copy = self.copies.as_ref();
        let response = match copy.and_then(|copies| copies.answer(files, &request.url)) {
            Some(copy) => copy?,
            None => self.ask(request)?,
        };
        self.note(|seen| {
            seen.answers.insert(request.url.clone(), response.clone());
        });
        Ok(response)
    }

    fn ask(&self, request: &Request) -> Result<Response, ReadError> {
        match self.client.get(&request.url, &request.headers) {
            Ok(answer) => Ok(Response {
                body: answer.body.into(),
                url: answer.url,
                allowed_origins: answer.allowed_origins,
            }),
            Err(error) if error.is_absence() => Err(ReadError::Unreachable(error.to_string())),
            Err(error) => Err(ReadError::Refused(error.to_string())),
        }
    }

    /// Where the user's own headers are, if the variable that holds them may be read.
    pub fn headers(&self) -> Option<Location> {
        let is_lent = self.reach.variables.contains(HEADERS);
        is_lent.then(|| Location::Env(HEADERS.into()))
    }

    /// What the repository or the cache has under a digest.
    pub fn cached(&self, digest: &[u8; 32], files: Files<'_>) -> Option<Arc<[u8]>> {
        let path = place(&file_name(digest)).filter(|_| self.copies.is_some());
        let copy = path.and_then(|path| files(&path));
        let found = copy.or_else(|| self.cache.as_ref()?.read(digest))?;
        self.note(|seen| {
            seen.forms.insert(*digest, Arc::clone(&found));
        });
        Some(found)
    }

    /// Keeps a normal form in the cache. What comes from the repository alone is there anyway, and a stranger's
    /// change must not fill a disk; so it is kept only where servers are asked.
    pub fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        self.note(|seen| {
            seen.forms.insert(*digest, encoded.into());
        });
        if let Some(cache) = self.cache.as_ref().filter(|_| !self.reach.hosts.is_empty()) {
            cache.write(digest, encoded);
        }
    }
}

fn listed<T: ToString>(names: &BTreeSet<T>) -> String {
    if names.is_empty() {
        return String::new();
    }
    let names: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.to_string()))
        .collect();
    format!("; allowed now: {}", names.join(", "))
}
