//! The Dhall engine, written from the standard, version 23.1.0.

pub mod binary;
mod datum;
pub mod syntax;

pub use datum::{DataType, Datum, DatumValue, Finding, Mismatch, MismatchKind};
