//! The approvals of a change count.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::gate::{Flaw, tally};
use crate::model::DeclaredApproval;
use crate::rules::{Context, Enforcement, Located, Place, Transition, rule};

rule! {
    /// An approval counts for a change if its digest is that of what changes in its scope, it has not ended, its role
    /// is one that the gate names, and its person neither made the change nor has approved it already. This tells of
    /// approvals that look as if they were for the change, or come with it, and do not count.
    ///
    /// The digest stays the same for as long as the change means the same: through a rebase, other formatting, files
    /// that move, and changes of environments outside of the scope. Whatever else changes in the scope needs a new
    /// approval.
    ///
    /// ## Why
    ///
    /// What was approved is what is rolled out. An approval that carries over to something else is none.
    ///
    /// ## Not like this
    ///
    /// ```dhall
    /// -- written for 2025.54.0, before the change was made one to 2025.55.0
    /// approval with digest = "sha256:b54a5dc119470e06441c1013caa793de1369f25be334cf1b73f72835fe87909d"
    /// ```
    ///
    /// ## Like this
    ///
    /// Approve what the change has become, with `meshc approve`, and remove the file for what it was:
    ///
    /// ```dhall
    /// approval with digest = "sha256:5d2f6ae9c0a9be17d3d7c2fdf9e2a1c1cbd6b0d1a7f0f8d2a6f5e4c3b2a19080"
    /// ```
    APPROVED = "plan/approval", Derived Warning, "An approval that comes with a change counts for it",
    Enforcement::Change(check),
}

fn check(change: &Transition<'_>) -> Vec<Diagnostic> {
    let Some(plan) = change.plan else {
        return Vec::new();
    };
    let (before, after) = (change.before.fleet, change.after.fleet);
    let mut flaws: BTreeMap<&str, (&DeclaredApproval, String)> = BTreeMap::new();
    for environment in &plan.environments {
        let tally = tally(plan, environment, [before, after], (change.after.as_of, None));
        let made = tally.counted.iter().filter(|declared| is_own(change, declared));
        let made = made.map(|declared| (*declared, Flaw::Maker));
        for (declared, flaw) in tally.refused.iter().cloned().chain(made) {
            let message = format!("for {}, this approval {flaw}", environment.address);
            flaws.entry(declared.path.as_str()).or_insert((declared, message));
        }
    }
    for declared in elsewhere(change, &change.after) {
        let message = "this approval is for environments that do not change".to_owned();
        flaws.entry(declared.path.as_str()).or_insert((declared, message));
    }
    let told = flaws.into_values().map(|(declared, message)| {
        APPROVED
            .finding(message)
            .on(&Place::in_approval(declared, "digest"), "")
            .help("`meshc approve` writes one for the change as it is; remove this one")
    });
    told.collect()
}

fn is_own(change: &Transition<'_>, declared: &DeclaredApproval) -> bool {
    let person = declared.approval.identity();
    change.makers.is_some_and(|makers| makers.contains(&person))
}

/// The approvals that come with a change and are for none of the environments in it.
fn elsewhere<'a>(
    change: &Transition<'_>,
    after: &Context<'a>,
) -> impl Iterator<Item = &'a DeclaredApproval> + use<'a> {
    let is_new = |declared: &&DeclaredApproval| {
        let mut old = change.before.fleet.approvals.iter();
        old.all(|old| old.approval != declared.approval)
    };
    let concerned = |declared: &&DeclaredApproval| {
        let mut changed = change.plan.iter().flat_map(|plan| &plan.environments);
        changed.any(|environment| environment.is_in(|address| declared.approval.concerns(address)))
    };
    let approvals = after.fleet.approvals.iter();
    let found: Vec<&DeclaredApproval> = approvals
        .filter(|declared| is_new(declared) && !concerned(declared))
        .collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use crate::change::{Side, compare};
    use crate::rules::fixture::{self, Sample};

    const RELEASE: &str = "acme:plan.production.release";

    /// What the upgrade of production changes, by digest.
    fn digest(before: &Sample, after: &Sample) -> String {
        before.with(|before| {
            after.with(|after| {
                let [old, new] = [before, after].map(|context| Side {
                    fleet: context.fleet,
                    catalog: None,
                    as_of: context.as_of,
                });
                compare(&old, &new).digest.to_string()
            })
        })
    }

    fn check(edits: &[(&str, Value)], maker: &str, expected: &[&str]) {
        let before = Sample::new();
        let after = Sample::new().set(RELEASE, "2025.55.0");
        let approval = fixture::approval(&digest(&before, &after), edits);
        let makers = BTreeSet::from([maker.to_owned()]);
        let found = before.change_by(&after.approval(approval), &makers);
        assert_eq!(found, expected, "{edits:?}");
    }

    #[test]
    fn an_approval_that_counts_is_not_spoken_of() {
        check(&[], "jo@operator.example", &[]);
        check(&[("expires", json!("2025-12-18"))], "jo@operator.example", &[]);
    }

    #[test]
    fn why_an_approval_does_not_count_is_told() {
        let told = |why: &str| format!("warning approval0:digest: for acme/production, this approval {why}");
        check(
            &[("digest", json!(format!("sha256:{}", "00".repeat(32))))],
            "",
            &[&told(
                "approves another change than this: its digest is not that of its scope",
            )],
        );
        check(
            &[("date", json!("2025-12-01")), ("expires", json!("2025-12-17"))],
            "",
            &[&told("ended on 2025-12-17")],
        );
        check(
            &[("role", json!("visitor"))],
            "",
            &[&told("is in a role that the gate does not name")],
        );
        check(
            &[],
            "mara@operator.example",
            &[&told("is by somebody who made the change")],
        );
        check(
            &[("scope", json!(["acme/staging"]))],
            "",
            &["warning approval0:digest: this approval is for environments that do not change"],
        );
    }
}
