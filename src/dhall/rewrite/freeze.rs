//! Imports and the digests that are written behind them.

use crate::dhall::syntax::{Ast, Expr, ExprId, Import};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// The imports of a file whose digest is missing or another, each with the edit that writes it down.
///
/// `digest` says what an import comes to; `None` leaves it as it is.
pub fn freeze(text: &str, ast: &Ast, digest: &mut dyn FnMut(&Import) -> Option<[u8; 32]>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in 0..ast.len() {
        let id = ExprId(at as u32);
        let Expr::Import(import) = &ast[id] else { continue };
        let Some(current) = digest(import).filter(|current| import.hash != Some(*current)) else {
            continue;
        };
        let span = ast.span(id);
        let (code, message) = match import.hash {
            None => ("freeze/missing", "this import is not frozen"),
            Some(_) => (
                "freeze/stale",
                "this import comes to something else than its `sha256:` says",
            ),
        };
        let digits: String = current.iter().map(|byte| format!("{byte:02x}")).collect();
        let finding = Diagnostic::new(Code(code), Severity::Warning, message)
            .at(span, "")
            .help("`meshc dhall freeze` writes the digest down");
        found.push(match place(text, span, import.hash.is_some()) {
            Some((start, end)) => {
                let new = if start == end {
                    format!(" sha256:{digits}")
                } else {
                    format!("sha256:{digits}")
                };
                finding.suggestion(Span::new(ast.file, start as u32, end as u32), new)
            }
            None => finding,
        });
    }
    found.sort_by_key(|finding| finding.primary.as_ref().map(|label| label.span.start));
    found
}

/// Where the digest of an import stands, or would stand: behind its path.
fn place(text: &str, span: Span, frozen: bool) -> Option<(usize, usize)> {
    let start = span.start as usize;
    let import = text.get(start..span.end as usize)?;
    let mut quoted = false;
    let path = import.find(|c: char| {
        quoted ^= c == '"';
        !quoted && c.is_whitespace()
    });
    let path = path.unwrap_or(import.len());
    if !frozen {
        return Some((start + path, start + path));
    }
    let at = path + import[path..].find("sha256:")?;
    Some((start + at, start + at + "sha256:".len() + 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dhall::rewrite::apply;
    use crate::dhall::syntax::parse;
    use crate::source::FileId;

    #[test]
    fn digests_stand_behind_paths() {
        let (new, old) = (
            format!("sha256:{}", "ab".repeat(32)),
            format!("sha256:{}", "cd".repeat(32)),
        );
        let rows = [
            ("./a.dhall".to_owned(), format!("./a.dhall {new}")),
            ("./a.dhall as Text".to_owned(), format!("./a.dhall {new} as Text")),
            ("./\"a b\" as Text".to_owned(), format!("./\"a b\" {new} as Text")),
            (format!("./a {old}"), format!("./a {new}")),
            (
                format!("./a\n  {old}\n  as Text"),
                format!("./a\n  {new}\n  as Text"),
            ),
            (format!("./a {new}"), format!("./a {new}")),
            (
                "[ ./a, ./b ? ./c ]".to_owned(),
                format!("[ ./a {new}, ./b {new} ? ./c {new} ]"),
            ),
        ];
        for (text, expected) in rows {
            let parsed = parse(FileId(0), &text);
            assert!(parsed.findings.is_empty(), "{text}");
            let found = freeze(&text, &parsed.ast, &mut |_| Some([0xab; 32]));
            assert_eq!(apply(&text, &found).0, expected, "{text}");
        }
    }
}
