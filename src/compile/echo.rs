//! One mistake, one finding.

use std::collections::BTreeMap;

use crate::dhall::{Finding, MismatchKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Veil};

const PARSE: Code = Code("dhall/parse");
const IMPORT: Code = Code("dhall/import");

/// How many of the other places of one mistake are shown.
const MOST: usize = 2;

/// The findings of one evaluation without those that only follow from a file that ends too soon.
pub(super) fn without_echoes(findings: Vec<Finding>, sources: &Sources) -> Vec<Finding> {
    let cut: Vec<FileId> = findings
        .iter()
        .filter(|finding| finding.diagnostic.code == PARSE)
        .filter_map(|finding| finding.diagnostic.primary.as_ref())
        .filter(|label| label.span.start as usize >= sources.source(label.span.file).text.trim_end().len())
        .map(|label| label.span.file)
        .collect();
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
    findings.into_iter().filter(|finding| !follows(finding)).collect()
}

/// Keeps texts of the files that findings of the engine are about from being shown: nobody knows yet which of
/// them are meant as secrets.
pub(super) fn veil(finding: &Diagnostic, sources: &Sources) {
    let primary = if finding.code == PARSE {
        Veil::All
    } else {
        Veil::Aside
    };
    if let Some(label) = &finding.primary {
        sources.veil(label.span.file, primary);
    }
    for label in &finding.related {
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
