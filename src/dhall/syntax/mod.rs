//! The syntax of Dhall: the expression tree, the parser and the printer.
//!
//! Everything here is about text. What an expression means is the business of `semantics`.

mod expr;
mod name;
pub mod parser;

pub use expr::{
    Ast, Binding, Builtin, Const, Date, Expr, ExprId, Import, ImportMode, LocalPrefix, Location, Operator,
    PathComponent, Spelled, Time, TimeZone,
};
pub use name::Name;
pub use parser::{Parsed, parse, parse_bytes};
