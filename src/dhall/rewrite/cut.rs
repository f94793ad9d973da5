//! Which bytes of a text go with a part of it that is taken out.

use crate::dhall::syntax::{Ast, Binding, ExprId};

/// The bytes from the first one up to the second.
pub(super) type Cut = (usize, usize);

/// A text from which parts are taken out.
pub(super) struct Cuts<'a> {
    text: &'a str,
    ast: &'a Ast,
    /// Where `--` and `{-` stand, which only texts and comments hold.
    dashes: Vec<usize>,
}

impl<'a> Cuts<'a> {
    pub(super) fn new(text: &'a str, ast: &'a Ast) -> Self {
        let pairs = text.as_bytes().windows(2).enumerate();
        let dashes = pairs.filter(|(_, pair)| matches!(pair, [b'-', b'-'] | [b'{', b'-']));
        Self {
            text,
            ast,
            dashes: dashes.map(|(at, _)| at).collect(),
        }
    }

    /// The text without these bytes, of which some may lie inside of others; `None` if there are none.
    pub(super) fn without(&self, mut cuts: Vec<Cut>) -> Option<String> {
        cuts.retain(|(start, end)| start < end);
        if cuts.is_empty() {
            return None;
        }
        cuts.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        let mut left = String::with_capacity(self.text.len());
        let mut at = 0;
        for (start, end) in cuts {
            left.push_str(self.text.get(at..start).unwrap_or_default());
            at = at.max(end);
        }
        left.push_str(self.text.get(at..).unwrap_or_default());
        Some(left)
    }

    /// Whether these bytes hold a comment, or what may be one.
    pub(super) fn holds_comment(&self, (start, end): Cut) -> bool {
        let next = self.dashes.partition_point(|at| *at < start);
        self.dashes.get(next).is_some_and(|at| *at < end)
    }

    /// What goes with the last of the bindings `first..=last` of a `let`, all of which are taken out; `None` if
    /// that holds a comment.
    pub(super) fn binding(
        &self,
        id: ExprId,
        bindings: &[Binding],
        (first, last): (usize, usize),
    ) -> Option<Cut> {
        let start = self.keyword_before(&bindings[last])?;
        let end = match bindings.get(last + 1) {
            Some(next) => self.keyword_before(next)?,
            None => {
                let at = self.behind(self.ast.span(bindings[last].value).end as usize)?;
                let behind = self.text.get(at..)?.strip_prefix("in")?;
                // The `in` of the bindings before stays, if they have one of their own.
                match first == 0
                    || self.is_closed(&bindings[first - 1], self.keyword_before(&bindings[first])?)
                {
                    true => self.text.len() - behind.trim_start().len(),
                    false => at,
                }
            }
        };
        let is_inside = start >= self.ast.span(id).start as usize && start < end;
        (is_inside && !self.holds_comment((start, end))).then_some((start, end))
    }

    /// Where the `let` of a binding begins.
    fn keyword_before(&self, binding: &Binding) -> Option<usize> {
        let before = self.text.get(..binding.label.span.0 as usize)?.trim_end();
        before.ends_with("let").then(|| before.len() - "let".len())
    }

    /// Whether there is an `in` between a binding and the next one, whose `let` begins at `next`.
    fn is_closed(&self, binding: &Binding, next: usize) -> bool {
        let end = self.ast.span(binding.value).end as usize;
        let mut gap = self.text.get(end..next).unwrap_or_default();
        loop {
            gap = gap.trim_start_matches([' ', '\t', '\r', '\n', ')']);
            gap = match comment_length(gap) {
                0 => return gap.starts_with("in"),
                length => &gap[length..],
            };
        }
    }

    /// Where an expression is, from its parentheses on, the first of which is at `start`.
    pub(super) fn parenthesized(&self, start: usize, id: ExprId) -> Option<Cut> {
        let end = self.behind(self.ast.span(id).end as usize)?;
        let text = self.text.get(start..end)?;
        Some((start, start + text.trim_end().len()))
    }

    /// Behind white space and closing parentheses.
    fn behind(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        Some(self.text.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ')']).len())
    }
}

/// How long the comment is that a text begins with; 0 if it begins with none.
fn comment_length(text: &str) -> usize {
    if text.starts_with("--") {
        return text.find('\n').unwrap_or(text.len());
    }
    if !text.starts_with("{-") {
        return 0;
    }
    let bytes = text.as_bytes();
    let (mut at, mut open) = (2, 1);
    while open > 0 && at < bytes.len() {
        let step = match &bytes[at..] {
            [b'{', b'-', ..] => 1,
            [b'-', b'}', ..] => -1,
            _ => 0,
        };
        open += step;
        at += if step == 0 { 1 } else { 2 };
    }
    at
}
