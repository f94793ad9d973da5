//! The network: which servers may be asked, and what they answer.
//!
//! Nothing is asked of a host that was not allowed by name, and nothing of an address that is not public, so
//! that a configuration under review can neither look around inside of a network nor send anything out of it.
//! Each redirection is judged like a first request. Time, size and number of requests are bounded.
//!
//! A server proves by its certificate who it is: to the authorities that come with the program, or to the ones
//! of the network that the caller names. Those of the system do not count, so that the same arguments trust the
//! same servers everywhere.
//!
//! There is no proxy and no setting of the surroundings: who else resolved a name could resolve it to another
//! address than the one that was judged.

mod address;
mod authority;
mod client;
mod direct;
mod url;
mod wire;

pub use authority::{Authority, AuthorityError};
pub use client::{Answer, Client, FetchError, Limits};
pub use url::{AllowedHost, AllowedHostError, UrlError};
pub use wire::{Call, CertificateFault, Reply, Wire, WireError};
