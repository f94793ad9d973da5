//! Exceptions from rules: what makes one, and what it does to findings.

use std::collections::BTreeSet;

use super::operation::request_flaw;
use super::{Context, Enforcement, Located, Place, quote, rule};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Date, DeclaredWaiver, EnvironmentKind, WaiverScope};

/// The rules that hold without exception, and why.
const STRICT: [(&str, &str); 6] = [
    ("I49", "secrets are never written down"),
    ("R11", "an environment that went back cannot be mended"),
    ("R23", "environments are isolated from each other"),
    ("R24", "environments are isolated from each other"),
    ("model/host", "environments are isolated from each other"),
    ("model/waiver", "an exception from exceptions would need no owner"),
];

rule! {
    /// A rule can be waived where it cannot be kept for a while. A file in `waivers/` says which rule, where, who
    /// answers for it, why, under which ticket, and until which day. What is found there becomes a note that says
    /// so; it stays in every report.
    ///
    /// An exception is itself an error when it has expired; when nothing is found any more that it would waive;
    /// when it names no rule, no owner, no reason or no ticket; and when it is not confined to one instance. Where
    /// a rule is waived is said by meaning, as an instance, an environment or a pattern of addresses, so that
    /// moving lines about changes nothing.
    ///
    /// What the types keep from being written cannot be waived, and neither can isolation (R23, R24, `model/host`),
    /// secrets (I49) and going back to a lower release (R11).
    ///
    /// ## Why
    ///
    /// Without exceptions, a rule that does not fit once is switched off for good. An exception that nobody owns,
    /// or that never ends, is the same thing slower.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Waiver::{
    /// , rule = "R39"
    /// , scope = meshc.WaiverScope.Address "*"
    /// , owner = ""
    /// , reason = "later"
    /// , ticket = "tbd"
    /// , expires = 2099-12-31
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Waiver::{
    /// , rule = "R39"
    /// , scope = meshc.WaiverScope.Environment "acme/production"
    /// , owner = "platform-team"
    /// , reason = "the approvers are named in January"
    /// , ticket = "SUP-4711"
    /// , expires = 2026-01-31
    /// }
    /// ```
    WAIVER = "model/waiver", Derived Error, "An exception from a rule is owned, narrow, needed, and ends",
    Enforcement::Snapshot(check),
    ["Waiver"] => ["*"],
    ["WaiverScope"] => ["*"],
}

/// Findings after exceptions from rules were made.
#[derive(Clone, Debug)]
pub struct Waived {
    /// All findings; those that were waived are notes that say so.
    pub findings: Vec<Diagnostic>,
    /// The numbers of the exceptions that were made use of.
    pub used: BTreeSet<usize>,
}

/// Makes the exceptions that hold on the day `as_of`. Of two that fit a finding the first is made use of.
pub fn waive(findings: Vec<Diagnostic>, waivers: &[DeclaredWaiver], as_of: Date) -> Waived {
    let holding: Vec<(usize, &DeclaredWaiver)> = waivers
        .iter()
        .enumerate()
        .filter(|(_, declared)| judge(declared, as_of).is_empty())
        .collect();
    let mut used = BTreeSet::new();
    let findings = findings
        .into_iter()
        .map(|finding| {
            let fits = |(_, declared): &&(usize, &DeclaredWaiver)| fits(declared, &finding);
            match holding.iter().find(fits) {
                Some((index, declared)) => {
                    used.insert(*index);
                    waived(finding, declared)
                }
                None => finding,
            }
        })
        .collect();
    Waived { findings, used }
}

fn fits(declared: &DeclaredWaiver, finding: &Diagnostic) -> bool {
    let waiver = &declared.waiver;
    let is_code = finding.code.0.eq_ignore_ascii_case(&waiver.rule);
    let address = finding.address.as_deref();
    is_code && address.is_some_and(|address| waiver.scope.contains(address))
}

fn waived(finding: Diagnostic, declared: &DeclaredWaiver) -> Diagnostic {
    let waiver = &declared.waiver;
    let exception = format!(
        "until {} by {} ({}): {}",
        waiver.expires,
        quote(&waiver.owner),
        quote(&waiver.ticket),
        quote(&waiver.reason)
    );
    let note = Diagnostic {
        severity: Severity::Note,
        waived: Some(exception),
        ..finding
    };
    note.beside(&place(declared, "rule"), "waived here")
}

/// The exceptions that nothing needs: their rule finds nothing where they would waive it.
pub(super) fn unused(context: &Context<'_>, used: &BTreeSet<usize>) -> Vec<Diagnostic> {
    // Without a catalog many rules are silent, and exceptions from them look as if nothing needed them.
    if context.catalog.is_none() {
        return Vec::new();
    }
    let is_unused = |(index, declared): &(usize, &DeclaredWaiver)| {
        let rule = rule(&declared.waiver.rule);
        let is_judged = rule.is_some_and(|rule| matches!(rule.enforcement, Enforcement::Snapshot(_)));
        is_judged && !used.contains(index) && judge(declared, context.as_of).is_empty()
    };
    let unused = context.fleet.waivers.iter().enumerate().filter(is_unused);
    unused
        .map(|(_, declared)| {
            let (rule, scope) = (&declared.waiver.rule, declared.waiver.scope.text());
            WAIVER
                .finding(format!(
                    "`{rule}` finds nothing in {} that this would waive",
                    quote(scope)
                ))
                .on(&place(declared, "scope"), "")
                .help("remove the file; if something should be found there, look for a slip in the scope")
        })
        .collect()
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let waivers = context.fleet.waivers.iter();
    waivers
        .flat_map(|declared| judge(declared, context.as_of))
        .collect()
}

fn place(declared: &DeclaredWaiver, path: &str) -> Place {
    Place::in_waiver(declared, path)
}

/// What keeps an exception from being one.
fn judge(declared: &DeclaredWaiver, as_of: Date) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(subject(declared));
    found.extend(breadth(declared));
    found.extend(people(declared));
    let expires = declared.waiver.expires;
    if expires < as_of {
        found.push(
            WAIVER
                .finding(format!("this exception ended on {expires}"))
                .on(&place(declared, "expires"), format!("judged as of {as_of}"))
                .help("keep the rule and remove the file, or have the exception decided again"),
        );
    }
    found
}

fn subject(declared: &DeclaredWaiver) -> Option<Diagnostic> {
    let code = &declared.waiver.rule;
    let strict = STRICT
        .iter()
        .find(|(strict, _)| strict.eq_ignore_ascii_case(code));
    let message = match (rule(code), strict) {
        (None, _) => format!("there is no rule {}", quote(code)),
        (Some(rule), Some((_, why))) => format!("`{}` holds without exception: {why}", rule.code),
        (Some(rule), None) => match rule.enforcement {
            Enforcement::Snapshot(_) | Enforcement::Change(_) => return None,
            Enforcement::Type | Enforcement::Engine | Enforcement::Render => {
                let Code(code) = rule.code;
                format!(
                    "`{code}` is kept by {}, which know no exceptions",
                    rule.enforcement
                )
            }
        },
    };
    Some(
        WAIVER
            .finding(message)
            .on(&place(declared, "rule"), "")
            .expected("the code of a rule that checks find broken, such as `R39`")
            .help("`meshc explain --list` lists all codes"),
    )
}

fn breadth(declared: &DeclaredWaiver) -> Option<Diagnostic> {
    let scope = &declared.waiver.scope;
    let (id, text) = (scope.instance(), quote(scope.text()));
    let (message, expected) = match scope {
        _ if id.trim().is_empty() => (format!("{text} names no instance"), "the id of an instance"),
        _ if id.contains('*') => (
            format!("{text} is too wide: it is not confined to one instance"),
            "the id of an instance, without `*`",
        ),
        WaiverScope::Instance(id) if id.contains(['/', '.']) => (
            format!("{text} is no id of an instance"),
            "the id of an instance, such as `acme`",
        ),
        WaiverScope::Environment(environment) if !is_environment(environment) => (
            format!("{text} names no environment"),
            "an instance and its environment, such as `acme/production`",
        ),
        WaiverScope::Instance(_) | WaiverScope::Environment(_) | WaiverScope::Address(_) => return None,
    };
    Some(
        WAIVER
            .finding(message)
            .on(&place(declared, "scope"), "")
            .expected(expected),
    )
}

fn is_environment(text: &str) -> bool {
    let kind = text.split_once('/').map(|(_, kind)| kind);
    kind.is_some_and(|kind| kind.parse::<EnvironmentKind>().is_ok())
}

fn people(declared: &DeclaredWaiver) -> Vec<Diagnostic> {
    let waiver = &declared.waiver;
    let parts = [
        (
            "owner",
            &waiver.owner,
            "nobody answers for it",
            "a person or a team",
        ),
        (
            "reason",
            &waiver.reason,
            "nobody can tell why",
            "why the rule cannot be kept until then",
        ),
        (
            "ticket",
            &waiver.ticket,
            "nobody can tell where it was decided",
            "the number of a ticket",
        ),
    ];
    let flawed = parts.into_iter().filter_map(|(label, text, so, expected)| {
        Some((label, request_flaw(text).map(|_| (text, so, expected))?))
    });
    flawed
        .map(|(label, (text, so, expected))| {
            WAIVER
                .finding(format!(
                    "the {label} of the exception is {}, so {so}",
                    quote(text)
                ))
                .on(&place(declared, label), "")
                .expected(expected)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::Sample;

    /// Production of `acme` without an approval, which is `R39`.
    fn broken() -> Sample {
        Sample::new().set("acme:plan.production.rollout.approvals", 0)
    }

    fn waiver(edits: &[(&str, Value)]) -> Value {
        let mut waiver = json!({
            "rule": "R39",
            "scope": { "Environment": "acme/production" },
            "owner": "platform-team",
            "reason": "the approvers are named in January",
            "ticket": "SUP-4711",
            "expires": "2026-01-31",
        });
        for (label, value) in edits {
            waiver[*label] = value.clone();
        }
        waiver
    }

    const BROKEN: &str =
        "R39 warning acme:plan.production.rollout.approvals: the gate of production asks for no approval";
    const NOTED: &str =
        "R39 note acme:plan.production.rollout.approvals: the gate of production asks for no approval";

    #[test]
    fn what_is_waived_is_a_note_that_says_who_why_and_until_when() {
        for scope in [
            json!({ "Environment": "acme/production" }),
            json!({ "Instance": "acme" }),
            json!({ "Address": "acme/production.rollout.*" }),
        ] {
            let sample = broken().waiver(waiver(&[("scope", scope.clone())]));
            assert_eq!(sample.everything(), [NOTED], "{scope}");
            let found = &sample.diagnostics(rule("R39").unwrap())[0];
            assert_eq!(
                found.waived.as_deref(),
                Some(
                    "until 2026-01-31 by `platform-team` (`SUP-4711`): `the approvers are named in January`"
                )
            );
            assert_eq!(
                found.related.last().map(|label| label.text.as_str()),
                Some("waived here")
            );
        }
    }

    #[test]
    fn what_is_no_exception_waives_nothing() {
        let rows: &[(&str, Value, &str)] = &[
            (
                "expires",
                json!("2025-12-17"),
                "expires: this exception ended on 2025-12-17",
            ),
            ("rule", json!("R399"), "rule: there is no rule `R399`"),
            (
                "rule",
                json!("R11"),
                "rule: `R11` holds without exception: an environment that went back cannot be mended",
            ),
            (
                "rule",
                json!("i49"),
                "rule: `I49` holds without exception: secrets are never written down",
            ),
            (
                "rule",
                json!("R24"),
                "rule: `R24` holds without exception: environments are isolated from each other",
            ),
            (
                "rule",
                json!("R27"),
                "rule: `R27` is kept by the types of the model, which know no exceptions",
            ),
            (
                "scope",
                json!({ "Address": "*/production.rollout.*" }),
                "scope: `*/production.rollout.*` is too wide: it is not confined to one instance",
            ),
            (
                "scope",
                json!({ "Address": "ac*" }),
                "scope: `ac*` is too wide: it is not confined to one instance",
            ),
            ("scope", json!({ "Instance": "" }), "scope: `` names no instance"),
            (
                "scope",
                json!({ "Instance": "acme/production" }),
                "scope: `acme/production` is no id of an instance",
            ),
            (
                "scope",
                json!({ "Environment": "acme/qa" }),
                "scope: `acme/qa` names no environment",
            ),
            (
                "owner",
                json!(" "),
                "owner: the owner of the exception is ` `, so nobody answers for it",
            ),
            (
                "reason",
                json!("TODO"),
                "reason: the reason of the exception is `TODO`, so nobody can tell why",
            ),
            (
                "ticket",
                json!("-"),
                "ticket: the ticket of the exception is `-`, so nobody can tell where it was decided",
            ),
        ];
        for (label, value, message) in rows {
            let found = broken().waiver(waiver(&[(label, value.clone())])).everything();
            assert_eq!(
                found,
                [BROKEN, &format!("model/waiver error waiver0:{message}")],
                "{label} {value}"
            );
        }
    }

    #[test]
    fn an_exception_that_nothing_needs_is_an_error() {
        let nothing = "model/waiver error waiver0:scope: `R39` finds nothing in `acme/production` that this would waive";
        assert_eq!(Sample::new().waiver(waiver(&[])).everything(), [nothing]);
        let twice = broken().waiver(waiver(&[])).waiver(waiver(&[]));
        assert_eq!(
            twice.everything(),
            [NOTED, &nothing.replace("waiver0", "waiver1")]
        );
        assert_eq!(
            Sample::new().waiver(waiver(&[])).without_catalog(),
            [] as [&str; 0]
        );
    }

    #[test]
    fn an_exception_holds_on_its_last_day() {
        let sample = broken().waiver(waiver(&[("expires", json!("2025-12-18"))]));
        assert_eq!(sample.everything(), [NOTED]);
    }

    #[test]
    fn an_exception_from_a_rule_of_changes_is_needed_by_changes_alone() {
        let breaking = Sample::new().set("catalog:releases.4.breaking", "Yes");
        let release = "acme:plan.production.release";
        let before = breaking.clone().set(release, "2025.52.0");
        let after = breaking.waiver(waiver(&[("rule", json!("R9"))]));
        assert_eq!(after.everything(), [] as [&str; 0]);
        let found = before.change(&after);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("note acme:plan.production.release"),
            "{found:?}"
        );
    }
}
