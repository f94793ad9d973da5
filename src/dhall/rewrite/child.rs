//! The parts of an expression.

use crate::dhall::syntax::{Expr, ExprId, Location};

/// The expressions that an expression consists of, in order. Those of `let` and of functions, which bind a name
/// for some of their parts, are the caller's business.
pub(super) fn children(expr: &Expr) -> Vec<ExprId> {
    match expr {
        Expr::Lambda { domain, body, .. } => vec![*domain, *body],
        Expr::Forall { domain, codomain, .. } => vec![*domain, *codomain],
        Expr::Apply { function, argument } => vec![*function, *argument],
        Expr::Let { bindings, body } => {
            let parts = bindings
                .iter()
                .flat_map(|binding| binding.annotation.into_iter().chain([binding.value]));
            parts.chain([*body]).collect()
        }
        Expr::Annotation { value, annotation } => vec![*value, *annotation],
        Expr::Assert { annotation } | Expr::EmptyList { annotation } => vec![*annotation],
        Expr::If {
            predicate,
            then,
            otherwise,
        } => vec![*predicate, *then, *otherwise],
        Expr::Operator { left, right, .. } => vec![*left, *right],
        Expr::Text { interpolations, .. } => interpolations.to_vec(),
        Expr::List(elements) => elements.to_vec(),
        Expr::Some(inner) | Expr::ShowConstructor(inner) => vec![*inner],
        Expr::RecordType(fields) | Expr::Record(fields) => fields.iter().map(|(_, part)| *part).collect(),
        Expr::Union(alternatives) => alternatives.iter().filter_map(|(_, part)| *part).collect(),
        Expr::Field { record, .. } | Expr::Project { record, .. } => vec![*record],
        Expr::ProjectType { record, selector } => vec![*record, *selector],
        Expr::Completion { schema, record } => vec![*schema, *record],
        Expr::Merge {
            handlers,
            union,
            annotation,
        } => [*handlers, *union].into_iter().chain(*annotation).collect(),
        Expr::ToMap { record, annotation } => [*record].into_iter().chain(*annotation).collect(),
        Expr::With { record, value, .. } => vec![*record, *value],
        Expr::Import(import) => match &import.location {
            Location::Remote { headers, .. } => headers.iter().copied().collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
