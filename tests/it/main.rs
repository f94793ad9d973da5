//! The integration tests, one binary: every promise, tried at a room's door.

mod example;
mod history;
mod repository;
mod schema;
mod setting;
