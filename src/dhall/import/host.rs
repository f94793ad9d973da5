//! The engine's one window to the world.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::proof::{Key, Proof};
use crate::dhall::syntax::{LocalPrefix, Location};
use crate::source::RepoPath;

const NO_NETWORK: &str = "nothing is asked of the network";

/// What the engine can read. What a host does not offer cannot be reached: everything but the repository is
/// refused unless the host says otherwise.
pub trait Host: Sync {
    /// The bytes of a file of the repository.
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError>;

    /// What [`Host::read`] would answer, asked for in another thread before anybody knows whether it will be. Nothing
    /// may follow from this alone. `None` if that cannot be had; then nothing is read ahead.
    fn foresee(&self, path: &RepoPath) -> Option<Result<Arc<[u8]>, ReadError>> {
        let _ = path;
        None
    }

    /// The names of the files and folders in a folder of the repository, for the suggestion of one; none where
    /// they are not known.
    fn names(&self, folder: &RepoPath) -> Vec<String> {
        let _ = folder;
        Vec::new()
    }

    /// The bytes of a file outside of the repository: absolute, below the home folder, or with `..` from the
    /// root of the repository.
    fn read_outside(&self, prefix: LocalPrefix, components: &[String]) -> Result<Arc<[u8]>, ReadError> {
        let _ = (prefix, components);
        Err(ReadError::Refused("it is outside of the repository".to_owned()))
    }

    /// The value of an environment variable.
    fn env(&self, name: &str) -> Result<Arc<[u8]>, ReadError> {
        let _ = name;
        Err(ReadError::Refused("no environment variable is read".to_owned()))
    }

    /// Why a URL must not be asked for, if so. It is asked before the headers of the request are evaluated, so
    /// that nothing is read for a request that is never made.
    fn refusal(&self, url: &str) -> Option<String> {
        let _ = url;
        Some(NO_NETWORK.to_owned())
    }

    /// What a server answers, redirections followed. Only what [`Host::refusal`] lets pass is asked for.
    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        let _ = request;
        Err(ReadError::Refused(NO_NETWORK.to_owned()))
    }

    /// Where the user's own headers for each server are, which every request to that server gets.
    fn headers(&self) -> Option<Location> {
        None
    }

    /// The encoded normal form with that digest, from a cache that others may write to.
    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        let _ = digest;
        None
    }

    /// Keeps an encoded normal form, whose digest was verified, for [`Host::cached`].
    fn keep(&self, digest: &[u8; 32], encoded: &[u8]) {
        let _ = (digest, encoded);
    }

    /// Whether proofs of earlier runs are to be used, and those of this one kept.
    fn keeps_proofs(&self) -> bool {
        false
    }

    /// What an earlier run proved under a key. It is believed: whoever can write there can have what is wrong
    /// taken for right.
    fn proof(&self, key: &Key) -> Option<Proof> {
        let _ = key;
        None
    }

    /// Keeps what was proven for [`Host::proof`].
    fn prove(&self, proven: &BTreeMap<Key, Proof>) {
        let _ = proven;
    }
}

/// A request for a remote import; always `GET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The URL, as the import writes it.
    pub url: String,
    /// Names and values; they may be secret.
    pub headers: Vec<(String, String)>,
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The content.
    pub body: Arc<[u8]>,
    /// The URL that gave it, behind all redirections.
    pub url: String,
    /// The value of each `Access-Control-Allow-Origin` header.
    pub allowed_origins: Vec<String>,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It does not exist; `?` may make that good.
    Absent,
    /// It can not be retrieved, and why: no server, no such page. To the standard that is the same as absent.
    Unreachable(String),
    /// It must not be read, and why: a symbolic link out of the repository, no regular file, too large.
    Refused(String),
    /// It exists and could not be read, and why.
    Unreadable(String),
}
