//! Findings for people: the source with the culprit underlined.

use std::fmt;

use miette::{
    Diagnostic as Shown, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity as ShownSeverity, SourceCode, SourceSpan, SpanContents,
};

use super::Check;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{FileId, Sources};

/// How many lines apart two places are at most to be shown in one excerpt.
const NEAR: u32 = 6;

/// Every finding with its place in the source, and a last line that counts them. `width` is that of the screen
/// in columns.
pub fn human(check: &Check<'_>, colour: bool, width: usize) -> String {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_context_lines(1)
        .with_links(false)
        .with_show_related_as_nested(true);
    let mut text = String::new();
    for finding in check.findings {
        let shown = Picture::new(finding, check.sources);
        handler
            .render_report(&mut text, &shown)
            .expect("writing to a String does not fail");
        text.push('\n');
    }
    text.push_str(&summary(check));
    text
}

/// One line: what was checked, and how much was found.
fn summary(check: &Check<'_>) -> String {
    let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let checked = format!(
        "{} in {} ({})",
        counted(check.instances, "instance"),
        check.snapshot,
        counted(check.environments, "environment"),
    );
    let as_of = check
        .as_of
        .map(|date| format!(", as of {date}"))
        .unwrap_or_default();
    let found = |severity, one| counted(check.findings.count(severity), one);
    let errors = found(Severity::Error, "error");
    let warnings = found(Severity::Warning, "warning");
    let waived = match check
        .findings
        .iter()
        .filter(|finding| finding.waived.is_some())
        .count()
    {
        0 => String::new(),
        count => format!(", {count} waived"),
    };
    format!("Checked {checked}{as_of}: {errors}, {warnings}{waived}.\n")
}

/// A finding in the words of the library that draws it. It shows the source of one file; places in other files
/// come as nested notes.
#[derive(Debug)]
struct Picture {
    heading: String,
    severity: Severity,
    code: Option<String>,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Option<Text>,
    nested: Vec<Picture>,
}

impl Picture {
    fn new(finding: &Diagnostic, sources: &Sources) -> Self {
        let file = finding.primary.as_ref().map(|label| label.span.file);
        let (same, other): (Vec<&Label>, Vec<&Label>) = finding
            .related
            .iter()
            .partition(|label| is_near(finding.primary.as_ref(), label, sources));
        let primary = finding.primary.iter().map(|label| labelled(label, true));
        let labels = primary
            .chain(same.into_iter().map(|label| labelled(label, false)))
            .collect();
        let address = finding
            .address
            .as_ref()
            .map(|address| format!("{address}: "))
            .unwrap_or_default();
        Self {
            heading: format!("{address}{}", finding.message),
            severity: finding.severity,
            code: Some(finding.code.to_string()),
            help: help(finding),
            labels,
            source: file.map(|file| Text::new(file, sources)),
            nested: other
                .into_iter()
                .map(|label| Self::note(label, sources))
                .collect(),
        }
    }

    fn note(label: &Label, sources: &Sources) -> Self {
        let label_alone = Label {
            span: label.span,
            text: String::new(),
        };
        Self {
            heading: label.text.clone(),
            severity: Severity::Note,
            code: None,
            help: None,
            labels: vec![labelled(&label_alone, true)],
            source: Some(Text::new(label.span.file, sources)),
            nested: Vec::new(),
        }
    }
}

/// Whether two places are shown in one excerpt: those of one file, a few lines apart.
fn is_near(primary: Option<&Label>, label: &Label, sources: &Sources) -> bool {
    let line = |label: &Label| sources.range(label.span).0.line;
    primary.is_some_and(|primary| {
        primary.span.file == label.span.file && line(primary).abs_diff(line(label)) <= NEAR
    })
}

fn labelled(label: &Label, primary: bool) -> LabeledSpan {
    let text = (!label.text.is_empty()).then(|| label.text.clone());
    let length = (label.span.end - label.span.start) as usize;
    let span = SourceSpan::new((label.span.start as usize).into(), length);
    if primary {
        LabeledSpan::new_primary_with_span(text, span)
    } else {
        LabeledSpan::new_with_span(text, span)
    }
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

/// A named text, with what must not be seen left out.
#[derive(Debug)]
struct Text {
    name: String,
    shown: String,
}

impl Text {
    fn new(file: FileId, sources: &Sources) -> Self {
        let source = sources.source(file);
        Self {
            name: source.name.to_string(),
            shown: source.shown(),
        }
    }
}

impl SourceCode for Text {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.shown.read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            contents.data(),
            *contents.span(),
            contents.line(),
            contents.column(),
            contents.line_count(),
        )))
    }
}
