//! Rules of operation: logging, monitoring, backups, and where an instance stands.

mod r17;
mod r18;
mod r44;
mod r45;
mod r47;
mod request;

pub(super) use request::flaw as request_flaw;
pub(super) use {r17::R17, r18::R18, r44::R44, r45::R45, r47::R47};
