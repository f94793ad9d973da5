//! From the tokens and comments of a file to the stream that is laid out.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::super::parser::{Shape, Trace};
use super::comment::{Comment, comments, shebang_end, tokens};
use super::layout::{Op, render};
use super::tree::{Node, tree};

/// The text of a file in the one style.
pub(super) fn styled(text: &str, trace: &Trace) -> String {
    styled_at(text, trace, (0, false))
}

/// The text of a file in the one style, beginning in a column; the first group is broken if that is wanted.
pub(super) fn styled_at(text: &str, trace: &Trace, (column, break_first): (usize, bool)) -> String {
    let tokens = tokens(trace);
    let roots = tree(text, trace, &tokens);
    let mut style = Style {
        text,
        comments: comments(text, trace).into(),
        tokens,
        ops: Vec::new(),
    };
    for root in &roots {
        style.node(root);
    }
    style.comments_before(text.len());
    let first = style.ops.iter_mut().find_map(|op| match op {
        Op::Open { broken } => Some(broken),
        _ => None,
    });
    if let Some(broken) = first {
        *broken |= break_first;
    }
    text[..shebang_end(text)].replace('\r', "") + &render(&style.ops, column)
}

/// What is being laid out.
pub(super) struct Style<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<(usize, usize)>,
    /// Those that are still to come; a comment is taken exactly when a token behind it is.
    pub(super) comments: VecDeque<Comment<'a>>,
    pub(super) ops: Vec<Op<'a>>,
}

impl<'a> Style<'a> {
    pub(super) fn word(&self, token: usize) -> &'a str {
        let (start, end) = self.tokens[token];
        &self.text[start..end]
    }

    pub(super) fn is(&self, node: &Node, words: &[&str]) -> bool {
        matches!(node, Node::Token(number) if words.contains(&self.word(*number)))
    }

    pub(super) fn push(&mut self, text: &'static str) {
        self.ops.push(Op::Text(Cow::Borrowed(text)));
    }

    pub(super) fn open(&mut self) {
        self.ops.push(Op::Open { broken: false });
    }

    pub(super) fn close(&mut self) {
        self.ops.push(Op::Close);
    }

    pub(super) fn indent(&mut self, more: isize) {
        self.ops.push(Op::Indent(more));
    }

    /// A space or a line end.
    pub(super) fn space(&mut self) {
        self.line(" ", "");
    }

    pub(super) fn line(&mut self, flat: &'static str, broken: &'static str) {
        let blank = false;
        self.ops.push(Op::Break { flat, broken, blank });
    }

    /// Takes the comments that stand before a place.
    pub(super) fn comments_before(&mut self, place: usize) {
        while let Some(comment) = self.comments.pop_front_if(|comment| comment.start < place) {
            self.comment(&comment);
        }
    }

    pub(super) fn comment(&mut self, comment: &Comment<'a>) {
        let text = if comment.is_line() {
            Cow::Borrowed(comment.text.trim_end())
        } else {
            Cow::Owned(comment.text.replace('\r', ""))
        };
        self.ops.push(Op::Comment {
            text,
            begins_line: comment.begins_line,
            ends_line: comment.ends_line || comment.is_line(),
            blank_before: comment.blank_before,
            blank_behind: comment.blank_behind,
        });
    }

    /// Takes the comments that end the line of a token.
    pub(super) fn comments_behind(&mut self, token: usize) {
        let next = self.tokens.get(token + 1).map_or(self.text.len(), |next| next.0);
        let belongs =
            |comment: &mut Comment<'_>| comment.start < next && comment.ends_line && !comment.begins_line;
        if let Some(comment) = self.comments.pop_front_if(belongs) {
            self.comment(&comment);
        }
    }

    pub(super) fn token(&mut self, token: usize) {
        self.comments_before(self.tokens[token].0);
        self.ops.push(Op::Text(Cow::Borrowed(self.word(token))));
        self.comments_behind(token);
    }

    /// A token that the style writes itself or leaves out; only its comments are taken.
    pub(super) fn skip(&mut self, node: &Node) {
        let token = node.first();
        self.comments_before(self.tokens[token].0);
        self.comments_behind(token);
    }

    pub(super) fn node(&mut self, node: &Node) {
        // Before the group begins, so that a comment does not break it.
        self.comments_before(self.tokens[node.first()].0);
        let Node::Tree(shape, parts) = node else {
            return self.token(node.first());
        };
        match shape {
            Shape::Text => return self.literal(node),
            Shape::Completion => return self.completion(parts),
            Shape::Selection | Shape::Entry => return self.adjoined(*shape, parts),
            _ => {}
        }
        self.open();
        match shape {
            Shape::Parenthesis => self.parenthesis(parts),
            Shape::List => self.bracketed(parts, ",", false),
            Shape::Record => self.bracketed(parts, ",", false),
            Shape::Union => self.bracketed(parts, "|", false),
            Shape::Function => self.function(parts),
            Shape::Arrow => self.arrow(parts),
            Shape::Let => self.let_in(parts),
            Shape::Binding => self.binding(parts),
            Shape::If => self.if_then_else(parts),
            Shape::Operator => self.operator(parts),
            Shape::Application => self.application(parts),
            Shape::Annotation => self.annotation(parts),
            Shape::With => self.with(parts),
            Shape::Import => self.import(parts),
            Shape::Text | Shape::Completion | Shape::Selection | Shape::Entry => {}
        }
        self.close();
    }
}
