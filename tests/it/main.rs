//! The integration tests, one binary: every promise, tried at a room's door.

mod dhall;
mod dhall_parser;
mod dhall_standard;
mod example;
mod history;
mod layers;
mod render;
mod repository;
mod rules;
mod schema;
