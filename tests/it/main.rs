//! The integration tests, one binary: every promise, tried at a room's door.

mod chronicle;
mod dhall;
mod dhall_binary;
mod dhall_formatter;
mod dhall_law;
mod dhall_mistake;
mod dhall_parser;
mod dhall_printer;
mod dhall_standard;
mod dhall_threat;
mod example;
mod fixture;
mod golden;
mod history;
mod layers;
mod plan;
mod provenance;
mod random_tree;
mod render;
mod repository;
mod rules;
mod schema;
