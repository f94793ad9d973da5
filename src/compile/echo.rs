//! One mistake, one finding.

use std::collections::BTreeMap;

use crate::dhall::{Finding, MismatchKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label};
use crate::source::{FileId, Sources, Span, Veil};

const PARSE: Code = Code("dhall/parse");
const IMPORT: Code = Code("dhall/import");

/// How many of the other places of one mistake are shown.
const MOST: usize = 2;

/// The findings of one evaluation without those that only follow from a file that ends too soon, or from a record in
/// which something could not be read.
pub(super) fn without_echoes(findings: Vec<Finding>, sources: &Sources) -> Vec<Finding> {
    let is_cut =
        |finding: &&Finding| finding.diagnostic.code == PARSE && ends_too_soon(&finding.diagnostic, sources);
    let primaries = findings
        .iter()
        .filter(is_cut)
        .filter_map(|finding| finding.diagnostic.primary.as_ref());
    let cut: Vec<FileId> = primaries.map(|label| label.span.file).collect();
    let follows = |finding: &Finding| {
        let is_whole = finding
            .mismatch
            .as_ref()
            .is_some_and(|mismatch| match mismatch.kind {
                MismatchKind::Missing => true,
                MismatchKind::Different { .. } => mismatch.label.is_empty(),
                MismatchKind::Surplus => false,
            });
        let primary = finding.diagnostic.primary.as_ref();
        is_whole && primary.is_some_and(|label| cut.contains(&label.span.file))
    };
    let unread: Vec<Span> = findings
        .iter()
        .filter(|finding| finding.diagnostic.code == PARSE)
        .filter_map(|finding| finding.diagnostic.primary.as_ref())
        .map(|label| label.span)
        .collect();
    // Nobody knows what else would stand in such a record.
    let is_around = |span: Span| {
        let mut unread = unread.iter();
        unread.any(|part| part.file == span.file && span.start <= part.start && part.start < span.end)
    };
    let is_unread = |finding: &Finding| {
        let is_missing = finding
            .mismatch
            .as_ref()
            .is_some_and(|mismatch| mismatch.kind == MismatchKind::Missing);
        let mut primary = finding.diagnostic.primary.iter();
        is_missing && primary.any(|label| is_around(label.span))
    };
    let stays = |finding: &Finding| !follows(finding) && !is_unread(finding);
    findings.into_iter().filter(stays).collect()
}

/// Whether something was open when the text ended.
fn ends_too_soon(finding: &Diagnostic, sources: &Sources) -> bool {
    let is_at_end = |label: &Label| {
        let text = &sources.source(label.span.file).text;
        label.span.start as usize >= text.trim_end().len()
    };
    finding.message.ends_with("never closed") || finding.primary.as_ref().is_some_and(is_at_end)
}

/// Keeps texts of the files that findings of the engine are about from being shown: nobody knows yet which of
/// them are meant as secrets. Only a text of the wrong type, at which a finding points, is.
pub(super) fn veil(finding: &Finding, sources: &Sources) {
    let primary = if finding.mismatch.is_some() {
        Veil::Aside
    } else {
        Veil::All
    };
    if let Some(label) = &finding.diagnostic.primary {
        sources.veil(label.span.file, primary);
    }
    for label in &finding.diagnostic.related {
        sources.veil(label.span.file, Veil::Aside);
    }
}

/// Joins what several files say of one that they all import in vain. The findings are in order.
pub(super) fn folded(findings: Diagnostics) -> Diagnostics {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut others: BTreeMap<usize, usize> = BTreeMap::new();
    for finding in findings {
        let is_plain = finding.code == IMPORT && finding.help.is_none();
        let Some(label) = finding.primary.as_ref().filter(|_| is_plain) else {
            kept.push(finding);
            continue;
        };
        match first.get(&finding.message) {
            Some(&at) => {
                let count = others.entry(at).or_insert(0);
                *count += 1;
                if *count <= MOST {
                    kept[at].related.push(label.clone());
                }
            }
            None => {
                first.insert(finding.message.clone(), kept.len());
                kept.push(finding);
            }
        }
    }
    for (at, count) in others {
        let files = if count == 1 {
            "file imports"
        } else {
            "files import"
        };
        kept[at].help = Some(format!("{count} more {files} it"));
    }
    kept.into_iter().collect()
}
