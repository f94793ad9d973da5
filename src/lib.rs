//! meshc, a configuration-as-code compiler.

pub mod dhall;
pub mod diagnostic;
pub mod lower;
pub mod model;
pub mod release;
pub mod render;
pub mod report;
pub mod source;
