//! What does nothing: bindings that are not used, a `let` or an `if` around what it gives anyway; and what hides.

use std::collections::{HashMap, HashSet};

use super::child::children;
use crate::dhall::syntax::{Ast, Binding, Expr, ExprId, Name};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// What could be taken out of a file without findings, in the order of the places.
pub fn lint(text: &str, ast: &Ast) -> Vec<Diagnostic> {
    let mut linter = Linter {
        text,
        ast,
        tests: assertions(ast),
        found: Vec::new(),
    };
    linter.bindings();
    linter.shapes();
    linter.hidden();
    linter.found.sort_by_key(|finding| {
        let place = finding.primary.as_ref();
        place.map(|label| (label.span.start, label.span.end))
    });
    linter.found
}

struct Linter<'a> {
    text: &'a str,
    ast: &'a Ast,
    /// Which expressions hold an assertion.
    tests: Vec<bool>,
    found: Vec<Diagnostic>,
}

/// For each expression, whether it or a part of it is an assertion.
fn assertions(ast: &Ast) -> Vec<bool> {
    let mut tests = Vec::with_capacity(ast.len());
    for at in 0..ast.len() {
        let expr = &ast[ExprId(at as u32)];
        let inside = children(expr).into_iter().any(|child| tests[child.0 as usize]);
        tests.push(inside || matches!(expr, Expr::Assert { .. }));
    }
    tests
}

/// A step of the walk through the scopes.
enum Step {
    Visit(ExprId),
    /// The `let` and the number of its binding; functions have none.
    Bind(Name, Option<(ExprId, usize)>),
    Leave(Name),
}

/// Which bindings variables lead to.
#[derive(Default)]
struct Uses {
    used: HashSet<(ExprId, usize)>,
    /// Bindings that an index counts: without them it would mean another.
    counted: HashSet<(ExprId, usize)>,
}

impl Linter<'_> {
    fn bindings(&mut self) {
        let uses = self.uses();
        for at in 0..self.ast.len() {
            let id = ExprId(at as u32);
            let Expr::Let { bindings, .. } = &self.ast[id] else {
                continue;
            };
            let mut before_goes = false;
            for (number, binding) in bindings.iter().enumerate() {
                let is_needed = uses.used.contains(&(id, number)) || self.tests[binding.value.0 as usize];
                if is_needed {
                    before_goes = false;
                    continue;
                }
                // What surrounds the last binding depends on the one before: it goes first.
                let waits = before_goes && number + 1 == bindings.len();
                let region = self
                    .region(id, bindings, number)
                    .filter(|_| !uses.counted.contains(&(id, number)));
                before_goes = region.is_some();
                let finding = self.unused(binding);
                self.found.push(match region {
                    Some(_) if waits => finding.help("take the binding out"),
                    Some((start, end)) => finding
                        .help("take the binding out")
                        .suggestion(Span::new(self.ast.file, start as u32, end as u32), ""),
                    None => finding
                        .help("take the binding out by hand: there is a comment, or an index counts it"),
                });
            }
        }
    }

    fn unused(&self, binding: &Binding) -> Diagnostic {
        let (start, end) = binding.label.span;
        let message = format!("`{}` is not used", binding.label.name);
        Diagnostic::new(Code("lint/unused"), Severity::Warning, message)
            .at(Span::new(self.ast.file, start, end), "")
    }

    fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        let mut scope: HashMap<Name, Vec<Option<(ExprId, usize)>>> = HashMap::new();
        let mut rest = vec![Step::Visit(self.ast.root())];
        while let Some(step) = rest.pop() {
            match step {
                Step::Bind(name, binder) => scope.entry(name).or_default().push(binder),
                Step::Leave(name) => {
                    scope.entry(name).or_default().pop();
                }
                Step::Visit(id) => match &self.ast[id] {
                    Expr::Variable { name, index } => {
                        let binders = scope.get(name).map_or(&[][..], Vec::as_slice);
                        let mut inner = binders.iter().rev();
                        uses.counted
                            .extend(inner.by_ref().take(*index as usize).copied().flatten());
                        uses.used.extend(inner.next().copied().flatten());
                    }
                    expr => {
                        let mut steps = steps(id, expr);
                        steps.reverse();
                        rest.extend(steps);
                    }
                },
            }
        }
        uses
    }

    /// The bytes to take out for a binding; `None` if they hold a comment.
    fn region(&self, id: ExprId, bindings: &[Binding], number: usize) -> Option<(usize, usize)> {
        let start = self.keyword_before(&bindings[number])?;
        let end = match bindings.get(number + 1) {
            Some(next) => self.keyword_before(next)?,
            None => {
                let at = self.skip(self.ast.span(bindings[number].value).end as usize)?;
                let behind = self.text.get(at..)?.strip_prefix("in")?;
                let before = self.text[..start].trim_end();
                let follows_in = before.ends_with("in") && number > 0;
                if number == 0 || follows_in {
                    self.text.len() - behind.trim_start().len()
                } else {
                    at
                }
            }
        };
        let region = self.text.get(start..end)?;
        let inside = start >= self.ast.span(id).start as usize;
        (inside && !region.contains("--") && !region.contains("{-")).then_some((start, end))
    }

    /// Where the `let` of a binding begins.
    fn keyword_before(&self, binding: &Binding) -> Option<usize> {
        let before = self.text.get(..binding.label.span.0 as usize)?.trim_end();
        before.ends_with("let").then(|| before.len() - "let".len())
    }

    /// Behind white space and closing parentheses.
    fn skip(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        Some(self.text.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ')']).len())
    }

    /// A `let` and an `if` around what they give.
    fn shapes(&mut self) {
        for at in 0..self.ast.len() {
            let id = ExprId(at as u32);
            let found = match &self.ast[id] {
                Expr::Let { bindings, body } => self.echo(id, bindings, *body),
                Expr::If {
                    predicate,
                    then,
                    otherwise,
                } => self.choice(id, *predicate, *then, *otherwise),
                _ => None,
            };
            self.found.extend(found);
        }
    }

    /// `let x = e in x`.
    fn echo(&self, id: ExprId, bindings: &[Binding], body: ExprId) -> Option<Diagnostic> {
        let [binding] = bindings else { return None };
        let (Expr::Variable { name, index: 0 }, None) = (&self.ast[body], binding.annotation) else {
            return None;
        };
        if *name != binding.label.name {
            return None;
        }
        let from = self.text.get(binding.label.span.1 as usize..)?;
        let start = self.text.len() - from.trim_start().strip_prefix('=')?.trim_start().len();
        let end = self.skip(self.ast.span(binding.value).end as usize)?;
        let message = format!("`let {name}` only gives its own value");
        self.shortened(id, "lint/let", message, (start, end))
    }

    /// `if c then True else False`.
    fn choice(&self, id: ExprId, predicate: ExprId, then: ExprId, otherwise: ExprId) -> Option<Diagnostic> {
        let (Expr::Bool(true), Expr::Bool(false)) = (&self.ast[then], &self.ast[otherwise]) else {
            return None;
        };
        let whole = self.ast.span(id);
        let from = self.text.get(whole.start as usize..)?;
        let start = self.text.len() - from.strip_prefix("if")?.trim_start().len();
        let end = self.skip(self.ast.span(predicate).end as usize)?;
        let message = "this `if` only gives its own condition".to_owned();
        self.shortened(id, "lint/if", message, (start, end))
    }

    /// A finding that replaces an expression by a part of its text.
    fn shortened(
        &self,
        id: ExprId,
        code: &'static str,
        message: String,
        (start, end): (usize, usize),
    ) -> Option<Diagnostic> {
        let whole = self.ast.span(id);
        let kept = self.text.get(start..end)?.trim_end();
        let all = self.text.get(whole.start as usize..whole.end as usize)?;
        let finding = Diagnostic::new(Code(code), Severity::Warning, message).at(whole, "");
        let loses_comment = all.contains("--") || all.contains("{-");
        Some(if loses_comment {
            finding.help("shorten it by hand: there is a comment")
        } else {
            finding.help(format!("write `{kept}`")).suggestion(whole, kept)
        })
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
            self.found.push(
                Diagnostic::new(Code("lint/hidden"), Severity::Warning, message)
                    .at(span, "")
                    .help("take it out; in a text, write it as an escape such as `\\u{202E}`"),
            );
        }
    }
}

fn steps(id: ExprId, expr: &Expr) -> Vec<Step> {
    match expr {
        Expr::Let { bindings, body } => {
            let mut steps = Vec::new();
            for (number, binding) in bindings.iter().enumerate() {
                steps.extend(binding.annotation.map(Step::Visit));
                steps.push(Step::Visit(binding.value));
                steps.push(Step::Bind(binding.label.name, Some((id, number))));
            }
            steps.push(Step::Visit(*body));
            let names = bindings.iter().rev();
            steps.extend(names.map(|binding| Step::Leave(binding.label.name)));
            steps
        }
        Expr::Lambda {
            param,
            domain,
            body: inner,
        }
        | Expr::Forall {
            param,
            domain,
            codomain: inner,
        } => vec![
            Step::Visit(*domain),
            Step::Bind(param.name, None),
            Step::Visit(*inner),
            Step::Leave(param.name),
        ],
        other => children(other).into_iter().map(Step::Visit).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dhall::rewrite::apply;
    use crate::dhall::syntax::parse;
    use crate::source::FileId;

    /// What is left when nothing more can be taken out.
    fn linted(text: &str) -> (String, Vec<String>) {
        let mut text = text.to_owned();
        loop {
            let parsed = parse(FileId(0), &text);
            assert!(parsed.findings.is_empty(), "{text}");
            let found = lint(&text, &parsed.ast);
            let (next, count) = apply(&text, &found);
            if count == 0 {
                return (text, found.into_iter().map(|finding| finding.message).collect());
            }
            text = next;
        }
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
        ];
        for (text, expected) in rows {
            assert_eq!(linted(text).0, expected, "{text}");
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
            assert_eq!(
                linted(text),
                (
                    text.to_owned(),
                    expected.iter().map(|text| (*text).to_owned()).collect()
                )
            );
        }
    }

    #[test]
    fn a_long_chain_takes_one_walk() {
        let lets: String = (1..20_000)
            .map(|at| format!("let x{at} = x{} ", at - 1))
            .collect();
        let text = format!("let x0 = 1 {lets} in x19999");
        let parsed = parse(FileId(0), &text);
        assert!(lint(&text, &parsed.ast).is_empty());
    }
}
