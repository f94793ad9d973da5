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

/// One step of the parse.
#[derive(Clone, Copy, Debug)]
pub(in crate::dhall::syntax) enum Event {
    /// The bytes `start..end` are a token.
    Token(u32, u32),
    /// Everything from event `first` on is one node.
    Node { shape: Shape, first: usize },
}

/// The steps of a parse, inner nodes before outer ones.
#[derive(Clone, Debug, Default)]
pub(in crate::dhall::syntax) struct Trace {
    pub(in crate::dhall::syntax) events: Vec<Event>,
}

impl Parser<'_> {
    /// Where a node would begin that begins with the next token.
    pub(super) fn mark(&self) -> usize {
        self.trace.as_ref().map_or(0, |trace| trace.events.len())
    }

    /// Says that everything since a mark belongs together.
    pub(super) fn node(&mut self, shape: Shape, first: usize) {
        if let Some(trace) = &mut self.trace {
            trace.events.push(Event::Node { shape, first });
        }
    }

    pub(super) fn trace_token(&mut self, start: usize, end: usize) {
        if let Some(trace) = &mut self.trace
            && start < end
        {
            trace.events.push(Event::Token(start as u32, end as u32));
        }
    }
}
