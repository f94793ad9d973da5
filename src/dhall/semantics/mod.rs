//! The meaning of Dhall: evaluation, equality and types.
//!
//! A file's tree is compiled to [`code`], its type is inferred, and the code is evaluated by need on the
//! [`machine`], normalisation by evaluation: types and values are the same kind of thing, functions are
//! closures, and what waits for a variable is neutral. Nothing here knows files or the network; imports come
//! in through [`compile::Linker`].

pub(crate) mod code;
pub(crate) mod compile;
pub(crate) mod data;
pub(crate) mod encode;
pub(crate) mod infer;
pub(crate) mod list;
pub(crate) mod machine;
pub(crate) mod quote;
pub(crate) mod trace;

mod budget;
mod builtin;
mod builtin_type;
mod chain;
mod conversion;
mod describe;
mod eval;
mod known;
mod mistake;
mod number;
mod operator;
mod record;
mod reify;
mod shape;
pub(crate) mod suggestion;
mod text;
mod value;

pub use budget::Budget;
pub(crate) use budget::Limit;
