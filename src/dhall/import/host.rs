//! The engine's one window to the world.

use std::sync::Arc;

use crate::dhall::syntax::LocalPrefix;
use crate::source::RepoPath;

/// What the engine can read. What a host does not offer cannot be reached: everything but the repository is
/// refused unless the host says otherwise.
pub trait Host: Sync {
    /// The bytes of a file of the repository.
    fn read(&self, path: &RepoPath) -> Result<Arc<[u8]>, ReadError>;

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

    /// What a server answers.
    fn fetch(&self, request: &Request) -> Result<Response, ReadError> {
        let _ = request;
        Err(ReadError::Refused("nothing is asked of the network".to_owned()))
    }

    /// The expression with the headers that the user sends to each origin, such as that of `DHALL_HEADERS`; it is
    /// asked for once, before the first request.
    fn origin_headers(&self) -> Option<Arc<[u8]>> {
        None
    }

    /// The encoded normal form with that digest, from a cache that others may write to.
    fn cached(&self, digest: &[u8; 32]) -> Option<Arc<[u8]>> {
        let _ = digest;
        None
    }
}

/// A request to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The whole URL.
    pub url: String,
    /// Names and values of the headers, which may be secret.
    pub headers: Vec<(String, String)>,
}

/// The answer of a server.
#[derive(Clone, Debug)]
pub struct Response {
    /// The body.
    pub body: Arc<[u8]>,
    /// The values of every `Access-Control-Allow-Origin` header.
    pub allowed_origins: Vec<String>,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It does not exist; `?` may make that good.
    Absent,
    /// It must not be read, and why: a symbolic link out of the repository, no regular file, too large.
    Refused(String),
    /// It exists and could not be read, and why.
    Unreadable(String),
}
