//! The integration tests, one binary: every promise, tried at a room's door.

mod dhall_formatter;
mod dhall_parser;
mod dhall_printer;
mod dhall_standard;
mod random_tree;
