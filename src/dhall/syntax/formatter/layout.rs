//! Breaking lines: a stream of texts, possible breaks and groups, and what becomes of it.

use std::borrow::Cow;

/// How many columns a line should have at most.
pub const WIDTH: usize = 100;

/// One step of the stream.
#[derive(Clone, Debug)]
pub(super) enum Op<'a> {
    /// Text without line ends.
    Text(Cow<'a, str>),
    /// Text of several lines, of which all but the first are indented like the line that it stands on.
    Lines(Vec<String>),
    /// Text of several lines that is not to be touched.
    Verbatim(&'a str),
    /// A line end and then `broken` in a group that is broken, `flat` in one that is not.
    Break {
        flat: &'static str,
        broken: &'static str,
        /// Whether an empty line is wanted, too.
        blank: bool,
    },
    /// `flat` or `broken`, without a line end.
    Choice {
        flat: &'static str,
        broken: &'static str,
    },
    /// The beginning of a group, which is broken if it does not fit or is said to.
    Open { broken: bool },
    /// The end of a group.
    Close,
    /// More or less indentation from here on.
    Indent(isize),
    /// More or less indentation from here on if the group is broken.
    Hang(isize),
    /// A comment.
    Comment {
        text: Cow<'a, str>,
        begins_line: bool,
        ends_line: bool,
        blank_before: bool,
        blank_behind: bool,
    },
}

/// Wider than any line.
const NEVER_FLAT: usize = usize::MAX / 4;

/// Lays a stream out, from a column on.
pub(super) fn render(ops: &[Op<'_>], column: usize) -> String {
    let widths = widths(ops);
    let mut renderer = Renderer {
        out: String::new(),
        column,
        indent: column,
        line_ends: 0,
    };
    // Whether each open group is broken; outside of all groups breaks break.
    let mut broken = vec![true];
    for (op, width) in ops.iter().zip(widths) {
        let is_broken = broken.last().copied().unwrap_or(true);
        match op {
            Op::Open { .. } => broken.push(is_broken && !renderer.fits(width)),
            Op::Close => {
                broken.pop();
            }
            Op::Hang(_) if !is_broken => {}
            Op::Indent(more) | Op::Hang(more) => {
                renderer.indent = renderer.indent.saturating_add_signed(*more);
            }
            Op::Text(text) => renderer.text(text),
            Op::Choice { broken, .. } if is_broken => renderer.text(broken),
            Op::Choice { flat, .. } => renderer.text(flat),
            Op::Break { broken, blank, .. } if is_broken => {
                renderer.line_ends = renderer.line_ends.max(if *blank { 2 } else { 1 });
                renderer.text(broken);
            }
            Op::Break { flat, .. } => renderer.text(flat),
            Op::Verbatim(text) => renderer.verbatim(text),
            Op::Lines(lines) => renderer.lines(lines),
            Op::Comment {
                text,
                begins_line,
                ends_line,
                blank_before,
                blank_behind,
            } => renderer.comment(text, (*begins_line, *ends_line), (*blank_before, *blank_behind)),
        }
    }
    renderer.out.push('\n');
    renderer.out
}

/// For each beginning of a group, how wide the group is on one line.
fn widths(ops: &[Op<'_>]) -> Vec<usize> {
    let mut widths = vec![0; ops.len()];
    let mut open = Vec::new();
    let mut sum = 0_usize;
    // How often something so far can not stand on one line; a comment at the end of a line only counts as
    // soon as something follows it.
    let (mut jumps, mut pending) = (0_usize, 0_usize);
    for (place, op) in ops.iter().enumerate() {
        match op {
            Op::Open { .. } | Op::Close | Op::Indent(_) | Op::Hang(_) => {}
            Op::Text(text) if text.trim().is_empty() => {}
            _ => jumps += std::mem::take(&mut pending),
        }
        match op {
            Op::Open { broken } => {
                open.push((place, sum, jumps));
                jumps += usize::from(*broken);
            }
            Op::Close => {
                if let Some((begin, before, jumps_before)) = open.pop() {
                    let flat = jumps == jumps_before;
                    widths[begin] = if flat { sum - before } else { NEVER_FLAT };
                }
            }
            Op::Text(text) => sum += text.chars().count(),
            Op::Choice { flat, .. } | Op::Break { flat, .. } => sum += flat.len(),
            Op::Verbatim(_) | Op::Lines(_) => jumps += 1,
            Op::Comment {
                begins_line: false,
                ends_line: true,
                ..
            } => pending += 1,
            Op::Comment {
                text, begins_line, ..
            } => {
                sum += text.chars().count() + 1;
                jumps += usize::from(*begins_line || text.contains('\n'));
            }
            Op::Indent(_) | Op::Hang(_) => {}
        }
    }
    widths
}

struct Renderer {
    out: String,
    column: usize,
    indent: usize,
    /// How many line ends belong before the next text.
    line_ends: usize,
}

impl Renderer {
    fn fits(&self, width: usize) -> bool {
        let column = if self.line_ends > 0 {
            self.indent
        } else {
            self.column
        };
        column + width <= WIDTH
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() || (self.line_ends > 0 && text.trim_start().is_empty()) {
            return;
        }
        let text = if self.line_ends > 0 {
            text.trim_start()
        } else {
            text
        };
        self.break_line();
        self.out.push_str(text);
        self.column += text.chars().count();
    }

    fn break_line(&mut self) {
        if self.line_ends == 0 {
            return;
        }
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        if !self.out.is_empty() {
            self.out.extend(std::iter::repeat_n('\n', self.line_ends));
        }
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.column = self.indent;
        self.line_ends = 0;
    }

    fn verbatim(&mut self, text: &str) {
        self.break_line();
        self.out.push_str(text);
        self.column = text.rsplit('\n').next().map_or(0, |line| line.chars().count());
    }

    fn lines(&mut self, lines: &[String]) {
        self.break_line();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                self.out.push('\n');
                self.column = 0;
                if !line.is_empty() {
                    self.out.extend(std::iter::repeat_n(' ', self.indent));
                    self.column = self.indent;
                }
            }
            self.out.push_str(line);
            self.column += line.chars().count();
        }
    }

    fn comment(
        &mut self,
        text: &str,
        (begins_line, ends_line): (bool, bool),
        (blank_before, blank_behind): (bool, bool),
    ) {
        if begins_line {
            self.line_ends = self.line_ends.max(if blank_before { 2 } else { 1 });
        }
        let starts_line = self.line_ends > 0;
        self.break_line();
        if !starts_line && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
            self.column += 1;
        }
        self.out.push_str(text);
        self.column += text.rsplit('\n').next().map_or(0, |line| line.chars().count());
        if ends_line {
            self.line_ends = if blank_behind { 2 } else { 1 };
        } else {
            self.out.push(' ');
            self.column += 1;
        }
    }
}
