//! From trees to bytes.

use super::label::Label;
use super::writer::Writer;
use crate::dhall::syntax::{Ast, Builtin, Const, Expr, ExprId, Location, Name, PathComponent, Spelled};

/// The bytes of the expression that is the whole file; a hole is `null`, which no expression is.
///
/// Recursion is replaced by a list of what is still to be written, so that any tree can be encoded.
pub fn encode(ast: &Ast) -> Vec<u8> {
    let mut encoder = Encoder {
        ast,
        writer: Writer::new(),
        rest: vec![Step::Expr(ast.root())],
    };
    while let Some(step) = encoder.rest.pop() {
        match step {
            Step::Expr(id) => encoder.expr(id),
            Step::Name(name) => encoder.writer.text(name.as_str()),
            Step::Segment(segment) => encoder.writer.text(segment),
            Step::Null => encoder.writer.null(),
            Step::Array(items) => encoder.writer.array(items),
            Step::Path(path) => encoder.path(path),
            Step::Location(location) => encoder.writer.import_end(location),
        }
    }
    encoder.writer.into_bytes()
}

/// Something that is still to be written.
enum Step<'a> {
    Expr(ExprId),
    Name(Name),
    Segment(&'a str),
    Null,
    Array(usize),
    Path(&'a [PathComponent]),
    Location(&'a Location),
}

struct Encoder<'a> {
    ast: &'a Ast,
    writer: Writer,
    /// The next step is the last one.
    rest: Vec<Step<'a>>,
}

impl<'a> Encoder<'a> {
    /// The head of an array that begins with a label, and the expressions behind it.
    fn node(&mut self, label: Label, parts: &[ExprId]) {
        self.writer.labelled(parts.len() + 1, label);
        self.later(parts);
    }

    fn later(&mut self, parts: &[ExprId]) {
        self.rest.extend(parts.iter().rev().map(|part| Step::Expr(*part)));
    }

    fn expr(&mut self, id: ExprId) {
        let ast = self.ast;
        match &ast[id] {
            Expr::Const(constant) => self.writer.text(constant_name(*constant)),
            Expr::Builtin(builtin) => self.writer.text(builtin.name()),
            Expr::Variable { name, index } => self.writer.variable(name.as_str(), u64::from(*index)),
            Expr::Lambda { param, domain, body } => self.function(Label::Lambda, param, [*domain, *body]),
            Expr::Forall {
                param,
                domain,
                codomain,
            } => self.function(Label::Forall, param, [*domain, *codomain]),
            Expr::Apply { .. } => self.application(id),
            Expr::Let { .. } => self.let_in(id),
            Expr::Annotation { value, annotation } => self.node(Label::Annotation, &[*value, *annotation]),
            Expr::Assert { annotation } => self.node(Label::Assert, &[*annotation]),
            Expr::If {
                predicate,
                then,
                otherwise,
            } => self.node(Label::If, &[*predicate, *then, *otherwise]),
            Expr::Operator {
                operator,
                left,
                right,
            } => {
                self.writer.operator(*operator);
                self.later(&[*left, *right]);
            }
            Expr::EmptyList { annotation } => self.empty_list(*annotation),
            Expr::List(elements) => {
                self.writer.labelled(elements.len() + 2, Label::List);
                self.writer.null();
                self.later(elements);
            }
            Expr::Some(value) => {
                self.writer.labelled(3, Label::Some);
                self.writer.null();
                self.later(&[*value]);
            }
            Expr::RecordType(fields) => {
                self.writer.labelled(2, Label::RecordType);
                self.pairs(fields, |field| Step::Expr(*field));
            }
            Expr::Record(fields) => {
                self.writer.labelled(2, Label::Record);
                self.pairs(fields, |field| Step::Expr(*field));
            }
            Expr::Union(alternatives) => {
                self.writer.labelled(2, Label::Union);
                self.pairs(alternatives, |payload| payload.map_or(Step::Null, Step::Expr));
            }
            Expr::Hole => self.writer.null(),
            Expr::Field { .. }
            | Expr::Project { .. }
            | Expr::ProjectType { .. }
            | Expr::Completion { .. }
            | Expr::Merge { .. }
            | Expr::ToMap { .. }
            | Expr::ShowConstructor(_)
            | Expr::With { .. } => self.record_operation(id),
            Expr::Import(import) => {
                self.rest.push(Step::Location(&import.location));
                if self.writer.import_start(import) {
                    let headers = match &import.location {
                        Location::Remote { headers, .. } => *headers,
                        _ => None,
                    };
                    self.rest.push(headers.map_or(Step::Null, Step::Expr));
                }
            }
            _ => self.literal(id),
        }
    }

    fn literal(&mut self, id: ExprId) {
        let ast = self.ast;
        match &ast[id] {
            Expr::Bool(value) => self.writer.bool(*value),
            Expr::Natural(number) => self.writer.natural(*number),
            Expr::BigNatural(number) => {
                self.writer.labelled(2, Label::Natural);
                self.writer.big_unsigned(number);
            }
            Expr::Integer(number) => {
                self.writer.labelled(2, Label::Integer);
                self.writer.signed(*number);
            }
            Expr::BigInteger(number) => {
                self.writer.labelled(2, Label::Integer);
                self.writer.big_signed(number);
            }
            Expr::Double(value) => self.writer.double(*value),
            Expr::Bytes(bytes) => {
                self.writer.labelled(2, Label::Bytes);
                self.writer.byte_string(bytes);
            }
            Expr::Date(date) => self.writer.date(*date),
            Expr::Time(time) => self.writer.time(time),
            Expr::TimeZone(zone) => self.writer.time_zone(*zone),
            Expr::Text {
                segments,
                interpolations,
            } => {
                self.writer
                    .labelled(segments.len() + interpolations.len() + 1, Label::Text);
                let last = segments.last().map(|segment| Step::Segment(segment));
                self.rest.extend(last);
                for (segment, inner) in segments.iter().zip(interpolations).rev() {
                    self.rest.extend([Step::Expr(*inner), Step::Segment(segment)]);
                }
            }
            _ => unreachable!("every other expression has its own case"),
        }
    }

    fn record_operation(&mut self, id: ExprId) {
        let ast = self.ast;
        match &ast[id] {
            Expr::Field { record, label } => {
                self.writer.labelled(3, Label::Field);
                self.rest.extend([Step::Name(label.name), Step::Expr(*record)]);
            }
            Expr::Project { record, labels } => {
                self.writer.labelled(labels.len() + 2, Label::Project);
                self.rest
                    .extend(labels.iter().rev().map(|label| Step::Name(label.name)));
                self.later(&[*record]);
            }
            Expr::ProjectType { record, selector } => {
                self.writer.labelled(3, Label::Project);
                // The type stands in an array of one item.
                self.rest
                    .extend([Step::Expr(*selector), Step::Array(1), Step::Expr(*record)]);
            }
            Expr::Completion { schema, record } => {
                self.writer.completion();
                self.later(&[*schema, *record]);
            }
            Expr::Merge {
                handlers,
                union,
                annotation,
            } => {
                let parts = [Some(*handlers), Some(*union), *annotation];
                self.node(Label::Merge, &parts.into_iter().flatten().collect::<Vec<_>>());
            }
            Expr::ToMap { record, annotation } => {
                let parts = [Some(*record), *annotation];
                self.node(Label::ToMap, &parts.into_iter().flatten().collect::<Vec<_>>());
            }
            Expr::ShowConstructor(value) => self.node(Label::ShowConstructor, &[*value]),
            Expr::With { record, path, value } => {
                self.writer.labelled(4, Label::With);
                self.rest
                    .extend([Step::Expr(*value), Step::Path(path), Step::Expr(*record)]);
            }
            _ => unreachable!("the caller saw one of these"),
        }
    }

    fn function(&mut self, label: Label, param: &Spelled, parts: [ExprId; 2]) {
        if param.name.as_str() == "_" {
            return self.node(label, &parts);
        }
        self.writer.labelled(4, label);
        self.writer.text(param.name.as_str());
        self.later(&parts);
    }

    /// `f a b` is one array.
    fn application(&mut self, id: ExprId) {
        let before = self.rest.len();
        let mut head = id;
        while let Expr::Apply { function, argument } = &self.ast[head] {
            self.rest.push(Step::Expr(*argument));
            head = *function;
        }
        self.rest.push(Step::Expr(head));
        let parts = self.rest.len() - before;
        self.writer.labelled(parts + 1, Label::Apply);
    }

    /// A run of bindings, also of several nodes, is one array.
    fn let_in(&mut self, id: ExprId) {
        let mut steps = Vec::new();
        let mut body = id;
        while let Expr::Let {
            bindings,
            body: inner,
        } = &self.ast[body]
        {
            for binding in bindings {
                steps.push(Step::Name(binding.label.name));
                steps.push(binding.annotation.map_or(Step::Null, Step::Expr));
                steps.push(Step::Expr(binding.value));
            }
            body = *inner;
        }
        steps.push(Step::Expr(body));
        self.writer.labelled(steps.len() + 1, Label::Let);
        self.rest.extend(steps.into_iter().rev());
    }

    /// `[] : List T` leaves out the `List`.
    fn empty_list(&mut self, annotation: ExprId) {
        if let Expr::Apply { function, argument } = &self.ast[annotation]
            && matches!(self.ast[*function], Expr::Builtin(Builtin::List))
        {
            return self.node(Label::List, &[*argument]);
        }
        self.node(Label::EmptyList, &[annotation]);
    }

    fn pairs<T>(&mut self, fields: &'a [(Spelled, T)], step: impl Fn(&'a T) -> Step<'a>) {
        self.writer.map(fields.len());
        let mut sorted: Vec<_> = fields.iter().map(|(label, value)| (label.name, value)).collect();
        sorted.sort_by_cached_key(|(name, _)| name.as_str());
        for (name, value) in sorted.into_iter().rev() {
            self.rest.extend([step(value), Step::Name(name)]);
        }
    }

    fn path(&mut self, path: &[PathComponent]) {
        self.writer.array(path.len());
        for component in path {
            match component {
                PathComponent::Label(label) => self.writer.text(label.name.as_str()),
                PathComponent::DescendOptional(_) => self.writer.unsigned(0),
            }
        }
    }
}

fn constant_name(constant: Const) -> &'static str {
    match constant {
        Const::Type => "Type",
        Const::Kind => "Kind",
        Const::Sort => "Sort",
    }
}
