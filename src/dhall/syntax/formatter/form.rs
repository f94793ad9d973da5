//! Where each form of the language may be broken, and how its parts are indented.

use std::borrow::Cow;

use super::layout::Op;
use super::style::Style;
use super::tree::Node;
use crate::dhall::syntax::parser::Shape;

impl Style<'_, '_> {
    pub(super) fn parenthesis(&mut self, parts: &[Node]) {
        let [open, inner, close] = parts else {
            return self.plain(parts);
        };
        self.node(*open);
        self.indent(2);
        self.line("", "");
        self.node(*inner);
        self.comments_before(self.start(*close));
        self.indent(-2);
        self.line("", "");
        self.node(*close);
    }

    /// Parts one after the other with spaces: what is left if a shape has other parts than it should.
    pub(super) fn plain(&mut self, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                self.space();
            }
            self.node(*part);
        }
    }

    /// Items in brackets. In a completion the first item begins a line, too, behind a separator.
    pub(super) fn bracketed(&mut self, parts: &[Node], separator: &'static str, completion: bool) {
        let [open, items @ .., close] = parts else {
            return self.plain(parts);
        };
        self.node(*open);
        let is_item = |node: &&Node| !self.is(**node, &[",", "|"]);
        let count = items.iter().filter(is_item).count();
        if count == 0 || items.iter().any(|item| self.is(*item, &["="])) {
            return self.empty(items, close);
        }
        let (flat, broken) = if separator == "," {
            (", ", ", ")
        } else {
            (" | ", "| ")
        };
        if completion {
            self.line(" ", broken);
        } else {
            self.push(" ");
        }
        let mut seen = 0;
        for item in items {
            self.indent(2);
            if self.is(*item, &[",", "|"]) {
                // One at the beginning or at the end, or the one that has been written already.
                self.skip(*item);
            } else {
                self.comments_before(self.start(*item));
                self.node(*item);
                seen += 1;
            }
            self.indent(-2);
            if seen < count && !self.is(*item, &[",", "|"]) {
                self.separator(self.tree.last(*item), (flat, broken));
            }
        }
        self.indent(2);
        self.comments_before(self.start(*close));
        self.indent(-2);
        self.line(" ", "");
        self.node(*close);
    }

    /// The separator behind an item, and the comments before it.
    pub(super) fn separator(&mut self, last: usize, (flat, broken): (&'static str, &'static str)) {
        self.indent(2);
        self.comments_before(self.start(Node::Token(last + 1)));
        self.indent(-2);
        self.line(flat, broken);
    }

    pub(super) fn empty(&mut self, items: &[Node], close: &Node) {
        for item in items {
            if self.is(*item, &["="]) {
                self.node(*item);
            } else {
                self.skip(*item);
            }
        }
        self.node(*close);
    }

    /// Parts that touch each other, save for the value of an entry.
    pub(super) fn adjoined(&mut self, shape: Shape, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if shape == Shape::Entry && self.is(*part, &["=", ":"]) {
                self.push(" ");
                self.node(*part);
                return self.value(&parts[number + 1..], 2);
            }
            self.node(*part);
        }
    }

    /// What stands behind a `=` or `:`.
    pub(super) fn value(&mut self, parts: &[Node], indent: isize) {
        self.open();
        self.indent(indent);
        for part in parts {
            self.space();
            self.node(*part);
        }
        self.indent(-indent);
        self.close();
    }

    /// `T::{ … }`.
    pub(super) fn completion(&mut self, parts: &[Node]) {
        for part in parts {
            if self.tree.shape(*part) == Some(Shape::Record) {
                self.comments_before(self.start(*part));
                self.open();
                self.bracketed(&self.tree.parts(*part), ",", true);
                self.close();
            } else {
                self.node(*part);
            }
        }
    }

    /// `λ(x : A) → b`; a run of parameters is one group.
    pub(super) fn function(&mut self, parts: &[Node]) {
        let [symbol, open, name, colon, domain, close, arrow, body] = parts else {
            return self.plain(parts);
        };
        self.node(*symbol);
        if self.tree.word(self.tree.first(*symbol)) == "forall" {
            self.push(" ");
        }
        self.node(*open);
        self.node(*name);
        self.push(" ");
        self.node(*colon);
        self.value(std::slice::from_ref(domain), 4);
        self.node(*close);
        self.push(" ");
        self.node(*arrow);
        if self.tree.shape(*body) == Some(Shape::Function) {
            self.space();
            self.comments_before(self.start(*body));
            return self.function(&self.tree.parts(*body));
        }
        self.indent(2);
        self.space();
        self.node(*body);
        self.indent(-2);
    }

    pub(super) fn arrow(&mut self, parts: &[Node]) {
        let [domain, arrow, codomain] = parts else {
            return self.plain(parts);
        };
        self.node(*domain);
        self.space();
        self.node(*arrow);
        self.push(" ");
        if self.tree.shape(*codomain) == Some(Shape::Arrow) {
            self.comments_before(self.start(*codomain));
            self.arrow(&self.tree.parts(*codomain));
        } else {
            self.indent(2);
            self.node(*codomain);
            self.indent(-2);
        }
    }

    pub(super) fn let_in(&mut self, parts: &[Node]) {
        let is_binding = |part: &Node| self.tree.shape(*part) == Some(Shape::Binding);
        let bindings = parts.iter().filter(|part| is_binding(part)).count();
        if bindings > 1 {
            self.layout.push(Op::Open { broken: true });
        } else {
            self.open();
        }
        let last = parts.len().saturating_sub(2);
        for (number, part) in parts.iter().enumerate() {
            match part {
                _ if self.tree.shape(*part) == Some(Shape::Binding) => {
                    self.node(*part);
                    self.layout.push(Op::Break {
                        flat: " ",
                        broken: "",
                        blank: true,
                    });
                }
                // An `in` between bindings means nothing.
                Node::Token(_) if number < last => self.skip(*part),
                Node::Token(_) if number == last => {
                    self.node(*part);
                    self.layout.push(Op::Choice {
                        flat: " ",
                        broken: "  ",
                    });
                }
                _ => {
                    self.indent(4);
                    self.node(*part);
                    self.indent(-4);
                }
            }
        }
        self.close();
    }

    pub(super) fn binding(&mut self, parts: &[Node]) {
        let Some(equals) = parts.iter().position(|part| self.is(*part, &["="])) else {
            return self.plain(parts);
        };
        for part in &parts[..equals] {
            self.node(*part);
            self.push(" ");
        }
        self.node(parts[equals]);
        self.value(&parts[equals + 1..], 6);
    }

    pub(super) fn if_then_else(&mut self, parts: &[Node]) {
        let [if_, predicate, then, yes, else_, no] = parts else {
            return self.plain(parts);
        };
        for (word, part) in [(if_, predicate), (then, yes)] {
            self.node(*word);
            self.indent(6);
            self.push(" ");
            self.node(*part);
            self.comments_before(self.start(Node::Token(self.tree.last(*part) + 1)));
            self.indent(-6);
            self.space();
        }
        self.node(*else_);
        self.push(" ");
        if self.tree.shape(*no) == Some(Shape::If) {
            self.comments_before(self.start(*no));
            return self.if_then_else(&self.tree.parts(*no));
        }
        self.indent(6);
        self.node(*no);
        self.indent(-6);
    }

    /// Operands stand below each other, also the first one if it begins a line.
    pub(super) fn operator(&mut self, parts: &[Node]) {
        let word = parts
            .get(1)
            .map_or("", |operator| self.tree.word(self.tree.first(*operator)));
        let width = word.chars().count() as isize + 1;
        for (number, part) in parts.iter().enumerate() {
            if number % 2 == 1 {
                self.comments_before(self.start(*part));
                self.space();
                self.node(*part);
                self.push(" ");
            } else {
                self.layout.push(Op::Hang(width));
                self.node(*part);
                self.layout.push(Op::Hang(-width));
            }
        }
    }

    pub(super) fn application(&mut self, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if number == 0 {
                self.node(*part);
                self.indent(2);
            } else {
                self.space();
                self.node(*part);
            }
        }
        self.indent(-2);
    }

    pub(super) fn annotation(&mut self, parts: &[Node]) {
        let [value, colon, annotation] = parts else {
            return self.plain(parts);
        };
        self.node(*value);
        self.indent(2);
        self.comments_before(self.start(*colon));
        self.space();
        self.node(*colon);
        self.push(" ");
        self.indent(2);
        self.node(*annotation);
        self.indent(-4);
    }

    pub(super) fn with(&mut self, parts: &[Node]) {
        let mut rest = parts.iter();
        if let Some(record) = rest.next() {
            self.node(*record);
        }
        self.indent(2);
        while let Some(part) = rest.next() {
            if self.is(*part, &["with"]) {
                self.comments_before(self.start(*part));
                self.space();
                self.node(*part);
                self.push(" ");
            } else if self.is(*part, &["="]) {
                self.push(" ");
                self.node(*part);
                self.value(rest.next().map_or(&[], std::slice::from_ref), 2);
            } else {
                self.node(*part);
            }
        }
        self.indent(-2);
    }

    pub(super) fn import(&mut self, parts: &[Node]) {
        let mut joined = true;
        for (number, part) in parts.iter().enumerate() {
            if number > 0 && joined {
                self.space();
            } else if number > 0 {
                self.push(" ");
            }
            self.node(*part);
            if number == 0 {
                self.indent(2);
            }
            joined = !self.is(*part, &["using", "as"]);
        }
        self.indent(-2);
    }

    /// A text as it is written; one in single quotes moves with its surroundings.
    pub(super) fn literal(&mut self, node: Node) {
        let last = self.tree.last(node);
        let (start, end) = (self.start(node), self.tree.place(last).1);
        // Comments in interpolations are written with the text that they stand in.
        while self.next_comment(|comment| comment.start < end).is_some() {}
        let text = &self.text[start..end];
        if !text.contains('\n') {
            self.layout.push(Op::Text(text));
        } else {
            let parts = self.tree.parts(node);
            let pieces = parts.iter().filter_map(|part| match part {
                Node::Token(number) => Some(self.tree.word(*number)),
                Node::Group(_) => None,
            });
            let in_pieces: usize = pieces.map(|piece| piece.matches('\n').count()).sum();
            let movable = text.starts_with("''") && in_pieces == text.matches('\n').count();
            self.layout.push(if movable {
                Op::Lines(unindented(text))
            } else {
                Op::Verbatim(text)
            });
        }
        self.comments_behind(last);
    }
}

/// The lines of a text in single quotes without the indentation that they have in common.
fn unindented(text: &str) -> Vec<Cow<'_, str>> {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(without_returns).collect();
    let indent_of = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut common: Option<&str> = None;
    for line in lines[1..].iter().filter(|line| !line.is_empty()) {
        let indent = &line[..indent_of(line)];
        let equal = common.map_or(indent.len(), |common| {
            let pairs = common.bytes().zip(indent.bytes());
            pairs.take_while(|(a, b)| a == b).count()
        });
        common = Some(&indent[..equal]);
    }
    let indent = common.map_or(0, str::len);
    let mut lines = lines.into_iter();
    let first = lines.next();
    first
        .into_iter()
        .chain(lines.map(|line| behind(line, indent)))
        .collect()
}

/// A line without its first bytes.
fn behind(line: Cow<'_, str>, indent: usize) -> Cow<'_, str> {
    match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.get(indent..).unwrap_or("")),
        Cow::Owned(line) => Cow::Owned(line.get(indent..).unwrap_or("").to_owned()),
    }
}

fn without_returns(line: &str) -> Cow<'_, str> {
    match line.contains('\r') {
        true => Cow::Owned(line.replace('\r', "")),
        false => Cow::Borrowed(line),
    }
}
