//! From byte offsets to lines and columns.

/// A place for people: both numbers start at 1, the column counts Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text begins.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; lines end at LF, so a CRLF belongs to the line that it ends.
    pub fn new(text: &str) -> Self {
        let after_newlines = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at as u32 + 1);
        Self {
            starts: std::iter::once(0).chain(after_newlines).collect(),
        }
    }

    /// The position of byte `offset` of `text`, the text that was indexed. Past the end means the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|start| *start as usize <= offset) - 1;
        let before = &text[self.starts[line] as usize..offset];
        Position {
            line: line as u32 + 1,
            column: before.chars().count() as u32 + 1,
        }
    }

    /// The byte at which line `line` (from 1) begins; `None` past the last line.
    pub fn start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// The text of line `line` (from 1) without its end; `None` past the last line.
    pub fn line<'a>(&self, text: &'a str, line: u32) -> Option<&'a str> {
        let start = *self.starts.get((line as usize).checked_sub(1)?)? as usize;
        let end = self
            .starts
            .get(line as usize)
            .map_or(text.len(), |next| *next as usize);
        Some(text[start..end].trim_end_matches(['\n', '\r']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "λ(x : Natural)\r\n→ x";
        let index = LineIndex::new(text);
        let at = |needle| index.position(text, text.find(needle).unwrap() as u32);
        assert_eq!(at("("), Position { line: 1, column: 2 });
        assert_eq!(at("→ x"), Position { line: 2, column: 1 });
        assert_eq!(index.position(text, u32::MAX), Position { line: 2, column: 4 });
        assert_eq!(index.line(text, 1), Some("λ(x : Natural)"));
        assert_eq!(index.line(text, 3), None);
    }
}
