//! The client: judges every hop, counts, and asks.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::authority::Authority;
use super::direct::Direct;
use super::url::{AllowedHost, Url, UrlError};
use super::wire::{Call, Reply, Wire, WireError};

/// Headers that frame a message or belong to a connection.
const NOT_THEIRS: [&str; 9] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// How much may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Redirections of one request.
    pub redirections: u32,
    /// Time of one exchange.
    pub time: Duration,
    /// Bytes of one answer.
    pub size: u64,
    /// Exchanges of a run.
    pub exchanges: u32,
    /// Time of all exchanges together.
    pub total_time: Duration,
    /// Bytes of all answers together.
    pub total_size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            redirections: 5,
            time: Duration::from_secs(10),
            size: 8 << 20,
            exchanges: 1_000,
            total_time: Duration::from_secs(120),
            total_size: 64 << 20,
        }
    }
}

/// Asks the servers that it may ask.
pub struct Client {
    hosts: Vec<AllowedHost>,
    limits: Limits,
    wire: Arc<dyn Wire>,
    spent: Mutex<Spent>,
}

#[derive(Clone, Copy, Default)]
struct Spent {
    exchanges: u32,
    time: Duration,
    size: u64,
}

/// What a server answered with status 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The content.
    pub body: Vec<u8>,
    /// The URL that gave it, behind all redirections.
    pub url: String,
    /// The value of each `Access-Control-Allow-Origin` header.
    pub allowed_origins: Vec<String>,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is no URL to ask for.
    #[error(transparent)]
    Url(#[from] UrlError),
    /// The host is not one of those that may be asked.
    #[error("the host `{0}` is not allowed")]
    Denied(String),
    /// A redirection leads to a host that may not be asked.
    #[error("it redirects to the host `{0}`, which is not allowed")]
    DeniedRedirection(String),
    /// A header that only the client sets.
    #[error("the header `{0}` can not be chosen")]
    Header(String),
    /// Too many redirections.
    #[error("it redirects more than {0} times")]
    Redirections(u32),
    /// The run has asked for too much.
    #[error("servers are asked for more than {exchanges} answers, {size} bytes or {} seconds", time.as_secs())]
    Spent {
        /// How many exchanges there may be.
        exchanges: u32,
        /// How many bytes.
        size: u64,
        /// How long.
        time: Duration,
    },
    /// The answer has another status than 200.
    #[error("its server answers with status {0}")]
    Status(u16),
    /// The exchange failed.
    #[error(transparent)]
    Wire(#[from] WireError),
}

impl FetchError {
    /// Whether there is just nothing to be had there, rather than something that must not be had.
    pub fn is_absence(&self) -> bool {
        match self {
            Self::Status(_) => true,
            Self::Wire(error) => match error {
                WireError::NoHost | WireError::TooSlow(_) | WireError::Broken(_) => true,
                WireError::NotPublic | WireError::TooLarge(_) | WireError::Certificate(_) => false,
            },
            Self::Url(_)
            | Self::Denied(_)
            | Self::DeniedRedirection(_)
            | Self::Header(_)
            | Self::Redirections(_)
            | Self::Spent { .. } => false,
        }
    }
}

impl Client {
    /// A client that asks these hosts and no others, and also believes certificates of these authorities.
    pub fn new(hosts: Vec<AllowedHost>, authorities: &[Authority]) -> Self {
        Self::over(Arc::new(Direct::new(authorities)), hosts, Limits::default())
    }

    /// A client that asks over another wire.
    pub fn over(wire: Arc<dyn Wire>, hosts: Vec<AllowedHost>, limits: Limits) -> Self {
        Self {
            hosts,
            limits,
            wire,
            spent: Mutex::default(),
        }
    }

    /// Why a URL must not be asked for, if so.
    pub fn refusal(&self, url: &str) -> Option<FetchError> {
        self.judge(url).err()
    }

    fn judge(&self, url: &str) -> Result<Url, FetchError> {
        let url = Url::parse(url)?;
        if self.hosts.iter().any(|host| host.allows(&url)) {
            return Ok(url);
        }
        let host = url.origin();
        let host = host.parse().map_or(host, |host: AllowedHost| host.to_string());
        Err(FetchError::Denied(host))
    }

    /// Asks for a URL, follows redirections, and judges each like the first request. Headers go to the origin
    /// that they were meant for, and to no other.
    pub fn get(&self, url: &str, headers: &[(String, String)]) -> Result<Answer, FetchError> {
        let mut url = self.judge(url)?;
        let theirs = |(name, _): &&(String, String)| NOT_THEIRS.contains(&name.to_ascii_lowercase().as_str());
        if let Some((name, _)) = headers.iter().find(theirs) {
            return Err(FetchError::Header(name.clone()));
        }
        let first = url.origin();
        let mut has_left = false;
        for _ in 0..=self.limits.redirections {
            has_left = has_left || url.origin() != first;
            let reply = self.exchange(&url, if has_left { &[] } else { headers })?;
            match (reply.status, &reply.location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let next = url.join(location)?;
                    if !self.hosts.iter().any(|host| host.allows(&next))
                        || (url.is_https() && !next.is_https())
                    {
                        return Err(FetchError::DeniedRedirection(next.host().to_owned()));
                    }
                    url = next;
                }
                (200, _) => {
                    return Ok(Answer {
                        body: reply.body,
                        url: url.to_string(),
                        allowed_origins: reply.allowed_origins,
                    });
                }
                (status, _) => return Err(FetchError::Status(status)),
            }
        }
        Err(FetchError::Redirections(self.limits.redirections))
    }

    fn exchange(&self, url: &Url, headers: &[(String, String)]) -> Result<Reply, FetchError> {
        let limits = self.limits;
        let spent = {
            let mut spent = self.spent.lock().expect("no holder of the lock panics");
            spent.exchanges += 1;
            *spent
        };
        let time = limits.total_time.saturating_sub(spent.time);
        let size = limits.total_size.saturating_sub(spent.size);
        if spent.exchanges > limits.exchanges || time.is_zero() || size == 0 {
            return Err(FetchError::Spent {
                exchanges: limits.exchanges,
                size: limits.total_size,
                time: limits.total_time,
            });
        }
        let begin = Instant::now();
        let reply = self.wire.exchange(Call {
            url: &url.to_string(),
            headers,
            most: limits.size.min(size),
            within: limits.time.min(time),
        });
        let mut spent = self.spent.lock().expect("no holder of the lock panics");
        spent.time += begin.elapsed();
        spent.size += reply.as_ref().map_or(0, |reply| reply.body.len() as u64);
        Ok(reply?)
    }
}
