//! Trees whose parts are shared, on one line: written piece by piece, with what is shared printed once.

use std::collections::HashMap;
use std::io::{self, Write};

use super::level::Level;
use super::{Printer, Step, text};
use crate::dhall::syntax::{Ast, ExprId};

/// Bytes that are collected before they are handed on.
const CHUNK: usize = 1 << 16;
/// The longest text of a shared part that is kept to be copied, and what all of them may take.
const KEPT: u64 = 1 << 16;
const KEPT_TOGETHER: u64 = 1 << 25;
/// Shorter parts are printed as fast as they are copied.
const WORTH_KEEPING: u64 = 64;

/// How long the text of [`print_line`](super::print_line) is, but for escapes; known without printing it, also
/// where the parts of the tree are shared. Stops counting at the largest number.
pub fn line_length(ast: &Ast) -> u64 {
    let printer = Printer::new(ast, false);
    let (lengths, _) = lengths(&printer);
    lengths.get(ast.root().0 as usize).copied().unwrap_or(0)
}

/// Writes the text of [`print_line`](super::print_line), in memory for the distinct parts of the tree only.
pub fn write_line(ast: &Ast, out: &mut dyn Write) -> io::Result<()> {
    let printer = Printer::new(ast, false);
    let (lengths, uses) = lengths(&printer);
    let mut line = Line {
        printer,
        kept: HashMap::new(),
    };
    let mut room = KEPT_TOGETHER;
    for at in 0..ast.len() {
        let length = lengths[at];
        if uses[at] > 1 && (WORTH_KEEPING..=KEPT).contains(&length) && length <= room {
            room -= length;
            let id = ExprId(at as u32);
            let mut text = Vec::with_capacity(length as usize);
            line.write(id, &mut text)?;
            line.kept.insert(id, text);
        }
    }
    line.write(ast.root(), out)
}

/// Writes the text of one expression of a tree on one line.
pub(super) fn write_part(ast: &Ast, id: ExprId, out: &mut dyn Write) -> io::Result<()> {
    let printer = Printer::new(ast, false);
    let kept = HashMap::new();
    Line { printer, kept }.write(id, out)
}

/// The length of each expression's text without parentheses around it, and in how many places it is used.
pub(super) fn lengths(printer: &Printer<'_>) -> (Vec<u64>, Vec<u32>) {
    let count = printer.ast.len();
    let (mut lengths, mut uses): (Vec<u64>, Vec<u32>) = (Vec::with_capacity(count), vec![0; count]);
    for at in 0..count {
        let mut length = 0_u64;
        for step in printer.parts(ExprId(at as u32)) {
            let part = match step {
                Step::Fixed(text) => text.len() as u64,
                Step::Owned(text) => text.len() as u64,
                Step::Segment(segment, _) => segment.len() as u64,
                Step::Expr(id, level) => {
                    uses[id.0 as usize] = uses[id.0 as usize].saturating_add(1);
                    let parentheses = u64::from(Level::of(&printer.ast[id]) < level) * 2;
                    lengths[id.0 as usize].saturating_add(parentheses)
                }
            };
            length = length.saturating_add(part);
        }
        lengths.push(length);
    }
    (lengths, uses)
}

struct Line<'a> {
    printer: Printer<'a>,
    /// The texts of shared parts.
    kept: HashMap<ExprId, Vec<u8>>,
}

impl Line<'_> {
    fn write(&self, root: ExprId, out: &mut dyn Write) -> io::Result<()> {
        let mut buffer: Vec<u8> = Vec::new();
        let mut scratch = String::new();
        let mut rest = vec![Step::Expr(root, Level::Expression)];
        while let Some(step) = rest.pop() {
            match step {
                Step::Fixed(text) => buffer.extend_from_slice(text.as_bytes()),
                Step::Owned(text) => buffer.extend_from_slice(text.as_bytes()),
                Step::Segment(segment, quotes) => {
                    scratch.clear();
                    text::push_segment(&mut scratch, segment, quotes);
                    buffer.extend_from_slice(scratch.as_bytes());
                }
                Step::Expr(id, level) => {
                    let parentheses = Level::of(&self.printer.ast[id]) < level;
                    if parentheses {
                        buffer.push(b'(');
                        rest.push(Step::Fixed(")"));
                    }
                    match self.kept.get(&id) {
                        Some(text) => buffer.extend_from_slice(text),
                        None => rest.extend(self.printer.parts(id).into_iter().rev()),
                    }
                }
            }
            if buffer.len() >= CHUNK {
                out.write_all(&buffer)?;
                buffer.clear();
            }
        }
        out.write_all(&buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dhall::syntax::{Expr, Name, Operator, Spelled, parse, print_line};
    use crate::source::FileId;

    fn written(ast: &Ast) -> String {
        let mut out = Vec::new();
        write_line(ast, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn trees_are_written_as_they_are_printed() {
        let rows = [
            "λ(x : Natural) → (x + 1) * 2",
            "{ a = [ \"x${y}z\\n\", \"\" ], b = Some (f x) }",
            "(if a then b else c).d",
            "< A | B : Text >.A",
        ];
        for text in rows {
            let ast = parse(FileId(0), text).ast;
            assert_eq!(written(&ast), print_line(&ast));
            assert!(
                line_length(&ast).abs_diff(print_line(&ast).len() as u64) <= 2,
                "{text}"
            );
        }
    }

    /// `x`, then as often as asked a record of the one before, twice, once behind an operator.
    fn doubled(depth: usize) -> Ast {
        let mut ast = Ast::new(FileId(0));
        let spelled = |name| Spelled {
            name: Name::new(name),
            span: (0, 0),
        };
        let mut shared = ast.add(Expr::Natural(123), 0, 0);
        for _ in 0..depth {
            let left = ast.add(
                Expr::Operator {
                    operator: Operator::Times,
                    left: shared,
                    right: shared,
                },
                0,
                0,
            );
            let fields = [(spelled("left"), left), (spelled("right"), shared)];
            shared = ast.add(Expr::Record(fields.into()), 0, 0);
        }
        ast.set_root(shared);
        ast
    }

    #[test]
    fn what_is_shared_is_counted_and_printed_once() {
        let ast = doubled(9);
        assert_eq!(written(&ast), print_line(&ast));
        assert_eq!(line_length(&ast), print_line(&ast).len() as u64);
        assert_eq!(line_length(&doubled(100)), u64::MAX);
    }
}
