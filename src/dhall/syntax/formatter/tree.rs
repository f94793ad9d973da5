//! Tokens that belong together, as a tree.

use super::super::parser::{Shape, Trace};

/// A part of a file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// The token of that number.
    Token(usize),
    /// The group of that number: tokens and parts that belong together.
    Group(usize),
}

/// The tree of a trace without findings.
pub(super) struct Tree<'a> {
    text: &'a str,
    trace: &'a Trace,
    /// For each group, how many groups it is, with those inside of it, which stand right before it.
    sizes: Vec<u32>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(text: &'a str, trace: &'a Trace) -> Self {
        let mut sizes: Vec<u32> = Vec::with_capacity(trace.groups.len());
        let mut open: Vec<usize> = Vec::new();
        for (number, group) in trace.groups.iter().enumerate() {
            let mut size = 1;
            while let Some(inner) = open.pop_if(|inner| trace.groups[*inner].tokens.0 >= group.tokens.0) {
                size += sizes[inner];
            }
            sizes.push(size);
            open.push(number);
        }
        Self { text, trace, sizes }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.trace.tokens.len()
    }

    /// The bytes of a token; behind the last one there is the end of the text.
    pub(super) fn place(&self, token: usize) -> (usize, usize) {
        let end = (self.text.len(), self.text.len());
        let place = self.trace.tokens.get(token);
        place.map_or(end, |(start, end)| (*start as usize, *end as usize))
    }

    pub(super) fn word(&self, token: usize) -> &'a str {
        let (start, end) = self.place(token);
        &self.text[start..end]
    }

    /// Its shape, if it is no token.
    pub(super) fn shape(&self, node: Node) -> Option<Shape> {
        match node {
            Node::Token(_) => None,
            Node::Group(number) => Some(self.trace.groups[number].shape),
        }
    }

    /// The number of its first token.
    pub(super) fn first(&self, node: Node) -> usize {
        match node {
            Node::Token(number) => number,
            Node::Group(number) => self.trace.groups[number].tokens.0 as usize,
        }
    }

    /// The number of its last token.
    pub(super) fn last(&self, node: Node) -> usize {
        match node {
            Node::Token(number) => number,
            Node::Group(number) => self.trace.groups[number].tokens.1 as usize - 1,
        }
    }

    /// The parts that are in no other part.
    pub(super) fn roots(&self) -> Vec<Node> {
        let mut parts = Vec::new();
        self.split((0, self.trace.groups.len()), (0, self.len()), &mut parts);
        parts.reverse();
        parts
    }

    /// Its parts, if it is no token; runs that nest to the left are one node.
    pub(super) fn parts(&self, node: Node) -> Vec<Node> {
        // Most have a few parts.
        let mut parts = Vec::with_capacity(8);
        let Some(shape) = self.shape(node) else {
            return parts;
        };
        self.push_parts(node, &mut parts);
        if matches!(shape, Shape::Selection | Shape::With | Shape::Operator) {
            while let Some(inner) = parts.pop_if(|first| self.shape(*first) == Some(shape)) {
                let rest = parts.len();
                self.push_parts(inner, &mut parts);
                let word = |parts: &[Node]| self.word(self.first(parts[parts.len() - 1]));
                let is_same =
                    shape != Shape::Operator || word(&parts[..rest]) == word(&parts[..parts.len() - 1]);
                if !is_same {
                    parts.truncate(rest);
                    parts.push(inner);
                    break;
                }
            }
        }
        parts.reverse();
        parts
    }

    /// Adds the parts of a group, the last one first.
    fn push_parts(&self, node: Node, parts: &mut Vec<Node>) {
        if let Node::Group(number) = node {
            let (first, behind) = self.trace.groups[number].tokens;
            let inside = number + 1 - self.sizes[number] as usize;
            self.split((inside, number), (first as usize, behind as usize), parts);
        }
    }

    /// Adds what tokens and groups consist of, the last part first.
    fn split(&self, groups: (usize, usize), tokens: (usize, usize), parts: &mut Vec<Node>) {
        let mut group = groups.1;
        let mut token = tokens.1;
        while group > groups.0 {
            let number = group - 1;
            group -= self.sizes[number] as usize;
            let (first, behind) = self.trace.groups[number].tokens;
            // A group without tokens is nothing.
            if first < behind {
                parts.extend((behind as usize..token).rev().map(Node::Token));
                parts.push(Node::Group(number));
                token = first as usize;
            }
        }
        parts.extend((tokens.0..token).rev().map(Node::Token));
    }
}
