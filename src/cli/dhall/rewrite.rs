//! `meshc dhall format`, `lint` and `freeze`: new texts in the place of old ones.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::super::failure::Failure;
use super::super::{Console, Exit};
use super::args::{Report, RewriteArgs};
use super::place::Place;
use super::told::{diagnostics, replace, tell};
use crate::dhall::rewrite::{Linted, apply, freeze as frozen, lint as linted};
use crate::dhall::syntax::{
    Ast, Expr, FormatError, Import, ImportMode, LocalPrefix, Location, Parsed, format as formatted,
    parse_bytes, print_line,
};
use crate::dhall::{Engine, binary};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, RepoPath, SourceName};

/// What a rewriting makes of a text.
struct Rewritten {
    /// The new text; `None` leaves the file alone.
    text: Option<String>,
    /// What is wrong, or would be changed, with the place in the old text.
    findings: Vec<Diagnostic>,
}

/// Lays files out.
pub(super) fn format(args: &RewriteArgs, console: &mut Console) -> Result<Exit, Failure> {
    each(args, console, |_, file, text| {
        let refused = |message: &str| {
            let finding = Diagnostic::error(Code("dhall/format"), message);
            vec![finding.help("the file stays as it is; report this text as a mistake of meshc")]
        };
        let findings = match formatted(file, text) {
            Ok(text) => return Ok(Rewritten::quietly(text)),
            Err(FormatError::Syntax(findings)) => findings,
            Err(FormatError::Meaning) => refused("the layout would change what this file means"),
            Err(FormatError::Comment) => refused("the layout would lose a comment of this file"),
        };
        Ok(Rewritten { text: None, findings })
    })
}

/// Takes out of files what does nothing.
pub(super) fn lint(args: &RewriteArgs, console: &mut Console) -> Result<Exit, Failure> {
    each(args, console, |place, file, text| {
        let parsed = parse_bytes(file, text.as_bytes());
        if !parsed.findings.is_empty() {
            return Ok(Rewritten::refused(parsed.findings));
        }
        let Linted {
            mut findings,
            text: mut next,
        } = linted(text, &parsed.ast);
        let mut new = text.to_owned();
        while let Some(text) = next {
            let Parsed { ast, findings } = parse_bytes(file, text.as_bytes());
            if !findings.is_empty() {
                return Ok(Rewritten::refused(vec![changed_meaning()]));
            }
            next = linted(&text, &ast).text;
            new = text;
        }
        if !args.check && new != text {
            // Only what is left is worth telling, with its place in the new text.
            let name = SourceName::Repo(place.path.clone());
            let file = place.sources.add(name, new.as_str());
            findings = linted(&new, &parse_bytes(file, new.as_bytes()).ast).findings;
        }
        kept(place, text, new, findings)
    })
}

/// The new text, if the file still comes to the same.
fn kept(place: &Place, text: &str, new: String, mut findings: Vec<Diagnostic>) -> Result<Rewritten, Failure> {
    if new == text {
        return Ok(Rewritten { text: None, findings });
    }
    let before = place.engine().digest(&place.path);
    let Some(digest) = before.result else {
        // A file that is wrong is not touched: nobody could say that it stays the same.
        findings.extend(diagnostics(before.findings));
        return Ok(Rewritten::refused(findings));
    };
    let after = place.with_text(&new)?;
    if after.engine().digest(&after.path).result != Some(digest) {
        findings.push(changed_meaning());
        return Ok(Rewritten::refused(findings));
    }
    Ok(Rewritten {
        text: Some(new),
        findings,
    })
}

fn changed_meaning() -> Diagnostic {
    Diagnostic::error(
        Code("dhall/lint"),
        "the edits would change what this file comes to",
    )
    .help("the file stays as it is; report this text as a mistake of meshc")
}

/// Writes down the digests of imports.
pub(super) fn freeze(args: &RewriteArgs, console: &mut Console) -> Result<Exit, Failure> {
    each(args, console, |place, file, text| {
        let parsed = parse_bytes(file, text.as_bytes());
        if !parsed.findings.is_empty() {
            return Ok(Rewritten::refused(parsed.findings));
        }
        let engine = place.engine();
        let mut wrong = Vec::new();
        let mut findings = frozen(text, &parsed.ast, &mut |import| {
            digest(place, &engine, import, &mut wrong)
        });
        let (new, count) = apply(text, &findings);
        findings.extend(wrong);
        Ok(Rewritten {
            text: (count > 0).then_some(new),
            findings,
        })
    })
}

/// What an import of this folder or of a server comes to; others are left as they are, and so is what is frozen
/// already and would have to be asked for.
fn digest(
    place: &Place,
    engine: &Engine<'_>,
    import: &Import,
    wrong: &mut Vec<Diagnostic>,
) -> Option<[u8; 32]> {
    if let Location::Remote { headers: None, .. } = &import.location {
        return match import.hash {
            Some(_) => None,
            None => remote_digest(place, import, wrong),
        };
    }
    let path = target(&place.path, import)?;
    let literal = |expr: Expr| {
        let mut ast = Ast::new(FileId(0));
        let root = ast.add(expr, 0, 0);
        ast.set_root(root);
        Some(Sha256::digest(binary::encode(&ast)).into())
    };
    match import.mode {
        ImportMode::Location => None,
        ImportMode::RawText => literal(Expr::Text {
            segments: [std::str::from_utf8(&place.content(&path)?).ok()?.into()].into(),
            interpolations: [].into(),
        }),
        ImportMode::RawBytes => literal(Expr::Bytes(place.content(&path)?.to_vec().into())),
        ImportMode::Code => {
            place.content(&path)?;
            let formed = engine.digest(&path);
            wrong.extend(diagnostics(formed.findings));
            formed.result
        }
    }
}

/// What a server's file comes to: what a file of nothing but the import does.
fn remote_digest(place: &Place, import: &Import, wrong: &mut Vec<Diagnostic>) -> Option<[u8; 32]> {
    let mut ast = Ast::new(FileId(0));
    let root = ast.add(Expr::Import(Box::new(import.clone())), 0, 0);
    ast.set_root(root);
    let mut alone = place.with_text(&print_line(&ast)).ok()?;
    alone.sources = place.sources.clone();
    let formed = alone.engine().digest(&alone.path);
    wrong.extend(diagnostics(formed.findings));
    formed.result
}

/// The file of the folder that an import names.
fn target(base: &RepoPath, import: &Import) -> Option<RepoPath> {
    let Location::Local { prefix, components } = &import.location else {
        return None;
    };
    let start = match prefix {
        LocalPrefix::Here => "",
        LocalPrefix::Parent => "../",
        LocalPrefix::Absolute | LocalPrefix::Home => return None,
    };
    let path = format!("{start}{}", components.join("/"));
    base.parent().unwrap_or_default().join(&path).ok()
}

impl Rewritten {
    fn quietly(text: String) -> Self {
        Self {
            text: Some(text),
            findings: Vec::new(),
        }
    }

    fn refused(findings: Vec<Diagnostic>) -> Self {
        Self { text: None, findings }
    }
}

type Rewrite<'a> = dyn Fn(&Place, FileId, &str) -> Result<Rewritten, Failure> + 'a;

/// Rewrites each file, or only says what would change.
fn each(
    args: &RewriteArgs,
    console: &mut Console,
    rewrite: impl Fn(&Place, FileId, &str) -> Result<Rewritten, Failure>,
) -> Result<Exit, Failure> {
    let standard_input = [Path::new("-").to_owned()];
    let files = if args.files.is_empty() {
        &standard_input[..]
    } else {
        &args.files
    };
    let mut run = Run::default();
    for file in files {
        one(file, args, &rewrite, &mut run, console)?;
    }
    Ok(run.finish(args, console))
}

/// What was found in all files; those of one file cannot be told before those of all, or there would be several
/// JSON documents.
#[derive(Default)]
struct Run {
    sources: crate::source::Sources,
    findings: Vec<Diagnostic>,
    changed: usize,
}

impl Run {
    fn finish(self, args: &RewriteArgs, console: &mut Console) -> Exit {
        let report = args.surroundings.report;
        let quiet = self.findings.is_empty() && report == Report::Human;
        let told = if quiet {
            Exit::Done
        } else {
            tell(self.findings, &self.sources, report, console)
        };
        if args.check && self.changed > 0 {
            return Exit::Bad;
        }
        told
    }
}

fn one(
    file: &Path,
    args: &RewriteArgs,
    rewrite: &Rewrite<'_>,
    run: &mut Run,
    console: &mut Console,
) -> Result<(), Failure> {
    let place = Place::within(file, &args.surroundings, &run.sources)?;
    let bytes = place.bytes()?;
    let name = SourceName::Repo(place.path.clone());
    let id = run.sources.add(name, String::from_utf8_lossy(&bytes).as_ref());
    let rewritten = match std::str::from_utf8(&bytes) {
        Ok(text) => rewrite(&place, id, text)?,
        Err(_) => Rewritten::refused(parse_bytes(id, &bytes).findings),
    };
    let standard_input = file == Path::new("-");
    let new = rewritten.text.filter(|new| new.as_bytes() != &*bytes);
    // What is mended needs no mention.
    let mended = new.is_some() && !args.check;
    let findings = rewritten.findings.into_iter();
    run.findings
        .extend(findings.filter(|finding| !(mended && finding.suggestion.is_some())));
    let to_person = args.surroundings.report == Report::Human;
    match &new {
        Some(_) if args.check => {
            run.changed += 1;
            if to_person {
                console.print(&format!("{}\n", file.display()));
            }
        }
        Some(new) if !standard_input => replace(file, |out| out.write_all(new.as_bytes()))?,
        _ => {}
    }
    if standard_input && !args.check && to_person {
        let text = new.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
        console.print(&text);
    }
    Ok(())
}
