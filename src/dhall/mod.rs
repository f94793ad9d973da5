//! The Dhall engine, written from the standard, version 23.1.0.

pub mod binary;
mod datum;
mod import;
mod page;
mod semantics;
pub mod syntax;

pub use datum::{DataType, Datum, DatumValue, Finding, Link, LinkKind, Mismatch, MismatchKind, Step};
pub use import::{Engine, Evaluated, Form, Formed, Host, ImportLimits, Options, ReadError, normalize};
pub use page::PAGES;
pub use semantics::Budget;
