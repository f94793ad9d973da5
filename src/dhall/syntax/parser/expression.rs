//! Expressions: functions, `if`, operators, annotations, `with`.

use super::super::{Expr, ExprId, Operator, PathComponent, Spelled};
use super::application::Head;
use super::cursor::{Parse, Parser, Pending};
use super::trace::Shape;

impl Parser<'_> {
    /// `expression` of the grammar.
    pub(super) fn expression(&mut self) -> Parse<ExprId> {
        if self.depth >= self.depth_limit {
            return Err(self.too_deep());
        }
        if self.by_layout && self.word() == b"let" && self.at_column_of_let() {
            return Err(self.no_expression());
        }
        self.depth += 1;
        let outer = std::mem::replace(&mut self.head, self.at);
        let result = self.expression_inside();
        self.head = outer;
        self.depth -= 1;
        result
    }

    fn expression_inside(&mut self) -> Parse<ExprId> {
        match self.peek() {
            b'\\' => self.lambda(1),
            0xCE if self.rest().starts_with("λ".as_bytes()) => self.lambda(2),
            0xE2 if self.rest().starts_with("∀".as_bytes()) => self.forall(3),
            b'i' | b'l' | b'a' | b'f' => match self.word() {
                b"if" => self.if_then_else(),
                b"let" => self.let_in(),
                b"assert" => self.assert(),
                b"forall" => self.forall(6),
                _ => self.operator_expression(),
            },
            _ => self.operator_expression(),
        }
    }

    fn lambda(&mut self, length: usize) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        self.take(length);
        let (param, domain) = self.parameter("λ")?;
        self.arrow("λ")?;
        let body = self.expression()?;
        self.node(Shape::Function, mark);
        Ok(self.add(Expr::Lambda { param, domain, body }, start))
    }

    fn forall(&mut self, length: usize) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        self.take(length);
        let (param, domain) = self.parameter("∀")?;
        self.arrow("∀")?;
        let codomain = self.expression()?;
        self.node(Shape::Function, mark);
        let forall = Expr::Forall {
            param,
            domain,
            codomain,
        };
        Ok(self.add(forall, start))
    }

    /// `(x : A)`.
    fn parameter(&mut self, symbol: &str) -> Parse<(Spelled, ExprId)> {
        if self.peek() != b'(' {
            return Err(self.no_parameter(symbol));
        }
        let opener = self.open();
        let param = self.binder()?;
        let domain = self.in_parentheses(opener, |parser| {
            parser.colon("the parameter's type")?;
            parser.expression()
        })?;
        Ok((param, domain))
    }

    fn arrow(&mut self, symbol: &str) -> Parse<()> {
        match self.arrow_length() {
            Some(length) => self.take(length),
            None => {
                // The body follows all the same, unless something ends here.
                self.no_arrow(symbol);
            }
        }
        Ok(())
    }

    fn arrow_length(&self) -> Option<usize> {
        match self.peek() {
            b'-' if self.byte(self.at + 1) == b'>' => Some(2),
            0xE2 if self.rest().starts_with("→".as_bytes()) => Some(3),
            _ => None,
        }
    }

    fn if_then_else(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        self.keyword(2)?;
        let mut predicate = self.expression()?;
        let mut then = self.branch(b"then", (start, &mut predicate))?;
        let otherwise = self.branch(b"else", (start, &mut then))?;
        self.node(Shape::If, mark);
        let expr = Expr::If {
            predicate,
            then,
            otherwise,
        };
        Ok(self.add(expr, start))
    }

    /// A branch behind its keyword, or a hole where both are missing. What stands before it, since `start`, is not
    /// what it seems then.
    fn branch(&mut self, word: &'static [u8], (start, before): (usize, &mut ExprId)) -> Parse<ExprId> {
        if self.word() == word {
            self.keyword(word.len())?;
            return self.expression();
        }
        let failed = self.no_branch(word, start);
        *before = self.hole(self.at);
        let ends = self.at_end() || matches!(self.peek(), b',' | b'|' | b')' | b']' | b'}' | b'>');
        if ends || self.word() == b"else" {
            return Ok(self.hole(self.at));
        }
        Err(failed)
    }

    /// A keyword that white space must follow.
    pub(super) fn keyword(&mut self, length: usize) -> Parse<()> {
        let start = self.at;
        self.take(length);
        if self.gap() || self.at_end() {
            return Ok(());
        }
        Err(self.no_space_after(start, self.end))
    }

    fn assert(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        self.take(6);
        self.colon("what is asserted")?;
        let annotation = self.expression()?;
        self.node(Shape::Annotation, mark);
        Ok(self.add(Expr::Assert { annotation }, start))
    }

    /// `operator-expression`, and what may follow one at the level of expressions.
    fn operator_expression(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        let (first, head) = self.application()?;
        if head == Head::Simple && self.gap() && self.word() == b"with" && self.gap_after(4) {
            return self.with(first, start, mark);
        }
        let behind = self.end;
        let left = self.operators(first, start, mark)?;
        if let Some(length) = self.arrow_length() {
            return self.function_type(left, length, start, mark);
        }
        if self.peek() != b':' || self.byte(self.at + 1) == b':' {
            return Ok(left);
        }
        self.colon("a type")?;
        let annotation = self.expression()?;
        self.node(Shape::Annotation, mark);
        if head == Head::Annotatable && behind == self.ast.span(left).end as usize {
            return Ok(self.annotate(left, annotation, start));
        }
        let value = left;
        Ok(self.add(Expr::Annotation { value, annotation }, start))
    }

    /// `merge h u : T` and `toMap r : T` own their annotation.
    fn annotate(&mut self, left: ExprId, annotation: ExprId, start: usize) -> ExprId {
        let annotation = Some(annotation);
        let expr = match self.ast[left] {
            Expr::Merge { handlers, union, .. } => Expr::Merge {
                handlers,
                union,
                annotation,
            },
            Expr::ToMap { record, .. } => Expr::ToMap { record, annotation },
            _ => unreachable!("only `merge` and `toMap` are annotatable"),
        };
        self.add(expr, start)
    }

    fn function_type(&mut self, domain: ExprId, length: usize, start: usize, mark: usize) -> Parse<ExprId> {
        let arrow = (self.at as u32, (self.at + length) as u32);
        self.take(length);
        let codomain = self.expression()?;
        self.node(Shape::Arrow, mark);
        let param = Spelled {
            name: self.anonymous(),
            span: arrow,
        };
        let forall = Expr::Forall {
            param,
            domain,
            codomain,
        };
        Ok(self.add(forall, start))
    }

    /// Precedence climbing with a stack of its own: long chains of operators cost no recursion.
    fn operators(&mut self, first: ExprId, start: usize, mark: usize) -> Parse<ExprId> {
        let base = self.pending.len();
        let result = self.operators_above(base, first, start, mark);
        self.pending.truncate(base);
        result
    }

    fn operators_above(&mut self, base: usize, first: ExprId, start: usize, mark: usize) -> Parse<ExprId> {
        let (mut right, mut start, mut mark) = (first, start, mark);
        while let Some((operator, length)) = self.operator() {
            while self.pending.len() > base && self.pending[self.pending.len() - 1].operator >= operator {
                (right, start, mark) = self.apply_pending(right);
            }
            self.pending.push(Pending {
                operator,
                left: right,
                start,
                mark,
            });
            if matches!(operator, Operator::Plus | Operator::ImportAlt) {
                self.keyword(length)?;
            } else {
                self.take(length);
            }
            (start, mark) = (self.at, self.mark());
            right = self.application()?.0;
        }
        while self.pending.len() > base {
            (right, start, mark) = self.apply_pending(right);
        }
        let _ = (start, mark);
        Ok(right)
    }

    fn apply_pending(&mut self, right: ExprId) -> (ExprId, usize, usize) {
        let pending = self.pending.pop().expect("the caller saw one");
        self.node(Shape::Operator, pending.mark);
        let expr = Expr::Operator {
            operator: pending.operator,
            left: pending.left,
            right,
        };
        (self.add(expr, pending.start), pending.start, pending.mark)
    }

    /// The operator that is next, and its length.
    fn operator(&self) -> Option<(Operator, usize)> {
        let second = self.byte(self.at + 1);
        Some(match self.peek() {
            b'=' if self.rest().starts_with(b"===") => (Operator::Equivalent, 3),
            b'=' if second == b'=' => (Operator::Equal, 2),
            b'!' if second == b'=' => (Operator::NotEqual, 2),
            b'?' => (Operator::ImportAlt, 1),
            b'|' if second == b'|' => (Operator::Or, 2),
            b'+' if second == b'+' => (Operator::TextAppend, 2),
            b'+' => (Operator::Plus, 1),
            b'#' => (Operator::ListAppend, 1),
            b'&' if second == b'&' => (Operator::And, 2),
            b'*' => (Operator::Times, 1),
            b'/' if self.rest().starts_with(b"//\\\\") => (Operator::CombineTypes, 4),
            b'/' if second == b'\\' => (Operator::Combine, 2),
            b'/' if second == b'/' => (Operator::Prefer, 2),
            0xE2 => match self.rest() {
                [_, 0x89, 0xA1, ..] => (Operator::Equivalent, 3),
                [_, 0x88, 0xA7, ..] => (Operator::Combine, 3),
                [_, 0xAB, 0xBD, ..] => (Operator::Prefer, 3),
                [_, 0xA9, 0x93, ..] => (Operator::CombineTypes, 3),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The clauses behind a record; each chains to the one before.
    fn with(&mut self, record: ExprId, start: usize, mark: usize) -> Parse<ExprId> {
        let mut record = record;
        while self.word() == b"with" && self.gap() {
            self.keyword(4)?;
            let path = self.with_path()?;
            if self.peek() != b'=' || self.byte(self.at + 1) == b'=' {
                return Err(self.no_equals_in_with());
            }
            self.take(1);
            let (at, inner) = (self.at, self.mark());
            let first = self.application()?.0;
            let value = self.operators(first, at, inner)?;
            self.node(Shape::With, mark);
            record = self.add(Expr::With { record, path, value }, start);
        }
        Ok(record)
    }

    fn with_path(&mut self) -> Parse<Box<[PathComponent]>> {
        let mut path = Vec::new();
        loop {
            if self.peek() == b'?' {
                path.push(PathComponent::DescendOptional((
                    self.at as u32,
                    self.at as u32 + 1,
                )));
                self.take(1);
            } else {
                path.push(PathComponent::Label(
                    self.label_or_some("the name of the field to change")?,
                ));
            }
            if !self.eat(b'.') {
                return Ok(path.into_boxed_slice());
            }
        }
    }
}
