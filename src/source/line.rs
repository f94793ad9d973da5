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
    /// How many characters begin before each block of bytes, so that a long line need not be counted again for
    /// every place on it.
    characters: Vec<u32>,
}

/// How many bytes a block has.
const BLOCK: usize = 1_024;

impl LineIndex {
    /// Indexes `text`; lines end at LF, so a CRLF belongs to the line that it ends.
    pub fn new(text: &str) -> Self {
        let after_newlines = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at as u32 + 1);
        let blocks = text.as_bytes().chunks(BLOCK);
        let before = blocks.scan(0, |before, block| {
            let here = *before;
            *before += begun(block);
            Some(here)
        });
        Self {
            starts: std::iter::once(0).chain(after_newlines).collect(),
            characters: before.collect(),
        }
    }

    /// The position of byte `offset` of `text`, the text that was indexed. Past the end means the end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|start| *start as usize <= offset) - 1;
        let before = self.characters_before(text, offset);
        Position {
            line: line as u32 + 1,
            column: before - self.characters_before(text, self.starts[line] as usize) + 1,
        }
    }

    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let block = offset / BLOCK;
        let counted = self.characters.get(block).copied();
        // At the end of the last block no block begins.
        let (block, counted) = match counted {
            Some(counted) => (block, counted),
            None => match self.characters.last() {
                Some(counted) => (block - 1, *counted),
                None => return 0,
            },
        };
        counted + begun(&text.as_bytes()[block * BLOCK..offset])
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

/// How many characters begin in some bytes of a text.
fn begun(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_on_lines_of_many_blocks_are_counted_from_their_beginning() {
        for length in [0, 1, 511, 512, 1023, 1024, 1025, 3000, 4096] {
            let text = format!("a\n{}\n{}b", "λ".repeat(length), "x".repeat(length));
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let line = text[..offset].matches('\n').count();
                let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
                let expected = Position {
                    line: line as u32 + 1,
                    column: text[start..offset].chars().count() as u32 + 1,
                };
                if offset % 7 == 0 || offset % 1024 < 3 {
                    assert_eq!(
                        index.position(&text, offset as u32),
                        expected,
                        "{length} {offset}"
                    );
                }
            }
        }
    }

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
