//! The emitter: told the parts of a document in order, it writes them.

use std::io::{self, Write};

use super::scalar::{fits_block, scalar};

/// Longer keys need YAML's explicit form; the specification allows 1,024 characters.
const LONGEST_KEY: usize = 1000;

/// Writes one document, part by part. Nothing checks that the parts make one: the caller opens, names and
/// closes as the document is nested.
#[derive(Debug, Default)]
pub struct Emitter {
    text: String,
    /// Whether what was drained ended a line.
    drained_line: bool,
    open: Vec<Collection>,
}

#[derive(Clone, Copy, Debug)]
struct Collection {
    sequence: bool,
    indent: usize,
    started: bool,
}

impl Emitter {
    /// An emitter that has written nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins a mapping that has at least one key.
    pub fn open_mapping(&mut self) {
        self.open(false);
    }

    /// Begins a sequence that has at least one element.
    pub fn open_sequence(&mut self) {
        self.open(true);
    }

    /// Ends the mapping or sequence that was begun last.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// The next key of the mapping; its value follows.
    pub fn key(&mut self, key: &str) {
        let indent = self.begin_entry();
        let start = self.text.len();
        scalar(&mut self.text, key);
        if self.text.len() - start > LONGEST_KEY {
            self.text.insert_str(start, "? ");
            self.line(indent);
        }
        self.text.push(':');
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        match self.begin_leaf() {
            Some(indent) if fits_block(text) => self.block(text, indent),
            _ => scalar(&mut self.text, text),
        }
    }

    /// What is not to be quoted: a number, `true`, `null`, `[]`, `{}`.
    pub fn word(&mut self, word: &str) {
        self.begin_leaf();
        self.text.push_str(word);
    }

    /// How many bytes wait to be drained.
    pub fn pending(&self) -> usize {
        self.text.len()
    }

    /// Hands over what was written since.
    pub fn drain(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(last) = self.text.as_bytes().last() {
            self.drained_line = *last == b'\n';
        }
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    /// Ends the document with a line end.
    pub fn end(&mut self) {
        if !self.ends_line() {
            self.text.push('\n');
        }
    }

    /// What was written since, ended.
    pub fn finish(mut self) -> String {
        self.end();
        self.text
    }

    fn open(&mut self, sequence: bool) {
        let indent = match self.open.last().copied() {
            None => 0,
            Some(Collection { sequence: true, .. }) => self.begin_element() + 2,
            Some(Collection { indent, .. }) => {
                // A sequence stands level with its key.
                let inner = if sequence { indent } else { indent + 2 };
                self.line(inner);
                inner
            }
        };
        self.open.push(Collection {
            sequence,
            indent,
            started: false,
        });
    }

    /// Comes to where a scalar stands; how far its block would be indented, if it may be one there.
    fn begin_leaf(&mut self) -> Option<usize> {
        match self.open.last().copied()? {
            Collection { sequence: true, .. } => Some(self.begin_element() + 2),
            Collection { indent, .. } => {
                self.text.push(' ');
                Some(indent + 2)
            }
        }
    }

    fn begin_element(&mut self) -> usize {
        let indent = self.begin_entry();
        self.text.push_str("- ");
        indent
    }

    /// A new line for every entry but the first, which stands where its collection begins.
    fn begin_entry(&mut self) -> usize {
        let Some(collection) = self.open.last_mut() else {
            return 0;
        };
        let indent = collection.indent;
        if std::mem::replace(&mut collection.started, true) {
            self.line(indent);
        }
        indent
    }

    fn ends_line(&self) -> bool {
        self.text
            .as_bytes()
            .last()
            .map_or(self.drained_line, |last| *last == b'\n')
    }

    fn line(&mut self, indent: usize) {
        if !self.ends_line() {
            self.text.push('\n');
        }
        self.indent(indent);
    }

    fn indent(&mut self, indent: usize) {
        const SPACES: &str = "                                                                ";
        let mut left = indent;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.text.push_str(&SPACES[..now]);
            left -= now;
        }
    }

    fn block(&mut self, text: &str, indent: usize) {
        let body = text.trim_end_matches('\n');
        self.text.push_str(match text.len() - body.len() {
            0 => "|-",
            1 => "|",
            _ => "|+",
        });
        self.text.push('\n');
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}
