//! What two texts of the same tokens have in common: their trees, apart from where things are written.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use crate::dhall::syntax::{Ast, Binding, Expr, ExprId, Import, Location, PathComponent, Spelled};

/// A checksum of a tree that does not depend on where its parts stand.
pub(super) fn meaning(ast: &Ast) -> u64 {
    let mut sum = DefaultHasher::new();
    ast.root().hash(&mut sum);
    for at in 0..ast.len() {
        add(&ast[ExprId(at as u32)], &mut sum);
    }
    sum.finish()
}

fn add(expr: &Expr, sum: &mut DefaultHasher) {
    discriminant(expr).hash(sum);
    match expr {
        Expr::Const(constant) => constant.hash(sum),
        Expr::Builtin(builtin) => builtin.hash(sum),
        Expr::Variable { name, index } => (name, index).hash(sum),
        Expr::Lambda { param, domain, body } => (param.name, domain, body).hash(sum),
        Expr::Forall {
            param,
            domain,
            codomain,
        } => (param.name, domain, codomain).hash(sum),
        Expr::Apply { function, argument } => (function, argument).hash(sum),
        Expr::Let { bindings, body } => add_bindings(bindings, *body, sum),
        Expr::Annotation { value, annotation } => (value, annotation).hash(sum),
        Expr::Assert { annotation } | Expr::EmptyList { annotation } => annotation.hash(sum),
        Expr::If {
            predicate,
            then,
            otherwise,
        } => (predicate, then, otherwise).hash(sum),
        Expr::Operator {
            operator,
            left,
            right,
        } => (operator, left, right).hash(sum),
        Expr::Bool(bool) => bool.hash(sum),
        Expr::Natural(number) => number.hash(sum),
        Expr::BigNatural(number) => number.hash(sum),
        Expr::Integer(number) => number.hash(sum),
        Expr::BigInteger(number) => number.hash(sum),
        Expr::Double(number) => number.to_bits().hash(sum),
        Expr::Text {
            segments,
            interpolations,
        } => (segments, interpolations).hash(sum),
        Expr::Bytes(bytes) => bytes.hash(sum),
        Expr::Date(date) => date.hash(sum),
        Expr::Time(time) => time.hash(sum),
        Expr::TimeZone(zone) => zone.hash(sum),
        Expr::List(elements) => elements.hash(sum),
        Expr::Some(inner) | Expr::ShowConstructor(inner) => inner.hash(sum),
        Expr::RecordType(fields) | Expr::Record(fields) => add_labelled(fields, sum),
        Expr::Union(alternatives) => add_labelled(alternatives, sum),
        Expr::Field { record, label } => (record, label.name).hash(sum),
        Expr::Project { record, labels } => {
            record.hash(sum);
            labels.iter().for_each(|label| label.name.hash(sum));
        }
        Expr::ProjectType { record, selector } => (record, selector).hash(sum),
        Expr::Completion { schema, record } => (schema, record).hash(sum),
        Expr::Merge {
            handlers,
            union,
            annotation,
        } => (handlers, union, annotation).hash(sum),
        Expr::ToMap { record, annotation } => (record, annotation).hash(sum),
        Expr::With { record, path, value } => {
            (record, value).hash(sum);
            for step in path {
                match step {
                    PathComponent::Label(label) => Some(label.name).hash(sum),
                    PathComponent::DescendOptional(_) => None::<()>.hash(sum),
                }
            }
        }
        Expr::Import(import) => add_import(import, sum),
        Expr::Hole => {}
    }
}

fn add_bindings(bindings: &[Binding], body: ExprId, sum: &mut DefaultHasher) {
    (bindings.len(), body).hash(sum);
    for binding in bindings {
        (binding.label.name, binding.annotation, binding.value).hash(sum);
    }
}

fn add_labelled<T: Hash>(parts: &[(Spelled, T)], sum: &mut DefaultHasher) {
    parts.len().hash(sum);
    for (label, part) in parts {
        (label.name, part).hash(sum);
    }
}

fn add_import(import: &Import, sum: &mut DefaultHasher) {
    (import.hash, import.mode).hash(sum);
    discriminant(&import.location).hash(sum);
    match &import.location {
        Location::Missing => {}
        Location::Local { prefix, components } => (prefix, components).hash(sum),
        Location::Remote {
            https,
            authority,
            components,
            query,
            headers,
        } => (https, authority, components, query, headers).hash(sum),
        Location::Env(name) => name.hash(sum),
    }
}
