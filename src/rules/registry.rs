//! Every rule, in the order of the codes.

use super::{Rule, configuration, limit, name, operation, plan, release, rollout, setting, tag, waiver};

/// Every rule, in the order of the codes.
pub static ALL: &[&Rule] = &[
    &configuration::R2,
    &plan::R3,
    &configuration::R4,
    &release::R5,
    &release::R6,
    &release::R7,
    &release::R8,
    &release::R9,
    &release::R10,
    &release::R11,
    &release::R12,
    &release::R13,
    &release::R14,
    &configuration::R15,
    &configuration::R16,
    &operation::R17,
    &operation::R18,
    &plan::R19,
    &plan::R20,
    &plan::R21,
    &plan::R22,
    &plan::R23,
    &name::R24,
    &plan::R25,
    &plan::R26,
    &plan::R27,
    &plan::R28,
    &plan::R29,
    &plan::R30,
    &plan::R31,
    &plan::R32,
    &plan::R33,
    &plan::R34,
    &plan::R35,
    &plan::R36,
    &plan::R37,
    &plan::R38,
    &plan::R39,
    &plan::R40,
    &release::R41,
    &name::R42,
    &name::R43,
    &operation::R44,
    &operation::R45,
    &plan::R46,
    &operation::R47,
    &setting::I01,
    &setting::I02,
    &setting::I03,
    &setting::I04,
    &setting::I05,
    &setting::I06,
    &setting::I07,
    &setting::I08,
    &setting::I09,
    &setting::I10,
    &setting::I11,
    &setting::I12,
    &setting::I13,
    &setting::I14,
    &setting::I15,
    &setting::I16,
    &setting::I17,
    &setting::I18,
    &setting::I19,
    &setting::I20,
    &setting::I21,
    &setting::I22,
    &setting::I23,
    &setting::I24,
    &setting::I25,
    &setting::I26,
    &setting::I27,
    &setting::I28,
    &setting::I29,
    &setting::I30,
    &setting::I31,
    &setting::I32,
    &setting::I33,
    &setting::I34,
    &setting::I35,
    &setting::I36,
    &setting::I37,
    &setting::I38,
    &setting::I39,
    &setting::I40,
    &setting::I41,
    &setting::I42,
    &setting::I43,
    &setting::I44,
    &setting::I45,
    &setting::I46,
    &setting::I47,
    &setting::I48,
    &setting::I49,
    &setting::I50,
    &name::ID,
    &name::HOST,
    &limit::LIMIT,
    &tag::TAG,
    &waiver::WAIVER,
    &rollout::FREEZE,
    &rollout::APPROVAL,
    &rollout::CLOCK,
    &rollout::SCHEDULE,
    &rollout::APPROVED,
];

/// The rule with that code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    ALL.iter()
        .copied()
        .find(|rule| rule.code.0.eq_ignore_ascii_case(code))
}

/// One line of the table of all rules.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// Its stable name.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub level: &'static str,
    /// `stated`, `typical` or `derived`.
    pub basis: String,
    /// How it is enforced.
    pub enforcement: String,
    /// What it demands.
    pub title: &'static str,
}

/// The table of all rules, in the order of the codes.
pub fn table() -> Vec<Row> {
    ALL.iter()
        .map(|rule| Row {
            code: rule.code.0,
            level: rule.level.as_str(),
            basis: rule.basis.to_string(),
            enforcement: rule.enforcement.to_string(),
            title: rule.title,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::Enforcement;

    #[test]
    fn codes_are_unique_and_found_in_any_case() {
        let codes: BTreeSet<_> = ALL.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), ALL.len());
        assert_eq!(rule("r13").map(|rule| rule.code.0), Some("R13"));
        assert!(rule("R999").is_none());
    }

    #[test]
    fn every_page_says_what_why_and_what_instead() {
        for rule in ALL {
            let page = rule.page().text;
            for part in ["## Why", "## Not like this", "## Like this", "```dhall"] {
                assert!(page.contains(part), "{} lacks {part}", rule.code);
            }
            assert!(
                page.lines()
                    .all(|line| !line.starts_with(' ') || page.contains("```"))
            );
            assert!(!rule.title.ends_with('.'), "{}", rule.code);
        }
    }

    #[test]
    fn a_rule_of_types_alone_names_what_it_makes_impossible() {
        for rule in ALL {
            if let Enforcement::Type = rule.enforcement {
                assert!(!rule.impossible.is_empty(), "{}", rule.code);
                let words: Vec<_> = rule
                    .lines
                    .iter()
                    .flat_map(|line| line.split_whitespace())
                    .collect();
                assert!(words.join(" ").contains("cannot be written"), "{}", rule.code);
            }
        }
    }
}
