//! Where values come from: the way from what is written to the instance, place by place.

mod human;
mod json;

pub use human::human;
pub use json::{LinkReport, TracedReport, WaiverReport, WhyReport, json};

use schemars::JsonSchema;
use serde::Serialize;

use crate::change::{Leaf, Path};
use crate::model::{DeclaredWaiver, EnvironmentAddress};
use crate::report::history::Position;
use crate::source::{Sources, Span};

/// How many characters of an expression are shown.
const WIDTH: usize = 60;

/// The ways to the values at an address.
#[derive(Clone, Debug)]
pub struct Why {
    /// What was asked for.
    pub address: String,
    /// The state of the repository, for people.
    pub snapshot: String,
    /// The values, by environment and path.
    pub values: Vec<Traced>,
    /// The exceptions from rules that hold for any of them, by file.
    pub waivers: Vec<DeclaredWaiver>,
}

/// A value and the way to it.
#[derive(Clone, Debug)]
pub struct Traced {
    /// The environment.
    pub address: EnvironmentAddress,
    /// Where in it.
    pub path: Path,
    /// The value.
    pub leaf: Leaf,
    /// From the place where it is written to the instance; after a first one that computes it, what that is made of.
    pub links: Vec<Link>,
}

/// One place on the way.
#[derive(Clone, Debug)]
pub struct Link {
    /// What happens there.
    pub kind: LinkKind,
    /// Where the expression begins that does it.
    pub place: Position,
    /// The beginning of the expression, in one line; secrets are kept back.
    pub text: String,
    /// Whether it is on the way to something that the value is computed from.
    pub beside: bool,
}

/// What happens at a place on the way to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// The value is written there.
    Written,
    /// It is computed there, from others or by a built-in function.
    Computed,
    /// A name stands for it.
    Bound,
    /// Another file is imported.
    Imported,
    /// A function is called that gives it.
    Called,
    /// `if` or `merge` chooses it.
    Chosen,
    /// `//` puts it in the place of another.
    Overridden,
    /// `/\` adds it.
    Combined,
    /// `with` sets it.
    Updated,
    /// `::` fills it in from the defaults.
    Defaulted,
}

impl Link {
    /// The link of an expression.
    pub fn new(kind: LinkKind, span: Span, sources: &Sources) -> Self {
        let shown = sources.source(span.file).shown(&[span]);
        let text = shown
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().trim_end();
        let is_cut = first.chars().count() > WIDTH || lines.next().is_some();
        let first: String = first.chars().take(WIDTH).collect();
        Self {
            kind,
            place: Position::of(span, sources),
            beside: false,
            text: if is_cut { format!("{first} …") } else { first },
        }
    }
}

impl LinkKind {
    /// What happens, in a few words.
    fn describe(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Computed => "computed by",
            Self::Bound => "by the name",
            Self::Imported => "imported from",
            Self::Called => "given by the call",
            Self::Chosen => "chosen by",
            Self::Overridden => "put there by `//` in",
            Self::Combined => r"added by `/\` in",
            Self::Updated => "set by `with` in",
            Self::Defaulted => "a default of",
        }
    }
}
