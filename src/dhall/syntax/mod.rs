//! The syntax of Dhall: the expression tree, the parser and the printer.
//!
//! Everything here is about text. What an expression means is the business of `semantics`.

mod expr;
pub mod formatter;
mod name;
pub mod parser;
pub mod printer;

pub use expr::{
    Ast, Binding, Builtin, Const, Date, Expr, ExprId, Import, ImportMode, LocalPrefix, Location, Operator,
    PathComponent, Spelled, Time, TimeZone,
};
pub use formatter::{FormatError, format};
pub use name::Name;
pub use parser::{Parsed, parse, parse_bytes};
pub use printer::{print, print_line};
