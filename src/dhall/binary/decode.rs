//! From bytes to trees.

use super::label::{COMPLETION, Label, OPERATORS};
use super::reader::{BigOr, DecodeError, Item, Reader};
use crate::dhall::syntax::{Ast, Binding, Builtin, Const, Expr, ExprId, Name, PathComponent, Spelled};
use crate::source::FileId;

/// How deeply the arrays of an expression may nest.
pub const DEPTH_LIMIT: u32 = 2_000;

/// Reads the expression that the bytes are.
///
/// Every expression gets the bytes that it was read from as its span in `file`.
pub fn decode(file: FileId, bytes: &[u8]) -> Result<Ast, DecodeError> {
    let mut decoder = Decoder {
        reader: Reader::new(bytes),
        ast: Ast::new(file),
        depth: 0,
    };
    let root = decoder.expr()?;
    decoder.ast.set_root(root);
    match decoder.reader.left() {
        0 => Ok(decoder.ast),
        left => Err(DecodeError::Trailing(left)),
    }
}

pub(super) type Decode<T> = Result<T, DecodeError>;

pub(super) struct Decoder<'a> {
    pub(super) reader: Reader<'a>,
    ast: Ast,
    depth: u32,
}

impl<'a> Decoder<'a> {
    pub(super) fn unexpected<T>(&self, at: usize, expected: &'static str) -> Decode<T> {
        Err(DecodeError::Unexpected { at, expected })
    }

    fn add(&mut self, expr: Expr, start: usize) -> ExprId {
        self.ast.add(expr, start as u32, self.reader.at as u32)
    }

    fn spelled(&self, name: &str, start: usize) -> Spelled {
        Spelled {
            name: Name::new(name),
            span: (start as u32, self.reader.at as u32),
        }
    }

    pub(super) fn expr(&mut self) -> Decode<ExprId> {
        let start = self.reader.at;
        let item = self.reader.item()?;
        self.expr_from(item, start)
    }

    /// An expression or `null`.
    pub(super) fn optional(&mut self) -> Decode<Option<ExprId>> {
        let start = self.reader.at;
        match self.reader.item()? {
            Item::Null => Ok(None),
            item => self.expr_from(item, start).map(Some),
        }
    }

    fn expr_from(&mut self, item: Item<'a>, start: usize) -> Decode<ExprId> {
        let expr = match item {
            Item::Array(items) => {
                if self.depth >= DEPTH_LIMIT {
                    return Err(DecodeError::TooDeep(DEPTH_LIMIT));
                }
                self.depth += 1;
                let expr = self.array(items, start)?;
                self.depth -= 1;
                expr
            }
            Item::Bool(value) => Expr::Bool(value),
            Item::Double(value) => Expr::Double(value),
            Item::Unsigned(index) => Expr::Variable {
                name: Name::new("_"),
                index: self.index(index, start)?,
            },
            Item::Text(name) => match constant(name) {
                Some(expr) => expr,
                None => return self.unexpected(start, "the name of something built in"),
            },
            _ => return self.unexpected(start, "an expression"),
        };
        Ok(self.add(expr, start))
    }

    fn index(&self, index: BigOr<u64>, at: usize) -> Decode<u32> {
        let small = match index {
            BigOr::Small(index) => u32::try_from(index).ok(),
            BigOr::Big(_) => None,
        };
        small.map_or_else(|| self.unexpected(at, "an index of a variable"), Ok)
    }

    /// The items behind the head of an array.
    fn array(&mut self, items: u64, start: usize) -> Decode<Expr> {
        let Some(items) = items.checked_sub(1) else {
            return self.unexpected(start, "an expression");
        };
        let at = self.reader.at;
        let number = match self.reader.item()? {
            Item::Unsigned(BigOr::Small(number)) => number,
            Item::Text(name) if items == 1 && name != "_" => {
                let at = self.reader.at;
                let Item::Unsigned(index) = self.reader.item()? else {
                    return self.unexpected(at, "an index of a variable");
                };
                let index = self.index(index, at)?;
                let name = Name::new(name);
                return Ok(Expr::Variable { name, index });
            }
            _ => return self.unexpected(at, "a label"),
        };
        let Some(label) = Label::from_number(number) else {
            return self.unexpected(at, "a label of the standard");
        };
        self.labelled(label, items, start)
    }

    fn labelled(&mut self, label: Label, items: u64, start: usize) -> Decode<Expr> {
        let arity = || self.unexpected(start, "an expression with so many parts");
        Ok(match (label, items) {
            (Label::Apply, 2..) => return self.application(items, start),
            (Label::Lambda, 2 | 3) => {
                let (param, domain, body) = self.function(items)?;
                Expr::Lambda { param, domain, body }
            }
            (Label::Forall, 2 | 3) => {
                let (param, domain, codomain) = self.function(items)?;
                Expr::Forall {
                    param,
                    domain,
                    codomain,
                }
            }
            (Label::Operator, 3) => return self.operator(),
            (Label::List, 1..) => return self.list(items, start),
            (Label::EmptyList, 1) => Expr::EmptyList {
                annotation: self.expr()?,
            },
            (Label::Some, 2) => {
                self.null()?;
                Expr::Some(self.expr()?)
            }
            (Label::Merge, 2 | 3) => Expr::Merge {
                handlers: self.expr()?,
                union: self.expr()?,
                annotation: (items == 3).then(|| self.expr()).transpose()?,
            },
            (Label::ToMap, 1 | 2) => Expr::ToMap {
                record: self.expr()?,
                annotation: (items == 2).then(|| self.expr()).transpose()?,
            },
            (Label::ShowConstructor, 1) => Expr::ShowConstructor(self.expr()?),
            (Label::Assert, 1) => Expr::Assert {
                annotation: self.expr()?,
            },
            (Label::Annotation, 2) => Expr::Annotation {
                value: self.expr()?,
                annotation: self.expr()?,
            },
            (Label::If, 3) => Expr::If {
                predicate: self.expr()?,
                then: self.expr()?,
                otherwise: self.expr()?,
            },
            (Label::Let, 4..) if items % 3 == 1 => return self.let_in(items),
            (Label::Import, 3..) => return self.import(items - 3),
            (
                Label::RecordType
                | Label::Record
                | Label::Field
                | Label::Project
                | Label::Union
                | Label::With,
                _,
            ) => return self.record(label, items, start),
            (
                Label::Natural
                | Label::Integer
                | Label::Text
                | Label::Date
                | Label::Time
                | Label::TimeZone
                | Label::Bytes,
                _,
            ) => return self.literal(label, items, start),
            _ => return arity(),
        })
    }

    fn record(&mut self, label: Label, items: u64, start: usize) -> Decode<Expr> {
        Ok(match (label, items) {
            (Label::RecordType, 1) => Expr::RecordType(self.pairs(Self::expr)?),
            (Label::Record, 1) => Expr::Record(self.pairs(Self::expr)?),
            (Label::Union, 1) => Expr::Union(self.pairs(Self::optional)?),
            (Label::Field, 2) => Expr::Field {
                record: self.expr()?,
                label: self.label()?,
            },
            (Label::Project, 1..) => return self.projection(items - 1),
            (Label::With, 3) => Expr::With {
                record: self.expr()?,
                path: self.path()?,
                value: self.expr()?,
            },
            _ => return self.unexpected(start, "an expression with so many parts"),
        })
    }

    fn null(&mut self) -> Decode<()> {
        let at = self.reader.at;
        match self.reader.item()? {
            Item::Null => Ok(()),
            _ => self.unexpected(at, "`null`"),
        }
    }

    pub(super) fn text_item(&mut self) -> Decode<&'a str> {
        let at = self.reader.at;
        match self.reader.item()? {
            Item::Text(text) => Ok(text),
            _ => self.unexpected(at, "a text"),
        }
    }

    fn label(&mut self) -> Decode<Spelled> {
        let start = self.reader.at;
        let name = self.text_item()?;
        Ok(self.spelled(name, start))
    }

    /// A number that is less than `limit`.
    pub(super) fn below(&mut self, limit: u64) -> Decode<u64> {
        let at = self.reader.at;
        match self.reader.item()? {
            Item::Unsigned(BigOr::Small(number)) if number < limit => Ok(number),
            _ => self.unexpected(at, "a number in the range that belongs here"),
        }
    }

    fn application(&mut self, items: u64, start: usize) -> Decode<Expr> {
        let mut function = self.expr()?;
        for _ in 2..items {
            let argument = self.expr()?;
            function = self.add(Expr::Apply { function, argument }, start);
        }
        let argument = self.expr()?;
        Ok(Expr::Apply { function, argument })
    }

    fn function(&mut self, items: u64) -> Decode<(Spelled, ExprId, ExprId)> {
        let at = self.reader.at;
        let param = if items == 3 {
            let param = self.label()?;
            if param.name.as_str() == "_" {
                return self.unexpected(at, "a name other than `_`");
            }
            param
        } else {
            self.spelled("_", at)
        };
        Ok((param, self.expr()?, self.expr()?))
    }

    fn operator(&mut self) -> Decode<Expr> {
        let number = self.below(COMPLETION + 1)?;
        let (left, right) = (self.expr()?, self.expr()?);
        Ok(match OPERATORS.get(number as usize) {
            Some(operator) => Expr::Operator {
                operator: *operator,
                left,
                right,
            },
            None => Expr::Completion {
                schema: left,
                record: right,
            },
        })
    }

    fn list(&mut self, items: u64, start: usize) -> Decode<Expr> {
        match (self.optional()?, items) {
            (Some(element), 1) => {
                let function = self.add(Expr::Builtin(Builtin::List), start);
                let argument = element;
                let annotation = self.add(Expr::Apply { function, argument }, start);
                Ok(Expr::EmptyList { annotation })
            }
            (None, 2..) => {
                let mut elements = Vec::new();
                for _ in 1..items {
                    elements.push(self.expr()?);
                }
                Ok(Expr::List(elements.into_boxed_slice()))
            }
            _ => self.unexpected(start, "a list with elements or with a type"),
        }
    }

    fn let_in(&mut self, items: u64) -> Decode<Expr> {
        let mut bindings = Vec::new();
        for _ in 0..items / 3 {
            bindings.push(Binding {
                label: self.label()?,
                annotation: self.optional()?,
                value: self.expr()?,
            });
        }
        Ok(Expr::Let {
            bindings: bindings.into_boxed_slice(),
            body: self.expr()?,
        })
    }

    fn pairs<T>(&mut self, value: impl Fn(&mut Self) -> Decode<T>) -> Decode<Box<[(Spelled, T)]>> {
        let at = self.reader.at;
        let Item::Map(pairs) = self.reader.item()? else {
            return self.unexpected(at, "a map");
        };
        let mut fields = Vec::new();
        for _ in 0..pairs {
            fields.push((self.label()?, value(self)?));
        }
        Ok(fields.into_boxed_slice())
    }

    fn projection(&mut self, labels: u64) -> Decode<Expr> {
        let record = self.expr()?;
        let mut names = Vec::new();
        for _ in 0..labels {
            let at = self.reader.at;
            match self.reader.item()? {
                Item::Text(name) => names.push(self.spelled(name, at)),
                Item::Array(1) if labels == 1 => {
                    let selector = self.expr()?;
                    return Ok(Expr::ProjectType { record, selector });
                }
                _ => return self.unexpected(at, "a label or a type"),
            }
        }
        let labels = names.into_boxed_slice();
        Ok(Expr::Project { record, labels })
    }

    fn path(&mut self) -> Decode<Box<[PathComponent]>> {
        let at = self.reader.at;
        let components = match self.reader.item()? {
            Item::Array(components @ 1..) => components,
            _ => return self.unexpected(at, "a path"),
        };
        let mut path = Vec::new();
        for _ in 0..components {
            let at = self.reader.at;
            path.push(match self.reader.item()? {
                Item::Text(name) => PathComponent::Label(self.spelled(name, at)),
                Item::Unsigned(BigOr::Small(0)) => {
                    PathComponent::DescendOptional((at as u32, self.reader.at as u32))
                }
                _ => return self.unexpected(at, "a label or 0 for `?`"),
            });
        }
        Ok(path.into_boxed_slice())
    }
}

fn constant(name: &str) -> Option<Expr> {
    Some(match name {
        "Type" => Expr::Const(Const::Type),
        "Kind" => Expr::Const(Const::Kind),
        "Sort" => Expr::Const(Const::Sort),
        _ => Expr::Builtin(Builtin::parse(name)?),
    })
}
