//! Expressions as text, however large they are.

use std::io::{self, Write};

use crate::dhall::syntax::printer::{line_length, lines_length, write_line, write_lines};
use crate::dhall::syntax::{Ast, print};
use crate::diagnostic::{Code, Diagnostic};

/// Up to so many bytes an expression is laid out at once, longer ones piece by piece; the text is the same. What
/// nests so deeply that indentation would be most of it is on one line.
const AT_ONCE: u64 = 1 << 20;
/// The most bytes that are written.
const LIMIT: u64 = 1 << 30;

/// Why an expression is not written; `None` if it is.
pub(super) fn too_long(ast: &Ast) -> Option<Diagnostic> {
    let length = match line_length(ast) {
        ..=LIMIT => return None,
        u64::MAX => "more than 2^64".to_owned(),
        length => format!("about {length}"),
    };
    let message = format!("the output would have {length} bytes; at most {LIMIT} are written");
    Some(Diagnostic::error(Code("dhall/budget"), message).help("select a part of it"))
}

/// Writes an expression with a line end behind it.
pub(super) fn write_expression(ast: &Ast, out: &mut dyn Write) -> io::Result<()> {
    if line_length(ast) <= AT_ONCE {
        return writeln!(out, "{}", print(ast));
    }
    if lines_length(ast) <= LIMIT {
        write_lines(ast, out)?;
    } else {
        write_line(ast, out)?;
    }
    out.write_all(b"\n")
}
