//! The page of a code: what `meshc explain` prints.

use super::{Code, Severity};

/// What a kind of finding means, for people who met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code.
    pub code: Code,
    /// How bad its findings are; the worst, if they differ.
    pub level: Severity,
    /// One line.
    pub title: &'static str,
    /// What, why, an example and what to do instead, in Markdown.
    pub text: &'static str,
}
