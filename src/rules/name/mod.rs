//! Rules of names: of instances, of the hosts under which they are reached, and of who covers those.

mod host;
mod id;
mod r24;
mod r42;
mod r43;

pub use id::duplicate_id;
pub(super) use {host::HOST, id::ID, r24::R24, r42::R42, r43::R43};
