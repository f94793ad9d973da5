//! What a run found, in the form that was asked for.
//!
//! Each format is a function from data to text; nothing here writes anywhere, decides anything, or knows
//! terminals. Source text is only ever shown through [`Source::shown`](crate::source::Source::shown), which keeps
//! secrets back.

pub mod approval;
pub mod failure;
pub mod finding;
pub mod gate;
pub mod history;
pub mod plan;
pub mod skew;
pub mod status;
pub mod why;
pub mod windows;
