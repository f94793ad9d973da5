//! `meshc dhall resolve`.

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::ResolveArgs;
use super::expression::{too_long, write_expression};
use super::place::Place;
use super::told::{diagnostics, tell, write};
use crate::dhall::syntax::{Ast, Expr, ExprId, parse_bytes};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceName, Span};

/// Prints a file without its imports, or lists them.
pub(super) fn resolve(args: &ResolveArgs, console: &mut Console) -> Result<Exit, Failure> {
    let place = Place::open(args.file.as_deref(), &args.surroundings)?;
    let findings = match (
        args.depth.immediate_dependencies,
        args.depth.transitive_dependencies,
    ) {
        (true, _) => immediate(&place, console)?,
        (_, true) => transitive(&place, console),
        _ => spliced(&place, args, console)?,
    };
    if findings.is_empty() {
        return Ok(Exit::Done);
    }
    Ok(tell(findings, &place.sources, args.surroundings.report, console))
}

/// Prints the expression with what it imports in the place of each import.
fn spliced(place: &Place, args: &ResolveArgs, console: &mut Console) -> Result<Vec<Diagnostic>, Failure> {
    let formed = place.engine().resolve(&place.path);
    let mut findings = diagnostics(formed.findings);
    if let Some(ast) = &formed.result {
        match too_long(ast) {
            Some(finding) => findings.push(finding),
            None => write(args.output.as_deref(), console, |out| write_expression(ast, out))?,
        }
    }
    Ok(findings)
}

/// Prints every file of the repository that is imported, at any distance.
fn transitive(place: &Place, console: &mut Console) -> Vec<Diagnostic> {
    let formed = place.engine().imports(&place.path);
    let lines = formed.result.iter().flatten().map(|path| format!("{path}\n"));
    console.print(&lines.collect::<String>());
    diagnostics(formed.findings)
}

/// Prints the imports of the file itself, each as it is written.
fn immediate(place: &Place, console: &mut Console) -> Result<Vec<Diagnostic>, Failure> {
    let bytes = place.bytes()?;
    let text = String::from_utf8_lossy(&bytes);
    let file = place
        .sources
        .add(SourceName::Repo(place.path.clone()), text.as_ref());
    let parsed = parse_bytes(file, &bytes);
    if parsed.findings.is_empty() {
        let lines = imports(&parsed.ast).into_iter().map(|span| {
            let words = text[span.start as usize..span.end as usize].split_whitespace();
            format!("{}\n", words.collect::<Vec<_>>().join(" "))
        });
        console.print(&lines.collect::<String>());
    }
    Ok(parsed.findings)
}

fn imports(ast: &Ast) -> Vec<Span> {
    let ids = (0..ast.len()).map(|at| ExprId(at as u32));
    let imports = ids.filter(|id| matches!(ast[*id], Expr::Import(_)));
    let mut spans: Vec<Span> = imports.map(|id| ast.span(id)).collect();
    spans.sort();
    spans
}
