//! Findings for people: the source with the culprit underlined.

use std::fmt;

use miette::{
    Diagnostic as Shown, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity as ShownSeverity,
    SourceCode,
};
use textwrap::{WordSeparator, WordSplitter};

use super::Check;
use super::excerpt::{Excerpt, plain};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::Sources;

/// How many lines apart two places are shown in one piece of source.
const NEAR: u32 = 6;

/// Columns that frame and line numbers take, and those that they take in a note.
const FRAME: [usize; 2] = [10, 20];

/// How many findings are drawn; nobody reads more at once.
const MOST: usize = 200;

/// Every finding with its place in the source, and a last line that counts them. `width` is that of the screen
/// in columns.
pub fn human(check: &Check<'_>, colour: bool, width: usize) -> String {
    let mut text = pictures(check.findings, check.sources, colour, width);
    text.push_str(&summary(check));
    text
}

/// Every finding with its place in the source.
pub fn pictures(findings: &Diagnostics, sources: &Sources, colour: bool, width: usize) -> String {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_context_lines(1)
        .with_links(false)
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
        .with_show_related_as_nested(true);
    let mut text = String::new();
    for finding in findings.iter().take(MOST) {
        let shown = Picture::new(finding, sources, width);
        handler
            .render_report(&mut text, &shown)
            .expect("writing to a String does not fail");
        text.push('\n');
    }
    let more = findings.iter().count().saturating_sub(MOST);
    if more > 0 {
        text.push_str(&format!(
            "{more} more findings are not shown; the JSON report has all.\n\n"
        ));
    }
    text
}

/// One line: what was checked, and how much was found.
fn summary(check: &Check<'_>) -> String {
    let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let checked = format!(
        "{} in {} ({})",
        counted(check.instances, "instance"),
        check.snapshot,
        counted(check.environments.len(), "environment"),
    );
    let as_of = check
        .as_of
        .map(|date| format!(", as of {date}"))
        .unwrap_or_default();
    let found = |severity, one| counted(check.findings.count(severity), one);
    let errors = found(Severity::Error, "error");
    let warnings = found(Severity::Warning, "warning");
    let is_waived = |finding: &&Diagnostic| finding.waived.is_some();
    let waived = check.findings.iter().filter(is_waived).count();
    let notes = check.findings.iter().filter(|finding| !is_waived(finding));
    let notes = notes.filter(|finding| finding.severity == Severity::Note).count();
    let mut more = String::new();
    if notes > 0 {
        more.push_str(&format!(", {}", counted(notes, "note")));
    }
    if waived > 0 {
        more.push_str(&format!(", {waived} waived"));
    }
    format!("Checked {checked}{as_of}: {errors}, {warnings}{more}.\n")
}

/// A finding in the words of the library that draws it. It shows one piece of source; places in other files or far
/// away come as nested notes.
#[derive(Debug)]
struct Picture {
    heading: String,
    severity: Severity,
    code: Option<String>,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Option<Excerpt>,
    nested: Vec<Picture>,
}

impl Picture {
    fn new(finding: &Diagnostic, sources: &Sources, width: usize) -> Self {
        let near = |label: &&Label| {
            finding
                .primary
                .as_ref()
                .is_some_and(|primary| is_near(primary, label, sources))
        };
        let (near, far): (Vec<&Label>, Vec<&Label>) = finding.related.iter().partition(near);
        let labels: Vec<&Label> = finding.primary.iter().chain(near).collect();
        let address = finding
            .address
            .as_ref()
            .map(|address| format!("{address}: "))
            .unwrap_or_default();
        let note = |label| Self::note(label, sources, width);
        Self {
            code: Some(format!("{}[{}]", finding.severity.as_str(), finding.code)),
            help: help(finding).map(|help| plain(&help)),
            nested: far.into_iter().map(note).collect(),
            ..Self::framed(
                plain(&format!("{address}{}", finding.message)),
                finding.severity,
                (&labels, sources, width.saturating_sub(FRAME[0])),
            )
        }
    }

    fn note(label: &Label, sources: &Sources, width: usize) -> Self {
        let bare = Label {
            span: label.span,
            text: String::new(),
        };
        let width = width.saturating_sub(FRAME[1]);
        Self::framed(plain(&label.text), Severity::Note, (&[&bare], sources, width))
    }

    fn framed(
        heading: String,
        severity: Severity,
        (labels, sources, width): (&[&Label], &Sources, usize),
    ) -> Self {
        let source = Excerpt::new(labels, sources, width);
        let culprit = labels.first().map(|label| sources.range(label.span).0);
        let labels = source.as_ref().zip(culprit);
        Self {
            heading,
            severity,
            code: None,
            help: None,
            labels: labels.map_or_else(Vec::new, |(excerpt, culprit)| excerpt.labels(culprit)),
            source,
            nested: Vec::new(),
        }
    }
}

/// Whether two places are of one file, and few lines apart.
fn is_near(one: &Label, other: &Label, sources: &Sources) -> bool {
    let line = |label: &Label| sources.range(label.span).0.line;
    one.span.file == other.span.file && line(one).abs_diff(line(other)) <= NEAR
}

fn help(finding: &Diagnostic) -> Option<String> {
    let expected = finding
        .expected
        .as_ref()
        .map(|expected| format!("expected: {expected}"));
    let waived = finding
        .waived
        .as_ref()
        .map(|exception| format!("waived {exception}"));
    let lines = waived.into_iter().chain(expected).chain(finding.help.clone());
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.heading)
    }
}

impl std::error::Error for Picture {}

impl Shown for Picture {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as _)
    }

    fn severity(&self) -> Option<ShownSeverity> {
        Some(match self.severity {
            Severity::Note => ShownSeverity::Advice,
            Severity::Warning => ShownSeverity::Warning,
            Severity::Error => ShownSeverity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as _)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|text| text as _)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Shown> + 'a>> {
        (!self.nested.is_empty())
            .then(|| Box::new(self.nested.iter().map(|note| -> &dyn Shown { note })) as _)
    }
}
