//! Breaking lines: a stream of texts, possible breaks and groups, and what becomes of it.
//!
//! The stream is laid out as it comes. Only groups of which it is not known yet whether they fit on a line wait, and
//! that is known after as much text as a line has.

use std::borrow::Cow;
use std::collections::VecDeque;

/// How many columns a line should have at most.
pub const WIDTH: usize = 100;

/// One step of the stream.
#[derive(Clone, Debug)]
pub(super) enum Op<'a> {
    /// Text without line ends.
    Text(&'a str),
    /// Text of several lines, of which all but the first are indented like the line that it stands on.
    Lines(Vec<Cow<'a, str>>),
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

/// A group whose width is not known yet.
struct Open {
    /// The number of its step, counted from the beginning of the stream.
    step: usize,
    /// How wide everything before it is.
    before: usize,
}

/// Takes a stream and lays it out.
pub(super) struct Layout<'a> {
    renderer: Renderer,
    /// Whether each open group is broken; outside of all groups breaks break.
    broken: Vec<bool>,
    /// Steps that wait for the width of a group, each with the width of the group that it begins.
    waiting: VecDeque<(Op<'a>, usize)>,
    /// How many steps were laid out.
    done: usize,
    /// Outermost first.
    open: VecDeque<Open>,
    /// How wide everything is up to here, if it were on one line.
    width: usize,
    /// Whether a comment has ended the line, which only matters as soon as something follows it.
    line_ended: bool,
    /// Whether the next group is broken, however wide it is.
    break_next: bool,
}

impl<'a> Layout<'a> {
    /// A layout that begins in a column; the first group is broken if that is wanted.
    pub(super) fn new(column: usize, break_first: bool) -> Self {
        Self {
            renderer: Renderer {
                out: String::new(),
                column,
                indent: column,
                line_ends: 0,
            },
            broken: vec![true],
            waiting: VecDeque::new(),
            done: 0,
            open: VecDeque::new(),
            width: 0,
            line_ended: false,
            break_next: break_first,
        }
    }

    /// Lays out what is left.
    pub(super) fn finish(mut self) -> String {
        self.open.clear();
        self.lay_known();
        self.renderer.out.push('\n');
        self.renderer.out
    }

    pub(super) fn push(&mut self, op: Op<'a>) {
        match &op {
            Op::Open { .. } | Op::Close | Op::Indent(_) | Op::Hang(_) => {}
            Op::Text(text) if text.trim().is_empty() => {}
            _ if self.line_ended => self.jump(),
            _ => {}
        }
        let is_jump = self.measure(&op);
        if self.open.is_empty() && self.waiting.is_empty() {
            return self.lay(&op, NEVER_FLAT);
        }
        self.waiting.push_back((op, NEVER_FLAT));
        if is_jump {
            self.jump();
        }
        while self
            .open
            .front()
            .is_some_and(|group| self.width - group.before > WIDTH)
        {
            self.open.pop_front();
        }
        self.lay_known();
    }

    /// Counts a step in; whether it can not stand on one line.
    fn measure(&mut self, op: &Op<'a>) -> bool {
        match op {
            Op::Open { broken } => {
                self.open.push_back(Open {
                    step: self.done + self.waiting.len(),
                    before: self.width,
                });
                return *broken || std::mem::take(&mut self.break_next);
            }
            Op::Close => {
                if let Some(group) = self.open.pop_back()
                    && let Some((_, width)) = self.waiting.get_mut(group.step - self.done)
                {
                    *width = self.width - group.before;
                }
            }
            Op::Text(text) => self.width += columns(text),
            Op::Choice { flat, .. } | Op::Break { flat, .. } => self.width += flat.len(),
            Op::Verbatim(_) | Op::Lines(_) => return true,
            Op::Comment {
                begins_line: false,
                ends_line: true,
                ..
            } => self.line_ended = true,
            Op::Comment {
                text, begins_line, ..
            } => {
                self.width += columns(text) + 1;
                return *begins_line || text.contains('\n');
            }
            Op::Indent(_) | Op::Hang(_) => {}
        }
        false
    }

    /// None of the groups that are open can stand on one line.
    fn jump(&mut self) {
        self.line_ended = false;
        self.open.clear();
        self.lay_known();
    }

    /// Lays out everything before the first group whose width is not known.
    fn lay_known(&mut self) {
        let end = self.done + self.waiting.len();
        let until = self.open.front().map_or(end, |group| group.step);
        while self.done < until
            && let Some((op, width)) = self.waiting.pop_front()
        {
            self.lay(&op, width);
        }
    }

    /// Lays out one step.
    fn lay(&mut self, op: &Op<'a>, width: usize) {
        self.done += 1;
        let is_broken = self.broken.last().copied().unwrap_or(true);
        let renderer = &mut self.renderer;
        match op {
            Op::Open { .. } => self.broken.push(is_broken && !renderer.fits(width)),
            Op::Close => {
                self.broken.pop();
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
}

/// How many columns a text takes.
fn columns(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false => text.chars().count(),
    }
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
        self.column += columns(text);
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
        self.spaces();
        self.column = self.indent;
        self.line_ends = 0;
    }

    fn spaces(&mut self) {
        const SPACES: &str = "                                                                ";
        let mut left = self.indent;
        while left > 0 {
            let some = left.min(SPACES.len());
            self.out.push_str(&SPACES[..some]);
            left -= some;
        }
    }

    fn verbatim(&mut self, text: &str) {
        self.break_line();
        self.out.push_str(text);
        self.column = text.rsplit('\n').next().map_or(0, columns);
    }

    fn lines(&mut self, lines: &[Cow<'_, str>]) {
        self.break_line();
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                self.out.push('\n');
                self.column = 0;
                if !line.is_empty() {
                    self.spaces();
                    self.column = self.indent;
                }
            }
            self.out.push_str(line);
            self.column += columns(line);
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
        self.column += text.rsplit('\n').next().map_or(0, columns);
        if ends_line {
            self.line_ends = if blank_behind { 2 } else { 1 };
        } else {
            self.out.push(' ');
            self.column += 1;
        }
    }
}
