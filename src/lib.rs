//! meshc, a configuration-as-code compiler.

pub mod dhall;
pub mod diagnostic;
pub mod model;
pub mod release;
pub mod rules;
pub mod source;
