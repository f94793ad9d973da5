//! From the tokens and comments of a file to the stream that is laid out.

use std::borrow::Cow;

use super::super::parser::{Shape, Trace};
use super::comment::{Comment, shebang_end};
use super::layout::{Layout, Op};
use super::tree::{Node, Tree};

/// The text of a file in the one style, beginning in a column; the first group is broken if that is wanted.
pub(super) fn styled(
    text: &str,
    trace: &Trace,
    comments: &[Comment<'_>],
    (column, break_first): (usize, bool),
) -> String {
    let tree = Tree::new(text, trace);
    let mut style = Style {
        text,
        tree: &tree,
        comments,
        layout: Layout::new(column, break_first),
    };
    for root in tree.roots() {
        style.node(root);
    }
    style.comments_before(text.len());
    let body = style.layout.finish();
    match shebang_end(text) {
        0 => body,
        end => text[..end].replace('\r', "") + &body,
    }
}

/// What is being laid out.
pub(super) struct Style<'a, 't> {
    pub(super) text: &'a str,
    pub(super) tree: &'t Tree<'a>,
    /// Those that are still to come; a comment is taken exactly when a token behind it is.
    comments: &'t [Comment<'a>],
    pub(super) layout: Layout<'a>,
}

impl<'a> Style<'a, '_> {
    pub(super) fn is(&self, node: Node, words: &[&str]) -> bool {
        matches!(node, Node::Token(number) if words.contains(&self.tree.word(number)))
    }

    /// Where a node begins.
    pub(super) fn start(&self, node: Node) -> usize {
        self.tree.place(self.tree.first(node)).0
    }

    pub(super) fn push(&mut self, text: &'static str) {
        self.layout.push(Op::Text(text));
    }

    pub(super) fn open(&mut self) {
        self.layout.push(Op::Open { broken: false });
    }

    pub(super) fn close(&mut self) {
        self.layout.push(Op::Close);
    }

    pub(super) fn indent(&mut self, more: isize) {
        self.layout.push(Op::Indent(more));
    }

    /// A space or a line end.
    pub(super) fn space(&mut self) {
        self.line(" ", "");
    }

    pub(super) fn line(&mut self, flat: &'static str, broken: &'static str) {
        let blank = false;
        self.layout.push(Op::Break { flat, broken, blank });
    }

    /// Takes the next comment if it is one of those that are wanted.
    pub(super) fn next_comment(&mut self, is_wanted: impl Fn(&Comment<'_>) -> bool) -> Option<Comment<'a>> {
        let (next, rest) = self.comments.split_first()?;
        is_wanted(next).then(|| {
            self.comments = rest;
            next.clone()
        })
    }

    /// Takes the comments that stand before a place.
    pub(super) fn comments_before(&mut self, place: usize) {
        while let Some(comment) = self.next_comment(|comment| comment.start < place) {
            self.comment(&comment);
        }
    }

    pub(super) fn comment(&mut self, comment: &Comment<'a>) {
        let text = if comment.is_line() {
            Cow::Borrowed(comment.text.trim_end())
        } else if comment.text.contains('\r') {
            Cow::Owned(comment.text.replace('\r', ""))
        } else {
            Cow::Borrowed(comment.text)
        };
        self.layout.push(Op::Comment {
            text,
            begins_line: comment.begins_line,
            ends_line: comment.ends_line || comment.is_line(),
            blank_before: comment.blank_before,
            blank_behind: comment.blank_behind,
        });
    }

    /// Takes the comments that end the line of a token.
    pub(super) fn comments_behind(&mut self, token: usize) {
        let next = self.tree.place(token + 1).0;
        let belongs =
            |comment: &Comment<'_>| comment.start < next && comment.ends_line && !comment.begins_line;
        if let Some(comment) = self.next_comment(belongs) {
            self.comment(&comment);
        }
    }

    pub(super) fn token(&mut self, token: usize) {
        self.comments_before(self.tree.place(token).0);
        self.layout.push(Op::Text(self.tree.word(token)));
        self.comments_behind(token);
    }

    /// A token that the style writes itself or leaves out; only its comments are taken.
    pub(super) fn skip(&mut self, node: Node) {
        let token = self.tree.first(node);
        self.comments_before(self.tree.place(token).0);
        self.comments_behind(token);
    }

    pub(super) fn node(&mut self, node: Node) {
        // Before the group begins, so that a comment does not break it.
        self.comments_before(self.start(node));
        let Some(shape) = self.tree.shape(node) else {
            return self.token(self.tree.first(node));
        };
        if shape == Shape::Text {
            return self.literal(node);
        }
        let parts = &self.tree.parts(node);
        match shape {
            Shape::Completion => return self.completion(parts),
            Shape::Selection | Shape::Entry => return self.adjoined(shape, parts),
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
