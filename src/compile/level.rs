//! Levels of rules that a repository raises.

use super::explain::pages;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Page, Severity};
use crate::model::{Level, Node, RepositorySettings};

/// A level is lowered, or no rule's.
pub(super) const BAD_LEVEL: Code = Code("model/level");

/// What is wrong with the levels of `settings`; `tree` is the same with places.
pub(super) fn flaws(settings: &RepositorySettings, tree: &Node) -> Vec<Diagnostic> {
    if settings.levels.is_empty() {
        return Vec::new();
    }
    let pages = pages();
    let mut found = Vec::new();
    for (at, raised) in settings.levels.iter().enumerate() {
        let finding = |label: &str, message: String| {
            let finding = Diagnostic::error(BAD_LEVEL, message);
            match tree.origin_at(&format!("levels.{at}.{label}")) {
                Some(span) => finding.at(span, ""),
                None => finding,
            }
        };
        let rule = &raised.rule;
        match pages.iter().find(|page| is_named(page, rule)) {
            None => found.push(
                finding("rule", format!("there is no rule `{rule}`"))
                    .expected("the code of a finding, such as `R7`")
                    .help("`meshc explain --list` lists all"),
            ),
            Some(page) if severity(raised.level) < page.level => found.push(
                finding("level", format!("the level of `{rule}` is {} and is not lowered", page.level.as_str()))
                    .expected(format!("`{}`", label(page.level)))
                    .help("where it cannot be kept for a while, make an exception in `waivers/`, which is owned and ends"),
            ),
            Some(_) => {}
        }
    }
    found
}

/// Raises the findings whose level the settings raise; what is waived stays a note.
pub(super) fn raised(findings: Diagnostics, settings: &RepositorySettings) -> Diagnostics {
    if settings.levels.is_empty() {
        return findings;
    }
    let raise = |mut finding: Diagnostic| {
        let named = settings
            .levels
            .iter()
            .filter(|raised| raised.rule.eq_ignore_ascii_case(finding.code.0));
        let highest = named.map(|raised| severity(raised.level)).max();
        if let Some(level) = highest.filter(|_| finding.waived.is_none()) {
            finding.severity = finding.severity.max(level);
        }
        finding
    };
    findings.into_iter().map(raise).collect()
}

fn is_named(page: &Page, rule: &str) -> bool {
    page.code.0.eq_ignore_ascii_case(rule)
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Note => Severity::Note,
        Level::Warning => Severity::Warning,
        Level::Error => Severity::Error,
    }
}

fn label(level: Severity) -> &'static str {
    match level {
        Severity::Note => "Note",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    }
}
