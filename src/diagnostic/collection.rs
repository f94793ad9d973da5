//! Findings of a run, in a stable order and each only once.

use std::collections::HashSet;

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// The findings of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// All of them, in their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Whether a check fails because of them.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Orders by file name, place, code and message, and drops repetitions.
    ///
    /// File numbers depend on which thread read first, so order and sameness go by name and text.
    pub fn finish(&mut self, sources: &Sources) {
        for diagnostic in &mut self.found {
            narrow(diagnostic, sources);
        }
        let key = |diagnostic: &Diagnostic| {
            let place = diagnostic.primary.as_ref().map(|label| {
                (
                    sources.source(label.span.file).name.clone(),
                    label.span.start,
                    label.span.end,
                )
            });
            (
                place.is_none(),
                place,
                diagnostic.code,
                diagnostic.address.clone(),
                diagnostic.message.clone(),
            )
        };
        self.found.sort_by_cached_key(key);
        let mut seen = HashSet::new();
        self.found.retain(|diagnostic| seen.insert(key(diagnostic)));
    }
}

/// Points at the part of a text literal that is meant, where the literal has it as it is.
fn narrow(diagnostic: &mut Diagnostic, sources: &Sources) {
    let (Some(fragment), Some(label)) = (diagnostic.fragment.take(), &mut diagnostic.primary) else {
        return;
    };
    let source = sources.source(label.span.file);
    let Some(literal) = source
        .text
        .get(label.span.start as usize..label.span.end as usize)
    else {
        return;
    };
    if !literal.starts_with(['"', '\'']) || fragment.text.is_empty() {
        return;
    }
    if let Some((at, part)) = literal.match_indices(fragment.text.as_str()).nth(fragment.nth) {
        let start = label.span.start + at as u32;
        label.span = Span::new(label.span.file, start, start + part.len() as u32);
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.found.extend(diagnostics);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self {
            found: diagnostics.into_iter().collect(),
        }
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::{RepoPath, SourceName, Span};

    #[test]
    fn order_goes_by_file_name_and_place_and_repetitions_are_dropped() {
        let sources = Sources::default();
        let file = |name| sources.add(SourceName::Repo(RepoPath::parse(name).unwrap()), "0123456789");
        let (b, a, again) = (file("b.dhall"), file("a.dhall"), file("a.dhall"));
        let at = |file, start, message| {
            Diagnostic::error(Code("R5"), message).at(Span::new(file, start, start + 1), "")
        };
        let mut found: Diagnostics = [
            at(b, 0, "three"),
            at(a, 4, "two"),
            at(a, 1, "one"),
            at(again, 1, "one"),
        ]
        .into_iter()
        .collect();
        found.push(Diagnostic::error(Code("R5"), "four"));
        found.finish(&sources);
        let messages: Vec<_> = found
            .iter()
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert_eq!(messages, ["one", "two", "three", "four"]);
    }
}
