//! The integration tests, one binary: every promise, tried at a room's door.

mod fixture;
mod golden;
mod history;
mod plan;
mod repository;
