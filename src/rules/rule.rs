//! What a rule is: a code, a level, a page, and how it is enforced.

use std::fmt;
use std::sync::OnceLock;

use super::{Context, Transition};
use crate::diagnostic::{Code, Diagnostic, Page, Severity};

/// One rule with everything that there is to know about it.
#[derive(Debug)]
pub struct Rule {
    /// Its stable name, such as `R13`.
    pub code: Code,
    /// How bad it is to break it. Single findings may be milder, never worse.
    pub level: Severity,
    /// Where it comes from.
    pub basis: Basis,
    /// What it demands, in one line without a full stop.
    pub title: &'static str,
    /// How it is enforced beyond what [`Rule::impossible`] already rules out.
    pub enforcement: Enforcement,
    /// What the types of the model keep anybody from writing because of this rule.
    pub impossible: &'static [Barrier],
    /// The documentation comment of the rule, line by line.
    pub(super) lines: &'static [&'static str],
    /// The text of its page, once somebody has asked for it.
    pub(super) text: OnceLock<String>,
}

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The plans or the product's documentation say so.
    Stated,
    /// The plans say that it is so as a rule; exceptions exist.
    Typical,
    /// It follows from what is stated.
    Derived,
}

/// How a rule is enforced.
#[derive(Clone, Copy, Debug)]
pub enum Enforcement {
    /// By the types of the model alone: what would break it cannot be written down.
    Type,
    /// By a check of one snapshot.
    Snapshot(fn(&Context<'_>) -> Vec<Diagnostic>),
    /// By the Dhall engine, which refuses what breaks it and says so under its own codes.
    Engine,
    /// By the form of what is rendered, whatever is configured.
    Render,
    /// By a check of a change.
    Change(fn(&Transition<'_>) -> Vec<Diagnostic>),
}

/// Labels that the types named have no place for, or that must not be missing there.
#[derive(Clone, Copy, Debug)]
pub struct Barrier {
    /// Names of records and unions of the model.
    pub containers: &'static [&'static str],
    /// What somebody might have tried to write there; `*` is everything else.
    pub labels: &'static [&'static str],
}

impl Rule {
    /// Its page: what it demands, why, what breaks it, and what to write instead.
    pub fn page(&'static self) -> Page {
        Page {
            code: self.code,
            level: self.level,
            title: self.title,
            text: self.text.get_or_init(|| self.write()),
        }
    }

    /// The documentation comment without the space that each line begins with, and how the rule is enforced.
    fn write(&self) -> String {
        let mut text = String::new();
        for line in self.lines {
            text.push_str(line.strip_prefix(' ').unwrap_or(line));
            text.push('\n');
        }
        let types = match self.enforcement {
            Enforcement::Snapshot(_) | Enforcement::Change(_) | Enforcement::Engine | Enforcement::Render
                if !self.impossible.is_empty() =>
            {
                " and, in part, the types of the model"
            }
            Enforcement::Type
            | Enforcement::Snapshot(_)
            | Enforcement::Change(_)
            | Enforcement::Engine
            | Enforcement::Render => "",
        };
        text.push_str(&format!(
            "\nBasis: {}. Enforced by {}{types}.\n",
            self.basis, self.enforcement
        ));
        text
    }

    /// A finding of this rule at its own level.
    pub(super) fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.level, message)
    }

    /// A finding that should be looked at but fails nothing.
    pub(super) fn warning(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, Severity::Warning.min(self.level), message)
    }

    /// A finding that is only worth knowing.
    pub(super) fn note(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, Severity::Note, message)
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stated => "stated",
            Self::Typical => "typical",
            Self::Derived => "derived",
        })
    }
}

impl fmt::Display for Enforcement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "the types of the model",
            Self::Engine => "the Dhall engine",
            Self::Render => "what is rendered",
            Self::Snapshot(_) => "a check of one snapshot",
            Self::Change(_) => "a check of a change",
        })
    }
}

/// Declares a rule from its documentation comment, which is its page at the same time.
macro_rules! rule {
    (
        $(#[doc = $line:literal])+
        $name:ident = $code:literal, $basis:ident $level:ident, $title:literal,
        $enforcement:expr $(, $containers:expr => $labels:expr)* $(,)?
    ) => {
        $(#[doc = $line])+
        pub(in crate::rules) static $name: $crate::rules::Rule = $crate::rules::Rule {
            code: $crate::diagnostic::Code($code),
            level: $crate::diagnostic::Severity::$level,
            basis: $crate::rules::Basis::$basis,
            title: $title,
            enforcement: $enforcement,
            impossible: &[$( $crate::rules::Barrier { containers: &$containers, labels: &$labels } ),*],
            lines: &[$($line),+],
            text: std::sync::OnceLock::new(),
        };
    };
}

pub(super) use rule;
