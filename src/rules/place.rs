//! Where in a fleet or a catalog a finding belongs: its address and its source text.

use crate::diagnostic::Diagnostic;
use crate::model::{Declared, DeclaredApproval, DeclaredWaiver, EnvironmentView, Fleet, Node, OnPrem, Plan};
use crate::release::Catalog;
use crate::source::Span;

use super::Context;

/// The longest text that a message repeats.
const LONGEST_QUOTE: usize = 60;

/// A part of an instance or of the catalog.
#[derive(Clone, Debug)]
pub(super) struct Place {
    address: String,
    span: Option<Span>,
    /// The text of exactly this part, which may be replaced; `span` may be that of a part around it.
    exact: Option<Span>,
}

impl Place {
    /// The part of an instance at `path`, such as `plan.production.release`.
    pub(super) fn in_instance(declared: &Declared, path: &str) -> Self {
        let id = &declared.instance.id;
        let own = ["production", "staging"].into_iter().find_map(|kind| {
            let rest = path.strip_prefix("plan.")?.strip_prefix(kind)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| format!("{id}/{kind}{rest}"))
        });
        Self::new(
            own.unwrap_or_else(|| format!("{id}.{path}")),
            &declared.tree,
            path,
        )
    }

    /// The part of an environment at `path`, such as `release`.
    pub(super) fn in_environment(environment: &EnvironmentView<'_>, path: &str) -> Self {
        Self::in_instance(environment.declared, &format!("{}.{path}", environment.path()))
    }

    /// The part of the catalog at `path`, such as `releases.3.version`.
    pub(super) fn in_catalog(catalog: &Catalog, path: &str) -> Self {
        Self::new(format!("catalog.{path}"), &catalog.tree, path)
    }

    /// The part of an exception from a rule at `path`, such as `scope`.
    pub(super) fn in_waiver(declared: &DeclaredWaiver, path: &str) -> Self {
        let file = declared.path.file_name().unwrap_or_default();
        let name = file.strip_suffix(".dhall").unwrap_or(file);
        Self::new(format!("waivers.{name}.{path}"), &declared.tree, path)
    }

    /// The part of an approval at `path`, such as `digest`.
    pub(super) fn in_approval(declared: &DeclaredApproval, path: &str) -> Self {
        let file = declared.path.file_name().unwrap_or_default();
        let name = file.strip_suffix(".dhall").unwrap_or(file);
        Self::new(format!("approvals.{name}.{path}"), &declared.tree, path)
    }

    /// The part of the repository's settings at `path`, such as `freezes.0.until`.
    pub(super) fn in_settings(fleet: &Fleet, path: &str) -> Self {
        let address = format!("settings.{path}");
        match &fleet.settings_tree {
            Some(tree) => Self::new(address, tree, path),
            None => Self {
                address,
                span: None,
                exact: None,
            },
        }
    }

    fn new(address: String, tree: &Node, path: &str) -> Self {
        Self {
            address,
            span: tree.origin_at(path),
            exact: tree.at(path).and_then(|node| node.origin),
        }
    }
}

/// Putting a finding in its place.
pub(super) trait Located {
    /// Points at `place` as the culprit.
    fn on(self, place: &Place, text: impl Into<String>) -> Self;
    /// Points at `place` as something that explains the finding.
    fn beside(self, place: &Place, text: impl Into<String>) -> Self;
    /// Offers a Dhall expression instead of the whole of `place`, where its own text is known.
    fn replace(self, place: &Place, replacement: impl Into<String>) -> Self;
}

impl Located for Diagnostic {
    fn on(self, place: &Place, text: impl Into<String>) -> Self {
        let diagnostic = self.address(&place.address);
        match place.span {
            Some(span) => diagnostic.at(span, text),
            None => diagnostic,
        }
    }

    fn beside(self, place: &Place, text: impl Into<String>) -> Self {
        match place.span {
            Some(span) => self.related(span, text),
            None => self,
        }
    }

    fn replace(self, place: &Place, replacement: impl Into<String>) -> Self {
        match place.exact {
            Some(span) => self.suggestion(span, replacement),
            None => self,
        }
    }
}

impl<'a> Context<'a> {
    /// Every On-Prem instance with its plan.
    pub(super) fn on_prem(&self) -> impl Iterator<Item = (&'a Declared, &'a OnPrem)> {
        let instances = self.fleet.instances.values();
        instances.filter_map(|declared| match &declared.instance.plan {
            Plan::OnPrem(plan) => Some((declared, plan)),
            Plan::SaaS(_) => None,
        })
    }
}

/// `text` in backticks, on one line and not too long.
pub(super) fn quote(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(LONGEST_QUOTE)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(LONGEST_QUOTE).is_some() {
        shown.push('…');
    }
    format!("`{shown}`")
}

/// `1 day`, `2 days`.
pub(super) fn count(number: impl Into<i128>, noun: &str) -> String {
    let number: i128 = number.into();
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::model::Value;
    use crate::source::FileId;

    #[test]
    fn a_quote_stays_on_one_short_line() {
        let rows = [
            ("2025.55.0", "`2025.55.0`"),
            ("a\nb\u{1b}[31m", "`a\\nb\\u{1b}[31m`"),
        ];
        for (text, expected) in rows {
            assert_eq!(quote(text), expected);
        }
        assert_eq!(quote(&"x".repeat(1000)).chars().count(), LONGEST_QUOTE + 3);
    }

    #[test]
    fn only_a_part_with_a_text_of_its_own_is_replaced() {
        let around = Span::new(FileId(0), 0, 20);
        let own = Span::new(FileId(0), 5, 9);
        for (origin, replaced) in [(Some(own), Some(own)), (None, None)] {
            let part = Node::new(Value::Text("old".to_owned()), origin);
            let tree = Node::new(Value::Record([("id".to_owned(), part)].into()), Some(around));
            let place = Place::new("acme.id".to_owned(), &tree, "id");
            let finding = Diagnostic::error(Code("R5"), "")
                .on(&place, "")
                .replace(&place, "new");
            assert_eq!(finding.suggestion.map(|suggestion| suggestion.span), replaced);
            let primary = finding.primary.map(|label| label.span);
            assert_eq!(primary, Some(origin.unwrap_or(around)));
        }
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(
            [count(0, "day"), count(1, "day"), count(2, "day")],
            ["0 days", "1 day", "2 days"]
        );
    }
}
