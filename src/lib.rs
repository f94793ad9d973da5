//! meshc, a configuration-as-code compiler.

pub mod dhall;
pub mod diagnostic;
pub mod repository;
pub mod source;
