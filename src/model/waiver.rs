//! Exceptions from rules.

use super::record::{record, union};
use super::scope::matches;
use super::{Date, Node};
use crate::source::{RepoPath, Span};

record! {
    /// An exception from a rule, the content of one file in `waivers/`.
    pub struct Waiver {
        /// The code of the rule, such as `R39`.
        rule: String = "rule",
        /// Where it is waived.
        scope: WaiverScope = "scope",
        /// Who answers for it.
        owner: String = "owner",
        /// Why it is needed.
        reason: String = "reason",
        /// Where it was decided.
        ticket: String = "ticket",
        /// The last day on which it holds.
        expires: Date = "expires",
    }
}

union! {
    /// Where a rule is waived; always inside one instance.
    pub enum WaiverScope {
        /// In an instance and all its environments: its id.
        Instance(String),
        /// In one environment, such as `acme/production`.
        Environment(String),
        /// At the addresses of a pattern, in which `*` stands for any text, such as `acme/production.hosts.*`.
        Address(String),
    }
}

/// A waiver as it was read: typed, and as a tree with the place of each part.
#[derive(Clone, Debug)]
pub struct DeclaredWaiver {
    /// Its file.
    pub path: RepoPath,
    /// What it says.
    pub waiver: Waiver,
    /// The same with the place of each part.
    pub tree: Node,
}

impl DeclaredWaiver {
    /// The place of the part at `path`, or of the nearest part around it that has one.
    pub fn origin(&self, path: &str) -> Option<Span> {
        self.tree.origin_at(path)
    }
}

impl WaiverScope {
    /// What is written behind the alternative.
    pub fn text(&self) -> &str {
        match self {
            Self::Instance(text) | Self::Environment(text) | Self::Address(text) => text,
        }
    }

    /// The id of the instance that it lies in, with all that a pattern leaves open.
    pub fn instance(&self) -> &str {
        match self {
            Self::Instance(id) => id,
            Self::Environment(text) | Self::Address(text) => {
                text.split(['/', '.']).next().unwrap_or_default()
            }
        }
    }

    /// Whether the part of the model at `address`, such as `acme/production.release`, lies in it.
    pub fn contains(&self, address: &str) -> bool {
        let below = |text: &str, ends: &[char]| {
            let rest = address.strip_prefix(text);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(ends))
        };
        match self {
            Self::Instance(id) => below(id, &['/', '.']),
            Self::Environment(environment) => below(environment, &['.']),
            Self::Address(pattern) => matches(pattern, address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(scope: WaiverScope, address: &str, expected: bool) {
        assert_eq!(scope.contains(address), expected, "{scope:?} {address}");
    }

    #[test]
    fn a_scope_holds_its_parts_and_not_those_of_a_longer_name() {
        let instance = || WaiverScope::Instance("acme".to_owned());
        for (address, expected) in [
            ("acme/production.release", true),
            ("acme.plan.agreement.reference", true),
            ("acme", true),
            ("acme-corp/production.release", false),
            ("catalog.releases.3", false),
        ] {
            check(instance(), address, expected);
        }
        let environment = || WaiverScope::Environment("acme/production".to_owned());
        check(environment(), "acme/production.release", true);
        check(environment(), "acme/staging.release", false);
        check(environment(), "acme.settings.panel", false);
    }

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, address, expected) in [
            ("acme/production.hosts.*", "acme/production.hosts.api", true),
            ("acme/production.hosts.*", "acme/production.hosts", false),
            ("acme/*.release", "acme/staging.release", true),
            ("acme/*.release", "acme/staging.release.x", false),
            ("acme*a*a", "acmeaa", true),
            ("acme*a*a", "acmea", false),
            ("acme/production.release", "acme/production.release", true),
            ("acme/production.releas", "acme/production.release", false),
            ("*", "", true),
            ("a*a", "a", false),
            ("é*", "éa", true),
        ] {
            check(WaiverScope::Address(pattern.to_owned()), address, expected);
        }
    }
}
