//! `let`: bindings, and what they are bound in.

use super::super::{Binding, Expr, ExprId, Spelled};
use super::cursor::{OpenLet, Parse, Parser};
use super::trace::Shape;

impl Parser<'_> {
    /// A run of bindings, whether or not there is an `in` between them, which the standard says is the same.
    pub(super) fn let_in(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let outer = self.lets.len();
        let brackets = self.openers.len();
        let mut bindings = Vec::new();
        let body = loop {
            let at = self.at;
            self.lets.truncate(outer);
            self.lets.push(OpenLet { at, brackets });
            bindings.push(self.binding());
            match self.word() {
                b"let" | b"in" if self.by_layout && self.at_outer_binding(outer, brackets) => {
                    let failed = self.no_in(at);
                    break self.body(Err(failed));
                }
                b"let" if self.gap() => {}
                b"in" if self.gap() => {
                    self.lets.truncate(outer);
                    let body = self.keyword(2);
                    if body.is_err() || self.word() != b"let" {
                        break self.body(body);
                    }
                }
                _ if std::mem::take(&mut self.separator_missing) => {}
                _ if self.by_layout && self.at_bare_binding() => self.bare_binding(),
                _ => {
                    let goes_on = self.at_body_without_in();
                    let failed = self.no_in(at);
                    break self.body(if goes_on { Ok(()) } else { Err(failed) });
                }
            }
        };
        self.lets.truncate(outer);
        self.node(Shape::Let, mark);
        let bindings = bindings.into_boxed_slice();
        Ok(self.add(Expr::Let { bindings, body }, start))
    }

    /// What follows `in`; a mistake there does not hide the bindings.
    fn body(&mut self, begun: Parse<()>) -> ExprId {
        let start = self.at;
        let open = self.openers.len();
        begun.and_then(|()| self.expression()).unwrap_or_else(|_| {
            self.recover(open);
            self.hole(start)
        })
    }

    fn binding(&mut self) -> Binding {
        let (start, mark, open) = (self.at, self.mark(), self.openers.len());
        let mut label = Spelled {
            name: self.anonymous(),
            span: (start as u32, start as u32),
        };
        let mut annotation = None;
        let value = self.binding_parts(&mut label, &mut annotation);
        let value = value.unwrap_or_else(|_| {
            self.recover(open);
            self.hole(start)
        });
        self.node(Shape::Binding, mark);
        Binding {
            label,
            annotation,
            value,
        }
    }

    fn binding_parts(&mut self, label: &mut Spelled, annotation: &mut Option<ExprId>) -> Parse<ExprId> {
        // A binding whose `let` is missing was reported and begins with its label.
        if self.word() == b"let" {
            self.keyword(3)?;
            if self.word() == b"let" && self.gap_after(3) {
                self.second_let();
                self.keyword(3)?;
            }
        }
        *label = self.binder()?;
        if self.peek() == b':' {
            self.colon("the binding's type")?;
            *annotation = Some(self.expression()?);
        }
        if self.peek() != b'=' || self.byte(self.at + 1) == b'=' {
            return Err(self.no_equals(label));
        }
        self.take(1);
        let value = self.expression()?;
        if self.misses_let() {
            return Ok(self.without_next_line(value));
        }
        self.binding_ends()?;
        Ok(value)
    }
}
