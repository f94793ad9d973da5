//! The lines of a source that a finding shows, fit for a terminal.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Label;
use crate::source::{Position, Source, Sources, Span};

/// Lines before the first and behind the last line that is pointed at.
const CONTEXT: u32 = 1;

/// How far from the left end of a cut line the culprit stands.
const LEAD: usize = 30;

/// Some lines of one source, with places marked in them. What must not be seen is left out, control characters
/// are replaced, long lines are cut around the marks, and a mark covers one line at most.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// The number of the first line, from 0.
    first: usize,
    marks: Vec<Mark>,
}

#[derive(Debug)]
struct Mark {
    start: usize,
    end: usize,
    position: Position,
    text: String,
}

impl Excerpt {
    /// The lines around `labels`, which are of one file; the first label is the culprit. `width` is how many
    /// columns a line may have.
    pub(super) fn new(labels: &[&Label], sources: &Sources, width: usize) -> Option<Self> {
        let source = sources.source(labels.first()?.span.file);
        let spans: Vec<Span> = labels.iter().map(|label| label.span).collect();
        let shown = source.shown(&spans);
        let lines: Vec<u32> = spans
            .iter()
            .map(|span| source.position(span.start).line)
            .collect();
        let first = lines.iter().min()?.saturating_sub(CONTEXT).max(1);
        let last = lines.iter().max()? + CONTEXT;
        let mut excerpt = Self {
            name: plain(&source.name.to_string()),
            text: String::new(),
            first: first as usize - 1,
            marks: Vec::new(),
        };
        for line in first..=last {
            let Some(start) = source.line_start(line) else {
                break;
            };
            let here: Vec<&Label> = labels
                .iter()
                .zip(&lines)
                .filter(|(_, at)| **at == line)
                .map(|(label, _)| *label)
                .collect();
            excerpt.line(&source, &shown, start as usize, &here, width);
        }
        Some(excerpt)
    }

    /// Adds the line that begins at `start`.
    fn line(&mut self, source: &Source, shown: &str, start: usize, here: &[&Label], width: usize) {
        let rest = &shown[start..];
        let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r');
        let begin = here.iter().map(|label| label.span.start as usize - start).min();
        let window = Window::new(line, begin.unwrap_or(0), width);
        let base = self.text.len();
        self.text.push_str(&window.text);
        self.text.push('\n');
        for label in here {
            let (from, to) = (label.span.start as usize - start, label.span.end as usize - start);
            self.marks.push(Mark {
                start: base + window.place(line, from),
                end: base + window.place(line, to.min(line.len())),
                position: source.position(label.span.start),
                text: label.text.clone(),
            });
        }
    }

    /// The marks in the words of the library that draws them; the first is the culprit.
    pub(super) fn labels(&self, culprit: Position) -> Vec<LabeledSpan> {
        let labelled = |mark: &Mark| {
            let text = (!mark.text.is_empty()).then(|| plain(&mark.text));
            let span = SourceSpan::new(mark.start.into(), mark.end.saturating_sub(mark.start));
            if mark.position == culprit {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        };
        self.marks.iter().map(labelled).collect()
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.text.read_span(span, before, after)?;
        let mark = self.marks.iter().find(|mark| mark.start == span.offset());
        let column = match mark {
            Some(mark) if before == 0 => mark.position.column as usize - 1,
            _ => contents.column(),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            self.first + contents.line(),
            column,
            contents.line_count(),
        )))
    }
}

/// A line as it is shown, and where it was cut.
struct Window {
    text: String,
    /// The bytes of the line that are shown.
    start: usize,
    end: usize,
}

impl Window {
    /// At most `width` characters of `line`, with byte `wanted` among them.
    fn new(line: &str, wanted: usize, width: usize) -> Self {
        let wanted = wanted.min(line.len());
        // A character has at most four bytes; what is farther away than the width is not looked at.
        let low = line.floor_char_boundary(wanted.saturating_sub(4 * width));
        let high = line.ceil_char_boundary((wanted + 4 * width).min(line.len()));
        let near = line[low..high].char_indices();
        let starts: Vec<usize> = near.map(|(at, _)| low + at).collect();
        if starts.len() <= width && high - low == line.len() {
            return Self {
                text: plain(line),
                start: 0,
                end: line.len(),
            };
        }
        let wanted = starts.partition_point(|at| *at < wanted);
        let from = if wanted + LEAD < width {
            0
        } else {
            wanted
                .saturating_sub(LEAD)
                .min(starts.len().saturating_sub(width))
        };
        let start = starts.get(from).copied().unwrap_or(high);
        let end = starts.get(from + width).copied().unwrap_or(high);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        Self {
            text: format!(
                "{}{}{}",
                cut(start > 0),
                plain(&line[start..end]),
                cut(end < line.len())
            ),
            start,
            end,
        }
    }

    /// Where byte `at` of the line is in what is shown.
    fn place(&self, line: &str, at: usize) -> usize {
        let lead = if self.start > 0 { '…'.len_utf8() } else { 0 };
        let at = at.clamp(self.start, self.end);
        lead + plain(&line[self.start..line.floor_char_boundary(at)]).len()
    }
}

/// `text` without what a terminal would obey: control characters, and those that change the direction of text.
pub(super) fn plain(text: &str) -> String {
    let is_obeyed = |char: char| {
        char.is_control() && char != '\n' && char != '\t'
            || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let shown = |char| if is_obeyed(char) { '\u{fffd}' } else { char };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_culprit() {
        let line = format!("{}here{}", "x".repeat(500), "y".repeat(500));
        let window = Window::new(&line, 500, 80);
        assert_eq!(window.text.chars().count(), 82);
        let place = window.place(&line, 500);
        assert_eq!(&window.text[place..place + 4], "here");
        let whole = Window::new("short", 2, 80);
        assert_eq!((whole.text.as_str(), whole.place("short", 2)), ("short", 2));
        let tail = Window::new(&line, 2000, 80);
        assert!(tail.text.starts_with("…y") && tail.text.ends_with('y'));
    }

    #[test]
    fn a_terminal_gets_no_orders() {
        assert_eq!(plain("a\u{1b}[31m\u{202e}b\tc"), "a\u{fffd}[31m\u{fffd}b\tc");
    }
}
