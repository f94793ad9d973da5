//! One finding.

use std::fmt;

use crate::source::Span;

/// The stable name of a kind of finding, such as `R10` or `dhall/type`; each has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How bad a finding is; ordered from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Should be looked at; does not fail a check.
    Warning,
    /// Must be mended; a check fails.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`, the words of SARIF.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in the source and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words beside the underlined text; may be empty for the primary label.
    pub text: String,
}

/// A part of what a text literal says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragment {
    /// The part.
    pub text: String,
    /// How often the same stands in front of it.
    pub nth: usize,
}

/// A replacement that would mend the finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Suggestion {
    /// What to replace; an empty span inserts.
    pub span: Span,
    /// The new text.
    pub replacement: String,
}

/// What is wrong with one value, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind of finding.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence without a full stop: what is wrong with this value, names in backticks.
    pub message: String,
    /// Where: the culprit. `None` only when no file is at fault.
    pub primary: Option<Label>,
    /// Other places that explain it: the other definition, the importing files from the inside out.
    pub related: Vec<Label>,
    /// The address of the value in the model, such as `acme/production.release`.
    pub address: Option<String>,
    /// What was expected, in a few words.
    pub expected: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The replacement that would mend it, where one is known.
    pub suggestion: Option<Suggestion>,
    /// Until when, by whom and why an exception was made for it; then it is only a note.
    pub waived: Option<String>,
    /// The part of the culprit's text that is meant; [`Diagnostics::finish`](super::Diagnostics::finish) narrows the
    /// place to it.
    pub fragment: Option<Fragment>,
}

impl Diagnostic {
    /// A finding with only a code, a severity and a message; add the rest with the methods below.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            address: None,
            expected: None,
            help: None,
            suggestion: None,
            waived: None,
            fragment: None,
        }
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// Points at the culprit; the text may be empty.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Points at a part of the culprit's text, of which the same stands `nth` times in front of it.
    #[must_use]
    pub fn fragment(mut self, text: impl Into<String>, nth: usize) -> Self {
        self.fragment = Some(Fragment {
            text: text.into(),
            nth,
        });
        self
    }

    /// Points at a place that explains the finding.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Names the value in the model.
    #[must_use]
    pub fn address(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a replacement.
    #[must_use]
    pub fn suggestion(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion {
            span,
            replacement: replacement.into(),
        });
        self
    }
}
