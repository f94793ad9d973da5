//! Trees of any size, laid out over several lines as the formatter lays them out.
//!
//! Records, lists and unions that do not fit on a line are written item by item, so that neither the text nor the
//! parts that are shared are ever there as a whole. What is left, such as functions, the formatter lays out itself.

use std::collections::HashMap;
use std::io::{self, Write};

use super::level::Level;
use super::line::{lengths, write_part};
use super::{Printer, Step, label_text};
use crate::dhall::syntax::formatter::{WIDTH, lay_out_at};
use crate::dhall::syntax::{Ast, Expr, ExprId, Spelled};

/// Bytes that are collected before they are handed on.
const CHUNK: usize = 1 << 16;
/// Parts that nest more deeply than the formatter goes are on one line.
const DEEP: usize = 900;
/// The longest part that is given to the formatter; a longer one is on one line.
const FORMATTED: u64 = 16 << 20;
/// The longest text of a shared part that is kept to be copied, and what all of them may take.
const KEPT: usize = 1 << 16;
const KEPT_TOGETHER: usize = 1 << 25;

/// Writes the text of [`print`](super::print()), in memory for the distinct parts of the tree only.
pub fn write_lines(ast: &Ast, out: &mut dyn Write) -> io::Result<()> {
    let (lengths, uses) = lengths(&Printer::new(ast, false));
    let plain = plain(ast);
    let mut writer = Writer {
        ast,
        lengths,
        uses,
        plain,
        buffer: Vec::new(),
        kept: HashMap::new(),
        room: KEPT_TOGETHER,
        keeping: 0,
        depth: 0,
        out,
    };
    writer.node(ast.root(), 0)?;
    writer.flush()
}

/// How long the text of [`write_lines`] is at most, roughly: with deep nesting, indentation is most of it. Stops
/// counting at the largest number.
pub fn lines_length(ast: &Ast) -> u64 {
    /// Shorter parts are on one line at any depth that matters.
    const SHORT: u64 = 40;
    /// Columns by which a part stands further right than what it is part of.
    const INDENT: u64 = 4;
    let printer = Printer::new(ast, false);
    let (lengths, _) = lengths(&printer);
    // Bytes without the indentation of the place, and lines.
    let mut extents: Vec<(u64, u64)> = Vec::with_capacity(ast.len());
    for (at, length) in lengths.into_iter().enumerate() {
        let (mut bytes, mut lines) = (length, 1_u64);
        if length > SHORT {
            bytes = 0;
            for step in printer.parts(ExprId(at as u32)) {
                let part = match step {
                    Step::Fixed(text) => text.len() as u64 + 1,
                    Step::Owned(text) => text.len() as u64,
                    Step::Segment(segment, _) => segment.len() as u64,
                    Step::Expr(id, _) => {
                        let (inner, inner_lines) = extents[id.0 as usize];
                        lines = lines.saturating_add(inner_lines);
                        inner.saturating_add(inner_lines.saturating_mul(INDENT))
                    }
                };
                bytes = bytes.saturating_add(part);
            }
        }
        extents.push((bytes, lines));
    }
    extents.get(ast.root().0 as usize).map_or(0, |(bytes, _)| *bytes)
}

/// Which expressions are on one line whenever they fit, however deep they look.
fn plain(ast: &Ast) -> Vec<bool> {
    let mut plain: Vec<bool> = Vec::with_capacity(ast.len());
    for at in 0..ast.len() {
        let of = |id: &ExprId| plain[id.0 as usize];
        let is = match &ast[ExprId(at as u32)] {
            Expr::Record(fields) | Expr::RecordType(fields) => fields.iter().all(|(_, part)| of(part)),
            Expr::Union(alternatives) => alternatives.iter().all(|(_, part)| part.as_ref().is_none_or(of)),
            Expr::List(elements) => elements.iter().all(of),
            Expr::Text { interpolations, .. } => interpolations.iter().all(of),
            Expr::EmptyList { annotation: part } | Expr::Some(part) | Expr::Field { record: part, .. } => {
                of(part)
            }
            Expr::Apply { function, argument } => of(function) && of(argument),
            Expr::Const(_)
            | Expr::Builtin(_)
            | Expr::Variable { .. }
            | Expr::Bool(_)
            | Expr::Natural(_)
            | Expr::BigNatural(_)
            | Expr::Integer(_)
            | Expr::BigInteger(_)
            | Expr::Double(_)
            | Expr::Bytes(_)
            | Expr::Date(_)
            | Expr::Time(_)
            | Expr::TimeZone(_) => true,
            _ => false,
        };
        plain.push(is);
    }
    plain
}

struct Writer<'a, 'o> {
    ast: &'a Ast,
    lengths: Vec<u64>,
    uses: Vec<u32>,
    plain: Vec<bool>,
    buffer: Vec<u8>,
    /// The texts of shared parts, by the column in which they begin.
    kept: HashMap<(ExprId, usize), Vec<u8>>,
    room: usize,
    /// How many parts are being written that may be kept; their text must stay in the buffer.
    keeping: usize,
    depth: usize,
    out: &'o mut dyn Write,
}

/// A part of a record, list or union: what stands before its value, and that.
type Item = (String, Option<ExprId>);

impl<'a> Writer<'a, '_> {
    /// Writes an expression whose lines begin in a column, in which the first one begins already.
    fn node(&mut self, id: ExprId, column: usize) -> io::Result<()> {
        if let Some(text) = self.kept.get(&(id, column)) {
            self.buffer.extend_from_slice(text);
            return self.flush_much();
        }
        let at = id.0 as usize;
        let keep = self.uses[at] > 1 && self.lengths[at] <= KEPT as u64;
        let start = self.buffer.len();
        self.keeping += usize::from(keep);
        self.depth += 1;
        self.written(id, column)?;
        self.depth -= 1;
        self.keeping -= usize::from(keep);
        if keep && self.buffer.len() - start <= KEPT.min(self.room) {
            let text = self.buffer[start..].to_vec();
            self.room -= text.len();
            self.kept.insert((id, column), text);
        }
        self.flush_much()
    }

    fn written(&mut self, id: ExprId, column: usize) -> io::Result<()> {
        if let Some(flat) = self.flat(id, WIDTH.saturating_sub(column)) {
            self.buffer.extend_from_slice(flat.as_bytes());
            return Ok(());
        }
        if self.depth > DEEP {
            return self.one_line(id);
        }
        // It may fit, which is the formatter's to say.
        if !self.plain[id.0 as usize] && self.lengths[id.0 as usize] <= 4 * WIDTH as u64 {
            return self.formatted(id, column);
        }
        match &self.ast[id] {
            Expr::Record(fields) if !fields.is_empty() => {
                self.block(entries(fields, " ="), (b"{", b", ", b"}"), column)
            }
            Expr::RecordType(fields) if !fields.is_empty() => {
                self.block(entries(fields, " :"), (b"{", b", ", b"}"), column)
            }
            Expr::Union(alternatives) if !alternatives.is_empty() => {
                let items = alternatives.iter().map(|(label, payload)| {
                    let label = label_text(label.name.as_str());
                    match payload {
                        Some(payload) => (format!("{label} :"), Some(*payload)),
                        None => (label, None),
                    }
                });
                self.block(items.collect(), (b"<", b"| ", b">"), column)
            }
            Expr::List(elements) => {
                let items = elements.iter().map(|element| (String::new(), Some(*element)));
                self.block(items.collect(), (b"[", b", ", b"]"), column)
            }
            Expr::Some(inner) if Level::of(&self.ast[*inner]) >= Level::Argument => {
                self.buffer.extend_from_slice(b"Some");
                self.line(column + 2);
                self.node(*inner, column + 2)
            }
            _ => self.formatted(id, column),
        }
    }

    /// Items below each other.
    fn block(
        &mut self,
        items: Vec<Item>,
        (open, separator, close): (&[u8], &[u8], &[u8]),
        column: usize,
    ) -> io::Result<()> {
        for (number, (label, value)) in items.into_iter().enumerate() {
            if number == 0 {
                self.buffer.extend_from_slice(open);
                self.buffer.push(b' ');
            } else {
                self.line(column);
                self.buffer.extend_from_slice(separator);
            }
            self.buffer.extend_from_slice(label.as_bytes());
            match value {
                None => {}
                Some(value) if label.is_empty() => self.node(value, column + 2)?,
                Some(value) => self.entry(value, (column, label.chars().count()))?,
            }
        }
        self.line(column);
        self.buffer.extend_from_slice(close);
        Ok(())
    }

    /// A value behind its label, or below it where it does not fit.
    fn entry(&mut self, value: ExprId, (column, label): (usize, usize)) -> io::Result<()> {
        let room = WIDTH.saturating_sub(column + 2 + label + 1);
        if let Some(flat) = self.flat(value, room) {
            self.buffer.push(b' ');
            self.buffer.extend_from_slice(flat.as_bytes());
            return Ok(());
        }
        // Whether it fits is the formatter's to say.
        if !self.plain[value.0 as usize] && self.lengths[value.0 as usize] <= 4 * room as u64 {
            let text = format!(
                "{{ {} = {} }}",
                "x".repeat(label.saturating_sub(2)),
                self.text(value)
            );
            if let Some(text) = lay_out_at(&text, column, true) {
                let end = text.len().saturating_sub(column + 2);
                self.buffer
                    .extend_from_slice(text.as_bytes().get(2 + label..end).unwrap_or_default());
                return Ok(());
            }
        }
        self.line(column + 4);
        self.node(value, column + 4)
    }

    /// A line end and the spaces before the next text.
    fn line(&mut self, column: usize) {
        self.buffer.push(b'\n');
        self.buffer.resize(self.buffer.len() + column, b' ');
    }

    /// The text of a plain expression, if it is on one line of so many columns.
    fn flat(&self, id: ExprId, room: usize) -> Option<String> {
        let at = id.0 as usize;
        // A character has four bytes at most.
        if !self.plain[at] || self.lengths[at] > 4 * room as u64 {
            return None;
        }
        let text = self.text(id);
        (text.chars().count() <= room && !text.contains('\n')).then_some(text)
    }

    fn text(&self, id: ExprId) -> String {
        let mut printer = Printer::new(self.ast, true);
        printer.rest = vec![Step::Expr(id, Level::Expression)];
        printer.run()
    }

    fn formatted(&mut self, id: ExprId, column: usize) -> io::Result<()> {
        if self.lengths[id.0 as usize] > FORMATTED {
            return self.one_line(id);
        }
        let text = self.text(id);
        match lay_out_at(&text, column, false) {
            Some(text) => self.buffer.extend_from_slice(text.as_bytes()),
            None => return self.one_line(id),
        }
        Ok(())
    }

    fn one_line(&mut self, id: ExprId) -> io::Result<()> {
        if self.keeping > 0 {
            return write_part(self.ast, id, &mut self.buffer);
        }
        self.flush()?;
        write_part(self.ast, id, self.out)
    }

    fn flush_much(&mut self) -> io::Result<()> {
        if self.keeping == 0 && self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

fn entries(fields: &[(Spelled, ExprId)], sign: &str) -> Vec<Item> {
    let entry = |(label, value): &(Spelled, ExprId)| {
        (format!("{}{sign}", label_text(label.name.as_str())), Some(*value))
    };
    fields.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dhall::syntax::{parse, print};
    use crate::source::FileId;

    fn check(text: &str) {
        let parsed = parse(FileId(0), text);
        assert!(parsed.findings.is_empty(), "{text}");
        let mut out = Vec::new();
        write_lines(&parsed.ast, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), print(&parsed.ast), "{text}");
    }

    #[test]
    fn trees_are_laid_out_as_the_formatter_does_it() {
        let long = "\"some words that take up room on a line of a hundred columns\"";
        let parts = [
            "1".to_owned(),
            long.to_owned(),
            "\"a line\\nand another\"".to_owned(),
            "[] : List { name : Text, size : Natural }".to_owned(),
            format!("Some {long}"),
            format!("Some {{ a = {long}, b = {long} }}"),
            format!("Some (Some [ {long}, {long} ])"),
            format!("{{ a = {long}, `in` = {{ b = {long}, c = [ {long}, {long} ] }} }}"),
            format!("[ {{ a = {long} }}, {{ a = {long} }} ]"),
            format!("[ [ {long}, {long} ], [ {long} ] ]"),
            "λ(x : Natural) → x + 1".to_owned(),
            format!("λ(x : Natural) → {{ a = x, b = {long}, c = {long} }}"),
            "if x then 1 else 2".to_owned(),
            "let x = 1 in x".to_owned(),
            "∀(x : Natural) → { a : Text }".to_owned(),
            "< A | B : Text | `if` >.A".to_owned(),
            format!("(< A : Text | B >.A {long} : < A : Text | B >)"),
            "< Abcdefghijklmnopqrst : Text | Bcdefghijklmnopqrst | Cdefghijklmnopqrst : Natural | D : { a : Text } >".to_owned(),
            "{ abcdefghijklmnopqrst : Text, bcdefghijklmnopqrst : Natural, cdefghijklmnopqrst : { a : List Text } }".to_owned(),
            "{=}".to_owned(),
            "a && b || c".to_owned(),
            "\"über ${x} ünd ${\"y\"}\"".to_owned(),
        ];
        for part in &parts {
            check(part);
            check(&format!("{{ x = {part} }}"));
            check(&format!("[ {part}, {part} ]"));
            check(&format!(
                "{{ x = 1, much_longer_name = {part}, z = [ {{ y = {part} }} ] }}"
            ));
            for width in 60..75 {
                check(&format!("{{ {} = {part}, b = {long} }}", "w".repeat(width)));
                check(&format!(
                    "[ {{ {} = {part} }}, {{ b = {long} }} ]",
                    "w".repeat(width)
                ));
            }
        }
    }
}
