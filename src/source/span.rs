//! Files by number, and ranges of their bytes.

use std::fmt;
use std::sync::{Arc, OnceLock, RwLock};

use super::{LineIndex, Position, RepoPath, literal};

/// The number of a file in a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A half-open range of bytes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The smallest span that covers both; both are of one file.
    pub fn to(self, other: Self) -> Self {
        debug_assert_eq!(self.file, other.file);
        Self {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// What a source is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceName {
    /// A file of the repository.
    Repo(RepoPath),
    /// A remote import, by its URL without credentials.
    Remote(String),
    /// An environment variable, by its name; its text is never shown.
    Env(String),
    /// Something without a place, such as standard input.
    Named(String),
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repo(path) => path.fmt(f),
            Self::Remote(url) => f.write_str(url),
            Self::Env(name) => write!(f, "env:{name}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

/// One file that was read: its name and text.
#[derive(Debug)]
pub struct Source {
    /// What it is called.
    pub name: SourceName,
    /// Its whole text.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
    hidden: RwLock<Vec<(u32, u32)>>,
    /// The literals that may be secrets, and all literals; looked for once, and only if something is shown.
    secrets: OnceLock<Vec<(u32, u32)>>,
    literals: OnceLock<Vec<(u32, u32)>>,
    veil: RwLock<Option<Veil>>,
}

/// How much of the text literals of a file may be shown when nobody understood the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veil {
    /// Those that a finding points at.
    Aside,
    /// None.
    All,
}

impl Source {
    /// The position of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.index().position(&self.text, offset)
    }

    /// The text of line `line` (from 1).
    pub fn line(&self, line: u32) -> Option<&str> {
        self.index().line(&self.text, line)
    }

    /// The byte at which line `line` (from 1) begins.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.index().start(line)
    }

    /// The text as it may be shown, with a `*` for each byte of what is hidden, so that offsets stay.
    ///
    /// `pointed` are the spans at which a finding points. In a file that could not be understood the literals
    /// elsewhere are not shown, since any of them may be meant as a secret. Of an environment variable nothing is.
    pub fn shown(&self, pointed: &[Span]) -> String {
        if matches!(self.name, SourceName::Env(_)) {
            let star = |byte| {
                if b"\r\n".contains(&byte) {
                    char::from(byte)
                } else {
                    '*'
                }
            };
            return self.text.bytes().map(star).collect();
        }
        let mut bytes = self.text.as_bytes().to_vec();
        let hidden = self.hidden.read().expect("no holder of the lock panics");
        let veil = *self.veil.read().expect("no holder of the lock panics");
        let is_pointed_at = |start: u32, end: u32| {
            let same = |span: &Span| (span.start, span.end) == (start, end);
            pointed.iter().any(same)
        };
        let veiled = |(start, end): &(u32, u32)| match veil {
            None => false,
            Some(Veil::Aside) => !is_pointed_at(*start, *end),
            Some(Veil::All) => true,
        };
        let secrets = self.secrets.get_or_init(|| literal::secrets(&self.text));
        let aside: &[_] = match veil {
            Some(_) => self.literals.get_or_init(|| literal::literals(&self.text)),
            None => &[],
        };
        let ranges = hidden.iter().chain(secrets);
        for (start, end) in ranges.chain(aside.iter().filter(|range| veiled(range))) {
            let (start, end) = (*start, *end);
            let end = (end as usize).min(bytes.len());
            let start = (start as usize).min(end);
            // The quotes stay, so that it still reads as a text.
            let quotes = if bytes[start..end].starts_with(b"''") {
                2
            } else {
                1
            };
            let is_quoted = |at: usize| at < start + quotes || at + quotes >= end;
            for (at, byte) in bytes[start..end].iter_mut().enumerate() {
                let is_quote = b"\"'".contains(byte) && is_quoted(start + at);
                if !is_quote && !b"\r\n".contains(byte) {
                    *byte = b'*';
                }
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| "*".repeat(self.text.len()))
    }

    fn index(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// Every text that a run has read. Cloning shares it; files are only ever added.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Arc<RwLock<Vec<Arc<Source>>>>,
}

impl Sources {
    /// Adds a file and numbers it.
    pub fn add(&self, name: SourceName, text: impl Into<Arc<str>>) -> FileId {
        let source = Source {
            name,
            text: text.into(),
            lines: OnceLock::new(),
            hidden: RwLock::default(),
            secrets: OnceLock::new(),
            literals: OnceLock::new(),
            veil: RwLock::default(),
        };
        let mut files = self.files.write().expect("no holder of the lock panics");
        files.push(Arc::new(source));
        FileId(u32::try_from(files.len() - 1).expect("fewer than 2^32 files"))
    }

    /// The file with that number, which this registry gave out.
    pub fn source(&self, file: FileId) -> Arc<Source> {
        let files = self.files.read().expect("no holder of the lock panics");
        Arc::clone(&files[file.0 as usize])
    }

    /// Keeps the text of a span from ever being shown: it may be a secret.
    pub fn hide(&self, span: Span) {
        let source = self.source(span.file);
        source
            .hidden
            .write()
            .expect("no holder of the lock panics")
            .push((span.start, span.end));
    }

    /// Keeps text literals of a file that could not be understood from being shown, as far as `veil` says.
    pub fn veil(&self, file: FileId, veil: Veil) {
        let source = self.source(file);
        let mut present = source.veil.write().expect("no holder of the lock panics");
        *present = (*present).max(Some(veil));
    }

    /// Where a span starts and ends (exclusive).
    pub fn range(&self, span: Span) -> (Position, Position) {
        let source = self.source(span.file);
        (source.position(span.start), source.position(span.end))
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> String {
        let source = self.source(span.file);
        source
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_not_shown_and_offsets_stay() {
        let sources = Sources::default();
        let text = "let p = \"hunter2\" in { a = Secret.Raw \"päss\", b = \"seen\" }";
        let file = sources.add(SourceName::Named("x".into()), text);
        sources.hide(Span::new(file, 8, 17));
        let shown = sources.source(file).shown(&[]);
        assert_eq!(
            shown,
            "let p = \"*******\" in { a = Secret.Raw \"*****\", b = \"seen\" }"
        );
        assert_eq!(shown.len(), text.len());
        let variable = sources.add(SourceName::Env("TOKEN".into()), "1 + 1");
        assert_eq!(sources.source(variable).shown(&[]), "*****");
    }

    #[test]
    fn behind_a_veil_only_the_literals_that_are_pointed_at_are_shown() {
        let sources = Sources::default();
        let file = sources.add(SourceName::Named("x".into()), "{ a = \"one\", b = \"two\" }");
        let pointed = [Span::new(file, 6, 11)];
        let shown = |pointed: &[Span]| sources.source(file).shown(pointed);
        assert_eq!(shown(&[]), "{ a = \"one\", b = \"two\" }");
        sources.veil(file, Veil::Aside);
        assert_eq!(shown(&pointed), "{ a = \"one\", b = \"***\" }");
        sources.veil(file, Veil::All);
        sources.veil(file, Veil::Aside);
        assert_eq!(shown(&pointed), "{ a = \"***\", b = \"***\" }");
    }
}
