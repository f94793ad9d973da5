//! Rules of operation: logging, monitoring, backups, and where an instance stands.

mod r17;

pub(super) use r17::R17;
