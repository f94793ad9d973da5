//! Tokens that belong together, as a tree.

use super::super::parser::{Event, Shape, Trace};

/// A part of a file.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// The token of that number.
    Token(usize),
    /// Tokens and parts that belong together.
    Tree(Shape, Vec<Node>),
}

impl Node {
    /// Its shape, if it is no token.
    pub(super) fn shape(&self) -> Option<Shape> {
        match self {
            Self::Token(_) => None,
            Self::Tree(shape, _) => Some(*shape),
        }
    }

    /// Its parts, if it is no token.
    pub(super) fn parts(&self) -> &[Node] {
        match self {
            Self::Token(_) => &[],
            Self::Tree(_, parts) => parts,
        }
    }

    /// The number of its first token.
    pub(super) fn first(&self) -> usize {
        let mut node = self;
        loop {
            match node {
                Self::Token(number) => return *number,
                Self::Tree(_, parts) => node = &parts[0],
            }
        }
    }

    /// The number of its last token.
    pub(super) fn last(&self) -> usize {
        let mut node = self;
        loop {
            match node {
                Self::Token(number) => return *number,
                Self::Tree(_, parts) => node = &parts[parts.len() - 1],
            }
        }
    }
}

/// The tree of a trace without findings; runs that nest to the left are one node.
pub(super) fn tree(text: &str, trace: &Trace, tokens: &[(usize, usize)]) -> Vec<Node> {
    let mut stack: Vec<(usize, Node)> = Vec::new();
    let mut number = 0;
    for (place, event) in trace.events.iter().enumerate() {
        match event {
            Event::Token(..) => {
                stack.push((place, Node::Token(number)));
                number += 1;
            }
            Event::Node { shape, first } => {
                let from = stack.partition_point(|(begin, _)| begin < first);
                let begin = stack.get(from).map_or(place, |(begin, _)| *begin);
                let parts: Vec<Node> = stack.drain(from..).map(|(_, node)| node).collect();
                if !parts.is_empty() {
                    stack.push((begin, join(*shape, parts, text, tokens)));
                }
            }
        }
    }
    stack.into_iter().map(|(_, node)| node).collect()
}

/// A node of these parts, or the first part with the others added, where a run goes on.
fn join(shape: Shape, mut parts: Vec<Node>, text: &str, tokens: &[(usize, usize)]) -> Node {
    let goes_on = match (&parts[0], shape) {
        (Node::Tree(Shape::Selection, _), Shape::Selection) | (Node::Tree(Shape::With, _), Shape::With) => {
            true
        }
        (Node::Tree(Shape::Operator, run), Shape::Operator) => {
            let word = |node: &Node| {
                let (start, end) = tokens[node.first()];
                &text[start..end]
            };
            word(&run[1]) == word(&parts[1])
        }
        _ => false,
    };
    if goes_on {
        let others = parts.split_off(1);
        if let Some(Node::Tree(_, mut run)) = parts.pop() {
            run.extend(others);
            return Node::Tree(shape, run);
        }
    }
    Node::Tree(shape, parts)
}
