//! Where a part of a value is written: by the syntax as far as it shows it, else by where the value came from.

use super::Checker;
use crate::dhall::semantics::machine::{Eval, ThunkId, Value};
use crate::dhall::syntax::{Binding, Expr, ExprId, Name, Operator, PathComponent};
use crate::source::Span;

/// A value under inspection and where it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The expression that it is, as long as the syntax shows its parts.
    pub(crate) expr: Option<ExprId>,
    /// How many labels of the path of a `with` lead to it, when `expr` is the update that sets a part of it; else 0.
    pub(crate) depth: usize,
    /// The value, once the syntax does not.
    pub(crate) value: Option<ThunkId>,
    /// What to point at.
    pub(crate) span: Span,
}

/// Where a field is written.
enum Part {
    /// With that label and that value.
    Whole(Span, ExprId),
    /// Under that label, in parts: the first of them by that update, to which as many labels of its path lead.
    Within(Span, ExprId, usize),
}

impl Checker<'_> {
    /// The place of an expression whose type was inferred.
    pub(crate) fn place(&mut self, id: ExprId) -> Place {
        Place {
            expr: Some(id),
            depth: 0,
            value: Some(self.evaluated(id)),
            span: self.span(id),
        }
    }

    /// The place of a field of the value at a place.
    pub(super) fn field_place(&mut self, place: Place, label: Name) -> Eval<Place> {
        let value = self.slot(place.value, label)?;
        let written = place.expr.and_then(|expr| self.part(expr, place.depth, label));
        match written {
            Some(Part::Whole(_, expr)) => Ok(Place {
                expr: Some(expr),
                depth: 0,
                value,
                span: self.span(expr),
            }),
            Some(Part::Within(_, update, depth)) => Ok(Place {
                expr: Some(update),
                depth,
                ..self.valued(value, place.span)?
            }),
            None => self.valued(value, place.span),
        }
    }

    /// What to point at when a value has a field that it should not have.
    pub(super) fn label_span(&mut self, place: Place, label: Name) -> Eval<Span> {
        let written = place.expr.and_then(|expr| self.part(expr, place.depth, label));
        if let Some(Part::Whole(span, _) | Part::Within(span, ..)) = written {
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
                depth: 0,
                value: same.then(|| parts[at]),
                span: self.span(id),
            });
            return Ok(places.collect());
        }
        if parts.is_empty() {
            return Ok(vec![Place {
                expr: None,
                depth: 0,
                ..place
            }]);
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
            depth: 0,
            value,
            span,
        })
    }

    /// The expression behind annotations, bindings, and names of the file's own bindings.
    fn stripped(&self, mut id: ExprId) -> ExprId {
        loop {
            id = match &self.ast[id] {
                Expr::Annotation { value, .. } => *value,
                Expr::Let { body, .. } => *body,
                Expr::Variable { name, index: 0 } => match self.bound(*name, id) {
                    Some(value) => value,
                    None => return id,
                },
                _ => return id,
            };
        }
    }

    /// What the file binds to a name, last before it is used. That is always further up, so following names ends.
    fn bound(&self, name: Name, used: ExprId) -> Option<ExprId> {
        let before = self.ast.span(used).start;
        let mut id = self.ast.root();
        let mut found = None;
        while let Expr::Let { bindings, body } = &self.ast[id] {
            let is_it =
                |binding: &&Binding| binding.label.name == name && self.ast.span(binding.value).end <= before;
            let last = bindings.iter().rfind(is_it);
            found = last.map(|binding| binding.value).or(found);
            id = *body;
        }
        found
    }

    /// The label and the value of a field where it is written, through updates and completions.
    pub(super) fn written(&self, id: ExprId, label: Name) -> Option<(Span, ExprId)> {
        match self.part(id, 0, label)? {
            Part::Whole(span, value) => Some((span, value)),
            Part::Within(..) => None,
        }
    }

    /// Where a field is written of an expression, or of that part of an update to which `depth` labels of its path
    /// lead.
    fn part(&self, id: ExprId, depth: usize, label: Name) -> Option<Part> {
        let file = self.ast.file;
        let mut id = self.stripped(id);
        let above: Vec<Name> = match &self.ast[id] {
            Expr::With { path, .. } if depth > 0 => labels(&path[..depth])?.collect(),
            _ => Vec::new(),
        };
        loop {
            id = match &self.ast[id] {
                Expr::With { record, path, value } => {
                    if let Some(below) = self.below(path, &above) {
                        return match below {
                            [] => self.part(*value, 0, label),
                            [PathComponent::Label(last)] if last.name == label => {
                                Some(Part::Whole(Span::new(file, last.span.0, last.span.1), *value))
                            }
                            [PathComponent::Label(next), ..] if next.name == label => {
                                let span = Span::new(file, next.span.0, next.span.1);
                                Some(Part::Within(span, id, above.len() + 1))
                            }
                            _ => {
                                id = self.stripped(*record);
                                continue;
                            }
                        };
                    }
                    self.stripped(*record)
                }
                _ if depth > 0 => return None,
                Expr::Record(fields) => {
                    let (spelled, value) = fields.iter().find(|(spelled, _)| spelled.name == label)?;
                    return Some(Part::Whole(
                        Span::new(file, spelled.span.0, spelled.span.1),
                        *value,
                    ));
                }
                Expr::Completion { record, .. } => self.stripped(*record),
                Expr::Operator {
                    operator: Operator::Prefer,
                    left,
                    right,
                } => match self.part(*right, 0, label) {
                    Some(found) => return Some(found),
                    None => self.stripped(*left),
                },
                _ => return None,
            };
        }
    }

    /// What of the path of an update is left behind the labels `above`; `None` if it leads elsewhere.
    fn below<'p>(&self, path: &'p [PathComponent], above: &[Name]) -> Option<&'p [PathComponent]> {
        let (front, rest) = path.split_at_checked(above.len())?;
        labels(front)?.eq(above.iter().copied()).then_some(rest)
    }
}

/// The labels of a path; `None` if it goes through an optional.
fn labels(path: &[PathComponent]) -> Option<impl Iterator<Item = Name>> {
    let label = |step: &PathComponent| match step {
        PathComponent::Label(label) => Some(label.name),
        _ => None,
    };
    let labels: Option<Vec<Name>> = path.iter().map(label).collect();
    labels.map(Vec::into_iter)
}
