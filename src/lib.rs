//! meshc, a configuration-as-code compiler.

pub mod change;
pub mod dhall;
pub mod diagnostic;
pub mod lower;
pub mod model;
pub mod release;
pub mod render;
pub mod report;
pub mod repository;
pub mod rules;
pub mod source;
