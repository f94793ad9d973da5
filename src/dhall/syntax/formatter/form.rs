//! Where each form of the language may be broken, and how its parts are indented.

use std::borrow::Cow;

use super::layout::Op;
use super::style::Style;
use super::tree::Node;
use crate::dhall::syntax::parser::Shape;

impl Style<'_> {
    pub(super) fn parenthesis(&mut self, parts: &[Node]) {
        let [open, inner, close] = parts else {
            return self.plain(parts);
        };
        self.node(open);
        self.indent(2);
        self.line("", "");
        self.node(inner);
        self.comments_before(self.tokens[close.first()].0);
        self.indent(-2);
        self.line("", "");
        self.node(close);
    }

    /// Parts one after the other with spaces: what is left if a shape has other parts than it should.
    pub(super) fn plain(&mut self, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                self.space();
            }
            self.node(part);
        }
    }

    /// Items in brackets. In a completion the first item begins a line, too, behind a separator.
    pub(super) fn bracketed(&mut self, parts: &[Node], separator: &'static str, completion: bool) {
        let [open, items @ .., close] = parts else {
            return self.plain(parts);
        };
        self.node(open);
        let is_item = |node: &&Node| !self.is(node, &[",", "|"]);
        let count = items.iter().filter(is_item).count();
        if count == 0 || items.iter().any(|item| self.is(item, &["="])) {
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
            if self.is(item, &[",", "|"]) {
                // One at the beginning or at the end, or the one that has been written already.
                self.skip(item);
            } else {
                self.comments_before(self.tokens[item.first()].0);
                self.node(item);
                seen += 1;
            }
            self.indent(-2);
            if seen < count && !self.is(item, &[",", "|"]) {
                self.separator(item.last(), (flat, broken));
            }
        }
        self.indent(2);
        self.comments_before(self.tokens[close.first()].0);
        self.indent(-2);
        self.line(" ", "");
        self.node(close);
    }

    /// The separator behind an item, and the comments before it.
    pub(super) fn separator(&mut self, last: usize, (flat, broken): (&'static str, &'static str)) {
        self.indent(2);
        self.comments_before(self.tokens[last + 1].0);
        self.indent(-2);
        self.line(flat, broken);
    }

    pub(super) fn empty(&mut self, items: &[Node], close: &Node) {
        for item in items {
            if self.is(item, &["="]) {
                self.node(item);
            } else {
                self.skip(item);
            }
        }
        self.node(close);
    }

    /// Parts that touch each other, save for the value of an entry.
    pub(super) fn adjoined(&mut self, shape: Shape, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if shape == Shape::Entry && self.is(part, &["=", ":"]) {
                self.push(" ");
                self.node(part);
                return self.value(&parts[number + 1..], 2);
            }
            self.node(part);
        }
    }

    /// What stands behind a `=` or `:`.
    pub(super) fn value(&mut self, parts: &[Node], indent: isize) {
        self.open();
        self.indent(indent);
        for part in parts {
            self.space();
            self.node(part);
        }
        self.indent(-indent);
        self.close();
    }

    /// `T::{ … }`.
    pub(super) fn completion(&mut self, parts: &[Node]) {
        for part in parts {
            match part {
                Node::Tree(Shape::Record, inner) => {
                    self.comments_before(self.tokens[part.first()].0);
                    self.open();
                    self.bracketed(inner, ",", true);
                    self.close();
                }
                _ => self.node(part),
            }
        }
    }

    /// `λ(x : A) → b`; a run of parameters is one group.
    pub(super) fn function(&mut self, parts: &[Node]) {
        let [symbol, open, name, colon, domain, close, arrow, body] = parts else {
            return self.plain(parts);
        };
        self.node(symbol);
        if self.word(symbol.first()) == "forall" {
            self.push(" ");
        }
        self.node(open);
        self.node(name);
        self.push(" ");
        self.node(colon);
        self.value(std::slice::from_ref(domain), 4);
        self.node(close);
        self.push(" ");
        self.node(arrow);
        if let Node::Tree(Shape::Function, inner) = body {
            self.space();
            self.comments_before(self.tokens[body.first()].0);
            return self.function(inner);
        }
        self.indent(2);
        self.space();
        self.node(body);
        self.indent(-2);
    }

    pub(super) fn arrow(&mut self, parts: &[Node]) {
        let [domain, arrow, codomain] = parts else {
            return self.plain(parts);
        };
        self.node(domain);
        self.space();
        self.node(arrow);
        self.push(" ");
        match codomain {
            Node::Tree(Shape::Arrow, inner) => {
                self.comments_before(self.tokens[codomain.first()].0);
                self.arrow(inner);
            }
            _ => {
                self.indent(2);
                self.node(codomain);
                self.indent(-2);
            }
        }
    }

    pub(super) fn let_in(&mut self, parts: &[Node]) {
        let bindings = parts
            .iter()
            .filter(|part| part.shape() == Some(Shape::Binding))
            .count();
        if bindings > 1 {
            self.ops.push(Op::Open { broken: true });
        } else {
            self.open();
        }
        let last = parts.len().saturating_sub(2);
        for (number, part) in parts.iter().enumerate() {
            match part {
                Node::Tree(Shape::Binding, _) => {
                    self.node(part);
                    self.ops.push(Op::Break {
                        flat: " ",
                        broken: "",
                        blank: true,
                    });
                }
                // An `in` between bindings means nothing.
                Node::Token(_) if number < last => self.skip(part),
                Node::Token(_) if number == last => {
                    self.node(part);
                    self.ops.push(Op::Choice {
                        flat: " ",
                        broken: "  ",
                    });
                }
                _ => {
                    self.indent(4);
                    self.node(part);
                    self.indent(-4);
                }
            }
        }
        self.close();
    }

    pub(super) fn binding(&mut self, parts: &[Node]) {
        let Some(equals) = parts.iter().position(|part| self.is(part, &["="])) else {
            return self.plain(parts);
        };
        for part in &parts[..equals] {
            self.node(part);
            self.push(" ");
        }
        self.node(&parts[equals]);
        self.value(&parts[equals + 1..], 6);
    }

    pub(super) fn if_then_else(&mut self, parts: &[Node]) {
        let [if_, predicate, then, yes, else_, no] = parts else {
            return self.plain(parts);
        };
        for (word, part) in [(if_, predicate), (then, yes)] {
            self.node(word);
            self.indent(6);
            self.push(" ");
            self.node(part);
            self.comments_before(self.tokens[part.last() + 1].0);
            self.indent(-6);
            self.space();
        }
        self.node(else_);
        self.push(" ");
        if let Node::Tree(Shape::If, inner) = no {
            self.comments_before(self.tokens[no.first()].0);
            return self.if_then_else(inner);
        }
        self.indent(6);
        self.node(no);
        self.indent(-6);
    }

    /// Operands stand below each other, also the first one if it begins a line.
    pub(super) fn operator(&mut self, parts: &[Node]) {
        let word = parts.get(1).map_or("", |operator| self.word(operator.first()));
        let width = word.chars().count() as isize + 1;
        for (number, part) in parts.iter().enumerate() {
            if number % 2 == 1 {
                self.comments_before(self.tokens[part.first()].0);
                self.space();
                self.node(part);
                self.push(" ");
            } else {
                self.ops.push(Op::Hang(width));
                self.node(part);
                self.ops.push(Op::Hang(-width));
            }
        }
    }

    pub(super) fn application(&mut self, parts: &[Node]) {
        for (number, part) in parts.iter().enumerate() {
            if number == 0 {
                self.node(part);
                self.indent(2);
            } else {
                self.space();
                self.node(part);
            }
        }
        self.indent(-2);
    }

    pub(super) fn annotation(&mut self, parts: &[Node]) {
        let [value, colon, annotation] = parts else {
            return self.plain(parts);
        };
        self.node(value);
        self.indent(2);
        self.comments_before(self.tokens[colon.first()].0);
        self.space();
        self.node(colon);
        self.push(" ");
        self.indent(2);
        self.node(annotation);
        self.indent(-4);
    }

    pub(super) fn with(&mut self, parts: &[Node]) {
        let mut rest = parts.iter();
        if let Some(record) = rest.next() {
            self.node(record);
        }
        self.indent(2);
        while let Some(part) = rest.next() {
            if self.is(part, &["with"]) {
                self.comments_before(self.tokens[part.first()].0);
                self.space();
                self.node(part);
                self.push(" ");
            } else if self.is(part, &["="]) {
                self.push(" ");
                self.node(part);
                self.value(rest.next().map_or(&[], std::slice::from_ref), 2);
            } else {
                self.node(part);
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
            self.node(part);
            if number == 0 {
                self.indent(2);
            }
            joined = !self.is(part, &["using", "as"]);
        }
        self.indent(-2);
    }

    /// A text as it is written; one in single quotes moves with its surroundings.
    pub(super) fn literal(&mut self, node: &Node) {
        let (start, end) = (self.tokens[node.first()].0, self.tokens[node.last()].1);
        // Comments in interpolations are written with the text that they stand in.
        while self
            .comments
            .pop_front_if(|comment| comment.start < end)
            .is_some()
        {}
        let text = &self.text[start..end];
        if !text.contains('\n') {
            self.ops.push(Op::Text(Cow::Borrowed(text)));
        } else {
            let pieces = node.parts().iter().filter_map(|part| match part {
                Node::Token(number) => Some(self.word(*number)),
                Node::Tree(..) => None,
            });
            let in_pieces: usize = pieces.map(|piece| piece.matches('\n').count()).sum();
            let movable = text.starts_with("''") && in_pieces == text.matches('\n').count();
            self.ops.push(if movable {
                Op::Lines(unindented(text))
            } else {
                Op::Verbatim(text)
            });
        }
        self.comments_behind(node.last());
    }
}

/// The lines of a text in single quotes without the indentation that they have in common.
fn unindented(text: &str) -> Vec<String> {
    let text = text.replace('\r', "");
    let lines: Vec<&str> = text.split('\n').collect();
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
    let indent = common.unwrap_or("").len();
    let moved = lines[1..]
        .iter()
        .map(|line| line.get(indent..).unwrap_or("").to_owned());
    std::iter::once(lines[0].to_owned()).chain(moved).collect()
}
