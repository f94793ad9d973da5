//! Documents as JSON text.

use std::io::{self, Write};

use super::document::{Document, Node, NodeId, Run};
use super::number::double;

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Two spaces for each level, a line for each part.
    Indented,
    /// On one line without spaces.
    Compact,
}

/// Bytes that are collected before they are handed on.
const CHUNK: usize = 1 << 16;

/// Writes a document as JSON, with a line end behind it.
pub fn write_json(document: &Document, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer {
        document,
        layout,
        buffer: Vec::with_capacity(CHUNK + (CHUNK >> 2)),
        open: Vec::new(),
        out,
    };
    writer.run()?;
    writer.buffer.push(b'\n');
    writer.out.write_all(&writer.buffer)
}

/// A list or object that is being written, and how many of its parts are.
#[derive(Clone, Copy)]
struct Open {
    run: Run,
    map: bool,
    next: usize,
}

struct Writer<'d, 'o> {
    document: &'d Document,
    layout: Layout,
    buffer: Vec<u8>,
    /// What is open, outermost first: a list instead of recursion, since documents nest deeply.
    open: Vec<Open>,
    out: &'o mut dyn Write,
}

impl Writer<'_, '_> {
    fn run(&mut self) -> io::Result<()> {
        self.part(self.document.root());
        while let Some(open) = self.open.last_mut() {
            if self.buffer.len() >= CHUNK {
                self.out.write_all(&self.buffer)?;
                self.buffer.clear();
            }
            let Open { run, map, next } = *open;
            open.next += 1;
            if next == run.len() {
                self.open.pop();
                self.line();
                self.buffer.push(if map { b'}' } else { b']' });
                continue;
            }
            if next > 0 {
                self.buffer.push(b',');
            }
            self.line();
            let part = if map {
                let (key, value) = self.document.entry(run, next);
                quote(&mut self.buffer, self.document.text(key));
                self.buffer.push(b':');
                if self.layout == Layout::Indented {
                    self.buffer.push(b' ');
                }
                value
            } else {
                self.document.link(run, next)
            };
            self.part(part);
        }
        Ok(())
    }

    /// Writes what has no parts, and opens what has.
    fn part(&mut self, id: NodeId) {
        match self.document.node(id) {
            Node::Null => self.buffer.extend_from_slice(b"null"),
            Node::Bool(true) => self.buffer.extend_from_slice(b"true"),
            Node::Bool(false) => self.buffer.extend_from_slice(b"false"),
            Node::Natural(number) => self.digits(number),
            Node::Integer(number) => {
                if number < 0 {
                    self.buffer.push(b'-');
                }
                self.digits(number.unsigned_abs());
            }
            Node::Digits(text) => self.buffer.extend_from_slice(self.document.text(text).as_bytes()),
            Node::Double(number) => self.buffer.extend_from_slice(double(number).as_bytes()),
            Node::Text(text) => quote(&mut self.buffer, self.document.text(text)),
            Node::List(run) if run.len() == 0 => self.buffer.extend_from_slice(b"[]"),
            Node::Map(run) if run.len() == 0 => self.buffer.extend_from_slice(b"{}"),
            Node::List(run) => self.begin(run, false),
            Node::Map(run) => self.begin(run, true),
        }
    }

    fn begin(&mut self, run: Run, map: bool) {
        self.buffer.push(if map { b'{' } else { b'[' });
        self.open.push(Open { run, map, next: 0 });
    }

    fn line(&mut self) {
        if self.layout == Layout::Indented {
            self.buffer.push(b'\n');
            let column = self.buffer.len() + 2 * self.open.len();
            self.buffer.resize(column, b' ');
        }
    }

    fn digits(&mut self, mut number: u64) {
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.buffer.extend_from_slice(&digits[at..]);
    }
}

/// Writes a text in quotes.
fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte >= 0x20 && *byte != b'"' && *byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[start..at]);
        start = at + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            other => out.extend_from_slice(format!("\\u{other:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(&bytes[start..]);
    out.push(b'"');
}
