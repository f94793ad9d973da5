//! Where a part of a value is written: by the syntax as far as it shows it, else by where the value came from.

use super::Checker;
use crate::dhall::semantics::machine::{Eval, ThunkId, Value};
use crate::dhall::syntax::{Expr, ExprId, Name, Operator, PathComponent};
use crate::source::Span;

/// A value under inspection and where it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The expression that it is, as long as the syntax shows its parts.
    pub(crate) expr: Option<ExprId>,
    /// The value, once the syntax does not.
    pub(crate) value: Option<ThunkId>,
    /// What to point at.
    pub(crate) span: Span,
}

impl Checker<'_> {
    /// The place of an expression whose type was inferred.
    pub(crate) fn place(&mut self, id: ExprId) -> Place {
        Place {
            expr: Some(id),
            value: Some(self.evaluated(id)),
            span: self.span(id),
        }
    }

    /// The place of a field of the value at a place.
    pub(super) fn field_place(&mut self, place: Place, label: Name) -> Eval<Place> {
        let value = self.slot(place.value, label)?;
        if let Some((_, expr)) = place.expr.and_then(|expr| self.written(expr, label)) {
            return Ok(Place {
                expr: Some(expr),
                value,
                span: self.span(expr),
            });
        }
        self.valued(value, place.span)
    }

    /// What to point at when a value has a field that it should not have.
    pub(super) fn label_span(&mut self, place: Place, label: Name) -> Eval<Span> {
        if let Some((span, _)) = place.expr.and_then(|expr| self.written(expr, label)) {
            return Ok(span);
        }
        let value = self.slot(place.value, label)?;
        Ok(self.valued(value, place.span)?.span)
    }

    /// The places of the elements of a list, or of what an optional holds.
    pub(super) fn element_places(&mut self, place: Place) -> Eval<Vec<Place>> {
        let parts = self.parts(place.value)?;
        let written: Vec<ExprId> = match place.expr.map(|expr| &self.ast[self.stripped(expr)]) {
            Some(Expr::List(elements)) => elements.to_vec(),
            Some(Expr::Some(inner)) => vec![*inner],
            _ => Vec::new(),
        };
        if !written.is_empty() {
            let same = written.len() == parts.len();
            let places = written.into_iter().enumerate().map(|(at, id)| Place {
                expr: Some(id),
                value: same.then(|| parts[at]),
                span: self.span(id),
            });
            return Ok(places.collect());
        }
        if parts.is_empty() {
            return Ok(vec![Place { expr: None, ..place }]);
        }
        parts
            .into_iter()
            .map(|part| self.valued(Some(part), place.span))
            .collect()
    }

    /// The elements of a list that is not too long, or what an optional holds.
    fn parts(&mut self, value: Option<ThunkId>) -> Eval<Vec<ThunkId>> {
        let Some(value) = value else {
            return Ok(Vec::new());
        };
        Ok(match self.machine.value(value)? {
            Value::Some(inner) => vec![inner],
            Value::List(list) if self.machine.lists.len(list) <= 1_000 => {
                self.machine.elements(list)?.to_vec()
            }
            _ => Vec::new(),
        })
    }

    /// Where the value at a place was written, if the source shows it.
    pub(super) fn source(&mut self, place: Place) -> Eval<Option<Span>> {
        let Some(value) = place.value else {
            return Ok(None);
        };
        let origin = self.machine.force(value)?.origin;
        Ok(self.machine.place(origin))
    }

    fn slot(&mut self, value: Option<ThunkId>, label: Name) -> Eval<Option<ThunkId>> {
        let Some(value) = value else {
            return Ok(None);
        };
        Ok(match self.machine.value(value)? {
            Value::Record(id) => self.machine.lookup(id, label),
            _ => None,
        })
    }

    fn valued(&mut self, value: Option<ThunkId>, otherwise: Span) -> Eval<Place> {
        let mut span = otherwise;
        if let Some(value) = value {
            let origin = self.machine.force(value)?.origin;
            span = self.machine.place(origin).unwrap_or(otherwise);
        }
        Ok(Place {
            expr: None,
            value,
            span,
        })
    }

    /// The expression behind annotations and bindings.
    fn stripped(&self, mut id: ExprId) -> ExprId {
        loop {
            id = match &self.ast[id] {
                Expr::Annotation { value, .. } => *value,
                Expr::Let { body, .. } => *body,
                _ => return id,
            };
        }
    }

    /// The label and the value of a field where it is written, through updates and completions.
    pub(super) fn written(&self, id: ExprId, label: Name) -> Option<(Span, ExprId)> {
        let file = self.ast.file;
        let mut id = self.stripped(id);
        loop {
            id = match &self.ast[id] {
                Expr::Record(fields) => {
                    let (spelled, value) = fields.iter().find(|(spelled, _)| spelled.name == label)?;
                    return Some((Span::new(file, spelled.span.0, spelled.span.1), *value));
                }
                Expr::Completion { record, .. } => self.stripped(*record),
                Expr::Operator {
                    operator: Operator::Prefer,
                    left,
                    right,
                } => match self.written(*right, label) {
                    Some(found) => return Some(found),
                    None => self.stripped(*left),
                },
                Expr::With { record, path, value } => {
                    if let [PathComponent::Label(last)] = **path
                        && last.name == label
                    {
                        return Some((Span::new(file, last.span.0, last.span.1), *value));
                    }
                    self.stripped(*record)
                }
                _ => return None,
            };
        }
    }
}
