//! How tightly an expression binds, which decides on parentheses.

use super::super::{Expr, Operator};

/// The rules of the grammar that expressions are of, from the loosest to the tightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// `expression`.
    Expression,
    /// An operand of that operator, or anything tighter.
    Operand(Operator),
    /// `application-expression`.
    Application,
    /// `import-expression`.
    Argument,
    /// `selector-expression`.
    Selection,
    /// `primitive-expression`.
    Primitive,
}

impl Level {
    /// The level of an expression.
    pub(super) fn of(expr: &Expr) -> Self {
        match expr {
            Expr::Lambda { .. }
            | Expr::Forall { .. }
            | Expr::Let { .. }
            | Expr::If { .. }
            | Expr::Annotation { .. }
            | Expr::Assert { .. }
            | Expr::EmptyList { .. }
            | Expr::With { .. }
            | Expr::Merge {
                annotation: Some(_), ..
            }
            | Expr::ToMap {
                annotation: Some(_), ..
            } => Self::Expression,
            Expr::Operator { operator, .. } => Self::Operand(*operator),
            Expr::Apply { .. }
            | Expr::Some(_)
            | Expr::ShowConstructor(_)
            | Expr::Merge { annotation: None, .. }
            | Expr::ToMap { annotation: None, .. } => Self::Application,
            Expr::Import(_) | Expr::Completion { .. } => Self::Argument,
            Expr::Field { .. } | Expr::Project { .. } | Expr::ProjectType { .. } => Self::Selection,
            Expr::Const(_)
            | Expr::Builtin(_)
            | Expr::Variable { .. }
            | Expr::Bool(_)
            | Expr::Natural(_)
            | Expr::BigNatural(_)
            | Expr::Integer(_)
            | Expr::BigInteger(_)
            | Expr::Double(_)
            | Expr::Text { .. }
            | Expr::Bytes(_)
            | Expr::Date(_)
            | Expr::Time(_)
            | Expr::TimeZone(_)
            | Expr::List(_)
            | Expr::RecordType(_)
            | Expr::Record(_)
            | Expr::Union(_)
            | Expr::Hole => Self::Primitive,
        }
    }

    /// The level of the right operand of an operator, all of which are left-associative.
    pub(super) fn tighter(self) -> Self {
        let Self::Operand(operator) = self else {
            return self;
        };
        match operator {
            Operator::Equivalent => Self::Operand(Operator::ImportAlt),
            Operator::ImportAlt => Self::Operand(Operator::Or),
            Operator::Or => Self::Operand(Operator::Plus),
            Operator::Plus => Self::Operand(Operator::TextAppend),
            Operator::TextAppend => Self::Operand(Operator::ListAppend),
            Operator::ListAppend => Self::Operand(Operator::And),
            Operator::And => Self::Operand(Operator::Combine),
            Operator::Combine => Self::Operand(Operator::Prefer),
            Operator::Prefer => Self::Operand(Operator::CombineTypes),
            Operator::CombineTypes => Self::Operand(Operator::Times),
            Operator::Times => Self::Operand(Operator::Equal),
            Operator::Equal => Self::Operand(Operator::NotEqual),
            Operator::NotEqual => Self::Application,
        }
    }
}
