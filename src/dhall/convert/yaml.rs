//! Documents as YAML text.

use std::io::{self, Write};

use super::document::{Document, Node, NodeId, Run};
use super::number::double;
use crate::yaml::{Emitter, float};

/// Bytes that are collected before they are handed on.
const CHUNK: usize = 1 << 16;

/// Writes a document as YAML; with `documents`, each element of a list as a document of its own.
pub fn write_yaml(document: &Document, documents: bool, out: &mut dyn Write) -> io::Result<()> {
    match document.elements().filter(|_| documents) {
        None => one(document, document.root(), out),
        Some(elements) => {
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    out.write_all(b"---\n")?;
                }
                one(document, *element, out)?;
            }
            Ok(())
        }
    }
}

fn one(document: &Document, root: NodeId, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer {
        document,
        emitter: Emitter::new(),
        open: Vec::new(),
    };
    writer.part(root);
    while writer.step() {
        if writer.emitter.pending() >= CHUNK {
            writer.emitter.drain(out)?;
        }
    }
    writer.emitter.end();
    writer.emitter.drain(out)
}

struct Writer<'d> {
    document: &'d Document,
    emitter: Emitter,
    /// What is open, outermost first, with how many of its parts are written.
    open: Vec<(Run, bool, usize)>,
}

impl Writer<'_> {
    /// Writes the next part; `false` when there is none.
    fn step(&mut self) -> bool {
        let Some((run, map, next)) = self.open.last_mut() else {
            return false;
        };
        let (run, map, at) = (*run, *map, *next);
        *next += 1;
        if at == run.len() {
            self.open.pop();
            self.emitter.close();
        } else if map {
            let (key, value) = self.document.entry(run, at);
            self.emitter.key(self.document.text(key));
            self.part(value);
        } else {
            self.part(self.document.link(run, at));
        }
        true
    }

    fn part(&mut self, id: NodeId) {
        match self.document.node(id) {
            Node::Null => self.emitter.word("null"),
            Node::Bool(bool) => self.emitter.word(if bool { "true" } else { "false" }),
            Node::Natural(number) => self.emitter.word(&number.to_string()),
            Node::Integer(number) => self.emitter.word(&number.to_string()),
            Node::Digits(text) => self.emitter.word(self.document.text(text)),
            Node::Double(number) => self.emitter.word(&double_word(number)),
            Node::Text(text) => self.emitter.text(self.document.text(text)),
            Node::List(run) if run.len() == 0 => self.emitter.word("[]"),
            Node::Map(run) if run.len() == 0 => self.emitter.word("{}"),
            Node::List(run) => {
                self.emitter.open_sequence();
                self.open.push((run, false, 0));
            }
            Node::Map(run) => {
                self.emitter.open_mapping();
                self.open.push((run, true, 0));
            }
        }
    }
}

fn double_word(number: f64) -> String {
    if number.is_nan() {
        ".nan".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { ".inf" } else { "-.inf" }.to_owned()
    } else if number.fract() == 0.0 && number.abs() < 1e20 {
        double(number)
    } else {
        float(&double(number))
    }
}
