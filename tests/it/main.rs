//! The integration tests, one binary: every promise, tried at a room's door.

mod example;
mod history;
mod layers;
mod render;
mod repository;
mod rules;
mod schema;
