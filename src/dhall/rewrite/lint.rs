//! What does nothing: bindings that are not used, a `let` or an `if` around what it gives anyway; and what hides.

use super::cut::{Cut, Cuts};
use super::usage::Usage;
use crate::dhall::syntax::{Ast, Binding, Expr, ExprId};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// An expression that is longer is neither quoted in a finding nor, inside of another such finding, in its edit, so
/// that what is nested deeply is not written down once for each level.
const QUOTED: usize = 60;

/// How many findings are told of one file; all that can be taken out is, whether it is told or not.
const TOLD: usize = 1_000;

/// What a linter says of a file.
#[derive(Clone, Debug)]
pub struct Linted {
    /// What could be taken out, in the order of the places; at most 1,000.
    pub findings: Vec<Diagnostic>,
    /// The text without all of it that can be taken out at once; `None` if nothing can.
    pub text: Option<String>,
}

/// What could be taken out of a file without findings.
pub fn lint(text: &str, ast: &Ast) -> Linted {
    let mut linter = Linter {
        text,
        ast,
        cuts: Cuts::new(text, ast),
        found: Vec::new(),
        taken: Vec::new(),
    };
    linter.bindings();
    linter.shapes();
    linter.hidden();
    let mut findings = linter.found;
    findings.sort_by_key(|finding| {
        let place = finding.primary.as_ref();
        place.map(|label| (label.span.start, label.span.end))
    });
    let text = linter.cuts.without(linter.taken);
    Linted { findings, text }
}

struct Linter<'a> {
    text: &'a str,
    ast: &'a Ast,
    cuts: Cuts<'a>,
    found: Vec<Diagnostic>,
    /// What can be taken out.
    taken: Vec<Cut>,
}

/// An expression that is no more than a part of it.
struct Shortened {
    code: &'static str,
    message: String,
    /// Where the part is.
    kept: (usize, usize),
}

impl Linter<'_> {
    /// Remembers a finding, unless there are so many that nobody reads them.
    fn tell(&mut self, finding: Diagnostic) {
        if self.found.len() < TOLD {
            self.found.push(finding);
        }
    }

    fn bindings(&mut self) {
        let usage = Usage::of(self.ast, &|id, bindings, number| {
            let cut = self.cuts.binding(id, bindings, (number, number));
            cut.is_some()
        });
        for at in 0..self.ast.len() {
            let id = ExprId(at as u32);
            if let Expr::Let { bindings, .. } = &self.ast[id] {
                self.run(id, bindings, &usage);
            }
        }
    }

    /// The bindings of one `let`; those next to each other are taken out together.
    fn run(&mut self, id: ExprId, bindings: &[Binding], usage: &Usage) {
        let mut first = 0;
        for (number, binding) in bindings.iter().enumerate() {
            let fate = usage.fate(id, number);
            if !fate.is_removed {
                first = number + 1;
            }
            if !fate.is_told {
                continue;
            }
            let how = match fate.is_mentioned {
                true => "used only by what is not used",
                false => "not used",
            };
            let finding = self.unused(binding, how);
            let cut = fate
                .is_removed
                .then(|| self.cuts.binding(id, bindings, (first, number)))
                .flatten();
            let Some(cut) = cut else {
                let help = "take the binding out by hand: there is a comment, or an index counts it";
                self.tell(finding.help(help));
                continue;
            };
            self.taken.push(cut);
            let finding = finding.help("take the binding out");
            // An edit is good by itself, without those for others.
            let is_last = number + 1 == bindings.len();
            let is_alone = !fate.is_mentioned && (!is_last || first == number);
            self.tell(match is_alone {
                true => finding.suggestion(self.span(cut), ""),
                false => finding,
            });
        }
    }

    fn unused(&self, binding: &Binding, how: &str) -> Diagnostic {
        let (start, end) = binding.label.span;
        let message = format!("`{}` is {how}", binding.label.name);
        Diagnostic::new(Code("lint/unused"), Severity::Warning, message)
            .at(Span::new(self.ast.file, start, end), "")
    }

    /// A `let` and an `if` around what they give.
    fn shapes(&mut self) {
        let mut around = u32::MAX;
        // Outer ones first, and the last ones of a file.
        for at in (0..self.ast.len()).rev() {
            let id = ExprId(at as u32);
            let found = match &self.ast[id] {
                Expr::Let { bindings, body } => self.echo(bindings, *body),
                Expr::If {
                    predicate,
                    then,
                    otherwise,
                } => self.choice(id, *predicate, *then, *otherwise),
                _ => None,
            };
            if let Some(shortened) = found {
                self.shortened(id, shortened, &mut around);
            }
        }
    }

    /// `let x = e in x`, and where `e` is.
    fn echo(&self, bindings: &[Binding], body: ExprId) -> Option<Shortened> {
        let [binding] = bindings else { return None };
        let (Expr::Variable { name, index: 0 }, None) = (&self.ast[body], binding.annotation) else {
            return None;
        };
        if *name != binding.label.name {
            return None;
        }
        let from = self.text.get(binding.label.span.1 as usize..)?;
        let start = self.text.len() - from.trim_start().strip_prefix('=')?.trim_start().len();
        Some(Shortened {
            code: "lint/let",
            message: format!("`let {name}` only gives its own value"),
            kept: self.cuts.parenthesized(start, binding.value)?,
        })
    }

    /// `if c then True else False`, and where `c` is.
    fn choice(&self, id: ExprId, predicate: ExprId, then: ExprId, otherwise: ExprId) -> Option<Shortened> {
        let (Expr::Bool(true), Expr::Bool(false)) = (&self.ast[then], &self.ast[otherwise]) else {
            return None;
        };
        let from = self.text.get(self.ast.span(id).start as usize..)?;
        let start = self.text.len() - from.strip_prefix("if")?.trim_start().len();
        Some(Shortened {
            code: "lint/if",
            message: "this `if` only gives its own condition".to_owned(),
            kept: self.cuts.parenthesized(start, predicate)?,
        })
    }

    /// Takes out what is around a part of an expression. `around` is where the last expression with an edit of any
    /// length begins, of those that are not inside of one.
    fn shortened(&mut self, id: ExprId, shortened: Shortened, around: &mut u32) {
        let Shortened { code, message, kept } = shortened;
        let whole = self.ast.span(id);
        let finding = Diagnostic::new(Code(code), Severity::Warning, message).at(whole, "");
        let sides = [(whole.start as usize, kept.0), (kept.1, whole.end as usize)];
        if sides.iter().any(|side| self.cuts.holds_comment(*side)) {
            let help = "shorten it by hand: there is a comment";
            return self.tell(finding.help(help));
        }
        self.taken.extend(sides);
        let text = &self.text[kept.0..kept.1];
        let is_short = text.len() <= QUOTED;
        let finding = match is_short && !text.contains('\n') {
            true => finding.help(format!("write `{text}`")),
            false => finding.help("write that alone"),
        };
        let is_outermost = whole.end <= *around;
        if is_outermost {
            *around = whole.start;
        }
        self.tell(match is_short || is_outermost {
            true => finding.suggestion(whole, text),
            false => finding,
        });
    }

    fn span(&self, (start, end): Cut) -> Span {
        Span::new(self.ast.file, start as u32, end as u32)
    }

    /// Characters that make a text look like another.
    fn hidden(&mut self) {
        for (at, c) in self.text.char_indices() {
            if !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
                continue;
            }
            let span = Span::new(self.ast.file, at as u32, (at + c.len_utf8()) as u32);
            let message = format!(
                "the character U+{:04X} changes the order in which the text is shown",
                u32::from(c)
            );
            self.tell(
                Diagnostic::new(Code("lint/hidden"), Severity::Warning, message)
                    .at(span, "")
                    .help("take it out; in a text, write it as an escape such as `\\u{202E}`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dhall::syntax::parse;
    use crate::source::FileId;

    /// What is left when nothing more can be taken out, what is said of it, and how many rounds that took.
    fn linted(text: &str) -> (String, Vec<String>, usize) {
        let mut text = text.to_owned();
        for rounds in 0.. {
            let parsed = parse(FileId(0), &text);
            assert!(parsed.findings.is_empty(), "{text}");
            let linted = lint(&text, &parsed.ast);
            match linted.text {
                Some(next) => text = next,
                None => {
                    let messages = linted.findings.into_iter().map(|finding| finding.message);
                    return (text, messages.collect(), rounds);
                }
            }
        }
        unreachable!("every round takes something out")
    }

    #[test]
    fn what_does_nothing_is_taken_out() {
        let rows = [
            ("let x = 1 in 2", "2"),
            ("let x = 1\nlet y = 2\n\nin  y + 1", "let y = 2\n\nin  y + 1"),
            ("let x = 1 let y = 2 in x + 1", "let x = 1 in x + 1"),
            ("let x = 1 in let y = 2 in x + 1", "let x = 1 in x + 1"),
            ("let x = 1 let y = x let z = (y) in 3", "3"),
            ("[ let x = 1 in 2 ]", "[ 2 ]"),
            ("let x = (1) in (let y = x in (2))", "((2))"),
            ("let x = f 1 in x", "f 1"),
            ("(let x = (f) in x) 1", "((f)) 1"),
            (
                "λ(b : Bool) → if b || b then True else False",
                "λ(b : Bool) → b || b",
            ),
            ("λ(b : Bool) → if (b) then True else False", "λ(b : Bool) → (b)"),
            ("let x = 1 in { x }", "let x = 1 in { x }"),
            ("let x = 1 in λ(x : Bool) → x@1", "let x = 1 in λ(x : Bool) → x@1"),
            ("let x = 1 in λ(x : Bool) → x", "λ(x : Bool) → x"),
            ("let a = 1 let b = 2 in let c = 3 in a + 1", "let a = 1 in a + 1"),
            ("let a = 1 let b = 2 in 3", "3"),
            ("let a = 1 in let b = 2 in let c = 3 in 4", "4"),
            ("let `in` = 1 let a = 2 in a + 1", "let a = 2 in a + 1"),
            ("let x = plugin let z = 1 in x", "plugin"),
            (
                "let x = 1 -- no in\nlet z = 1 in x + x",
                "let x = 1 -- no in\nin x + x",
            ),
            (
                "let x = 1 {- { -} in let z = 1 in x + x",
                "let x = 1 {- { -} in x + x",
            ),
            (
                "let x = (let y = 1 in let z = y in 2) in [ x ]",
                "let x = (2) in [ x ]",
            ),
            ("let x = {- why -} 1 in x", "{- why -} 1"),
            ("let x = if (let y = b in y) then True else False in x", "(b)"),
        ];
        for (text, expected) in rows {
            let (left, _, rounds) = linted(text);
            assert_eq!(left, expected, "{text}");
            assert!(rounds <= 2, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_taken_out_is_only_named() {
        let rows: [(&str, &[&str]); 5] = [
            ("let x = 1 let x = 2 in x@1", &["`x` is not used"]),
            ("let x = 1 -- why\nin 2", &["`x` is not used"]),
            ("let test = assert : 1 === 1 in 2", &[]),
            (
                "if True {- ? -} then True else False",
                &["this `if` only gives its own condition"],
            ),
            (
                "-- \u{202E}\n1",
                &["the character U+202E changes the order in which the text is shown"],
            ),
        ];
        for (text, expected) in rows {
            let (left, messages, _) = linted(text);
            assert_eq!(left, text);
            assert_eq!(messages, expected);
        }
    }

    #[test]
    fn a_long_chain_takes_one_walk() {
        let lets: String = (1..20_000)
            .map(|at| format!("let x{at} = x{} ", at - 1))
            .collect();
        let text = format!("let x0 = 1 {lets} in x19999");
        let parsed = parse(FileId(0), &text);
        assert!(lint(&text, &parsed.ast).findings.is_empty());
    }

    /// Each of these would be a round of its own if only the outermost were taken out, and a copy of all the others
    /// in each finding.
    #[test]
    fn what_nests_is_taken_out_at_once_and_written_down_once() {
        let nested = |before: &str, after: &str| format!("{}b{}", before.repeat(400), after.repeat(400));
        let rows = [
            nested("let x = ", " in x"),
            nested("let x = [ ", " ] in x"),
            nested("if ", " then True else False"),
            nested("let unused = ", " in 1"),
            each(400, |at| format!("let x{} = x{at} ", at + 1)) + "in b",
        ];
        for text in rows {
            let parsed = parse(FileId(0), &text);
            let once = lint(&text, &parsed.ast);
            let left = once.text.expect("something is taken out");
            assert!(lint(&left, &parse(FileId(0), &left).ast).text.is_none(), "{left}");
            let written = once
                .findings
                .iter()
                .filter_map(|finding| finding.suggestion.as_ref());
            let written: usize = written.map(|edit| edit.replacement.len()).sum();
            assert!(written <= text.len() + 400 * QUOTED, "{written}");
        }
    }

    fn each(count: usize, thing: impl Fn(usize) -> String) -> String {
        (0..count).map(thing).collect()
    }
}
