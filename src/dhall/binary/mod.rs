//! The binary form of expressions: CBOR both ways, by the standard's `binary.md`.
//!
//! [`encode`] writes the expression of an [`Ast`](super::syntax::Ast), [`decode`] reads one back. [`Writer`]
//! is what both this and the encoder of normal forms write with: heads, text, numbers, imports, each in
//! the one form that the standard hashes. The decoder trusts nothing: it allocates no more than the bytes
//! that are there, nests no deeper than [`DEPTH_LIMIT`], and takes only definite lengths, ranges that a
//! literal could have, and nothing behind the end.

mod decode;
mod encode;
mod half;
mod label;
mod literal;
mod reader;
mod writer;

pub use decode::{DEPTH_LIMIT, decode};
pub use encode::encode;
pub use label::Label;
pub use reader::DecodeError;
pub use writer::Writer;
