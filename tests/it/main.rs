//! The integration tests, one binary: every promise, tried at a room's door.

mod dhall;
mod dhall_binary;
mod dhall_cli;
mod dhall_convert;
mod dhall_formatter;
mod dhall_parser;
mod dhall_printer;
mod dhall_standard;
mod example;
mod history;
mod layers;
mod random_tree;
mod render;
mod repository;
mod rules;
mod schema;

/// Prints a line even when the test passes.
pub(crate) fn say(line: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout().lock(), "{line}").expect("the output can be written");
}
