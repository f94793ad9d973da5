//! Applications, and the keywords that take arguments.

use super::super::{Expr, ExprId};
use super::cursor::{Parse, Parser, is_keyword, is_label_start};
use super::trace::Shape;

/// What the operand before an annotation or a `with` was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// `merge a b` or `toMap a` and nothing more: an annotation belongs to it.
    Annotatable,
    /// An import or a chain of selectors: a `with` may follow.
    Simple,
    /// An application.
    Application,
}

impl Parser<'_> {
    /// `application-expression`.
    pub(super) fn application(&mut self) -> Parse<(ExprId, Head)> {
        if self.by_layout && self.at_next_field() {
            return Err(self.no_expression());
        }
        let start = self.at;
        let mark = self.mark();
        let (mut function, mut head) = self.first_application()?;
        while self.gap() && self.starts_argument() {
            let at = self.at;
            let argument = self.import_expression()?;
            self.last_argument = at;
            function = self.add(Expr::Apply { function, argument }, start);
            head = Head::Application;
        }
        if head != Head::Simple {
            self.node(Shape::Application, mark);
        }
        Ok((function, head))
    }

    fn first_application(&mut self) -> Parse<(ExprId, Head)> {
        let start = self.at;
        if !matches!(self.peek(), b'm' | b't' | b'S' | b's') {
            return Ok((self.import_expression()?, Head::Simple));
        }
        match self.word() {
            b"merge" => {
                self.keyword(5)?;
                let handlers = self.argument("merge", "a record of handlers and a union")?;
                if !self.gap() {
                    return Err(self.no_argument("merge", "a record of handlers and a union"));
                }
                let union = self.argument("merge", "a record of handlers and a union")?;
                let merge = Expr::Merge {
                    handlers,
                    union,
                    annotation: None,
                };
                Ok((self.add(merge, start), Head::Annotatable))
            }
            b"toMap" => {
                self.keyword(5)?;
                let record = self.argument("toMap", "a record")?;
                let annotation = None;
                Ok((
                    self.add(Expr::ToMap { record, annotation }, start),
                    Head::Annotatable,
                ))
            }
            b"Some" => {
                self.keyword(4)?;
                let value = self.argument("Some", "a value")?;
                Ok((self.add(Expr::Some(value), start), Head::Application))
            }
            b"showConstructor" => {
                self.keyword(15)?;
                let value = self.argument("showConstructor", "a value of a union type")?;
                Ok((self.add(Expr::ShowConstructor(value), start), Head::Application))
            }
            _ => Ok((self.import_expression()?, Head::Simple)),
        }
    }

    /// An argument that a keyword needs.
    fn argument(&mut self, keyword: &str, what: &str) -> Parse<ExprId> {
        if !self.starts_argument() {
            return Err(self.no_argument(keyword, what));
        }
        self.import_expression()
    }

    /// Whether the next token begins an `import-expression`.
    fn starts_argument(&self) -> bool {
        let second = self.byte(self.at + 1);
        match self.peek() {
            b'(' | b'{' | b'[' | b'<' | b'"' | b'`' | b'0'..=b'9' => true,
            b'\'' => second == b'\'',
            b'~' => second == b'/',
            b'.' => second == b'/' || (second == b'.' && self.byte(self.at + 2) == b'/'),
            b'/' => second != b'/' && second != b'\\',
            b'+' => second.is_ascii_digit(),
            b'-' => second.is_ascii_digit() || self.word_at(self.at + 1) == b"Infinity",
            byte if is_label_start(byte) => {
                let word = self.word();
                !is_keyword(word) || matches!(word, b"missing" | b"NaN" | b"Infinity")
            }
            _ => false,
        }
    }
}
