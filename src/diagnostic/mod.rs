//! What is wrong with a configuration, as data: collected, ordered, without echoes.
//!
//! A [`Diagnostic`] says what is wrong with one value and what would be right. It points at source text
//! ([`Label`]), and where known at the address of the value in the model. Nothing here knows how it is
//! printed, and no text in it ever holds a secret.
//!
//! Trouble with the surroundings (no such revision, disk full) is no diagnostic but an error of the room
//! in which it happens.

mod collection;
mod finding;
mod page;

pub use collection::Diagnostics;
pub use finding::{Code, Diagnostic, Fragment, Label, Severity, Suggestion};
pub use page::Page;
