//! The network: which servers may be asked, and what they answer.
//!
//! Nothing is asked of a host that was not allowed by name, and nothing of an address that is not public, so
//! that a configuration under review can neither look around inside of a network nor send anything out of it.
//! Each redirection is judged like a first request. Time, size and number of requests are bounded.
//!
//! There is no proxy and no setting of the surroundings: who else resolved a name could resolve it to another
//! address than the one that was judged.

mod address;
mod client;
mod direct;
mod url;
mod wire;

pub use client::{Answer, Client, FetchError, Limits};
pub use url::{AllowedHost, AllowedHostError, UrlError};
pub use wire::{Call, Reply, Wire, WireError};
