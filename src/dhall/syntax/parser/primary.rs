//! What operators and applications join: selections, completions, lists, names.

use super::super::{Builtin, Const, Expr, ExprId, Name, Spelled};
use super::EXPRESSION_LIMIT;
use super::cursor::{Opener, Parse, Parser, is_keyword, is_label_start};
use super::trace::Shape;

impl Parser<'_> {
    /// `import-expression`: an import can not be the head of a selection.
    pub(super) fn import_expression(&mut self) -> Parse<ExprId> {
        if self.ast.len() + 3 * self.interpolations >= EXPRESSION_LIMIT {
            return Err(self.too_many());
        }
        if self.starts_import() {
            return self.import();
        }
        let start = self.at;
        let mark = self.mark();
        let schema = self.selection()?;
        if self.peek() != b':' || self.byte(self.at + 1) != b':' {
            return Ok(schema);
        }
        self.take(2);
        let record = self.selection()?;
        self.node(Shape::Completion, mark);
        Ok(self.add(Expr::Completion { schema, record }, start))
    }

    /// `selector-expression`.
    fn selection(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        let mut record = self.primary()?;
        // A dot before a slash or another dot begins a path, such as the argument in `f ./x`.
        while self.peek() == b'.' && !matches!(self.byte(self.at + 1), b'/' | b'.') {
            if self.ast.len() >= EXPRESSION_LIMIT {
                return Err(self.too_many());
            }
            self.take(1);
            record = match self.peek() {
                b'{' => self.projection(record, start)?,
                b'(' => {
                    let opener = self.open();
                    let selector = self.expression()?;
                    self.close(opener)?;
                    self.add(Expr::ProjectType { record, selector }, start)
                }
                _ => {
                    let label = self.field_label()?;
                    self.add(Expr::Field { record, label }, start)
                }
            };
            self.node(Shape::Selection, mark);
        }
        Ok(record)
    }

    /// The label behind a dot: no keyword, so that `x.Some` needs backquotes.
    fn field_label(&mut self) -> Parse<Spelled> {
        let word = self.word();
        if self.peek() == b'`' || !(word.is_empty() || is_keyword(word)) {
            return self.label("a field name");
        }
        Err(self.no_field_name())
    }

    fn primary(&mut self) -> Parse<ExprId> {
        let second = self.byte(self.at + 1);
        match self.peek() {
            b'(' => {
                let mark = self.mark();
                let opener = self.open();
                let inner = self.in_parentheses(opener, Self::expression)?;
                self.node(Shape::Parenthesis, mark);
                Ok(inner)
            }
            b'{' => self.record(),
            b'<' => self.union(),
            b'[' => self.list(),
            b'"' => self.double_quoted(),
            b'\'' if second == b'\'' => self.single_quoted(),
            b'0'..=b'9' => self.number(),
            b'+' if second.is_ascii_digit() => self.signed(),
            b'-' if second.is_ascii_digit() => self.signed(),
            b'-' if self.word_at(self.at + 1) == b"Infinity" => {
                let start = self.at;
                self.take(9);
                Ok(self.add(Expr::Double(f64::NEG_INFINITY), start))
            }
            b'`' => self.quoted_variable(),
            byte if is_label_start(byte) => self.identifier(),
            _ => Err(self.no_expression()),
        }
    }

    /// What stands between an open parenthesis and its other half; behind a mistake in it goes on there.
    pub(super) fn in_parentheses(
        &mut self,
        opener: usize,
        inside: impl Fn(&mut Self) -> Parse<ExprId>,
    ) -> Parse<ExprId> {
        let start = self.at;
        let inner = inside(self).and_then(|inner| {
            if self.peek() == b')' {
                return Ok(inner);
            }
            Err(self.not_closed(opener))
        });
        let inner = match inner {
            Ok(inner) => inner,
            Err(failed) => {
                self.recover(opener + 1);
                if self.peek() != b')' {
                    self.openers.truncate(opener);
                    return Err(failed);
                }
                self.hole(start)
            }
        };
        self.close(opener)?;
        Ok(inner)
    }

    fn identifier(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let word = self.word();
        if let Some(expr) = reserved(word) {
            self.take(word.len());
            if self.peek() == b'@' {
                return Err(self.index_on_builtin(start));
            }
            return Ok(self.add(expr, start));
        }
        if is_keyword(word) {
            return Err(self.no_expression());
        }
        let name = self.name(start..start + word.len());
        let mark = self.mark();
        self.take(word.len());
        self.variable(name, start, mark)
    }

    fn quoted_variable(&mut self) -> Parse<ExprId> {
        let start = self.at;
        let mark = self.mark();
        let label = self.label("a name")?;
        self.variable(label.name, start, mark)
    }

    fn variable(&mut self, name: Name, start: usize, mark: usize) -> Parse<ExprId> {
        let mut index = 0;
        if self.eat(b'@') {
            let written = self.variable_index()?;
            self.node(Shape::Selection, mark);
            let Some(small) = written else {
                self.index_too_large(start);
                return Ok(self.hole(start));
            };
            index = small;
        }
        Ok(self.add(Expr::Variable { name, index }, start))
    }

    pub(super) fn anonymous(&mut self) -> Name {
        Name::new("_")
    }

    /// `any-label`, with a keyword or anything else reported as not being `what`.
    pub(super) fn label(&mut self, what: &str) -> Parse<Spelled> {
        let start = self.at;
        if self.peek() == b'`' {
            return self.quoted_label();
        }
        let word = self.word();
        if word.is_empty() || is_keyword(word) {
            let failed = self.no_label(what);
            // A keyword was meant as a name if a value or a type follows.
            let after = self.skip(start + word.len());
            if word.is_empty() || !matches!(self.byte(after), b'=' | b':') || self.byte(after + 1) == b'=' {
                return Err(failed);
            }
        }
        let end = start + word.len();
        let spelled = self.spelled(start..end, start..end);
        self.take(word.len());
        Ok(spelled)
    }

    /// `any-label-or-some`.
    pub(super) fn label_or_some(&mut self, what: &str) -> Parse<Spelled> {
        if self.word() != b"Some" {
            return self.label(what);
        }
        let spelled = self.spelled(self.at..self.at + 4, self.at..self.at + 4);
        self.take(4);
        Ok(spelled)
    }

    fn quoted_label(&mut self) -> Parse<Spelled> {
        let start = self.at;
        let mut at = start + 1;
        while matches!(self.byte(at), 0x20..=0x5f | 0x61..=0x7e) {
            at += 1;
        }
        if self.byte(at) != b'`' {
            return Err(self.open_label(start, at));
        }
        let spelled = self.spelled(start + 1..at, start..at + 1);
        self.close_token(at + 1);
        Ok(spelled)
    }

    /// `nonreserved-label`: what `λ`, `∀` and `let` may bind.
    pub(super) fn binder(&mut self) -> Parse<Spelled> {
        let word = self.word();
        if self.peek() != b'`' && reserved(word).is_some() {
            return Err(self.bound_builtin(word.len()));
        }
        self.label("a name")
    }

    /// A colon that white space must follow.
    pub(super) fn colon(&mut self, what: &str) -> Parse<()> {
        if self.peek() != b':' || self.byte(self.at + 1) == b':' {
            return Err(self.no_colon(what));
        }
        let start = self.at;
        self.take(1);
        if self.gap() {
            return Ok(());
        }
        Err(self.no_space_after(start, start + 1))
    }

    /// `[ a, b ]`, or `[] : T` where an expression begins.
    fn list(&mut self) -> Parse<ExprId> {
        let (start, head, mark) = (self.at, self.head, self.mark());
        let opener = self.open();
        self.eat(b',');
        if self.peek() == b']' {
            self.close(opener)?;
            self.node(Shape::List, mark);
            return self.empty_list(start, head, mark);
        }
        let mut elements = Vec::new();
        while self.peek() != b']' {
            elements.push(self.item(b']'));
            if std::mem::take(&mut self.closer_missing) {
                // What looked like an element was the next field of the record around the list.
                elements.pop();
                self.openers.truncate(opener);
                return Ok(self.add(Expr::List(elements.into_boxed_slice()), start));
            }
            if !self.next_item(b',') {
                break;
            }
        }
        self.close_items(opener)?;
        self.node(Shape::List, mark);
        Ok(self.add(Expr::List(elements.into_boxed_slice()), start))
    }

    /// The annotation of an empty list, which is not a part of a larger expression without parentheses.
    fn empty_list(&mut self, start: usize, head: usize, mark: usize) -> Parse<ExprId> {
        if start != head || self.peek() != b':' {
            return Err(self.empty_list_without_type(start, start != head));
        }
        self.colon("the type of the empty list")?;
        let annotation = self.expression()?;
        self.node(Shape::Annotation, mark);
        Ok(self.add(Expr::EmptyList { annotation }, start))
    }

    /// An element of a list or a value of a field, whose mistakes do not hide the next ones.
    pub(super) fn item(&mut self, closer: u8) -> ExprId {
        let start = self.at;
        let open = self.openers.len();
        match self.expression() {
            Ok(value) if self.separator_missing || self.item_ends(closer) => return value,
            Ok(value) if self.misses_comma(closer) => return self.without_next_line(value),
            Ok(_) if self.misses_closer(closer, start) => return self.hole(start),
            Ok(_) => {
                self.no_separator(closer);
            }
            Err(_) if closer == b'}' && self.openers.len() == open && self.at_next_field() => {
                // Only the value is missing; the next line is the next field.
                self.separator_missing = true;
                return self.hole(start);
            }
            Err(_) => {}
        }
        self.recover(open);
        self.hole(start)
    }

    /// The value without the arguments that turned out to be the beginning of the next line, `self.at` at the
    /// last of them, which is the name of the next field or binding.
    pub(super) fn without_next_line(&mut self, value: ExprId) -> ExprId {
        let begun = self.ast.span(value).start as usize;
        let line = self.bytes[begun..self.at].iter().rposition(|byte| *byte == b'\n');
        let next = line.map_or(self.at, |line| begun + line);
        let mut value = value;
        while let Expr::Apply { function, argument } = &self.ast[value]
            && self.ast.span(*argument).start as usize >= next
        {
            value = *function;
        }
        let whole = self.ast.span(value).end as usize <= next;
        if whole { value } else { self.hole(begun) }
    }

    fn item_ends(&self, closer: u8) -> bool {
        let separator = if closer == b'>' { b'|' } else { b',' };
        self.peek() == separator || self.peek() == closer
    }

    /// Consumes an opening bracket.
    pub(super) fn open(&mut self) -> usize {
        let opener = Opener {
            byte: self.peek(),
            at: self.at,
        };
        self.openers.push(opener);
        self.take(1);
        self.openers.len() - 1
    }

    /// Consumes the closing bracket of an opener.
    pub(super) fn close(&mut self, opener: usize) -> Parse<()> {
        let closer = closer(self.openers[opener].byte);
        if self.peek() == closer {
            self.openers.truncate(opener);
            self.take(1);
            return Ok(());
        }
        Err(self.not_closed(opener))
    }

    /// Consumes the closing bracket behind separated items; a mistake among them ends there.
    pub(super) fn close_items(&mut self, opener: usize) -> Parse<()> {
        let closer = closer(self.openers[opener].byte);
        if self.peek() != closer {
            self.not_closed(opener);
            self.recover(opener + 1);
        }
        self.openers.truncate(opener);
        self.eat(closer);
        Ok(())
    }
}

/// The bracket that ends what `opener` begins.
pub(super) fn closer(opener: u8) -> u8 {
    match opener {
        b'(' => b')',
        b'[' => b']',
        b'<' => b'>',
        // `{` and, of an interpolation, `$`.
        _ => b'}',
    }
}

/// The expression that a word is by itself, which a bound name without quotes can not be.
pub(super) fn reserved(word: &[u8]) -> Option<Expr> {
    if !matches!(
        word.first(),
        Some(b'B' | b'D' | b'F' | b'I' | b'K' | b'L' | b'N' | b'O' | b'S' | b'T')
    ) {
        return None;
    }
    Some(match word {
        b"True" => Expr::Bool(true),
        b"False" => Expr::Bool(false),
        b"NaN" => Expr::Double(f64::NAN),
        b"Infinity" => Expr::Double(f64::INFINITY),
        b"Type" => Expr::Const(Const::Type),
        b"Kind" => Expr::Const(Const::Kind),
        b"Sort" => Expr::Const(Const::Sort),
        _ => Expr::Builtin(builtin(word)?),
    })
}

fn builtin(word: &[u8]) -> Option<Builtin> {
    let (head, tail) = match word.iter().position(|byte| *byte == b'/') {
        Some(at) => word.split_at(at),
        None => (word, &[] as &[u8]),
    };
    Some(match (head, tail) {
        (b"Natural", b"") => Builtin::Natural,
        (b"Text", b"") => Builtin::Text,
        (b"Bool", b"") => Builtin::Bool,
        (b"List", b"") => Builtin::List,
        (b"Optional", b"") => Builtin::Optional,
        (b"None", b"") => Builtin::None,
        (b"Integer", b"") => Builtin::Integer,
        (b"Double", b"") => Builtin::Double,
        (b"Bytes", b"") => Builtin::Bytes,
        (b"Date", b"") => Builtin::Date,
        (b"Time", b"") => Builtin::Time,
        (b"TimeZone", b"") => Builtin::TimeZone,
        (_, b"") => return None,
        (b"Natural" | b"Integer" | b"Double" | b"List" | b"Text" | b"Date" | b"Time" | b"TimeZone", _) => {
            let found = Builtin::ALL.iter().find(|(_, name)| name.as_bytes() == word);
            return found.map(|(builtin, _)| *builtin);
        }
        _ => return None,
    })
}
