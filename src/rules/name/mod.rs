//! Rules of names: of instances, and of the hosts under which they are reached.

mod host;
mod id;

pub use id::duplicate_id;
pub(super) use {host::HOST, id::ID};
