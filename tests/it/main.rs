//! The integration tests, one binary: every promise, tried at a room's door.

mod dhall;
mod dhall_parser;
mod dhall_standard;
mod example;
mod fixture;
mod golden;
mod history;
mod layers;
mod plan;
mod render;
mod repository;
mod rules;
mod schema;
mod waiver;
