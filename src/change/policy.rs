//! What a repository demands of itself: levels of rules, exceptions from them, what imports may reach. A step down
//! weakens every environment, so it is told although no value of any environment changes.

use std::collections::BTreeMap;

use super::Weakening;
use crate::model::{DeclaredWaiver, Fleet, Level};
use crate::source::Span;

/// A demand that is weaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concession {
    /// What it is about: the file of an exception, or a place in the settings of the repository.
    pub subject: String,
    /// How it is weaker.
    pub weakening: Weakening,
    /// What is conceded, in a few words: the rule and where, the host.
    pub what: String,
    /// What wrote it.
    pub origin: Option<Span>,
}

/// What `after` concedes that `before` did not, by subject.
pub(super) fn concessions(before: &Fleet, after: &Fleet) -> Vec<Concession> {
    let waivers = after
        .waivers
        .iter()
        .filter_map(|waiver| excepted(&before.waivers, waiver));
    let mut found: Vec<Concession> = waivers.collect();
    found.extend(lowered(before, after));
    let (old, new) = (&before.settings, &after.settings);
    found.extend(opened("meshc.dhall, allowEnv", &old.allow_env, &new.allow_env));
    found.extend(opened(
        "meshc.dhall, allowHosts",
        &old.allow_hosts,
        &new.allow_hosts,
    ));
    found.sort_by(|one, other| (&one.subject, &one.what).cmp(&(&other.subject, &other.what)));
    found
}

/// An exception that was not made before, or not for so long. Which file says it makes no difference.
fn excepted(before: &[DeclaredWaiver], declared: &DeclaredWaiver) -> Option<Concession> {
    let waiver = &declared.waiver;
    let same = before
        .iter()
        .filter(|old| old.waiver.rule == waiver.rule && old.waiver.scope == waiver.scope);
    let longest = same.map(|old| old.waiver.expires).max();
    let weakening = match longest {
        Some(expires) if expires >= waiver.expires => return None,
        Some(_) => Weakening::ExceptionExtended,
        None => Weakening::ExceptionMade,
    };
    Some(Concession {
        subject: declared.path.to_string(),
        weakening,
        what: format!(
            "{} in {} until {}",
            waiver.rule,
            waiver.scope.text(),
            waiver.expires
        ),
        origin: declared.origin("rule"),
    })
}

/// The rules that are no longer as strict.
fn lowered(before: &Fleet, after: &Fleet) -> Vec<Concession> {
    let (old, new) = (levels(before), levels(after));
    let weaker = old
        .iter()
        .filter(|(rule, level)| new.get(*rule).copied() < Some(**level));
    weaker
        .map(|(rule, _)| Concession {
            subject: "meshc.dhall, levels".to_owned(),
            weakening: Weakening::LevelLowered,
            what: (*rule).to_owned(),
            origin: None,
        })
        .collect()
}

/// The highest level of each rule that a repository raises.
fn levels(fleet: &Fleet) -> BTreeMap<&str, u8> {
    let mut levels = BTreeMap::new();
    for raised in &fleet.settings.levels {
        let level = match raised.level {
            Level::Note => 0,
            Level::Warning => 1,
            Level::Error => 2,
        };
        let highest = levels.entry(raised.rule.as_str()).or_insert(level);
        *highest = level.max(*highest);
    }
    levels
}

fn opened(subject: &str, before: &[String], after: &[String]) -> Vec<Concession> {
    let new = after.iter().filter(|name| !before.contains(name));
    new.map(|name| Concession {
        subject: subject.to_owned(),
        weakening: Weakening::ImportsOpened,
        what: name.clone(),
        origin: None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Node, RuleLevel, Value, Waiver, WaiverScope};
    use crate::source::RepoPath;

    fn waiver(rule: &str, scope: &str, day: i8) -> DeclaredWaiver {
        DeclaredWaiver {
            path: RepoPath::parse("waivers/one.dhall").unwrap(),
            waiver: Waiver {
                rule: rule.to_owned(),
                scope: WaiverScope::Instance(scope.to_owned()),
                owner: "owner".to_owned(),
                reason: "reason".to_owned(),
                ticket: "T-1".to_owned(),
                expires: Date(jiff::civil::date(2026, 1, day)),
            },
            tree: Node::new(Value::Absent, None),
        }
    }

    fn conceded(before: &Fleet, after: &Fleet) -> Vec<Weakening> {
        let found = concessions(before, after).into_iter();
        found.map(|concession| concession.weakening).collect()
    }

    #[test]
    fn an_exception_is_a_concession_if_it_is_new_or_holds_for_longer() {
        let fleet = |waivers: Vec<DeclaredWaiver>| Fleet {
            waivers,
            ..Fleet::default()
        };
        let before = fleet(vec![waiver("R39", "acme", 10)]);
        let rows = [
            (vec![waiver("R39", "acme", 10)], vec![]),
            (vec![waiver("R39", "acme", 9)], vec![]),
            (vec![], vec![]),
            (
                vec![waiver("R39", "acme", 11)],
                vec![Weakening::ExceptionExtended],
            ),
            (vec![waiver("R39", "globex", 10)], vec![Weakening::ExceptionMade]),
            (vec![waiver("R40", "acme", 10)], vec![Weakening::ExceptionMade]),
        ];
        for (waivers, expected) in rows {
            assert_eq!(
                conceded(&before, &fleet(waivers.clone())),
                expected,
                "{waivers:?}"
            );
        }
    }

    #[test]
    fn a_lower_level_and_a_wider_reach_are_concessions_and_their_opposites_are_not() {
        let fleet = |level: Option<Level>, hosts: &[&str]| {
            let mut fleet = Fleet::default();
            let rule = "R7".to_owned();
            fleet.settings.levels = level.map(|level| RuleLevel { rule, level }).into_iter().collect();
            fleet.settings.allow_hosts = hosts.iter().map(|host| (*host).to_owned()).collect();
            fleet
        };
        let strict = fleet(Some(Level::Error), &[]);
        let rows = [
            (fleet(Some(Level::Warning), &[]), vec![Weakening::LevelLowered]),
            (fleet(None, &[]), vec![Weakening::LevelLowered]),
            (
                fleet(Some(Level::Error), &["example.org"]),
                vec![Weakening::ImportsOpened],
            ),
        ];
        for (weak, expected) in rows {
            assert_eq!(conceded(&strict, &weak), expected);
            assert_eq!(conceded(&weak, &strict), []);
        }
    }
}
