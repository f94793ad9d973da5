//! Text literals.

/// Which quotes a text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// `"…"`.
    Double,
    /// `''` and a line end.
    Single,
}

impl Quotes {
    pub(super) fn open(self) -> &'static str {
        match self {
            Self::Double => "\"",
            Self::Single => "''\n",
        }
    }

    pub(super) fn close(self) -> &'static str {
        match self {
            Self::Double => "\"",
            Self::Single => "''",
        }
    }
}

/// A text without interpolations as a literal on one line.
pub fn text_literal(text: &str) -> String {
    let mut out = String::from("\"");
    push_segment(&mut out, text, Quotes::Double);
    out.push('"');
    out
}

/// The quotes that suit a text: single ones for several lines that they can express.
pub(super) fn quotes(segments: &[Box<str>]) -> Quotes {
    let line_ends: usize = segments.iter().map(|segment| segment.matches('\n').count()).sum();
    let ends_line = segments.last().is_some_and(|last| last.ends_with('\n'));
    let several = line_ends > usize::from(ends_line);
    if several && segments.iter().all(|segment| has_single_form(segment)) && is_flush(segments) {
        return Quotes::Single;
    }
    Quotes::Double
}

/// Whether single quotes can express a literal part wherever it stands.
fn has_single_form(segment: &str) -> bool {
    // `'` before what begins with a quote itself would make another escape sequence of it.
    !segment.ends_with('\'')
        && !segment.contains("'${")
        && !segment.chars().any(|character| {
            (character < ' ' && !matches!(character, '\n' | '\t')) || character == '\u{feff}'
        })
}

/// Whether some line begins without space, so that no indentation would be taken away.
fn is_flush(segments: &[Box<str>]) -> bool {
    let mut at_line_start = true;
    for (number, segment) in segments.iter().enumerate() {
        let last = number + 1 == segments.len();
        for line in segment.split_inclusive('\n') {
            if at_line_start && line != "\n" && !line.starts_with([' ', '\t']) {
                return true;
            }
            at_line_start = line.ends_with('\n');
        }
        if at_line_start && (last || segment.is_empty() || segment.ends_with('\n')) {
            return true;
        }
    }
    false
}

/// Appends a literal part of a text.
pub(super) fn push_segment(out: &mut String, segment: &str, quotes: Quotes) {
    match quotes {
        Quotes::Single => out.push_str(&segment.replace("''", "'''").replace("${", "''${")),
        Quotes::Double => push_escaped(out, segment),
    }
}

fn push_escaped(out: &mut String, segment: &str) {
    let mut characters = segment.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' if characters.peek() == Some(&'{') => out.push_str("\\$"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Control characters, and those that would change the direction of what a reader sees.
            '\0'..' ' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04x}", character as u32));
            }
            _ => out.push(character),
        }
    }
}
