//! An approval says what, who, in which role and for what.

use super::{PATTERN, Severe, nth, pattern_flaw};
use crate::diagnostic::Diagnostic;
use crate::model::DeclaredApproval;
use crate::rules::{Context, Enforcement, Located, Place, quote, rule};

rule! {
    /// A file in `approvals/` says that a person approves a change: the digest of what changes in its scope, the
    /// person with a mail address, and the role. `meshc approve` writes it, and the person commits it.
    ///
    /// An approval is in error when its digest is none, when its scope names no environment, when nobody or no role is
    /// named, or when it ends before it begins. One whose scope matches nothing any more, and a second one of the same
    /// person for the same change, are warnings: neither ever counts.
    ///
    /// ## Why
    ///
    /// A mistyped approval looks like one that is there. It is found when somebody waits for a rollout at night.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// meshc.Approval::{
    /// , digest = "looks good"
    /// , scope = [ "acme/prod" ]
    /// , who = "Mara"
    /// , role = ""
    /// , date = 2025-12-18
    /// }
    /// ```
    ///
    /// ## Like this
    ///
    /// ```dhall
    /// meshc.Approval::{
    /// , digest =
    ///     "sha256:b54a5dc119470e06441c1013caa793de1369f25be334cf1b73f72835fe87909d"
    /// , scope = [ "acme/production" ]
    /// , who = "Mara Lindqvist <mara.lindqvist@operator.example>"
    /// , role = "change-manager"
    /// , date = 2025-12-18
    /// }
    /// ```
    APPROVAL = "model/approval", Derived Error, "An approval says what is approved, by whom, and in which role",
    Enforcement::Snapshot(check),
    ["Approval"] => ["*"],
}

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let approvals = &context.fleet.approvals;
    let mut found = Vec::new();
    for (index, declared) in approvals.iter().enumerate() {
        found.extend(judge(declared));
        found.extend(scope(context, declared));
        found.extend(repeated(&approvals[..index], declared));
    }
    found
}

fn judge(declared: &DeclaredApproval) -> Vec<Diagnostic> {
    let approval = &declared.approval;
    let place = |path: &str| Place::in_approval(declared, path);
    let mut found = Vec::new();
    if !is_digest(&approval.digest) {
        found.push(
            APPROVAL
                .finding(format!("{} is no digest of a change", quote(&approval.digest)))
                .on(&place("digest"), "")
                .expected("`sha256:` and 64 digits from 0 to 9 and a to f, as `meshc plan` prints them")
                .help("`meshc approve` writes the whole file"),
        );
    }
    if !approval.identity().contains('@') {
        found.push(
            APPROVAL
                .finding(format!(
                    "{} has no mail address, which tells people apart",
                    quote(&approval.who)
                ))
                .on(&place("who"), "")
                .expected("a person as git names one: `Mara Lindqvist <mara@operator.example>`"),
        );
    }
    if approval.role.trim().is_empty() {
        found.push(
            APPROVAL
                .finding("the approval is in no role")
                .on(&place("role"), "")
                .expected("one of the roles that the gate names"),
        );
    }
    if let Some(last) = approval.expires.filter(|last| *last < approval.date) {
        found.push(
            APPROVAL
                .finding(format!(
                    "the approval ends on {last}, before it is given on {}",
                    approval.date
                ))
                .on(&place("expires"), "")
                .beside(&place("date"), "it is given"),
        );
    }
    found
}

fn scope(context: &Context<'_>, declared: &DeclaredApproval) -> Vec<Diagnostic> {
    let place = |path: &str| Place::in_approval(declared, path);
    let patterns = &declared.approval.scope;
    if patterns.is_empty() {
        let finding = APPROVAL.finding("the approval is for no environment");
        return vec![finding.on(&place("scope"), "").expected(PATTERN)];
    }
    let flaws = patterns.iter().enumerate().filter_map(|(at, pattern)| {
        let (severe, message) = pattern_flaw(context, pattern)?;
        let place = nth(place, at);
        Some(match severe {
            Severe::Form => APPROVAL.finding(message).on(&place, "").expected(PATTERN),
            Severe::Nothing => APPROVAL
                .warning(message)
                .on(&place, "")
                .help("if the environment is gone, remove the file; else look for a slip"),
        })
    });
    flaws.collect()
}

/// A second approval of the same person for the same change; it does not count twice.
fn repeated(earlier: &[DeclaredApproval], declared: &DeclaredApproval) -> Option<Diagnostic> {
    let approval = &declared.approval;
    let same = earlier.iter().find(|other| {
        let other = &other.approval;
        let shared = other.scope.iter().any(|pattern| approval.scope.contains(pattern));
        other.digest == approval.digest && other.identity() == approval.identity() && shared
    })?;
    let file = same.path.to_string();
    Some(
        APPROVAL
            .warning(format!(
                "{} approves the same in `{file}`, and counts once",
                quote(&approval.who)
            ))
            .on(&Place::in_approval(declared, "who"), "")
            .beside(&Place::in_approval(same, "who"), "the first")
            .help("remove one of the two files"),
    )
}

fn is_digest(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or_default();
    let is_digit = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    digits.len() == 64 && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::fixture::{self, Sample};

    fn approval(edits: &[(&str, Value)]) -> Value {
        fixture::approval(&format!("sha256:{}", "0a".repeat(32)), edits)
    }

    fn check(edits: &[(&str, Value)], expected: &[&str]) {
        let sample = Sample::new().approval(approval(edits));
        assert_eq!(sample.findings(&APPROVAL), expected, "{edits:?}");
    }

    #[test]
    fn an_approval_that_says_all_is_right() {
        check(&[], &[]);
        check(&[("expires", json!("2025-12-18")), ("scope", json!(["*"]))], &[]);
        // It may well have ended: the change that it was for is long in place.
        check(
            &[("date", json!("2024-01-01")), ("expires", json!("2024-02-01"))],
            &[],
        );
    }

    #[test]
    fn what_an_approval_lacks_is_told() {
        let upper = format!("sha256:{}", "0A".repeat(32));
        check(
            &[("digest", json!(upper))],
            &[&format!(
                "error approval0:digest: `{}…` is no digest of a change",
                &upper[..60]
            )],
        );
        check(
            &[("digest", json!("ok"))],
            &["error approval0:digest: `ok` is no digest of a change"],
        );
        check(
            &[("who", json!("Mara"))],
            &["error approval0:who: `Mara` has no mail address, which tells people apart"],
        );
        check(
            &[("role", json!(" "))],
            &["error approval0:role: the approval is in no role"],
        );
        check(
            &[("expires", json!("2025-12-17"))],
            &["error approval0:expires: the approval ends on 2025-12-17, before it is given on 2025-12-18"],
        );
        check(
            &[("scope", json!([]))],
            &["error approval0:scope: the approval is for no environment"],
        );
        check(
            &[("scope", json!(["acme/prod", "gone"]))],
            &[
                "error approval0:scope.0: `acme/prod` names no environment",
                "warning approval0:scope.1: no environment matches `gone`",
            ],
        );
    }

    #[test]
    fn the_same_person_counts_once_however_the_name_is_spelled() {
        let twice = |edits: &[(&str, Value)]| {
            let sample = Sample::new().approval(approval(&[])).approval(approval(edits));
            sample.findings(&APPROVAL)
        };
        let other = [("who", json!("M. <MARA@operator.example>"))];
        let told = "warning approval1:who: `M. <MARA@operator.example>` approves the same in \
                    `approvals/approval0.dhall`, and counts once";
        assert_eq!(twice(&other), [told]);
        let digest = format!("sha256:{}", "0b".repeat(32));
        for near in [
            ("who", json!("Jo <jo@operator.example>")),
            ("digest", json!(digest)),
            ("scope", json!(["acme/staging"])),
        ] {
            assert_eq!(twice(&[near]), [] as [&str; 0]);
        }
    }
}
