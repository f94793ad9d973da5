//! What the formatter needs besides the tree: every token, and which tokens belong together.

use super::cursor::Parser;

/// How the tokens of a node belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dhall::syntax) enum Shape {
    /// `( e )`.
    Parenthesis,
    /// `[ a, b ]`, without the annotation of an empty list.
    List,
    /// `{ a = 1 }`, `{ a : A }`, and the labels of a projection.
    Record,
    /// `< A | B : T >`.
    Union,
    /// A field of a record or an alternative of a union, from its label to its value.
    Entry,
    /// `λ(x : A) → b` and `∀(x : A) → B`.
    Function,
    /// `A → B`.
    Arrow,
    /// `let x : A = a`.
    Binding,
    /// Bindings, `in` and the body.
    Let,
    /// `if t then l else r`.
    If,
    /// `l op r`, a whole run of one operator once the tree is flattened.
    Operator,
    /// `f a b`, `merge h u`, `Some a`.
    Application,
    /// `x : T`, `assert : T`, `[] : T`.
    Annotation,
    /// `T::r`.
    Completion,
    /// `r.x`, `r.{ x }`, `r.(T)`.
    Selection,
    /// `r with a.b = v`.
    With,
    /// `"…${e}…"`, tokens touching each other.
    Text,
    /// A location, its hash and its mode.
    Import,
}

/// Tokens that belong together.
#[derive(Clone, Copy, Debug)]
pub(in crate::dhall::syntax) struct Group {
    pub(in crate::dhall::syntax) shape: Shape,
    /// The number of the first token, and one more than that of the last.
    pub(in crate::dhall::syntax) tokens: (u32, u32),
}

/// The tokens of a file and how they belong together.
#[derive(Clone, Debug, Default)]
pub(in crate::dhall::syntax) struct Trace {
    /// The bytes of each token.
    pub(in crate::dhall::syntax) tokens: Vec<(u32, u32)>,
    /// Inner groups stand before outer ones.
    pub(in crate::dhall::syntax) groups: Vec<Group>,
}

impl Parser<'_> {
    /// Where a node would begin that begins with the next token.
    pub(super) fn mark(&self) -> usize {
        self.trace.as_ref().map_or(0, |trace| trace.tokens.len())
    }

    /// Says that everything since a mark belongs together.
    pub(super) fn node(&mut self, shape: Shape, first: usize) {
        if let Some(trace) = &mut self.trace {
            let tokens = (first as u32, trace.tokens.len() as u32);
            trace.groups.push(Group { shape, tokens });
        }
    }

    pub(super) fn trace_token(&mut self, start: usize, end: usize) {
        if let Some(trace) = &mut self.trace
            && start < end
        {
            trace.tokens.push((start as u32, end as u32));
        }
    }
}
