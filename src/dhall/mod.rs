//! The Dhall engine, written from the standard, version 23.1.0.

pub mod binary;
pub mod convert;
mod datum;
pub mod difference;
mod import;
mod page;
pub mod rewrite;
mod semantics;
pub mod syntax;

pub use datum::{DataType, Datum, DatumValue, Finding, Link, LinkKind, Mismatch, MismatchKind, Step};
pub use import::{
    Cost, Engine, Evaluated, Form, Formed, Host, ImportLimits, Key, Options, Proof, ReadError, Request,
    Response, normalize,
};
pub use page::PAGES;
pub use semantics::Budget;
