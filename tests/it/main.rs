//! The integration tests, one binary: every promise, tried at a room's door.

mod dhall;
mod dhall_parser;
mod dhall_standard;
