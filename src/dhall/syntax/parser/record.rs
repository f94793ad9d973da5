//! Records, record types, unions and projections.

use std::collections::HashMap;

use super::super::{Expr, ExprId, Name, Operator, Spelled};
use super::cursor::{Failed, Parse, Parser};
use super::trace::Shape;

/// What the first field says that the braces are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Braces {
    /// `{ x = a }`.
    Literal,
    /// `{ x : A }`.
    Type,
}

/// How many bytes are looked at to tell what a record with mistakes was meant to be.
const GLANCE: usize = 4_096;

/// From how many fields on a map finds a repeated one.
const MANY_FIELDS: usize = 16;

impl Parser<'_> {
    /// `{ … }`.
    pub(super) fn record(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let opener = self.open();
        self.eat(b',');
        match self.peek() {
            b'}' => {
                self.close(opener)?;
                self.node(Shape::Record, mark);
                return Ok(self.add(Expr::RecordType(Box::new([])), start));
            }
            b'=' if self.byte(self.at + 1) != b'=' => {
                self.take(1);
                self.eat(b',');
                self.close_items(opener)?;
                self.node(Shape::Record, mark);
                return Ok(self.add(Expr::Record(Box::new([])), start));
            }
            _ => {}
        }
        let (braces, fields) = self.fields();
        self.close_items(opener)?;
        self.node(Shape::Record, mark);
        let record = match braces {
            Braces::Type => Expr::RecordType(fields.into_boxed_slice()),
            Braces::Literal => Expr::Record(self.join_repeated(fields).into_boxed_slice()),
        };
        Ok(self.add(record, start))
    }

    fn fields(&mut self) -> (Braces, Vec<(Spelled, ExprId)>) {
        let mut braces = self.by_layout.then(|| self.meant_braces()).flatten();
        let mut fields = Vec::new();
        let open = self.openers.len();
        while self.peek() != b'}' {
            let mark = self.mark();
            let start = self.at;
            let mut name = None;
            match self.field(&mut braces, &mut name) {
                Ok(field) => fields.push(field),
                Err(Failed) => {
                    self.recover(open);
                    // A field without a value is there all the same.
                    let hole = self.hole(start);
                    fields.extend(name.map(|label| (label, hole)));
                }
            }
            self.node(Shape::Entry, mark);
            if !self.next_item(b',') {
                break;
            }
        }
        (braces.unwrap_or(Braces::Literal), fields)
    }

    /// What most of the fields say, where the first one says something else. Only the first few count.
    fn meant_braces(&self) -> Option<Braces> {
        let (mut at, mut depth) = (self.at, 0_usize);
        let (mut types, mut values, mut named) = (0, 0, false);
        let end = self.bytes.len().min(self.at + GLANCE);
        while at < end && types + values < MANY_FIELDS {
            let second = self.byte(at + 1);
            match self.byte(at) {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' if depth == 0 => break,
                b')' | b']' | b'}' => depth -= 1,
                b',' if depth == 0 => named = false,
                b':' if depth == 0 && !named => {
                    (types, named) = (types + 1, true);
                }
                b'=' if depth == 0 && !named && second != b'=' => {
                    (values, named) = (values + 1, true);
                }
                _ => {}
            }
            at += 1;
        }
        if types == 0 || values == 0 || types == values {
            return None;
        }
        Some(if types > values {
            Braces::Type
        } else {
            Braces::Literal
        })
    }

    /// Whether another item follows: there is a separator, or the lack of one has been reported.
    pub(super) fn next_item(&mut self, separator: u8) -> bool {
        std::mem::take(&mut self.separator_missing) || self.eat(separator)
    }

    fn field(&mut self, braces: &mut Option<Braces>, name: &mut Option<Spelled>) -> Parse<(Spelled, ExprId)> {
        let quoted = self.peek() == b'"';
        let label = if quoted {
            self.text_as_label()?
        } else {
            self.label_or_some("a field name")?
        };
        *name = Some(label);
        match self.peek() {
            b':' if quoted => {
                braces.get_or_insert(Braces::Literal);
                self.take(1);
                Ok((label, self.item(b'}')))
            }
            b':' => self.typed_field(label, braces),
            b'=' if self.byte(self.at + 1) == b'=' => Err(self.no_field_value(&label)),
            b'=' => self.valued_field(label, braces),
            b'.' => {
                braces.get_or_insert(Braces::Literal);
                self.dotted_field(label)
            }
            b',' | b'}' => self.punned_field(label, *braces.get_or_insert(Braces::Literal)),
            _ => Err(self.no_field_value(&label)),
        }
    }

    fn typed_field(&mut self, label: Spelled, braces: &mut Option<Braces>) -> Parse<(Spelled, ExprId)> {
        let start = self.at;
        if self.byte(self.at + 1) == b'=' {
            braces.get_or_insert(Braces::Literal);
            self.no_space_after(self.at, self.at + 1);
            self.take(2);
            self.item(b'}');
            return Ok((label, self.hole(start)));
        }
        if *braces.get_or_insert(Braces::Type) == Braces::Literal {
            self.colon_in_literal(&label);
            self.take(1);
            self.item(b'}');
            return Ok((label, self.hole(start)));
        }
        self.colon("the field's type")?;
        Ok((label, self.item(b'}')))
    }

    fn valued_field(&mut self, label: Spelled, braces: &mut Option<Braces>) -> Parse<(Spelled, ExprId)> {
        let start = self.at;
        if *braces.get_or_insert(Braces::Literal) == Braces::Type {
            self.equals_in_type(&label);
            self.take(1);
            self.item(b'}');
            return Ok((label, self.hole(start)));
        }
        self.take(1);
        Ok((label, self.item(b'}')))
    }

    /// `{ x }` is `{ x = x }`.
    fn punned_field(&mut self, label: Spelled, braces: Braces) -> Parse<(Spelled, ExprId)> {
        if braces == Braces::Type {
            return Err(self.no_field_type(&label));
        }
        let variable = Expr::Variable {
            name: label.name,
            index: 0,
        };
        Ok((label, self.ast.add(variable, label.span.0, label.span.1)))
    }

    /// `{ a.b.c = e }` is `{ a = { b = { c = e } } }`.
    fn dotted_field(&mut self, first: Spelled) -> Parse<(Spelled, ExprId)> {
        let mut inner = Vec::new();
        while self.eat(b'.') {
            inner.push(self.label_or_some("a field name")?);
        }
        if self.peek() == b':' {
            return Err(self.dotted_type(&first));
        }
        if self.peek() != b'=' || self.byte(self.at + 1) == b'=' {
            return Err(self.no_field_value(inner.last().unwrap_or(&first)));
        }
        self.take(1);
        let mut value = self.item(b'}');
        for label in inner.into_iter().rev() {
            let record = Expr::Record(Box::new([(label, value)]));
            value = self.add(record, label.span.0 as usize);
        }
        Ok((first, value))
    }

    /// A field that is there again is joined to the earlier one by `∧`, from the left.
    fn join_repeated(&mut self, fields: Vec<(Spelled, ExprId)>) -> Vec<(Spelled, ExprId)> {
        let mut joined: Vec<(Spelled, ExprId)> = Vec::with_capacity(fields.len());
        let mut places: HashMap<Name, usize> = HashMap::new();
        let many = fields.len() > MANY_FIELDS;
        for (label, value) in fields {
            let place = if many {
                places.insert(label.name, joined.len())
            } else {
                joined.iter().position(|(earlier, _)| earlier.name == label.name)
            };
            let Some(place) = place else {
                joined.push((label, value));
                continue;
            };
            if many {
                places.insert(label.name, place);
            }
            let left = joined[place].1;
            let operator = Operator::Combine;
            let right = value;
            // Unlike an operator that is written, this one does not cover its left side.
            let (start, end) = (label.span.0, self.ast.span(right).end);
            let both = Expr::Operator {
                operator,
                left,
                right,
            };
            joined[place].1 = self.ast.add(both, start, end);
        }
        joined
    }

    /// `< … >`.
    pub(super) fn union(&mut self) -> Parse<ExprId> {
        let (start, mark) = (self.at, self.mark());
        let opener = self.open();
        self.eat(b'|');
        let mut alternatives = Vec::new();
        while self.peek() != b'>' {
            let mark = self.mark();
            match self.alternative() {
                Ok(alternative) => alternatives.push(alternative),
                Err(Failed) => self.recover(opener + 1),
            }
            self.node(Shape::Entry, mark);
            if !self.next_item(b'|') {
                break;
            }
        }
        self.close_items(opener)?;
        self.node(Shape::Union, mark);
        Ok(self.add(Expr::Union(alternatives.into_boxed_slice()), start))
    }

    fn alternative(&mut self) -> Parse<(Spelled, Option<ExprId>)> {
        let label = self.label_or_some("the name of an alternative")?;
        match self.peek() {
            b':' => {
                self.colon("the alternative's type")?;
                Ok((label, Some(self.item(b'>'))))
            }
            b'|' | b'>' => Ok((label, None)),
            _ => Err(self.no_alternative_end(&label)),
        }
    }

    /// `.{ x, y }`.
    pub(super) fn projection(&mut self, record: ExprId, start: usize) -> Parse<ExprId> {
        let mark = self.mark();
        let opener = self.open();
        self.eat(b',');
        let mut labels = Vec::new();
        while self.peek() != b'}' {
            let mark = self.mark();
            let label = self.label_or_some("a field name")?;
            labels.push(label);
            self.node(Shape::Entry, mark);
            if !matches!(self.peek(), b',' | b'}') {
                return Err(self.no_projection_end(&label));
            }
            self.eat(b',');
        }
        self.close_items(opener)?;
        self.node(Shape::Record, mark);
        let labels = labels.into_boxed_slice();
        Ok(self.add(Expr::Project { record, labels }, start))
    }
}
